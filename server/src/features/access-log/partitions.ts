import type { Database } from '#db/database';
import { makePartitions } from './store.ts';

/** For how many months after the present one there is a partition already (requirements D5). */
export const MONTHS_AHEAD = 3;

/**
 * Sees to it that this month and those ahead have their partition; at every start and twice a day, as the owner.
 * Answers the names of what it made, usually none.
 */
export const keepPartitions = (owner: Database['connectionConfig'], now: Date): Promise<string[]> =>
  makePartitions(owner, now, MONTHS_AHEAD);
