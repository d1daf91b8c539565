import type { OrganizationId } from '@varco/shared/ids';
import { type Actor, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { cancelRun, openRunOf } from '#jobs/store';
import * as store from './store.ts';

/** Leaves the rest of an act unmade; what is made can still be downloaded. */
export async function cancelFirstPasswords(
  { db, clock }: Pick<Core, 'db' | 'clock'>,
  actor: Actor,
  organizationId: OrganizationId,
  id: string,
): Promise<void> {
  const key = { organizationId, id };
  await db.as({ organizations: [organizationId] }, async (tx) => {
    const asked = await store.findAsked(tx, key);
    if (!asked) throw new Refusal('request.not-found');
    const at = clock.now();
    if (!(await store.giveUp(tx, key, at))) throw new Refusal('first-passwords.ended');
    await cancelRun(tx, organizationId, asked.runId, { userId: userIdOf(actor), at });
  });
}

/** Makes an act go on whose run was cancelled elsewhere or failed; nothing is made twice. */
export async function resumeFirstPasswords(
  { db, queue }: Pick<Core, 'db' | 'queue'>,
  actor: Actor,
  organizationId: OrganizationId,
  id: string,
): Promise<void> {
  const key = { organizationId, id };
  await db.as({ organizations: [organizationId] }, async (tx) => {
    if (!(await store.findAsked(tx, key))) throw new Refusal('request.not-found');
    if (!(await store.isOpen(tx, key))) throw new Refusal('first-passwords.ended');
    // It goes on already: somebody else was faster.
    if (await openRunOf(tx, organizationId, 'first-passwords')) return;
    const askedBy = userIdOf(actor);
    await store.setRun(tx, key, await queue.add(tx, { job: 'first-passwords', organizationId, input: { handout: id }, askedBy }));
  });
}
