import { dayAt, startOfDay } from '@varco/shared/days';
import type { Desk, UserFilter } from '@varco/shared/directory/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import type { Db } from '#db/database';
import { countRefusals, ownAccesses } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { countUsers } from './store.ts';

const MANY = 1_000;

/** What somebody sees first: his last accesses, and for an administrator what needs him. */
export async function readDesk(core: Pick<Core, 'db' | 'clock' | 'config'>, actor: SignedIn, scope: Scope): Promise<Desk> {
  const { db, clock, config } = core;
  const at = clock.now();
  const zone = config.timeZone;
  const { items: lastAccesses } = await ownAccesses(core, actor, { limit: 3 });
  if (actor.administers === 'nothing') return { lastAccesses, administrator: null };
  const counted = async (tx: Db, state: UserFilter) => (await countUsers(tx, scope, { state, zone, at }, MANY)).count;
  const administrator = await db.as(scope, async (tx) => ({
    lockedNow: await counted(tx, 'locked'),
    neverSignedIn: await counted(tx, 'never-signed-in'),
    users: await counted(tx, 'can-enter'),
    administrators: (await activeAdministrators(tx, actor.organizationId, zone, at)).length,
    refusedToday: await countRefusals(tx, scope, startOfDay(zone, dayAt(zone, at))),
  }));
  return { lastAccesses, administrator };
}
