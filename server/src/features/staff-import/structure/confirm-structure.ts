import { dayAt } from '@varco/shared/days';
import { hindrance } from '@varco/shared/identity/user-status';
import type { OrganizationId, SessionId, UserId } from '@varco/shared/ids';
import type { ConfirmStructure, StructureImport, StructureOptions } from '@varco/shared/staff-import/structure-api';
import { z } from 'zod';
import { BY_ITSELF, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { grantsIn, readMembership } from '#features/authorization';
import { findUser } from '#features/identity';
import { defineJob, type Job, JobFailure } from '#jobs/job';
import { requireImport, toStaffImport } from '../find-import.ts';
import * as files from '../store.ts';
import { carryOut } from './carry-out.ts';

/** Queues a file that was tried to be carried out, all of its rows; confirmed twice it is carried out once. */
export async function confirmStructure(
  core: Pick<Core, 'db' | 'clock' | 'queue'>,
  actor: SignedIn,
  id: string,
  { trial }: ConfirmStructure,
): Promise<StructureImport> {
  const { organizationId, homeId, userId, sessionNumber, client, unitId } = actor;
  return core.db.as({ organizations: [organizationId] }, async (tx) => {
    const read = () => requireImport<StructureOptions>(tx, organizationId, id, core.clock.now(), 'structure');
    const asked = await read();
    const run = await files.lockForRun(tx, asked);
    const file = await read();
    if (run?.state === 'waiting' || run?.state === 'running') return toStaffImport(file);
    if (file.stage === 'done') throw new Refusal('staff-import.already-done');
    if (file.trial === null || file.counts === null) throw new Refusal('staff-import.not-tried');
    if (file.trial !== trial) throw new Refusal('structure-import.changed-meanwhile');
    const { counts } = file;
    if (counts.faulty > 0) throw new Refusal('structure-import.has-faults', { faulty: counts.faulty });
    if (counts.new + counts.changed === 0) throw new Refusal('structure-import.nothing-to-do');
    const runId = await core.queue.add(tx, { job: 'import-structure', organizationId, askedBy: userId, input: { id, trial } });
    await files.setRun(tx, file, runId, { sessionNumber, client, homeId, unitId });
    return toStaffImport({ ...file, runId });
  });
}

const Input = z.object({ id: z.uuid(), trial: z.string() });

/** Carries a confirmed file out, apart from any request and with the rights its importer has then; run again after it was done, it only tells so. */
export const importStructureJob = (core: Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>): Job =>
  defineJob({
    name: 'import-structure',
    input: Input,
    run: async ({ organizationId, askedBy, input: { id, trial }, attempt, progress, stopIfCancelled }) => {
      try {
        const actor = await importerNow(core, organizationId, askedBy as UserId | null, id);
        const done = await carryOut(core, { organizationId, id, trial, actor }, (count, total) => {
          progress(count, total);
          // Nothing is saved before the end: whoever cancels finds everything as it was.
          stopIfCancelled();
        });
        return { code: 'structure-imported', ...done };
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault;
        // The node that had the run fell silent after the work was done.
        if (fault.code === 'staff-import.already-done' && attempt > 1) return { code: 'structure-imported' };
        throw new JobFailure({ code: 'structure-not-imported', reason: fault.code });
      }
    },
  });

/** Who confirmed a file, with what he may do now: his rights may have changed since. */
async function importerNow(
  { db, clock, config }: Pick<Core, 'db' | 'clock' | 'config'>,
  organizationId: OrganizationId,
  userId: UserId | null,
  id: string,
): Promise<SignedIn> {
  const at = clock.now();
  const day = dayAt(config.timeZone, at);
  const from = await db.as({ organizations: [organizationId] }, (tx) => files.confirmedFrom(tx, organizationId, id));
  const homeId = from?.homeId ?? organizationId;
  return db.as({ organizations: [...new Set([organizationId, homeId])] }, async (tx) => {
    const user = userId === null ? undefined : await findUser(tx, userId);
    const isOut = !user || hindrance(user, config.timeZone, at) !== undefined;
    const membership = isOut ? undefined : await readMembership(tx, { organizationId, userId: user.id }, { day, hindrance: undefined });
    const unitId = from?.unitId ?? membership?.usualUnit ?? null;
    const grants = membership ? grantsIn(membership, { unitId, day, address: from?.client.address ?? null }) : {};
    if (!user || !membership || !grants.structure?.create || !grants.structure.modify) {
      throw new Refusal('authorization.not-allowed', { capability: 'structure', action: 'modify' });
    }
    return {
      kind: 'user',
      userId: user.id,
      organizationId,
      homeId,
      timeZone: config.timeZone,
      name: `${user.familyName} ${user.givenName}`.trim(),
      sessionId: id as SessionId,
      sessionNumber: from?.sessionNumber ?? '',
      administers: membership.member.administers,
      unitId,
      grants,
      client: from?.client ?? BY_ITSELF,
    };
  });
}
