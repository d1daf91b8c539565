import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** The connections that clear files: the owner's, and the superuser's where the database is ours. */
export interface Sweepers {
  readonly owner: pg.ClientConfig;
  readonly root?: pg.ClientConfig | undefined;
}

/** Tables that never hold what is erased, and are too large to be written anew: rows of the log and its seals hold numbers and hashes. */
const SPARED = '^(access_log[.](entries|seal)|jobs[.]schedules|varco[.])';
/** How long who reads an older state of the database is waited for: what he may still see cannot be taken away. */
const PATIENCE_MS = 60_000;

/**
 * Writes every table anew without its dead rows, and with it indexes, long values and statistics; on a database of ours also empties the
 * journal of changes. Bears being run twice. Answers whether the files are ours, so that nothing is left anywhere.
 */
export async function sweepFiles({ owner, root }: Sweepers, progress: (done: number, total: number) => void): Promise<boolean> {
  const client = await connect(root ?? owner);
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' and n.nspname || '.' || c.relname !~ $1 order by c.oid`,
      [SPARED],
    );
    const total = tables.length + 1;
    await waitForReaders(client);
    for (const [index, { name }] of tables.entries()) {
      progress(index, total);
      // One statement each: the table is closed to others only while it is written.
      await client.query(`vacuum (full, analyze) ${name}`);
    }
    progress(tables.length, total);
    // What the tables held before lies among the statistics until the new ones are all that anybody sees.
    await waitForReaders(client);
    await client.query('vacuum (full) pg_catalog.pg_statistic');
    if (root) {
      // What was written before the second checkpoint is in no journal file any more: none is kept to be used again.
      await client.query('checkpoint');
      await client.query('select pg_switch_wal()');
      await client.query('checkpoint');
    }
    return root !== undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, application_name: 'varco sweep', options: '-c lock_timeout=30s -c statement_timeout=0' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/**
 * Waits until nobody sees the database as it was before now, nor will: while an older transaction writes, in whichever database of the
 * server, whoever begins to read sees as far back as it began.
 */
async function waitForReaders(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ now: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as now');
  const now = rows[0]?.now ?? '0';
  for (let waited = 0; waited < PATIENCE_MS; waited += 100) {
    const { rows: older } = await client.query(
      `select where pg_snapshot_xmin(pg_current_snapshot()) < $1::text::xid8 or exists (
         select from pg_stat_activity a
         where a.datname = current_database() and a.pid <> pg_backend_pid() and age(a.backend_xmin) > age($2::xid))`,
      [now, String(BigInt(now) & 0xffffffffn)],
    );
    if (older.length === 0) return;
    await pause(100);
  }
  throw new Error('Somebody has been reading an older state of the database for a minute: its files cannot be cleared now.');
}
