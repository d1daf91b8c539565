import type { Core } from '#core/core';
import { forgetAttempts } from './store.ts';

const KEEP_MS = 2 * 24 * 3_600_000;

/** The job that forgets wrong answers given in sessions of two days ago and before. */
export const forgetOldPasswordAttempts = (core: Pick<Core, 'db' | 'clock'>): Promise<void> =>
  forgetAttempts(core.db, new Date(core.clock.now().getTime() - KEEP_MS));
