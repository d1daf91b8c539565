import { z } from 'zod';

const LATEST_FORMAT = 1;
/** Each part is held in memory: a forged size must not fill it. */
const LARGEST_PART = 16 * 1024 ** 2;
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Text = z.string().max(1_000);

/** A table of an export: its columns in their order, and how many rows there are. */
const Table = z.object({
  name: Text,
  columns: z.array(Text).min(1),
  rows: z.int().min(0),
});
/** A table as an export describes it. */
export type ExportedTable = z.infer<typeof Table>;

/** The sequence behind an identity column, where it stands. */
const Sequence = z.object({
  table: Text,
  column: Text,
  value: z.string().regex(/^-?\d{1,20}$/),
  called: z.boolean(),
});
/** A sequence as an export describes it. */
export type ExportedSequence = z.infer<typeof Sequence>;

/** What a file says of itself, at its end: written last, so that a file without it was never finished. */
export const Manifest = z.object({
  product: z.literal('varco'),
  format: z.literal(LATEST_FORMAT),
  /** A copy of PostgreSQL's files, or the rows of every table. */
  kind: z.enum(['backup', 'export']),
  version: Text,
  begunAt: z.iso.datetime(),
  /** Everything acknowledged before this instant of the database's clock is inside. */
  holdsUntil: z.iso.datetime(),
  postgres: z.object({
    version: Text,
    major: z.int().min(1),
    origin: z.enum(['built-in', 'outside']),
    /** PostgreSQL's number for one installation of its own. */
    system: Text,
  }),
  migrations: z.array(z.object({ name: Text, hash: Sha256 })),
  /** The newest checkpoint of the access log, signed, as its text. */
  checkpoint: z.string().max(100_000).nullable(),
  /** Which secret key belongs to it, and whether it is inside under a passphrase (requirements D7). */
  key: z.object({ fingerprint: Text, inside: z.boolean() }),
  /** Bytes before they were compressed. */
  bytes: z.int().min(0),
  parts: z.array(z.object({ name: Text, size: z.int().min(0).max(LARGEST_PART), sha256: Sha256 })),
  /** What each compressed section holds before it was compressed: nothing is unpacked beyond it. */
  sections: z.array(z.object({ name: Text, bytes: z.int().min(0) })),
  /** The end of the write-ahead log inside a backup. */
  endLsn: Text.nullable(),
  tables: z.array(Table),
  sequences: z.array(Sequence),
});
export type Manifest = z.infer<typeof Manifest>;

/** What the maker of a file knows; the file itself knows its parts and sections. */
export type ManifestHead = Omit<Manifest, 'product' | 'format' | 'parts' | 'sections'>;

/** The format that this version writes, and the latest it reads. */
export const format = LATEST_FORMAT;

/** The format that a manifest claims, before anything else in it is believed. */
export const Claimed = z.object({ product: z.literal('varco'), format: z.int() });

/** The last entry of a file: where its manifest is, what it must be, and the proof of who made it (see `origin.ts`). */
export const End = z.object({
  manifestAt: z.int().min(0),
  manifestSize: z.int().min(2).max(128_000_000),
  manifestSha256: Sha256,
  mac: Sha256.optional(),
});
export type End = z.infer<typeof End>;
