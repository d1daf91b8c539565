import type { Role, RoleDepartment, RoleGrants, RoleLine, SaveRole } from '@varco/shared/authorization/api';
import type { Conditions } from '@varco/shared/authorization/conditions';
import type { Day } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { DepartmentId, OrganizationId, RoleId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** A role as it is stored. */
export interface StoredRole extends Role {
  readonly organizationId: OrganizationId;
}

const lineColumns = (day: Day): RawBuilder<unknown> => sql`
  r.organization_id as "organizationId", r.id, r.name, coalesce(r.name_en, '') as "nameEnglish", r.description,
  r.description_en as "descriptionEnglish", r.for_unplaced as "forUnplaced", r.active, r.addresses, r.version,
  case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'nameEnglish', coalesce(d.name_en, '')) end as department,
  (select count(distinct a.user_id)::int from "authorization".assignments a where a.organization_id = r.organization_id and a.role_id = r.id
    and a.starts_on <= ${day} and (a.ends_on is null or a.ends_on >= ${day})) as people,
  array(select distinct g.capability from "authorization".role_grants g
    where g.organization_id = r.organization_id and g.role_id = r.id order by g.capability) as capabilities`;

const fromRoles = sql`
  "authorization".roles r
  left join structure.departments d on d.organization_id = r.organization_id and d.id = r.department_id`;

/** Every role in the scope: those of the whole organization first, then by department and name. */
export async function allRoles(tx: Db, { organizations }: Scope, day: Day): Promise<RoleLine[]> {
  const { rows } = await sql<RoleLine>`
    select ${lineColumns(day)} from ${fromRoles} where r.organization_id = any (${organizations}::uuid[])
    order by d.name_folded nulls first, r.name_folded, r.id`.execute(tx);
  return rows;
}

/** Every department in the scope, by name. */
export async function allDepartments(tx: Db, { organizations }: Scope): Promise<RoleDepartment[]> {
  const { rows } = await sql<RoleDepartment>`
    select d.id, d.name, coalesce(d.name_en, '') as "nameEnglish", d.active from structure.departments d
    where d.organization_id = any (${organizations}::uuid[]) order by d.name_folded, d.id`.execute(tx);
  return rows;
}

/** How many roles an organization has. */
export async function countRoles(tx: Db, organizationId: OrganizationId): Promise<number> {
  const { count } = await tx
    .selectFrom('authorization.roles')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The role with this id, or undefined out of the scope; with `lock` nobody changes it until the transaction ends. */
export async function findRole(
  tx: Db,
  { organizations }: Scope,
  id: RoleId,
  day: Day,
  options: { lock?: boolean } = {},
): Promise<StoredRole | undefined> {
  const lock = options.lock ? sql`for update of r` : sql``;
  const { rows } = await sql<Omit<StoredRole, 'grants' | 'conditions'>>`
    select ${lineColumns(day)}, exists (select 1 from "authorization".assignments a
      where a.organization_id = r.organization_id and a.role_id = r.id) or exists (select 1 from "authorization".group_roles gr
      where gr.organization_id = r.organization_id and gr.role_id = r.id) as assigned
    from ${fromRoles} where r.organization_id = any (${organizations}::uuid[]) and r.id = ${id} ${lock}`.execute(tx);
  const [row] = rows;
  return row && { ...row, grants: await grantsOf(tx, row.organizationId, id), conditions: await conditionsOf(tx, row.organizationId, id) };
}

async function grantsOf(tx: Db, organizationId: OrganizationId, id: RoleId): Promise<RoleGrants> {
  const rows = await tx
    .selectFrom('authorization.role_grants')
    .select(['capability', 'action', 'visibility'])
    .where('organization_id', '=', organizationId)
    .where('role_id', '=', id)
    .orderBy('capability')
    .orderBy('action')
    .execute();
  const grants: RoleGrants = {};
  for (const { capability, action, visibility } of rows) {
    grants[capability] = { ...grants[capability], [action]: visibility as RoleGrants[string][string] & string };
  }
  return grants;
}

async function conditionsOf(tx: Db, organizationId: OrganizationId, id: RoleId): Promise<Conditions> {
  const rows = await tx
    .selectFrom('authorization.role_conditions')
    .select(['capability', 'condition'])
    .where('organization_id', '=', organizationId)
    .where('role_id', '=', id)
    .orderBy('capability')
    .execute();
  return Object.fromEntries(rows.map(({ capability, condition }) => [capability, condition]));
}

/** Whether anybody has the role, himself or through a group, had it or will have it. */
export async function isAssigned(tx: Db, { organizationId, id }: Pick<StoredRole, 'organizationId' | 'id'>): Promise<boolean> {
  const { rows } = await sql<{ assigned: boolean }>`
    select exists (select from "authorization".assignments a where a.organization_id = ${organizationId} and a.role_id = ${id})
      or exists (select from "authorization".group_roles g where g.organization_id = ${organizationId} and g.role_id = ${id}) as assigned`.execute(
    tx,
  );
  return rows[0]?.assigned ?? false;
}

const columnsOf = (input: SaveRole) => ({
  department_id: input.departmentId,
  name: input.name,
  name_folded: fold(input.name),
  name_en: input.nameEnglish === '' ? null : input.nameEnglish,
  description: input.description,
  description_en: input.descriptionEnglish,
  for_unplaced: input.forUnplaced,
  active: input.active,
  addresses: input.addresses ?? [],
});

/** Adds a role with its grants. */
export async function insertRole(
  tx: Db,
  { organizationId, id, at, ...input }: SaveRole & { organizationId: OrganizationId; id: RoleId; at: Date },
): Promise<void> {
  await translated(
    tx
      .insertInto('authorization.roles')
      .values({ organization_id: organizationId, id, ...columnsOf(input), created_at: at })
      .execute(),
  );
  await insertGrants(tx, organizationId, id, input);
}

/** Saves a role that is as `before` was read, under lock. */
export async function replaceRole(tx: Db, before: StoredRole, input: SaveRole): Promise<void> {
  const { organizationId, version } = before;
  const id = before.id as RoleId;
  await translated(
    tx
      .updateTable('authorization.roles')
      .set({ ...columnsOf(input), version: version + 1 })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );
  await tx.deleteFrom('authorization.role_grants').where('organization_id', '=', organizationId).where('role_id', '=', id).execute();
  await tx.deleteFrom('authorization.role_conditions').where('organization_id', '=', organizationId).where('role_id', '=', id).execute();
  await insertGrants(tx, organizationId, id, input);
}

async function insertGrants(
  tx: Db,
  organizationId: OrganizationId,
  id: RoleId,
  { grants, conditions }: Pick<SaveRole, 'grants' | 'conditions'>,
): Promise<void> {
  const rows = Object.entries(grants).flatMap(([capability, levels]) =>
    Object.entries(levels).map(([action, visibility]) => ({
      organization_id: organizationId,
      role_id: id,
      capability,
      action,
      visibility,
    })),
  );
  if (rows.length > 0) await tx.insertInto('authorization.role_grants').values(rows).execute();
  const own = { organization_id: organizationId, role_id: id };
  const needs = Object.entries(conditions).map(([capability, condition]) => ({ ...own, capability, condition }));
  if (needs.length > 0) await tx.insertInto('authorization.role_conditions').values(needs).execute();
}

/** Removes a role that nobody has. */
export const deleteRole = (tx: Db, { organizationId, id }: StoredRole): Promise<unknown> =>
  translated(tx.deleteFrom('authorization.roles').where('organization_id', '=', organizationId).where('id', '=', id).execute());

/** Whether the organization has this department. */
export async function hasDepartment(tx: Db, organizationId: OrganizationId, id: DepartmentId): Promise<boolean> {
  const row = await tx
    .selectFrom('structure.departments')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    const constraint = brokenConstraint(fault);
    if (constraint === 'roles_name_key') throw new Refusal('authorization.role-name-taken');
    if (
      constraint === 'assignments_organization_id_role_id_fkey' ||
      constraint === 'group_roles_role_fkey' ||
      constraint === 'delegations_role_fkey'
    )
      throw new Refusal('authorization.role-in-use');
    throw fault;
  }
}
