import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { everything } from '@varco/shared/authorization/capabilities';
import { CreateUser, type CreateUserInput } from '@varco/shared/directory/api';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { JobName } from '@varco/shared/jobs/jobs';
import type { ProfileName } from '@varco/shared/policy/profiles';
import pg from 'pg';
import { pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import type { Actor, Client, Scope, SignedIn } from '#core/actor';
import { type Config, readConfig } from '#core/config';
import type { Core } from '#core/core';
import { Events } from '#core/events';
import { keysFrom } from '#core/keys';
import { type Database, openDatabase } from '#db/database';
import { createUser } from '#features/directory';
import { allOrganizations } from '#features/identity';
import { setUp } from '#features/setup';
import { Queue } from '#jobs/queue';
import { createApp, type House } from '../app.ts';
import { copyTemplate, dropDatabase, TEMPLATE, TEST_DAY } from './cluster.ts';
import { FixedClock, QuickHasher, testRandom } from './fakes.ts';

/** Somebody in a test, with what he knows. */
export interface Somebody {
  readonly id: UserId;
  readonly username: string;
  readonly password: string;
}

/** A browser in a test: it keeps cookies, and asks from one address. */
export interface TestBrowser {
  readonly cookies: Map<string, string>;
  get(url: string, options?: Ask): Promise<Answer>;
  post(url: string, body?: object, options?: Ask): Promise<Answer>;
  send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body?: object, options?: Ask): Promise<Answer>;
  /** Signs in and answers the last answer; a forced change is not answered. */
  signIn(who: Pick<Somebody, 'username' | 'password'>): Promise<Answer>;
}

/** How a test's browser asks: as a page or a program, with a form or JSON, with which headers besides its own. */
export interface Ask {
  readonly html?: boolean;
  readonly form?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back; `body` is empty unless it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** Who administers every world. */
export const ADMINISTRATOR: Pick<Somebody, 'username' | 'password'> = { username: 'l.conti', password: 'Primavera-26' };
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A whole product in memory: real database, fixed clock, quick hasher. */
export interface World extends Core {
  readonly clock: FixedClock;
  readonly hasher: QuickHasher;
  readonly organizationId: OrganizationId;
  readonly scope: Scope;
  readonly administrator: Somebody;
  readonly operator: Actor;
  /** Questions as the owner of the tables, past row security's application half. */
  owner<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Makes a user who need not change his password. */
  user(with_?: Partial<CreateUserInput> & { password?: string }): Promise<Somebody>;
  house(): Promise<House>;
  browser(options?: { address?: string; agent?: string }): Promise<TestBrowser>;
  /** A second node on the same database: its own pool, cache and channel. */
  secondNode(): Promise<House>;
  /** Works on every queued and due run, as a node would; with a name, as if somebody at the terminal had asked for that job. */
  runJobs(name?: JobName): Promise<void>;
  client(address?: string): Client;
  logRows(): Promise<{ event: number; reason: number | null; username: string | null }[]>;
}

let opened: { database: string; root: pg.ClientConfig; db: Database; owner: pg.Client; app: pg.ClientConfig } | undefined;

/** The configuration of tests: nothing of the machine's environment. */
export const testConfig = (more: Readonly<Record<string, string>> = {}): Config =>
  readConfig({ VARCO_PORT: '0', VARCO_BASE_URL: 'http://localhost', VARCO_DATA: mkdtempSync(join(inject('data'), 'world-')), ...more });

/** The owner's and the superuser's connections to the database of a world. */
export function rolesOf({ connectionConfig }: Database): { owner: pg.ClientConfig; root: pg.ClientConfig } {
  const { owner, root } = inject('postgres');
  const { database } = connectionConfig;
  return { owner: { ...(JSON.parse(owner) as pg.ClientConfig), database }, root: { ...(JSON.parse(root) as pg.ClientConfig), database } };
}

/** What a world may have otherwise than usual: settings, and the time at which it begins. */
interface Circumstances {
  readonly environment?: Readonly<Record<string, string>>;
  readonly at?: Date;
}

/** What every world is made of, on a database. */
function coreOn(db: Database, { at = TEST_DAY, environment }: Circumstances): Core & Pick<World, 'clock' | 'hasher'> {
  const clock = new FixedClock(at);
  return {
    db,
    clock,
    hasher: new QuickHasher(),
    config: testConfig(environment),
    random: testRandom,
    keys: keysFrom(Buffer.alloc(32, 7)),
    events: new Events(),
    queue: new Queue({ clock, random: testRandom }),
    log: pino({ level: 'silent' }),
  };
}

const client = (address = '192.0.2.10'): Client => ({
  address,
  browser: { family: 'Firefox', version: '140', system: 'Linux' },
  channel: 'web',
});

async function setUpAsUsual(core: Core, profile: ProfileName): Promise<void> {
  await setUp(core, client(), {
    organization: 'Comune di Borgo Ligure',
    familyName: 'Conti',
    givenName: 'Laura',
    username: ADMINISTRATOR.username,
    passwordHash: await core.hasher.hash(ADMINISTRATOR.password),
    profile,
  });
}

/**
 * A fresh installation, set up with one administrator; `empty` leaves it as at the first start, and only a `maintained` one does what
 * needs the owner of the tables.
 */
export async function freshWorld(
  options: Circumstances & { empty?: boolean; profile?: ProfileName; maintained?: boolean } = {},
): Promise<World> {
  const profile = options.profile ?? 'misure-minime';
  const isUsual = !options.empty && !options.at && !options.environment;
  const { db, owner, app } = await freshDatabase(isUsual ? await templateSetUp(profile) : TEMPLATE);
  const core = coreOn(db, options);
  const { clock, hasher } = core;
  if (!options.empty && !isUsual) await setUpAsUsual(core, profile);
  const organizationId = (await allOrganizations(db))[0]?.id ?? INSTALLATION;
  const scope: Scope = { organizations: options.empty ? [INSTALLATION] : [organizationId, INSTALLATION] };
  const operator: Actor = { kind: 'operator', account: 'root', client: { address: null, browser: null, channel: 'command-line' } };
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await owner.query<Row>(text, values)).rows;
  const [first] = await ask<{ id: UserId }>('select id from identity.users limit 1');
  let houseOpen: Promise<House> | undefined;
  const open = async (on: Core): Promise<House> => {
    const house = await createApp(on, { pages: null, ...(options.maintained === true ? rolesOf(db) : { owner: null }), jobs: false });
    onTestFinished(() => house.close());
    return house;
  };
  let count = 0;
  const world: World = {
    ...core,
    clock,
    hasher,
    organizationId,
    scope,
    operator,
    client,
    administrator: { ...ADMINISTRATOR, id: first?.id ?? ('' as UserId) },
    owner: ask,
    logRows: () =>
      ask(
        'select e.event, e.reason, s.username from access_log.entries e left join access_log.subjects s on s.id = e.subject_id order by e.at, e.xid, e.n',
      ),
    user: async (given = {}) => {
      count += 1;
      const password = given.password ?? 'Autunno-2026';
      const username = given.username ?? `utente${count}`;
      const input = CreateUser.parse({
        familyName: 'De Santis',
        givenName: 'Elena',
        mustChangePassword: false,
        ...given,
        username,
        password,
        confirmation: password,
      });
      const created = await createUser(core, operator, organizationId, input);
      return { id: created.id as UserId, username, password };
    },
    house: () => {
      houseOpen ??= open(core);
      return houseOpen;
    },
    runJobs: async (name) => {
      houseOpen ??= open(core);
      const { runner } = await houseOpen;
      const installation = { organizations: [INSTALLATION] };
      if (name) await db.as(installation, (tx) => core.queue.add(tx, { job: name, organizationId: INSTALLATION, askedBy: null }));
      await runner.runAll();
    },
    secondNode: async () => {
      const other = openDatabase(app, { connections: 4 });
      onTestFinished(() => other.close());
      const house = await open({ ...core, db: other });
      return house;
    },
    browser: async (from = {}) => {
      houseOpen ??= open(core);
      return browserOf(await houseOpen, from);
    },
  };
  return world;
}

/** A browser against a house; requests go through the whole HTTP layer without a socket. */
export function browserOf(house: House, from: { address?: string; agent?: string } = {}): TestBrowser {
  const cookies = new Map<string, string>();
  const send: TestBrowser['send'] = async (method, url, body, options = {}) => {
    const answer = await house.app.inject({
      method,
      url,
      remoteAddress: from.address ?? '192.0.2.10',
      headers: {
        accept: options.html ? 'text/html' : 'application/json',
        'user-agent': from.agent ?? FIREFOX,
        'accept-language': 'it',
        ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...(body && options.form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...options.headers,
      },
      ...(body ? { payload: options.form ? new URLSearchParams(body as Record<string, string>).toString() : body } : {}),
    });
    for (const cookie of answer.cookies) {
      if (cookie.value === '' || cookie.maxAge === 0) cookies.delete(cookie.name);
      else cookies.set(cookie.name, cookie.value);
    }
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.payload,
      body: json && answer.payload !== '' ? (answer.json() as Record<string, unknown>) : {},
    };
  };
  return {
    cookies,
    send,
    get: (url, options) => send('GET', url, undefined, options),
    post: (url, body, options) => send('POST', url, body, options),
    signIn: ({ username, password }) => send('POST', '/sign-in', { username, password }),
  };
}

/** Who somebody is to a use case called without HTTP. */
export const signedIn = (
  world: World,
  who: Pick<Somebody, 'id'>,
  session: { id: string; number: string },
  administrator = false,
): SignedIn => ({
  kind: 'user',
  userId: who.id,
  organizationId: world.organizationId,
  homeId: world.organizationId,
  timeZone: world.config.timeZone,
  name: 'Conti Laura',
  sessionId: session.id as SignedIn['sessionId'],
  sessionNumber: session.number,
  administers: administrator ? 'installation' : 'nothing',
  unitId: null,
  grants: administrator ? everything('all') : {},
  client: world.client(),
});

let databases = 0;
let dropped: Promise<void> | undefined;
const templatesSetUp = new Map<ProfileName, Promise<string>>();

function postgres(): Record<'root' | 'owner' | 'app', pg.ClientConfig> {
  const provided = inject('postgres');
  const [root, owner, app] = [provided.root, provided.owner, provided.app].map((text) => JSON.parse(text) as pg.ClientConfig);
  if (!root || !owner || !app) throw new Error('The run has no PostgreSQL.');
  return { root, owner, app };
}

const nextName = (): string => {
  databases += 1;
  return `w${process.env.VITEST_POOL_ID ?? '0'}_${databases}`;
};

/** A database in which the usual installation stands; each worker sets it up once, and copies it for every test that begins there. */
function templateSetUp(profile: ProfileName): Promise<string> {
  const made = templatesSetUp.get(profile) ?? makeTemplateSetUp(profile);
  templatesSetUp.set(profile, made);
  return made;
}

async function makeTemplateSetUp(profile: ProfileName): Promise<string> {
  const { root, app } = postgres();
  const name = nextName();
  await copyTemplate(root, name);
  const db = openDatabase({ ...app, database: name }, { connections: 2 });
  await setUpAsUsual(coreOn(db, {}), profile);
  await db.close();
  return name;
}

/** Opening a database costs; each worker keeps one, and every test gets it new from a template. */
async function freshDatabase(template: string) {
  const { root, owner: ownerConfig, app: appConfig } = postgres();
  if (opened) {
    await opened.db.close();
    await opened.owner.end();
    await dropped;
    dropped = dropDatabase(root, opened.database).catch(() => undefined);
  }
  const database = nextName();
  await copyTemplate(root, database, template);
  const app = { ...appConfig, database };
  const owner = new pg.Client({ ...ownerConfig, database });
  owner.on('error', () => undefined);
  await owner.connect();
  opened = { database, root, app, owner, db: openDatabase(app, { connections: 6 }) };
  return opened;
}
