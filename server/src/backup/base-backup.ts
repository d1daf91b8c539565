import type { Socket } from 'node:net';
import pg from 'pg';
import { BackupFault, databaseLost, interrupted } from './fault.ts';

/** What is kept in memory at most before the server has to wait, in bytes. */
const HIGH = 4 * 1024 ** 2;
const LOW = 1024 ** 2;

/** How PostgreSQL copies itself for us. */
export interface BaseBackupOptions {
  /** Kibibytes a second, so that people do not feel it; as fast as it can when absent. */
  readonly rate?: number | undefined;
  readonly signal: AbortSignal;
  /** How many bytes there are, as PostgreSQL estimates, once it knows. */
  onTotal(bytes: number): void;
}

/** Who receives the copy: PostgreSQL's folder as one tar, then the server's own list of files and hashes. */
export interface BaseBackupTakers {
  database(source: AsyncIterable<Buffer>): Promise<void>;
  serverManifest(source: AsyncIterable<Buffer>): Promise<void>;
}

type Part = 'database' | 'serverManifest';
interface Row {
  readonly size?: string | null;
  readonly spclocation?: string | null;
  readonly recptr?: string;
}

/** The driver's connection as far as we use it; its types leave it out. */
interface Wire extends NodeJS.EventEmitter {
  readonly stream: Socket;
}

/**
 * Asks PostgreSQL for a copy of all its files while it works (BASE_BACKUP of the replication protocol): the server checks each page and
 * sends the write-ahead log that belongs to it. Answers the end of that log: everything committed before it is inside.
 */
export async function takeBaseBackup(
  connection: pg.ClientConfig,
  options: BaseBackupOptions,
  takers: BaseBackupTakers,
): Promise<{ endLsn: string }> {
  const config: pg.ClientConfig & { replication: string } = {
    ...connection,
    replication: 'true',
    application_name: 'varco backup',
    connectionTimeoutMillis: 10_000,
  };
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect().catch((fault: unknown) => {
    throw refused(fault);
  });
  const wire = (client as unknown as { connection: Wire }).connection;
  const queue: { part: Part; bytes: Buffer }[] = [];
  let [held, over, endLsn]: [number, boolean, string | undefined] = [0, false, undefined];
  let fault: unknown;
  let wake = (): void => undefined;
  const stop = (found: unknown): void => {
    fault ??= found;
    over = true;
    wake();
    wire.stream.destroy();
  };
  const onAbort = (): void => stop(interrupted());
  options.signal.addEventListener('abort', onAbort, { once: true });

  let part: Part = 'database';
  wire.on('copyData', ({ chunk }: { chunk: Buffer }) => {
    switch (chunk[0]) {
      // One archive for each tablespace, the ordinary one by the name "base.tar".
      case 0x6e:
        if (chunk.subarray(1, 1 + 'base.tar'.length).toString('latin1') !== 'base.tar') stop(otherTablespaces());
        break;
      case 0x6d:
        part = 'serverManifest';
        break;
      case 0x64:
        // The driver uses its buffer again.
        queue.push({ part, bytes: Buffer.from(chunk.subarray(1)) });
        held += chunk.length;
        if (held > HIGH) wire.stream.pause();
        wake();
        break;
      default:
    }
  });

  async function* contentOf(wanted: Part): AsyncGenerator<Buffer> {
    for (;;) {
      if (fault !== undefined) throw fault;
      const [next] = queue;
      if (next && next.part !== wanted) return;
      if (next) {
        queue.shift();
        held -= next.bytes.length + 1;
        if (held < LOW && wire.stream.isPaused()) wire.stream.resume();
        yield next.bytes;
      } else if (over) return;
      else
        await new Promise<void>((resume) => {
          wake = resume;
        });
    }
  }

  const query = new pg.Query(command(options.rate));
  query.on('row', (row: Row) => {
    if (row.size !== undefined && row.size !== null) options.onTotal(Number(row.size) * 1024);
    if (row.spclocation) stop(otherTablespaces());
    // The first says where the copy begins, the last where it ends.
    if (row.recptr !== undefined) endLsn = row.recptr;
  });
  query.on('end', () => {
    over = true;
    wake();
  });
  query.on('error', (found) => stop(pageFault(found)));
  try {
    if (options.signal.aborted) throw interrupted();
    client.query(query);
    await takers.database(contentOf('database'));
    await takers.serverManifest(contentOf('serverManifest'));
    if (fault !== undefined) throw fault;
    if (endLsn === undefined) throw databaseLost(new Error('no end'));
    return { endLsn };
  } catch (found) {
    stop(found);
    throw fault ?? found;
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    await client.end().catch(() => undefined);
  }
}

const command = (rate: number | undefined): string =>
  `BASE_BACKUP (LABEL 'varco', PROGRESS true, CHECKPOINT 'fast', WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256'${rate === undefined ? '' : `, MAX_RATE ${rate}`})`;

const otherTablespaces = (): BackupFault =>
  new BackupFault('other-tablespaces', {
    it: 'Questo PostgreSQL ha altri tablespace, che una copia dei file non può contenere: usa "varco export".',
    en: 'This PostgreSQL has other tablespaces, which a copy of its files cannot hold: use "varco export".',
  });

/** A page that is not what was written is found by the server while it copies. */
function pageFault(fault: Error): BackupFault {
  if (!/checksum verification fail/i.test(fault.message)) return databaseLost(fault);
  return new BackupFault(
    'damaged',
    {
      it: `PostgreSQL ha trovato pagine danneggiate nei propri file (${fault.message}): la copia non è stata fatta. Conserva le copie che hai e controlla il disco.`,
      en: `PostgreSQL found damaged pages in its own files (${fault.message}): no backup was made. Keep the backups you have and check the disk.`,
    },
    { cause: fault },
  );
}

function refused(fault: unknown): unknown {
  const code = fault instanceof pg.DatabaseError ? fault.code : undefined;
  const message = fault instanceof Error ? fault.message : String(fault);
  if (code === '53300')
    return new BackupFault('already-running', {
      it: 'PostgreSQL non accetta altre copie in questo momento (max_wal_senders): aspetta che finisca quella in corso.',
      en: 'PostgreSQL takes no more copies at this moment (max_wal_senders): wait until the present one ends.',
    });
  if (code === undefined) return databaseLost(fault);
  return new BackupFault(
    'no-replication',
    {
      it: `PostgreSQL non lascia copiare i propri file a questo ruolo (${message}). Serve un ruolo a parte: CREATE ROLE varco_backup LOGIN REPLICATION PASSWORD '...'; una riga "replication" per lui in pg_hba.conf; il suo indirizzo in VARCO_DATABASE_REPLICATION_URL. Oppure usa "varco export".`,
      en: `PostgreSQL does not let this role copy its files (${message}). It takes a role of its own: CREATE ROLE varco_backup LOGIN REPLICATION PASSWORD '...'; a "replication" line for it in pg_hba.conf; its address in VARCO_DATABASE_REPLICATION_URL. Or use "varco export".`,
    },
    { cause: fault },
  );
}
