import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { JobName, Outcome, RunId } from '@varco/shared/jobs/jobs';
import type { z } from 'zod';
import type { Schedule } from './schedule.ts';

/** As whom a run is worked: a user of a service, by the names under which the log knows it (requirements R1.60). */
export interface Worker {
  readonly userId: UserId;
  /** Its own organization. */
  readonly organizationId: OrganizationId;
  readonly username: string;
  readonly name: string;
}

/** What a run knows of itself, and how it tells where it is. */
export interface RunContext<Input> {
  readonly runId: RunId;
  /** Whose run it is; the installation's for what the plan does for everybody. */
  readonly organizationId: OrganizationId;
  readonly input: Input;
  readonly askedBy: UserId | null;
  /** As whom it is worked; undefined: as the product itself. */
  readonly worker?: Worker | undefined;
  /** When the plan wanted it; null: somebody asked for it out of its turn. */
  readonly dueAt: Date | null;
  /** The first node to take it is 1; a higher one may find half of the work done. */
  readonly attempt: number;
  /** Whether to leave off: somebody asked for it, the node is stopping, or another node has taken the run. */
  readonly cancelled: boolean;
  /** Tells how far the work is; written at most twice a second, so it may be called for every row. */
  progress(done: number, total?: number): void;
  /** Leaves off here if it was asked to: call it where what is done so far is whole. */
  stopIfCancelled(): void;
}

/** A kind of work that leaves runs behind. */
export interface Job {
  readonly name: JobName;
  readonly schedule: Schedule | null;
  run(context: RunContext<unknown>): Promise<Outcome>;
}

/** A job ended as one of the ways it foresees, which is no fault of ours: its run is failed, with this outcome and no trace in the log. */
export class JobFailure extends Error {
  readonly outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.code);
    this.name = 'JobFailure';
    this.outcome = outcome;
  }
}

/** What a queued run was given does not have the shape that its job wants. */
export class UnreadableInput extends Error {}

/**
 * Describes a job. Its handler must bear being run twice, also from the middle: a node that dies hands its run to another. A job with a
 * schedule is planned for the whole installation and takes no input; an administrator may run it whenever he wants.
 */
export function defineJob<Shape extends z.ZodType>(job: {
  readonly name: JobName;
  readonly schedule?: Schedule;
  readonly input?: Shape;
  run(context: RunContext<z.output<Shape>>): Promise<Outcome>;
}): Job {
  return {
    name: job.name,
    schedule: job.schedule ?? null,
    run: (context) => {
      const input = job.input ? job.input.safeParse(context.input) : undefined;
      if (input && !input.success) throw new UnreadableInput(`${job.name}: ${input.error.message}`);
      return job.run({
        runId: context.runId,
        organizationId: context.organizationId,
        input: (input?.data ?? context.input) as z.output<Shape>,
        askedBy: context.askedBy,
        worker: context.worker,
        dueAt: context.dueAt,
        attempt: context.attempt,
        get cancelled() {
          return context.cancelled;
        },
        progress: (done, total) => context.progress(done, total),
        stopIfCancelled: () => context.stopIfCancelled(),
      });
    },
  };
}
