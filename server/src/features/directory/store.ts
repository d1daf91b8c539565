import { dayAt } from '@varco/shared/days';
import type { UserNarrowing, UserQuery } from '@varco/shared/directory/api';
import { type Licence, licenceOf } from '@varco/shared/identity/licences';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import { uuids } from '#db/uuids';
import { askedWords, authorizedIfAsked, type Identity, type IdentityRow, identityColumns, identityOf } from '#features/identity';
import { type Fragment, homes, type Narrowed, narrow } from './narrowing/store.ts';
import { NEVER, type Position, type Sort } from './rules.ts';

/** One line of the list, before its lock and state are known. */
export interface Line extends Identity {
  readonly usernameMac: Buffer;
  readonly administrator: boolean;
  readonly licence: Licence;
  readonly lastAccessAt: Date | null;
}

/** A line of a page, with the key by which the page is sorted. */
export interface PlacedLine extends Line {
  /** Whether he is placed in units. */
  readonly placed: boolean;
  /** How many roles he has today. */
  readonly roles: number;
  readonly key: string;
}

/** Which part of a list is wanted, from where and in which direction. */
export interface Window {
  readonly after?: Position | undefined;
  readonly before?: Position | undefined;
  readonly limit: number;
}

/** What is asked of users besides their state, and who is so: the users themselves, unless they are too many to be named. */
export interface Asked {
  readonly words: readonly string[];
  readonly narrowed: Narrowed;
  readonly users: readonly UserId[] | 'many';
  /** The first of many that were found. */
  readonly first: readonly UserId[];
}

/** Which users are wanted, on which day. */
export interface Filter extends Pick<UserQuery, 'state'> {
  readonly zone: string;
  readonly at: Date;
  /** The organizations in sight that require a formal authorization (requirements R4.31). */
  readonly requiring: readonly OrganizationId[];
  readonly asked?: Asked | undefined;
}

/** Up to so many users are read one by one; of more, a page is found sooner by walking the list. */
const FEW = 2_000;

/** Largest text below which every text that begins with `word` stands, in the order of bytes. */
const upTo = (word: string): string => `${word}\u{10ffff}`;

/**
 * Who is as asked: a search finds the beginning of any word, with each of its words (requirements R2.6), and each further filter keeps a
 * part of them (R2.10); undefined when nothing is asked.
 */
export async function ask(
  db: Db,
  scope: Scope,
  { search, ...query }: Pick<UserQuery, 'search'> & UserNarrowing,
  when: { readonly zone: string; readonly at: Date },
): Promise<Asked | undefined> {
  const narrowed = narrow(scope, query, when);
  const searched = search !== undefined && search.trim() !== '';
  if (!searched && narrowed.probes.length === 0) return undefined;
  const words = searched ? askedWords(search).toSorted((a, b) => b.length - a.length) : [];
  // Signs alone are nobody's name.
  if (searched && words.length === 0) return { words, narrowed, users: [], first: [] };
  const all = setOf({ words, narrowed }, scope);
  if (!all) return { words, narrowed, users: 'many', first: [] };
  // In one text: two thousand rows of one id each cost more than to find them.
  const { rows } = await sql<{ ids: string | null }>`
    select string_agg(found.user_id::text, ',') as ids from (${all} limit ${FEW + 1}) found`.execute(db);
  const first = (rows[0]?.ids?.split(',') ?? []) as UserId[];
  return { words, narrowed, users: first.length > FEW ? 'many' : first, first };
}

/** Who is in every set that an index has: undefined when no index tells the wanted from the others. */
function setOf({ words, narrowed }: Pick<Asked, 'words' | 'narrowed'>, scope: Scope): Fragment | undefined {
  const sets = [...(words.length > 0 ? [having(words, scope)] : []), ...narrowed.sets];
  return sets.length === 0 ? undefined : sql.join(sets, sql` intersect `);
}

const andAll = (probes: readonly Fragment[]): Fragment => (probes.length === 0 ? sql`` : sql`and ${sql.join(probes, sql` and `)}`);

/** Who has all the words: the range of the first, which is the longest, and of those whoever has the others too. */
function having([first = '', ...others]: readonly string[], scope: Scope): Fragment {
  const too = others.map(
    (word) => sql`and exists (
      select from identity.user_words o where o.organization_id = w.organization_id and o.user_id = w.user_id and ${begins('o', word)})`,
  );
  return sql`
    select w.user_id from identity.user_words w
    where w.organization_id = any (${homes(scope)}) and ${begins('w', first)} ${sql.join(too, sql` `)}`;
}

const begins = (table: string, word: string): Fragment => {
  const column = sql.ref(`${table}.word`);
  return sql`${column} >= ${word} and ${column} < ${upTo(word)}`;
};

/** Whether the user `u` has each of the words: a question for each user that is met, never a join. */
const has = (words: readonly string[]): Fragment =>
  sql.join(
    words.map(
      (word) => sql`
      and (select true from identity.user_words o where o.organization_id = u.organization_id and o.user_id = u.id and ${begins('o', word)} limit 1)`,
    ),
    sql` `,
  );

/** Which users `u` are wanted, of those named and of nobody else. */
const among = (filter: Filter, users: Fragment): Fragment =>
  sql`${inState(filter)} and u.id = any (array(${users})) ${andAll(filter.asked?.narrowed.unset ?? [])}`;

/** Which users `u` are wanted: of few the planner cannot see how many they are, and reads each by his id. */
const that = (filter: Filter): Fragment => {
  const { asked } = filter;
  if (!asked) return inState(filter);
  return asked.users === 'many'
    ? sql`${inState(filter)} ${has(asked.words)} ${andAll(asked.narrowed.probes)}`
    : // Those named are in every set, and may still fail what no set tells.
      among(filter, sql`select unnest(${uuids(asked.users)}::uuid[])`);
};

/** In which state the users `u` are, as the list shows it (requirements R5.14). */
function inState({ state, zone, at, requiring }: Filter): Fragment {
  const today = dayAt(zone, at);
  const withinDates = sql`u.standing = 'active' and (u.valid_from is null or u.valid_from <= ${today}) and (u.valid_to is null or u.valid_to >= ${today})`;
  // Said so that the planner, which would think that hardly anybody is authorized, walks the list for either half.
  const authorized = sql`coalesce(u.authorized @> ${today}::date, false)`;
  // Where nobody requires an authorization nothing is asked of it, and no plan is another one.
  const canEnter =
    requiring.length === 0 ? withinDates : sql`${withinDates} and (u.organization_id <> all (${requiring}::uuid[]) or ${authorized})`;
  switch (state) {
    case 'all':
      // Of who was erased only a number is left: whoever wants those asks for them.
      return sql`u.standing <> 'ceased'`;
    case 'can-enter':
      return canEnter;
    case 'inactive':
    case 'disabled':
    case 'suspended':
    case 'service':
    case 'ceased':
      return sql`u.standing = ${state}`;
    case 'out-of-validity':
      return sql`u.standing = 'active' and (u.valid_from > ${today} or u.valid_to < ${today})`;
    case 'not-authorized':
      return sql`${withinDates} and u.organization_id = any (${requiring}::uuid[]) and not ${authorized}`;
    case 'never-signed-in':
      // The status is said for the index, which knows nothing of the standing.
      return sql`not u.entered and u.status = 'active' and ${canEnter}`;
    case 'locked':
      // Of the names that somebody typed most may be nobody's: the array holds the users among them, however many there are.
      return sql`${canEnter} and u.id = any (array(
        select named.id from sign_in.attempts a join identity.users named on named.username_mac = a.name_mac where a.locked_until > ${at}))`;
  }
}

/**
 * One page of the list, in its order. Each organization gives its own first lines, which an index has in order, and the page takes the
 * first of all: the rows read are those of the page, not those of the list.
 */
export async function listUsers(db: Db, scope: Scope, filter: Filter, sort: Sort, window: Window): Promise<PlacedLine[]> {
  if (filter.asked?.users.length === 0) return [];
  const byName = sort === 'name';
  // By name the list ascends; by last access the latest comes first.
  const way = sql.raw(byName === (window.before === undefined) ? 'asc' : 'desc');
  const { key, id, source } = byName ? inNameOrder(filter, window, way) : inAccessOrder(scope, filter, window);
  const today = dayAt(filter.zone, filter.at);
  const { rows } = await sql<
    IdentityRow & {
      username_mac: Buffer;
      administrator: boolean;
      placed: boolean;
      licence: string;
      roles: number;
      last_access_at: Date | null;
      sort_key: string;
    }
  >`
    select page.*, p.family_name, p.given_name, p.tax_code, p.birth_date, p.sex, p.email, p.employee_number, p.kind, n.licence,
      nullif(l.at, ${NEVER}) as last_access_at,
      exists (select from "authorization".administrators a where a.organization_id = page.organization_id and a.user_id = page.id) as administrator,
      n.placed,
      (select count(distinct g.role_id)::int from "authorization".assignments g where g.organization_id = page.organization_id
        and g.user_id = page.id and g.starts_on <= ${today} and (g.ends_on is null or g.ends_on >= ${today})) as roles
    from (
      select part.* from unnest(${homes(scope)}) as home (id) cross join lateral (
        select ${key} as key, u.organization_id, u.id, u.person_id, u.username, u.username_mac, u.full_name, u.status, u.disabled, u.no_sessions,
          u.valid_from, u.valid_to, ${authorizedIfAsked} as authorized, u.sort_key
        from ${source}
        order by ${key} ${way}, ${id} ${way} limit ${window.limit}
      ) part
      order by key ${way}, id ${way} limit ${window.limit}
    ) page
    join identity.persons p on p.organization_id = page.organization_id and p.id = page.person_id
    join identity.last_accesses l on l.organization_id = page.organization_id and l.user_id = page.id
    join identity.enablements n on n.organization_id = page.organization_id and n.user_id = page.id
    order by page.key, page.id`.execute(db);
  const lines = rows.map((row) => ({
    ...identityOf(row),
    usernameMac: row.username_mac,
    administrator: row.administrator,
    licence: licenceOf(row.licence),
    placed: row.placed,
    roles: row.roles,
    lastAccessAt: row.last_access_at,
    key: byName ? row.sort_key : (row.last_access_at?.toISOString() ?? NEVER),
  }));
  return byName ? lines : lines.reverse();
}

/** Where the lines of a list come from, one organization's at a time, and what puts them in order. */
interface Source {
  readonly source: Fragment;
  readonly key: Fragment;
  readonly id: Fragment;
}

/** The list walks its index; a search that finds many puts whom its first word finds in order, and looks at each until the page is full. */
function inNameOrder(filter: Filter, window: Window, way: Fragment): Source {
  const { asked, state } = filter;
  if (asked?.users !== 'many' || asked.words.length === 0 || state === 'locked') {
    const [key, id] = [sql`u.sort_key`, sql`u.id`];
    return { key, id, source: sql`identity.users u where u.organization_id = home.id and ${that(filter)} ${placed(window, '>', key, id)}` };
  }
  const [first = '', ...others] = asked.words;
  const [key, id] = [sql`w.sort_key`, sql`w.user_id`];
  const found = sql`
    select distinct ${key}, ${id} from identity.user_words w
    where w.organization_id = home.id and ${begins('w', first)} ${placed(window, '>', key, id)} order by ${key} ${way}, ${id} ${way}`;
  const users = sql`
    select u.* from identity.users u where u.organization_id = home.id and u.id = w.user_id and ${inState(filter)} ${has(others)}
      ${andAll(asked.narrowed.probes)} offset 0`;
  return { key, id, source: sql`(${found}) w cross join lateral (${users}) u` };
}

/** The list walks the last accesses; few, or those of a state that has few, are read first. */
function inAccessOrder(scope: Scope, filter: Filter, window: Window): Source {
  const [key, id] = [sql`e.at`, sql`e.user_id`];
  const joined = sql`u.organization_id = e.organization_id and u.id = e.user_id`;
  const period = filter.asked?.narrowed.lastAccess;
  const here = sql`e.organization_id = home.id ${period ? sql`and ${period('e')}` : sql``} ${placed(window, '<', key, id)}`;
  if (filter.asked?.users !== 'many') {
    return { key, id, source: sql`identity.last_accesses e join identity.users u on ${joined} where ${here} and ${that(filter)}` };
  }
  // Of what keeps many the planner knows nothing, and would compare everybody with everybody.
  if (filter.state === 'disabled' || filter.state === 'suspended' || filter.state === 'out-of-validity' || filter.state === 'locked') {
    const users = sql`select u.id from identity.users u where u.organization_id = any (${homes(scope)}) and ${that(filter)}`;
    return {
      key,
      id,
      source: sql`identity.last_accesses e join identity.users u on ${joined} where ${here} and e.user_id = any (array(${users}))`,
    };
  }
  const users = sql`select u.* from identity.users u where ${joined} and ${that(filter)} offset 0`;
  return { key, id, source: sql`identity.last_accesses e cross join lateral (${users}) u where ${here}` };
}

/** The lines beyond a position; `onwards` is where a list read forwards goes. */
function placed({ after, before }: Window, onwards: '>' | '<', key: Fragment, id: Fragment): Fragment {
  const position = before ?? after;
  if (!position) return sql``;
  const beyond = sql.raw((onwards === '>') === (before === undefined) ? '>' : '<');
  const value = onwards === '>' ? sql`${position.key}` : sql`${position.key}::timestamptz`;
  return sql`and (${key}, ${id}) ${beyond} (${value}, ${position.id}::uuid)`;
}

/** How many the filters keep, exact up to `atMost`; one more means "more". */
export async function countUsers(db: Db, scope: Scope, filter: Filter, atMost: number): Promise<{ count: number; more: boolean }> {
  const { asked, state } = filter;
  if (asked?.users.length === 0) return { count: 0, more: false };
  // Of many that are found, most are in these states, and soon enough of them are read; in the others there are few to be asked.
  const often = asked?.users === 'many' && (state === 'all' || state === 'can-enter');
  const all = often ? setOf(asked, scope) : undefined;
  if (asked && all) {
    // Nearly always those that were found first are enough to say "more", and the whole set is not read.
    const soon = await counted(db, scope, among(filter, sql`select unnest(${uuids(asked.first)}::uuid[])`), atMost);
    return soon.more ? soon : counted(db, scope, among(filter, all), atMost);
  }
  // Where no set is read the order makes the count walk an index of the list.
  const order = asked && (asked.users !== 'many' || asked.words.length > 0) ? sql`` : sql`order by u.sort_key, u.id`;
  return counted(db, scope, sql`${that(filter)} ${order}`, atMost);
}

async function counted(db: Db, scope: Scope, conditions: Fragment, atMost: number): Promise<{ count: number; more: boolean }> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from unnest(${homes(scope)}) as home (id) cross join lateral (
        select from identity.users u where u.organization_id = home.id and ${conditions} limit ${atMost + 1}
      ) part limit ${atMost + 1}
    ) counted`.execute(db);
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, atMost), more: count > atMost };
}

/** What the record of a user shows beyond the list's line. */
export interface Details extends Line {
  readonly organization: string;
  readonly noSessions: boolean;
  readonly exemptFromInactivity: boolean;
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
    .innerJoin('identity.enablements as e', (on) => on.onRef('e.organization_id', '=', 'u.organization_id').onRef('e.user_id', '=', 'u.id'))
    .innerJoin('identity.last_accesses as l', (on) =>
      on.onRef('l.organization_id', '=', 'u.organization_id').onRef('l.user_id', '=', 'u.id'),
    )
    .leftJoin('authorization.administrators as a', (on) =>
      on.onRef('a.organization_id', '=', 'u.organization_id').onRef('a.user_id', '=', 'u.id'),
    )
    .leftJoin('credentials.passwords as c', (on) => on.onRef('c.organization_id', '=', 'u.organization_id').onRef('c.user_id', '=', 'u.id'))
    .select((of) => [
      ...identityColumns,
      'u.username_mac',
      'u.created_at',
      'u.exempt_from_inactivity',
      'u.version',
      'e.licence',
      sql<Date | null>`nullif(l.at, ${NEVER})`.as('last_access_at'),
      'o.name as organization',
      'a.user_id as administrator',
      'c.must_change',
      'c.created_at as password_created_at',
      of
        .selectFrom('sessions.sessions as s')
        .select((inner) => inner.fn.countAll<string>().as('open'))
        .whereRef('s.organization_id', '=', 'u.organization_id')
        .whereRef('s.user_id', '=', 'u.id')
        .where('s.ended_at', 'is', null)
        .as('open_sessions'),
    ])
    .where('u.organization_id', '=', sql<OrganizationId>`any (${homes(scope)})`)
    .where('u.id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      ...identityOf(row),
      usernameMac: row.username_mac,
      administrator: row.administrator !== null,
      licence: licenceOf(row.licence),
      lastAccessAt: row.last_access_at,
      organization: row.organization,
      noSessions: row.no_sessions,
      exemptFromInactivity: row.exempt_from_inactivity,
      mustChange: row.must_change === true,
      passwordCreatedAt: row.password_created_at,
      createdAt: row.created_at,
      version: row.version,
      openSessions: Number(row.open_sessions ?? 0),
    }
  );
}
