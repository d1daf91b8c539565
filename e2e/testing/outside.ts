import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { postgresProgram } from './database.ts';
import { freePort, temporaryFolder } from './program.ts';

/** A PostgreSQL 15 that Varco did not start, as an administrator would have it, with roles of other names than ours. */
export interface Outside {
  /** The address of a role, as `VARCO_DATABASE_URL` takes it. */
  address(role: string, database?: string): string;
  /** Runs statements as the superuser. */
  run(sql: string): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const servers: Outside[] = [];

afterAll(async () => {
  for (const server of servers) await server.stop();
});

/** PostgreSQL refuses root: it runs as the user that owns nothing. */
function ordinaryUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: number('-u'), gid: number('-g') };
}

/** Makes a server with the roles `gate_owner` and `gate_app` and the database `gate`, and starts it. */
export async function startOutside(): Promise<Outside> {
  const user = ordinaryUser();
  const folder = join(temporaryFolder(), 'outside');
  mkdirSync(folder);
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const made = spawnSync(postgresProgram('initdb'), ['-D', join(folder, 'data'), '-U', 'root', '--auth=trust', '-E', 'UTF8', '--no-sync'], {
    encoding: 'utf8',
    cwd: '/',
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
    ...user,
  });
  if (made.status !== 0) throw new Error(made.stderr);
  let child: ChildProcess | undefined;
  const server: Outside = {
    address: (role, database = 'gate') => `postgres://${role}@127.0.0.1:${port}/${database}`,
    run: (sql) => {
      const done = spawnSync(
        postgresProgram('psql'),
        ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', server.address('root', 'postgres'), '-c', sql],
        {
          encoding: 'utf8',
        },
      );
      if (done.status !== 0) throw new Error(done.stderr);
    },
    start: async () => {
      const options = [
        '-p',
        String(port),
        '-k',
        folder,
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        'fsync=off',
        '-c',
        'shared_buffers=16MB',
      ];
      child = spawn(postgresProgram('postgres'), ['-D', join(folder, 'data'), ...options], {
        cwd: '/',
        env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
        stdio: ['ignore', 'ignore', 'pipe'],
        ...user,
      });
      const { stderr } = child;
      await new Promise<void>((ready, fail) => {
        stderr?.setEncoding('utf8').on('data', (text: string) => text.includes('ready to accept connections') && ready());
        child?.once('exit', (code) => fail(new Error(`PostgreSQL 15 ended with ${code}.`)));
      });
    },
    stop: async () => {
      const leaving = child;
      child = undefined;
      if (!leaving) return;
      const gone = new Promise((done) => leaving.once('exit', done));
      leaving.kill('SIGINT');
      await gone;
    },
  };
  servers.push(server);
  await server.start();
  server.run('create role gate_owner login');
  server.run('create role gate_app login');
  server.run('create database gate owner gate_owner');
  return server;
}
