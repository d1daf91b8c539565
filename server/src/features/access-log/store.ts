import { keptEvents, events as numbers } from '@varco/shared/access-log/events';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import type { Client, Scope } from '#core/actor';
import type { Db } from '#db/database';
import { askPlannedOnce } from '#db/planned-once';
import type { Position, Span } from './rules.ts';

/** A person as the log names him: as he is called at the moment of the fact. */
export interface LoggedPerson {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  readonly username: string;
  readonly name: string;
}

/** Who did something: himself, or for somebody as his delegate (requirements R3.59). */
export interface LoggedActor extends LoggedPerson {
  readonly onBehalfOf?: LoggedPerson | undefined;
}

/** What a fact changed: its one writing, and the same encrypted under a key of the organization. */
export interface SealedDetail {
  readonly keyId: number;
  readonly salt: Buffer;
  readonly text: string;
  readonly ciphertext: Buffer;
}

/** A key under which details of an organization are, itself encrypted. */
export interface OrganizationKey {
  readonly organizationId: OrganizationId;
  readonly id: number;
  readonly wrapped: Buffer;
}

const keyColumns = ['organization_id as organizationId', 'id', 'wrapped'] as const;

/** The newest key of an organization. */
export const newestKey = async (tx: Db, organizationId: OrganizationId): Promise<OrganizationKey | undefined> =>
  (await tx
    .selectFrom('access_log.organization_keys')
    .select(keyColumns)
    .where('organization_id', '=', organizationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()) as OrganizationKey | undefined;

/** Every key in the scope. */
export const allKeys = async (tx: Db): Promise<OrganizationKey[]> =>
  (await tx.selectFrom('access_log.organization_keys').select(keyColumns).orderBy('id').execute()) as OrganizationKey[];

/** Adds a key; answers its number. */
export async function addKey(tx: Db, organizationId: OrganizationId, wrapped: Buffer): Promise<number> {
  const { rows } = await sql<{ id: number }>`select access_log.add_organization_key(${organizationId}, ${wrapped}) as id`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('The key of the organization was not added.');
  return row.id;
}

/** Puts a key that was wrapped anew in the place of what was seen. */
export async function wrapKey(tx: Db, { organizationId, id, wrapped: was }: OrganizationKey, wrapped: Buffer): Promise<void> {
  await sql`select access_log.wrap_organization_key(${organizationId}, ${id}, ${was}, ${wrapped})`.execute(tx);
}

/** An entry as the database takes it: facts as numbers, people as they are called. */
export interface NewEntry {
  readonly at: Date;
  readonly organizationId: OrganizationId;
  readonly event: number;
  readonly reason: number | null;
  readonly channel: number;
  readonly sessionNumber: string | null;
  readonly subject: LoggedPerson | undefined;
  readonly subjectHash: Buffer | null;
  readonly actor: LoggedActor | undefined;
  readonly operator: string | null;
  readonly lockedUntil: Date | 'never' | null;
  readonly client: Client;
  /** Whether it stays when its month is purged (requirements R3.56). */
  readonly kept: boolean;
  /** How many facts it stands for; null: one. */
  readonly count: number | null;
  /** The thing it changed, when it is no person. */
  readonly objectId?: string | undefined;
  readonly detail?: SealedDetail | undefined;
}

/** The statement that adds an entry and the dictionary values it brings. */
export function entryStatement(entry: NewEntry): RawBuilder<unknown> {
  const { subject, actor, detail } = entry;
  const { address, browser } = entry.client;
  return sql`select access_log.record(
    ${entry.at}, ${entry.organizationId}, ${entry.event}, ${entry.reason}, ${entry.channel}, ${entry.sessionNumber},
    ${subject?.organizationId ?? null}, ${subject?.userId ?? null}, ${subject?.username ?? null}, ${subject?.name ?? null}, ${entry.subjectHash},
    ${actor?.organizationId ?? null}, ${actor?.userId ?? null}, ${actor?.username ?? null}, ${actor?.name ?? entry.operator},
    ${address}, ${browser?.family ?? null}, ${browser?.version ?? null}, ${browser?.system ?? null},
    ${entry.lockedUntil === 'never' ? 'infinity' : entry.lockedUntil}, ${entry.kept}, ${entry.count},
    ${detail?.keyId ?? null}, ${detail?.salt ?? null}, ${detail?.text ?? null}, ${detail?.ciphertext ?? null},
    ${entry.objectId ?? null}, ${delegatorIn(actor)})`;
}

const delegatorIn = (actor: LoggedActor | undefined): Fragment => {
  const delegator = actor?.onBehalfOf;
  return sql`${delegator?.organizationId ?? null}, ${delegator?.userId ?? null}, ${delegator?.username ?? null}, ${delegator?.name ?? null}`;
};

/** Adds an entry and the dictionary values it brings. */
export async function addEntry(tx: Db, entry: NewEntry): Promise<void> {
  await entryStatement(entry).execute(tx);
}

/** Whom or what one of many entries is about. */
export interface EachOne {
  readonly who: LoggedPerson | undefined;
  readonly objectId?: string | undefined;
  readonly detail: SealedDetail | undefined;
}

/** Adds the same entry about each of many people, in the order of their ids, by one statement. */
export async function addEntries(
  tx: Db,
  entry: Omit<NewEntry, 'subject' | 'detail' | 'objectId'>,
  subjects: readonly EachOne[],
): Promise<void> {
  const { actor } = entry;
  const { address, browser } = entry.client;
  await sql`select access_log.record(
    ${entry.at}, ${entry.organizationId}, ${entry.event}, ${entry.reason}, ${entry.channel}, ${entry.sessionNumber},
    who.organization_id, who.user_id, who.username, who.name, ${entry.subjectHash},
    ${actor?.organizationId ?? null}, ${actor?.userId ?? null}, ${actor?.username ?? null}, ${actor?.name ?? entry.operator},
    ${address}, ${browser?.family ?? null}, ${browser?.version ?? null}, ${browser?.system ?? null}, null, ${entry.kept}, ${entry.count},
    who.key_id, who.salt, who.detail, who.ciphertext, who.object_id, ${delegatorIn(actor)})
    from (
      select * from unnest(
        ${subjects.map(({ who }) => who?.organizationId ?? null)}::uuid[], ${subjects.map(({ who }) => who?.userId ?? null)}::uuid[],
        ${subjects.map(({ who }) => who?.username ?? null)}::text[], ${subjects.map(({ who }) => who?.name ?? null)}::text[],
        ${subjects.map(({ objectId }) => objectId ?? null)}::uuid[],
        ${subjects.map(({ detail }) => detail?.keyId ?? null)}::int[], ${subjects.map(({ detail }) => detail?.salt ?? null)}::bytea[],
        ${subjects.map(({ detail }) => detail?.text ?? null)}::text[], ${subjects.map(({ detail }) => detail?.ciphertext ?? null)}::bytea[]
      ) as each_one (organization_id, user_id, username, name, object_id, key_id, salt, detail, ciphertext) order by user_id
    ) who`.execute(tx);
}

/** Which entries are wanted; what is absent keeps them all. */
export interface Wanted extends Span {
  readonly user?: UserId | undefined;
  readonly address?: string | undefined;
  readonly events?: readonly number[] | undefined;
  readonly channel?: number | undefined;
  readonly reason?: number | undefined;
  readonly session?: string | undefined;
  readonly object?: string | undefined;
  /** Numbers of the dictionary. */
  readonly browsers?: readonly number[] | undefined;
}

/**
 * A page begins after a position or ends before it; without one it is the first. The newest entry is the first, unless the order begins
 * with the oldest.
 */
export interface Place {
  readonly after?: Position | undefined;
  readonly before?: Position | undefined;
  readonly oldestFirst?: boolean | undefined;
}

/** An entry with its dictionary values and, for a sign-in, the end of its session. */
export interface StoredEntry extends Position {
  readonly event: number;
  readonly reason: number | null;
  readonly channel: number;
  readonly sessionNumber: string | null;
  readonly count: number | null;
  readonly lockedUntil: Date | null;
  readonly lockedForGood: boolean;
  readonly userId: UserId | null;
  readonly username: string | null;
  readonly name: string | null;
  readonly byAnother: boolean;
  readonly actorUserId: UserId | null;
  readonly actorName: string | null;
  readonly isDelegated: boolean;
  readonly delegatorUserId: UserId | null;
  readonly delegatorName: string | null;
  readonly objectId: string | null;
  readonly address: string | null;
  readonly browser: string | null;
  readonly endedAt: Date | null;
  readonly endReason: number | null;
  readonly hasDetail: boolean;
  readonly detailOf: OrganizationId | null;
  /** Null when it was erased. */
  readonly detail: Buffer | null;
  readonly detailKeyId: number | null;
  readonly detailKey: Buffer | null;
}

/** Up to `limit` entries in their order, wherever the page stands. */
export async function findEntries(tx: Db, scope: Scope, wanted: Wanted, place: Place, limit: number): Promise<StoredEntry[]> {
  const direction = walkOf(place);
  const question = sql<Omit<StoredEntry, keyof Ending>>`
    select page.at, page.xid, page.n, page.event, page.reason, page.channel, page.session_number as "sessionNumber", page.count,
      nullif(page.locked_until, 'infinity') as "lockedUntil", coalesce(page.locked_until = 'infinity', false) as "lockedForGood",
      subject.user_id as "userId", subject.username, subject.name,
      page.actor_id is not null as "byAnother", actor.user_id as "actorUserId", actor.name as "actorName",
      page.on_behalf_of is not null as "isDelegated", delegator.user_id as "delegatorUserId", delegator.name as "delegatorName",
      page.object_id as "objectId",
      host(address.address) as address, browser.family || ' ' || browser.version || ' ' || browser.system as browser,
      page.detail_id is not null as "hasDetail", detail.organization_id as "detailOf", detail.ciphertext as detail,
      detail.key_id as "detailKeyId", detail.wrapped as "detailKey"
    from (select e.* from ${entries(scope, wanted, place, direction, limit)} order by ${inTime(direction)} limit ${limit}) page
    -- "limit 1" keeps the planner at one probe for each line: its joins may read a whole dictionary for a page.
    left join lateral (select s.user_id, s.username, s.name from access_log.subjects s where s.id = page.subject_id limit 1) subject on true
    left join lateral (select s.user_id, s.name from access_log.subjects s where s.id = page.actor_id limit 1) actor on true
    left join lateral (select s.user_id, s.name from access_log.subjects s where s.id = page.on_behalf_of limit 1) delegator on true
    left join lateral (select a.address from access_log.addresses a where a.id = page.address_id limit 1) address on true
    left join lateral (select b.family, b.version, b.system from access_log.browsers b where b.id = page.browser_id limit 1) browser on true
    left join lateral (
      select d.organization_id, d.ciphertext, d.key_id,
        (select k.wrapped from access_log.organization_keys k where k.organization_id = d.organization_id and k.id = d.key_id) as wrapped
      from access_log.details d where d.id = page.detail_id limit 1) detail on true
    order by ${inTime(place.oldestFirst ? 'asc' : 'desc', 'page')}`;
  const rows = await ask(tx, wanted, place, limit, question);
  const endings = await endingsOf(tx, rows);
  return rows.map((row) => ({
    ...row,
    ...((row.event === numbers['signed-in'] && row.sessionNumber !== null && endings.get(row.sessionNumber)) || stillOpen),
  }));
}

/** How a session ended, on the line of its sign-in. */
type Ending = Pick<StoredEntry, 'endedAt' | 'endReason'>;
const stillOpen: Ending = { endedAt: null, endReason: null };

/** How the sessions that began on these lines ended, all of them at once: a probe for each line would open every month for each. */
async function endingsOf(
  tx: Db,
  lines: readonly Pick<StoredEntry, 'at' | 'event' | 'sessionNumber'>[],
): Promise<ReadonlyMap<string, Ending>> {
  const begun = lines.filter(({ event, sessionNumber }) => event === numbers['signed-in'] && sessionNumber !== null);
  const [first, ...others] = begun;
  if (!first) return new Map();
  const earliest = others.reduce((least, { at }) => (at < least ? at : least), first.at);
  // A clock set back must not part a sign-in from its sign-out: a day of grace, still far from every month.
  const question = sql<Ending & { sessionNumber: string }>`
    select distinct on (o.session_number) o.session_number as "sessionNumber", o.at as "endedAt", o.reason as "endReason"
    from access_log.entries o
    where o.event = 3 and not o.kept and o.session_number = any (${begun.map(({ sessionNumber }) => sessionNumber)}::bigint[])
      and o.at >= ${earliest}::timestamptz - interval '1 day'
    order by o.session_number, o.at`;
  const rows = await askPlannedOnce(tx, question, { followsOrder: false });
  return new Map(rows.map(({ sessionNumber, ...ending }) => [sessionNumber, ending]));
}

/** How many entries are wanted, counted no further than `most`. */
export async function countEntries(tx: Db, scope: Scope, wanted: Wanted, most: number): Promise<number> {
  const question = sql<{ count: number }>`
    select count(*)::int as count from (
      select from ${entries(scope, wanted, {}, 'desc', most, sql`e.at desc`)} limit ${most}
    ) counted`;
  const rows = await ask(tx, wanted, {}, most, question);
  return rows[0]?.count ?? 0;
}

/** How many entries are wanted, all of them. Ordered, so that it is planned with the values it is asked with. */
export async function countAllEntries(tx: Db, scope: Scope, wanted: Wanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from access_log.entries e where ${sql.join(allConditionsOf(scope, wanted), sql` and `)} order by 1`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** How many facts the wanted entries stand for, counted no further than `most`. */
export async function countFacts(tx: Db, scope: Scope, wanted: Wanted, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select least(coalesce(sum(coalesce(counted.count, 1)), 0), ${most})::int as count from (
      select e.count from ${entries(scope, wanted, {}, 'desc', most, sql`e.at desc`)} limit ${most}
    ) counted`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The instant of the first entry wanted; undefined when there is none. */
export async function firstAt(tx: Db, scope: Scope, wanted: Wanted): Promise<Date | undefined> {
  const question = sql<{ at: Date }>`
    select e.at from ${entries(scope, wanted, {}, 'asc', 1)} order by e.at limit 1`;
  const rows = await ask(tx, wanted, {}, 1, question);
  return rows[0]?.at;
}

/** How many rows a page of the log has at most, and how far its entries are counted. */
const ROOMS = [1, 51, 201, 1_001] as const;

/** How many rows a question reads at most: one of few numbers, so that few texts say all. */
const roomFor = (limit: number): Fragment => sql.lit(ROOMS.find((room) => limit <= room) ?? limit);

/**
 * Whether a question is one of those asked most: by nothing, or by one thing that has an index of its own, from the newest. They have few
 * texts, and one plan each is right whatever they are asked with.
 */
function isUsual({ user, address, session, object, events, channel, reason, browsers }: Wanted, place: Place, limit: number): boolean {
  if (place.before !== undefined || place.oldestFirst || limit > 1_001) return false;
  if (channel !== undefined || reason !== undefined || browsers !== undefined) return false;
  const asked = [user, address, session, object, events].filter((one) => one !== undefined).length;
  return asked === 0 || (asked === 1 && (events === undefined || areUnusual(events)));
}

/** Asks by the plan that is made once, or by one for the values it is asked with. The rows of a session are few, and are sorted. */
const ask = async <Row>(tx: Db, wanted: Wanted, place: Place, limit: number, question: RawBuilder<Row>): Promise<readonly Row[]> =>
  isUsual(wanted, place, limit)
    ? askPlannedOnce(tx, question, { followsOrder: wanted.session === undefined })
    : (await question.execute(tx)).rows;

const keptNumbers: ReadonlySet<number> = new Set([...keptEvents].map((event) => numbers[event]));

type Direction = 'asc' | 'desc';
type Fragment = RawBuilder<unknown>;
type Instant = Date | '-infinity' | 'infinity';
const [BEGINNING, END] = ['-infinity', 'infinity'] as const;

/**
 * The first `limit` wanted entries as a table `e`, read from one index in the order of time. An index that begins with something else
 * is read once for each value wanted, each time up to `limit`, and the reader merges what comes: however long the log is, a page
 * costs its own length.
 */
function entries(scope: Scope, wanted: Wanted, place: Place, direction: Direction, limit: number, order = inTime(direction)): Fragment {
  const { user, address, events, session, object, from, to } = wanted;
  const room = roomFor(limit);
  if (session !== undefined) {
    // A session has few rows: all of them are read by their own index, whatever the planner thinks of the other conditions.
    const conditions = [...allConditionsOf(scope, wanted), ...within(place), ...beyond(place)];
    return sql`(select * from (select * from access_log.entries s where s.session_number = ${session}::bigint offset 0) e
      where ${sql.join(conditions, sql` and `)} order by ${order} limit ${room}) e`;
  }
  const way = wayTo(wanted);
  const conditions = conditionsOf(scope, wanted);
  if (object !== undefined && user !== undefined) conditions.push(ofUser(user));
  if ((object !== undefined || user !== undefined) && address !== undefined) conditions.push(sql`e.address_id = ${numberOf(address)}`);
  if (events && way?.first !== 'event') conditions.push(ofKinds(events));
  if (!way) {
    // With or without a period in the same words: nothing but the index in the order of time serves these.
    conditions.push(...during({ from: from ?? BEGINNING, to: to ?? END }), ...within(place), ...beyond(place));
    return sql`(select * from access_log.entries e where ${sql.join(conditions, sql` and `)} order by ${order} limit ${room}) e`;
  }
  // One row comparison for each end, and an order that begins with the column, leave the planner this index alone. An equality would let
  // it walk the whole log by time for the rows of one person, which is quick for somebody frequent and never ends for somebody rare.
  const column = sql.ref(`e.${way.first}`);
  const { newerThan, olderThan } = boundsOf(place);
  const low = newerThan?.at ?? from ?? BEGINNING;
  const high = olderThan?.at ?? to ?? END;
  const bounds = sql`(${column}, e.at) >= (key.value, ${low}::timestamptz) and (${column}, e.at) <= (key.value, ${high}::timestamptz)`;
  const all = [way.held, bounds, ...leavingMonths(wanted, place), ...conditions, ...beyond(place)];
  return sql`${way.keys} as key (value) cross join lateral (
    select * from access_log.entries e where ${sql.join(all, sql` and `)} order by ${column} ${sql.raw(direction)}, ${order} limit ${room}) e`;
}

/** The index for a question that need not read by time alone: its first column, the values wanted of it, and which rows it holds. */
function wayTo({
  user,
  address,
  object,
  events,
}: Wanted): { first: 'object_id' | 'subject_id' | 'address_id' | 'event'; keys: Fragment; held: Fragment } | undefined {
  if (object !== undefined) return { first: 'object_id', keys: sql`(select ${object}::uuid)`, held: sql`e.object_id is not null` };
  if (user !== undefined) {
    const names = sql`(select s.id from access_log.subjects s where s.user_id = ${user}::uuid)`;
    return { first: 'subject_id', keys: names, held: sql`e.subject_id is not null` };
  }
  if (address !== undefined) return { first: 'address_id', keys: numberOf(address), held: sql`e.address_id is not null` };
  if (areUnusual(events)) return { first: 'event', keys: sql`unnest(${events}::smallint[])`, held: unusual };
  return undefined;
}

const numberOf = (address: string): Fragment => sql`(select a.id from access_log.addresses a where a.address = ${address}::inet)`;

const inTime = (direction: Direction, table = 'e'): Fragment =>
  sql.raw(`${table}.at ${direction}, ${table}.xid ${direction}, ${table}.n ${direction}`);

/** The conditions that every way of reading puts on an entry `e`, whenever it was. */
function conditionsOf(scope: Scope, { events, channel, reason, browsers }: Wanted): Fragment[] {
  const conditions: Fragment[] = [sql`e.organization_id = any (${scope.organizations}::uuid[])`];
  // Years of kept rows would be read to the end for a page of facts that none of them is.
  if (events?.every((event) => !keptNumbers.has(event))) conditions.push(sql`not e.kept`);
  if (channel !== undefined) conditions.push(sql`e.channel = ${channel}::smallint`);
  if (reason !== undefined) conditions.push(sql`e.reason = ${reason}::smallint`);
  // A browser nobody has used: nothing is read.
  if (browsers) conditions.push(browsers.length === 0 ? sql`false` : sql`e.browser_id = any (${browsers}::int[])`);
  return conditions;
}

/** Every condition of a search on an entry `e`, for questions that need no order. */
export function allConditionsOf(scope: Scope, wanted: Wanted): Fragment[] {
  const { user, address, session, object, events } = wanted;
  const conditions = [...conditionsOf(scope, wanted), ...during(wanted)];
  if (user !== undefined) conditions.push(ofUser(user));
  if (object !== undefined) conditions.push(sql`e.object_id = ${object}::uuid`);
  if (address !== undefined) conditions.push(sql`e.address_id = ${numberOf(address)}`);
  if (session !== undefined) conditions.push(sql`e.session_number = ${session}::bigint`);
  if (events) conditions.push(ofKinds(events));
  if (areUnusual(events)) conditions.push(unusual);
  return conditions;
}

/** Under every name he had. */
const ofUser = (user: UserId): Fragment =>
  sql`e.subject_id = any (array(select s.id from access_log.subjects s where s.user_id = ${user}::uuid))`;

const ofKinds = (events: readonly number[]): Fragment => sql`e.event = any (${events}::smallint[])`;

/** Whether none of the events is a sign-in or a sign-out, so that an index of few rows holds them all. */
const areUnusual = (events: readonly number[] | undefined): events is readonly number[] =>
  events !== undefined && !events.includes(numbers['signed-in']) && !events.includes(numbers['signed-out']);

const unusual = sql`e.event <> 1 and e.event <> 3`;

/** Which way the index is read: a page that ends before a position is read backwards. */
const walkOf = ({ before, oldestFirst = false }: Place): Direction => ((before === undefined) === oldestFirst ? 'asc' : 'desc');

/** Between which positions a page may stand. */
function boundsOf({ after, before, oldestFirst = false }: Place): {
  readonly newerThan?: Position | undefined;
  readonly olderThan?: Position | undefined;
} {
  return oldestFirst ? { newerThan: after, olderThan: before } : { newerThan: before, olderThan: after };
}

/** The period of a search. */
function during({ from, to }: { readonly from: Instant | undefined; readonly to: Instant | undefined }): Fragment[] {
  const conditions: Fragment[] = [];
  if (from) conditions.push(sql`e.at >= ${from}::timestamptz`);
  if (to) conditions.push(sql`e.at < ${to}::timestamptz`);
  return conditions;
}

/** The instants between which a page's place lies: what leaves whole months aside. */
function within(place: Place): Fragment[] {
  const { newerThan, olderThan } = boundsOf(place);
  const conditions: Fragment[] = [];
  if (newerThan) conditions.push(sql`e.at >= ${newerThan.at}::timestamptz`);
  if (olderThan) conditions.push(sql`e.at <= ${olderThan.at}::timestamptz`);
  return conditions;
}

/**
 * The same for the period and the place of a question that has its own index, with or without a period in the same words. No index takes a
 * comparison with all of a list, and that is meant: a plan that is made without the instants would think the period short, and read by
 * time all that lies in it.
 */
function leavingMonths({ from, to }: Span, place: Place): Fragment[] {
  const { newerThan, olderThan } = boundsOf(place);
  const conditions = [sql`e.at >= all (array[${from ?? BEGINNING}::timestamptz])`, sql`e.at < all (array[${to ?? END}::timestamptz])`];
  if (newerThan) conditions.push(sql`e.at >= all (array[${newerThan.at}::timestamptz])`);
  if (olderThan) conditions.push(sql`e.at <= all (array[${olderThan.at}::timestamptz])`);
  return conditions;
}

/** On which side of a page's place its entries lie. */
function beyond(place: Place): Fragment[] {
  const row = (position: Position) => sql`(${position.at}::timestamptz, ${position.xid}::bigint, ${position.n}::smallint)`;
  const { newerThan, olderThan } = boundsOf(place);
  const conditions: Fragment[] = [];
  if (newerThan) conditions.push(sql`(e.at, e.xid, e.n) > ${row(newerThan)}`);
  if (olderThan) conditions.push(sql`(e.at, e.xid, e.n) < ${row(olderThan)}`);
  return conditions;
}

/** The numbers of a family of browsers, whatever its version and system. */
export async function browserNumbers(tx: Db, family: string): Promise<number[]> {
  const rows = await tx.selectFrom('access_log.browsers').select('id').where('family', '=', family).execute();
  return rows.map(({ id }) => id);
}

/** The families of browsers there are; the dictionary has few hundreds of rows. */
export async function browserFamilies(tx: Db): Promise<string[]> {
  const rows = await tx
    .selectFrom('access_log.browsers')
    .select('family')
    .distinct()
    .where('family', 'is not', null)
    .orderBy('family')
    .execute();
  return rows.flatMap(({ family }) => family ?? []);
}

/** From now on no statement of this transaction takes longer. */
export async function limitTime(tx: Db, milliseconds: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(milliseconds)}, true)`.execute(tx);
}

/** Whether a statement was stopped because it took too long. */
export const tookTooLong = (fault: unknown): boolean => fault instanceof pg.DatabaseError && fault.code === '57014';

/** Makes the partitions that are missing, from the month of `now` on; answers their names. The owner's work, never the pool's. */
export async function makePartitions(owner: pg.ClientConfig, now: Date, monthsAhead: number): Promise<string[]> {
  const client = new pg.Client({ ...owner, application_name: 'varco partitions', options: '-c lock_timeout=5s' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select access_log.make_partitions($1, $2) as name', [now, monthsAhead]);
    return rows.map((row) => row.name);
  } finally {
    await client.end().catch(() => undefined);
  }
}
