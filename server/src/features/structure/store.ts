import type { Day } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { DepartmentId, OrganizationId, PlacementId, UnitId, UserId } from '@varco/shared/ids';
import type { ProblemCode } from '@varco/shared/problems';
import type { Department, SaveDepartment, SavePlacement, SaveUnit } from '@varco/shared/structure/api';
import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** A department as it is stored. */
export interface StoredDepartment extends SaveDepartment {
  readonly organizationId: OrganizationId;
  readonly id: DepartmentId;
  readonly version: number;
}

/** A unit as it is stored, with the name of its department. */
export interface StoredUnit extends SaveUnit {
  readonly organizationId: OrganizationId;
  readonly id: UnitId;
  readonly department: string;
  readonly version: number;
}

/** Every department in the scope with its units, by name; people are counted who are placed on `day`. */
export async function readAll(tx: Db, { organizations }: Scope, day: Day): Promise<Department[]> {
  // Put together here: joined there, tables that PostgreSQL has not looked at since they grew are read once for each department.
  const [departments, units, placed] = await Promise.all([
    tx
      .selectFrom('structure.departments')
      .select(['id', 'name', 'active', 'version'])
      .select((column) => column.fn.coalesce('name_en', sql.lit('')).as('nameEnglish'))
      .where('organization_id', 'in', organizations)
      .orderBy('name_folded')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('structure.units')
      .select(['id', 'department_id as departmentId', 'name', 'site', 'active', 'version'])
      .select((column) => column.fn.coalesce('name_en', sql.lit('')).as('nameEnglish'))
      .where('organization_id', 'in', organizations)
      .orderBy('name_folded')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('structure.placements')
      .select(['unit_id as unitId', sql<number>`count(*)::int`.as('people')])
      .where('organization_id', 'in', organizations)
      .where('starts_on', '<=', day)
      .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
      .groupBy('unit_id')
      .execute(),
  ]);
  const people = new Map(placed.map((row) => [row.unitId, row.people]));
  const inside = Map.groupBy(units, ({ departmentId }) => departmentId);
  return departments.map((department) => ({
    ...department,
    units: (inside.get(department.id) ?? []).map(({ departmentId: _, ...unit }) => ({ ...unit, people: people.get(unit.id) ?? 0 })),
  }));
}

/** How many departments and units an organization has. */
export async function countAll(tx: Db, organizationId: OrganizationId): Promise<{ departments: number; units: number }> {
  const { rows } = await sql<{ departments: number; units: number }>`
    select (select count(*)::int from structure.departments where organization_id = ${organizationId}) as departments,
      (select count(*)::int from structure.units where organization_id = ${organizationId}) as units`.execute(tx);
  return rows[0] ?? { departments: 0, units: 0 };
}

/** The department with this id, or undefined out of the scope. */
export async function findDepartment(tx: Db, { organizations }: Scope, id: DepartmentId): Promise<StoredDepartment | undefined> {
  const row = await tx
    .selectFrom('structure.departments')
    .selectAll()
    .where('organization_id', 'in', organizations)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      organizationId: row.organization_id as OrganizationId,
      id: row.id as DepartmentId,
      name: row.name,
      nameEnglish: row.name_en ?? '',
      active: row.active,
      version: row.version,
    }
  );
}

const english = (text: string): string | null => (text === '' ? null : text);

/** Adds a department. */
export const insertDepartment = (
  tx: Db,
  { organizationId, id, at, ...input }: SaveDepartment & { organizationId: OrganizationId; id: DepartmentId; at: Date },
): Promise<unknown> =>
  translated(
    tx
      .insertInto('structure.departments')
      .values({
        organization_id: organizationId,
        id,
        name: input.name,
        name_folded: fold(input.name),
        name_en: english(input.nameEnglish),
        active: input.active,
        created_at: at,
      })
      .execute(),
  );

/** Saves a department that is as `before` was read, under lock. */
export const replaceDepartment = (tx: Db, before: StoredDepartment, input: SaveDepartment): Promise<unknown> =>
  translated(
    tx
      .updateTable('structure.departments')
      .set({
        name: input.name,
        name_folded: fold(input.name),
        name_en: english(input.nameEnglish),
        active: input.active,
        version: before.version + 1,
      })
      .where('organization_id', '=', before.organizationId)
      .where('id', '=', before.id)
      .execute(),
  );

/** Removes a department that nothing uses. */
export const deleteDepartment = (tx: Db, { organizationId, id }: StoredDepartment): Promise<unknown> =>
  translated(tx.deleteFrom('structure.departments').where('organization_id', '=', organizationId).where('id', '=', id).execute());

/** The unit with this id, or undefined out of the scope. */
export async function findUnit(tx: Db, { organizations }: Scope, id: UnitId): Promise<StoredUnit | undefined> {
  const row = await tx
    .selectFrom('structure.units as u')
    .innerJoin('structure.departments as d', (on) =>
      on.onRef('d.organization_id', '=', 'u.organization_id').onRef('d.id', '=', 'u.department_id'),
    )
    .selectAll('u')
    .select('d.name as department')
    .where('u.organization_id', 'in', organizations)
    .where('u.id', '=', id)
    .forUpdate('u')
    .executeTakeFirst();
  return (
    row && {
      organizationId: row.organization_id as OrganizationId,
      id: row.id as UnitId,
      departmentId: row.department_id as DepartmentId,
      department: row.department,
      name: row.name,
      nameEnglish: row.name_en ?? '',
      site: row.site,
      active: row.active,
      version: row.version,
    }
  );
}

/** Adds a unit. */
export const insertUnit = (
  tx: Db,
  { organizationId, id, at, ...input }: SaveUnit & { organizationId: OrganizationId; id: UnitId; at: Date },
): Promise<unknown> =>
  translated(
    tx
      .insertInto('structure.units')
      .values({ organization_id: organizationId, id, ...columnsOf(input), created_at: at })
      .execute(),
  );

/**
 * Saves a unit that is as `before` was read, under lock. What can refuse is its department alone: a role that somebody has in the unit
 * refers to both.
 */
export const replaceUnit = (tx: Db, before: StoredUnit, input: SaveUnit): Promise<unknown> =>
  translated(
    tx
      .updateTable('structure.units')
      .set({ ...columnsOf(input), version: before.version + 1 })
      .where('organization_id', '=', before.organizationId)
      .where('id', '=', before.id)
      .execute(),
    'structure.unit-has-roles',
  );

const columnsOf = (input: SaveUnit) => ({
  department_id: input.departmentId,
  name: input.name,
  name_folded: fold(input.name),
  name_en: english(input.nameEnglish),
  site: input.site,
  active: input.active,
});

/** Removes a unit that nothing uses. */
export const deleteUnit = (tx: Db, { organizationId, id }: StoredUnit): Promise<unknown> =>
  translated(tx.deleteFrom('structure.units').where('organization_id', '=', organizationId).where('id', '=', id).execute());

/** A department of many that are saved at once; without a version it is new. */
export interface DepartmentToSave extends SaveDepartment {
  readonly id: DepartmentId;
  readonly version: number | null;
}

/** A unit of many that are saved at once; without a version it is new. */
export interface UnitToSave extends SaveUnit {
  readonly id: UnitId;
  readonly version: number | null;
}

/** A placement of many that are saved at once; what it was before, if it was. */
export interface PlacementToSave extends SavePlacement {
  readonly id: PlacementId;
  readonly userId: UserId;
  readonly before: Pick<SavePlacement, 'from' | 'to' | 'qualification'> | null;
}

/** Saves many departments, those that are there as long as nobody changed them; answers whether all of them were saved. */
export async function saveDepartments(
  tx: Db,
  organizationId: OrganizationId,
  all: readonly DepartmentToSave[],
  at: Date,
): Promise<boolean> {
  const rows = (some: readonly DepartmentToSave[]) => sql`unnest(
    ${some.map(({ id }) => id)}::uuid[], ${some.map(({ name }) => name)}::text[], ${some.map(({ name }) => fold(name))}::text[],
    ${some.map(({ nameEnglish }) => english(nameEnglish))}::text[], ${some.map(({ active }) => active)}::boolean[],
    ${some.map(({ version }) => version)}::int[]) d (id, name, name_folded, name_en, active, version)`;
  await translated(
    sql`
      insert into structure.departments (organization_id, id, name, name_folded, name_en, active, created_at)
      select ${organizationId}::uuid, d.id, d.name, d.name_folded, d.name_en, d.active, ${at}
      from ${rows(all.filter(({ version }) => version === null))}`.execute(tx),
  );
  const old = all.filter(({ version }) => version !== null);
  const { numAffectedRows } = await translated(
    sql`
      update structure.departments t set name_en = d.name_en, active = d.active, version = t.version + 1
      from ${rows(old)} where t.organization_id = ${organizationId} and t.id = d.id and t.version = d.version`.execute(tx),
  );
  return Number(numAffectedRows ?? 0) === old.length;
}

/** The same for units. */
export async function saveUnits(tx: Db, organizationId: OrganizationId, all: readonly UnitToSave[], at: Date): Promise<boolean> {
  const rows = (some: readonly UnitToSave[]) => sql`unnest(
    ${some.map(({ id }) => id)}::uuid[], ${some.map(({ departmentId }) => departmentId)}::uuid[], ${some.map(({ name }) => name)}::text[],
    ${some.map(({ name }) => fold(name))}::text[], ${some.map(({ nameEnglish }) => english(nameEnglish))}::text[],
    ${some.map(({ site }) => site)}::text[], ${some.map(({ active }) => active)}::boolean[],
    ${some.map(({ version }) => version)}::int[]) u (id, department_id, name, name_folded, name_en, site, active, version)`;
  await translated(
    sql`
      insert into structure.units (organization_id, id, department_id, name, name_folded, name_en, site, active, created_at)
      select ${organizationId}::uuid, u.id, u.department_id, u.name, u.name_folded, u.name_en, u.site, u.active, ${at}
      from ${rows(all.filter(({ version }) => version === null))}`.execute(tx),
  );
  const old = all.filter(({ version }) => version !== null);
  const { numAffectedRows } = await translated(
    sql`
      update structure.units t set name_en = u.name_en, site = u.site, active = u.active, version = t.version + 1
      from ${rows(old)} where t.organization_id = ${organizationId} and t.id = u.id and t.version = u.version`.execute(tx),
  );
  return Number(numAffectedRows ?? 0) === old.length;
}

/** Saves many placements, those that are there as long as they are as they were; answers whether all of them were saved. */
export async function savePlacements(tx: Db, organizationId: OrganizationId, all: readonly PlacementToSave[]): Promise<boolean> {
  const rows = (some: readonly PlacementToSave[]) => sql`unnest(
    ${some.map(({ id }) => id)}::uuid[], ${some.map(({ userId }) => userId)}::uuid[], ${some.map(({ unitId }) => unitId)}::uuid[],
    ${some.map(({ from }) => from)}::date[], ${some.map(({ to }) => to)}::date[], ${some.map(({ qualification }) => qualification)}::text[],
    ${some.map(({ before }) => before?.to ?? null)}::date[], ${some.map(({ before }) => before?.qualification ?? null)}::text[])
    p (id, user_id, unit_id, starts_on, ends_on, qualification, was_to, was_qualification)`;
  await translated(
    sql`
      insert into structure.placements (organization_id, id, user_id, unit_id, starts_on, ends_on, qualification)
      select ${organizationId}::uuid, p.id, p.user_id, p.unit_id, p.starts_on, p.ends_on, p.qualification
      from ${rows(all.filter(({ before }) => before === null))}`.execute(tx),
  );
  const old = all.filter(({ before }) => before !== null);
  const { numAffectedRows } = await translated(
    sql`
      update structure.placements t set ends_on = p.ends_on, qualification = p.qualification
      from ${rows(old)} where t.organization_id = ${organizationId} and t.id = p.id and t.starts_on = p.starts_on
        and t.ends_on is not distinct from p.was_to and t.qualification = p.was_qualification`.execute(tx),
  );
  return Number(numAffectedRows ?? 0) === old.length;
}

/** The refusal of each rule that the database keeps. */
async function translated<Result>(statement: Promise<Result>, inUse: ProblemCode = 'structure.in-use'): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    const constraint = brokenConstraint(fault);
    if (constraint === undefined) throw fault;
    if (constraint === 'placements_overlap') throw new Refusal('structure.placed-twice');
    if (constraint.endsWith('_name_key')) throw new Refusal('structure.name-taken');
    if (constraint.endsWith('_fkey')) throw new Refusal(inUse);
    throw fault;
  }
}
