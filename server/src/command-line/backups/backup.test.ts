import { execFileSync, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateUser } from '@varco/shared/directory/api';
import type { Run } from '@varco/shared/operations/api';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyArchive } from '#backup/archive/read';
import { beginArchive } from '#backup/archive/write';
import { type BackupOptions, backUp, type MadeBackup } from '#backup/back-up';
import { keepNewest, listBackups } from '#backup/folder';
import { type Clock, systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Events } from '#core/events';
import { keysFrom, readSecretKey } from '#core/keys';
import { systemRandom } from '#core/random';
import { type Database, openDatabase } from '#db/database';
import { type EmbeddedServer, startEmbedded } from '#db/embedded';
import { migrate } from '#db/migrate';
import { keepPartitions, newestCheckpointOf, Sealer } from '#features/access-log';
import { createUser } from '#features/directory';
import { allOrganizations } from '#features/identity';
import { setUp } from '#features/setup';
import { Queue } from '#jobs/queue';
import { quickFolder } from '#testing/cluster';
import { QuickHasher } from '#testing/fakes';
import { testTerminal } from '#testing/terminal';
import { browserOf } from '#testing/world';
import { createApp, type House } from '../../app.ts';
import { logVerify } from '../log/verify.ts';
import { userList } from '../users/list.ts';
import { backup, backupList, backupVerify } from './backup.ts';
import { newestCheckpoint } from './checkpoint.ts';
import { restore } from './restore.ts';

const administrator = { username: 'l.conti', password: 'Primavera-26' };
const base = mkdtempSync(join(quickFolder(), 'varco-backup-'));
const data = join(base, 'data');
const folder = join(base, 'copie');
const environment = { VARCO_DATA: data, VARCO_PORT: '0', VARCO_BACKUP_FOLDER: folder };
const unwatched = { signal: new AbortController().signal, onProgress: () => undefined };

let server: EmbeddedServer;
let db: Database;
let core: Core;
let house: House;

beforeAll(async () => {
  server = await startEmbedded({ data, log: () => undefined });
  await migrate(server.connection('owner'), 'varco_app');
  await keepPartitions(server.connection('owner'), systemClock.now());
  db = openDatabase(server.connection('app'));
  const { secret } = readSecretKey(join(data, 'keys', 'secret'), false, systemRandom);
  const hasher = new QuickHasher();
  core = {
    db,
    hasher,
    clock: systemClock,
    random: systemRandom,
    keys: keysFrom(secret),
    config: readConfig({ ...environment, VARCO_BASE_URL: 'http://localhost' }),
    events: new Events(),
    queue: new Queue({ clock: systemClock, random: systemRandom }),
    log: pino({ level: 'silent' }),
  };
  const client = { address: '192.0.2.10', browser: null, channel: 'web' } as const;
  await setUp(core, client, {
    organization: 'Comune di Borgo Ligure',
    familyName: 'Conti',
    givenName: 'Laura',
    username: administrator.username,
    passwordHash: await hasher.hash(administrator.password),
    profile: 'misure-minime',
  });
  house = await createApp(core, { pages: null, owner: null, jobs: false });
});

afterAll(async () => {
  await house?.close();
  await db?.close();
  await server?.stop();
  rmSync(base, { recursive: true, force: true });
});

const options = (more: Partial<BackupOptions> = {}): BackupOptions => ({
  folder,
  keep: 14,
  version: '0.1.0',
  clock: systemClock,
  keys: core.keys,
  checkpoint: null,
  ...unwatched,
  ...more,
});
const backUpNow = (more: Partial<BackupOptions> = {}): Promise<MadeBackup> =>
  backUp({ origin: 'built-in', replication: server.connection('root'), owner: server.connection('owner') }, options(more));

/** The time so many minutes from now: the name of a backup carries its second, and no test should wait for the next one. */
const minutesOn = (minutes: number): Clock => ({
  now: () => new Date(systemClock.now().getTime() + minutes * 60_000),
  monotonic: () => systemClock.monotonic(),
});

/** Signs in again and again until it is told to stop; answers each session's token with the instant its answer came. */
function keepSigningIn(username: string): { stop(): Promise<{ token: string; at: Date }[]> } {
  const acknowledged: { token: string; at: Date }[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const browser = browserOf(house);
      const answer = await browser.signIn({ username, password: 'Autunno-2026' });
      const token = browser.cookies.get('varco');
      if (answer.status >= 400 || token === undefined) throw new Error(`A sign-in answered ${answer.status} ${answer.text}`);
      acknowledged.push({ token, at: systemClock.now() });
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await running;
      return acknowledged;
    },
  };
}

/** Starts a restored folder, asks its owner, and stops it. */
async function askRestored<Row extends pg.QueryResultRow>(at: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const other = await startEmbedded({ data: at, log: () => undefined });
  const client = new pg.Client(other.connection('owner'));
  try {
    await client.connect();
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
    await other.stop();
  }
}

/** A new folder for a database to come back to, with the key beside it or not. */
function elsewhere(key: 'with-key' | 'without-key'): string {
  const place = mkdtempSync(join(base, 'altrove-'));
  if (key === 'with-key') {
    mkdirSync(join(place, 'keys'), { mode: 0o700 });
    copyFileSync(join(data, 'keys', 'secret'), join(place, 'keys', 'secret'));
  }
  return place;
}

/** A file whose manifest somebody changed to one as long, with every hash that needs no key computed anew. */
function forged(bytes: Buffer, change: (manifest: string) => string): Buffer {
  const text = bytes.toString('latin1');
  const end = /\{"manifestAt":(\d+),"manifestSize":(\d+),"manifestSha256":"([0-9a-f]{64})"/.exec(text.slice(-2_048));
  const [at, size, sha256] = [Number(end?.[1]), Number(end?.[2]), end?.[3] ?? ''];
  const manifest = change(text.slice(at, at + size));
  if (manifest.length !== size || manifest === text.slice(at, at + size)) throw new Error('Nothing was forged.');
  const rest = text.slice(at + size).replace(sha256, hash('sha256', Buffer.from(manifest, 'latin1')));
  return Buffer.from(text.slice(0, at) + manifest + rest, 'latin1');
}

const codeOf = (fault: unknown): unknown => (fault instanceof Error && 'code' in fault ? fault.code : fault);
/** Who signs in during the backup: as many at once as bring the machine to its limit. */
const names = Array.from({ length: 12 }, (_, number) => `persona${number}`);
const partials = (): string[] => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.partial')) : []);

describe('a backup made while people sign in', () => {
  let made: MadeBackup;
  let inside: { token: string; at: Date }[];
  const older = join(base, 'prima.txt');
  const newer = join(base, 'dopo.txt');

  /** Writes a checkpoint signed from now on to a file, as somebody keeps it elsewhere. */
  async function keepCheckpoint(file: string): Promise<void> {
    const { checkpoint: before } = await newestCheckpointOf(db);
    for (;;) {
      const { checkpoint } = await newestCheckpointOf(db);
      if (checkpoint !== null && checkpoint !== before) return writeFileSync(file, checkpoint);
      await pause(50);
    }
  }

  beforeAll(async () => {
    const organizationId = (await allOrganizations(db))[0]?.id;
    if (!organizationId) throw new Error('There is no organization.');
    const operator = { kind: 'operator', account: 'root', client: { address: null, browser: null, channel: 'command-line' } } as const;
    for (const username of names) {
      const person = { familyName: 'De Santis', givenName: 'Elena', username, password: 'Autunno-2026', confirmation: 'Autunno-2026' };
      await createUser(core, operator, organizationId, CreateUser.parse({ ...person, mustChangePassword: false }));
    }
    const sealer = new Sealer(core);
    sealer.open();
    const writers = names.map((name) => keepSigningIn(name));
    await keepCheckpoint(older);
    made = await backUpNow({ checkpoint: await newestCheckpoint({ core }) });
    await pause(200);
    await keepCheckpoint(newer);
    await sealer.close();
    inside = (await Promise.all(writers.map((writer) => writer.stop()))).flat();
  });

  test('D7 holds, restored elsewhere, everything acknowledged before its end, ends the sessions and says so in the log', async () => {
    const place = elsewhere('with-key');
    const before = inside.filter(({ at }) => at.toISOString() < made.manifest.holdsUntil);
    const during = before.filter(({ at }) => at.toISOString() > made.manifest.begunAt);
    const terminal = testTerminal({ VARCO_DATA: place, VARCO_PORT: '0' });

    await restore(terminal, made.file, {});

    expect(during.length).toBeGreaterThan(50);
    const [row] = await askRestored<{ found: number; open: number; restored: string; endings: number }>(
      place,
      `select (select count(*)::int from sessions.sessions where token_hash = any ($1::bytea[])) as found,
         (select count(*)::int from sessions.sessions where ended_at is null) as open,
         (select s.name from access_log.entries e join access_log.subjects s on s.id = e.actor_id where e.event = 61) as restored,
         (select count(*)::int from access_log.entries e where e.event = 3 and e.reason = 60) as endings`,
      [before.map(({ token }) => digest(token))],
    );
    expect(row?.found).toBe(before.length);
    expect(row?.open).toBe(0);
    expect(row?.restored).toBe('giulia');
    expect(row?.endings).toBeGreaterThan(0);
    expect(terminal.remarks.join('\n')).toContain('everybody signs in again');
    expect(statSync(join(place, 'pg')).mode & 0o777).toBe(0o700);
    expect(existsSync(join(place, 'pg', 'backup_label.old'))).toBe(true);
  });

  test('D5 a restored log begins an era that names where it came from, and verifies; what is missing after it is told, not taken for a forgery', async () => {
    const place = elsewhere('with-key');
    mkdirSync(join(place, 'checkpoints'));
    const kept = join(place, 'checkpoints', '2020-01-01.txt');
    copyFileSync(newer, kept);
    const settings = { VARCO_DATA: place, VARCO_PORT: '0' };
    const terminal = testTerminal(settings);
    expect(made.manifest.checkpoint).toContain('varco-log/');

    await restore(terminal, made.file, {});

    expect(terminal.remarks.join('\n')).toContain(`The log goes back to ${made.manifest.holdsUntil}`);
    const verify = async (...against: string[]) => {
      const asked = testTerminal(settings);
      return { code: await logVerify(asked, { against, key: [], json: true }), verdict: JSON.parse(asked.answers.join('')) };
    };
    const whole = await verify(older);
    const lost = { kind: 'history-before-return', size: expect.any(Number), returnedTo: expect.any(Number) };
    expect(whole).toMatchObject({ code: 0, verdict: { faults: 0, findings: [{ ...lost, file: kept }] } });
    expect(whole.verdict.agrees.size).toBeGreaterThan(0);
    expect(whole.verdict.unsealed.rows).toBeGreaterThan(0);
    expect(await verify(older, newer)).toMatchObject({ code: 3, verdict: { faults: 1, findings: [{ file: newer }, { file: kept }] } });
    const said = testTerminal(settings, 'it');
    expect(await logVerify(said, { against: [newer], key: [] })).toBe(3);
    expect(said.answers.join('')).toMatch(/Le righe successive alla copia mancano/);
    const [passage] = await askRestored<{ era: number; kind: number; note: string; writes: boolean }>(
      place,
      `select era, kind, note, (select min(e.xid) from access_log.entries e where e.event = 55) >= s.from_xid as writes
       from access_log.seals s where kind <> 1`,
    );
    expect(passage).toMatchObject({ era: 2, kind: 3, writes: true, note: expect.stringContaining(made.manifest.holdsUntil) });
    expect(passage?.note).toContain('varco-log/');
    expect(readdirSync(join(place, 'checkpoints'))).toHaveLength(2);
  });

  test('a file with one bit changed is found by its place, a file cut short and a foreign file are told apart', async () => {
    const copy = join(base, 'copia.varco');
    const bytes = readFileSync(made.file);
    const verdict = async (changed: Buffer): Promise<unknown> => {
      writeFileSync(copy, changed);
      return backupVerify(testTerminal(environment), copy).then(() => 'whole', codeOf);
    };
    const bent = Buffer.from(bytes);
    bent[Math.floor(bytes.length / 2)] = (bent[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    const otherManifest = Buffer.from(bytes);
    otherManifest[bytes.length - 3_000] = (otherManifest[bytes.length - 3_000] ?? 0) ^ 1;

    expect(await verdict(bytes)).toBe('whole');
    expect(await verdict(bent)).toBe('damaged');
    expect(await verdict(otherManifest)).toBe('damaged');
    expect(await verdict(bytes.subarray(0, bytes.length - 700))).toBe('incomplete');
    expect(await verdict(Buffer.from('una lettera'.repeat(900)))).toBe('not-a-backup');
    expect(await backupVerify(testTerminal(environment), join(base, 'manca')).catch(codeOf)).toBe('file-missing');
    writeFileSync(copy, bent);
    const place = elsewhere('with-key');
    await expect(restore(testTerminal({ VARCO_DATA: place, VARCO_PORT: '0' }), copy, {})).rejects.toMatchObject({ code: 'damaged' });
    expect(readdirSync(place)).toEqual(['keys']);
  });

  test('D7 a file that somebody else made, or changed with all its hashes, is refused before anything is touched', async () => {
    const file = join(base, 'contraffatta.varco');
    const place = elsewhere('with-key');
    const settings = { VARCO_DATA: place, VARCO_PORT: '0' };
    const refused = async (bytes: Buffer, code: string) => {
      writeFileSync(file, bytes);
      await expect(restore(testTerminal(settings), file, {})).rejects.toMatchObject({ code });
      await expect(restore(testTerminal(settings), file, { unpack: join(base, 'cavata') })).rejects.toMatchObject({ code });
      await expect(backupVerify(testTerminal(settings), file)).rejects.toMatchObject({
        code: code === 'key-other' ? 'origin-unproven' : code,
      });
      expect(readdirSync(place)).toEqual(['keys']);
      expect(existsSync(join(base, 'cavata'))).toBe(false);
    };
    const bytes = readFileSync(made.file);
    const changed = forged(bytes, (manifest) => manifest.replace('"version":"0.1.0"', '"version":"0.1.1"'));
    await refused(changed, 'not-authentic');
    // The bytes alone say nothing of it.
    await backupVerify(testTerminal(settings), file, { unproven: true });
    await refused(Buffer.from(bytes.toString('latin1').replace('"mac":', '"mbc":'), 'latin1'), 'not-authentic');
    // Whoever names another key, so that --without-key is offered, meets the second question.
    const fingerprint = made.manifest.key.fingerprint;
    await refused(
      forged(bytes, (manifest) => manifest.replace(fingerprint, '0123456789abcdef')),
      'key-other',
    );
    await expect(restore(testTerminal(settings), file, { withoutKey: true })).rejects.toMatchObject({ code: 'origin-unproven' });

    // A forged file neither counts as ours nor pushes one of ours out.
    const shared = join(base, 'condivisa');
    mkdirSync(shared);
    copyFileSync(made.file, join(shared, 'vera.varco'));
    for (const name of ['a.varco', 'b.varco']) writeFileSync(join(shared, name), changed);
    expect(await keepNewest(shared, { keys: core.keys, system: made.manifest.postgres.system }, 1)).toEqual([]);
    expect((await listBackups(shared, core.keys)).filter(({ isOurs }) => isOurs).map(({ path }) => path)).toEqual([
      join(shared, 'vera.varco'),
    ]);
    const listing = testTerminal(environment, 'it');
    await backupList(listing, { to: shared });
    expect(listing.answers.join('').match(/non provata/g)).toHaveLength(2);
  });

  test('D7 a file made before the key was rotated is proved by the key behind the new one', async () => {
    const place = elsewhere('with-key');
    const secret = join(place, 'keys', 'secret');
    writeFileSync(secret, `${'ab'.repeat(32)}\n${readFileSync(secret, 'utf8')}`);
    const terminal = testTerminal({ VARCO_DATA: place, VARCO_PORT: '0' });

    await backupVerify(terminal, made.file);

    expect(terminal.answers.join('')).toMatch(/is of this installation and whole/);
    writeFileSync(secret, `${'ab'.repeat(32)}\n`);
    await expect(backupVerify(terminal, made.file)).rejects.toMatchObject({ code: 'origin-unproven' });
  });

  test('D7 a restore without the secret key says what is lost, touches nothing, and goes on only when told to', async () => {
    const place = elsewhere('without-key');
    const terminal = testTerminal({ VARCO_DATA: place, VARCO_PORT: '0' });

    const refused = restore(terminal, made.file, {});

    await expect(refused).rejects.toMatchObject({ code: 'key-missing', message: expect.stringContaining('known browser') });
    expect(readdirSync(place)).toEqual([]);
    await expect(restore(terminal, made.file, { withoutKey: true })).rejects.toMatchObject({ code: 'origin-unproven' });
    expect(readdirSync(place)).toEqual([]);
    await restore(terminal, made.file, { withoutKey: true, unproven: true });
    expect(terminal.remarks).toContainEqual(expect.stringContaining('origin of the file is not proved'));
    const { secret } = readSecretKey(join(place, 'keys', 'secret'), true, systemRandom);
    const rows = await askRestored<{ username_mac: Buffer }>(place, 'select username_mac from identity.users');
    const expected = [administrator.username, ...names].map((name) => keysFrom(secret).mac('username', name).toString('hex'));
    expect(rows.map((row) => row.username_mac.toString('hex')).sort()).toEqual(expected.sort());
  });

  test('a restore refuses a database that is there or in use, and moves it aside when told to', async () => {
    const place = elsewhere('with-key');
    const settings = { VARCO_DATA: place, VARCO_PORT: '0' };
    await restore(testTerminal(settings), made.file, {});
    const used = await startEmbedded({ data: place, log: () => undefined });
    await expect(restore(testTerminal(settings), made.file, { replace: true, yes: true })).rejects.toMatchObject({ code: 'in-use' });
    await used.stop();

    await expect(restore(testTerminal(settings), made.file, {})).rejects.toMatchObject({ code: 'not-empty' });
    await expect(restore(testTerminal(settings, 'en', ['no']), made.file, { replace: true })).rejects.toThrow(/Nothing has been changed/);
    await restore(testTerminal(settings, 'it', ['sì']), made.file, { replace: true });

    expect(readdirSync(place).filter((name) => name.startsWith('pg.before-'))).toHaveLength(1);
    const foreign = mkdtempSync(join(base, 'casa-'));
    writeFileSync(join(foreign, 'lettera.txt'), '');
    await expect(restore(testTerminal({ ...settings, VARCO_DATA: foreign }), made.file, {})).rejects.toMatchObject({ code: 'not-empty' });
    expect(readdirSync(foreign)).toEqual(['lettera.txt']);
  });

  test('D7 a restore killed midway is served by nobody; repeated it first puts the former database back', async () => {
    const place = elsewhere('with-key');
    const settings = { VARCO_DATA: place, VARCO_PORT: '0' };
    await restore(testTerminal(settings), made.file, {});
    const users = async () => {
      const listing = testTerminal(settings);
      await userList(listing, { state: 'all', json: true });
      return (JSON.parse(listing.answers.join('')) as unknown[]).length;
    };
    const before = await users();
    const command = fileURLToPath(new URL('../../cli.ts', import.meta.url));
    const killed = spawn(process.execPath, [command, 'restore', made.file, '--replace', '--yes'], { env: settings, stdio: 'ignore' });
    while (!existsSync(join(place, 'return.json')) && killed.exitCode === null) await pause(2);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(readdirSync(place)).toContain('return.json');

    await expect(users()).rejects.toMatchObject({ code: 'unfinished' });
    const again = testTerminal(settings);
    await expect(restore(again, made.file, {})).rejects.toMatchObject({ code: 'not-empty' });
    expect(again.remarks).toContainEqual(expect.stringMatching(/^An earlier restore had been cut off/));
    expect(await users()).toBe(before);
    await restore(testTerminal(settings), made.file, { replace: true, yes: true });

    expect(readdirSync(place).filter((name) => /^(return\.json|pg\.restored-.*|pg\.before-.*)$/.test(name))).toHaveLength(1);
  });
});

test('D7 the nightly backup is run from the page, read again, listed with what is known of it, and recorded; a fault has a name', async () => {
  const nightly = join(base, 'notte');
  const source = { origin: 'built-in', replication: server.connection('root'), owner: server.connection('owner') } as const;
  const settings = { ...core, config: { ...core.config, backups: { ...core.config.backups, folder: nightly, keep: 1 } } };
  const other = await createApp(settings, { pages: null, owner: null, jobs: false, backups: { source, version: '0.1.0' } });
  try {
    const browser = browserOf(other);
    await browser.signIn(administrator);
    const needs = async () => ((await browser.get('/api/needs')).body.items as { kind: string }[]).map(({ kind }) => kind);
    const run = async () => {
      const { body } = await browser.post('/api/jobs/nightly-backup/runs');
      for (;;) {
        await other.runner.look();
        const { body: state } = await browser.get(`/api/runs/${body.id}`);
        if (state.endedAt !== null) return state as unknown as Run;
        await pause(50);
      }
    };
    expect((await browser.get('/api/backups')).body).toMatchObject({ folder: nightly, at: '01:30', keep: 1, isReadable: true, items: [] });
    expect(await needs()).toContain('backup-old');

    const done = await run();

    expect(done).toMatchObject({ state: 'done', done: 100, total: 100, outcome: { code: 'backup-made', removed: 0 } });
    expect(await needs()).not.toContain('backup-old');
    const listed = async () => (await browser.get('/api/backups')).body.items;
    const file = String(done.outcome?.file);
    const whole = { file, bytes: done.outcome?.bytes, kind: 'backup', isOurs: true, keyInside: false };
    expect(await listed()).toMatchObject([{ ...whole, verifiedAt: expect.any(String) }]);
    // What is not the file that was read again is not said to be.
    writeFileSync(join(nightly, file), Buffer.alloc(10));
    expect(await listed()).toMatchObject([{ kind: 'unfinished', verifiedAt: null }]);
    expect(await needs()).toContain('backup-old');
    rmSync(nightly, { recursive: true });
    writeFileSync(nightly, '');
    expect((await browser.get('/api/backups')).body).toMatchObject({ isReadable: false, items: [] });
    expect(await run()).toMatchObject({ state: 'failed', outcome: { code: 'backup-failed', reason: 'folder-refused' } });
    const { rows } = await db.as({ organizations: ['00000000-0000-0000-0000-000000000000' as never] }, async (tx) => ({
      rows: await tx.selectFrom('access_log.entries').select('channel').where('event', '=', 60).where('channel', '=', 4).execute(),
    }));
    expect(rows).toHaveLength(1);
  } finally {
    await other.close();
  }
});

test('D7 an administrator is told when the newest backup is older than 26 hours, and not before', async () => {
  const daily = join(base, 'giorno');
  const source = { origin: 'built-in', replication: server.connection('root'), owner: server.connection('owner') } as const;
  const made = await backUp(source, options({ folder: daily }));
  const since = Math.floor((Date.parse(made.manifest.holdsUntil) - systemClock.now().getTime()) / 60_000);
  const toldAfter = async (minutes: number): Promise<unknown> => {
    const config = { ...core.config, backups: { ...core.config.backups, folder: daily } };
    const then = { ...core, config, clock: minutesOn(since + minutes) };
    const other = await createApp(then, { pages: null, owner: null, jobs: false, backups: { source, version: '0.1.0' } });
    try {
      const browser = browserOf(other);
      await browser.signIn(administrator);
      const items = (await browser.get('/api/needs')).body.items as { kind: string; newestAt?: string }[];
      return items.find(({ kind }) => kind === 'backup-old');
    } finally {
      await other.close();
    }
  };

  expect(await toldAfter(26 * 60 - 5)).toBeUndefined();
  expect(await toldAfter(26 * 60 + 5)).toEqual({ kind: 'backup-old', newestAt: made.manifest.holdsUntil });
});

test('D7 keys travel only when asked, under a passphrase that must be right', async () => {
  const passphrase = join(base, 'frase');
  writeFileSync(passphrase, 'quattro parole messe a caso\n');
  const terminal = testTerminal(environment);
  await expect(backup(testTerminal(environment, 'en', ['corta', 'corta']), { withKeys: true })).rejects.toMatchObject({
    code: 'short-passphrase',
  });
  await expect(backup(testTerminal(environment), { withKeys: true })).rejects.toThrow(/passphrase is needed/);

  await backup(terminal, { withKeys: true, passphraseFile: passphrase });

  const file = terminal.answers.join('').trim();
  const key = readFileSync(join(data, 'keys', 'secret'), 'utf8').trim();
  expect(readFileSync(file).includes(key)).toBe(false);
  const place = elsewhere('without-key');
  const settings = { VARCO_DATA: place, VARCO_PORT: '0' };
  await expect(restore(testTerminal(settings, 'en', ['un’altra frase qualunque']), file, {})).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  expect(readdirSync(place)).toEqual([]);
  // The keys of a true file, which the passphrase opens, prove nothing for another one around them.
  const transplanted = join(base, 'trapianto.varco');
  writeFileSync(
    transplanted,
    forged(readFileSync(file), (manifest) => manifest.replace('"version":"0.', '"version":"9.')),
  );
  await expect(restore(testTerminal(settings), transplanted, { passphraseFile: passphrase })).rejects.toMatchObject({
    code: 'not-authentic',
  });
  expect(readdirSync(place)).toEqual([]);
  await restore(testTerminal(settings), file, { passphraseFile: passphrase });
  expect(readFileSync(join(place, 'keys', 'secret'), 'utf8').trim()).toBe(key);
  expect(statSync(join(place, 'keys', 'secret')).mode & 0o777).toBe(0o600);
  const [logged] = await db.as({ organizations: ['00000000-0000-0000-0000-000000000000' as never] }, (tx) =>
    tx.selectFrom('access_log.entries').select('event').where('event', '=', 60).execute(),
  );
  expect(logged).toEqual({ event: 60 });
});

describe('what stands in the way', () => {
  test('a second backup of the same database is refused while one is made', async () => {
    const first = backUpNow({ rate: 16_384 });
    const second = expect
      .poll(partials, { interval: 5 })
      .toHaveLength(1)
      .then(() => backUpNow({ clock: minutesOn(1) }));
    const [one, other] = await Promise.allSettled([first, second]);

    expect(one.status).toBe('fulfilled');
    expect(other).toMatchObject({ status: 'rejected', reason: { code: 'already-running' } });
  });

  test('a command killed in the middle leaves only an unfinished file, which the next ones do not mind and in time take away', async () => {
    const whole = (await listBackups(folder, core.keys)).filter(({ manifest }) => manifest).length;
    const command = fileURLToPath(new URL('../../cli.ts', import.meta.url));
    const killed = spawn(process.execPath, [command, 'backup', '--max-rate', '1024'], { env: environment, stdio: 'ignore' });
    while (partials().length === 0) await pause(20);
    await pause(300);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(partials()).toHaveLength(1);

    await backUpNow({ clock: minutesOn(1) });

    expect(partials()).toHaveLength(1);
    utimesSync(join(folder, partials()[0] ?? ''), 1_000_000, 1_000_000);
    await backUpNow({ clock: minutesOn(2) });
    expect(partials()).toEqual([]);
    expect((await listBackups(folder, core.keys)).filter(({ manifest }) => manifest)).toHaveLength(whole + 2);
  });

  test('a database that dies in the middle leaves nothing, and the next backup works', async () => {
    const files = readdirSync(folder);
    const running = backUpNow({ rate: 1_024 });
    running.catch(() => undefined);
    await pause(500);
    process.kill(server.pid() ?? 0, 'SIGKILL');

    await expect(running).rejects.toMatchObject({ code: 'database-lost' });
    expect(readdirSync(folder)).toEqual(files);
    for (let tries = 0; ; tries += 1) {
      const made = await backUpNow().catch((fault: unknown) => {
        if (tries > 50) throw fault;
      });
      if (made) break;
      await pause(200);
    }
  });

  test('an interruption, a full disk, too little room and a closed folder leave nothing behind', async () => {
    const files = readdirSync(folder);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 400);
    await expect(backUpNow({ rate: 1_024, signal: stop.signal })).rejects.toMatchObject({ code: 'interrupted' });
    expect(readdirSync(folder)).toEqual(files);

    writeFileSync(join(base, 'un file'), '');
    await expect(backUpNow({ folder: join(base, 'un file') })).rejects.toMatchObject({ code: 'folder-refused' });
    if (process.getuid?.() !== 0) return;
    const small = join(base, 'piccolo');
    mkdirSync(small);
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
    try {
      await expect(backUpNow({ folder: small })).rejects.toMatchObject({ code: 'no-room', message: expect.stringContaining('1 MB free') });
      // The room was there when it was judged, and somebody else took it.
      const archive = await beginArchive(join(small, 'copia.varco'), unwatched.signal);
      const chance = async function* () {
        for (let megabyte = 0; megabyte < 8; megabyte += 1) yield systemRandom.bytes(1_000_000);
      };
      await expect(archive.addStream('database', chance())).rejects.toMatchObject({ code: 'disk-full' });
      await archive.abandon();
      expect(readdirSync(small)).toEqual([]);
    } finally {
      execFileSync('/bin/umount', [small]);
    }
  });

  test('only the newest backups of this installation stay; what is not whole is neither counted nor touched', async () => {
    const apart = join(base, 'poche');
    await backUpNow({ folder: apart });
    await backUpNow({ folder: apart, clock: minutesOn(1) });
    const [newest, oldest] = (await listBackups(apart, core.keys)).map(({ path }) => path);
    const broken = join(apart, 'varco-2020-01-01T000000Z.varco');
    writeFileSync(broken, readFileSync(newest ?? '').subarray(0, 9_000));

    const { file, removed } = await backUpNow({ folder: apart, keep: 2, clock: minutesOn(2) });

    expect(removed).toEqual([oldest]);
    expect(
      readdirSync(apart)
        .map((name) => join(apart, name))
        .sort(),
    ).toEqual([broken, newest, file].sort());
    const terminal = testTerminal(environment, 'it');
    await backupList(terminal, { to: apart });
    expect(terminal.answers.join('')).toMatch(/FILE +CONTIENE FINO A[\s\S]*non completo/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await verifyArchive(file, core.keys, unwatched)).postgres.origin).toBe('built-in');
  });
});
