import type { UserId } from '@varco/shared/ids';
import { type ChangeSearch, MOST_SEARCHES, type SavedSearch, type SavedSearches, type SaveSearch } from '@varco/shared/log-searches/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { refuseUnsearchable } from '#features/access-log';
import { askedView, keptView } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config' | 'clock' | 'random'>;

/** The searches somebody may open: his own, and those that others share with whoever may search the log (requirements R3.57). */
export async function readSearches({ db }: Pick<Core, 'db'>, actor: SignedIn, scope: Scope): Promise<SavedSearches> {
  const found = await db.as(scope, (tx) => store.listSearches(tx, scope, actor));
  return { items: found.map((search) => shown(search, actor.userId)) };
}

/** Keeps a search under a name. */
export async function saveSearch(core: Needs, actor: SignedIn, scope: Scope, { name, shared, view }: SaveSearch): Promise<SavedSearch> {
  await refuseUnsearchable(core, view);
  const fresh = { id: core.random.id<string>(), name, shared, view: keptView(view), changedAt: core.clock.now() };
  return core.db.as(scope, async (tx) => {
    if (!(await store.insertSearch(tx, actor, fresh, MOST_SEARCHES))) throw new Refusal('log-searches.too-many');
    return reread(tx, actor, scope, fresh.id);
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
    return reread(tx, actor, scope, id);
  });
}

/** Deletes a search of one's own. */
export async function deleteSearch(core: Pick<Core, 'db'>, actor: SignedIn, scope: Scope, id: string): Promise<void> {
  await core.db.as(scope, async (tx) => {
    await ownSearch(tx, actor, scope, id);
    await store.deleteSearch(tx, actor, id);
  });
}

type Tx = Parameters<typeof store.findSearch>[0];

/** A search that is shared may be seen, but is its owner's to change. */
async function ownSearch(tx: Tx, actor: SignedIn, scope: Scope, id: string): Promise<store.StoredSearch> {
  const search = await store.findSearch(tx, scope, actor, id);
  if (!search) throw new Refusal('request.not-found');
  if (search.ownerId !== actor.userId) throw new Refusal('log-searches.not-yours');
  return search;
}

async function reread(tx: Tx, actor: SignedIn, scope: Scope, id: string): Promise<SavedSearch> {
  const search = await store.findSearch(tx, scope, actor, id);
  if (!search) throw new Refusal('request.not-found');
  return shown(search, actor.userId);
}

const shown = ({ ownerId, changedAt, ...search }: store.StoredSearch, userId: UserId): SavedSearch => ({
  ...search,
  // As this version understands it: what an older one kept and this one no longer knows is left out.
  view: { ...keptView(askedView(search.view)) },
  own: ownerId === userId,
  changedAt: changedAt.toISOString(),
});
