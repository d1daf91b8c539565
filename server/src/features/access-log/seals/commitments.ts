import { HASH_BYTES } from '@varco/shared/access-log/evidence/merkle';

const PAGE_VALUES = 1_024;
const nothing = Buffer.alloc(HASH_BYTES);

/**
 * The commitments of a dictionary by the number of their value. Numbers come one after the other, and millions of them must fit; but one
 * far away, put there by somebody, must not cost what lies between.
 */
export class Commitments {
  readonly #pages = new Map<number, Buffer>();

  set(id: number, commitment: Uint8Array): void {
    const number = Math.floor(id / PAGE_VALUES);
    const page = this.#pages.get(number) ?? Buffer.alloc(PAGE_VALUES * HASH_BYTES);
    this.#pages.set(number, page);
    page.set(commitment, (id - number * PAGE_VALUES) * HASH_BYTES);
  }

  /** Copies the commitment of a value to a place in `target`; false when the dictionary has none of this number. */
  copy(id: number, target: Buffer, targetAt: number): boolean {
    const number = Math.floor(id / PAGE_VALUES);
    const page = this.#pages.get(number);
    const at = (id - number * PAGE_VALUES) * HASH_BYTES;
    if (!page) return false;
    page.copy(target, targetAt, at, at + HASH_BYTES);
    return target[targetAt] !== 0 || nothing.compare(target, targetAt, targetAt + HASH_BYTES) !== 0;
  }
}
