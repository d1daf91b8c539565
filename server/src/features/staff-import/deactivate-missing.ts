import type { UserId } from '@varco/shared/ids';
import type { Deactivated } from '@varco/shared/staff-import/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { changeUser, readUser } from '#features/directory';
import { requireImport } from './find-import.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config' | 'events'>;

/**
 * Deactivates, one by one as the administrator would on their pages, those whom he chose among the missing of a file; what is refused
 * of one does not hold up the others.
 */
export async function deactivateMissing(
  core: Needs,
  actor: Extract<Actor, { kind: 'user' }>,
  scope: Scope,
  id: string,
  users: readonly string[],
): Promise<Deactivated> {
  const { organizationId } = actor;
  const chosen = await core.db.as({ organizations: [organizationId] }, async (tx) => {
    const file = await requireImport(tx, organizationId, id, core.clock.now());
    return store.missingAmong(tx, file, users);
  });
  const items: Deactivated['items'] = [];
  for (const { id: userId, name } of chosen) {
    items.push({ userId, name, refusal: await deactivate(core, actor, scope, userId) });
  }
  return { items };
}

async function deactivate(core: Needs, actor: Actor, scope: Scope, userId: UserId): Promise<string | null> {
  try {
    const { version, status } = await readUser(core, actor, scope, userId);
    if (status === 'active') await changeUser(core, actor, scope, userId, { version, status: 'inactive' });
    return null;
  } catch (fault) {
    if (fault instanceof Refusal) return fault.code;
    throw fault;
  }
}
