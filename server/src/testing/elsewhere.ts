import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const source = new URL('..', import.meta.url);

/** As whom and with which settings a process of a test runs; nothing of the machine's environment but the path. */
export interface Elsewhere {
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** The numbers of a system user. */
export function systemUser(name: string): { uid: number; gid: number } {
  const number = (flag: string): number => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return { uid: number('-u'), gid: number('-g') };
}

const spawnNode = (args: readonly string[], { as, environment }: Elsewhere): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    ...as,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...environment },
    stdio: 'pipe',
  });

/** How a command ended, and what it said where. */
export interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own. */
export function varco(args: readonly string[], how: Elsewhere, input = ''): Promise<Ending> {
  const child = spawnNode([fileURLToPath(new URL('cli.ts', source)), ...args], how);
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  child.stdin?.on('error', () => undefined).end(input);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, ...said }));
  });
}

/** A server that lives in a process of its own. */
export interface ServerElsewhere {
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the whole product but its pages, on a port of the system's choice; it ends when its input closes, so also when we die. */
export async function serveElsewhere(how: Elsewhere): Promise<ServerElsewhere> {
  const from = (path: string): string => JSON.stringify(new URL(path, source).href);
  const child = spawnNode(
    [
      '--input-type=module',
      '-e',
      `
      import { join } from 'node:path';
      import { pino } from ${JSON.stringify(import.meta.resolve('pino'))};
      import { createApp } from ${from('app.ts')};
      import { systemClock as clock } from ${from('core/clock.ts')};
      import { readConfig } from ${from('core/config.ts')};
      import { Events } from ${from('core/events.ts')};
      import { argon2Hasher } from ${from('core/hasher.ts')};
      import { keysFrom, readSecretKey } from ${from('core/keys.ts')};
      import { systemRandom as random } from ${from('core/random.ts')};
      import { openDatabase } from ${from('db/database.ts')};
      import { migrate } from ${from('db/migrate.ts')};
      import { startPostgres } from ${from('db/postgres.ts')};
      import { Queue } from ${from('jobs/queue.ts')};
      import { keepPartitions } from ${from('features/access-log/index.ts')};
      import { setUpUnattended } from ${from('features/setup/index.ts')};
      const config = readConfig(process.env);
      const log = pino({ level: 'silent' });
      const { secret, earlier } = readSecretKey(join(config.data, 'keys', 'secret'), false, random);
      const postgres = await startPostgres(config, log);
      await migrate(postgres.owner, postgres.appRole);
      await keepPartitions(postgres.owner, clock.now());
      const db = openDatabase(postgres.app);
      const hasher = await argon2Hasher(config.hashCost);
      const core = { db, config, log, clock, random, hasher, keys: keysFrom(secret, earlier), events: new Events(), queue: new Queue({ clock, random }) };
      await setUpUnattended(core);
      const house = await createApp(core, { pages: null, owner: null, jobs: false });
      console.log(await house.app.listen({ host: config.host, port: config.port }));
      process.stdin.on('close', async () => {
        await house.close();
        await db.close();
        await postgres.stop();
        process.exit();
      }).resume();`,
    ],
    how,
  );
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const origin = await new Promise<string>((done, fail) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', done);
    child.once('close', () => fail(new Error(`The server did not start: ${complaint}`)));
  });
  return {
    origin,
    port: Number(new URL(origin).port),
    pid: child.pid ?? 0,
    stop: () => {
      child.stdin?.end();
      return gone;
    },
  };
}
