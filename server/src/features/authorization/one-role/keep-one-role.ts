import { NAMED, type PeopleWithMoreRoles } from '@varco/shared/authorization/one-role';
import { dayAt } from '@varco/shared/days';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { peopleNamed } from '#features/groups';
import { isOneRoleOnly } from '#features/identity';
import { lockRolesOf, type TriedRole, usersWithMoreRoles } from './store.ts';

type Needs = Pick<Core, 'clock' | 'config'>;

/** Who has two roles on one day, from today on, also with one that is only tried: how many, and the first by name. */
export async function peopleWithMoreRoles(
  { clock, config }: Needs,
  tx: Db,
  organizationId: OrganizationId,
  userId: UserId | null = null,
  tried?: TriedRole,
): Promise<PeopleWithMoreRoles> {
  const users = await usersWithMoreRoles(tx, organizationId, { userId, day: dayAt(config.timeZone, clock.now()), tried });
  if (users.length === 0) return { count: 0, first: [] };
  const first = (await peopleNamed(tx, organizationId, users)).slice(0, NAMED).map(({ id, name }) => ({ id, name }));
  return { count: users.length, first };
}

/**
 * Follows `rights.changed`: where each user has one role only, whatever would leave somebody with two on one day is refused, whichever way
 * it came (requirements R5.9). Judged after it is written and under a lock, so that two who give at the same moment cannot give both.
 */
export const keepOneRole =
  (core: Needs) =>
  async (tx: Db, { organizationId, userId }: Announcements['rights.changed']): Promise<void> => {
    if (!(await isOneRoleOnly(tx, organizationId))) return;
    await lockRolesOf(tx, organizationId);
    const people = await peopleWithMoreRoles(core, tx, organizationId, userId);
    if (people.count > 0) throw new Refusal('authorization.one-role-only', { people });
  };

/** Refuses a trial as giving the role on that day would be refused; nothing is written, so nobody has to wait. */
export async function refuseSecondRole(
  core: Needs,
  tx: Db,
  { organizationId, userId }: { readonly organizationId: OrganizationId; readonly userId: UserId },
  tried: TriedRole,
): Promise<void> {
  if (!(await isOneRoleOnly(tx, organizationId))) return;
  const people = await peopleWithMoreRoles(core, tx, organizationId, userId, tried);
  if (people.count > 0) throw new Refusal('authorization.one-role-only', { people });
}
