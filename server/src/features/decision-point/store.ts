import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { uuids } from '#db/uuids';

/** In which of these organizations each user may work. */
export async function enabledIn(
  tx: Db,
  organizations: readonly OrganizationId[],
  users: readonly UserId[],
): Promise<Map<UserId, OrganizationId[]>> {
  const { rows } = await sql<{ userId: UserId; organizationId: OrganizationId }>`
    select e.user_id as "userId", e.organization_id as "organizationId" from identity.enablements e
    where e.user_id = any (${uuids(users)}::uuid[]) and e.organization_id = any (${uuids(organizations)}::uuid[]) and e.ended_at is null`.execute(
    tx,
  );
  const enabled = new Map<UserId, OrganizationId[]>();
  for (const { userId, organizationId } of rows) {
    const before = enabled.get(userId);
    if (before) before.push(organizationId);
    else enabled.set(userId, [organizationId]);
  }
  return enabled;
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
