import type { Core } from '#core/core';
import { allOrganizations } from '#features/identity';

/** Whether the installation has begun, remembered once it has, and how it is called. */
export class Installation {
  readonly #core: Pick<Core, 'db'>;
  #name: string | null = null;
  #asking: Promise<boolean> | undefined;

  constructor(core: Pick<Core, 'db'>) {
    this.#core = core;
  }

  get name(): string | null {
    return this.#name;
  }

  /** However many requests want to know at once, the database is asked one question. */
  async isSetUp(): Promise<boolean> {
    if (this.#name !== null) return true;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    this.#name = (await allOrganizations(this.#core.db))[0]?.name ?? null;
    return this.#name !== null;
  }
}
