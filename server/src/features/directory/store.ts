import { type Day, dayAt } from '@varco/shared/days';
import type { UserQuery } from '@varco/shared/directory/api';
import { foldedWords } from '@varco/shared/identity/folding';
import type { Standing } from '@varco/shared/identity/user-status';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import type { Tables } from '#db/tables';
import type { Position } from './rules.ts';

/** One line of the list, before its lock and state are known. */
export interface Line extends Standing {
  readonly organizationId: OrganizationId;
  readonly id: UserId;
  readonly username: string;
  readonly usernameMac: Buffer;
  readonly fullName: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly administrator: boolean;
  readonly lastAccessAt: Date | null;
  readonly sortKey: string;
}

/** Which part of a list is wanted, from where and in which direction. */
export interface Window {
  readonly after?: Position | undefined;
  readonly before?: Position | undefined;
  readonly limit: number;
}

type Filter = Pick<UserQuery, 'search' | 'state'>;
type Users = SelectQueryBuilder<Tables & { u: Tables['identity.users'] }, 'u', object>;

/** Largest text below which every text that begins with `word` stands, in the order of bytes. */
const upTo = (word: string): string => `${word}\u{10ffff}`;
/** Whoever never entered stands after everybody else; a literal, as the index has it. */
const NEVER = sql.raw("'1970-01-01 00:00:00+00'::timestamptz");
const NEVER_KEY = '1970-01-01T00:00:00.000Z';

/** The organizations in sight that have users; one alone lets an index give the order. */
const homes = (scope: Scope): OrganizationId[] => scope.organizations.filter((id) => id !== INSTALLATION);

/** Users in sight that the filters keep; a search finds the beginning of any word, each of its words (requirements R2.6). */
function kept(db: Db, scope: Scope, filter: Filter, zone: string, at: Date): Users {
  const today = dayAt(zone, at);
  const words = foldedWords(filter.search ?? '');
  const organizations = sql<string>`any(${homes(scope)}::uuid[])`;
  let query = db.selectFrom('identity.users as u').where('u.organization_id', '=', organizations) as unknown as Users;
  for (const word of words) {
    query = query.where((e) =>
      e(
        'u.id',
        'in',
        e
          .selectFrom('identity.user_words as w')
          .select('w.user_id')
          .where('w.organization_id', '=', organizations)
          .where('w.word', '>=', word)
          .where('w.word', '<', upTo(word)),
      ),
    );
  }
  const outside = sql<boolean>`(u.valid_from > ${today} or u.valid_to < ${today})`;
  switch (filter.state) {
    case 'can-enter':
      return query.where('u.status', '=', 'active').where('u.disabled', '=', false).where(sql<boolean>`not coalesce(${outside}, false)`);
    case 'inactive':
      return query.where('u.status', '=', 'inactive');
    case 'disabled':
      return query.where('u.status', '=', 'active').where('u.disabled', '=', true);
    case 'out-of-validity':
      return query.where('u.status', '=', 'active').where('u.disabled', '=', false).where(sql<boolean>`coalesce(${outside}, false)`);
    case 'never-signed-in':
      return query.where('u.last_access_at', 'is', null).where('u.status', '=', 'active');
    case 'locked':
      return query
        .where('u.status', '=', 'active')
        .where('u.username_mac', 'in', (inner) =>
          inner.selectFrom('sign_in.attempts as a').select('a.name_mac').where('a.locked_until', '>', at),
        );
    default:
      return query;
  }
}

/** One page of the list, in its order, never by counting rows away. */
export async function listUsers(
  db: Db,
  scope: Scope,
  filter: Filter & Pick<UserQuery, 'sort'>,
  window: Window,
  zone: string,
  at: Date,
): Promise<Line[]> {
  const backwards = window.before !== undefined;
  const position = window.before ?? window.after;
  const byName = filter.sort === 'name';
  const key = byName ? sql<string>`u.sort_key` : sql<string>`coalesce(u.last_access_at, ${NEVER})`;
  // By name the list ascends; by last access the latest comes first.
  const ascending = byName !== backwards;
  const direction = ascending ? 'asc' : 'desc';
  const rows = await kept(db, scope, filter, zone, at)
    .innerJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'u.organization_id').onRef('a.user_id', '=', 'u.id'),
    )
    .select([
      'u.organization_id',
      'u.id',
      'u.username',
      'u.username_mac',
      'u.full_name',
      'u.status',
      'u.disabled',
      'u.valid_from',
      'u.valid_to',
      'u.last_access_at',
      'u.sort_key',
      'p.family_name',
      'p.given_name',
      'a.user_id as administrator',
    ])
    .$if(position !== undefined, (query) =>
      query.where(
        byName
          ? sql<boolean>`(u.sort_key, u.id) ${sql.raw(ascending ? '>' : '<')} (${position?.key}, ${position?.id}::uuid)`
          : sql<boolean>`(coalesce(u.last_access_at, ${NEVER}), u.id) ${sql.raw(ascending ? '>' : '<')} (${position?.key}::timestamptz, ${position?.id}::uuid)`,
      ),
    )
    .orderBy(key, direction)
    .orderBy('u.id', direction)
    .limit(window.limit)
    .execute();
  const lines = rows.map((row) => ({
    organizationId: row.organization_id as OrganizationId,
    id: row.id as UserId,
    username: row.username,
    usernameMac: row.username_mac,
    fullName: row.full_name,
    familyName: row.family_name,
    givenName: row.given_name,
    status: row.status === 'inactive' ? ('inactive' as const) : ('active' as const),
    disabled: row.disabled,
    validFrom: row.valid_from as Day | null,
    validTo: row.valid_to as Day | null,
    administrator: row.administrator !== null,
    lastAccessAt: row.last_access_at,
    sortKey: byName ? row.sort_key : (row.last_access_at?.toISOString() ?? NEVER_KEY),
  }));
  return backwards ? lines.reverse() : lines;
}

/** How many the filters keep, exact up to `atMost`; one more means "more". */
export async function countUsers(
  db: Db,
  scope: Scope,
  filter: Filter,
  zone: string,
  at: Date,
  atMost: number,
): Promise<{ count: number; more: boolean }> {
  const row = await db
    .selectFrom(
      kept(db, scope, filter, zone, at)
        .select('u.id')
        .limit(atMost + 1)
        .as('some'),
    )
    .select((e) => e.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  const count = Number(row.count);
  return { count: Math.min(count, atMost), more: count > atMost };
}

/** What the record of a user shows beyond the list's line. */
export interface Details extends Line {
  readonly organization: string;
  readonly mustChange: boolean;
  readonly passwordCreatedAt: Date | null;
  readonly createdAt: Date;
  readonly version: number;
  readonly openSessions: number;
}

/** The record of one user, or undefined when he is out of sight. */
export async function findDetails(db: Db, scope: Scope, id: UserId): Promise<Details | undefined> {
  const row = await db
    .selectFrom('identity.users as u')
    .innerJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .innerJoin('identity.organizations as o', 'o.id', 'u.organization_id')
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'u.organization_id').onRef('a.user_id', '=', 'u.id'),
    )
    .leftJoin('credentials.passwords as c', (on) => on.onRef('c.organization_id', '=', 'u.organization_id').onRef('c.user_id', '=', 'u.id'))
    .select((e) => [
      'u.organization_id',
      'u.id',
      'u.username',
      'u.username_mac',
      'u.full_name',
      'u.status',
      'u.disabled',
      'u.valid_from',
      'u.valid_to',
      'u.last_access_at',
      'u.sort_key',
      'u.created_at',
      'u.version',
      'p.family_name',
      'p.given_name',
      'o.name as organization',
      'a.user_id as administrator',
      'c.must_change',
      'c.created_at as password_created_at',
      e
        .selectFrom('sessions.sessions as s')
        .select((inner) => inner.fn.countAll<string>().as('open'))
        .whereRef('s.organization_id', '=', 'u.organization_id')
        .whereRef('s.user_id', '=', 'u.id')
        .where('s.ended_at', 'is', null)
        .as('open_sessions'),
    ])
    .where('u.organization_id', 'in', homes(scope))
    .where('u.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      organizationId: row.organization_id as OrganizationId,
      id: row.id as UserId,
      username: row.username,
      usernameMac: row.username_mac,
      fullName: row.full_name,
      familyName: row.family_name,
      givenName: row.given_name,
      status: row.status === 'inactive' ? 'inactive' : 'active',
      disabled: row.disabled,
      validFrom: row.valid_from as Day | null,
      validTo: row.valid_to as Day | null,
      administrator: row.administrator !== null,
      lastAccessAt: row.last_access_at,
      sortKey: row.sort_key,
      organization: row.organization,
      mustChange: row.must_change === true,
      passwordCreatedAt: row.password_created_at,
      createdAt: row.created_at,
      version: row.version,
      openSessions: Number(row.open_sessions ?? 0),
    }
  );
}
