import type { LogEvent } from '@varco/shared/access-log/events';
import { INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { JobName, RunId } from '@varco/shared/jobs/jobs';
import type { AskedRun } from '@varco/shared/operations/api';
import { type Actor, type Scope, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import type { Job } from '#jobs/job';
import { cancelRun, openRunOf } from '#jobs/store';
import { findRun } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/** Queues a planned job out of its turn, once: while one waits or goes on, a second would only do the same again. */
export async function askForRun(
  core: Needs & Pick<Core, 'queue'>,
  actor: Actor,
  scope: Scope,
  jobs: readonly Job[],
  name: string,
): Promise<AskedRun> {
  const job = jobs.find((one) => one.name === name);
  if (!job) throw new Refusal('request.not-found');
  if (!job.schedule) throw new Refusal('operations.not-planned');
  return core.db.as(scope, async (tx) => {
    const open = await openRunOf(tx, INSTALLATION, job.name);
    if (open) throw new Refusal('operations.run-open', { run: open });
    const id = await core.queue.add(tx, { job: job.name, organizationId: INSTALLATION, askedBy: userIdOf(actor) });
    await tell(core, tx, actor, 'run-asked', { organizationId: INSTALLATION, job: job.name });
    return { id };
  });
}

/** Cancels a run that waits, or asks the one that goes on to leave off where it is whole. */
export async function cancelAskedRun(core: Needs, actor: Actor, scope: Scope, seesAll: boolean, id: RunId): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const run = await findRun(tx, scope, id);
    if (!run || !(seesAll || run.askedBy === userIdOf(actor))) throw new Refusal('request.not-found');
    if (!(await cancelRun(tx, run.organizationId, id, { userId: userIdOf(actor), at: core.clock.now() })))
      throw new Refusal('operations.run-over');
    await tell(core, tx, actor, 'run-cancelled', run);
  });
}

/** What somebody does to the plan by hand is in the log: who, and which job (requirements R3.54). */
async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  event: Extract<LogEvent, 'run-asked' | 'run-cancelled'>,
  { organizationId, job }: { readonly organizationId: OrganizationId; readonly job: JobName },
): Promise<void> {
  await record(tx, {
    at: core.clock.now(),
    event,
    organizationId,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, event, [{ field: 'job', before: null, after: job }]),
  });
}
