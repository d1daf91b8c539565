import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import type { KnownPerson, KnownPlacement } from './facts.ts';

/** Everybody of an organization who may be placed, by all that a row may call him. */
export async function peopleOf(tx: Db, organizationId: OrganizationId): Promise<KnownPerson[]> {
  const { rows } = await sql<KnownPerson>`
    select u.organization_id as "homeId", u.id, p.family_name || ' ' || p.given_name as name, u.username, p.tax_code as "taxCode",
      p.employee_number as "employeeNumber", e.placed
    from identity.enablements e
    join identity.users u on u.organization_id = e.home_id and u.id = e.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where e.organization_id = ${organizationId} and e.ended_at is null and u.standing <> 'ceased' order by u.id`.execute(tx);
  return rows;
}

/** Every placement of an organization. */
export async function placementsIn(tx: Db, organizationId: OrganizationId): Promise<KnownPlacement[]> {
  const { rows } = await sql<KnownPlacement>`
    select id, user_id as "userId", unit_id as "unitId", starts_on as "from", ends_on as "to", qualification
    from structure.placements where organization_id = ${organizationId} order by id`.execute(tx);
  return rows;
}

/** Locks how these users stand in the organization; answers how many of them are placed in units there. */
export async function lockPlaced(tx: Db, organizationId: OrganizationId, users: readonly UserId[]): Promise<number> {
  const { rows } = await sql`
    select from identity.enablements e
    where e.organization_id = ${organizationId} and e.user_id = any (${users}::uuid[]) and e.placed and e.ended_at is null
    order by e.user_id for no key update`.execute(tx);
  return rows.length;
}
