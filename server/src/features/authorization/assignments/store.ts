import type { Assignment, ChangeAssignment, RoleGrants, SaveAssignment } from '@varco/shared/authorization/api';
import type { RoleChoice, RoleChoices } from '@varco/shared/authorization/overview';
import type { Day } from '@varco/shared/days';
import type { AssignmentId, DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** How a user stands in an organization of the scope. */
export interface StoredEnablement {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
  readonly placed: boolean;
  readonly administers: 'nothing' | 'organization' | 'installation';
}

/**
 * Where the user is enabled, in the first organization of the scope where he is; undefined out of it. With `lock` nobody else changes what
 * he is there meanwhile.
 */
export async function findEnablement(
  tx: Db,
  { organizations }: Scope,
  userId: UserId,
  options: { lock?: boolean } = {},
): Promise<StoredEnablement | undefined> {
  const row = await tx
    .selectFrom('identity.enablements as e')
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'e.organization_id').onRef('a.user_id', '=', 'e.user_id'),
    )
    .select(['e.organization_id', 'e.placed', 'a.of_installation'])
    .where('e.organization_id', 'in', organizations)
    .where('e.user_id', '=', userId)
    .where('e.ended_at', 'is', null)
    .orderBy(sql`array_position(${organizations}::uuid[], e.organization_id)`)
    .limit(1)
    .$if(options.lock === true, (query) => query.forNoKeyUpdate(['e']))
    .executeTakeFirst();
  if (!row) return undefined;
  const administers = row.of_installation === null ? 'nothing' : row.of_installation ? 'installation' : 'organization';
  return { organizationId: row.organization_id as OrganizationId, userId, placed: row.placed, administers };
}

/** An assignment as it is stored. */
export interface StoredAssignment extends Assignment {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** Every role that a user has, had or will have in the organization, the latest first. */
export const assignmentsOf = (
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
): Promise<StoredAssignment[]> => select(tx, sql`a.organization_id = ${organizationId} and a.user_id = ${userId}`, sql``);

/** One of them, under lock. */
export const findAssignment = async (
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  id: AssignmentId,
): Promise<StoredAssignment | undefined> =>
  (await select(tx, sql`a.organization_id = ${organizationId} and a.user_id = ${userId} and a.id = ${id}`, sql`for update of a`))[0];

async function select(tx: Db, which: RawBuilder<unknown>, lock: RawBuilder<unknown>): Promise<StoredAssignment[]> {
  const { rows } = await sql<StoredAssignment>`
    select a.organization_id as "organizationId", a.user_id as "userId", a.id, a.starts_on as "from", a.ends_on as "to", a.is_default as "isDefault",
      json_build_object('id', r.id, 'name', r.name, 'nameEnglish', coalesce(r.name_en, ''), 'active', r.active and coalesce(d.active, true), 'forUnplaced', r.for_unplaced) as role,
      case when u.id is not null then json_build_object('id', u.id, 'name', u.name, 'nameEnglish', coalesce(u.name_en, ''), 'active', u.active and ud.active) end as unit,
      case when ud.id is not null then json_build_object('id', ud.id, 'name', ud.name, 'nameEnglish', coalesce(ud.name_en, '')) end as department
    from "authorization".assignments a
    join "authorization".roles r on r.organization_id = a.organization_id and r.id = a.role_id
    left join structure.departments d on d.organization_id = r.organization_id and d.id = r.department_id
    left join structure.units u on u.organization_id = a.organization_id and u.id = a.unit_id
    left join structure.departments ud on ud.organization_id = u.organization_id and ud.id = u.department_id
    where ${which} order by a.starts_on desc, a.id ${lock}`.execute(tx);
  return rows;
}

/** The department of a unit of the organization; undefined when there is no such unit. */
export async function departmentOfUnit(tx: Db, organizationId: OrganizationId, id: UnitId): Promise<DepartmentId | undefined> {
  const row = await tx
    .selectFrom('structure.units')
    .select('department_id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.department_id as DepartmentId | undefined;
}

/** Whether the user is placed in the unit on every day from `from` to `to` by one placement. */
export async function isPlacedThrough(
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  { unitId, from, to }: { unitId: UnitId; from: Day; to: Day | null },
): Promise<boolean> {
  const { rows } = await sql`
    select from structure.placements p
    where p.organization_id = ${organizationId} and p.user_id = ${userId} and p.unit_id = ${unitId}
      and daterange(p.starts_on, p.ends_on, '[]') @> daterange(${from}::date, ${to}::date, '[]') limit 1`.execute(tx);
  return rows.length > 0;
}

/** Gives a role; one that is proposed takes the place of the one before. */
export async function insertAssignment(
  tx: Db,
  {
    organizationId,
    userId,
    id,
    departmentId,
    ...input
  }: SaveAssignment & { organizationId: OrganizationId; userId: UserId; id: AssignmentId; departmentId: DepartmentId | null },
): Promise<void> {
  if (input.isDefault) await dropDefault(tx, organizationId, userId);
  await translated(
    tx
      .insertInto('authorization.assignments')
      .values({
        organization_id: organizationId,
        id,
        user_id: userId,
        role_id: input.roleId,
        unit_id: input.unitId,
        unit_department_id: departmentId,
        starts_on: input.from,
        ends_on: input.to,
        is_default: input.isDefault,
      })
      .execute(),
  );
}

/** Saves from when to when a role is held, and whether it is proposed. */
export async function replaceAssignment(tx: Db, { organizationId, userId, id }: StoredAssignment, input: ChangeAssignment): Promise<void> {
  if (input.isDefault) await dropDefault(tx, organizationId, userId);
  await translated(
    tx
      .updateTable('authorization.assignments')
      .set({ starts_on: input.from, ends_on: input.to, is_default: input.isDefault })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );
}

const dropDefault = (tx: Db, organizationId: OrganizationId, userId: UserId): Promise<unknown> =>
  tx
    .updateTable('authorization.assignments')
    .set({ is_default: false })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('is_default', '=', true)
    .execute();

/** Takes a role away as if it had never been given; what was done with it stays in the log. */
export const deleteAssignment = (tx: Db, { organizationId, id }: StoredAssignment): Promise<unknown> =>
  tx.deleteFrom('authorization.assignments').where('organization_id', '=', organizationId).where('id', '=', id).execute();

/** The names of the units in which the user is placed on `day` or later. */
export async function placedFrom(tx: Db, { organizationId, userId }: StoredEnablement, day: Day): Promise<string[]> {
  const rows = await tx
    .selectFrom('structure.placements as p')
    .innerJoin('structure.units as u', (on) => on.onRef('u.organization_id', '=', 'p.organization_id').onRef('u.id', '=', 'p.unit_id'))
    .select('u.name')
    .where('p.organization_id', '=', organizationId)
    .where('p.user_id', '=', userId)
    .where((where) => where.or([where('p.ends_on', 'is', null), where('p.ends_on', '>=', day)]))
    .orderBy('u.name_folded')
    .execute();
  return rows.map(({ name }) => name);
}

/** The active units in which a role can be given: those in which the user is placed on `day` or later; of who is placed nowhere, all. */
export async function unitsToChoose(tx: Db, { organizationId, userId, placed }: StoredEnablement, day: Day): Promise<RoleChoices['units']> {
  const { rows } = await sql<RoleChoices['units'][number]>`
    select u.id, u.name, coalesce(u.name_en, '') as "nameEnglish", json_build_object('id', d.id, 'name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.units u
    join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id
    where u.organization_id = ${organizationId} and u.active and d.active and (not ${placed} or u.id in (
      select p.unit_id from structure.placements p
      where p.organization_id = ${organizationId} and p.user_id = ${userId} and (p.ends_on is null or p.ends_on >= ${day})))
    order by d.name_folded, u.name_folded, u.id`.execute(tx);
  return rows;
}

/** A role as it can be chosen, with what it grants. */
export interface RoleToGive extends Omit<RoleChoice, 'mayGive'> {
  readonly grants: RoleGrants;
}

/** The active roles that fit who is placed, or who is not: those of the whole organization first, then by department and name. */
export async function activeRoles(
  tx: Db,
  { organizationId, placed }: Pick<StoredEnablement, 'organizationId' | 'placed'>,
): Promise<RoleToGive[]> {
  const { rows } = await sql<RoleToGive>`
    select r.id, r.name, coalesce(r.name_en, '') as "nameEnglish", case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'nameEnglish', coalesce(d.name_en, '')) end as department,
      coalesce((select json_object_agg(g.capability, g.levels) from (
        select capability, json_object_agg(action, visibility) as levels from "authorization".role_grants
        where organization_id = r.organization_id and role_id = r.id group by capability) g), '{}'::json) as grants
    from "authorization".roles r
    left join structure.departments d on d.organization_id = r.organization_id and d.id = r.department_id
    where r.organization_id = ${organizationId} and r.active and coalesce(d.active, true) and r.for_unplaced <> ${placed}
    order by d.name_folded nulls first, r.name_folded, r.id`.execute(tx);
  return rows;
}

async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    if (brokenConstraint(fault) === 'assignments_overlap') throw new Refusal('authorization.assigned-twice');
    throw fault;
  }
}

/** Nobody has these roles any more from `day` on; those that were to begin are as if they had never been given. */
export async function endAssignments(
  tx: Db,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  day: Day,
): Promise<void> {
  await sql`
    delete from "authorization".assignments
    where organization_id = ${organizationId} and user_id = ${userId} and starts_on >= ${day}`.execute(tx);
  await sql`
    update "authorization".assignments set ends_on = ${day}::date - 1, is_default = false
    where organization_id = ${organizationId} and user_id = ${userId} and (ends_on is null or ends_on >= ${day})`.execute(tx);
}
