import { INSTALLATION } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import type { AskedRun } from '@varco/shared/operations/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Job } from '#jobs/job';
import { cancelRun, openRunOf } from '#jobs/store';
import { findRun } from './store.ts';

/** Queues a planned job out of its turn, once: while one waits or goes on, a second would only do the same again. */
export async function askForRun(
  core: Pick<Core, 'db' | 'queue'>,
  actor: SignedIn,
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
    return { id: await core.queue.add(tx, { job: job.name, organizationId: INSTALLATION, askedBy: actor.userId }) };
  });
}

/** Cancels a run that waits, or asks the one that goes on to leave off where it is whole. */
export async function cancelAskedRun(
  core: Pick<Core, 'db' | 'clock'>,
  actor: SignedIn,
  scope: Scope,
  seesAll: boolean,
  id: RunId,
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const run = await findRun(tx, scope, id);
    if (!run || !(seesAll || run.askedBy === actor.userId)) throw new Refusal('request.not-found');
    if (!(await cancelRun(tx, run.organizationId, id, { userId: actor.userId, at: core.clock.now() })))
      throw new Refusal('operations.run-over');
  });
}
