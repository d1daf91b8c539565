import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { JobName, RunId } from '@varco/shared/jobs/jobs';
import type { Clock } from '#core/clock';
import type { Random } from '#core/random';
import type { Db } from '#db/database';
import { insertRun } from './store.ts';

/** What is asked for. */
export interface Wish {
  readonly job: JobName;
  readonly organizationId: OrganizationId;
  /** Ids and numbers, at most 8 KiB; never a name, never a secret. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** null: somebody at the terminal. */
  readonly askedBy: UserId | null;
}

/** Where use cases leave what is to be done later; the run is a row of their own transaction, and nothing is done before it commits. */
export class Queue {
  readonly #core: { readonly clock: Clock; readonly random: Random };
  #added: () => void = () => undefined;

  constructor(core: { readonly clock: Clock; readonly random: Random }) {
    this.#core = core;
  }

  /** Adds a run in the caller's transaction, whose scope must hold the organization. */
  async add(tx: Db, { job, organizationId, input = {}, askedBy }: Wish): Promise<RunId> {
    const id = this.#core.random.id<RunId>();
    await insertRun(tx, { organizationId, id, job, askedBy, askedAt: this.#core.clock.now(), input });
    this.#added();
    return id;
  }

  /** Who looks as soon as something was added here; the transaction may not have ended yet. */
  whenAdded(look: () => void): void {
    this.#added = look;
  }
}
