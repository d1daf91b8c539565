import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateUser } from '@varco/shared/directory/api';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readManifest } from '#backup/archive/read';
import { tablesInOrder } from '#backup/catalog';
import { exportDatabase } from '#backup/export';
import { refuseUnreadable } from '#backup/restore';
import { systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import type { Core } from '#core/core';
import { Events } from '#core/events';
import { keysFrom } from '#core/keys';
import { systemRandom } from '#core/random';
import { openDatabase } from '#db/database';
import { type EmbeddedServer, startEmbedded } from '#db/embedded';
import { migrate, readMigrations } from '#db/migrate';
import { keepPartitions } from '#features/access-log';
import { createUser } from '#features/directory';
import { allOrganizations } from '#features/identity';
import { setUp } from '#features/setup';
import { Queue } from '#jobs/queue';
import { quickFolder } from '#testing/cluster';
import { QuickHasher } from '#testing/fakes';
import { testTerminal } from '#testing/terminal';
import { browserOf } from '#testing/world';
import { createApp } from '../../app.ts';
import { logVerify } from '../log/verify.ts';
import { userList } from '../users/list.ts';
import { backup } from './backup.ts';
import { exportTo, importFrom } from './move.ts';
import { restore } from './restore.ts';

const OLDEST = '/usr/lib/postgresql/15/bin';
const secret = Buffer.alloc(32, 7);
const base = mkdtempSync(join(quickFolder(), 'varco-move-'));
const servers: EmbeddedServer[] = [];

/** A PostgreSQL that counts as an outside one. */
async function outside(name: string, bin?: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ data: join(base, name), log: () => undefined, durable: false, ...(bin ? { bin } : {}) });
  servers.push(server);
  return server;
}

/** The settings of an installation on a database of a server, with the key of this test or another. */
function settingsOf(server: EmbeddedServer, database = 'varco', key = secret): Record<string, string> {
  const data = mkdtempSync(join(base, 'dati-'));
  mkdirSync(join(data, 'keys'));
  writeFileSync(join(data, 'keys', 'secret'), `${key.toString('hex')}\n`, { mode: 0o600 });
  const address = (role: 'app' | 'owner'): string => {
    const { host, port, user } = server.connection(role);
    return `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host ?? '')}`;
  };
  return { VARCO_DATA: data, VARCO_PORT: '0', VARCO_DATABASE_URL: address('app'), VARCO_DATABASE_OWNER_URL: address('owner') };
}

async function ask<Row extends pg.QueryResultRow>(config: pg.ClientConfig, text: string): Promise<Row[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** What a return changes on purpose: the door begins anew, sessions end, and the log says so. */
const changing = new Set([
  'sign_in.attempts',
  'sign_in.pending',
  'sessions.sessions',
  'access_log.subjects',
  'access_log.details',
  'access_log.organization_keys',
  'access_log.entries',
  'access_log.seals',
  'access_log.sealer',
  'access_log.seal_keys',
]);

/** Every row of every table, as one hash for each table; of the log those up to a transaction. */
async function contentOf(config: pg.ClientConfig): Promise<Record<string, string>> {
  const client = new pg.Client({ ...config, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const content: Record<string, string> = {};
    for (const { name, columns } of await tablesInOrder(client)) {
      if (changing.has(name)) continue;
      const { rows } = await client.query<{ hash: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text)), '') as hash from (select ${columns.join(', ')} from ${name}) t`,
      );
      content[name] = rows[0]?.hash ?? '';
    }
    return content;
  } finally {
    await client.end();
  }
}

let newest: EmbeddedServer;
let oldest: EmbeddedServer;

beforeAll(async () => {
  [newest, oldest] = await Promise.all([outside('nuovo'), outside('vecchio', OLDEST)]);
  await migrate(newest.connection('owner'), 'varco_app');
  await keepPartitions(newest.connection('owner'), systemClock.now());
  const db = openDatabase(newest.connection('app'));
  const hasher = new QuickHasher();
  const core: Core = {
    db,
    hasher,
    clock: systemClock,
    random: systemRandom,
    keys: keysFrom(secret),
    config: readConfig({ VARCO_PORT: '0', VARCO_BASE_URL: 'http://localhost' }),
    events: new Events(),
    queue: new Queue({ clock: systemClock, random: systemRandom }),
    log: pino({ level: 'silent' }),
  };
  await setUp(
    core,
    { address: '192.0.2.10', browser: null, channel: 'web' },
    {
      organization: 'Comune di Borgo Ligure',
      familyName: 'Conti',
      givenName: 'Laura',
      username: 'l.conti',
      passwordHash: await hasher.hash('Primavera-26'),
      profile: 'misure-minime',
    },
  );
  const organizationId = (await allOrganizations(db))[0]?.id;
  if (!organizationId) throw new Error('There is no organization.');
  const operator = { kind: 'operator', account: 'root', client: { address: null, browser: null, channel: 'command-line' } } as const;
  for (let count = 0; count < 20; count += 1)
    await createUser(
      core,
      operator,
      organizationId,
      CreateUser.parse({ familyName: 'D’Angiò \\N', givenName: `Zoë ${count}`, username: `utente.${count}`, mustChangePassword: false }),
    );
  const house = await createApp(core, { pages: null, owner: null, jobs: false });
  for (const username of ['l.conti', 'nessuno', 'l.conti']) {
    const browser = browserOf(house);
    await browser.signIn({ username, password: 'Primavera-26' });
  }
  await house.close();
  await db.close();
  // A month that has no partition where the rows go.
  await ask(
    newest.connection('owner'),
    `select access_log.make_partitions('2025-03-10', 0);
     insert into access_log.entries (at, organization_id, event, channel, n) values ('2025-03-10 12:00Z', gen_random_uuid(), 40, 4, 1);
     insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until) values ('\\xab', gen_random_uuid(), 9, now(), 'infinity'), ('\\xac', gen_random_uuid(), 2, now(), null)`,
  );
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(base, { recursive: true, force: true });
});

test('D5 an export of 18 goes into 15 and from there back into 18, row for row, with the numbers of the log, and sessions ended', async () => {
  const logOf = (server: EmbeddedServer, database = 'varco') =>
    ask(
      server.connection('owner', database),
      `select e.at, e.xid, e.n, e.event, e.subject_id, s.commitment, s.username, s.name_hash from access_log.entries e
       left join access_log.subjects s on s.id = e.subject_id where e.event not in (3, 55, 61, 62, 63, 64) order by e.at, e.xid, e.n`,
    );
  const before = await contentOf(newest.connection('owner'));
  const log = await logOf(newest);
  const file = join(base, 'trasloco.varco');

  await exportTo(testTerminal(settingsOf(newest)), { to: file });
  const terminal = testTerminal(settingsOf(oldest));
  await importFrom(terminal, file, {});

  expect(await contentOf(oldest.connection('owner'))).toEqual(before);
  expect(await logOf(oldest)).toEqual(log);
  expect(log.length).toBeGreaterThan(20);
  expect(terminal.remarks.at(-1)).toMatch(/^Imported \d+ tables, \d+ rows/);
  const [state] = await ask(
    oldest.connection('owner'),
    `select (select count(*)::int from sessions.sessions where ended_at is null) as open, (select count(*)::int from sessions.sessions) as sessions,
       (select array_agg(encode(name_mac, 'hex')) from sign_in.attempts) as locked,
       (select count(*)::int from pg_class where relnamespace = 'access_log'::regnamespace and relname = 'entries_2025_03') as month,
       (select count(*)::int from access_log.entries_default) as strays,
       (select bool_and(relforcerowsecurity) from pg_class where oid in ('identity.users'::regclass, 'access_log.entries'::regclass)) as forced,
       (select count(*)::int from access_log.entries where event = 63) as said`,
  );
  expect(state).toEqual({ open: 0, sessions: 2, locked: ['ab'], month: 1, strays: 0, forced: true, said: 1 });
  // Nobody sealed there; the move did, and a new era begins above the numbers of the other cluster.
  const [passage] = await ask<{ kind: number; writes: boolean }>(
    oldest.connection('owner'),
    `select kind, (select min(e.xid) from access_log.entries e where e.event = 63) >= s.from_xid as writes from access_log.seals s where kind <> 1`,
  );
  expect(passage).toEqual({ kind: 2, writes: true });
  const verifying = testTerminal(settingsOf(oldest));
  expect(await logVerify(verifying, { against: [], key: [], json: true })).toBe(0);
  expect(JSON.parse(verifying.answers.join(''))).toMatchObject({ faults: 0, rows: log.length });
  // The next user's code and session's number go on where they were.
  const [next] = await ask<{ code: string; highest: string }>(
    oldest.connection('owner'),
    `select nextval(pg_get_serial_sequence('identity.users', 'code'))::text as code, max(code)::text as highest from identity.users`,
  );
  expect(Number(next?.code)).toBe(Number(next?.highest) + 1);

  await ask(newest.connection('root', 'postgres'), 'create database ritorno owner varco_owner');
  await ask(newest.connection('root', 'postgres'), 'revoke all on database ritorno from public');
  await ask(newest.connection('root', 'postgres'), 'grant connect on database ritorno to varco_app');
  const back = join(base, 'ritorno.varco');
  await exportTo(testTerminal(settingsOf(oldest)), { to: back });
  await importFrom(testTerminal(settingsOf(newest, 'ritorno')), back, {});
  expect(await contentOf(newest.connection('owner', 'ritorno'))).toEqual(before);
  expect(await logOf(newest, 'ritorno')).toEqual(log);

  await expect(importFrom(testTerminal(settingsOf(newest, 'ritorno')), back, {})).rejects.toMatchObject({ code: 'database-not-empty' });
  await expect(exportTo(testTerminal(settingsOf(oldest)), { to: back })).rejects.toMatchObject({ code: 'folder-refused' });
});

test('an import that cannot be whole leaves nothing: another key, a damaged file, a row too many', async () => {
  await ask(newest.connection('root', 'postgres'), 'create database vuoto owner varco_owner');
  await ask(newest.connection('root', 'postgres'), 'revoke all on database vuoto from public');
  await ask(newest.connection('root', 'postgres'), 'grant connect on database vuoto to varco_app');
  const file = join(base, 'altro.varco');
  await exportTo(testTerminal(settingsOf(newest)), { to: file });
  const bent = join(base, 'piegato.varco');
  const bytes = readFileSync(file);
  bytes[520] = (bytes[520] ?? 0) ^ 1;
  writeFileSync(bent, bytes);

  await expect(importFrom(testTerminal(settingsOf(newest, 'vuoto', Buffer.alloc(32, 8))), file, {})).rejects.toMatchObject({
    code: 'key-other',
  });
  await expect(
    importFrom(testTerminal(settingsOf(newest, 'vuoto', Buffer.alloc(32, 8))), file, { withoutKey: true }),
  ).rejects.toMatchObject({ code: 'origin-unproven' });
  await expect(importFrom(testTerminal(settingsOf(newest, 'vuoto')), bent, {})).rejects.toMatchObject({ code: 'damaged' });
  const [schemas] = await ask(newest.connection('owner', 'vuoto'), `select to_regclass('varco.migrations') as migrations`);
  expect(schemas).toEqual({ migrations: null });

  await importFrom(testTerminal(settingsOf(newest, 'vuoto', Buffer.alloc(32, 8))), file, { withoutKey: true, unproven: true });
  const [somebody] = await ask<{ username_mac: Buffer }>(
    newest.connection('owner', 'vuoto'),
    `select username_mac from identity.users where username = 'l.conti'`,
  );
  expect(somebody?.username_mac).toEqual(keysFrom(Buffer.alloc(32, 8)).mac('username', 'l.conti'));
});

test('the files of an outside PostgreSQL are copied by a role of their own, and given back for that PostgreSQL alone', async () => {
  const { host, port } = newest.connection('root');
  const as = (user: string): string => `postgres://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host ?? '')}`;
  const settings = { ...settingsOf(newest), VARCO_BACKUP_FOLDER: join(base, 'copie') };
  await expect(backup(testTerminal(settings), {})).rejects.toThrow(/VARCO_DATABASE_REPLICATION_URL/);
  await expect(backup(testTerminal({ ...settings, VARCO_DATABASE_REPLICATION_URL: as('varco_app') }), {})).rejects.toMatchObject({
    code: 'no-replication',
  });
  expect(readdirSync(join(base, 'copie'))).toEqual([]);
  const terminal = testTerminal({ ...settings, VARCO_DATABASE_REPLICATION_URL: as('varco_root') });
  await backup(terminal, {});
  const file = terminal.answers.join('').trim();
  const place = join(base, 'ripreso');

  await expect(restore(testTerminal({ VARCO_DATA: place, VARCO_PORT: '0' }), file, {})).rejects.toMatchObject({ code: 'other-postgres' });
  await restore(testTerminal({ ...settings, VARCO_PORT: '0' }), file, { unpack: join(place, 'pg') });

  const back = await startEmbedded({ data: place, log: () => undefined });
  servers.push(back);
  expect(await contentOf(back.connection('owner'))).toEqual(await contentOf(newest.connection('owner')));
});

/** An empty database for an installation. */
async function emptyDatabase(name: string): Promise<void> {
  await ask(newest.connection('root', 'postgres'), `create database ${name} owner varco_owner`);
  await ask(newest.connection('root', 'postgres'), `revoke all on database ${name} from public`);
  await ask(newest.connection('root', 'postgres'), `grant connect on database ${name} to varco_app`);
}

/** Kills an import, without a word to it, as soon as the database says so. */
async function killedImport(settings: Record<string, string>, file: string, database: string, when: string): Promise<void> {
  const command = fileURLToPath(new URL('../../cli.ts', import.meta.url));
  const killed = spawn(process.execPath, [command, 'import', file], { env: settings, stdio: 'ignore' });
  const watching = new pg.Client(newest.connection('owner', database));
  await watching.connect();
  try {
    while ((await watching.query<{ now: boolean | null }>(when).catch(() => ({ rows: [] }))).rows[0]?.now !== true) {
      if (killed.exitCode !== null) throw new Error('The import ended before it was killed.');
      await pause(2);
    }
  } finally {
    killed.kill('SIGKILL');
    await watching.end();
  }
  if (killed.exitCode === null && killed.signalCode === null) await once(killed, 'exit');
}

test.for([
  { name: 'meta_prima', when: "select to_regclass('identity.organizations') is not null as now", goesOn: false },
  { name: 'meta_dopo', when: 'select exists (select from varco.returning) as now', goesOn: true },
])(
  'D7 an import killed midway is served by nobody, and begins again or goes on when it is repeated ($name)',
  { timeout: 120_000 },
  async ({ name, when, goesOn }) => {
    await emptyDatabase(name);
    const file = join(base, `${name}.varco`);
    await exportTo(testTerminal(settingsOf(newest)), { to: file });
    const settings = settingsOf(newest, name);

    await killedImport(settings, file, name, when);
    // PostgreSQL notices that nobody is there any more, and undoes what was not committed.
    await pause(500);
    await expect(userList(testTerminal(settings), { state: 'all' })).rejects.toThrow();
    const again = testTerminal(settings);
    await importFrom(again, file, {});

    expect(again.remarks.some((line) => line.includes('goes on from there'))).toBe(goesOn);
    const listing = testTerminal(settings);
    await userList(listing, { state: 'all', json: true });
    expect(JSON.parse(listing.answers.join(''))).toHaveLength(21);
    expect(await ask(newest.connection('owner', name), 'select from varco.returning')).toEqual([]);
    const verifying = testTerminal(settings);
    expect(await logVerify(verifying, { against: [], key: [], json: true })).toBe(0);
  },
);

test('D7 an import that fails while it is settled says so, is not served, and is settled when the cause is mended', async () => {
  await emptyDatabase('guasto');
  const file = join(base, 'guasto.varco');
  await exportTo(testTerminal(settingsOf(newest)), { to: file });
  const settings = settingsOf(newest, 'guasto');
  // Settling writes in the log as the application, which somebody has locked out.
  await ask(newest.connection('root', 'postgres'), 'alter database guasto set default_transaction_read_only = off');
  await ask(newest.connection('root', 'postgres'), 'alter role varco_app in database guasto set default_transaction_read_only = on');

  await expect(importFrom(testTerminal(settings), file, {})).rejects.toThrow();
  await expect(userList(testTerminal(settings), { state: 'all' })).rejects.toMatchObject({ code: 'unfinished' });
  await expect(exportTo(testTerminal(settings), { to: join(base, 'mezzo.varco') })).rejects.toMatchObject({ code: 'unfinished' });
  await ask(newest.connection('root', 'postgres'), 'alter role varco_app in database guasto reset default_transaction_read_only');
  const other = join(base, 'altro-guasto.varco');
  await exportTo(testTerminal(settingsOf(newest)), { to: other });
  await expect(importFrom(testTerminal(settings), other, {})).rejects.toMatchObject({ code: 'database-not-empty' });
  await importFrom(testTerminal(settings), file, {});

  await expect(userList(testTerminal(settings), { state: 'all' })).resolves.toBeUndefined();
});

test('an export of an older schema is brought to this one; one of a newer or of another is refused by name', async () => {
  await emptyDatabase('antico');
  await emptyDatabase('moderno');
  const older = newest.connection('owner', 'antico');
  await migrate(older, 'varco_app', readMigrations().slice(0, -1));
  await ask(older, `insert into identity.organizations (id, name, created_at) values (gen_random_uuid(), 'Comune di Una Volta', now())`);
  const file = join(base, 'antico.varco');
  const manifest = await exportDatabase(older, file, {
    origin: 'outside',
    version: '0.0.9',
    keys: keysFrom(secret),
    checkpoint: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });

  await importFrom(testTerminal(settingsOf(newest, 'moderno')), file, {});

  const [state] = await ask<{ name: string; migrations: string }>(
    newest.connection('owner', 'moderno'),
    'select name, (select count(*) from varco.migrations) as migrations from identity.organizations',
  );
  expect(state).toEqual({ name: 'Comune di Una Volta', migrations: String(readMigrations().length) });
  expect(manifest.migrations).toHaveLength(readMigrations().length - 1);
  const { manifest: read } = await readManifest(file);
  const [first] = read.migrations;
  const refusal = (migrations: typeof read.migrations) => () => refuseUnreadable(file, { ...read, migrations }, 'export');
  expect(refusal([...read.migrations, { name: '9999_future', hash: 'ff' }])).toThrow(
    /belongs to a newer Varco \(0\.0\.9, it knows 9999_future\)/,
  );
  expect(refusal([{ name: first?.name ?? '', hash: 'ff' }])).toThrow(/made with another migration 0001_foundation/);
});
