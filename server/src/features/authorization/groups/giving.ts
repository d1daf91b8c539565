import { type Day, dayAt } from '@varco/shared/days';
import type { GroupId, UserId } from '@varco/shared/ids';
import { type Actor, isOneself, personsOf, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { findGroup, kindsFor, lockGroups, type StoredGroup } from '#features/groups';
import { actingIn, administers, refuseAdministrators } from '../above.ts';
import { refuseBeyond } from '../changing.ts';
import { type GroupKey, givenBy, isReached } from './store.ts';

/** The day on which somebody acts upon groups. */
export const today = ({ clock, config }: Pick<Core, 'clock' | 'config'>): Day => dayAt(config.timeZone, clock.now());

/** The group that somebody is about to change, with those of its organization under lock; one that he may not see is not there. */
export async function groupUnderLock(
  core: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  scope: Scope,
  id: GroupId,
): Promise<StoredGroup> {
  const asked = { kinds: kindsFor(administers(actor)), on: today(core) };
  const found = await findGroup(tx, scope, id, asked);
  if (!found) throw new Refusal('request.not-found');
  await lockGroups(tx, found.organizationId);
  // Read again: what was read before the lock may be older than it.
  const group = await findGroup(tx, { organizations: [found.organizationId] }, id, asked);
  if (!group || !kindsFor(administers(actingIn(actor, group.organizationId))).includes(group.kind)) throw new Refusal('request.not-found');
  return group;
}

/** Refuses that somebody who administers nothing brings more to the groups through which he himself has rights. */
export async function refuseToOneself(tx: Db, actor: Actor, group: GroupKey, day: Day): Promise<void> {
  if (actor.kind === 'operator' || administers(actingIn(actor, group.organizationId))) return;
  for (const userId of personsOf(actor)) if (await isReached(tx, group, userId, day)) throw new Refusal('groups.own-rights');
}

/**
 * Refuses to act upon a membership: an administrator's is for administrators, and one's own, where the group gives something, too.
 * Made or lengthened, it gives everything that the group gives.
 */
export async function refuseMembership(
  tx: Db,
  actor: Actor,
  group: StoredGroup,
  { userId, day, isGiven }: { userId: UserId; day: Day; isGiven: boolean },
): Promise<void> {
  if (group.kind === 'sharing') return;
  await refuseAdministrators(tx, actor, group.organizationId, [userId]);
  const grants = await givenBy(tx, group, day);
  const giver = actingIn(actor, group.organizationId);
  if (grants && isOneself(giver, userId) && !administers(giver)) throw new Refusal('groups.own-rights');
  if (isGiven && grants) refuseBeyond(giver, grants);
}
