import { dayAt, startOfDay } from '@varco/shared/days';
import type { Desk, UserFilter } from '@varco/shared/directory/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { countRefusals, ownAccesses } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { countEnding } from '#features/formal-authorizations';
import { requiringAuthorization } from '#features/identity';
import { countUsers } from './store.ts';

const MANY = 1_000;

/** What somebody sees first: his last accesses, and for an administrator what needs him. */
export async function readDesk(core: Pick<Core, 'db' | 'clock' | 'config'>, actor: SignedIn, scope: Scope): Promise<Desk> {
  const { db, clock, config } = core;
  const at = clock.now();
  const zone = config.timeZone;
  const { items: lastAccesses } = await ownAccesses(core, actor, { limit: 3 });
  if (actor.administers === 'nothing') return { lastAccesses, administrator: null };
  const administrator = await db.as(scope, async (tx) => {
    const requiring = await requiringAuthorization(tx);
    const counted = async (state: UserFilter) => (await countUsers(tx, scope, { state, zone, at, requiring }, MANY)).count;
    return {
      lockedNow: await counted('locked'),
      neverSignedIn: await counted('never-signed-in'),
      // Of the organization worked for, like the list it leads to.
      authorizationsEnding: await countEnding(tx, actor.organizationId, dayAt(zone, at), MANY),
      users: await counted('can-enter'),
      administrators: (await activeAdministrators(tx, actor.organizationId, zone, at)).length,
      refusedToday: await countRefusals(tx, scope, startOfDay(zone, dayAt(zone, at))),
    };
  });
  return { lastAccesses, administrator };
}
