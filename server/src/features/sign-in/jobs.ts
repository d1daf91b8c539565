import type { Core } from '#core/core';
import { endAbandonedSignIns } from './abandon-sign-in.ts';
import { forgetOldAttempts } from './store.ts';

const KEEP_ATTEMPTS_MS = 30 * 24 * 3_600_000;

/** Ends sign-ins nobody finished, and forgets counters nobody touched for 30 days. */
export async function forgetAbandonedSignIns(core: Pick<Core, 'db' | 'clock'>): Promise<void> {
  const now = core.clock.now();
  await endAbandonedSignIns(core);
  await forgetOldAttempts(core.db, new Date(now.getTime() - KEEP_ATTEMPTS_MS), now);
}
