import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Db } from '#db/database';

/** A way to PostgreSQL on which a test can make the connections of one name hang, as when a network is cut without a word. */
export interface Gateway {
  /** The connection that goes through it. */
  readonly connection: pg.ClientConfig;
  /** Nothing passes any more on the connections whose `application_name` this is; new ones are not answered either. */
  hang(name: string): void;
  /** New connections pass again; those that hung stay as they are. */
  mend(): void;
  /** What comes back on the connections of this name waits until it is released. */
  hold(name: string): void;
  release(): void;
  /** Every connection that is open breaks. */
  cut(): void;
}

/** PostgreSQL ends the connection of every notification channel, as when it restarts. */
export async function endChannels(db: Db): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'varco channel' and datname = current_database()`.execute(db);
}

/** Opens a gateway in front of the Unix socket of `connection`, closed with the test. */
export async function openGateway(connection: pg.ClientConfig): Promise<Gateway> {
  const file = `.s.PGSQL.${connection.port ?? 5432}`;
  const folder = mkdtempSync(join(tmpdir(), 'varco-gate-'));
  const open = new Map<Socket, string>();
  let hanging = '';
  let holding = '';
  const held: (() => void)[] = [];
  const server = createServer((near) => {
    const far = connect(join(connection.host ?? '', file));
    for (const socket of [near, far]) socket.on('error', () => undefined);
    near.once('data', (startup) => {
      const name = /application_name\0([^\0]*)\0/.exec(startup.toString('latin1'))?.[1] ?? '';
      open.set(near, name);
      if (name === hanging) return;
      far.write(startup);
      far.on('data', (data) => {
        if (name === holding) held.push(() => near.write(data));
        else if (name !== hanging) near.write(data);
      });
      near.on('data', (data) => name === hanging || far.write(data));
    });
    near.on('close', () => {
      open.delete(near);
      far.destroy();
    });
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(join(folder, file), resolve));
  const cut = () => {
    for (const socket of open.keys()) socket.destroy();
  };
  onTestFinished(async () => {
    cut();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    connection: { ...connection, host: folder },
    hang: (name) => {
      hanging = name;
    },
    mend: () => {
      hanging = '';
    },
    hold: (name) => {
      holding = name;
    },
    release: () => {
      holding = '';
      for (const pass of held.splice(0)) pass();
    },
    cut,
  };
}
