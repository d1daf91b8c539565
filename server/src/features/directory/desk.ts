import { dayAt, startOfDay } from '@varco/shared/days';
import type { Desk } from '@varco/shared/directory/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { countRefusals, ownAccesses } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { countUsers } from './store.ts';

const MANY = 1_000;

/** What somebody sees first: his last accesses, and for an administrator what needs him. */
export async function readDesk(core: Pick<Core, 'db' | 'clock' | 'config'>, actor: SignedIn, scope: Scope): Promise<Desk> {
  const { db, clock, config } = core;
  const at = clock.now();
  const zone = config.timeZone;
  const last = await ownAccesses(core, actor, { limit: 3 });
  const lastAccesses = last.items.map(({ at: moment, event, reason, address, browser }) => ({
    at: moment,
    event,
    reason,
    address,
    browser,
  }));
  if (!actor.administrator) return { lastAccesses, administrator: null };
  const administrator = await db.as(scope, async (tx) => ({
    lockedNow: (await countUsers(tx, scope, { state: 'locked' }, zone, at, MANY)).count,
    neverSignedIn: (await countUsers(tx, scope, { state: 'never-signed-in' }, zone, at, MANY)).count,
    users: (await countUsers(tx, scope, { state: 'can-enter' }, zone, at, MANY)).count,
    administrators: (await activeAdministrators(tx, actor.organizationId, zone, at)).length,
    refusedToday: await countRefusals(tx, scope, startOfDay(zone, dayAt(zone, at))),
  }));
  return { lastAccesses, administrator };
}
