import type { Day } from '../days.ts';

/** A request lasts at most so many days, both ends included. */
export const MOST_DAYS = 7;

/**
 * Where a request stands: it waits for an administrator, was granted for later, is open, was refused, was closed early, is over, or
 * nobody answered it in time.
 */
export const requestStates = ['waiting', 'to-come', 'open', 'refused', 'ended', 'over', 'lapsed'] as const;
export type RequestState = (typeof requestStates)[number];

/** What the state of a request is read from. */
export interface RequestFacts {
  readonly granted: boolean | null;
  readonly ended: boolean;
  readonly from: Day;
  readonly to: Day;
}

/** Where a request stands on a day. */
export function requestState({ granted, ended, from, to }: RequestFacts, day: Day): RequestState {
  if (granted === false) return 'refused';
  if (ended) return 'ended';
  if (day > to) return granted ? 'over' : 'lapsed';
  if (granted === null) return 'waiting';
  return day < from ? 'to-come' : 'open';
}

/** Whether there is something left to close. */
export const isClosable = (state: RequestState): boolean => state === 'waiting' || state === 'to-come' || state === 'open';
