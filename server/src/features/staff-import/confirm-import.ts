import type { UserId } from '@varco/shared/ids';
import type { ConfirmImport, StaffImport } from '@varco/shared/staff-import/api';
import { z } from 'zod';
import { BY_ITSELF, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { refuseAbove } from '#features/authorization';
import { personInLog } from '#features/identity';
import { defineJob, type Job, JobFailure } from '#jobs/job';
import { carryOutImport, refuseIdle } from './carry-out.ts';
import { requireImport, toStaffImport } from './find-import.ts';
import * as store from './store.ts';

/** Queues a file that was tried to be carried out; confirmed twice it is carried out once. */
export async function confirmImport(
  core: Pick<Core, 'db' | 'clock' | 'queue'>,
  actor: SignedIn,
  id: string,
  { trial, onlyGood }: ConfirmImport,
): Promise<StaffImport> {
  const { organizationId, userId } = actor;
  return core.db.as({ organizations: [organizationId] }, async (tx) => {
    const asked = await requireImport(tx, organizationId, id, core.clock.now());
    const run = await store.lockForRun(tx, asked);
    const file = await requireImport(tx, organizationId, id, core.clock.now());
    if (run?.state === 'waiting' || run?.state === 'running') return toStaffImport(file);
    if (file.stage === 'done') throw new Refusal('staff-import.already-done');
    if (file.trial === null || file.counts === null) throw new Refusal('staff-import.not-tried');
    if (file.trial !== trial) throw new Refusal('staff-import.changed-meanwhile');
    refuseIdle(file.counts, onlyGood);
    await refuseAbove(tx, actor, organizationId, await store.changedUsers(tx, file));
    const runId = await core.queue.add(tx, {
      job: 'import-staff',
      organizationId,
      askedBy: userId,
      input: { id, trial, onlyGood },
    });
    await store.setRun(tx, file, runId, { sessionNumber: actor.sessionNumber, client: actor.client });
    return toStaffImport({ ...file, runId });
  });
}

const Input = z.object({
  id: z.uuid(),
  trial: z.string(),
  onlyGood: z.boolean(),
});

/** Carries a confirmed file out, apart from any request; run again after it was done, it only tells so. */
export const importStaffJob = (core: Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>): Job =>
  defineJob({
    name: 'import-staff',
    input: Input,
    run: async ({ organizationId, askedBy, input, attempt, progress, stopIfCancelled }) => {
      const { id, trial, onlyGood } = input;
      const order = { organizationId, id, trial, onlyGood, self: askedBy ?? undefined };
      try {
        const done = await carryOutImport(core, order, named, (done, total) => {
          progress(done, total);
          // Nothing is saved before the end: whoever cancels finds everything as it was.
          stopIfCancelled();
        });
        return { code: 'staff-imported', ...done };
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
        // The node that had the run fell silent after the work was done.
        if (fault.code === 'staff-import.already-done' && attempt > 1) return { code: 'staff-imported' };
        throw new JobFailure({ code: 'staff-not-imported', reason: fault.code });
      }

      async function named(tx: Db) {
        const actor = askedBy === null ? undefined : await personInLog(tx, organizationId, askedBy as UserId);
        const from = await store.confirmedFrom(tx, organizationId, id);
        return { client: BY_ITSELF, ...from, ...(actor ? { actor } : {}) };
      }
    },
  });
