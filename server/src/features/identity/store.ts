import type { Day } from '@varco/shared/days';
import { foldUsername } from '@varco/shared/identity/folding';
import type { Standing } from '@varco/shared/identity/user-status';
import type { OrganizationId, PersonId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { searchWords, sortKey, standingOf } from './rules.ts';

/** A user with the person he is, as features above read him. */
export interface User extends Standing {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly personId: PersonId;
  readonly username: string;
  readonly fullName: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly exemptFromInactivity: boolean;
  readonly version: number;
}

/** What a new user needs to exist; ids, keyed hash and moment come from the use case. */
export interface NewUser extends Standing {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly personId: PersonId;
  readonly username: string;
  readonly usernameMac: Buffer;
  readonly fullName: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly createdAt: Date;
}

/** Every organization of the installation, oldest first: for the command line, and for whoever asks whether the installation has begun. */
export async function allOrganizations(db: Db): Promise<{ id: OrganizationId; name: string }[]> {
  const { rows } = await sql<{ id: OrganizationId; name: string }>`select id, name from identity.all_organizations()`.execute(db);
  return rows;
}

/** Makes an organization; its people come after it. */
export async function insertOrganization(tx: Db, organization: { id: OrganizationId; name: string; createdAt: Date }): Promise<void> {
  await tx
    .insertInto('identity.organizations')
    .values({ id: organization.id, name: organization.name, created_at: organization.createdAt })
    .execute();
}

/** Saves the person and his user; a name that differs from another only by case or width is taken (requirements R5.10). */
export async function insertUser(tx: Db, user: NewUser): Promise<void> {
  const { organizationId, personId, familyName, givenName, createdAt } = user;
  await tx
    .insertInto('identity.persons')
    .values({ organization_id: organizationId, id: personId, family_name: familyName, given_name: givenName, created_at: createdAt })
    .execute();
  await unlessTaken(
    tx
      .insertInto('identity.users')
      .values({
        organization_id: organizationId,
        id: user.id,
        person_id: personId,
        ...columnsOf(user, user.usernameMac),
        created_at: createdAt,
        active_since: createdAt,
      })
      .execute(),
  );
  await tx.insertInto('identity.last_accesses').values({ organization_id: organizationId, user_id: user.id }).execute();
  await saveWords(tx, user);
}

/** Whether somebody else in sight has this name, or one that differs only by case, width or composition (requirements R5.10). */
export async function isUsernameTaken(tx: Db, username: string, except?: UserId): Promise<boolean> {
  const row = await tx.selectFrom('identity.users').select('id').where('username_folded', '=', foldUsername(username)).executeTakeFirst();
  return row !== undefined && row.id !== except;
}

/** The user with this id, or undefined when he is not in sight of the transaction's scope. */
export async function findUser(tx: Db, id: UserId, options: { lock?: boolean } = {}): Promise<User | undefined> {
  const row = await tx
    .selectFrom('identity.users as u')
    .innerJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .select([
      'u.organization_id',
      'u.id',
      'u.person_id',
      'u.username',
      'u.full_name',
      'u.status',
      'u.disabled',
      'u.valid_from',
      'u.valid_to',
      'u.exempt_from_inactivity',
      'u.version',
      'p.family_name',
      'p.given_name',
    ])
    .where('u.id', '=', id)
    .$if(options.lock === true, (query) => query.forNoKeyUpdate(['u']))
    .executeTakeFirst();
  return (
    row && {
      organizationId: row.organization_id as OrganizationId,
      id: row.id as UserId,
      personId: row.person_id as PersonId,
      username: row.username,
      fullName: row.full_name,
      familyName: row.family_name,
      givenName: row.given_name,
      ...standingOf(row),
      exemptFromInactivity: row.exempt_from_inactivity,
      version: row.version,
    }
  );
}

/** The user with exactly this name, or undefined when nobody in sight of the transaction's scope has it. */
export async function findUserByName(tx: Db, username: string): Promise<User | undefined> {
  const row = await tx.selectFrom('identity.users').select('id').where('username', '=', username).executeTakeFirst();
  return row && findUser(tx, row.id as UserId);
}

/**
 * Saves a changed user if nobody saved since `user.version`; false means somebody was faster. With `reactivatedAt` his absence is
 * counted from then (requirements R2.28).
 */
export async function replaceUser(tx: Db, user: User, usernameMac: Buffer, reactivatedAt?: Date): Promise<boolean> {
  const { numUpdatedRows } = await unlessTaken(
    tx
      .updateTable('identity.users')
      .set({
        ...columnsOf(user, usernameMac),
        exempt_from_inactivity: user.exemptFromInactivity,
        version: user.version + 1,
        ...(reactivatedAt && { active_since: reactivatedAt }),
      })
      .where('organization_id', '=', user.organizationId)
      .where('id', '=', user.id)
      .where('version', '=', user.version)
      .executeTakeFirstOrThrow(),
  );
  if (numUpdatedRows === 0n) return false;
  await tx
    .updateTable('identity.persons')
    .set({ family_name: user.familyName, given_name: user.givenName })
    .where('organization_id', '=', user.organizationId)
    .where('id', '=', user.personId)
    .execute();
  await saveWords(tx, user);
  return true;
}

/** Remembers when the user last entered (requirements R1.17), and the first time that he did at all. */
export async function touchLastAccess(
  tx: Db,
  organizationId: OrganizationId,
  id: UserId,
  { at, first }: { at: Date; first: boolean },
): Promise<void> {
  const last = sql`update identity.last_accesses set at = ${at} where organization_id = ${organizationId} and user_id = ${id}`;
  const ever = sql`update identity.users set entered = true where organization_id = ${organizationId} and id = ${id}`;
  await Promise.all([last.execute(tx), first && ever.execute(tx)]);
}

/** What is written of a user whether he is new or changed. */
const columnsOf = (user: NewUser | User, usernameMac: Buffer) => ({
  username: user.username,
  username_folded: foldUsername(user.username),
  username_mac: usernameMac,
  full_name: user.fullName,
  status: user.status,
  disabled: user.disabled,
  valid_from: user.validFrom,
  valid_to: user.validTo,
  sort_key: sortKey(user),
});

async function saveWords(
  tx: Db,
  user: Pick<User, 'organizationId' | 'id' | 'familyName' | 'givenName' | 'fullName' | 'username'>,
): Promise<void> {
  await tx.deleteFrom('identity.user_words').where('organization_id', '=', user.organizationId).where('user_id', '=', user.id).execute();
  const words = searchWords(user);
  if (words.length === 0) return;
  const sort_key = sortKey(user);
  await tx
    .insertInto('identity.user_words')
    .values(words.map((word) => ({ organization_id: user.organizationId, user_id: user.id, word, sort_key })))
    .execute();
}

async function unlessTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (fault) {
    const constraint = brokenConstraint(fault);
    if (constraint === 'users_username_key' || constraint === 'users_username_exact' || constraint === 'users_username_mac') {
      throw new Refusal('identity.username-taken', { issues: [{ field: 'username', rule: 'username-taken' }] });
    }
    throw fault;
  }
}

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
  and l.organization_id = u.organization_id and l.user_id = u.id and l.at < ${before}`;

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
    select s.id, s.username, p.family_name || ' ' || p.given_name as name
    from suspended s join identity.persons p on p.organization_id = s.organization_id and p.id = s.person_id
    order by s.id`.execute(tx);
  return rows;
}
