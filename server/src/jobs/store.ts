import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { JobName, Outcome, RunId, RunState } from '@varco/shared/jobs/jobs';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** A run as the node that took it knows it; `attempt` is its title: once another node has taken the run, nothing more is written. */
export interface Taken {
  readonly organizationId: OrganizationId;
  readonly id: RunId;
  readonly job: string;
  readonly dueAt: Date | null;
  readonly askedBy: UserId | null;
  readonly input: unknown;
  readonly attempt: number;
}

/** Adds a run that waits. */
export async function insertRun(
  tx: Db,
  run: {
    organizationId: OrganizationId;
    id: RunId;
    job: JobName;
    askedBy: UserId | null;
    askedAt: Date;
    input: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await tx
    .insertInto('jobs.runs')
    .values({
      organization_id: run.organizationId,
      id: run.id,
      job: run.job,
      asked_by: run.askedBy,
      asked_at: run.askedAt,
      input: JSON.stringify(run.input),
    })
    .execute();
}

/** As whom jobs are worked; no user: as the product itself. */
export interface StoredWorker {
  readonly homeId: OrganizationId | null;
  readonly userId: UserId | null;
  /** How often it was chosen; never: 0. */
  readonly version: number;
}

/** As whom the jobs of the installation are worked. */
export async function findWorker(tx: Db): Promise<StoredWorker> {
  const row = await tx
    .selectFrom('jobs.worker')
    .select(['home_id', 'user_id', 'version'])
    .where('organization_id', '=', INSTALLATION)
    .executeTakeFirst();
  if (!row) return { homeId: null, userId: null, version: 0 };
  return { homeId: row.home_id as OrganizationId | null, userId: row.user_id as UserId | null, version: row.version };
}

/** Saves as whom jobs are worked from now on, if nobody chose since `version`; false means somebody was faster. */
export async function saveWorker(tx: Db, { homeId, userId, version }: StoredWorker): Promise<boolean> {
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('jobs.worker')
      .values({ organization_id: INSTALLATION, home_id: homeId, user_id: userId })
      .onConflict((conflict) => conflict.column('organization_id').doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await tx
    .updateTable('jobs.worker')
    .set({ home_id: homeId, user_id: userId, version: version + 1 })
    .where('organization_id', '=', INSTALLATION)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Since when a job is planned here; the first to ask decides. */
export async function plannedSince(tx: Db, job: JobName, at: Date): Promise<Date> {
  await tx
    .insertInto('jobs.schedules')
    .values({ organization_id: INSTALLATION, job, since: at })
    .onConflict((conflict) => conflict.columns(['organization_id', 'job']).doNothing())
    .execute();
  const row = await tx
    .selectFrom('jobs.schedules')
    .select('since')
    .where('organization_id', '=', INSTALLATION)
    .where('job', '=', job)
    .executeTakeFirstOrThrow();
  return row.since;
}

/** Adds the run that is due, unless another node has. */
export async function insertDue(tx: Db, run: { id: RunId; job: JobName; dueAt: Date; askedAt: Date }): Promise<void> {
  await tx
    .insertInto('jobs.runs')
    .values({ organization_id: INSTALLATION, id: run.id, job: run.job, due_at: run.dueAt, asked_at: run.askedAt })
    .onConflict((conflict) => conflict.columns(['job', 'due_at']).doNothing())
    .execute();
}

/** Takes the next run of one of these jobs for a node, of whatever organization; undefined when there is none. */
export async function claimRun(
  db: Db,
  { jobs, node, at, silentMs }: { jobs: readonly JobName[]; node: string; at: Date; silentMs: number },
): Promise<Taken | undefined> {
  const { rows } = await sql<{
    organization_id: OrganizationId;
    id: RunId;
    job: string;
    due_at: Date | null;
    asked_by: UserId | null;
    input: unknown;
    attempt: number;
  }>`select * from jobs.claim(${jobs}::text[], ${node}, ${at}, ${silentMs})`.execute(db);
  const row = rows[0];
  return (
    row && {
      organizationId: row.organization_id,
      id: row.id,
      job: row.job,
      dueAt: row.due_at,
      askedBy: row.asked_by,
      input: row.input,
      attempt: row.attempt,
    }
  );
}

const mine = (tx: Db, run: Taken) =>
  tx
    .updateTable('jobs.runs')
    .where('organization_id', '=', run.organizationId)
    .where('id', '=', run.id)
    .where('attempt', '=', run.attempt)
    .where('state', '=', 'running');

/** Says as whom a run is worked. */
export const sayWorker = (tx: Db, run: Taken, userId: UserId | null): Promise<unknown> => mine(tx, run).set({ ran_as: userId }).execute();

/** Says that the node lives, and how far it is if that is known; answers what is wanted of it. */
export async function beat(
  tx: Db,
  run: Taken,
  progress: { done: number; total: number | null } | undefined,
): Promise<'go-on' | 'cancel' | 'lost'> {
  const row = await mine(tx, run)
    .set({
      heartbeat_at: sql<Date>`clock_timestamp()`,
      ...(progress && { done: String(progress.done), total: progress.total?.toString() ?? null }),
    })
    .returning('cancel_asked_at')
    .executeTakeFirst();
  return row === undefined ? 'lost' : row.cancel_asked_at === null ? 'go-on' : 'cancel';
}

/** Ends a run; false when another node has taken it meanwhile. */
export async function endRun(tx: Db, run: Taken, end: { state: RunState; outcome: Outcome; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await mine(tx, run)
    .set({ state: end.state, outcome: JSON.stringify(end.outcome), ended_at: end.at })
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Gives a run back, as if it had not been taken: the node stops for reasons of its own. */
export async function giveBack(tx: Db, run: Taken): Promise<void> {
  await mine(tx, run)
    .set({ state: 'waiting', attempt: run.attempt - 1, node: null, started_at: null, heartbeat_at: null, done: '0', total: null })
    .execute();
}

/** Cancels a run that waits, and asks one that runs to leave off; undefined when it is not there or already over. */
export async function cancelRun(
  tx: Db,
  organizationId: OrganizationId,
  id: RunId,
  by: { userId: UserId | null; at: Date },
): Promise<RunState | undefined> {
  const row = await tx
    .updateTable('jobs.runs')
    .set({
      state: sql<string>`case when state = 'waiting' then 'cancelled' else state end`,
      ended_at: sql<Date>`case when state = 'waiting' then ${by.at}::timestamptz end`,
      outcome: sql<string>`case when state = 'waiting' then '{"code": "cancelled"}'::jsonb end`,
      cancel_asked_at: sql<Date>`coalesce(cancel_asked_at, ${by.at})`,
      cancel_asked_by: sql<string>`case when cancel_asked_at is null then ${by.userId}::uuid else cancel_asked_by end`,
    })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'running'])
    .returning('state')
    .executeTakeFirst();
  return row?.state as RunState | undefined;
}

/** Whether a run of this job waits or goes on already; whoever asks next waits until this transaction is over. */
export async function openRunOf(tx: Db, organizationId: OrganizationId, job: JobName): Promise<RunId | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`run ${organizationId} ${job}`}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('jobs.runs')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('job', '=', job)
    .where('state', 'in', ['waiting', 'running'])
    .orderBy('asked_at')
    .limit(1)
    .executeTakeFirst();
  return row?.id as RunId | undefined;
}

/** Forgets runs that ended before a moment; answers how many. */
export async function forgetEndedRuns(db: Db, before: Date): Promise<number> {
  const { rows } = await sql<{ gone: string }>`select jobs.forget_ended(${before}) as gone`.execute(db);
  return Number(rows[0]?.gone ?? 0);
}
