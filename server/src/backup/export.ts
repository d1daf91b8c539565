import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { fingerprintOf } from '#core/keys';
import type { ExportedSequence, ExportedTable, Manifest } from './archive/manifest.ts';
import { beginArchive } from './archive/write.ts';
import type { BackupOptions } from './back-up.ts';
import { plainly, tablesInOrder } from './catalog.ts';
import { BackupFault, databaseLost } from './fault.ts';
import { refuseWithoutRoom } from './folder.ts';
import { KEYS_PART } from './key-envelope.ts';

/** How an export is made. */
export interface ExportOptions extends Pick<BackupOptions, 'version' | 'keys' | 'sealed' | 'checkpoint' | 'signal' | 'onProgress'> {
  readonly origin: Manifest['postgres']['origin'];
}

/**
 * Writes the rows of every table, as they were at one instant, into one file that any PostgreSQL from 15 on can take in. People go on
 * working meanwhile. Throws a `BackupFault`; nothing is left behind then.
 */
export async function exportDatabase(owner: pg.ClientConfig, file: string, options: ExportOptions): Promise<Manifest> {
  if (existsSync(file))
    throw new BackupFault('folder-refused', {
      it: `Il file ${file} c'è già: indicane un altro.`,
      en: `The file ${file} is there already: name another one.`,
    });
  const client = new pg.Client({ ...owner, ...plainly, application_name: 'varco export', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    await client.query('set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0');
    const facts = await factsOf(client, options.origin);
    await refuseWithoutRoom(dirname(file), facts.size);
    const archive = await beginArchive(file, options.signal);
    try {
      const tables: ExportedTable[] = [];
      let bytes = 0;
      const catalog = await tablesInOrder(client);
      for (const [index, { name, columns }] of catalog.entries()) {
        const stream = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`));
        const told = async function* (source: AsyncIterable<Buffer>) {
          for await (const chunk of source) {
            bytes += chunk.length;
            options.onProgress({ done: Math.min(bytes, facts.size), total: facts.size });
            yield chunk;
          }
        };
        await archive.addStream(sectionOf(index), told(stream));
        tables.push({ name, columns: [...columns], rows: stream.rowCount ?? 0 });
      }
      const sequences = await sequencesOf(client, catalog);
      await client.query('commit');
      if (options.sealed) await archive.add(KEYS_PART, Buffer.from(JSON.stringify(options.sealed)));
      return await archive.finish(
        {
          kind: 'export',
          version: options.version,
          begunAt: facts.at,
          holdsUntil: facts.at,
          postgres: facts.postgres,
          migrations: facts.migrations,
          checkpoint: options.checkpoint,
          key: { fingerprint: fingerprintOf(options.keys), inside: options.sealed !== undefined },
          bytes,
          endLsn: null,
          tables,
          sequences,
        },
        options.keys,
      );
    } catch (fault) {
      await archive.abandon();
      throw fault;
    }
  } catch (fault) {
    throw isLost(fault) ? databaseLost(fault) : fault;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The section of a file that holds the rows of its n-th table. */
export const sectionOf = (index: number): string => `tables/${String(index + 1).padStart(4, '0')}`;

/** Whether a connection broke. */
export const isLost = (fault: unknown): boolean =>
  fault instanceof Error &&
  (/^(57P0|08)/.test('code' in fault ? String(fault.code) : '') || /Connection terminated|ECONNRESET/.test(fault.message));

async function factsOf(client: pg.Client, origin: Manifest['postgres']['origin']) {
  const { rows } = await client.query<{ at: Date; size: string; version: string; number: number; system: string }>(`
    select clock_timestamp() as at, current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      (select system_identifier::text from pg_control_system()) as system, pg_database_size(current_database())::text as size`);
  const { rows: migrations } = await client.query<{ name: string; hash: string }>('select name, hash from varco.migrations order by name');
  const [row] = rows;
  if (!row) throw databaseLost(new Error('no answer'));
  const postgres = { version: row.version, major: Math.floor(row.number / 10_000), origin, system: row.system };
  return { at: row.at.toISOString(), size: Number(row.size), postgres, migrations };
}

/** Read after the rows: a sequence is never behind what it has given. */
async function sequencesOf(
  client: pg.Client,
  tables: readonly { name: string; identity: readonly string[] }[],
): Promise<ExportedSequence[]> {
  const sequences: ExportedSequence[] = [];
  for (const { name, identity } of tables) {
    for (const column of identity) {
      const { rows: named } = await client.query<{ sequence: string }>('select pg_get_serial_sequence($1, $2) as sequence', [name, column]);
      const { rows } = await client.query<{ value: string; called: boolean }>(
        `select last_value::text as value, is_called as called from ${named[0]?.sequence}`,
      );
      if (rows[0]) sequences.push({ table: name, column, ...rows[0] });
    }
  }
  return sequences;
}
