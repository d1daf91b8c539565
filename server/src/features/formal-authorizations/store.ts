import type { Day } from '@varco/shared/days';
import type { AuthorizationFileQuery, SaveAuthorization } from '@varco/shared/formal-authorizations/api';
import { ENDING_DAYS } from '@varco/shared/formal-authorizations/state';
import type { AuthorizationId, OrganizationId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/database';
import type { ListedRow, StoredAuthorization } from './rules.ts';

const columns = sql`a.organization_id as "organizationId", a.id, a.user_id as "userId", a.act, a.number, a.act_date as "actDate", a.signer,
  a.purpose, a.note, a.starts_on as "from", a.ends_on as "to", a.ended_on as "endedOn", a.end_reason as "endReason", a.version`;

/** Adds an authorization. */
export const insertAuthorization = (
  tx: Db,
  {
    organizationId,
    id,
    userId,
    act,
    number,
    actDate,
    signer,
    purpose,
    note,
    from,
    to,
    createdAt,
  }: Omit<StoredAuthorization, Later> & {
    readonly createdAt: Date;
  },
): Promise<unknown> =>
  tx
    .insertInto('formal_authorizations.authorizations')
    .values({
      organization_id: organizationId,
      id,
      user_id: userId,
      act,
      number,
      act_date: actDate,
      signer,
      purpose,
      note,
      starts_on: from,
      ends_on: to,
      created_at: createdAt,
    })
    .execute();

type Later = 'endedOn' | 'endReason' | 'version';

/** An authorization of the scope. */
export async function findAuthorization(
  tx: Db,
  id: AuthorizationId,
  { lock }: { lock: boolean },
): Promise<StoredAuthorization | undefined> {
  const { rows } = await sql<StoredAuthorization>`
    select ${columns} from formal_authorizations.authorizations a where a.id = ${id} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

/** The authorizations of a user, the latest first. */
export async function authorizationsOf(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<StoredAuthorization[]> {
  const { rows } = await sql<StoredAuthorization>`
    select ${columns} from formal_authorizations.authorizations a
    where a.organization_id = ${organizationId} and a.user_id = ${userId} order by a.starts_on desc, a.id desc`.execute(tx);
  return rows;
}

/** Saves what an authorization says from now on; false when somebody else saved since this version. */
export async function replaceAuthorization(
  tx: Db,
  { organizationId, id, version }: StoredAuthorization,
  after: SaveAuthorization,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('formal_authorizations.authorizations')
    .set({
      act: after.act,
      number: after.number,
      act_date: after.actDate,
      signer: after.signer,
      purpose: after.purpose,
      note: after.note,
      starts_on: after.from,
      ends_on: after.to,
      version: version + 1,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** From this day on the authorization holds no more. */
export const endAuthorization = (
  tx: Db,
  { organizationId, id, version }: StoredAuthorization,
  { on, at, reason }: { readonly on: Day; readonly at: Date; readonly reason: string },
): Promise<unknown> =>
  tx
    .updateTable('formal_authorizations.authorizations')
    .set({ ended_on: on, ended_at: at, end_reason: reason, version: version + 1 })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();

/** Of an erased person nothing stays. */
export const forgetAuthorizations = (tx: Db, organizationId: OrganizationId, userId: UserId): Promise<unknown> =>
  tx
    .deleteFrom('formal_authorizations.authorizations')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute();

/** Which authorizations of a list: on which day, and with which words in the name of whose they are. */
export interface Wanted extends Pick<AuthorizationFileQuery, 'state'> {
  readonly today: Day;
  /** Folded words, each of which must begin one of the person's; undefined: everybody. */
  readonly words: readonly string[] | undefined;
}

const inState = ({ state, today }: Wanted): RawBuilder<unknown> => {
  switch (state) {
    case 'in-force':
      return sql`a.last_day >= ${today} and a.starts_on <= ${today}`;
    case 'ending':
      return sql`a.last_day >= ${today} and a.last_day <= ${today}::date + ${ENDING_DAYS}::int and a.starts_on <= ${today}`;
    case 'to-begin':
      return sql`a.last_day >= ${today} and a.starts_on > ${today} and a.ended_on is null`;
    case 'over':
      return sql`a.last_day < ${today}`;
    case 'all':
      return sql`true`;
  }
};

const named = (organizationId: OrganizationId, words: readonly string[] = []): RawBuilder<unknown> =>
  sql.join(
    words.map(
      (word) => sql`and a.user_id in (select w.user_id from identity.user_words w
        where w.organization_id = ${organizationId} and w.word >= ${word} and w.word < ${`${word}\u{10ffff}`})`,
    ),
    sql` `,
  );

/** One page of an organization's list, those that end first before the others. */
export async function listAuthorizations(
  tx: Db,
  organizationId: OrganizationId,
  wanted: Wanted,
  after: { readonly lastDay: string; readonly id: string } | undefined,
  limit: number,
): Promise<ListedRow[]> {
  if (wanted.words?.length === 0) return [];
  const beyond = after ? sql`and (a.last_day, a.id) > (${after.lastDay}::date, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<ListedRow>`
    select ${columns}, a.last_day::text as "lastDay", trim(p.family_name || ' ' || p.given_name) as name
    from formal_authorizations.authorizations a
    join identity.users u on u.organization_id = a.organization_id and u.id = a.user_id
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where a.organization_id = ${organizationId} and ${inState(wanted)} ${named(organizationId, wanted.words)} ${beyond}
    order by a.last_day, a.id limit ${limit}`.execute(tx);
  return rows;
}

/** How many authorizations in force of an organization end within the next days, exact up to `atMost`. */
export async function countEnding(tx: Db, organizationId: OrganizationId, today: Day, atMost: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from formal_authorizations.authorizations a
      where a.organization_id = ${organizationId} and ${inState({ state: 'ending', today, words: undefined })} limit ${atMost}
    ) counted`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Who could enter on this day if no authorization were asked for, and has none: how many, and the first of them by name. */
export async function withoutAuthorization(
  tx: Db,
  organizationId: OrganizationId,
  today: Day,
  atMost: number,
): Promise<{ count: number; first: { id: UserId; name: string }[] }> {
  const without = sql`u.organization_id = ${organizationId} and u.standing = 'active' and (u.valid_from is null or u.valid_from <= ${today})
    and (u.valid_to is null or u.valid_to >= ${today}) and not u.authorized @> ${today}::date`;
  const { rows } = await sql<{ id: UserId; name: string }>`
    select u.id, trim(p.family_name || ' ' || p.given_name) as name
    from identity.users u join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where ${without} order by u.sort_key, u.id limit ${atMost}`.execute(tx);
  if (rows.length < atMost) return { count: rows.length, first: rows };
  const counted = await sql<{ count: number }>`select count(*)::int as count from identity.users u where ${without}`.execute(tx);
  return { count: counted.rows[0]?.count ?? 0, first: rows };
}

/** Which administrators of the organization have an authorization on this day and may enter otherwise. */
export async function authorizedAdministrators(tx: Db, organizationId: OrganizationId, today: Day): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select u.id from "authorization".administrators r
    join identity.users u on u.organization_id = r.organization_id and u.id = r.user_id
    where r.organization_id = ${organizationId} and u.standing = 'active' and (u.valid_from is null or u.valid_from <= ${today})
      and (u.valid_to is null or u.valid_to >= ${today}) and u.authorized @> ${today}::date
    order by u.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whether this user has an authorization on this day. */
export async function isAuthorized(tx: Db, organizationId: OrganizationId, userId: UserId, today: Day): Promise<boolean> {
  const { rows } = await sql<{ holds: boolean }>`
    select u.authorized @> ${today}::date as holds from identity.users u
    where u.organization_id = ${organizationId} and u.id = ${userId}`.execute(tx);
  return rows[0]?.holds === true;
}
