import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { GroupFact, GroupRoleFact, MemberFact, MembershipFact, RoleFact, UnitFact } from '@varco/shared/authorization/decide';
import type { Day } from '@varco/shared/days';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/database';

/** Of which members the facts are read. */
export interface MembersKey {
  readonly organizationId: OrganizationId;
  readonly users: readonly UserId[];
}

/** What somebody's row holds, with whose it is. */
type Of<Row> = Row & { readonly userId: UserId };

/** What one user is in one organization, but for what keeps him out; undefined when he is not enabled there. */
export type StoredMember = Omit<MemberFact, 'hindrance' | 'placements' | 'assignments' | 'memberships'>;

/** How each user stands in the organization; who is not enabled there is absent. */
export async function findMembers(tx: Db, { organizationId, users }: MembersKey): Promise<StoredMember[]> {
  const rows = await tx
    .selectFrom('identity.enablements as e')
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'e.organization_id').onRef('a.user_id', '=', 'e.user_id'),
    )
    // Who administers the installation does so wherever he is enabled; it is written at home.
    .leftJoin('authorization.administrators as h', (on) =>
      on.onRef('h.organization_id', '=', 'e.home_id').onRef('h.user_id', '=', 'e.user_id').on('h.of_installation', '=', true),
    )
    .select(['e.user_id', 'e.placed', 'a.of_installation', 'h.user_id as everywhere'])
    .where('e.organization_id', '=', organizationId)
    .where('e.user_id', '=', sql<string>`any (${users}::uuid[])`)
    .where('e.ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    organizationId,
    userId: row.user_id as UserId,
    placed: row.placed,
    administers: row.everywhere !== null ? 'installation' : row.of_installation === null ? 'nothing' : 'organization',
  }));
}

/** Where each user is placed on `day` or later. */
export async function findPlacements(
  tx: Db,
  { organizationId, users }: MembersKey,
  day: Day,
): Promise<Of<MemberFact['placements'][number]>[]> {
  const rows = await tx
    .selectFrom('structure.placements')
    .select(['user_id', 'unit_id', 'starts_on', 'ends_on'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', sql<string>`any (${users}::uuid[])`)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id as UserId,
    unitId: row.unit_id as UnitId,
    from: row.starts_on as Day,
    to: row.ends_on as Day | null,
  }));
}

/** A role given, with whether it is the one proposed. */
export type StoredAssignment = MemberFact['assignments'][number] & { readonly isDefault: boolean };

/** Which roles each user has on `day` or later. */
export async function findAssignments(tx: Db, { organizationId, users }: MembersKey, day: Day): Promise<Of<StoredAssignment>[]> {
  const rows = await tx
    .selectFrom('authorization.assignments')
    .select(['user_id', 'id', 'role_id', 'unit_id', 'starts_on', 'ends_on', 'is_default'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', sql<string>`any (${users}::uuid[])`)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    userId: row.user_id as UserId,
    id: row.id as AssignmentId,
    roleId: row.role_id as RoleId,
    unitId: row.unit_id as UnitId | null,
    from: row.starts_on as Day,
    to: row.ends_on as Day | null,
    isDefault: row.is_default,
  }));
}

/** A group with its name. */
export type StoredGroupFact = GroupFact & { readonly name: string; readonly nameEnglish: string };

/** Everything about groups from which it is decided what users may do. */
export interface GroupFacts {
  readonly memberships: readonly Of<MembershipFact>[];
  readonly groups: readonly StoredGroupFact[];
  readonly groupRoles: readonly GroupRoleFact[];
}

/** The groups in which the users are on `day` or later, those under the organizational ones, and what they carry then: one question. */
export async function findGroupFacts(tx: Db, { organizationId, users }: MembersKey, day: Day): Promise<GroupFacts> {
  const { rows } = await sql<{ [Key in keyof GroupFacts]: GroupFacts[Key] | null }>`
    with recursive mine as (
      select m.id, m.user_id, m.group_id, m.starts_on, m.ends_on from groups.memberships m
      where m.organization_id = ${organizationId} and m.user_id = any (${users}::uuid[]) and (m.ends_on is null or m.ends_on >= ${day})),
    down as (
      select g.id, g.parent_id, g.kind, g.descriptive, g.active, g.name, g.name_en from groups.groups g
      where g.organization_id = ${organizationId} and g.kind <> 'sharing' and g.id in (select group_id from mine)
      union
      select g.id, g.parent_id, g.kind, g.descriptive, g.active, g.name, g.name_en from down
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = down.kind and g.parent_id = down.id
        where down.kind = 'organizational')
    select
      (select json_agg(json_build_object('id', m.id, 'userId', m.user_id, 'groupId', m.group_id, 'from', m.starts_on, 'to', m.ends_on) order by m.starts_on, m.id)
        from mine m) as memberships,
      (select json_agg(json_build_object('id', g.id, 'organizationId', ${organizationId}::uuid, 'parentId', g.parent_id, 'kind', g.kind,
        'descriptive', g.descriptive, 'active', g.active, 'name', g.name, 'nameEnglish', coalesce(g.name_en, '')) order by g.name, g.id)
        from down g) as groups,
      (select json_agg(json_build_object('id', r.id, 'groupId', r.group_id, 'roleId', r.role_id, 'unitId', r.unit_id, 'from', r.starts_on,
        'to', r.ends_on) order by r.starts_on, r.id)
        from "authorization".group_roles r
        where r.organization_id = ${organizationId} and r.group_id in (select id from down)
          and (r.ends_on is null or r.ends_on >= ${day})) as "groupRoles"`.execute(tx);
  const [row] = rows;
  return { memberships: row?.memberships ?? [], groups: row?.groups ?? [], groupRoles: row?.groupRoles ?? [] };
}

/** The roles that users have on `day` or later, and others that are named, with what they grant. */
export const findRoles = (tx: Db, { organizationId, users }: MembersKey, day: Day, others: readonly RoleId[]): Promise<RoleFact[]> =>
  selectRoles(
    tx,
    organizationId,
    sql`r.id in (
      select a.role_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = any (${users}::uuid[]) and (a.ends_on is null or a.ends_on >= ${day})
      union select unnest(${others}::uuid[]))`,
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

/** The units of an organization in which users are placed or have a role on `day` or later, and others that are named. */
export const findUnits = (
  tx: Db,
  { organizationId, users }: MembersKey,
  day: Day,
  others: readonly UnitId[],
): Promise<(UnitFact & NamedUnit)[]> =>
  selectUnits(
    tx,
    organizationId,
    sql`u.id in (
      select p.unit_id from structure.placements p
      where p.organization_id = ${organizationId} and p.user_id = any (${users}::uuid[]) and (p.ends_on is null or p.ends_on >= ${day})
      union select a.unit_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = any (${users}::uuid[]) and (a.ends_on is null or a.ends_on >= ${day})
      union select unnest(${others}::uuid[]))`,
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
