/** A number, or no limit at all; the digit 0 stands for "no limit" only at the edge of a page (requirements D1). */
export type Limit = number | 'never';

/** How two clashing sessions of one person are handled (requirements R3.41). */
export type ConcurrentSessions = 'allow-and-notify' | 'allow-silently' | 'close-existing';

/** The values of every rule of sign-in and password policy, in the units of their names. */
export interface PolicyValues {
  readonly attempts: number;
  readonly lockMinutes: Limit;
  readonly lockReachesKnownBrowsers: boolean;
  readonly maxSessionHours: Limit;
  readonly idleMinutes: number;
  readonly idleWarningMinutes: number;
  readonly minLength: number;
  readonly minCharacterClasses: number;
  readonly differsFromUsername: boolean;
  readonly changeAtFirstAccess: boolean;
  readonly expiryDays: Limit;
  readonly expiryNoticeDays: number;
  readonly rememberLast: number;
  readonly maxChanges: Limit;
  readonly changeWindowDays: number;
  readonly applyAtSignIn: boolean;
  readonly refuseKnownLeaked: boolean;
  readonly captchaAfterFailures: Limit;
  readonly questionsToSet: number;
  readonly questionsToAnswer: number;
  readonly temporaryDays: number;
  readonly temporaryAttempts: number;
  readonly usersChangeUsername: boolean;
  readonly usersChangeEmail: boolean;
  readonly concurrentSessions: ConcurrentSessions;
  readonly inactivityMonths: Limit;
  readonly secondFactor: 'off' | 'optional' | 'required';
  readonly logRetentionDays: Limit;
}

/** The name of a rule. */
export type PolicyRule = keyof PolicyValues;

/** The rules this version enforces; the others are kept with the profile and shown as coming later. */
export const enforced = [
  'attempts',
  'lockMinutes',
  'lockReachesKnownBrowsers',
  'maxSessionHours',
  'idleMinutes',
  'idleWarningMinutes',
  'minLength',
  'minCharacterClasses',
  'differsFromUsername',
  'changeAtFirstAccess',
  'inactivityMonths',
] as const satisfies readonly PolicyRule[];

/** A rule this version enforces. */
export type EnforcedRule = (typeof enforced)[number];
/** The values of the rules this version enforces. */
export type EnforcedPolicy = Pick<PolicyValues, EnforcedRule>;

/** Whether this version enforces the rule. */
export const isEnforced = (rule: PolicyRule): rule is EnforcedRule => (enforced as readonly PolicyRule[]).includes(rule);

/** What a rule admits: whole numbers in a range, some of them only, the word `never`, or yes and no. */
export type Range =
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly never?: boolean; readonly only?: readonly number[] }
  | { readonly kind: 'switch' };

/** The product's own limits, wider than those of any profile (requirements D1). */
export const productRanges = {
  attempts: { kind: 'number', min: 1, max: 100 },
  lockMinutes: { kind: 'number', min: 1, max: 1440, never: true },
  lockReachesKnownBrowsers: { kind: 'switch' },
  maxSessionHours: { kind: 'number', min: 1, max: 9999, never: true },
  idleMinutes: { kind: 'number', min: 5, max: 120 },
  idleWarningMinutes: { kind: 'number', min: 0, max: 10 },
  minLength: { kind: 'number', min: 6, max: 128 },
  minCharacterClasses: { kind: 'number', min: 0, max: 4 },
  differsFromUsername: { kind: 'switch' },
  changeAtFirstAccess: { kind: 'switch' },
  inactivityMonths: { kind: 'number', min: 1, max: 24, never: true },
} as const satisfies Record<EnforcedRule, Range>;

/** Whether `range` admits `value`. */
export function admits(range: Range, value: number | boolean | 'never'): boolean {
  if (range.kind === 'switch') return typeof value === 'boolean';
  if (value === 'never') return range.never === true;
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return value >= range.min && value <= range.max && (range.only === undefined || range.only.includes(value));
}
