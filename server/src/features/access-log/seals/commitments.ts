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

  /** The commitment of a value; undefined when the dictionary has none of this number. */
  get(id: number): Buffer | undefined {
    const number = Math.floor(id / PAGE_VALUES);
    const at = (id - number * PAGE_VALUES) * HASH_BYTES;
    const found = this.#pages.get(number)?.subarray(at, at + HASH_BYTES);
    return found?.equals(nothing) ? undefined : found;
  }
}
