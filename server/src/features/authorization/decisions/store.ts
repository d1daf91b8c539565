import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { GroupFact, GroupRoleFact, MemberFact, MembershipFact, RoleFact, UnitFact } from '@varco/shared/authorization/decide';
import type { Day } from '@varco/shared/days';
import { licenceOf } from '@varco/shared/identity/licences';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import { inRanges } from '#core/address-ranges';
import type { Db } from '#db/database';
import { uuids } from '#db/uuids';
import { conditionOf } from '../conditions/cel.ts';

/** Of which members the facts are read. */
export interface MembersKey {
  readonly organizationId: OrganizationId;
  readonly users: readonly UserId[];
}

/** What somebody's row holds, with whose it is. */
type Of<Row> = Row & { readonly userId: UserId };

/** What one user is in one organization, but for what keeps him out; undefined when he is not enabled there. */
export type StoredMember = Omit<MemberFact, 'hindrance' | 'placements' | 'assignments' | 'memberships'>;

/** Sorted here: a statement without an order is planned once for all questions, and these are asked at every one. */
const byBeginning = (one: { starts_on: string; id: string }, other: { starts_on: string; id: string }): number =>
  compare(one.starts_on, other.starts_on) || compare(one.id, other.id);
const compare = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

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
    .select(['e.user_id', 'e.placed', 'e.licence', 'a.of_installation', 'h.user_id as everywhere'])
    .where('e.organization_id', '=', organizationId)
    .where('e.user_id', '=', sql<string>`any (${uuids(users)}::uuid[])`)
    .where('e.ended_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    organizationId,
    userId: row.user_id as UserId,
    placed: row.placed,
    licence: licenceOf(row.licence),
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
    .select(['id', 'user_id', 'unit_id', 'starts_on', 'ends_on'])
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', sql<string>`any (${uuids(users)}::uuid[])`)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  return rows.toSorted(byBeginning).map((row) => ({
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
    .where('user_id', '=', sql<string>`any (${uuids(users)}::uuid[])`)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  return rows.toSorted(byBeginning).map((row) => ({
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
      where m.organization_id = ${organizationId} and m.user_id = any (${uuids(users)}::uuid[]) and (m.ends_on is null or m.ends_on >= ${day})),
    down as (
      select g.id, g.parent_id, g.kind, g.descriptive, g.active, g.name, g.name_en from groups.groups g
      where g.organization_id = ${organizationId} and g.kind <> 'sharing' and g.id in (select group_id from mine)
      union
      select g.id, g.parent_id, g.kind, g.descriptive, g.active, g.name, g.name_en from down
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = down.kind and g.parent_id = down.id
        where down.kind = 'organizational')
    select
      (select json_agg(json_build_object('id', m.id, 'userId', m.user_id, 'groupId', m.group_id, 'from', m.starts_on, 'to', m.ends_on))
        from mine m) as memberships,
      (select json_agg(json_build_object('id', g.id, 'organizationId', ${organizationId}::uuid, 'parentId', g.parent_id, 'kind', g.kind,
        'descriptive', g.descriptive, 'active', g.active, 'name', g.name, 'nameEnglish', coalesce(g.name_en, '')))
        from down g) as groups,
      (select json_agg(json_build_object('id', r.id, 'groupId', r.group_id, 'roleId', r.role_id, 'unitId', r.unit_id, 'from', r.starts_on,
        'to', r.ends_on))
        from "authorization".group_roles r
        where r.organization_id = ${organizationId} and r.group_id in (select id from down)
          and (r.ends_on is null or r.ends_on >= ${day})) as "groupRoles"`.execute(tx);
  const [row] = rows;
  const byDays = (one: { from: Day; id: string }, other: { from: Day; id: string }): number =>
    compare(one.from, other.from) || compare(one.id, other.id);
  return {
    memberships: row?.memberships?.toSorted(byDays) ?? [],
    groups: row?.groups?.toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id)) ?? [],
    groupRoles: row?.groupRoles?.toSorted(byDays) ?? [],
  };
}

/** The roles that users have on `day` or later, with what they grant. */
export const findRoles = (tx: Db, { organizationId, users }: MembersKey, day: Day): Promise<RoleFact[]> =>
  selectRoles(
    tx,
    organizationId,
    sql`r.id in (
      select a.role_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = any (${uuids(users)}::uuid[]) and (a.ends_on is null or a.ends_on >= ${day}))`,
  );

/** Roles that are named, with what they grant, whoever has them. */
export const findRoleFacts = (tx: Db, organizationId: OrganizationId, ids: readonly RoleId[]): Promise<RoleFact[]> =>
  selectRoles(tx, organizationId, sql`r.id = any (${uuids(ids)}::uuid[])`);

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
    conditions: { function: string; text: string }[] | null;
    addresses: string[];
  }>`
    select r.id, r.department_id, r.for_unplaced, r.addresses, r.active and coalesce(d.active, true) as active,
      (select json_agg(json_build_object('function', g.capability, 'action', g.action, 'visibility', g.visibility))
        from "authorization".role_grants g where g.organization_id = r.organization_id and g.role_id = r.id) as grants,
      (select json_agg(json_build_object('function', c.capability, 'text', c.condition))
        from "authorization".role_conditions c where c.organization_id = r.organization_id and c.role_id = r.id) as conditions
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
    ...(row.addresses.length > 0 && { addresses: { ranges: row.addresses, admit: inRanges(row.addresses) } }),
    ...(row.conditions && { conditions: row.conditions.map((one) => ({ function: one.function, ...conditionOf(one.text) })) }),
  }));
}

/** A unit as people call it, with its department. */
export interface NamedUnit {
  readonly id: UnitId;
  readonly name: string;
  readonly nameEnglish: string;
  readonly department: { readonly name: string; readonly nameEnglish: string };
}

/** A unit with what it is sorted by. */
export type SortedUnit = UnitFact & NamedUnit & { readonly folded: string };

/** Units by name. */
export const inOrder = (units: readonly SortedUnit[]): SortedUnit[] =>
  units.toSorted((one, other) => compare(one.folded, other.folded) || compare(one.id, other.id));

/** The units of an organization in which users are placed or have a role on `day` or later. */
export const findUnits = (tx: Db, { organizationId, users }: MembersKey, day: Day): Promise<SortedUnit[]> =>
  selectUnits(
    tx,
    organizationId,
    sql`u.id in (
      select p.unit_id from structure.placements p
      where p.organization_id = ${organizationId} and p.user_id = any (${uuids(users)}::uuid[]) and (p.ends_on is null or p.ends_on >= ${day})
      union select a.unit_id from "authorization".assignments a
      where a.organization_id = ${organizationId} and a.user_id = any (${uuids(users)}::uuid[]) and (a.ends_on is null or a.ends_on >= ${day}))`,
  );

/** Units that are named. */
export const findUnitFacts = (tx: Db, organizationId: OrganizationId, ids: readonly UnitId[]): Promise<SortedUnit[]> =>
  selectUnits(tx, organizationId, sql`u.id = any (${uuids(ids)}::uuid[])`);

/** One unit of the organization. */
export const findUnitFact = async (tx: Db, organizationId: OrganizationId, id: UnitId): Promise<(UnitFact & NamedUnit) | undefined> =>
  (await selectUnits(tx, organizationId, sql`u.id = ${id}`))[0];

async function selectUnits(tx: Db, organizationId: OrganizationId, which: RawBuilder<unknown>): Promise<SortedUnit[]> {
  const { rows } = await sql<{ id: UnitId; department_id: DepartmentId; active: boolean; folded: string } & Omit<NamedUnit, 'id'>>`
    select u.id, u.department_id, u.name_folded as folded, u.active and d.active as active, u.name, coalesce(u.name_en, '') as "nameEnglish",
      json_build_object('name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.units u
    join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id
    where u.organization_id = ${organizationId} and ${which}`.execute(tx);
  return inOrder(rows.map(({ department_id: departmentId, ...unit }) => ({ ...unit, organizationId, departmentId })));
}
