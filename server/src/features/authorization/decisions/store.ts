import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { MemberFact, RoleFact, UnitFact } from '@varco/shared/authorization/decide';
import type { Day } from '@varco/shared/days';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/database';

/** Of which member the facts are read, and from which day on they matter. */
export interface MemberKey {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** What one user is in one organization, but for what keeps him out; undefined when he is not enabled there. */
export type StoredMember = Omit<MemberFact, 'hindrance' | 'placements' | 'assignments'>;

/** How the user stands in the organization. */
export async function findMember(tx: Db, { organizationId, userId }: MemberKey): Promise<StoredMember | undefined> {
  const row = await tx
    .selectFrom('identity.enablements as e')
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'e.organization_id').onRef('a.user_id', '=', 'e.user_id'),
    )
    .select(['e.placed', 'a.of_installation'])
    .where('e.organization_id', '=', organizationId)
    .where('e.user_id', '=', userId)
    .where('e.ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const administers = row.of_installation === null ? 'nothing' : row.of_installation ? 'installation' : 'organization';
  return { organizationId, userId, placed: row.placed, administers };
}

/** Where the user is placed on `day` or later. */
export async function findPlacements(tx: Db, { organizationId, userId }: MemberKey, day: Day): Promise<MemberFact['placements']> {
  const rows = await tx
    .selectFrom('structure.placements')
    .select(['unit_id', 'starts_on', 'ends_on'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ unitId: row.unit_id as UnitId, from: row.starts_on as Day, to: row.ends_on as Day | null }));
}

/** A role given, with whether it is the one proposed. */
export type StoredAssignment = MemberFact['assignments'][number] & { readonly isDefault: boolean };

/** Which roles the user has on `day` or later. */
export async function findAssignments(tx: Db, { organizationId, userId }: MemberKey, day: Day): Promise<StoredAssignment[]> {
  const rows = await tx
    .selectFrom('authorization.assignments')
    .select(['id', 'role_id', 'unit_id', 'starts_on', 'ends_on', 'is_default'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id as AssignmentId,
    roleId: row.role_id as RoleId,
    unitId: row.unit_id as UnitId | null,
    from: row.starts_on as Day,
    to: row.ends_on as Day | null,
    isDefault: row.is_default,
  }));
}

/** The roles a user has on `day` or later, with what they grant. */
export const findRoles = (tx: Db, { organizationId, userId }: MemberKey, day: Day): Promise<RoleFact[]> =>
  selectRoles(
    tx,
    organizationId,
    sql`r.id in (
      select a.role_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = ${userId} and (a.ends_on is null or a.ends_on >= ${day}))`,
  );

/** One role with what it grants, whoever has it. */
export const findRoleFact = async (tx: Db, organizationId: OrganizationId, id: RoleId): Promise<RoleFact | undefined> =>
  (await selectRoles(tx, organizationId, sql`r.id = ${id}`))[0];

async function selectRoles(tx: Db, organizationId: OrganizationId, which: RawBuilder<unknown>): Promise<RoleFact[]> {
  const { rows } = await sql<{
    id: RoleId;
    department_id: DepartmentId | null;
    for_unplaced: boolean;
    active: boolean;
    grants: RoleFact['grants'] | null;
  }>`
    select r.id, r.department_id, r.for_unplaced, r.active and coalesce(d.active, true) as active,
      (select json_agg(json_build_object('function', g.capability, 'action', g.action, 'visibility', g.visibility))
        from "authorization".role_grants g where g.organization_id = r.organization_id and g.role_id = r.id) as grants
    from "authorization".roles r
    left join structure.departments d on d.organization_id = r.organization_id and d.id = r.department_id
    where r.organization_id = ${organizationId} and ${which}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    organizationId,
    departmentId: row.department_id,
    forUnplaced: row.for_unplaced,
    active: row.active,
    grants: (row.grants ?? []) as { function: string; action: string; visibility: Visibility }[],
  }));
}

/** A unit as people call it, with its department. */
export interface NamedUnit {
  readonly id: UnitId;
  readonly name: string;
  readonly nameEnglish: string;
  readonly department: { readonly name: string; readonly nameEnglish: string };
}

/** The units of an organization in which the user is placed or has a role on `day` or later. */
export const findUnits = (tx: Db, { organizationId, userId }: MemberKey, day: Day): Promise<(UnitFact & NamedUnit)[]> =>
  selectUnits(
    tx,
    organizationId,
    sql`u.id in (
      select p.unit_id from structure.placements p
      where p.organization_id = ${organizationId} and p.user_id = ${userId} and (p.ends_on is null or p.ends_on >= ${day})
      union select a.unit_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = ${userId} and (a.ends_on is null or a.ends_on >= ${day}))`,
  );

/** One unit of the organization. */
export const findUnitFact = async (tx: Db, organizationId: OrganizationId, id: UnitId): Promise<(UnitFact & NamedUnit) | undefined> =>
  (await selectUnits(tx, organizationId, sql`u.id = ${id}`))[0];

async function selectUnits(tx: Db, organizationId: OrganizationId, which: RawBuilder<unknown>): Promise<(UnitFact & NamedUnit)[]> {
  const { rows } = await sql<{ id: UnitId; department_id: DepartmentId; active: boolean } & Omit<NamedUnit, 'id'>>`
    select u.id, u.department_id, u.active and d.active as active, u.name, coalesce(u.name_en, '') as "nameEnglish",
      json_build_object('name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.units u
    join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id
    where u.organization_id = ${organizationId} and ${which}
    order by u.name_folded, u.id`.execute(tx);
  return rows.map(({ department_id: departmentId, ...unit }) => ({ ...unit, organizationId, departmentId }));
}
