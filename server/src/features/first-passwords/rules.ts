import type { Day } from '@varco/shared/days';
import type { SkipReason } from '@varco/shared/first-passwords/api';
import type { UserStatus } from '@varco/shared/identity/user-status';
import type { UserId } from '@varco/shared/ids';

/** How many letters come out of one download. */
export const PART_SIZE = 200;

/** What decides whether somebody may get a first password. */
export interface Candidate {
  readonly userId: UserId;
  readonly status: UserStatus;
  readonly disabled: boolean;
  readonly validTo: Day | null;
  readonly entered: boolean;
  readonly hasPassword: boolean;
}

/** Who asked and when, and whether only those count who have no password yet. */
export interface Asked {
  readonly askedBy: UserId | null;
  readonly onlyWithout: boolean;
  readonly today: Day;
}

/** Why somebody gets no first password, the first reason that holds; whoever begins on a later day gets his letter before it. */
export function skipReason(candidate: Candidate, { askedBy, onlyWithout, today }: Asked): SkipReason | undefined {
  if (candidate.userId === askedBy) return 'oneself';
  if (candidate.entered) return 'entered';
  if (candidate.status === 'inactive' || candidate.status === 'ceased') return 'inactive';
  if (candidate.disabled) return 'disabled';
  if (candidate.validTo !== null && candidate.validTo < today) return 'ended';
  if (onlyWithout && candidate.hasPassword) return 'has-password';
  return undefined;
}

/** How many parts so many people make. */
export const partsOf = (people: number): number => Math.ceil(people / PART_SIZE);

/** What the database says of a handout, from which its state follows. */
export interface Progress {
  readonly cancelled: boolean;
  readonly making: boolean;
  readonly run: string | null;
}

/** Where an act stands: over, or as far as what works on it. */
export function handoutState({ cancelled, making, run }: Progress) {
  if (cancelled) return 'cancelled';
  if (!making) return 'finished';
  if (run === 'waiting') return 'waiting';
  return run === 'running' ? 'making' : 'stopped';
}
