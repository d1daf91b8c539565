import pg from 'pg';
import { locks } from '#db/locks';

/** The number of the advisory lock that every command holds while it works in the built-in database. */
const VISITORS = locks.visitors;
const PATIENCE = '30s';

/** One command's presence in a database that another command may be about to stop. */
export interface Visit {
  /** Resolves when no other command is inside, or after half a minute. */
  becomeLast(): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Enters the database; waits while the command that started it waits to stop it, and throws when it has been stopped meanwhile.
 * Whoever started it for himself stops it only when everybody who came after has left.
 */
export async function visit(connection: pg.ClientConfig): Promise<Visit> {
  const client = new pg.Client({ ...connection, application_name: 'varco command', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  const leave = (): Promise<void> => client.end().catch(() => undefined);
  try {
    await client.connect();
    await client.query(`set lock_timeout = '${PATIENCE}'`);
    await client.query('select pg_advisory_lock_shared($1)', [VISITORS]);
    // A database that stops lets go of its locks before its connections: only a second answer says that it stays.
    await client.query('select');
  } catch (fault) {
    await leave();
    throw fault;
  }
  return {
    leave,
    becomeLast: async () => {
      await client.query('select pg_advisory_unlock_shared($1)', [VISITORS]);
      await client.query('select pg_advisory_lock($1)', [VISITORS]).catch(() => undefined);
    },
  };
}
