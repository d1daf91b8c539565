import { join } from 'node:path';
import pg from 'pg';
import type { Clock } from '#core/clock';
import { fingerprintOf, type Keys } from '#core/keys';
import { locks } from '#db/locks';
import type { Manifest } from './archive/manifest.ts';
import type { Progress } from './archive/watched.ts';
import { beginArchive } from './archive/write.ts';
import { takeBaseBackup } from './base-backup.ts';
import { BackupFault, databaseLost } from './fault.ts';
import { dropAbandoned, fileNameAt, keepNewest, prepareFolder } from './folder.ts';
import { KEYS_PART, type SealedKeys } from './key-envelope.ts';

/** Where a backup comes from. */
export interface BackupSource {
  readonly origin: 'built-in' | 'outside';
  /** A role that may copy files: the built-in superuser, or the outside role with REPLICATION. */
  readonly replication: pg.ClientConfig;
  /** A role that may read the list of migrations. */
  readonly owner: pg.ClientConfig;
}

/** How a backup is made. */
export interface BackupOptions {
  readonly folder: string;
  /** How many backups of this installation stay in the folder, the new one among them. */
  readonly keep: number;
  /** The version of the program. */
  readonly version: string;
  readonly clock: Clock;
  /** The keys of the installation, which prove that it made the file. */
  readonly keys: Keys;
  /** The secret key under a passphrase, when it is to go inside. */
  readonly sealed?: SealedKeys | undefined;
  /** The newest checkpoint of the access log. */
  readonly checkpoint: string | null;
  /** Kibibytes a second at most. */
  readonly rate?: number | undefined;
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** A backup that was made. */
export interface MadeBackup {
  readonly file: string;
  readonly manifest: Manifest;
  /** Older backups that were taken away. */
  readonly removed: readonly string[];
}

/** How often the database's clock and log are read together, in milliseconds: as exact is the instant up to which a backup holds all. */
const SAMPLE_MS = 200;
/** The smallest write-ahead log that goes with a backup, and some. */
const MARGIN = 64 * 1024 ** 2;

/**
 * Makes a backup of the whole database while it works, as one file that is whole or does not exist. One at a time for a database.
 * Throws a `BackupFault`; nothing is left behind then, and no older backup has been touched.
 */
export async function backUp(source: BackupSource, options: BackupOptions): Promise<MadeBackup> {
  const { folder, signal, clock } = options;
  const control = await openControl(source.owner);
  try {
    await takeTurn(control);
    const facts = await factsOf(control, source);
    await prepareFolder(folder, facts.size + MARGIN);
    dropAbandoned(folder, clock.now());
    const file = join(folder, fileNameAt(clock.now()));
    const archive = await beginArchive(file, signal);
    const samples = sampleLog(control);
    try {
      let [total, done] = [facts.size, 0];
      const counted = async function* (content: AsyncIterable<Buffer>) {
        for await (const chunk of content) {
          done += chunk.length;
          // The log that comes last is not in the estimate.
          options.onProgress({ done: Math.min(done, total), total });
          yield chunk;
        }
      };
      await samples.first;
      const { endLsn } = await takeBaseBackup(
        source.replication,
        {
          rate: options.rate,
          signal,
          onTotal: (bytes) => {
            total = bytes;
          },
        },
        {
          database: async (content) => void (await archive.addStream('database', counted(content))),
          serverManifest: async (content) => void (await archive.addStream('server-manifest', content)),
        },
      );
      const taken = await samples.stop();
      if (options.sealed) await archive.add(KEYS_PART, Buffer.from(JSON.stringify(options.sealed)));
      const manifest = await archive.finish(
        {
          kind: 'backup',
          version: options.version,
          begunAt: facts.at,
          holdsUntil: taken.findLast(({ lsn }) => lsn <= lsnNumber(endLsn))?.at ?? facts.at,
          postgres: facts.postgres,
          migrations: facts.migrations,
          checkpoint: options.checkpoint,
          key: { fingerprint: fingerprintOf(options.keys), inside: options.sealed !== undefined },
          bytes: done,
          endLsn,
          tables: [],
          sequences: [],
        },
        options.keys,
      );
      return { file, manifest, removed: await keepNewest(folder, { keys: options.keys, system: facts.postgres.system }, options.keep) };
    } catch (fault) {
      await samples.stop().catch(() => undefined);
      await archive.abandon();
      throw fault;
    }
  } finally {
    await control.end().catch(() => undefined);
  }
}

async function openControl(connection: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...connection, application_name: 'varco backup', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (fault) {
    throw databaseLost(fault);
  }
}

async function takeTurn(control: pg.Client): Promise<void> {
  const { rows } = await control.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [locks.backup]);
  if (rows[0]?.taken) return;
  throw new BackupFault('already-running', {
    it: 'Di questo database si sta già facendo una copia: aspetta che finisca.',
    en: 'A backup of this database is already being made: wait until it ends.',
  });
}

interface Facts {
  readonly at: string;
  readonly size: number;
  readonly postgres: Manifest['postgres'];
  readonly migrations: Manifest['migrations'];
}

/** What must be known before; the size is that of the databases this role may see. */
async function factsOf(control: pg.Client, { origin }: BackupSource): Promise<Facts> {
  const { rows } = await control.query<{ at: Date; size: string; version: string; number: number; system: string }>(`
    select clock_timestamp() as at, current_setting('server_version') as version, current_setting('server_version_num')::int as number,
      (select system_identifier::text from pg_control_system()) as system,
      (select sum(pg_database_size(oid)) from pg_database where has_database_privilege(oid, 'connect'))::text as size`);
  const { rows: migrations } = await control.query<{ name: string; hash: string }>('select name, hash from varco.migrations order by name');
  const [row] = rows;
  if (!row) throw databaseLost(new Error('no answer'));
  return {
    at: row.at.toISOString(),
    size: Number(row.size),
    postgres: { version: row.version, major: Math.floor(row.number / 10_000), origin, system: row.system },
    migrations,
  };
}

/** A position in the write-ahead log as a number. */
function lsnNumber(lsn: string): bigint {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

interface Sample {
  readonly at: string;
  readonly lsn: bigint;
}

/** Reads clock and log together until it is stopped: what was acknowledged at the instant stands before the position. */
function sampleLog(control: pg.Client): { first: Promise<void>; stop(): Promise<readonly Sample[]> } {
  const samples: Sample[] = [];
  let stopped = false;
  let wake = (): void => undefined;
  const sample = async (): Promise<void> => {
    const { rows } = await control.query<{ at: Date; lsn: string }>(
      'select clock_timestamp() as at, pg_current_wal_insert_lsn()::text as lsn',
    );
    const [row] = rows;
    if (row) samples.push({ at: row.at.toISOString(), lsn: lsnNumber(row.lsn) });
  };
  const first = sample();
  const loop = (async () => {
    await first;
    while (!stopped) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, SAMPLE_MS);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      });
      if (!stopped) await sample();
    }
  })();
  loop.catch(() => undefined);
  return {
    first,
    stop: async () => {
      stopped = true;
      wake();
      await loop.catch(() => undefined);
      return samples;
    },
  };
}
