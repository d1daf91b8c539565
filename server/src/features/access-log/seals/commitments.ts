import { HASH_BYTES } from '@varco/shared/access-log/evidence/merkle';

const PAGE_VALUES = 1_024;

/**
 * The commitments of a dictionary by the number of their value. Numbers come one after the other, and millions of them must fit; but one
 * far away, put there by somebody, must not cost what lies between. Threads share the pages, and none writes to them any more.
 */
export class Commitments {
  /** Sparse where the numbers are. */
  readonly #pages: (Buffer | undefined)[] = [];

  constructor(pages: ReadonlyMap<number, SharedArrayBuffer> = new Map()) {
    for (const [number, page] of pages) this.#pages[number] = Buffer.from(page);
  }

  /** What another thread makes the same commitments of. */
  get pages(): ReadonlyMap<number, SharedArrayBuffer> {
    return new Map(Object.entries(this.#pages).map(([number, page]) => [Number(number), page?.buffer as unknown as SharedArrayBuffer]));
  }

  set(id: number, commitment: Uint8Array): void {
    const number = Math.floor(id / PAGE_VALUES);
    const page = this.#pages[number] ?? Buffer.from(new SharedArrayBuffer(PAGE_VALUES * HASH_BYTES));
    this.#pages[number] = page;
    page.set(commitment, (id - number * PAGE_VALUES) * HASH_BYTES);
  }

  /** Copies the commitment of a value to a place in `target`; false when the dictionary has none of this number. */
  copy(id: number, target: Buffer, targetAt: number): boolean {
    const number = Math.floor(id / PAGE_VALUES);
    const page = this.#pages[number];
    if (!page) return false;
    const at = (id - number * PAGE_VALUES) * HASH_BYTES;
    // So few bytes are copied faster here than by a call.
    let bits = 0;
    for (let byte = 0; byte < HASH_BYTES; byte += 1) {
      const value = page[at + byte] as number;
      target[targetAt + byte] = value;
      bits |= value;
    }
    return bits !== 0;
  }
}
