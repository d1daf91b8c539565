import type { RoleGrants } from '@varco/shared/authorization/api';
import type { Day } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import type { SavePlacement } from '@varco/shared/structure/api';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/database';
import type { StoredEnablement } from '../assignments/store.ts';

/** What each of the roles grants that count through a placement in these days, on `day` or later. */
export const grantsThrough = (
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  { unitId, from, to }: Pick<SavePlacement, 'unitId' | 'from' | 'to'>,
  day: Day,
): Promise<RoleGrants[]> =>
  grantsOf(
    tx,
    organizationId,
    sql`a.user_id = ${userId} and a.unit_id = ${unitId} and a.starts_on >= ${from}
      and daterange(a.starts_on, a.ends_on, '[]') && daterange(greatest(${from}::date, ${day}::date), ${to}::date, '[]')`,
  );

/** What each of the roles grants that somebody or a group has on `day` or later in a unit, or in any unit of a department. */
export const grantsWithin = (
  tx: Db,
  organizationId: OrganizationId,
  where: { readonly unitId: UnitId } | { readonly departmentId: DepartmentId },
  day: Day,
): Promise<RoleGrants[]> => {
  const there = 'unitId' in where ? sql`a.unit_id = ${where.unitId}` : sql`a.unit_department_id = ${where.departmentId}`;
  return grantsOf(tx, organizationId, sql`${there} and (a.ends_on is null or a.ends_on >= ${day})`, { groupsToo: true });
};

async function grantsOf(
  tx: Db,
  organizationId: OrganizationId,
  which: RawBuilder<unknown>,
  options: { groupsToo?: boolean } = {},
): Promise<RoleGrants[]> {
  const ofGroups = options.groupsToo
    ? sql`union select a.role_id from "authorization".group_roles a where a.organization_id = ${organizationId} and ${which}`
    : sql``;
  const { rows } = await sql<{ grants: RoleGrants }>`
    select json_object_agg(g.capability, g.levels) as grants from (
      select rg.role_id, rg.capability, json_object_agg(rg.action, rg.visibility) as levels from "authorization".role_grants rg
      where rg.organization_id = ${organizationId} and rg.role_id in (
        select a.role_id from "authorization".assignments a where a.organization_id = ${organizationId} and ${which} ${ofGroups})
      group by rg.role_id, rg.capability) g
    group by g.role_id`.execute(tx);
  return rows.map(({ grants }) => grants);
}

/** The names of the roles in a unit that begin from a day on, but before another. */
export async function rolesBegunBetween(
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  { unitId, from, before }: { unitId: UnitId; from: Day; before: Day },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct r.name, r.name_folded from "authorization".assignments a
    join "authorization".roles r on r.organization_id = a.organization_id and r.id = a.role_id
    where a.organization_id = ${organizationId} and a.user_id = ${userId} and a.unit_id = ${unitId}
      and a.starts_on >= ${from} and a.starts_on < ${before} and (a.ends_on is null or a.ends_on >= ${before})
    order by r.name_folded`.execute(tx);
  return rows.map(({ name }) => name);
}

/** For each of many placements the roles that would count through it, on `day` or later; only of those that are asked for. */
export async function rolesThroughEach(
  tx: Db,
  organizationId: OrganizationId,
  wishes: readonly { readonly userId: UserId; readonly unitId: UnitId | undefined; readonly from: Day; readonly to: Day | null }[],
  asked: readonly boolean[],
  day: Day,
): Promise<Map<number, string[]>> {
  const places = wishes.flatMap((_, place) => (asked[place] ? [place] : []));
  const of = <Value>(value: (wish: (typeof wishes)[number]) => Value): Value[] =>
    places.map((place) => value(wishes[place] as (typeof wishes)[number]));
  const { rows } = await sql<{ place: number; roles: string[] }>`
    with recursive wishes as (select * from unnest(${places}::int[], ${of(({ userId }) => userId)}::uuid[], ${of(({ unitId }) => unitId ?? null)}::uuid[],
      ${of(({ from }) => from)}::date[], ${of(({ to }) => to)}::date[]) w (place, user_id, unit_id, starts_on, ends_on)),
    down as (
      select m.user_id, g.id, g.kind from groups.memberships m join groups.groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = ${organizationId} and m.user_id in (select user_id from wishes) and (m.ends_on is null or m.ends_on >= ${day})
        and g.kind <> 'sharing'
      union
      select down.user_id, g.id, g.kind from down
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = down.kind and g.parent_id = down.id
        where down.kind = 'organizational')
    select r.place, array_agg(distinct r.role_id::text) as roles from (
      select w.place, a.role_id from wishes w
      join "authorization".assignments a on a.organization_id = ${organizationId} and a.user_id = w.user_id and a.unit_id = w.unit_id
        and a.starts_on >= w.starts_on
        and daterange(a.starts_on, a.ends_on, '[]') && daterange(greatest(w.starts_on, ${day}::date), w.ends_on, '[]')
      union
      -- What his groups carry in that unit waits for him to be placed there.
      select w.place, gr.role_id from wishes w
      join down on down.user_id = w.user_id
      join "authorization".group_roles gr on gr.organization_id = ${organizationId} and gr.group_id = down.id and gr.unit_id = w.unit_id
        and (gr.ends_on is null or gr.ends_on >= ${day})) r
    group by r.place`.execute(tx);
  return new Map(rows.map(({ place, roles }) => [place, roles]));
}

/** For each of these units and departments the roles that somebody or a group has there on `day` or later. */
export async function rolesWithinEach(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly string[],
  day: Day,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; roles: string[] }>`
    select o.id::text as id, array_agg(distinct a.role_id::text) as roles from unnest(${ids}::uuid[]) o (id)
    join (
      select unit_id, unit_department_id, role_id from "authorization".assignments
      where organization_id = ${organizationId} and unit_id is not null and (ends_on is null or ends_on >= ${day})
      union all select unit_id, unit_department_id, role_id from "authorization".group_roles
      where organization_id = ${organizationId} and unit_id is not null and (ends_on is null or ends_on >= ${day})
    ) a on a.unit_id = o.id or a.unit_department_id = o.id
    group by o.id`.execute(tx);
  return new Map(rows.map(({ id, roles }) => [id, roles]));
}

/** What each of these roles grants. */
export async function grantsOfRoles(tx: Db, organizationId: OrganizationId, roles: readonly string[]): Promise<Map<string, RoleGrants>> {
  const { rows } = await sql<{ role: string; grants: RoleGrants }>`
    select g.role_id::text as role, json_object_agg(g.capability, g.levels) as grants from (
      select rg.role_id, rg.capability, json_object_agg(rg.action, rg.visibility) as levels from "authorization".role_grants rg
      where rg.organization_id = ${organizationId} and rg.role_id = any (${roles}::uuid[]) group by rg.role_id, rg.capability) g
    group by g.role_id`.execute(tx);
  return new Map(rows.map(({ role, grants }) => [role, grants]));
}
