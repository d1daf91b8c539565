/**
 * What the log records, with the number stored in its rows. A number is never changed or used again:
 * rows written by older versions keep their meaning, and proofs cover the number (requirements D5).
 */
export const events = {
  'signed-in': 1,
  'sign-in-refused': 2,
  'signed-out': 3,
  'password-changed': 10,
  'password-change-refused': 11,
  'password-reset': 12,
  'user-created': 20,
  'user-changed': 21,
  'user-deactivated': 22,
  'user-activated': 23,
  'user-disabled': 24,
  'user-enabled': 25,
  'user-unlocked': 26,
  'user-suspended': 27,
  'person-erased': 28,
  'installation-set-up': 40,
  'policy-changed': 41,
  'statement-changed': 42,
  'first-password-made': 53,
  'first-passwords-downloaded': 54,
  'users-exported': 50,
  'users-imported': 51,
  'log-exported': 52,
  'era-begun': 55,
  'backup-made': 60,
  'installation-restored': 61,
  'installation-exported': 62,
  'installation-imported': 63,
  'keys-rotated': 64,
  'retention-changed': 70,
  'log-purged': 71,
  'run-asked': 80,
  'run-cancelled': 81,
  'department-changed': 90,
  'unit-changed': 91,
  'placement-changed': 92,
  'role-changed': 93,
  'assignment-changed': 94,
  'administration-changed': 95,
  'unit-chosen': 96,
  'group-changed': 110,
  'group-membership-changed': 111,
  'group-role-changed': 112,
  'organization-chosen': 100,
  'organization-entered': 101,
  'organization-left': 102,
  'organization-changed': 103,
  'enablement-changed': 104,
  'application-changed': 125,
  'application-secret-made': 126,
  'application-secret-withdrawn': 127,
  'people-searched': 128,
  'structure-imported': 120,
} as const satisfies Record<string, number>;
export type LogEvent = keyof typeof events;

/**
 * What is never purged: how a user came to be, what he is called, his status and role, the rules, the installation (requirements R3.56).
 * An event may enter this set but never leave it: searches for the others leave the kept rows aside.
 */
export const keptEvents: ReadonlySet<LogEvent> = new Set([
  'user-created',
  'user-changed',
  'user-deactivated',
  'user-activated',
  'user-disabled',
  'user-enabled',
  'user-suspended',
  'person-erased',
  'users-exported',
  'users-imported',
  'installation-set-up',
  'policy-changed',
  'statement-changed',
  'log-exported',
  'installation-restored',
  'installation-exported',
  'installation-imported',
  'keys-rotated',
  'era-begun',
  'retention-changed',
  'log-purged',
  'department-changed',
  'unit-changed',
  'placement-changed',
  'role-changed',
  'assignment-changed',
  'administration-changed',
  'group-changed',
  'group-membership-changed',
  'group-role-changed',
  'organization-changed',
  'enablement-changed',
  'application-changed',
  'application-secret-made',
  'application-secret-withdrawn',
  'structure-imported',
]);

/** Why it went as it did: the cause of a refusal, or how a session ended; the numbers follow the same rule. */
export const reasons = {
  'unknown-user': 1,
  'wrong-password': 2,
  locked: 3,
  inactive: 4,
  disabled: 5,
  'out-of-validity': 6,
  'new-password-required': 7,
  'too-many-open': 8,
  suspended: 9,
  'step-abandoned': 10,
  'server-busy': 11,
  'clocks-apart': 12,
  'too-many-refusals': 13,
  ceased: 14,
  'organization-off': 15,
  voluntary: 20,
  'idle-expired': 21,
  'limit-expired': 22,
  'password-replaced': 24,
  'user-stopped': 25,
  'too-many-wrong-passwords': 26,
  'rules-not-met': 30,
  'first-access': 31,
  'installation-restored': 60,
} as const satisfies Record<string, number>;
export type LogReason = keyof typeof reasons;

/** Through what the act came (requirements R3.54). */
export const channels = { web: 1, api: 2, 'command-line': 3, system: 4 } as const satisfies Record<string, number>;
export type Channel = keyof typeof channels;

const named = <Name extends string>(numbers: Record<Name, number>): ReadonlyMap<number, Name> =>
  new Map(Object.entries(numbers).map(([name, number]) => [number as number, name as Name]));

/** The event of a stored number. */
export const eventNamed = named(events);
/** The reason of a stored number. */
export const reasonNamed = named(reasons);
/** The channel of a stored number. */
export const channelNamed = named(channels);
