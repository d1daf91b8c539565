import { LEAF_HEAD_BYTES, LEAF_VERSION, leafTables } from '@varco/shared/access-log/evidence/leaf';
import { HASH_BYTES } from '@varco/shared/access-log/evidence/merkle';
import type { Commitments } from './commitments.ts';
import type { Dictionary } from './store.ts';

/** Which dictionary each of the last fields of a row names. */
const named: readonly Dictionary[] = ['subjects', 'subjects', 'subjects', 'addresses', 'browsers', 'details'];
/** The fields before those. */
const PLAIN_FIELDS = 12;

/**
 * The leaf of the row whose tuple begins at `begin`, which names its dictionary values by number, with their commitments in their place;
 * `missing` hears of a number that its dictionary does not have. The leaf is good until the next call: most of what verifying costs is here.
 */
export function leafOfRow(
  bytes: Buffer,
  begin: number,
  commitments: Readonly<Record<Dictionary, Commitments>>,
  missing: (dictionary: Dictionary, id: number) => void,
): Buffer {
  let from = begin + 2;
  for (let field = 0; field < PLAIN_FIELDS; field += 1) {
    const length = bytes.readInt32BE(from);
    from += length < 0 ? 4 : 4 + length;
  }
  let at = LEAF_HEAD_BYTES + bytes.copy(scratch, LEAF_HEAD_BYTES, begin, from);
  for (let field = 0; field < named.length; field += 1) {
    const dictionary = named[field] as Dictionary;
    if (bytes.readInt32BE(from) < 0) {
      from += 4;
      at = scratch.writeInt32BE(-1, at);
      continue;
    }
    const id = bytes.readInt32BE(from + 4);
    from += 8;
    const isThere = commitments[dictionary].copy(id, scratch, at + 4);
    if (!isThere) missing(dictionary, id);
    at = scratch.writeInt32BE(isThere ? HASH_BYTES : -1, at) + (isThere ? HASH_BYTES : 0);
  }
  return scratch.subarray(0, at);
}

const scratch = Buffer.alloc(1_024);
scratch.set([0, LEAF_VERSION, leafTables.entries]);
