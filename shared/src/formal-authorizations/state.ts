import { addDays, type Day } from '../days.ts';
import type { AuthorizationState } from './words.ts';

/** An authorization that ends within so many days is said to be ending. */
export const ENDING_DAYS = 30;

/** What decides where an authorization stands. */
export interface Terms {
  readonly from: Day;
  readonly to: Day | null;
  /** On this day it held no more, because somebody ended it. */
  readonly endedOn: Day | null;
}

/** Where an authorization stands on a day (requirements R4.31). */
export function stateOn({ from, to, endedOn }: Terms, day: Day): AuthorizationState {
  if (endedOn !== null && endedOn <= day) return 'ended';
  if (to !== null && to < day) return 'over';
  if (from > day) return 'to-begin';
  return to !== null && to <= addDays(day, ENDING_DAYS) ? 'ending' : 'in-force';
}
