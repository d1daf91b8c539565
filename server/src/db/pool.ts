import { Socket } from 'node:net';
import pg from 'pg';

const DATE = 1082;
/** A `date` stays the text YYYY-MM-DD: the driver's own parser makes it an instant of the day before (requirements D9). */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === DATE ? (value: string) => value : pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Beyond these PostgreSQL plans each statement anew: a connection remembers every name it was given. */
const NAMED_AT_MOST = 300;

/** Stands before a statement that has an order and all the same one plan for whatever it is asked with (`planned-once.ts`). */
export const PLANNED_ONCE = '/* planned once */';

/** The names under which the connections of a pool plan statements once. */
class StatementNames {
  readonly #names = new Map<string, string>();
  #given = 0;

  /** The name of a statement, or undefined. A list has none: its best plan depends on the values it is asked with, unless it says otherwise. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= NAMED_AT_MOST) return known;
    if (/\border by\b/i.test(text) && !text.startsWith(PLANNED_ONCE)) return undefined;
    const name = `s${this.#given}`;
    this.#given += 1;
    this.#names.set(text, name);
    return name;
  }

  /** By another name it is planned anew, on every connection. */
  forget(text: string, name: string): void {
    if (this.#names.get(text) === name) this.#names.delete(text);
  }
}

/** Whether the statement was planned for another shape of its answer: a newer version has changed a table or a function meanwhile. */
const isOutdated = (fault: unknown): boolean => fault instanceof pg.DatabaseError && fault.code === '0A000';

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
function planOnce(client: pg.PoolClient, names: StatementNames): void {
  const askByName = (text: string, values: unknown[] = []) => {
    const name = values.length > 0 ? names.of(text) : undefined;
    const answer = Reflect.apply(pg.Client.prototype.query, client, [{ name, text, values }]) as unknown as Promise<unknown>;
    if (name !== undefined) answer.catch((fault: unknown) => isOutdated(fault) && names.forget(text, name));
    return answer;
  };
  client.query = askByName as typeof client.query;
}

/** Connections of one role: statements are planned once, sent without waiting for each other, and answered in their order. */
export function openPool(
  connection: pg.ClientConfig,
  options: { connections?: number | undefined; onFault?: ((fault: Error) => void) | undefined },
): pg.Pool {
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
    pipeline: true,
    stream: togetherSocket,
  });
  const ignore = (fault: Error) => options.onFault?.(fault);
  const names = new StatementNames();
  pool.on('error', ignore);
  pool.on('connect', (client) => {
    client.on('error', ignore);
    planOnce(client, names);
  });
  return pool;
}
