import type { Core } from '#core/core';
import { forgetAbandoned, forgetOldAttempts } from './store.ts';

const KEEP_ATTEMPTS_MS = 30 * 24 * 3_600_000;

/** Forgets sign-ins nobody finished, and counters nobody touched for 30 days. */
export async function forgetAbandonedSignIns(core: Pick<Core, 'db' | 'clock'>): Promise<void> {
  const now = core.clock.now();
  await forgetAbandoned(core.db, now);
  await forgetOldAttempts(core.db, new Date(now.getTime() - KEEP_ATTEMPTS_MS), now);
}
