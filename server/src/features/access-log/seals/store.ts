import { events } from '@varco/shared/access-log/events';
import { entryFields, leafOfTuple, leafTables, type PlainRow, type sealFields } from '@varco/shared/access-log/evidence/leaf';
import { sql } from 'kysely';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Db } from '#db/database';
import { locks } from '#db/locks';
import type { OrganizationKey } from '../store.ts';
import { type Frame, framesOf, tuplesOf } from './tuples.ts';

/** Where the sealer stands. */
export interface Place {
  readonly origin: string;
  readonly era: number;
  readonly size: number;
  readonly nextXid: number;
  readonly peaks: Buffer;
  readonly checkpoint: string | null;
}

/** A final row: its leaf, and the fields by which it is put in its batch. */
export interface FinalRow {
  readonly xid: number;
  readonly at: number;
  readonly kept: boolean;
  readonly leaf: Uint8Array;
}

/** A seal to be added. */
export type NewSeal = Omit<PlainRow<typeof sealFields>, 'root' | 'era'> & {
  readonly root: Uint8Array;
  readonly digests: Uint8Array;
  readonly peaks: Uint8Array;
};

/** One round of sealing: one transaction, whose view of the log is one moment. */
export interface Round {
  readonly place: Place;
  /** Below this transaction every row that will ever be is there. */
  readonly finalBelow: number;
  rows(from: number, to: number, atMost: number): Promise<FinalRow[]>;
  add(seal: NewSeal): Promise<void>;
  keep(size: number, checkpoint: string, publicKey: Uint8Array, at: Date): Promise<void>;
}

/** A connection outside the pool that seals. */
export interface SealingConnection {
  /** Whether this connection is the one that seals; the lock lasts as long as the connection. */
  take(): Promise<boolean>;
  /** Below which transaction every row is final. */
  finalBelow(): Promise<number>;
  place(): Promise<Place>;
  round<Result>(work: (round: Round) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Opens the connection of the sealer; an answer that does not come within half a minute breaks it. */
export async function openSealing(connection: pg.ClientConfig, onLost: () => void): Promise<SealingConnection> {
  const client = new pg.Client({
    ...connection,
    application_name: 'varco sealer',
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 2_000,
    options: '-c timezone=UTC',
  });
  client.on('error', onLost);
  client.on('end', onLost);
  await client.connect();
  return sealingThrough(client);
}

/** The sealing connection over a client that somebody else opens and closes. */
function sealingThrough(client: pg.Client): SealingConnection {
  return {
    take: async () => {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [locks.sealer]);
      return rows[0]?.taken === true;
    },
    finalBelow: async () => {
      const { rows } = await client.query<{ below: string }>('select access_log.final_below() as below');
      return Number(rows[0]?.below);
    },
    place: () => readPlace(client),
    round: (work) => inRound(client, work),
    close: () => client.end().catch(() => undefined),
  };
}

async function readPlace(client: pg.Client): Promise<Place> {
  const { rows } = await client.query<{
    origin: string;
    era: number;
    size: string;
    next_xid: string;
    peaks: Buffer;
    checkpoint: string | null;
  }>('select origin, era, size, next_xid, peaks, checkpoint from access_log.sealer');
  const [row] = rows;
  if (!row) throw new Error('The row of the sealer is missing.');
  return { ...row, size: Number(row.size), nextXid: Number(row.next_xid) };
}

/** The partitions are locked before the snapshot is taken: rows that a move takes to another partition would not be in it. */
async function inRound<Result>(client: pg.Client, work: (round: Round) => Promise<Result>): Promise<Result> {
  await client.query('begin isolation level repeatable read; lock table access_log.entries in access share mode');
  try {
    const result = await work(await roundOn(client));
    await client.query('commit');
    return result;
  } catch (fault) {
    await client.query('rollback').catch(() => undefined);
    throw fault;
  }
}

/** What a round may do, inside a transaction that somebody has begun. */
export async function roundOn(client: pg.Client): Promise<Round> {
  const place = await readPlace(client);
  const { rows } = await client.query<{ below: string }>('select access_log.final_below() as below');
  return {
    place,
    finalBelow: Number(rows[0]?.below),
    rows: (from, to, atMost) => readRows(client, from, to, atMost),
    add: async (seal) => {
      await client.query('select access_log.add_seal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)', [
        seal.number,
        seal.kind,
        seal.ofTable,
        seal.month,
        seal.kept,
        seal.fromXid,
        seal.toXid,
        seal.rows,
        seal.root,
        seal.firstAt,
        seal.lastAt,
        seal.closedAt,
        seal.note,
        seal.digests,
        seal.peaks,
      ]);
    },
    keep: async (size, checkpoint, publicKey, at) => {
      await client.query('select access_log.keep_checkpoint($1, $2, $3, $4)', [size, checkpoint, publicKey, at]);
    },
  };
}

/** The bytes of a copy. */
const copy = (client: pg.Client, question: string): AsyncIterable<Buffer> =>
  client.query(copyTo(`copy (${question}) to stdout (format binary)`));

/** The tuples of a copy, chunk by chunk. */
const copied = (client: pg.Client, question: string): AsyncGenerator<readonly Buffer[]> => tuplesOf(copy(client, question));

const EPOCH_MS = Date.UTC(2000, 0, 1);
/** Where the fields that are never null begin in a tuple: each after its length. */
const AT = 6;
const XID = 18;
const N = 30;
const KEPT = 36;
const EVENT = 61;

/** Which row the tuple is that begins at `begin`: the fields that stand in the same place in all. */
export const placeOfRow = (bytes: Buffer, begin: number): { at: number; xid: number; n: number; kept: boolean } => ({
  // As two halves: exact for every value there can be, and a big integer for each row would cost more than its hash.
  at: Math.floor((bytes.readInt32BE(begin + AT) * 2 ** 32 + bytes.readUInt32BE(begin + AT + 4)) / 1000) + EPOCH_MS,
  xid: bytes.readInt32BE(begin + XID) * 2 ** 32 + bytes.readUInt32BE(begin + XID + 4),
  n: bytes.readInt16BE(begin + N),
  kept: bytes[begin + KEPT] === 1,
});

/** Whether the tuple that begins at `begin` is the row that tells of a purge. */
export const tellsOfPurge = (bytes: Buffer, begin: number): boolean => bytes.readInt16BE(begin + EVENT) === events['log-purged'];

const ENTRY_FIELDS = Object.keys(entryFields).length;

/** A row as its leaf wants it, from a tuple with the fields of one. */
function finalRow(tuple: Buffer): FinalRow {
  if (tuple.readInt16BE(0) !== ENTRY_FIELDS) throw new Error('The rows to seal are not those of this version.');
  return { ...placeOfRow(tuple, 0), leaf: leafOfTuple(leafTables.entries, tuple) };
}

/** How many transactions are looked through at once: where each brings a row, a little more than a round takes. */
const WINDOW_XIDS = 16_384;

/**
 * The first `atMost` rows, whole transactions only. They are looked for window by window: asked for the first of everything that waits,
 * PostgreSQL would sort all of it in each round, and a backlog of millions would never end.
 */
async function readRows(client: pg.Client, from: number, to: number, atMost: number): Promise<FinalRow[]> {
  const rows: FinalRow[] = [];
  let width = WINDOW_XIDS;
  for (let begin = from; begin < to && rows.length < atMost; ) {
    const end = Math.min(to, begin + width);
    const had = rows.length;
    const question = `select * from access_log.rows_to_seal(${begin}, ${end}, ${atMost - had})`;
    for await (const tuples of copied(client, question)) {
      for (const tuple of tuples) rows.push(finalRow(tuple));
    }
    // Between two rows lie as many transactions as wrote elsewhere, or an era.
    if (rows.length - had < atMost / 4) width *= 4;
    begin = end;
  }
  return rows;
}

/** Every row of a month that may be purged, in the order of sealing, with the commitments of what it names. */
export async function* rowsOfMonth(client: pg.Client, month: string): AsyncGenerator<FinalRow, void> {
  const day = pg.escapeLiteral(month);
  for await (const tuples of copied(
    client,
    `select e.at, e.xid, e.n, e.kept, e.organization_id, e.event, e.channel, e.session_number, e.locked_until, e.reason, e.count,
       e.object_id,
       (select s.commitment from access_log.subjects s where s.id = e.subject_id),
       (select s.commitment from access_log.subjects s where s.id = e.actor_id),
       (select s.commitment from access_log.subjects s where s.id = e.on_behalf_of),
       (select a.commitment from access_log.addresses a where a.id = e.address_id),
       (select b.commitment from access_log.browsers b where b.id = e.browser_id),
       (select d.commitment from access_log.details d where d.id = e.detail_id)
     from access_log.entries e
     where not e.kept and e.at >= ${day}::date and e.at < (${day}::date + interval '1 month') order by e.xid, e.n`,
  )) {
    for (const tuple of tuples) yield finalRow(tuple);
  }
}

/** The fields of every seal in their order, and the digests after them. */
export const sealsInTuples = (client: pg.Client): AsyncGenerator<readonly Buffer[]> =>
  copied(
    client,
    `select number, era, kind, of_table, month, kept, from_xid, to_xid, rows, root, first_at, last_at, closed_at, note, digests
     from access_log.seals order by number`,
  );

/** The log while nobody may write to it. */
export interface Silence {
  round(): Promise<Round>;
  /** The first number above every transaction that has written to the log. */
  end(): Promise<number>;
  /** From the end of this work on, transactions are numbered from here. */
  countFrom(xid: number): Promise<void>;
}

/** Does the owner's work on the log in one transaction, for the length of which writers wait. */
export async function whileNobodyWrites(owner: pg.ClientConfig, work: (silence: Silence) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...owner, application_name: 'varco era', options: '-c timezone=UTC -c lock_timeout=30s' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin; lock table access_log.entries in share row exclusive mode');
    await work({
      round: () => roundOn(client),
      end: async () => {
        const { rows } = await client.query<{ end: string }>(
          `select greatest(s.next_xid, 1 + (select max(e.xid) from access_log.entries e where e.xid >= s.next_xid)) as end
           from access_log.sealer s`,
        );
        return Number(rows[0]?.end);
      },
      countFrom: async (xid) => {
        await client.query('select access_log.count_transactions_from($1)', [xid]);
      },
    });
    await client.query('commit');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** How far behind the seals are. */
export interface SealState {
  /** Counted to ten thousand. */
  readonly unsealedRows: number;
  readonly oldestUnsealedAt: Date | null;
  readonly lastSealAt: Date | null;
  /** How many seals there are. */
  readonly size: number;
}

/** Whether some node has taken upon itself to seal. */
export async function isSealing(db: Db): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (
      select from pg_locks l where l.locktype = 'advisory' and l.granted and l.objid = ${locks.sealer} and l.classid = 0
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
    ) as held`.execute(db);
  return rows[0]?.held === true;
}

/** Which log this is and its newest checkpoint. */
export async function readNewest(db: Db): Promise<{ origin: string; checkpoint: string | null }> {
  return db.selectFrom('access_log.sealer').select(['origin', 'checkpoint']).executeTakeFirstOrThrow();
}

/** How far behind the seals are, whoever's rows they close. */
export async function readSealState(db: Db): Promise<SealState> {
  const { rows } = await sql<{ unsealedRows: number; oldestUnsealedAt: Date | null; lastSealAt: Date | null; size: string }>`
    select unsealed_rows as "unsealedRows", oldest_unsealed_at as "oldestUnsealedAt", last_seal_at as "lastSealAt", size
    from access_log.seal_state()`.execute(db);
  const [row] = rows;
  return row ? { ...row, size: Number(row.size) } : { unsealedRows: 0, oldestUnsealedAt: null, lastSealAt: null, size: 0 };
}

/** The dictionaries of the log, in the order in which a row names them: whom, by whom, from where, with what, what changed. */
export const dictionaries = ['subjects', 'addresses', 'browsers', 'details'] as const;
export type Dictionary = (typeof dictionaries)[number];

/**
 * What a commitment covers after the salt, as columns of text; of a detail, what must be opened to know both (`openedDetail`).
 */
const committed: Readonly<Record<Dictionary, string>> = {
  subjects: `'subject/1', organization_id::text, user_id::text, username, name, encode(name_hash, 'hex')`,
  addresses: `'address/1', host(address)`,
  browsers: `'browser/1', family, version, system`,
  details: `'detail/1', organization_id::text, encode(ciphertext, 'hex'), key_id::text`,
};
const saltOf = (dictionary: Dictionary): string => (dictionary === 'details' ? 'null::bytea' : 'salt');

/** Rows as they are verified. */
export interface ReadsRows {
  /** With the numbers of their dictionary values, in the order of transaction and number. */
  rowFrames(fromXid: number, toXid: number): AsyncGenerator<Frame>;
}

/** The log as whoever verifies reads it: everything at one moment, nothing taken on trust. */
export interface Evidence extends ReadsRows {
  /** By which other connections see the same moment, as long as this one is open. */
  readonly snapshot: string;
  readonly place: Place;
  readonly keys: readonly { readonly fromSize: number; readonly publicKey: Buffer }[];
  /** The keys of organizations, which the details are under. */
  readonly organizationKeys: ReadonlyMap<string, OrganizationKey>;
  /** Number, commitment, salt, whether erased, and then what the commitment covers. */
  values(dictionary: Dictionary): AsyncGenerator<readonly Buffer[]>;
  /** The same of these values alone. */
  valuesOf(dictionary: Dictionary, ids: readonly number[]): AsyncGenerator<readonly Buffer[]>;
  /** The fields of seals in their order, and the digests after them. */
  seals(): AsyncGenerator<readonly Buffer[]>;
  /** The same rows, each by itself. */
  rows(fromXid: number, toXid: number): AsyncGenerator<readonly Buffer[]>;
  /** Some of the rows that no seal could close: of no transaction, of one before the first, or of one that has not been yet. */
  impossible(): Promise<readonly { at: Date; xid: string; n: number }[]>;
  /** The seals that tell of purges, without a word about whether they are true. */
  purges(): Promise<{ number: number; month: string }[]>;
  /** What is not sealed, counted whole, and how many of it tell of purges. */
  unsealed(fromXid: number): Promise<{ rows: number; oldestAt: Date | null; purges: number }>;
  /** About how many rows there are, for the progress. */
  estimate(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the log for reading as its owner, through two connections that see the same moment. */
export async function openEvidence(owner: pg.ClientConfig): Promise<Evidence> {
  const [first, second] = [readerOf(owner), readerOf(owner)];
  const close = async (): Promise<void> => {
    await Promise.all([first.end().catch(() => undefined), second.end().catch(() => undefined)]);
  };
  try {
    await first.connect();
    await first.query('begin isolation level repeatable read read only; lock table access_log.entries in access share mode');
    const { rows } = await first.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
    const snapshot = rows[0]?.snapshot ?? '';
    await seeMoment(second, snapshot);
    return await evidenceOf(first, second, snapshot, close);
  } catch (fault) {
    await close();
    throw fault;
  }
}

/** Opens one more connection, for rows alone, that sees the moment of an evidence; it ends with its thread. */
export async function openRows(owner: pg.ClientConfig, snapshot: string): Promise<ReadsRows> {
  const client = readerOf(owner);
  await seeMoment(client, snapshot);
  return { rowFrames: (from, to) => framesOf(copy(client, rowsBetween(from, to))) };
}

function readerOf(owner: pg.ClientConfig): pg.Client {
  const client = new pg.Client({ ...owner, application_name: 'varco evidence', options: '-c timezone=UTC -c statement_timeout=0' });
  client.on('error', () => undefined);
  return client;
}

async function seeMoment(client: pg.Client, snapshot: string): Promise<void> {
  await client.connect();
  await client.query(`begin isolation level repeatable read read only; set transaction snapshot ${pg.escapeLiteral(snapshot)}`);
  await client.query(`set local work_mem = '64MB'`);
}

const rowsBetween = (from: number, to: number): string =>
  `select at, xid, n, kept, organization_id, event, channel, session_number, locked_until, reason, count, object_id,
     subject_id, actor_id, on_behalf_of, address_id, browser_id, detail_id
   from access_log.entries where xid >= ${from} and xid < ${to} order by xid, n`;

async function evidenceOf(first: pg.Client, second: pg.Client, snapshot: string, close: () => Promise<void>): Promise<Evidence> {
  const { rows: keys } = await first.query<{ from_size: string; public_key: Buffer }>(
    'select from_size, public_key from access_log.seal_keys order by from_size, since',
  );
  const { rows: organizationKeys } = await first.query<OrganizationKey>(
    'select organization_id as "organizationId", id, wrapped from access_log.organization_keys',
  );
  return {
    snapshot,
    place: await readPlace(first),
    organizationKeys: new Map(organizationKeys.map((key) => [`${key.organizationId} ${key.id}`, key])),
    keys: keys.map((key) => ({ fromSize: Number(key.from_size), publicKey: key.public_key })),
    values: (dictionary) =>
      copied(
        second,
        `select id, commitment, ${saltOf(dictionary)}, erased_at is not null, ${committed[dictionary]} from access_log.${dictionary} order by id`,
      ),
    valuesOf: (dictionary, ids) =>
      copied(
        second,
        `select id, commitment, ${saltOf(dictionary)}, erased_at is not null, ${committed[dictionary]} from access_log.${dictionary}
         where id = any ('{${ids.map(Number).join()}}') order by id`,
      ),
    seals: () => sealsInTuples(first),
    rowFrames: (from, to) => framesOf(copy(second, rowsBetween(from, to))),
    rows: (from, to) => copied(second, rowsBetween(from, to)),
    impossible: async () => {
      const { rows } = await second.query<{ at: Date; xid: string; n: number }>(
        `select at, coalesce(xid::text, '-') as xid, n from access_log.entries
         where xid < 0 or xid is null
           or xid >= greatest((select next_xid from access_log.sealer),
             pg_snapshot_xmax(pg_current_snapshot())::text::bigint + access_log.transaction_offset())
         order by at limit 1000`,
      );
      return rows;
    },
    purges: async () => {
      const { rows } = await second.query<{ number: string; month: string }>(
        `select number, month::text as month from access_log.seals where kind = 4 order by number`,
      );
      return rows.map(({ number, month }) => ({ number: Number(number), month }));
    },
    unsealed: async (from) => {
      const { rows } = await second.query<{ rows: string; oldestAt: Date | null; purges: string }>(
        `select count(*) as rows, min(at) as "oldestAt", count(*) filter (where event = $2) as purges from access_log.entries where xid >= $1`,
        [from, events['log-purged']],
      );
      return { rows: Number(rows[0]?.rows), oldestAt: rows[0]?.oldestAt ?? null, purges: Number(rows[0]?.purges) };
    },
    estimate: async () => {
      const { rows } = await second.query<{ rows: string }>(
        // A table that was never analyzed says -1; a row takes about a hundred bytes.
        `select coalesce(sum(case when c.reltuples > 0 then c.reltuples else pg_relation_size(c.oid) / 100 end), 0)::bigint as rows from pg_class c
         where c.relkind = 'r' and c.relnamespace = 'access_log'::regnamespace and c.relname like 'entries_%'`,
      );
      return Number(rows[0]?.rows);
    },
    close,
  };
}
