import type { Day } from '@varco/shared/days';
import type { Standing, UserStatus } from '@varco/shared/identity/user-status';
import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** In which of these organizations each user may work. */
export async function enabledIn(
  tx: Db,
  organizations: readonly OrganizationId[],
  users: readonly UserId[],
): Promise<Map<UserId, OrganizationId[]>> {
  const { rows } = await sql<{ userId: UserId; organizations: OrganizationId[] }>`
    select e.user_id as "userId", array_agg(e.organization_id) as organizations from identity.enablements e
    where e.user_id = any (${users}::uuid[]) and e.organization_id = any (${organizations}::uuid[]) and e.ended_at is null
    group by e.user_id`.execute(tx);
  return new Map(rows.map((row) => [row.userId, row.organizations]));
}

/** Of which department each of these units is, as far as they are of these organizations. */
export async function departmentsOf(
  tx: Db,
  organizations: readonly OrganizationId[],
  units: readonly UnitId[],
): Promise<Map<UnitId, DepartmentId>> {
  if (units.length === 0) return new Map();
  const { rows } = await sql<{ id: UnitId; departmentId: DepartmentId }>`
    select u.id, u.department_id as "departmentId" from structure.units u
    where u.organization_id = any (${organizations}::uuid[]) and u.id = any (${units}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.departmentId]));
}

/** Users who may work in an organization, in the order of their ids, after one of them. */
export async function enabledAfter(tx: Db, organizationId: OrganizationId, after: UserId | undefined, limit: number): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select e.user_id as id from identity.enablements e
    where e.organization_id = ${organizationId} and e.ended_at is null
      and e.user_id > ${after ?? '00000000-0000-0000-0000-000000000000'}
    order by e.user_id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** From when to when each user may enter at all; an organization that is switched off disables everybody. */
export async function standingsIn(tx: Db, organizationId: OrganizationId, users: readonly UserId[]): Promise<Map<UserId, Standing>> {
  const { rows } = await sql<{ userId: UserId; status: UserStatus; disabled: boolean; validFrom: Day | null; validTo: Day | null }>`
    select user_id as "userId", status, disabled, valid_from as "validFrom", valid_to as "validTo"
    from identity.standings(${organizationId}::uuid, ${users}::uuid[])`.execute(tx);
  return new Map(rows.map(({ userId, ...standing }) => [userId, standing]));
}
