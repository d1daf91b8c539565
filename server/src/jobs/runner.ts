import { hostname } from 'node:os';
import { INSTALLATION } from '@varco/shared/ids';
import type { Outcome, RunId } from '@varco/shared/jobs/jobs';
import type { Logger } from 'pino';
import type { Clock } from '#core/clock';
import type { Config } from '#core/config';
import type { Random } from '#core/random';
import type { Database } from '#db/database';
import { type Job, JobFailure, type RunContext, UnreadableInput, type Worker } from './job.ts';
import type { Queue } from './queue.ts';
import { lastDue } from './schedule.ts';
import { beat, claimRun, endRun, giveBack, insertDue, plannedSince, sayWorker, type Taken } from './store.ts';

/** How often a node says that it still works on a run. */
const BEAT_MS = 5_000;
/** A node that is silent for so long has lost its run. */
const SILENT_MS = 30_000;
/** Progress is written at most this often. */
const PROGRESS_MS = 500;
/** Runs at once on one node: a long one lets a short one pass. */
const SLOTS = 2;
/** After something was added here: its transaction is nearly always over at the first look. */
const LOOK_AFTER_MS = [20, 200, 1_000];

interface Surroundings {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly config: Config;
  readonly log: Logger;
  readonly queue: Queue;
}

/** Thrown inside a run that leaves off because it was asked to. */
class LeftOff extends Error {}

/** Plans what is due and works on what was queued, here or on any other node; each run is taken by one. */
export class Runner {
  readonly jobs: readonly Job[];
  readonly #core: Surroundings;
  readonly #byName: ReadonlyMap<string, Job>;
  readonly #node: string;
  readonly #planned = new Map<string, { since: Date; latest: number }>();
  readonly #running = new Set<Promise<void>>();
  readonly #looks = new Set<NodeJS.Timeout>();
  readonly #clockAgrees: () => boolean;
  readonly #workerNow: () => Promise<Worker | undefined>;
  #looking: Promise<void> = Promise.resolve();
  #stopping = false;

  /** `clockAgrees`: a node whose clock nobody can trust plans nothing. `workerNow`: as whom a run that begins is worked. */
  constructor(
    core: Surroundings,
    jobs: readonly Job[],
    clockAgrees: () => boolean = () => true,
    workerNow: () => Promise<Worker | undefined> = async () => undefined,
  ) {
    this.#core = core;
    this.#clockAgrees = clockAgrees;
    this.#workerNow = workerNow;
    this.jobs = jobs;
    this.#byName = new Map(jobs.map((job) => [job.name, job]));
    this.#node = `${hostname()}/${process.pid}/${core.random.bytes(3).toString('hex')}`;
  }

  /** Looks at once when something is added on this node. */
  open(): void {
    this.#core.queue.whenAdded(() => {
      for (const milliseconds of LOOK_AFTER_MS) {
        const timer = setTimeout(() => {
          this.#looks.delete(timer);
          this.#lookSoon();
        }, milliseconds).unref();
        this.#looks.add(timer);
      }
    });
  }

  /** Plans what is due and takes what waits, as far as there is room; does not wait for its end. */
  look(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#look());
    return this.#looking;
  }

  /** Looks while nobody waits for it: what fails now is tried again by the next look. */
  #lookSoon(): void {
    this.look().catch((fault: unknown) => this.#core.log.warn({ err: fault }, 'queued jobs could not be looked for'));
  }

  async #look(): Promise<void> {
    if (this.#stopping) return;
    await this.#plan();
    while (this.#running.size < SLOTS && !this.#stopping) {
      const taken = await this.#claim();
      if (!taken) return;
      this.#begin(taken);
    }
  }

  /** Works on everything that is due or waits, until nothing is left. */
  async runAll(): Promise<void> {
    await this.#plan();
    for (let taken = await this.#claim(); taken; taken = await this.#claim()) await this.#work(taken);
  }

  /** Takes nothing more, asks what runs to leave off where it is whole, and gives back what did. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#core.queue.whenAdded(() => undefined);
    for (const timer of this.#looks) clearTimeout(timer);
    await this.#looking.catch(() => undefined);
    await Promise.allSettled(this.#running);
  }

  /** A missed run happens once, however many were missed: only the latest due instant is planned. */
  async #plan(): Promise<void> {
    if (!this.#clockAgrees()) return;
    const { db, clock, config, random } = this.#core;
    const now = clock.now();
    for (const { name, schedule } of this.jobs) {
      if (!schedule) continue;
      const known = this.#planned.get(name);
      const dueAt = lastDue(schedule, config.timeZone, now);
      if (known && (known.latest === dueAt.getTime() || dueAt < known.since)) continue;
      const since = await db.as({ organizations: [INSTALLATION] }, async (tx) => {
        const plannedFrom = known?.since ?? (await plannedSince(tx, name, now));
        if (dueAt >= plannedFrom) await insertDue(tx, { id: random.id<RunId>(), job: name, dueAt, askedAt: now });
        return plannedFrom;
      });
      // Only now is it written: what did not commit is planned again at the next look.
      this.#planned.set(name, { since, latest: dueAt.getTime() });
    }
  }

  #claim(): Promise<Taken | undefined> {
    const { db, clock } = this.#core;
    return claimRun(db, { jobs: this.jobs.map(({ name }) => name), node: this.#node, at: clock.now(), silentMs: SILENT_MS });
  }

  #begin(taken: Taken): void {
    const run = this.#work(taken).finally(() => {
      this.#running.delete(run);
      if (!this.#stopping) this.#lookSoon();
    });
    this.#running.add(run);
  }

  async #work(taken: Taken): Promise<void> {
    const { db, clock, log } = this.#core;
    const about = { job: taken.job, run: taken.id };
    const at = new Pulse(db, taken, () => this.#stopping, log);
    try {
      const job = this.#byName.get(taken.job);
      if (!job) throw new Error(`A run of ${taken.job} was taken, which this version does not know.`);
      at.worker = await this.#workerNow();
      const { worker } = at;
      if (worker) await db.as({ organizations: [taken.organizationId] }, (tx) => sayWorker(tx, taken, worker.userId));
      const end = await ended(job, at);
      await at.stop();
      const scope = { organizations: [taken.organizationId] };
      if (end === 'left-off' && !at.isCancelled) {
        await db.as(scope, (tx) => giveBack(tx, taken));
        return;
      }
      const { state, outcome } = end === 'left-off' ? cancelled : end;
      if (end !== 'left-off' && end.fault) log.error({ err: end.fault, ...about }, 'a job failed');
      if (!(await db.as(scope, (tx) => endRun(tx, taken, { state, outcome, at: clock.now() }))))
        log.warn(about, 'a run ended here after another node had taken it');
    } catch (fault) {
      log.error({ err: fault, ...about }, 'the end of a run could not be written; a node will take it again');
    } finally {
      await at.stop();
    }
  }
}

const cancelled = { state: 'cancelled', outcome: { code: 'cancelled' } } as const;

interface End {
  readonly state: 'done' | 'failed';
  readonly outcome: Outcome;
  readonly fault?: unknown;
}

async function ended(job: Job, pulse: Pulse): Promise<End | 'left-off'> {
  try {
    return { state: 'done', outcome: await job.run(pulse) };
  } catch (fault) {
    if (fault instanceof LeftOff) return 'left-off';
    if (fault instanceof JobFailure) return { state: 'failed', outcome: fault.outcome };
    return { state: 'failed', outcome: { code: fault instanceof UnreadableInput ? 'input-unreadable' : 'fault' }, fault };
  }
}

/** The life signs of one run: it beats until stopped, writes progress seldom, and hears what is wanted. */
class Pulse implements RunContext<unknown> {
  readonly #db: Database;
  readonly #taken: Taken;
  readonly #isStopping: () => boolean;
  readonly #log: Logger;
  readonly #beats: NodeJS.Timeout;
  #soon: NodeJS.Timeout | undefined;
  #told: { done: number; total: number | null } | undefined;
  #wanted: 'go-on' | 'cancel' | 'lost' = 'go-on';
  #writing: Promise<void> = Promise.resolve();
  /** As whom the run is worked. */
  worker: Worker | undefined;

  constructor(db: Database, taken: Taken, isStopping: () => boolean, log: Logger) {
    this.#db = db;
    this.#taken = taken;
    this.#isStopping = isStopping;
    this.#log = log;
    this.#beats = setInterval(() => this.#write(), BEAT_MS).unref();
  }

  get runId(): RunId {
    return this.#taken.id;
  }

  get organizationId() {
    return this.#taken.organizationId;
  }

  get input(): unknown {
    return this.#taken.input;
  }

  get askedBy() {
    return this.#taken.askedBy;
  }

  get dueAt() {
    return this.#taken.dueAt;
  }

  get attempt(): number {
    return this.#taken.attempt;
  }

  /** Whether somebody asked for the end, or it is no longer ours. */
  get isCancelled(): boolean {
    return this.#wanted !== 'go-on';
  }

  get cancelled(): boolean {
    return this.isCancelled || this.#isStopping();
  }

  progress(done: number, total?: number): void {
    this.#told = { done, total: total ?? this.#told?.total ?? null };
    if (this.#soon) return;
    this.#write();
    this.#soon = setTimeout(() => {
      this.#soon = undefined;
      this.#write();
    }, PROGRESS_MS).unref();
  }

  stopIfCancelled(): void {
    if (this.cancelled) throw new LeftOff();
  }

  /** Writes what was told last, and beats no more. */
  async stop(): Promise<void> {
    clearInterval(this.#beats);
    clearTimeout(this.#soon);
    if (this.#soon) this.#write();
    this.#soon = undefined;
    await this.#writing;
  }

  #write(): void {
    this.#writing = this.#writing.then(async () => {
      try {
        this.#wanted = await this.#db.as({ organizations: [this.#taken.organizationId] }, (tx) => beat(tx, this.#taken, this.#told));
      } catch (fault) {
        this.#log.warn({ err: fault, run: this.#taken.id }, 'the progress of a run could not be written');
      }
    });
  }
}
