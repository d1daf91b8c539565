import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import type { Reach } from '@varco/shared/operators/reach';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/database';

/** Where the columns of the pair stand in a query: those of the organization and of the unit of the reference operator. */
export interface OwnerColumns {
  readonly organization: string;
  readonly unit: string;
}

const filters: Readonly<Record<Visibility, (reach: Reach, columns: OwnerColumns) => RawBuilder<SqlBool>>> = {
  // As an array, so that an index on organization and unit is asked for each unit of the department alone.
  department: ({ organizationId, departmentId }, { organization, unit }) => sql<SqlBool>`(
    ${sql.ref(organization)} = ${organizationId} and ${sql.ref(unit)} = any (array(
      select reached.id from structure.units reached where reached.organization_id = ${organizationId} and reached.department_id = ${departmentId})))`,
  organization: ({ organizationId }, { organization }) => sql<SqlBool>`${sql.ref(organization)} = ${organizationId}`,
  all: ({ organizations }, { organization }) => sql<SqlBool>`${sql.ref(organization)} = any (${organizations}::uuid[])`,
};

/** What a list may show by a right: `isWithin` says the same of a single record (requirements R2.42). */
export const withinReach = (reach: Reach, columns: OwnerColumns): RawBuilder<SqlBool> => filters[reach.visibility](reach, columns);

/** The department of a unit; null: there is no such unit in the organization. */
export async function departmentOf(tx: Db, organizationId: OrganizationId, unitId: UnitId | null): Promise<DepartmentId | null> {
  if (unitId === null) return null;
  const { rows } = await sql<{ id: DepartmentId }>`
    select department_id as id from structure.units where organization_id = ${organizationId} and id = ${unitId}`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Whether an organization has a unit in use. */
export async function hasUnits(tx: Db, organizationId: OrganizationId): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (
      select from structure.units u join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id and d.active
      where u.organization_id = ${organizationId} and u.active
    ) as there`.execute(tx);
  return rows[0]?.there === true;
}

/** Whether somebody enabled there is placed on a day in a unit in use. */
export async function isPlacedIn(
  tx: Db,
  organizationId: OrganizationId,
  { userId, unitId, day }: { readonly userId: UserId; readonly unitId: UnitId; readonly day: Day },
): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select exists (
      select from structure.placements p
      join identity.enablements e on e.organization_id = p.organization_id and e.user_id = p.user_id and e.ended_at is null
      join structure.units u on u.organization_id = p.organization_id and u.id = p.unit_id and u.active
      join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id and d.active
      where p.organization_id = ${organizationId} and p.user_id = ${userId} and p.unit_id = ${unitId}
        and p.starts_on <= ${day} and (p.ends_on is null or p.ends_on >= ${day})
    ) as there`.execute(tx);
  return rows[0]?.there === true;
}

/** Where a list by name goes on. */
export interface Place {
  readonly key: string;
  readonly id: string;
}

/** What is looked for: the folded beginning of a name, behind a place in the order of names. */
interface Wanted {
  readonly beginning: string;
  readonly after: Place | undefined;
  readonly limit: number;
}

const NOTHING: Place = { key: '', id: '00000000-0000-0000-0000-000000000000' };

/** Units in use, by name. */
export async function listUnits(
  tx: Db,
  organizationId: OrganizationId,
  { beginning, after = NOTHING, limit }: Wanted,
): Promise<{ id: UnitId; name: string; nameEnglish: string; department: { name: string; nameEnglish: string }; key: string }[]> {
  const { rows } = await sql<{
    id: UnitId;
    name: string;
    nameEnglish: string;
    department: { name: string; nameEnglish: string };
    key: string;
  }>`
    select u.id, u.name, coalesce(u.name_en, '') as "nameEnglish", u.name_folded as key,
      json_build_object('name', d.name, 'nameEnglish', coalesce(d.name_en, '')) as department
    from structure.units u join structure.departments d on d.organization_id = u.organization_id and d.id = u.department_id and d.active
    where u.organization_id = ${organizationId} and u.active and u.name_folded >= ${beginning} and u.name_folded < ${`${beginning}\u{10ffff}`}
      and (u.name_folded, u.id) > (${after.key}, ${after.id}::uuid)
    order by u.name_folded, u.id limit ${limit}`.execute(tx);
  return rows;
}

/** Who is placed on a day in a unit and may enter, by name; those from elsewhere by name alone too (requirements D2). */
export async function listPlaced(
  tx: Db,
  organizationId: OrganizationId,
  { unitId, day, beginning, after = NOTHING, limit }: Wanted & { readonly unitId: UnitId; readonly day: Day },
): Promise<{ id: UserId; name: string; key: string }[]> {
  const { rows } = await sql<{ id: UserId; name: string; key: string }>`
    select c.id, c.key, coalesce(
        (select trim(p.family_name || ' ' || p.given_name) from identity.users u
          join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
          where u.organization_id = ${organizationId} and u.id = c.id),
        (select trim(g.family_name || ' ' || g.given_name) from identity.guest(${organizationId}, c.id) g), '') as name
    from (
      select f.id, f.key from (
        select p.user_id as id, coalesce(u.sort_key, e.sort_key) as key
        from structure.placements p
        join identity.enablements e on e.organization_id = p.organization_id and e.user_id = p.user_id and e.ended_at is null
        left join identity.users u on u.organization_id = p.organization_id and u.id = p.user_id
        where p.organization_id = ${organizationId} and p.unit_id = ${unitId}
          and p.starts_on <= ${day} and (p.ends_on is null or p.ends_on >= ${day})
          and (u.id is null or u.standing = 'active')
      ) f
      where f.key >= ${beginning} and f.key < ${`${beginning}\u{10ffff}`} and (f.key, f.id) > (${after.key}, ${after.id}::uuid)
      order by f.key, f.id limit ${limit}
    ) c order by c.key, c.id`.execute(tx);
  return rows;
}
