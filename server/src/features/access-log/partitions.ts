import type { Database } from '#db/database';
import { makePartitions } from './store.ts';

const MONTHS_AHEAD = 3;

/**
 * Sees to it that this month and the three after it have their partition (requirements D5); at every start and once a day, as the owner.
 * Answers the names of what it made, usually none.
 */
export const keepPartitions = (owner: Database['connectionConfig'], now: Date): Promise<string[]> =>
  makePartitions(owner, now, MONTHS_AHEAD);
