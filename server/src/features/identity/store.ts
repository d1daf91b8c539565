import type { PersonDetails } from '@varco/shared/identity/api';
import { foldEmail, foldUsername } from '@varco/shared/identity/folding';
import { type Licence, licenceOf, USUAL_LICENCE } from '@varco/shared/identity/licences';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { searchWords, sortKey, takenIssue } from './rules.ts';
import { type NewUser, type User, userColumns, userOf } from './user.ts';

/** What one organization has only once, or the whole installation for the user name. */
export type TakenField = 'username' | 'taxCode' | 'email' | 'employeeNumber';
type Wished = Pick<User, TakenField>;

/** Every organization of the installation, oldest first: for the command line, and for whoever asks whether the installation has begun. */
export async function allOrganizations(db: Db): Promise<{ id: OrganizationId; name: string }[]> {
  const { rows } = await sql<{ id: OrganizationId; name: string }>`select id, name from identity.all_organizations()`.execute(db);
  return rows;
}

/** Saves the person and his user; a name that differs from another only by case or width is taken (requirements R5.10). */
export const insertUser = (tx: Db, user: NewUser): Promise<void> => insertUsers(tx, user.organizationId, [user]);

/** Saves people of one organization with their users, in as many statements for thousands as for one; one that is taken refuses them all. */
export async function insertUsers(tx: Db, organizationId: OrganizationId, users: readonly NewUser[]): Promise<void> {
  const of = columnsFor(users);
  await unlessTaken(
    sql`
      insert into identity.persons (organization_id, id, family_name, given_name, tax_code, birth_date, sex, email, email_folded,
        employee_number, kind, created_at)
      select ${organizationId}::uuid, p.*
      from unnest(${of((user) => user.personId)}::uuid[], ${of((user) => user.familyName)}::text[], ${of((user) => user.givenName)}::text[],
        ${of((user) => user.taxCode)}::text[], ${of((user) => user.birthDate)}::date[], ${of((user) => user.sex)}::text[],
        ${of((user) => user.email)}::text[], ${of(foldedEmail)}::text[], ${of((user) => user.employeeNumber)}::text[],
        ${of(kindOf)}::text[], ${of((user) => user.createdAt)}::timestamptz[]) p`.execute(tx),
  );
  await unlessTaken(
    sql`
      insert into identity.users (organization_id, id, person_id, username, username_folded, username_mac, full_name, status, disabled,
        valid_from, valid_to, sort_key, exempt_from_inactivity, no_sessions, created_at, active_since)
      select ${organizationId}::uuid, u.*, u.created_at
      from unnest(${of((user) => user.id)}::uuid[], ${of((user) => user.personId)}::uuid[], ${of((user) => user.username)}::text[],
        ${of((user) => foldUsername(user.username))}::text[], ${of((user) => user.usernameMac)}::bytea[], ${of((user) => user.fullName)}::text[],
        ${of((user) => user.status)}::text[], ${of((user) => user.disabled)}::boolean[], ${of((user) => user.validFrom)}::date[],
        ${of((user) => user.validTo)}::date[], ${of(sortKey)}::text[], ${of((user) => user.exemptFromInactivity ?? false)}::boolean[],
        ${of((user) => user.noSessions ?? false)}::boolean[],
        ${of((user) => user.createdAt)}::timestamptz[])
        u (id, person_id, username, username_folded, username_mac, full_name, status, disabled, valid_from, valid_to, sort_key,
          exempt_from_inactivity, no_sessions, created_at)`.execute(tx),
  );
  // Whoever is a user of an organization may work there (requirements D2).
  await sql`
    insert into identity.enablements (organization_id, user_id, home_id, licence, since)
    select ${organizationId}::uuid, e.id, ${organizationId}::uuid, e.licence, e.at
    from unnest(${of((user) => user.id)}::uuid[], ${of((user) => user.licence ?? USUAL_LICENCE)}::text[],
      ${of((user) => user.createdAt)}::timestamptz[]) e (id, licence, at)`.execute(tx);
  await sql`
    insert into identity.last_accesses (organization_id, user_id)
    select ${organizationId}::uuid, unnest(${of((user) => user.id)}::uuid[])`.execute(tx);
  await saveWords(tx, organizationId, users);
}

/** Which of what one organization, or the installation for the user name, has only once is somebody else's (requirements D2, R5.10). */
export async function takenFields(
  tx: Db,
  { username, organizationId, taxCode = null, email = null, employeeNumber = null }: Partial<Wished> & { organizationId: OrganizationId },
  except?: UserId,
): Promise<TakenField[]> {
  const another = sql`u.id is distinct from ${except ?? null}::uuid`;
  const whose = (field: string, column: string, value: string | null) => sql`
    select ${field}::text as field from identity.persons p
    join identity.users u on u.organization_id = p.organization_id and u.person_id = p.id
    where p.organization_id = ${organizationId} and ${sql.ref(`p.${column}`)} = ${value} and ${another}`;
  const { rows } = await sql<{ field: TakenField }>`
    select 'username' as field from identity.users u
    where u.username_folded = ${username === undefined ? null : foldUsername(username)} and ${another}
    union all ${whose('taxCode', 'tax_code', taxCode)}
    union all ${whose('email', 'email_folded', email === null ? null : foldEmail(email))}
    union all ${whose('employeeNumber', 'employee_number', employeeNumber)}`.execute(tx);
  return rows.map((row) => row.field);
}

/** The user with this id, or undefined when he is not in sight of the transaction's scope. */
export async function findUser(tx: Db, id: UserId, options: { lock?: boolean } = {}): Promise<User | undefined> {
  const row = await tx
    .selectFrom('identity.users as u')
    .innerJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .innerJoin('identity.enablements as e', (on) => on.onRef('e.organization_id', '=', 'u.organization_id').onRef('e.user_id', '=', 'u.id'))
    .select(userColumns)
    .where('u.id', '=', id)
    .$if(options.lock === true, (query) => query.forNoKeyUpdate(['u']))
    .executeTakeFirst();
  return row && userOf(row);
}

/** From now on the user is placed in units of the organization, or in none (requirements R2.12). */
export async function savePlaced(tx: Db, organizationId: OrganizationId, userId: UserId, placed: boolean): Promise<void> {
  await tx
    .updateTable('identity.enablements')
    .set({ placed })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute();
}

/** Which licence somebody has who may work for the organization. */
export async function licenceIn(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<Licence | undefined> {
  const row = await tx
    .selectFrom('identity.enablements')
    .select('licence')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row && licenceOf(row.licence);
}

/** Nobody else changes where and how somebody may work for the organization until the transaction ends. */
export const lockEnablement = (tx: Db, organizationId: OrganizationId, userId: UserId): Promise<unknown> =>
  sql`select from identity.enablements where organization_id = ${organizationId} and user_id = ${userId} for no key update`.execute(tx);

/** From now on somebody who may work for the organization has this licence there (requirements R1.25). */
export async function saveLicence(tx: Db, organizationId: OrganizationId, userId: UserId, licence: Licence): Promise<void> {
  await tx
    .updateTable('identity.enablements')
    .set({ licence })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute();
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
export const replaceUser = async (tx: Db, user: User, usernameMac: Buffer, reactivatedAt: Date | null = null): Promise<boolean> =>
  (await replaceUsers(tx, user.organizationId, [{ ...user, usernameMac, reactivatedAt }])) === 1;

/** Saves changed users of one organization, each only if nobody saved him since his `version`; answers how many were saved. */
export async function replaceUsers(
  tx: Db,
  organizationId: OrganizationId,
  users: readonly (User & { readonly usernameMac: Buffer; readonly reactivatedAt: Date | null })[],
): Promise<number> {
  const of = columnsFor(users);
  const { rows } = await unlessTaken(
    sql<{ id: UserId }>`
      update identity.users u set username = n.username, username_folded = n.username_folded, username_mac = n.username_mac,
        full_name = n.full_name, status = n.status, disabled = n.disabled, valid_from = n.valid_from, valid_to = n.valid_to,
        sort_key = n.sort_key, version = n.version + 1, exempt_from_inactivity = n.exempt_from_inactivity,
        no_sessions = n.no_sessions,
        active_since = coalesce(n.reactivated_at, u.active_since)
      from unnest(${of((user) => user.id)}::uuid[], ${of((user) => user.version)}::int[], ${of((user) => user.username)}::text[],
        ${of((user) => foldUsername(user.username))}::text[], ${of((user) => user.usernameMac)}::bytea[], ${of((user) => user.fullName)}::text[],
        ${of((user) => user.status)}::text[], ${of((user) => user.disabled)}::boolean[], ${of((user) => user.validFrom)}::date[],
        ${of((user) => user.validTo)}::date[], ${of(sortKey)}::text[], ${of((user) => user.exemptFromInactivity)}::boolean[],
        ${of((user) => user.noSessions)}::boolean[], ${of((user) => user.reactivatedAt)}::timestamptz[])
        n (id, version, username, username_folded, username_mac, full_name, status, disabled, valid_from, valid_to, sort_key,
          exempt_from_inactivity, no_sessions, reactivated_at)
      where u.organization_id = ${organizationId} and u.id = n.id and u.version = n.version
      returning u.id`.execute(tx),
  );
  const saved = new Set(rows.map(({ id }) => id));
  const written = users.filter(({ id }) => saved.has(id));
  if (written.length === 0) return 0;
  const ofThem = columnsFor(written);
  await unlessTaken(
    sql`
      update identity.persons p set family_name = n.family_name, given_name = n.given_name, tax_code = n.tax_code, birth_date = n.birth_date,
        sex = n.sex, email = n.email, email_folded = n.email_folded, employee_number = n.employee_number,
        kind = n.kind
      from unnest(${ofThem((user) => user.personId)}::uuid[], ${ofThem((user) => user.familyName)}::text[],
        ${ofThem((user) => user.givenName)}::text[], ${ofThem((user) => user.taxCode)}::text[], ${ofThem((user) => user.birthDate)}::date[],
        ${ofThem((user) => user.sex)}::text[], ${ofThem((user) => user.email)}::text[], ${ofThem(foldedEmail)}::text[],
        ${ofThem((user) => user.employeeNumber)}::text[], ${ofThem(kindOf)}::text[])
        n (id, family_name, given_name, tax_code, birth_date, sex, email, email_folded, employee_number, kind)
      where p.organization_id = ${organizationId} and p.id = n.id`.execute(tx),
  );
  await sql`
    update identity.enablements e set licence = n.licence
    from unnest(${ofThem((user) => user.id)}::uuid[], ${ofThem((user) => user.licence)}::text[]) n (id, licence)
    where e.organization_id = ${organizationId} and e.user_id = n.id and e.licence <> n.licence`.execute(tx);
  await saveWords(tx, organizationId, written);
  return written.length;
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

/** Puts an opaque name where everything that says who he was stood; for ever (requirements R5.14). */
export async function ceaseUser(tx: Db, { organizationId, id, personId }: User, name: string, usernameMac: Buffer): Promise<void> {
  await sql`
    update identity.persons set family_name = ${name}, given_name = '', tax_code = null, birth_date = null, sex = null, email = null,
      email_folded = null, employee_number = null
    where organization_id = ${organizationId} and id = ${personId}`.execute(tx);
  await sql`
    update identity.users set username = ${name}, username_folded = ${foldUsername(name)}, username_mac = ${usernameMac}, full_name = '',
      status = 'ceased', sort_key = ${sortKey({ familyName: name, givenName: '' })}, exempt_from_inactivity = false, version = version + 1
    where organization_id = ${organizationId} and id = ${id}`.execute(tx);
  await sql`delete from identity.user_words where organization_id = ${organizationId} and user_id = ${id}`.execute(tx);
}

/** A user's name with the keyed hash that the database has of it. */
export interface HashedName {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly username: string;
  readonly usernameMac: Buffer;
}

/** Users by their id, a page at a time, with what the database keeps of their names. */
export async function hashedNames(tx: Db, after: HashedName | undefined, limit: number): Promise<HashedName[]> {
  const rows = await tx
    .selectFrom('identity.users')
    .select(['organization_id', 'id', 'username', 'username_mac'])
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(organization_id, id) > (${after?.organizationId ?? null}::uuid, ${after?.id ?? null}::uuid)`),
    )
    .orderBy('organization_id')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    organizationId: row.organization_id as OrganizationId,
    id: row.id as UserId,
    username: row.username,
    usernameMac: row.username_mac,
  }));
}

/** Puts other keyed hashes of the same names, after the key has changed. */
export async function replaceNameHashes(tx: Db, names: readonly HashedName[]): Promise<void> {
  await sql`
    update identity.users u set username_mac = n.mac
    from unnest(${names.map((name) => name.organizationId)}::uuid[], ${names.map((name) => name.id)}::uuid[],
      ${names.map((name) => name.usernameMac)}::bytea[]) as n (organization_id, id, mac)
    where u.organization_id = n.organization_id and u.id = n.id`.execute(tx);
}

/** One column of many rows, as an array that `unnest` turns back into rows. */
const columnsFor =
  <Item>(items: readonly Item[]) =>
  <Value>(value: (item: Item) => Value): Value[] =>
    items.map(value);

/** Without a given name it is no person, but the name of a service; with one, nobody's kind was said yet (requirements R1.24). */
const kindOf = ({ personKind, givenName }: Pick<NewUser, 'personKind' | 'givenName'>): string =>
  givenName === '' ? 'service' : (personKind ?? 'internal');

const foldedEmail = ({ email }: PersonDetails): string | null => (email === null ? null : foldEmail(email));

type Named = Pick<User, 'id' | 'familyName' | 'givenName' | 'fullName' | 'username'>;

async function saveWords(tx: Db, organizationId: OrganizationId, users: readonly Named[]): Promise<void> {
  const ids = users.map(({ id }) => id);
  await sql`delete from identity.user_words where organization_id = ${organizationId} and user_id = any (${ids}::uuid[])`.execute(tx);
  const words = users.flatMap((user) => searchWords(user).map((word) => ({ word, id: user.id, key: sortKey(user) })));
  if (words.length === 0) return;
  const of = columnsFor(words);
  await sql`
    insert into identity.user_words (organization_id, user_id, word, sort_key)
    select ${organizationId}::uuid, w.*
    from unnest(${of(({ id }) => id)}::uuid[], ${of(({ word }) => word)}::text[], ${of(({ key }) => key)}::text[]) w`.execute(tx);
}

/** The field that each constraint keeps from being anybody else's. */
const keptApart: Readonly<Record<string, TakenField>> = {
  users_username_key: 'username',
  users_username_exact: 'username',
  users_username_mac: 'username',
  persons_tax_code_key: 'taxCode',
  persons_email_key: 'email',
  persons_employee_number_key: 'employeeNumber',
};

async function unlessTaken<Result>(write: Promise<Result>): Promise<Result> {
  try {
    return await write;
  } catch (fault) {
    const field = keptApart[brokenConstraint(fault) ?? ''];
    if (field === 'username') throw new Refusal('identity.username-taken', { issues: [takenIssue(field)] });
    if (field) throw new Refusal('identity.user-refused', { issues: [takenIssue(field)] });
    throw fault;
  }
}
