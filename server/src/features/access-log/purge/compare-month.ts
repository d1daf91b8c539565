import { parseCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import { hexadecimal, leafOfTuple, leafTables, plainOfTuple, sealFields, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import { MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import { MonthOfSeals } from '@varco/shared/access-log/evidence/purge';
import type { Core } from '#core/core';
import { sha256 } from '../seals/seal-rows.ts';
import { isSignedBy, withoutDigests } from '../seals/verify-log.ts';
import type { PurgeConnection } from './store.ts';

/** A seal over rows of the month, as far as its rows are compared with it. */
interface Batch {
  readonly fromXid: number;
  readonly toXid: number;
  readonly rows: number;
  readonly root: string;
}

/**
 * Computes again what the seals of a month amount to, if they are those that the newest checkpoint signs and its rows those that they
 * closed; undefined when not. A purge takes away what would show that a row was changed: so it comes after the last look.
 */
export async function compareMonth(
  keys: Core['keys'],
  connection: Pick<PurgeConnection, 'seals' | 'rows'>,
  checkpoint: string,
  month: string,
): Promise<MonthOfSeals | undefined> {
  const signed = parseCheckpoint(checkpoint);
  const { publicKey } = keys.checkpoints;
  if (!signed?.signatures.some(({ signature }) => isSignedBy(publicKey, signed.text, signature))) return undefined;
  const above = new MerkleTree(sha256);
  const all = new MonthOfSeals(sha256);
  const batches: Batch[] = [];
  let agrees = false;
  for await (const tuples of connection.seals()) {
    for (const tuple of tuples) {
      const leaf = sha256(leafOfTuple(leafTables.seals, withoutDigests(tuple)));
      above.append(leaf);
      // The sealer may have gone on since: what it added is nothing that goes now.
      if (above.size === signed.size) agrees = Buffer.from(above.root).equals(signed.root);
      const seal = plainOfTuple(sealFields, tuple);
      if (seal.kind !== sealKinds.rows || seal.kept !== false || seal.month !== month) continue;
      if (above.size > signed.size) return undefined;
      const { root, firstAt, lastAt } = seal;
      all.add(leaf, { rows: Number(seal.rows), root: String(root), firstAt: String(firstAt), lastAt: String(lastAt) });
      batches.push({ fromXid: Number(seal.fromXid), toXid: Number(seal.toXid), rows: Number(seal.rows), root: String(root) });
    }
  }
  return agrees && (await haveTheirRows(connection, month, batches)) ? all : undefined;
}

/** Whether each batch has just the rows that were sealed, and no row is in none. */
async function haveTheirRows(connection: Pick<PurgeConnection, 'rows'>, month: string, batches: readonly Batch[]): Promise<boolean> {
  let at = 0;
  let tree = new MerkleTree(sha256);
  const isWhole = (): boolean => tree.size === batches[at]?.rows && hexadecimal(tree.root) === batches[at]?.root;
  for await (const row of connection.rows(month)) {
    while (row.xid >= (batches[at]?.toXid ?? Number.POSITIVE_INFINITY)) {
      if (!isWhole()) return false;
      at += 1;
      tree = new MerkleTree(sha256);
    }
    const batch = batches[at];
    if (!batch || row.xid < batch.fromXid) return false;
    tree.append(sha256(row.leaf));
  }
  return at === batches.length - 1 && isWhole();
}
