import { type Day, dayAt } from '../days.ts';

/** What is set of a user: by an administrator, `suspended` by the rule of inactivity alone, or `ceased` for ever by erasing the person (requirements R2.28, R5.14). */
export const userStatuses = ['active', 'inactive', 'suspended', 'ceased'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** What decides whether a user may enter, apart from passwords and locks. */
export interface Standing {
  readonly status: UserStatus;
  readonly disabled: boolean;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** Why a user may not enter, in the order in which it is judged (requirements R5.14). */
export type Hindrance = 'ceased' | 'inactive' | 'disabled' | 'suspended' | 'out-of-validity';

/** The first reason why this user may not enter at `at`, or undefined when he may; used by door, session check and lists. */
export function hindrance(user: Standing, zone: string, at: Date): Hindrance | undefined {
  if (user.status === 'ceased') return 'ceased';
  if (user.status === 'inactive') return 'inactive';
  if (user.disabled) return 'disabled';
  if (user.status === 'suspended') return 'suspended';
  const today = dayAt(zone, at);
  if ((user.validFrom !== null && today < user.validFrom) || (user.validTo !== null && today > user.validTo)) return 'out-of-validity';
  return undefined;
}
