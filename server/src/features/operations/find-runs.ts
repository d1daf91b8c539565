import { INSTALLATION } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import type { PlannedJobs, Run, RunPage, RunQuery } from '@varco/shared/operations/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { pageOf, positionOf } from '#core/page';
import { Refusal } from '#core/refusal';
import type { Job } from '#jobs/job';
import { nextDue, type Schedule } from '#jobs/schedule';
import { findRun, findRuns, latestRuns, type StoredRun } from './store.ts';

/** One page of the runs in sight, the newest first. */
export async function listRuns(core: Pick<Core, 'db'>, scope: Scope, query: RunQuery): Promise<RunPage> {
  const after = positionOf(query.after);
  const found = await core.db.as(scope, (tx) => findRuns(tx, scope, { job: query.job, state: query.state, after }, query.limit + 1));
  const { items, next } = pageOf(found, query.limit);
  return { items: items.map(shown), next };
}

/** One run: for whoever sees all of them, and for whoever asked for it; for anybody else it is not there. */
export async function readRun(core: Pick<Core, 'db'>, actor: Actor, scope: Scope, seesAll: boolean, id: RunId): Promise<Run> {
  const run = await core.db.as(scope, (tx) => findRun(tx, scope, id));
  if (!run || !(seesAll || (actor.kind === 'user' && run.askedBy === actor.userId))) throw new Refusal('request.not-found');
  return seesAll ? shown(run) : { ...shown(run), node: null };
}

/** Every planned job: when it is due next, how it went last and what goes on now. */
export async function readPlan(core: Pick<Core, 'db' | 'clock' | 'config'>, scope: Scope, jobs: readonly Job[]): Promise<PlannedJobs> {
  const { db, clock, config } = core;
  const at = clock.now();
  const planned = jobs.flatMap(({ name, schedule }) => (schedule ? [{ name, schedule }] : []));
  const names = planned.map(({ name }) => name);
  const [ended, open] = await db.as(scope, async (tx) => [
    await latestRuns(tx, INSTALLATION, names, 'ended'),
    await latestRuns(tx, INSTALLATION, names, 'open'),
  ]);
  const run = (stored: StoredRun | undefined): Run | null => (stored ? shown(stored) : null);
  const items = planned.map(({ name, schedule }) => ({
    name,
    schedule: told(schedule),
    nextAt: nextDue(schedule, config.timeZone, at).toISOString(),
    last: run(ended.get(name)),
    open: run(open.get(name)),
  }));
  return { timeZone: config.timeZone, items };
}

const told = (schedule: Schedule): PlannedJobs['items'][number]['schedule'] =>
  'daily' in schedule ? { daily: schedule.daily } : { everyMinutes: schedule.everyMs / 60_000 };

const shown = (run: StoredRun): Run => ({
  id: run.id,
  job: run.job,
  state: run.state,
  dueAt: run.dueAt?.toISOString() ?? null,
  askedBy: run.askedBy === null || run.askedByName === null ? null : { id: run.askedBy, name: run.askedByName },
  ranAs: run.ranAs === null || run.ranAsName === null ? null : { id: run.ranAs, name: run.ranAsName },
  askedAt: run.askedAt.toISOString(),
  startedAt: run.startedAt?.toISOString() ?? null,
  endedAt: run.endedAt?.toISOString() ?? null,
  done: Number(run.done),
  total: run.total === null ? null : Number(run.total),
  attempt: run.attempt,
  node: run.node,
  cancelAsked: run.cancelAskedAt !== null,
  outcome: run.outcome === null ? null : { ...run.outcome },
});
