import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { pino } from 'pino';
import { refuseCutOffRestore } from '#backup/unfinished';
import { systemClock } from '#core/clock';
import type { Config } from '#core/config';
import type { Core } from '#core/core';
import { type Database, isUnavailable, openDatabase } from '#db/database';
import { EmbeddedFault, type EmbeddedFaultCode, joinEmbedded } from '#db/embedded';
import { startPostgres } from '#db/postgres';
import { installation } from './messages.ts';
import type { Terminal } from './terminal.ts';
import { visit } from './visit.ts';

/** Who keeps the database: somebody outside, a server of ours that runs, or this command for as long as it needs. */
export type Keeper = 'outside' | 'command' | { readonly server: number };

/** The database of the installation, reached from the terminal. */
export interface Reached {
  readonly db: Database;
  readonly keeper: Keeper;
  readonly log: Core['log'];
  /** The other roles, for work on the whole database; the superuser's only where the database is built in. */
  readonly roles: Roles;
  leave(): Promise<void>;
}

/** Connections beside the application's. */
export interface Roles {
  readonly app: pg.ClientConfig;
  readonly owner: pg.ClientConfig;
  readonly root: pg.ClientConfig | undefined;
  /** The name of the application's role. */
  readonly appRole: string;
}

/**
 * How long after the first of them a fault may last that is gone in a moment, in milliseconds: somebody starts or stops the database, root's command keeps it with
 * rules of access of its own, or two users start it at once and stumble over each other's files.
 */
const patience: Readonly<Partial<Record<EmbeddedFaultCode, number>>> = {
  'in-use': 20_000,
  'foreign-folder': 10_000,
  'unwritable-folder': 2_000,
  'not-started': 2_000,
};
const PATIENCE_MS = 20_000;
/** Beyond this the person at the terminal is told why nothing happens. */
const QUIET_MS = 2_000;

/**
 * Reaches the database whether or not the server runs: the outside one, the built-in one of the server that runs, or the built-in one
 * started for this command. The folder must hold a database already; this makes none. An interruption leaves in order.
 */
export async function reachDatabase(terminal: Terminal, config: Config): Promise<Reached> {
  // As plain lines; what is less than an error would only stand between the command and its answer.
  const log = pino({ level: 'error' }, { write: (line) => terminal.remark((JSON.parse(line) as { msg?: string }).msg ?? line.trimEnd()) });
  if (!config.database) refuseCutOffRestore(config.data);
  const reaching = findWay(config, log).then((way) => ({ ...way, db: openDatabase(way.roles.app, { connections: 2 }) }));
  const quiet = setTimeout(() => terminal.remark(installation.notReady[terminal.language]), QUIET_MS);
  let left: Promise<void> | undefined;
  const leave = (): Promise<void> => {
    left ??= reaching.then(async ({ db, leave: leaveWay }) => {
      await db.close();
      await leaveWay();
    });
    return left;
  };
  // From now on, also for an interruption in the middle of a start.
  const withdraw = terminal.beforeLeaving(leave);
  const { db, keeper, roles } = await reaching.finally(() => clearTimeout(quiet));
  return {
    db,
    keeper,
    log,
    roles,
    leave: async () => {
      withdraw();
      await leave();
    },
  };
}

interface Way {
  readonly roles: Roles;
  readonly keeper: Keeper;
  leave(): Promise<void>;
}

async function findWay(config: Config, log: Core['log']): Promise<Way> {
  if (config.database) {
    const { app, owner, appRole, stop } = await startPostgres(config, log);
    return { roles: { app, owner, root: undefined, appRole }, keeper: 'outside', leave: stop };
  }
  let since: number | undefined;
  for (;;) {
    try {
      return (await joinServer(config)) ?? (await startForUs(config, log));
    } catch (fault) {
      const now = systemClock.monotonic();
      since ??= now;
      if (now - since >= patienceWith(fault)) throw fault;
      await pause(100);
    }
  }
}

const patienceWith = (fault: unknown): number =>
  fault instanceof EmbeddedFault ? (patience[fault.code] ?? 0) : isUnavailable(fault) ? PATIENCE_MS : 0;

async function joinServer({ data }: Config): Promise<Way | undefined> {
  const server = await joinEmbedded(data);
  if (!server) return undefined;
  try {
    const stay = await visit(server.connection('owner'));
    return {
      roles: {
        app: server.connection('app'),
        owner: server.connection('owner'),
        root: server.connection('root'),
        appRole: 'varco_app',
      },
      keeper: { server: server.parent },
      leave: async () => {
        await stay.leave();
        server.leave();
      },
    };
  } catch (fault) {
    server.leave();
    throw fault;
  }
}

async function startForUs(config: Config, log: Core['log']): Promise<Way> {
  const postgres = await startPostgres(config, log);
  try {
    const stay = await visit(postgres.owner);
    return {
      roles: { app: postgres.app, owner: postgres.owner, root: postgres.root, appRole: postgres.appRole },
      keeper: 'command',
      leave: async () => {
        await stay.becomeLast().catch(() => undefined);
        // Still inside: whoever waits to enter must find the database gone, not open for one moment more.
        await postgres.stop();
        await stay.leave();
      },
    };
  } catch (fault) {
    await postgres.stop();
    throw fault;
  }
}
