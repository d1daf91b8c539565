import { hash } from 'node:crypto';
import { HASH_BYTES } from '@varco/shared/access-log/evidence/merkle';
import { DIGEST_BYTES } from './seal-rows.ts';

/** Which row it is, and when it was. */
export interface RowId {
  readonly at: number;
  readonly xid: number;
  readonly n: number;
}

const FIRST_ROOM = 640;

/** The rows that are there for a batch, with the hashes of their leaves one after the other: no object for each. */
export class FoundRows {
  #leaves = Buffer.alloc(FIRST_ROOM * HASH_BYTES);
  #ids = new Float64Array(FIRST_ROOM * 3);
  #size = 0;
  #firstAt = Number.POSITIVE_INFINITY;
  #lastAt = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#size;
  }

  get firstAt(): number {
    return this.#firstAt;
  }

  get lastAt(): number {
    return this.#lastAt;
  }

  clear(): void {
    this.#size = 0;
    this.#firstAt = Number.POSITIVE_INFINITY;
    this.#lastAt = Number.NEGATIVE_INFINITY;
  }

  /** Adds a row by the bytes that the hash of its leaf covers. */
  add(leaf: Uint8Array, at: number, xid: number, n: number): void {
    if (this.#size * HASH_BYTES === this.#leaves.length) this.#grow();
    hashInto(this.#leaves, this.#size * HASH_BYTES, leaf);
    const place = 3 * this.#size;
    this.#ids[place] = at;
    this.#ids[place + 1] = xid;
    this.#ids[place + 2] = n;
    if (at < this.#firstAt) this.#firstAt = at;
    if (at > this.#lastAt) this.#lastAt = at;
    this.#size += 1;
  }

  idOf(index: number): RowId {
    const place = 3 * index;
    return { at: this.#ids[place] ?? 0, xid: this.#ids[place + 1] ?? 0, n: this.#ids[place + 2] ?? 0 };
  }

  get ids(): RowId[] {
    return Array.from({ length: this.#size }, (_, index) => this.idOf(index));
  }

  /** The first two bytes of the hash of a leaf, as a number. */
  digestOf(index: number): number {
    return this.#leaves.readUInt16BE(index * HASH_BYTES);
  }

  /** Whether the hashes of the leaves begin with these bytes. */
  begin(digests: Uint8Array): boolean {
    if (digests.length !== this.#size * DIGEST_BYTES) return false;
    for (let index = 0; index < this.#size; index += 1) {
      const at = index * HASH_BYTES;
      if (digests[2 * index] !== this.#leaves[at] || digests[2 * index + 1] !== this.#leaves[at + 1]) return false;
    }
    return true;
  }

  /** The root of their tree (RFC 9162, 2.1.1), computed level by level: the last node of an odd level goes up as it is. */
  get root(): Buffer {
    const nodes = Buffer.from(this.#leaves.subarray(0, this.#size * HASH_BYTES));
    let width = this.#size;
    for (; width > 1; width = (width + 1) >> 1) {
      for (let pair = 0; pair + 1 < width; pair += 2) {
        // So few bytes are copied faster here than by a call.
        for (let byte = 0, at = pair * HASH_BYTES; byte < 2 * HASH_BYTES; byte += 1) twoNodes[1 + byte] = nodes[at + byte] as number;
        hashInto(nodes, (pair >> 1) * HASH_BYTES, twoNodes);
      }
      if (width % 2 === 1) nodes.copyWithin(((width - 1) >> 1) * HASH_BYTES, (width - 1) * HASH_BYTES, width * HASH_BYTES);
    }
    return nodes.subarray(0, width * HASH_BYTES);
  }

  #grow(): void {
    this.#leaves = Buffer.concat([this.#leaves, Buffer.alloc(this.#leaves.length)]);
    const ids = new Float64Array(2 * this.#ids.length);
    ids.set(this.#ids);
    this.#ids = ids;
  }
}

/** A text of the bytes costs less to make than a buffer, and is written where they are wanted. */
const hashInto = (target: Buffer, at: number, bytes: Uint8Array): number =>
  target.write(hash('sha256', bytes, 'binary'), at, HASH_BYTES, 'latin1');

/** The prefix of a node and room for two hashes. */
const twoNodes = Buffer.alloc(1 + 2 * HASH_BYTES);
twoNodes[0] = 1;
