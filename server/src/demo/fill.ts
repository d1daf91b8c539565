import type { Change, FieldOf } from '@varco/shared/access-log/changes';
import { channels, events, reasons } from '@varco/shared/access-log/events';
import { everything } from '@varco/shared/authorization/capabilities';
import { addDays, dayAt, startOfDay } from '@varco/shared/days';
import { noDetails } from '@varco/shared/identity/api';
import { INSTALLATION, type OrganizationId, type PersonId, type SessionId, type UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Client, SignedIn } from '#core/actor';
import type { Clock } from '#core/clock';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Events } from '#core/events';
import { newToken } from '#core/random';
import { type Database, type Db, openDatabase } from '#db/database';
import { detailsFor, keepPartitions, MONTHS_AHEAD, record } from '#features/access-log';
import { insertAdministrator } from '#features/authorization';
import { setPassword } from '#features/credentials';
import { changesOfNew } from '#features/directory';
import { allOrganizations, findUserByName, inLog, insertUser, usernameMac } from '#features/identity';
import { changePolicy, readPolicy } from '#features/policy';
import { setUp } from '#features/setup';
import { makeApplication } from './applications.ts';
import { makeAssistance } from './assistance.ts';
import { makeAuthorizations } from './authorizations.ts';
import { makeConsortium } from './consortium.ts';
import { makeDelegations } from './delegations.ts';
import { makeGroups } from './groups.ts';
import { useModules } from './modules.ts';
import { organize } from './organization.ts';
import type { Invented } from './people.ts';
import { ADMINISTRATOR, type Fact, inventYear, type Year } from './year.ts';

/** How the invented municipality is called; no Italian municipality has this name. */
export const MUNICIPALITY = 'Comune di Borgofinto';
/** Everybody's password: it is shown to whoever starts a demonstration. */
export const PASSWORD = 'Borgofinto-26';
/** The seed of the demonstration that everybody sees. */
export const SEED = 2026;

type Needs = Pick<Core, 'clock' | 'random' | 'keys' | 'config' | 'hasher' | 'log'>;

/** Somebody with the id he got. */
interface Placed {
  readonly id: UserId;
  readonly person: Invented;
}

/** The numbers of the log's dictionaries. */
interface Dictionary {
  subject(fact: Fact): number | null;
  person(who: number): number | null;
  address(text: string | null): number | null;
  browser(browser: Fact['browser']): number | null;
}

/**
 * Fills an empty installation with invented people and their year, as the owner, and marks it before and after: a filling that was
 * interrupted is never taken for a whole one. The log gets each month in a transaction of its own, as months are sealed apart.
 */
export async function fillDemonstration(core: Needs, owner: pg.ClientConfig): Promise<void> {
  const { config, random, keys, hasher } = core;
  const now = core.clock.now();
  const year = inventYear({ seed: SEED, now, zone: config.timeZone });
  const db = openDatabase(owner, { connections: 2 });
  try {
    await sql`insert into setup.demonstration (seed, made_at) values (${SEED}, ${now})`.execute(db);
    const began = startOfDay(config.timeZone, year.began);
    for (let day = year.began; startOfDay(config.timeZone, day) <= now; day = addDays(day, 28 * (MONTHS_AHEAD + 1))) {
      await keepPartitions(owner, startOfDay(config.timeZone, day));
    }
    await keepPartitions(owner, now);
    const hash = await hasher.hash(PASSWORD);
    await beginInstallation({ ...core, db, clock: at(new Date(began.getTime() + 7 * 3_600_000)) }, year, hash);
    const [home] = await allOrganizations(db);
    if (!home) throw new Error('The installation was not set up.');
    const people = await insertPeople(db, { keys, random }, { organizationId: home.id, year, hash });
    const dictionary = await fillDictionaries(db, { keys, organizationId: home.id, year, people });
    for (const month of byMonth(year.facts)) {
      await db.as({ organizations: [home.id] }, (tx) =>
        insertMonth(tx, { keys, random }, { facts: month, organizationId: home.id, people, dictionary }),
      );
      const isStricterMonth = monthOf(year.stricterAt) === monthOf(month[0]?.at ?? began);
      const desk = isStricterMonth ? deskOf(core, { organizationId: home.id, people, year }) : undefined;
      if (!desk) continue;
      await makeStricter({ ...core, db, clock: at(year.stricterAt) }, desk, home.id);
      const organizedAt = new Date(year.stricterAt.getTime() + 20 * 60_000);
      const day = dayAt(config.timeZone, organizedAt);
      const given = { organizationId: home.id, people, seed: SEED, day };
      const then = { ...core, db, clock: at(organizedAt), events: new Events() };
      await organize(then, desk, given);
      await makeGroups(then, desk, given);
      await makeAuthorizations(then, desk, given);
      await makeApplication(then, desk, given);
      await useModules(then, desk, given);
      await makeDelegations(then, desk, given);
      const twofold = people.find(({ person }) => person.kind === 'person');
      if (twofold) await makeConsortium(then, desk, { organizationId: home.id, personId: twofold.id, hash, day });
    }
    await db.transaction().execute((tx) => insertPresent(tx, { random, keys, organizationId: home.id, year, people, now }));
    const desk = deskOf(core, { organizationId: home.id, people, year });
    if (desk) await makeAssistance({ ...core, db, clock: at(now), events: new Events() }, desk);
    await sql`update setup.demonstration set filled_at = now()`.execute(db);
    // The planner must not wait for the hour in which PostgreSQL looks by itself.
    await sql`analyze access_log.entries, access_log.subjects, identity.users, identity.last_accesses, identity.user_words`.execute(db);
  } finally {
    await db.close();
  }
}

/** A clock that stands still: what is done by it was done then. */
const at = (moment: Date): Clock => ({ now: () => moment, monotonic: () => 0 });

async function beginInstallation(
  core: Omit<Needs, 'hasher'> & Pick<Core, 'db'>,
  { people, facts }: Year,
  passwordHash: string,
): Promise<void> {
  const first = people[ADMINISTRATOR];
  const desk = facts.find(({ who, event }) => who === ADMINISTRATOR && event === 'signed-in');
  if (!first) throw new Error('There is nobody.');
  const client: Client = { address: desk?.address ?? null, browser: desk?.browser ?? null, channel: 'web' };
  const { familyName, givenName, username } = first;
  await setUp(core, client, { organization: MUNICIPALITY, familyName, givenName, username, passwordHash, profile: 'misure-minime' });
}

async function insertPeople(
  db: Database,
  { keys, random }: Pick<Needs, 'keys' | 'random'>,
  { organizationId, year, hash }: { organizationId: OrganizationId; year: Year; hash: string },
): Promise<Placed[]> {
  const made = new Map<number, Date>();
  const changed = new Map<number, Date>();
  const reset = new Map<number, Date>();
  for (const { who, event, at } of year.facts) {
    if (who === null) continue;
    if (event === 'user-created') made.set(who, at);
    if (event === 'password-changed') changed.set(who, at);
    if (event === 'password-reset') reset.set(who, at);
  }
  return db.transaction().execute(async (tx) => {
    const placed: Placed[] = [];
    for (const [who, person] of year.people.entries()) {
      const { username, fullName, familyName, givenName, status, disabled, validFrom, validTo } = person;
      const known = who === ADMINISTRATOR ? await findUserByName(tx, username) : undefined;
      const id = known?.id ?? random.id<UserId>();
      placed.push({ id, person });
      const createdAt = made.get(who);
      if (known || !createdAt) continue;
      const personId = random.id<PersonId>();
      const who_ = { username, usernameMac: usernameMac(keys, username), fullName, familyName, givenName };
      const details = { ...noDetails, email: `${username}@comune.example`, employeeNumber: String(1_000 + who) };
      await insertUser(tx, { organizationId, id, personId, ...who_, ...details, status, disabled, validFrom, validTo, createdAt });
      const [changedAt, resetAt] = [changed.get(who), reset.get(who)];
      const wasReset = resetAt !== undefined && (changedAt === undefined || resetAt > changedAt);
      const changeReason = wasReset ? 'reset' : changedAt === undefined ? 'first-access' : null;
      await setPassword(tx, { organizationId, userId: id, hash, at: (wasReset ? resetAt : changedAt) ?? createdAt, changeReason });
      if (person.administrator) await insertAdministrator(tx, { organizationId, userId: id, since: createdAt, ofInstallation: true });
    }
    return placed;
  });
}

async function fillDictionaries(
  db: Db,
  given: { keys: Needs['keys']; organizationId: OrganizationId; year: Year; people: readonly Placed[] },
): Promise<Dictionary> {
  const { keys, organizationId, year, people } = given;
  const typed = [...new Set(year.facts.flatMap((fact) => fact.typed ?? []))];
  const addresses = [...new Set(year.facts.flatMap((fact) => fact.address ?? []))];
  const browsers = [...new Map(year.facts.flatMap(({ browser }) => (browser ? [[browserKey(browser), browser] as const] : []))).values()];
  const logged = people.map(({ id, person }) => inLog({ organizationId, id, ...person }));
  const numbered = async <Key extends string | number>(query: ReturnType<typeof sql<{ key: Key; number: number }>>) =>
    new Map((await query.execute(db)).rows.map(({ key, number }) => [key, number]));

  const ofPeople = await numbered(sql<{ key: string; number: number }>`
    select p.id::text as key, access_log.subject_number(${organizationId}, p.id, p.username, p.name, null) as number
    from unnest(${logged.map(({ userId }) => userId)}::uuid[], ${logged.map(({ username }) => username)}::text[],
      ${logged.map(({ name }) => name)}::text[]) p (id, username, name)`);
  const ofTyped = await numbered(sql<{ key: string; number: number }>`
    select t.name as key, access_log.subject_number(${INSTALLATION}, null, null, null, t.mac) as number
    from unnest(${typed}::text[], ${typed.map((name) => usernameMac(keys, name))}::bytea[]) t (name, mac)`);
  const ofAddresses = await numbered(sql<{ key: string; number: number }>`
    select a.address as key, access_log.address_number(a.address::inet) as number from unnest(${addresses}::text[]) a (address)`);
  const ofBrowsers = await numbered(sql<{ key: string; number: number }>`
    select b.family || ' ' || b.version || ' ' || b.system as key, access_log.browser_number(b.family, b.version, b.system) as number
    from unnest(${browsers.map(({ family }) => family)}::text[], ${browsers.map(({ version }) => version)}::text[],
      ${browsers.map(({ system }) => system)}::text[]) b (family, version, system)`);
  const person = (who: number): number | null => ofPeople.get(people[who]?.id ?? '') ?? null;
  return {
    person,
    subject: ({ who, typed }) => (who === null ? (ofTyped.get(typed ?? '') ?? null) : person(who)),
    address: (text) => (text === null ? null : (ofAddresses.get(text) ?? null)),
    browser: (browser) => (browser === null ? null : (ofBrowsers.get(browserKey(browser)) ?? null)),
  };
}

const browserKey = ({ family, version, system }: NonNullable<Fact['browser']>): string => `${family} ${version} ${system}`;

/** What administrators did goes through the log's own door; the many sign-ins and sign-outs in one statement. */
async function insertMonth(
  tx: Db,
  core: Pick<Needs, 'keys' | 'random'>,
  given: { facts: readonly Fact[]; organizationId: OrganizationId; people: readonly Placed[]; dictionary: Dictionary },
): Promise<void> {
  const { facts, organizationId, people, dictionary } = given;
  const named = (who: number | null) => {
    const placed = who === null ? undefined : people[who];
    return placed && inLog({ organizationId, id: placed.id, ...placed.person });
  };
  const details = await detailsFor<Act>(core, tx, organizationId, 'user-changed');
  for (const { at, event, who, by, address, browser, channel } of facts.filter(({ by }) => by !== undefined)) {
    const person = who === null ? undefined : people[who]?.person;
    const client: Client = { address, browser, channel };
    const fact = { at, organizationId, subject: named(who), actor: named(by ?? null), client };
    if (!isActOfAdministrator(event)) throw new Error(`Nobody does ${event} to somebody.`);
    await record(tx, { ...fact, event, detail: details.of(person ? changesBy(event, person, who ?? 0) : []) });
  }
  const many = facts.filter(({ by }) => by === undefined);
  const of = <Value>(value: (fact: Fact) => Value): Value[] => many.map(value);
  await sql`
    insert into access_log.entries
      (at, organization_id, session_number, locked_until, subject_id, address_id, browser_id, event, reason, channel)
    select f.* from unnest(
      ${of(({ at }) => at.toISOString())}::timestamptz[], ${of(({ who }) => (who === null ? INSTALLATION : organizationId))}::uuid[],
      ${of(({ session }) => session ?? null)}::bigint[], ${of(({ lockedUntil }) => untilOf(lockedUntil))}::timestamptz[],
      ${of(dictionary.subject)}::int[], ${of(({ address }) => dictionary.address(address))}::int[],
      ${of(({ browser }) => dictionary.browser(browser))}::int[], ${of(({ event }) => events[event])}::smallint[],
      ${of(({ reason }) => (reason === undefined ? null : reasons[reason]))}::smallint[],
      ${of(({ channel }) => channels[channel])}::smallint[]) f`.execute(tx);
}

type Act = 'user-created' | 'user-changed' | 'user-disabled' | 'user-deactivated' | 'user-unlocked' | 'password-reset';
const acts: readonly string[] = [
  'user-created',
  'user-changed',
  'user-disabled',
  'user-deactivated',
  'user-unlocked',
  'password-reset',
] satisfies readonly Act[];
const isActOfAdministrator = (event: string): event is Act => acts.includes(event);

/** What an act changed, so that it leads to how the person stands today. */
function changesBy(event: Act, person: Invented, who: number): Change<FieldOf<'user-changed'> | 'locked'>[] {
  const number = String(1_000 + who);
  switch (event) {
    case 'user-created': {
      const { username, familyName, givenName, fullName, validFrom } = person;
      return changesOfNew({ username, familyName, givenName, fullName, validFrom, email: `${username}@comune.example`, status: 'active' });
    }
    case 'user-changed':
      return person.validTo === null
        ? [{ field: 'employeeNumber', before: String(500 + who), after: number }]
        : [{ field: 'validTo', before: null, after: person.validTo }];
    case 'user-disabled':
      return [{ field: 'disabled', before: false, after: true }];
    case 'user-deactivated':
      return [{ field: 'status', before: 'active', after: 'inactive' }];
    case 'user-unlocked':
      return [{ field: 'locked', before: true, after: false }];
    case 'password-reset':
      return [{ field: 'mustChangePassword', before: null, after: true }];
  }
}

const untilOf = (until: Fact['lockedUntil']): string | null => (until === 'never' ? 'infinity' : (until?.toISOString() ?? null));

const monthOf = (moment: Date): string => moment.toISOString().slice(0, 7);

function byMonth(facts: readonly Fact[]): Fact[][] {
  const months = new Map<string, Fact[]>();
  for (const fact of facts) {
    const month = months.get(monthOf(fact.at));
    if (month) month.push(fact);
    else months.set(monthOf(fact.at), [fact]);
  }
  return [...months.values()];
}

/** The administrator at his desk on the morning after the night of guesses. */
function deskOf(
  { random, config }: Pick<Core, 'random' | 'config'>,
  { organizationId, people, year }: { organizationId: OrganizationId; people: readonly Placed[]; year: Year },
): SignedIn | undefined {
  const desk = year.facts.findLast(({ who, event, at }) => who === ADMINISTRATOR && event === 'signed-in' && at < year.stricterAt);
  const administrator = people[ADMINISTRATOR];
  if (!administrator || !desk) return undefined;
  return {
    kind: 'user',
    userId: administrator.id,
    organizationId,
    homeId: organizationId,
    timeZone: config.timeZone,
    name: `${administrator.person.familyName} ${administrator.person.givenName}`,
    sessionId: random.id<SessionId>(),
    sessionNumber: String(desk.session),
    administers: 'installation',
    unitId: null,
    grants: everything('all'),
    client: { address: desk.address, browser: desk.browser, channel: desk.channel },
  };
}

/** After that night the administrator wants locks that somebody lifts: a policy with a story. */
async function makeStricter(
  core: Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random'>,
  actor: SignedIn,
  organizationId: OrganizationId,
): Promise<void> {
  const scope = { organizations: [organizationId] };
  const { version } = await readPolicy(core, scope, organizationId);
  const reason = 'Tentativi notturni su molti nomi: i blocchi si tolgono a mano, dopo aver parlato con la persona.';
  await changePolicy(core, actor, scope, { version, values: { lockMinutes: 'never' }, reason });
}

/** What stands now: who is signed in, who entered last when, who is locked. */
async function insertPresent(
  tx: Db,
  given: Pick<Needs, 'random' | 'keys'> & { organizationId: OrganizationId; year: Year; people: readonly Placed[]; now: Date },
): Promise<void> {
  const { random, keys, organizationId, year, people, now } = given;
  const last = new Map<UserId, Date>();
  let sessions = 0;
  for (const { who, event, at, session } of year.facts) {
    const placed = who === null ? undefined : people[who];
    if (event !== 'signed-in' || !placed) continue;
    last.set(placed.id, at);
    sessions = Math.max(sessions, session ?? 0);
  }
  await sql`
    update identity.last_accesses a set at = l.at from unnest(${[...last.keys()]}::uuid[], ${[...last.values()]}::timestamptz[]) l (id, at)
    where a.organization_id = ${organizationId} and a.user_id = l.id`.execute(tx);
  await sql`update identity.users set entered = true where id = any (${[...last.keys()]}::uuid[])`.execute(tx);

  const open = year.open.flatMap(({ number, who, openedAt }) => {
    const placed = people[who];
    // Nobody has the token of an invented session.
    return placed ? [{ number, openedAt, userId: placed.id, id: random.id<string>(), hash: digest(newToken(random)) }] : [];
  });
  await sql`
    insert into sessions.sessions (organization_id, id, number, user_id, token_hash, opened_at, last_active_at, idle_minutes, ends_at,
        context_id, context_at)
      overriding system value
    select ${organizationId}, s.id, s.number, s.user_id, s.hash, s.opened_at, ${now}, 30, s.opened_at + interval '12 hours',
      ${organizationId}::uuid, s.opened_at
    from unnest(${open.map(({ id }) => id)}::uuid[], ${open.map(({ number }) => number)}::bigint[], ${open.map(({ userId }) => userId)}::uuid[],
      ${open.map(({ hash }) => hash)}::bytea[], ${open.map(({ openedAt }) => openedAt)}::timestamptz[])
      s (id, number, user_id, hash, opened_at)`.execute(tx);
  await sql`select setval(pg_get_serial_sequence('sessions.sessions', 'number'), ${sessions + 1}, false)`.execute(tx);

  const locked = people.filter(({ person }) => person.kind === 'locked').map(({ person }) => usernameMac(keys, person.username));
  await sql`
    insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until)
    select l.mac, '00000000-0000-0000-0000-000000000000', 3, ${now}, 'infinity' from unnest(${locked}::bytea[]) l (mac)`.execute(tx);
}
