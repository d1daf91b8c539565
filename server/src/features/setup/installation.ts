import type { Core } from '#core/core';
import { type AtTheDoor, atTheDoor, type StoredLook } from '#features/identity';

/** How long a name counts that somebody may have changed meanwhile. */
const KNOWN_FOR_MS = 30_000;

/** Whether the installation has begun, remembered once it has, and what its door says of it. */
export class Installation {
  readonly #core: Pick<Core, 'db' | 'clock'>;
  #first: AtTheDoor | undefined;
  #ownDoors: readonly AtTheDoor[] = [];
  #askedAt = 0;
  #asking: Promise<boolean> | undefined;

  constructor(core: Pick<Core, 'db' | 'clock'>) {
    this.#core = core;
  }

  get name(): string | null {
    return this.#first?.name ?? null;
  }

  /** How its door looks; undefined: as the product does. */
  get look(): StoredLook | undefined {
    return this.#first?.look;
  }

  /** The organizations that have an address of their own at its door (requirements D3, R1.43). */
  get ownDoors(): readonly AtTheDoor[] {
    return this.#ownDoors;
  }

  /** However many requests want to know at once, the database is asked one question; nobody waits for what only the names may be. */
  async isSetUp(): Promise<boolean> {
    const isKnown = this.#first !== undefined;
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
    // One question: while everybody comes at once, there are no connections to spare.
    const told = await atTheDoor(this.#core.db);
    this.#first = told.find(({ first }) => first) ?? this.#first;
    this.#ownDoors = told.filter(({ ownDoor }) => ownDoor);
    return this.#first !== undefined;
  }
}
