import pg from 'pg';

/** A folder has one parent at a time: the number of the advisory lock that says so, in the database `postgres` ("varco" in ASCII). */
const holdNumber = 0x76_61_72_63_6f;

/** The lock that our process keeps on its server for life; it lets another start tell a server in use from an orphan. */
export interface Hold {
  /** Resolves when the connection is gone, which means that every other one is gone too. */
  lost: Promise<void>;
}

/** Takes the hold on a server we have just started; `connection` is the superuser's to the database `postgres`. */
export async function takeHold(connection: pg.ClientConfig): Promise<Hold> {
  const client = new pg.Client({ ...connection, application_name: `varco:${process.pid}`, connectionTimeoutMillis: 5000 });
  const lost = new Promise<void>((done) => client.once('end', done));
  client.on('error', () => undefined);
  try {
    await client.connect();
    // Others only look at the lock, so nobody keeps it from us; the limit is for the connection of a parent that is just dying.
    await client.query(`set lock_timeout = '10s'`);
    await client.query('select pg_advisory_lock($1)', [holdNumber]);
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  return { lost };
}

/** What a running server says about itself: its folder, and the process that holds it. */
export interface Holder {
  folder: string;
  parent: number | undefined;
}

/** Asks a running server who holds it, without touching the lock. */
export async function askHolder(connection: pg.ClientConfig): Promise<Holder> {
  const client = new pg.Client({
    ...connection,
    application_name: 'varco: who holds this folder?',
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; name: string | null }>(
      `select current_setting('data_directory') as folder,
         (select a.application_name from pg_locks l join pg_stat_activity a using (pid)
          where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and (l.classid::bigint << 32) | l.objid::bigint = $1
            and l.database = (select oid from pg_database where datname = current_database()) limit 1) as name`,
      [holdNumber],
    );
    const parent = /^varco:(\d+)$/.exec(rows[0]?.name ?? '')?.[1];
    return { folder: rows[0]?.folder ?? '', parent: parent === undefined ? undefined : Number(parent) };
  } finally {
    await client.end().catch(() => undefined);
  }
}
