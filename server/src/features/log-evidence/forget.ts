import { INSTALLATION } from '@varco/shared/ids';
import type { Core } from '#core/core';
import * as store from './store.ts';

/** As long as runs are remembered. */
const KEEP_MS = 90 * 24 * 3_600_000;

/** Takes away archives that nobody fetched in time or that were cut short, and forgets what was asked for long ago. */
export async function forgetEvidence({ db, clock }: Pick<Core, 'db' | 'clock'>): Promise<void> {
  const at = clock.now();
  await db.as({ organizations: [INSTALLATION] }, async (tx) => {
    await store.dropLeftChunks(tx, at);
    await store.forgetAsked(tx, new Date(at.getTime() - KEEP_MS));
  });
}
