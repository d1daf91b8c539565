import { Socket } from 'node:net';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { Scope } from '#core/actor';
import type { Tables } from './tables.ts';

/** A database or a transaction; a store does not care which. */
export type Db = Kysely<Tables>;

/** The application's database: plain questions through `Db`, work for people through `as`. */
export interface Database extends Db {
  /**
   * One transaction in which row security lets exactly the organizations of `scope` through (requirements D8).
   * Only quick SQL belongs in it: no hashing, no rendering, no calls outside.
   */
  as<Result>(scope: Scope, work: (tx: Db) => Promise<Result>): Promise<Result>;
  /** A connection of the application's role outside the pool, for LISTEN. */
  connectionConfig: pg.ClientConfig;
  close(): Promise<void>;
}

const DATE = 1082;
/** A `date` stays the text YYYY-MM-DD: the driver's own parser makes it an instant of the day before (requirements D9). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Opens the pool of the application's role. Broken idle connections are dropped and replaced without a word. */
export function openDatabase(
  connection: pg.ClientConfig,
  options: { connections?: number; onFault?: (fault: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    ...connection,
    types,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    // A database that accepts and then says nothing must not keep requests, or our stop, waiting for ever.
    query_timeout: 30_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'varco',
    options: '-c timezone=UTC',
    // Statements sent together wait for one answer's time, not each for its own.
    pipeline: true,
    stream: togetherSocket,
  });
  const ignore = (fault: Error) => options.onFault?.(fault);
  pool.on('error', ignore);
  const connections: Connections = new WeakMap();
  pool.on('connect', (client) => {
    client.on('error', ignore);
    planOnce(client);
    connections.set(client, alone(client));
  });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return Object.assign(kysely, {
    connectionConfig: { ...connection, types },
    close: () => kysely.destroy(),
    as: <Result>(scope: Scope, work: (tx: Db) => Promise<Result>) => inScope(pool, connections, scope, work),
  });
}

type Connections = WeakMap<pg.PoolClient, Kysely<Tables>>;

/** Beyond these PostgreSQL plans each statement anew: a connection remembers every name it was given. */
const NAMED_AT_MOST = 300;
const names = new Map<string, string>();

/**
 * The name under which each connection plans a statement once, or undefined. A list has none: its best plan depends on the values it is
 * asked with.
 */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= NAMED_AT_MOST || /\border by\b/i.test(text)) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}

/** A socket on which what is written in one turn of the event loop leaves together: one call of the system instead of one each. */
function togetherSocket(): Socket {
  const socket = new Socket();
  const write = socket.write.bind(socket) as (chunk: Uint8Array, done?: () => void) => boolean;
  let isHeld = false;
  const release = () => {
    isHeld = false;
    socket.uncork();
  };
  const writeTogether = (chunk: Uint8Array, done?: () => void) => {
    if (!isHeld) {
      isHeld = true;
      socket.cork();
      process.nextTick(release);
    }
    return write(chunk, done);
  };
  socket.write = writeTogether as typeof socket.write;
  return socket;
}

/** Makes a connection plan each statement with parameters once. */
function planOnce(client: pg.PoolClient): void {
  const askByName = (text: string, values: unknown[] = []) =>
    Reflect.apply(pg.Client.prototype.query, client, [{ name: values.length > 0 ? nameOf(text) : undefined, text, values }]);
  client.query = askByName as typeof client.query;
}

/** One connection as a database of its own, whose statements are sent as they come and answered in that order. */
function alone(client: pg.PoolClient): Kysely<Tables> {
  const query = client.query.bind(client) as typeof client.query;
  const pool: PostgresPool = { connect: async () => ({ query, release: () => undefined }), end: async () => undefined, options: {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** Sends `begin` and the scope ahead of the first statement, without waiting: if they fail, so does every statement after them. */
async function inScope<Result>(pool: pg.Pool, connections: Connections, scope: Scope, work: (tx: Db) => Promise<Result>): Promise<Result> {
  const organizations = scope.organizations.filter((id) => UUID.test(id));
  if (organizations.length !== scope.organizations.length)
    throw new Error('A scope holds something that is not the id of an organization.');
  const client = await pool.connect();
  let lost: Error | undefined;
  try {
    const begun = client.query(`begin; select set_config('varco.organizations', '${organizations.join(',')}', true)`);
    const [result] = await Promise.all([work(connections.get(client) ?? alone(client)), begun]);
    // PostgreSQL answers "commit" after a failed statement by undoing everything, without an error: the first statement makes it one.
    await client.query('select; commit');
    return result;
  } catch (fault) {
    await client.query('rollback').catch((unreachable: Error) => {
      lost = unreachable;
    });
    throw fault;
  } finally {
    client.release(lost);
  }
}

/** The name of the constraint a statement broke, for the store that owns it to translate; undefined for any other fault. */
export function brokenConstraint(fault: unknown): string | undefined {
  return fault instanceof pg.DatabaseError && fault.code?.startsWith('23') ? fault.constraint : undefined;
}

/** Whether the fault means that the database cannot answer now, so that the caller should try again later (503). */
export function isUnavailable(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const code = 'code' in fault ? String(fault.code) : '';
  if (/^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/.test(code)) return true;
  if (/^(57P0[123]|53[0-9A-Z]{3}|08[0-9A-Z]{3}|55P03|57014)$/.test(code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|connection is closed/i.test(
    fault.message,
  );
}
