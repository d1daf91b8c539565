import { type Day, dayAt } from '../days.ts';

/** What decides whether a user may enter, apart from passwords and locks. */
export interface Standing {
  readonly status: 'active' | 'inactive';
  readonly disabled: boolean;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** Why a user may not enter, in the order in which it is judged (requirements R5.14). */
export type Hindrance = 'inactive' | 'disabled' | 'out-of-validity';

/** The first reason why this user may not enter at `at`, or undefined when he may; used by door, session check and lists. */
export function hindrance(user: Standing, zone: string, at: Date): Hindrance | undefined {
  if (user.status === 'inactive') return 'inactive';
  if (user.disabled) return 'disabled';
  const today = dayAt(zone, at);
  if ((user.validFrom !== null && today < user.validFrom) || (user.validTo !== null && today > user.validTo)) return 'out-of-validity';
  return undefined;
}
