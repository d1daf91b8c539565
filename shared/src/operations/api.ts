import { z } from 'zod';
import { UserId } from '../ids.ts';
import { JobName, OutcomeCode, RunState } from '../jobs/jobs.ts';

/** One run of a job: who or what wanted it, how far it is, how it ended. */
export const Run = z.object({
  id: z.uuid(),
  job: JobName,
  state: RunState,
  /** When the plan wanted it; null: somebody asked for it. */
  dueAt: z.iso.datetime().nullable(),
  /** Who asked; null with no due time: somebody at the terminal. */
  askedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** As which user of a service it was worked; null: as the product itself, or as one that is gone (requirements R1.60). */
  ranAs: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  askedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** How far it is; no total while it is not known. */
  done: z.number().int(),
  total: z.number().int().nullable(),
  /** More than 1: a node fell silent, and another took the run. */
  attempt: z.number().int(),
  /** The node that has it or had it; only for whoever sees all runs. */
  node: z.string().nullable(),
  cancelAsked: z.boolean(),
  outcome: z
    .object({ code: OutcomeCode })
    .catchall(z.union([z.number(), z.string()]))
    .nullable(),
});
export type Run = z.infer<typeof Run>;

/** Which runs are wanted, the newest first. */
export const RunQuery = z.object({
  job: JobName.optional(),
  state: RunState.optional(),
  /** The opaque position after which the page begins, from `next`. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type RunQuery = z.infer<typeof RunQuery>;

/** A page of runs, the newest first. */
export const RunPage = z.object({ items: z.array(Run), next: z.string().nullable() });
export type RunPage = z.infer<typeof RunPage>;

/** A job that is planned: when it is due next, its last run that ended and the one that waits or goes on. */
export const PlannedJob = z.object({
  name: JobName,
  /** At an hour of each day (`HH:MM` in the installation's zone), or each time so many minutes have passed. */
  schedule: z.union([z.object({ daily: z.string() }), z.object({ everyMinutes: z.number() })]),
  nextAt: z.iso.datetime(),
  last: Run.nullable(),
  open: Run.nullable(),
});
export type PlannedJob = z.infer<typeof PlannedJob>;

/** Every planned job of this version. */
export const PlannedJobs = z.object({ timeZone: z.string(), items: z.array(PlannedJob) });
export type PlannedJobs = z.infer<typeof PlannedJobs>;

/** As which user of a service jobs are worked, and which could be chosen (requirements R1.60). */
export const JobWorker = z.object({
  version: z.number().int(),
  /** Null: as the product itself. */
  user: z
    .object({
      id: z.uuid(),
      name: z.string(),
      /** Whether it may act; while it may not, jobs are worked as the product itself. */
      acts: z.boolean(),
    })
    .nullable(),
  choices: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
export type JobWorker = z.infer<typeof JobWorker>;

/** As which user of a service jobs are worked from now on; null: as the product itself. */
export const ChooseJobWorker = z.object({ version: z.number().int(), userId: UserId.nullable() });
export type ChooseJobWorker = z.infer<typeof ChooseJobWorker>;

/** What was asked for, to be looked at until it ends. */
export const AskedRun = z.object({ id: z.uuid() });
export type AskedRun = z.infer<typeof AskedRun>;

/**
 * What of the machine and of its jobs needs an administrator; the desk has a sentence for each kind, and a kind without one does not
 * compile. A new need is one member here, one line in `needs.ts` of the server and one sentence in each language.
 */
export const Need = z.discriminatedUnion('kind', [
  /** Runs that failed in the last days and whose job did not succeed since. */
  z.object({ kind: z.literal('failed-runs'), runs: z.number().int(), job: JobName, run: z.uuid() }),
  /** Runs that wait longer than a node that works would let them. */
  z.object({ kind: z.literal('waiting-runs'), runs: z.number().int(), since: z.iso.datetime() }),
  z.object({ kind: z.literal('disk-low'), freeBytes: z.number(), percent: z.number().int() }),
  /** Our clock against the database's; `refuses`: nobody may sign in (requirements D9). */
  z.object({ kind: z.literal('clock-differs'), seconds: z.number().int(), refuses: z.boolean() }),
  /** Users whom the rule of inactivity suspended in the last days (requirements R2.28). */
  z.object({ kind: z.literal('suspended-lately'), users: z.number().int() }),
  /** The night would have suspended so many at once that it suspended nobody: somebody must look. */
  z.object({ kind: z.literal('suspension-held'), users: z.number().int(), run: z.uuid() }),
  /** The newest whole backup is older than a night and some; null: there is none. */
  z.object({ kind: z.literal('backup-old'), newestAt: z.iso.datetime().nullable() }),
  /** For how long the log has waited to be sealed (requirements D5). */
  z.object({ kind: z.literal('seals-behind'), seconds: z.number().int() }),
  /** A folder of checkpoints that cannot be written to. */
  z.object({ kind: z.literal('checkpoints-unwritten'), folder: z.string() }),
  /** A shorter retention of the log was chosen and does not act yet (requirements R5.12); it can be taken back. */
  z.object({
    kind: z.literal('retention-lowered'),
    days: z.number().int(),
    before: z.union([z.number().int(), z.literal('never')]),
    actsFrom: z.iso.datetime(),
  }),
]);
export type Need = z.infer<typeof Need>;

/** What needs an administrator, the most urgent first. */
export const Needs = z.object({ items: z.array(Need) });
export type Needs = z.infer<typeof Needs>;

/** A file in the folder of backups. */
export const BackupFile = z.object({
  file: z.string(),
  bytes: z.number().int(),
  kind: z.enum(['backup', 'export', 'unfinished']),
  /** Whether it is of this installation's PostgreSQL. */
  isOurs: z.boolean(),
  /** Everything acknowledged before this instant is inside. */
  holdsUntil: z.iso.datetime().nullable(),
  /** Whether the secret key is inside, under a passphrase (requirements D7). */
  keyInside: z.boolean(),
  /** When it was read again from its first byte to its last. */
  verifiedAt: z.iso.datetime().nullable(),
});
export type BackupFile = z.infer<typeof BackupFile>;

/** The folder of backups, the newest file first; `at`: when the next one is made each day, null when by nobody. */
export const Backups = z.object({
  folder: z.string(),
  isReadable: z.boolean(),
  at: z.string().nullable(),
  keep: z.number().int(),
  items: z.array(BackupFile),
});
export type Backups = z.infer<typeof Backups>;
