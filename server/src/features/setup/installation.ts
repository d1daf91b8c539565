import type { Core } from '#core/core';
import { allOrganizations, lookAtTheDoor, type StoredLook } from '#features/identity';

/** How long a name counts that somebody may have changed meanwhile. */
const KNOWN_FOR_MS = 30_000;

/** Whether the installation has begun, remembered once it has, and how it is called. */
export class Installation {
  readonly #core: Pick<Core, 'db' | 'clock'>;
  #name: string | null = null;
  #look: StoredLook | undefined;
  #askedAt = 0;
  #asking: Promise<boolean> | undefined;

  constructor(core: Pick<Core, 'db' | 'clock'>) {
    this.#core = core;
  }

  get name(): string | null {
    return this.#name;
  }

  /** How its door looks; undefined: as the product does. */
  get look(): StoredLook | undefined {
    return this.#look;
  }

  /** However many requests want to know at once, the database is asked one question; nobody waits for what only the name may be. */
  async isSetUp(): Promise<boolean> {
    const isKnown = this.#name !== null;
    if (isKnown && this.#core.clock.monotonic() - this.#askedAt < KNOWN_FOR_MS) return true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    if (!isKnown) return this.#asking;
    // The old name still serves when the database does not answer.
    this.#asking.catch(() => undefined);
    return true;
  }

  async #ask(): Promise<boolean> {
    this.#askedAt = this.#core.clock.monotonic();
    const { db } = this.#core;
    // One after the other, on one connection: while everybody comes at once, there are none to spare.
    const [first] = await allOrganizations(db);
    const look = await lookAtTheDoor(db);
    this.#name = first?.name ?? this.#name;
    this.#look = look;
    return this.#name !== null;
  }
}
