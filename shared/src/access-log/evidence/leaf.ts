import { HASH_BYTES } from './merkle.ts';

/** How a field is written: as PostgreSQL sends it in a binary copy. `hash` stands for 32 bytes, written as hexadecimal digits. */
export type FieldKind = 'instant' | 'int8' | 'int4' | 'int2' | 'bool' | 'uuid' | 'date' | 'text' | 'hash';

/** A value as an archive writes it: numbers of 64 bits and instants as text, hashes in hexadecimal, `infinity` for an instant never reached. */
export type Plain = string | number | boolean | null;

/** The version of the writing of leaves; a later one changes the first byte that a leaf's hash covers after its prefix. */
export const LEAF_VERSION = 1;

/** The tables whose rows are leaves, with the number that stands in them. */
export const leafTables = { seals: 0, entries: 1 } as const satisfies Record<string, number>;

/**
 * The fields of a row of the log in a leaf, in order: those that are never null and of one width first, those that name a dictionary
 * value last, where a leaf holds the commitment.
 */
export const entryFields = {
  at: 'instant',
  xid: 'int8',
  n: 'int2',
  kept: 'bool',
  organizationId: 'uuid',
  event: 'int2',
  channel: 'int2',
  sessionNumber: 'int8',
  lockedUntil: 'instant',
  reason: 'int2',
  count: 'int4',
  objectId: 'uuid',
  subject: 'hash',
  actor: 'hash',
  onBehalfOf: 'hash',
  address: 'hash',
  browser: 'hash',
  detail: 'hash',
} as const satisfies Record<string, FieldKind>;

/** The fields of a seal that the tree above covers, in order. */
export const sealFields = {
  number: 'int8',
  era: 'int2',
  kind: 'int2',
  ofTable: 'int2',
  month: 'date',
  kept: 'bool',
  fromXid: 'int8',
  toXid: 'int8',
  rows: 'int4',
  root: 'hash',
  firstAt: 'instant',
  lastAt: 'instant',
  closedAt: 'instant',
  note: 'text',
} as const satisfies Record<string, FieldKind>;

/** What a seal closes or tells: rows, the passage from one era to the next, or that the rows of a month were purged. */
export const sealKinds = { rows: 1, moved: 2, restored: 3, purged: 4 } as const satisfies Record<string, number>;

/** A row or a seal with plain values. */
export type PlainRow<Fields extends Record<string, FieldKind>> = { readonly [Name in keyof Fields]: Plain };

const EPOCH_MS = Date.UTC(2000, 0, 1);
const DAY_MS = 86_400_000;
const NEVER = 0x7fff_ffff_ffff_ffffn;
const decoder = new TextDecoder('utf-8', { fatal: true });
const encoder = new TextEncoder();

/** Length of the fields of one width. */
const widths: Readonly<Partial<Record<FieldKind, number>>> = {
  instant: 8,
  int8: 8,
  int4: 4,
  int2: 2,
  bool: 1,
  uuid: 16,
  date: 4,
  hash: HASH_BYTES,
};

/** A value that cannot be the one of its field. */
export class LeafFault extends Error {}

const wrong = (kind: FieldKind, value: unknown): LeafFault => new LeafFault(`${JSON.stringify(value)} is no ${kind}`);

function fromHexadecimal(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

const pairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as hexadecimal digits. */
export function hexadecimal(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += pairs[byte];
  return digits;
}

/** The bytes of hexadecimal digits; undefined when the text is something else. */
export const bytesOf = (text: unknown): Uint8Array | undefined =>
  typeof text === 'string' && text.length % 2 === 0 && /^[0-9a-f]*$/.test(text) ? fromHexadecimal(text) : undefined;

function bytesOfField(kind: FieldKind, value: Exclude<Plain, null>): Uint8Array {
  const bytes = new Uint8Array(widths[kind] ?? 0);
  const view = new DataView(bytes.buffer);
  if (kind === 'text') {
    if (typeof value !== 'string' || !value.isWellFormed()) throw wrong(kind, value);
    return encoder.encode(value);
  }
  if (kind === 'bool') {
    if (typeof value !== 'boolean') throw wrong(kind, value);
    bytes[0] = value ? 1 : 0;
  } else if (kind === 'int2' || kind === 'int4') {
    const most = kind === 'int2' ? 0x7fff : 0x7fff_ffff;
    if (typeof value !== 'number' || !Number.isInteger(value) || value > most || value < -most - 1) throw wrong(kind, value);
    if (kind === 'int2') view.setInt16(0, value);
    else view.setInt32(0, value);
  } else if (typeof value !== 'string') throw wrong(kind, value);
  else if (kind === 'int8') {
    if (!/^(0|-?[1-9]\d{0,18})$/.test(value) || BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) throw wrong(kind, value);
    view.setBigInt64(0, BigInt(value));
  } else if (kind === 'instant') view.setBigInt64(0, value === 'infinity' ? NEVER : BigInt(msOf(value, kind) - EPOCH_MS) * 1000n);
  else if (kind === 'date') view.setInt32(0, (msOf(`${value}T00:00:00.000Z`, kind) - EPOCH_MS) / DAY_MS);
  else {
    const digits = kind === 'uuid' ? value.replaceAll('-', '') : value;
    const pattern = kind === 'uuid' ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ : /^[0-9a-f]{64}$/;
    if (!pattern.test(value)) throw wrong(kind, value);
    return fromHexadecimal(digits);
  }
  return bytes;
}

function msOf(value: string, kind: FieldKind): number {
  const ms = Date.parse(value);
  // One writing for each instant: whoever reads the archive must not have two rows for one leaf.
  if (!Number.isFinite(ms) || isoOf(ms) !== value) throw wrong(kind, value);
  return ms;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

function valueOfField(kind: FieldKind, bytes: Uint8Array): Plain {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = widths[kind];
  if (width !== undefined && bytes.length !== width) throw wrong(kind, hexadecimal(bytes));
  switch (kind) {
    case 'text':
      return decoder.decode(bytes);
    case 'bool':
      return bytes[0] === 1;
    case 'int2':
      return view.getInt16(0);
    case 'int4':
      return view.getInt32(0);
    case 'int8':
      return String(view.getBigInt64(0));
    case 'date':
      return isoOf(view.getInt32(0) * DAY_MS + EPOCH_MS).slice(0, 10);
    case 'instant': {
      const micros = view.getBigInt64(0);
      return micros === NEVER ? 'infinity' : isoOf(Number(micros / 1000n) + EPOCH_MS);
    }
    case 'uuid': {
      const digits = hexadecimal(bytes);
      return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`;
    }
    case 'hash':
      return hexadecimal(bytes);
  }
}

/** What stands before the tuple: the prefix of a leaf (RFC 9162, 2.1.1), the version of this writing, the table. */
export const LEAF_HEAD_BYTES = 3;

/** The bytes that the hash of a leaf covers, from plain values; throws a `LeafFault` for a value that cannot be its field's. */
export function leafOfPlain<Fields extends Record<string, FieldKind>>(table: number, fields: Fields, row: PlainRow<Fields>): Uint8Array {
  const names = Object.keys(fields);
  const parts = names.map((name) => {
    const value = row[name];
    if (value === undefined) throw new LeafFault(`${name} is missing`);
    return value === null ? null : bytesOfField(fields[name] as FieldKind, value);
  });
  const length = parts.reduce((sum, part) => sum + 4 + (part?.length ?? 0), LEAF_HEAD_BYTES + 2);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set([0, LEAF_VERSION, table]);
  view.setInt16(LEAF_HEAD_BYTES, names.length);
  let at = LEAF_HEAD_BYTES + 2;
  for (const part of parts) {
    view.setInt32(at, part?.length ?? -1);
    at += 4;
    if (part) bytes.set(part, at);
    at += part?.length ?? 0;
  }
  return bytes;
}

/** The bytes that the hash of a leaf covers, from a tuple as PostgreSQL sends it, which holds exactly the fields of the leaf. */
export function leafOfTuple(table: number, tuple: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LEAF_HEAD_BYTES + tuple.length);
  bytes.set([0, LEAF_VERSION, table]);
  bytes.set(tuple, LEAF_HEAD_BYTES);
  return bytes;
}

/** The fields of a tuple as their bytes, null for a null. */
export function partsOf(tuple: Uint8Array): (Uint8Array | null)[] {
  const view = new DataView(tuple.buffer, tuple.byteOffset, tuple.byteLength);
  const parts: (Uint8Array | null)[] = [];
  for (let at = 2; at < tuple.length; ) {
    const length = view.getInt32(at);
    at += 4;
    parts.push(length < 0 ? null : tuple.subarray(at, at + length));
    at += Math.max(length, 0);
  }
  return parts;
}

/** The plain values of a tuple. */
export function plainOfTuple<Fields extends Record<string, FieldKind>>(fields: Fields, tuple: Uint8Array): PlainRow<Fields> {
  const parts = partsOf(tuple);
  const row: Record<string, Plain> = {};
  for (const [index, name] of Object.keys(fields).entries()) {
    const part = parts[index];
    row[name] = part ? valueOfField(fields[name] as FieldKind, part) : null;
  }
  return row as PlainRow<Fields>;
}

/** The bytes a commitment covers after its salt: each field with its length, absent ones marked (`access_log.canonical`). */
export function canonical(fields: readonly (string | null)[]): Uint8Array {
  const parts = fields.map((field) => (field === null ? null : encoder.encode(field)));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 1 + (part ? 4 + part.length : 0), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const part of parts) {
    if (part) {
      bytes[at] = 1;
      view.setInt32(at + 1, part.length);
      bytes.set(part, at + 5);
      at += 5 + part.length;
    } else at += 1;
  }
  return bytes;
}
