import { isUuid } from '@varco/shared/ids';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import type { Scope } from '#core/actor';
import { openPool, types } from './pool.ts';
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

/** Opens the pool of the application's role. Broken idle connections are dropped and replaced without a word. */
export function openDatabase(
  connection: pg.ClientConfig,
  options: { connections?: number; onFault?: (fault: Error) => void } = {},
): Database {
  const pool = openPool(connection, options);
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return Object.assign(kysely, {
    connectionConfig: { ...connection, types },
    close: async () => {
      await kysely.destroy();
      // Kysely leaves alone a pool of which it never made use, and work in a scope passes it by.
      if (!pool.ended) await pool.end();
    },
    as: <Result>(scope: Scope, work: (tx: Db) => Promise<Result>) => inScope(pool, scope, work),
  });
}

const SET_SCOPE = `select set_config('varco.organizations', $1, true)`;

/** A connection lent to work in a scope, until it is taken back. */
interface Lent {
  readonly db: Db;
  takeBack(): void;
}

const lent = new WeakMap<pg.PoolClient, Lent>();

/** One connection as a database of its own, whose statements are sent as they come and answered in that order. */
function alone(client: pg.PoolClient): Lent {
  const known = lent.get(client);
  if (known) return known;
  const send = client.query.bind(client) as (...asked: unknown[]) => Promise<unknown>;
  let isOver = false;
  const query = ((...asked: unknown[]) =>
    isOver ? Promise.reject(new Error('The work in this scope is over.')) : send(...asked)) as typeof client.query;
  const pool: PostgresPool = { connect: async () => ({ query, release: () => undefined }), end: async () => undefined, options: {} };
  const fresh: Lent = {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    takeBack: () => {
      isOver = true;
      lent.delete(client);
    },
  };
  lent.set(client, fresh);
  return fresh;
}

/**
 * Sends `begin` and the scope ahead of the first statement, without waiting: with the connection every statement after them is lost too.
 * Only a `begin` that somebody cancels by hand leaves those already sent to act each for itself, without a scope, and the work is refused.
 */
async function inScope<Result>(pool: pg.Pool, scope: Scope, work: (tx: Db) => Promise<Result>): Promise<Result> {
  const organizations = scope.organizations.filter((id) => isUuid(id));
  if (organizations.length !== scope.organizations.length)
    throw new Error('A scope holds something that is not the id of an organization.');
  const client = await pool.connect();
  const { db, takeBack } = alone(client);
  let lost: Error | undefined;
  try {
    const begun = [client.query('begin'), client.query(SET_SCOPE, [organizations.join(',')])];
    const [result] = await Promise.all([work(db), ...begun]);
    const { command } = await client.query('commit');
    // After a failed statement PostgreSQL answers "commit" by undoing everything, without an error.
    if (command === 'ROLLBACK') throw new Error('A statement of this work failed, and all of it was undone.');
    return result;
  } catch (fault) {
    // Whatever else is still under way in the work must not reach the next one's transaction, nor write outside of any.
    takeBack();
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
  return /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|connection is closed/i.test(
    fault.message,
  );
}
