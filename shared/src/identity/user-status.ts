import { type Day, dayAt } from '../days.ts';

/** What is set of a user: by an administrator, `suspended` by the rule of inactivity alone, or `ceased` for ever by erasing the person (requirements R2.28, R5.14). */
export const userStatuses = ['active', 'inactive', 'suspended', 'ceased'] as const;
export type UserStatus = (typeof userStatuses)[number];

/** What decides whether a user may enter, apart from passwords and locks. */
export interface Standing {
  readonly status: UserStatus;
  readonly disabled: boolean;
  /** A user of a service, who opens no session (requirements R1.60). */
  readonly noSessions?: boolean;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  /** The days on which he is formally authorized; null: his organization requires no authorization (requirements R4.31). */
  readonly authorized: readonly Days[] | null;
}

/** From one day to another, both included; without an end as long as nobody ends it. */
export interface Days {
  readonly from: Day;
  readonly to: Day | null;
}

/** Why a user may not enter, in the order in which it is judged (requirements R5.14). */
export type Hindrance = 'ceased' | 'inactive' | 'disabled' | 'suspended' | 'service' | 'out-of-validity' | 'not-authorized';

/** The first reason why this user may not enter at `at`, or undefined when he may; used by door, session check and lists. */
export function hindrance(user: Standing, zone: string, at: Date): Hindrance | undefined {
  if (user.status === 'ceased') return 'ceased';
  if (user.status === 'inactive') return 'inactive';
  if (user.disabled) return 'disabled';
  if (user.status === 'suspended') return 'suspended';
  if (user.noSessions) return 'service';
  const today = dayAt(zone, at);
  if ((user.validFrom !== null && today < user.validFrom) || (user.validTo !== null && today > user.validTo)) return 'out-of-validity';
  if (user.authorized !== null && !user.authorized.some(({ from, to }) => from <= today && (to === null || today <= to)))
    return 'not-authorized';
  return undefined;
}
