import { Kysely, PostgresDialect, sql } from 'kysely';
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
  });
  const ignore = (fault: Error) => options.onFault?.(fault);
  pool.on('error', ignore);
  pool.on('connect', (client) => client.on('error', ignore));
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return Object.assign(kysely, {
    connectionConfig: { ...connection, types },
    close: () => kysely.destroy(),
    as: <Result>(scope: Scope, work: (tx: Db) => Promise<Result>) => inScope(kysely, scope, work),
  });
}

/** Sends `begin` and the scope together: one round trip before the first real statement. */
async function inScope<Result>(db: Db, scope: Scope, work: (tx: Db) => Promise<Result>): Promise<Result> {
  const organizations = scope.organizations.filter((id) => UUID.test(id));
  if (organizations.length !== scope.organizations.length)
    throw new Error('A scope holds something that is not the id of an organization.');
  return db.connection().execute(async (connection) => {
    await sql.raw(`begin; select set_config('varco.organizations', '${organizations.join(',')}', true)`).execute(connection);
    try {
      const result = await work(connection);
      // PostgreSQL answers "commit" after a failed statement by undoing everything, without an error: the first statement makes it one.
      await sql.raw('select; commit').execute(connection);
      return result;
    } catch (fault) {
      await sql`rollback`.execute(connection).catch(() => undefined);
      throw fault;
    }
  });
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
