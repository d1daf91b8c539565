import { hash } from 'node:crypto';
import { checkpointText, keyHashOf, signedNote } from '@varco/shared/access-log/evidence/checkpoint';
import { hexadecimal, leafOfPlain, leafTables, sealFields, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import { MerkleTree, type Sha256 } from '@varco/shared/access-log/evidence/merkle';
import type { Core } from '#core/core';
import { type Batch, batchesOf } from './rules.ts';
import type { NewSeal, Round } from './store.ts';

/** SHA-256 by Node; asked for a buffer, it takes three times as long as for a text of which one makes it. */
export const sha256: Sha256 = (bytes) => Buffer.from(hash('sha256', bytes, 'binary'), 'binary');

/** The bytes of a leaf's hash that a seal keeps of each row, to say which one is another. */
export const DIGEST_BYTES = 2;

/** More rows than this are left to the next round. */
const ROUND_ROWS = 10_000;

type Needs = Pick<Core, 'clock' | 'keys'>;

/** What a round has done. */
export interface Sealed {
  readonly rows: number;
  readonly seals: number;
  /** Below this transaction nothing is left to seal. */
  readonly upTo: number;
  /** Signed, when something was sealed. */
  readonly checkpoint: string | null;
  readonly more: boolean;
}

/** Closes the rows that are final, and signs what the log is then. `from` spares looking again where nothing was. */
export async function sealRows({ clock, keys }: Needs, round: Round, from = 0, finalBelow = round.finalBelow): Promise<Sealed> {
  const { place } = round;
  const begin = Math.max(from, place.nextXid);
  const rows = begin < finalBelow ? await round.rows(begin, finalBelow, ROUND_ROWS) : [];
  const more = rows.length >= ROUND_ROWS;
  const upTo = more ? (rows.at(-1)?.xid ?? begin) + 1 : Math.max(finalBelow, begin);
  if (rows.length === 0) return { rows: 0, seals: 0, upTo, checkpoint: null, more: false };

  const at = clock.now();
  const tree = new MerkleTree(sha256, place.size, place.peaks);
  const hashed = rows.map((row) => ({ ...row, hash: sha256(row.leaf) }));
  const batches = batchesOf(hashed, place.nextXid, upTo);
  for (const batch of batches) await round.add(sealOf(batch, tree, place.era, at));
  return { rows: rows.length, seals: batches.length, upTo, checkpoint: await sign(keys, round, tree, at), more };
}

/** Adds a seal to the tree above and answers it. */
export function addToTree(tree: MerkleTree, era: number, seal: Omit<NewSeal, 'number' | 'peaks'>): NewSeal {
  const numbered = { ...seal, number: String(tree.size) };
  tree.append(sha256(leafOfPlain(leafTables.seals, sealFields, { ...numbered, era, root: hexadecimal(seal.root) })));
  return { ...numbered, peaks: tree.peaks };
}

function sealOf(batch: Batch, above: MerkleTree, era: number, at: Date): NewSeal {
  const { month, kept, fromXid, toXid, rows } = batch;
  const tree = new MerkleTree(sha256);
  const digests = new Uint8Array(rows.length * DIGEST_BYTES);
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    tree.append(row.hash);
    digests.set(row.hash.subarray(0, DIGEST_BYTES), index * DIGEST_BYTES);
    first = Math.min(first, row.at);
    last = Math.max(last, row.at);
  }
  return addToTree(above, era, {
    kind: sealKinds.rows,
    ofTable: leafTables.entries,
    month,
    kept,
    fromXid: String(fromXid),
    toXid: String(toXid),
    rows: rows.length,
    root: tree.root,
    firstAt: new Date(first).toISOString(),
    lastAt: new Date(last).toISOString(),
    closedAt: at.toISOString(),
    note: null,
    digests,
  });
}

/** Signs what the log is now and keeps it as its newest checkpoint. */
export async function sign(keys: Needs['keys'], round: Round, tree: MerkleTree, at: Date): Promise<string> {
  const { origin } = round.place;
  const { publicKey, sign: signBytes } = keys.checkpoints;
  const text = checkpointText({ origin, size: tree.size, root: tree.root, at: at.toISOString() });
  const signature = signBytes(Buffer.from(text, 'utf8'));
  const checkpoint = signedNote(text, { name: origin, keyHash: keyHashOf(sha256, origin, publicKey), signature });
  await round.keep(tree.size, checkpoint, publicKey, at);
  return checkpoint;
}
