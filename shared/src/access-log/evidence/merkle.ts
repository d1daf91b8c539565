/** SHA-256 of some bytes; handed in, since this code also runs where there is no Node. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The length of a hash. */
export const HASH_BYTES = 32;

/** A node above two others (RFC 9162, 2.1.1). */
function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_BYTES);
  return sha256(bytes);
}

/**
 * A Merkle tree of RFC 9162 that only grows and remembers only its peaks: the roots of the perfect subtrees that cover it, the largest
 * first. They are as many as the ones in the binary writing of its size.
 */
export class MerkleTree {
  readonly #sha256: Sha256;
  readonly #peaks: Uint8Array[] = [];
  #size: number;

  /** An empty tree, or the one that `size` and `peaks` remember. */
  constructor(sha256: Sha256, size = 0, peaks: Uint8Array = new Uint8Array()) {
    this.#sha256 = sha256;
    this.#size = size;
    if (peaks.length !== peaksOf(size) * HASH_BYTES) throw new RangeError('These are not the peaks of a tree of this size.');
    for (let at = 0; at < peaks.length; at += HASH_BYTES) this.#peaks.push(peaks.slice(at, at + HASH_BYTES));
  }

  /** How many leaves it has. */
  get size(): number {
    return this.#size;
  }

  /** Its peaks, one after the other. */
  get peaks(): Uint8Array {
    const bytes = new Uint8Array(this.#peaks.length * HASH_BYTES);
    for (const [index, peak] of this.#peaks.entries()) bytes.set(peak, index * HASH_BYTES);
    return bytes;
  }

  get root(): Uint8Array {
    const [last, ...others] = this.#peaks.toReversed();
    if (!last) return this.#sha256(new Uint8Array());
    return others.reduce((right, left) => nodeHash(this.#sha256, left, right), last);
  }

  /** Adds the hash of a leaf. */
  append(leaf: Uint8Array): void {
    this.appendSubtree(0, leaf);
  }

  /** Adds a perfect subtree of 2^`level` leaves by its root; it must begin where such a subtree may stand. */
  appendSubtree(level: number, root: Uint8Array): void {
    const width = 2 ** level;
    if (this.#size % width !== 0) throw new RangeError('A subtree of this level cannot begin here.');
    let node = root;
    for (let rest = this.#size / width; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = nodeHash(this.#sha256, this.#peaks.pop() ?? node, node);
    }
    this.#peaks.push(node);
    this.#size += width;
  }
}

function peaksOf(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

/** The levels of the largest perfect subtrees that cover the leaves from `from` up to `to`, in order. */
export function subtreesBetween(from: number, to: number): number[] {
  const levels: number[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    levels.push(level);
    at += 2 ** level;
  }
  return levels;
}
