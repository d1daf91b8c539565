import type { Logger } from 'pino';

/** Something that is done by itself, again and again. */
export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<unknown>;
}

/**
 * Runs jobs at their intervals until stopped; a run that fails is logged and tried at the next interval, and a run never overlaps
 * itself. Every job bears being run on several nodes at once: what it does, it does by one conditional statement for each row.
 */
export class Jobs {
  readonly #log: Logger;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  #stopped = false;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(job: Job): void {
    const next = () => {
      if (this.#stopped) return;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        const run = this.#once(job).finally(() => {
          this.#running.delete(run);
          next();
        });
        this.#running.add(run);
      }, job.everyMs);
      timer.unref();
      this.#timers.add(timer);
    };
    next();
  }

  /** Starts nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.allSettled(this.#running);
  }

  async #once(job: Job): Promise<void> {
    try {
      await job.run();
    } catch (fault) {
      this.#log.warn({ err: fault, job: job.name }, 'a job failed and will be tried again');
    }
  }
}
