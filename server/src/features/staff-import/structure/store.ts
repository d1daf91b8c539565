import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import type { KnownPerson, KnownPlacement } from './facts.ts';

/**
 * Everybody of an organization who may be placed, by all that a row may call him. Put together here: joined there, tables that PostgreSQL
 * has not looked at since they grew are read once for each user.
 */
export async function peopleOf(tx: Db, organizationId: OrganizationId): Promise<KnownPerson[]> {
  const [users, persons, enablements] = await Promise.all([
    tx
      .selectFrom('identity.users')
      .select(['id', 'person_id', 'username'])
      .where('organization_id', '=', organizationId)
      .where('standing', '<>', 'ceased')
      .orderBy('id')
      .execute(),
    tx
      .selectFrom('identity.persons')
      .select(['id', 'family_name', 'given_name', 'tax_code', 'employee_number'])
      .where('organization_id', '=', organizationId)
      .execute(),
    tx
      .selectFrom('identity.enablements')
      .select(['user_id', 'placed'])
      .where('organization_id', '=', organizationId)
      .where('ended_at', 'is', null)
      .execute(),
  ]);
  const personOf = new Map(persons.map((person) => [person.id, person]));
  const isPlaced = new Map(enablements.map((row) => [row.user_id, row.placed]));
  return users.flatMap(({ id, person_id: personId, username }) => {
    const [person, placed] = [personOf.get(personId), isPlaced.get(id)];
    if (!person || placed === undefined) return [];
    const { family_name: familyName, given_name: givenName, tax_code: taxCode, employee_number: employeeNumber } = person;
    return [{ homeId: organizationId, id: id as UserId, name: `${familyName} ${givenName}`, username, taxCode, employeeNumber, placed }];
  });
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
