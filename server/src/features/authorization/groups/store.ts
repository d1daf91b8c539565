import type { RoleGrants } from '@varco/shared/authorization/api';
import { type Visibility, wider } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import type { ChangeGroupRole, Group, GroupKind, GroupLine, GroupRole, GroupRoleChoices, SaveGroupRole } from '@varco/shared/groups/api';
import { MOST_LEVELS } from '@varco/shared/groups/levels';
import type { DepartmentId, GroupId, GroupRoleId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** Which group; of what kind decides whose roles its members have. */
export interface GroupKey {
  readonly organizationId: OrganizationId;
  readonly id: GroupId;
  readonly kind: GroupKind;
}

/** Every group of these kinds by name, with how many people and roles it has on `day`; those of security only of some of the organizations. */
export async function listGroups(
  tx: Db,
  { organizations }: Scope,
  kinds: readonly GroupKind[],
  day: Day,
  securityOf: Scope = { organizations },
): Promise<GroupLine[]> {
  const { rows } = await sql<GroupLine>`
    select g.id, g.kind, g.parent_id as "parentId", g.name, coalesce(g.name_en, '') as "nameEnglish", g.descriptive, g.active, g.site,
      coalesce(m.people, 0) as people, coalesce(r.roles, 0) as roles
    from groups.groups g
    left join (
      select organization_id, group_id, count(*)::int as people from groups.memberships
      where organization_id = any (${organizations}::uuid[]) and starts_on <= ${day} and (ends_on is null or ends_on >= ${day})
      group by organization_id, group_id) m on m.organization_id = g.organization_id and m.group_id = g.id
    left join (
      select organization_id, group_id, count(distinct role_id)::int as roles from "authorization".group_roles
      where organization_id = any (${organizations}::uuid[]) and (ends_on is null or ends_on >= ${day})
      group by organization_id, group_id) r on r.organization_id = g.organization_id and r.group_id = g.id
    where g.organization_id = any (${organizations}::uuid[]) and g.kind = any (${kinds}::text[])
      and (g.kind <> 'security' or g.organization_id = any (${securityOf.organizations}::uuid[]))
    order by g.name_folded, g.id`.execute(tx);
  return rows;
}

/** The group, and of an organizational one every group under it: what its members have is carried by one of these. */
const down = ({ organizationId, id, kind }: GroupKey): RawBuilder<unknown> => sql`
  with recursive down as (
    select ${id}::uuid as id, 1 as level
    union all
    select g.id, down.level + 1 from down
      join groups.groups g on g.organization_id = ${organizationId} and g.kind = ${kind} and g.parent_id = down.id
      where ${kind === 'organizational'} and down.level < ${MOST_LEVELS})`;

const roleColumns = sql`
  gr.id, gr.starts_on as "from", gr.ends_on as "to",
  json_build_object('id', r.id, 'name', r.name, 'nameEnglish', coalesce(r.name_en, ''), 'active', r.active and coalesce(d.active, true), 'forUnplaced', r.for_unplaced) as role,
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'nameEnglish', coalesce(u.name_en, ''), 'active', u.active and ud.active) end as unit,
  case when ud.id is not null then json_build_object('id', ud.id, 'name', ud.name, 'nameEnglish', coalesce(ud.name_en, '')) end as department`;

const fromGroupRoles = sql`
  "authorization".group_roles gr
  join "authorization".roles r on r.organization_id = gr.organization_id and r.id = gr.role_id
  left join structure.departments d on d.organization_id = r.organization_id and d.id = r.department_id
  left join structure.units u on u.organization_id = gr.organization_id and u.id = gr.unit_id
  left join structure.departments ud on ud.organization_id = u.organization_id and ud.id = u.department_id`;

/** What a group carries itself, had and will have, the latest first. */
export async function rolesOfGroup(tx: Db, { organizationId, id }: GroupKey): Promise<GroupRole[]> {
  const { rows } = await sql<GroupRole>`
    select ${roleColumns} from ${fromGroupRoles}
    where gr.organization_id = ${organizationId} and gr.group_id = ${id} order by gr.starts_on desc, gr.id`.execute(tx);
  return rows;
}

/** Roles of groups by their ids. */
export async function groupRolesNamed(tx: Db, organizationId: OrganizationId, ids: readonly GroupRoleId[]): Promise<GroupRole[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<GroupRole>`
    select ${roleColumns} from ${fromGroupRoles} where gr.organization_id = ${organizationId} and gr.id = any (${ids}::uuid[])`.execute(tx);
  return rows;
}

/** What the groups under it carry on `day` or later, which its members have besides. */
export async function rolesBelow(tx: Db, key: GroupKey, day: Day): Promise<Group['inherited']> {
  const { rows } = await sql<Group['inherited'][number]>`
    ${down(key)}
    select ${roleColumns}, json_build_object('id', g.id, 'name', g.name, 'nameEnglish', coalesce(g.name_en, '')) as "group"
    from down join groups.groups g on g.organization_id = ${key.organizationId} and g.id = down.id
    join ${fromGroupRoles} on gr.organization_id = ${key.organizationId} and gr.group_id = down.id
    where down.level > 1 and (gr.ends_on is null or gr.ends_on >= ${day})
    order by down.level, g.name_folded, r.name_folded, gr.id`.execute(tx);
  return rows;
}

/** Everything that the roles which its members have on `day` or later grant, switched off or not: what may be switched on again counts. */
export async function givenBy(tx: Db, key: GroupKey, day: Day): Promise<RoleGrants | undefined> {
  if (key.kind === 'sharing') return undefined;
  const { rows } = await sql<GrantRow>`
    ${down(key)}
    select distinct gr.role_id, p.capability, p.action, p.visibility
    from down
    join "authorization".group_roles gr on gr.organization_id = ${key.organizationId} and gr.group_id = down.id
    left join "authorization".role_grants p on p.organization_id = gr.organization_id and p.role_id = gr.role_id
    where gr.ends_on is null or gr.ends_on >= ${day}`.execute(tx);
  return rows.length === 0 ? undefined : merged(rows);
}

interface GrantRow {
  readonly capability: string | null;
  readonly action: string | null;
  readonly visibility: Visibility | null;
}

function merged(rows: readonly GrantRow[]): RoleGrants {
  const grants: RoleGrants = {};
  for (const { capability, action, visibility } of rows) {
    if (capability === null || action === null || visibility === null) continue;
    const had = grants[capability]?.[action];
    grants[capability] = { ...grants[capability], [action]: had ? wider(had, visibility) : visibility };
  }
  return grants;
}

/**
 * What the groups of a user grant him on `day` or later, once he is placed in a unit, or once he is placed (or no longer): their roles
 * wait for that, and who brings it about gives them.
 */
export async function grantsWaiting(
  tx: Db,
  { organizationId, userId }: { readonly organizationId: OrganizationId; readonly userId: UserId },
  on: { readonly unitId: UnitId } | { readonly placed: boolean },
  day: Day,
): Promise<RoleGrants> {
  const which = 'unitId' in on ? sql`gr.unit_id = ${on.unitId}` : sql`r.for_unplaced <> ${on.placed}`;
  const { rows } = await sql<GrantRow>`
    with recursive down as (
      select g.id, g.kind from groups.memberships m join groups.groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = ${organizationId} and m.user_id = ${userId} and (m.ends_on is null or m.ends_on >= ${day}) and g.kind <> 'sharing'
      union
      select g.id, g.kind from down join groups.groups g on g.organization_id = ${organizationId} and g.kind = down.kind and g.parent_id = down.id
      where down.kind = 'organizational')
    select distinct p.capability, p.action, p.visibility
    from down
    join "authorization".group_roles gr on gr.organization_id = ${organizationId} and gr.group_id = down.id
    join "authorization".roles r on r.organization_id = gr.organization_id and r.id = gr.role_id
    join "authorization".role_grants p on p.organization_id = gr.organization_id and p.role_id = gr.role_id
    where (gr.ends_on is null or gr.ends_on >= ${day}) and ${which}`.execute(tx);
  return merged(rows);
}

/** Whether the user has the role on `day` or later, himself or through a group. */
export async function hasRole(
  tx: Db,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: RoleId },
  userId: UserId,
  day: Day,
): Promise<boolean> {
  const { rows } = await sql`
    with recursive down as (
      select g.id, g.kind from groups.memberships m join groups.groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = ${organizationId} and m.user_id = ${userId} and (m.ends_on is null or m.ends_on >= ${day}) and g.kind <> 'sharing'
      union
      select g.id, g.kind from down join groups.groups g on g.organization_id = ${organizationId} and g.kind = down.kind and g.parent_id = down.id
      where down.kind = 'organizational')
    select from "authorization".assignments a
    where a.organization_id = ${organizationId} and a.user_id = ${userId} and a.role_id = ${id} and (a.ends_on is null or a.ends_on >= ${day})
    union all
    select from down join "authorization".group_roles gr on gr.organization_id = ${organizationId} and gr.group_id = down.id
    where gr.role_id = ${id} and (gr.ends_on is null or gr.ends_on >= ${day})
    limit 1`.execute(tx);
  return rows.length > 0;
}

/** Whether the user gets what the group carries, on `day` or later: he is in it or, of an organizational one, in a group over it. */
export async function isReached(tx: Db, { organizationId, id, kind }: GroupKey, userId: UserId, day: Day): Promise<boolean> {
  const { rows } = await sql`
    with recursive up as (
      select g.id, g.parent_id, 1 as level from groups.groups g where g.organization_id = ${organizationId} and g.id = ${id}
      union all
      select g.id, g.parent_id, up.level + 1 from up join groups.groups g on g.organization_id = ${organizationId} and g.id = up.parent_id
        where ${kind === 'organizational'} and up.level <= ${MOST_LEVELS})
    select from up join groups.memberships m on m.organization_id = ${organizationId} and m.group_id = up.id
    where m.user_id = ${userId} and (m.ends_on is null or m.ends_on >= ${day}) limit 1`.execute(tx);
  return rows.length > 0;
}

/** Whether a group carries a role, carried one or will. */
export async function carriesRoles(tx: Db, { organizationId, id }: Pick<GroupKey, 'organizationId' | 'id'>): Promise<boolean> {
  const row = await tx
    .selectFrom('authorization.group_roles')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('group_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** One role of a group, under lock. */
export async function findGroupRole(tx: Db, { organizationId, id }: GroupKey, groupRoleId: GroupRoleId): Promise<GroupRole | undefined> {
  const { rows } = await sql<GroupRole>`
    select ${roleColumns} from ${fromGroupRoles}
    where gr.organization_id = ${organizationId} and gr.group_id = ${id} and gr.id = ${groupRoleId} for update of gr`.execute(tx);
  return rows[0];
}

/** Gives a role to a group. */
export const insertGroupRole = (
  tx: Db,
  { organizationId, id: groupId }: GroupKey,
  input: SaveGroupRole & { readonly id: GroupRoleId; readonly departmentId: DepartmentId | null },
): Promise<unknown> =>
  translated(
    tx
      .insertInto('authorization.group_roles')
      .values({
        organization_id: organizationId,
        id: input.id,
        group_id: groupId,
        role_id: input.roleId,
        unit_id: input.unitId,
        unit_department_id: input.departmentId,
        starts_on: input.from,
        ends_on: input.to,
      })
      .execute(),
  );

/** Saves from when to when a group carries a role. */
export const replaceGroupRole = (tx: Db, { organizationId }: GroupKey, id: GroupRoleId, { from, to }: ChangeGroupRole): Promise<unknown> =>
  translated(
    tx
      .updateTable('authorization.group_roles')
      .set({ starts_on: from, ends_on: to })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );

/** Takes a role away from a group. */
export const deleteGroupRole = (tx: Db, { organizationId }: GroupKey, id: GroupRoleId): Promise<unknown> =>
  tx.deleteFrom('authorization.group_roles').where('organization_id', '=', organizationId).where('id', '=', id).execute();

/** Every active unit of the organization, in which a group may have a role. */
export async function unitsForGroups(tx: Db, organizationId: OrganizationId): Promise<GroupRoleChoices['units']> {
  const { rows } = await sql<GroupRoleChoices['units'][number]>`
    select u.id, u.name, coalesce(u.name_en, '') as "nameEnglish", json_build_object('id', d.id, 'name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.units u
    join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id
    where u.organization_id = ${organizationId} and u.active and d.active
    order by d.name_folded, u.name_folded, u.id`.execute(tx);
  return rows;
}

async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    if (brokenConstraint(fault) === 'group_roles_overlap') throw new Refusal('groups.role-twice');
    throw fault;
  }
}
