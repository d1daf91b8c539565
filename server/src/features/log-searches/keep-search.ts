import { reach } from '@varco/shared/authorization/capabilities';
import { hindrance } from '@varco/shared/identity/user-status';
import { type ChangeSearch, MOST_SEARCHES, type SavedSearch, type SavedSearches, type SaveSearch } from '@varco/shared/log-searches/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { refuseUnsearchable } from '#features/access-log';
import { askedView, keptView } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config' | 'clock' | 'random'>;

/** The searches somebody may open: his own, and those that others share with whoever may search the log (requirements R3.57). */
export async function readSearches(core: Pick<Core, 'db' | 'config' | 'clock'>, actor: SignedIn, scope: Scope): Promise<SavedSearches> {
  const found = await core.db.as(scope, (tx) => store.listSearches(tx, scope, actor));
  return { items: found.map((search) => shown(core, search, actor)) };
}

/** Keeps a search under a name. */
export async function saveSearch(core: Needs, actor: SignedIn, scope: Scope, { name, shared, view }: SaveSearch): Promise<SavedSearch> {
  // It would stay when the visit is over.
  if (actor.assistance) throw new Refusal('assistance.own-people-only');
  await refuseUnsearchable(core, view);
  const fresh = { id: core.random.id<string>(), name, shared, view: keptView(view), changedAt: core.clock.now() };
  return core.db.as(scope, async (tx) => {
    if (!(await store.insertSearch(tx, actor, fresh, MOST_SEARCHES))) throw new Refusal('log-searches.too-many');
    return reread(core, tx, scope, { actor, id: fresh.id });
  });
}

/** Renames, shares or replaces a search of one's own. */
export async function changeSearch(core: Needs, actor: SignedIn, scope: Scope, id: string, change: ChangeSearch): Promise<SavedSearch> {
  if (change.view) await refuseUnsearchable(core, change.view);
  const changedAt = core.clock.now();
  return core.db.as(scope, async (tx) => {
    const before = await ownSearch(tx, actor, scope, id);
    const view = change.view ? keptView(change.view) : before.view;
    const after = { id, name: change.name ?? before.name, shared: change.shared ?? before.shared, view, changedAt };
    if (!(await store.replaceSearch(tx, actor, after))) throw new Refusal('request.not-found');
    return reread(core, tx, scope, { actor, id });
  });
}

/** Deletes a search of one's own, or, for whoever looks after the users, a shared one whose owner is gone. */
export async function deleteSearch(core: Pick<Core, 'db' | 'config' | 'clock'>, actor: SignedIn, scope: Scope, id: string): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const search = await store.findSearch(tx, scope, actor, id);
    if (!search) throw new Refusal('request.not-found');
    if (!mayDelete(core, search, actor)) throw new Refusal('log-searches.not-yours');
    await store.deleteSearch(tx, { organizationId: search.organizationId, userId: search.ownerId }, id);
  });
}

/** Nobody else would ever delete what was left by somebody who cannot enter, or not search the log, any more. */
function mayDelete({ config, clock }: Pick<Core, 'config' | 'clock'>, search: store.StoredSearch, actor: SignedIn): boolean {
  if (search.ownerId === actor.userId) return true;
  const isLeft = !search.ownerAdministers || hindrance(search.ownerStanding, config.timeZone, clock.now()) !== undefined;
  return isLeft && search.shared && reach(actor.grants, 'modify', 'users') !== undefined;
}

type Tx = Parameters<typeof store.findSearch>[0];

/** A search that is shared may be seen, but is its owner's to change. */
async function ownSearch(tx: Tx, actor: SignedIn, scope: Scope, id: string): Promise<store.StoredSearch> {
  const search = await store.findSearch(tx, scope, actor, id);
  if (!search) throw new Refusal('request.not-found');
  if (search.ownerId !== actor.userId) throw new Refusal('log-searches.not-yours');
  return search;
}

async function reread(
  core: Pick<Core, 'config' | 'clock'>,
  tx: Tx,
  scope: Scope,
  { actor, id }: { readonly actor: SignedIn; readonly id: string },
): Promise<SavedSearch> {
  const search = await store.findSearch(tx, scope, actor, id);
  if (!search) throw new Refusal('request.not-found');
  return shown(core, search, actor);
}

function shown(core: Pick<Core, 'config' | 'clock'>, search: store.StoredSearch, actor: SignedIn): SavedSearch {
  const { id, name, shared, owner, ownerId, view, changedAt } = search;
  return {
    ...{ id, name, shared, owner },
    // As this version understands it: what an older one kept and this one no longer knows is left out.
    view: { ...keptView(askedView(view)) },
    own: ownerId === actor.userId,
    deletable: mayDelete(core, search, actor),
    changedAt: changedAt.toISOString(),
  };
}
