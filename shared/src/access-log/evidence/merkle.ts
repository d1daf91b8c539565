/** SHA-256 of some bytes, done with them when it answers; handed in, since this code also runs where there is no Node. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The length of a hash. */
export const HASH_BYTES = 32;

/** A node above two others (RFC 9162, 2.1.1). */
function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + HASH_BYTES);
  return sha256(pair);
}

/** The prefix of a node and room for two hashes: used again for each, since a new one would cost as much as the hash. */
const pair = new Uint8Array(1 + 2 * HASH_BYTES);
pair[0] = 1;

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

/** The perfect subtrees of a run of leaves that begins anywhere, as they are after each leaf. */
export class SubtreeRun {
  readonly #sha256: Sha256;
  readonly #roots: { level: number; hash: Uint8Array }[] = [];
  readonly from: number;
  #to: number;

  constructor(sha256: Sha256, from: number) {
    this.#sha256 = sha256;
    this.from = from;
    this.#to = from;
  }

  /** The place after the last leaf. */
  get to(): number {
    return this.#to;
  }

  /** The roots, in the order of `subtreesBetween`. */
  get hashes(): Uint8Array[] {
    return this.#roots.map(({ hash }) => hash);
  }

  append(leaf: Uint8Array): void {
    this.#to += 1;
    let node = { level: 0, hash: leaf };
    for (;;) {
      const before = this.#roots.at(-1);
      if (before?.level !== node.level || this.#to % 2 ** (node.level + 1) !== 0) break;
      this.#roots.pop();
      node = { level: node.level + 1, hash: nodeHash(this.#sha256, before.hash, node.hash) };
    }
    this.#roots.push(node);
  }
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
