import type { Day } from '@varco/shared/days';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** A user whom the rule of inactivity has found. */
export interface Absent {
  readonly id: UserId;
  readonly username: string;
  readonly name: string;
}

/** Whom the rule of inactivity asks for: who may enter on the day, is not exempt, and was neither seen nor let in since. */
export interface Absence {
  readonly organizationId: OrganizationId;
  readonly today: Day;
  /** The last day that is too long ago, and the first instant after it. */
  readonly lastDay: Day;
  readonly before: Date;
}

/** Who is away for too long: the last access or, if none, the creation; the last reactivation; the first day on which he might enter. */
const isAbsent = ({ organizationId, today, lastDay, before }: Absence) => sql`
  u.organization_id = ${organizationId} and u.standing = 'active' and not u.exempt_from_inactivity and u.active_since < ${before}
  and (u.valid_from is null or u.valid_from <= ${lastDay}) and (u.valid_to is null or u.valid_to >= ${today})
  and (u.authorized @> ${today}::date
    or not (select home.authorization_required from identity.organizations home where home.id = u.organization_id))
  and l.organization_id = u.organization_id and l.user_id = u.id and l.at < ${before}`;

/** How many the rule of inactivity asks for, and among how many who may be there at all. */
export async function absenceShare(tx: Db, absence: Absence): Promise<{ absent: number; active: number }> {
  const { rows } = await sql<{ absent: number; active: number }>`
    select count(*) filter (where ${isAbsent(absence)})::int as absent, count(*)::int as active
    from identity.users u join identity.last_accesses l on l.organization_id = u.organization_id and l.user_id = u.id
    where u.organization_id = ${absence.organizationId} and u.standing = 'active'`.execute(tx);
  return rows[0] ?? { absent: 0, active: 0 };
}

/** Of these users, those the rule of inactivity asks for; who was seen or let in last comes first. */
export async function absentAmong(tx: Db, absence: Absence, users: readonly UserId[]): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from identity.users u, identity.last_accesses l where ${isAbsent(absence)} and u.id = any (${users}::uuid[])
    order by greatest(l.at, u.active_since) desc, u.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Holds up to `atMost` of whom the rule of inactivity asks for as they are, in the order of their ids, beginning after one: who is
 * entering at this moment is waited for, and judged by the statement that suspends.
 */
export async function holdAbsent(
  tx: Db,
  absence: Absence,
  { after, spared, atMost }: { after: UserId | undefined; spared: UserId | undefined; atMost: number },
): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from identity.users u, identity.last_accesses l
    where ${isAbsent(absence)} ${after === undefined ? sql`` : sql`and u.id > ${after}::uuid`}
      ${spared === undefined ? sql`` : sql`and u.id <> ${spared}::uuid`}
    order by u.id limit ${atMost} for no key update of u`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Suspends those of these users who are still away for too long, in one statement; answers who they were, in the order of their ids. */
export async function suspendAbsent(tx: Db, absence: Absence, held: readonly UserId[]): Promise<Absent[]> {
  const { rows } = await sql<Absent>`
    with suspended as (
      update identity.users u set status = 'suspended', version = u.version + 1
      from identity.last_accesses l where ${isAbsent(absence)} and u.id = any (${held}::uuid[])
      returning u.organization_id, u.id, u.person_id, u.username
    )
    select s.id, s.username, trim(p.family_name || ' ' || p.given_name) as name
    from suspended s join identity.persons p on p.organization_id = s.organization_id and p.id = s.person_id
    order by s.id`.execute(tx);
  return rows;
}
