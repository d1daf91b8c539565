import { type EnforcedRule, enforced, type PolicyValues, productRanges, type Range } from './rules.ts';

/** The named sets of values of the sources, from which an organization starts (requirements D1). */
export const profileNames = ['misure-minime', 'oracle-crm', 'infinity', 'icaro', 'guida-attuale'] as const;
/** The name of a profile, as it is stored. */
export type ProfileName = (typeof profileNames)[number];

/** What a profile gives each rule, and what it lets an administrator choose. */
export interface Profile {
  /** Raised when a value changes; the values it had then go to `replaced`. */
  readonly version: number;
  readonly values: PolicyValues;
  /** What this profile lets an administrator choose, where it is narrower than the product. */
  readonly ranges: Partial<Record<EnforcedRule, Range>>;
}

/** The defaults of requirements R5.23, to which Italian public bodies are bound. */
const minimumMeasures: PolicyValues = {
  attempts: 3,
  lockMinutes: 15,
  lockReachesKnownBrowsers: false,
  maxSessionHours: 12,
  idleMinutes: 30,
  idleWarningMinutes: 2,
  minLength: 8,
  minCharacterClasses: 3,
  differsFromUsername: true,
  changeAtFirstAccess: true,
  expiryDays: 90,
  expiryNoticeDays: 7,
  rememberLast: 3,
  maxChanges: 3,
  changeWindowDays: 1,
  applyAtSignIn: true,
  refuseKnownLeaked: false,
  captchaAfterFailures: 1,
  questionsToSet: 3,
  questionsToAnswer: 2,
  temporaryDays: 3,
  temporaryAttempts: 3,
  usersChangeUsername: false,
  usersChangeEmail: false,
  concurrentSessions: 'allow-and-notify',
  inactivityMonths: 6,
  secondFactor: 'required',
  logRetentionDays: 730,
};

/** Every profile: its version, its values and the ranges it narrows. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  'misure-minime': {
    version: 1,
    values: minimumMeasures,
    ranges: { minLength: { kind: 'number', min: 8, max: 128 } },
  },
  'oracle-crm': {
    version: 1,
    values: {
      ...minimumMeasures,
      lockReachesKnownBrowsers: true,
      captchaAfterFailures: 'never',
      inactivityMonths: 'never',
      secondFactor: 'optional',
      differsFromUsername: false,
    },
    ranges: {
      attempts: { kind: 'number', min: 1, max: 3 },
      lockMinutes: { kind: 'number', min: 15, max: 60, only: [15, 30, 60], never: true },
      minLength: { kind: 'number', min: 6, max: 10 },
      minCharacterClasses: { kind: 'number', min: 3, max: 4 },
    },
  },
  infinity: {
    version: 1,
    values: {
      ...minimumMeasures,
      attempts: 100,
      lockMinutes: 1,
      maxSessionHours: 'never',
      minLength: 8,
      minCharacterClasses: 2,
      expiryDays: 180,
      rememberLast: 3,
      maxChanges: 'never',
      captchaAfterFailures: 3,
      questionsToSet: 0,
      questionsToAnswer: 0,
      concurrentSessions: 'close-existing',
      inactivityMonths: 'never',
      secondFactor: 'optional',
    },
    ranges: {},
  },
  icaro: {
    version: 1,
    values: {
      ...minimumMeasures,
      attempts: 10,
      maxSessionHours: 'never',
      idleWarningMinutes: 0,
      minCharacterClasses: 0,
      rememberLast: 1,
      maxChanges: 'never',
      captchaAfterFailures: 'never',
      questionsToSet: 0,
      questionsToAnswer: 0,
      concurrentSessions: 'allow-silently',
      secondFactor: 'optional',
    },
    ranges: { minLength: { kind: 'number', min: 8, max: 128 } },
  },
  'guida-attuale': {
    version: 1,
    values: {
      ...minimumMeasures,
      attempts: 10,
      minLength: 15,
      minCharacterClasses: 0,
      expiryDays: 'never',
      rememberLast: 0,
      maxChanges: 'never',
      refuseKnownLeaked: true,
      captchaAfterFailures: 3,
      questionsToSet: 0,
      questionsToAnswer: 0,
      inactivityMonths: 'never',
    },
    ranges: {},
  },
};

/** The values of profiles as older versions had them. */
export type ReplacedValues = Partial<Record<ProfileName, Readonly<Record<number, PolicyValues>>>>;

/** Values of a version that a later one replaced stay here for good: a release never changes the rules of who chose before it. */
const replaced: ReplacedValues = {};

/** The values of a profile as they were when that version of it was chosen (requirements D1). */
export const valuesOf = (profile: ProfileName, version: number, before: ReplacedValues = replaced): PolicyValues =>
  before[profile]?.[version] ?? profiles[profile].values;

/** A rule to which the newest version of a profile gives another value than the version that was chosen. */
export interface ProfileNews {
  readonly rule: EnforcedRule;
  readonly value: PolicyValues[EnforcedRule];
}

/** What the newest version of a profile would change for who chose that version of it. */
export function profileNews(profile: ProfileName, version: number, before: ReplacedValues = replaced): ProfileNews[] {
  const [chosen, newest] = [valuesOf(profile, version, before), profiles[profile].values];
  return enforced.filter((rule) => chosen[rule] !== newest[rule]).map((rule) => ({ rule, value: newest[rule] }));
}

/** What a rule may be set to under a profile: the profile's own range, else the product's. */
export const rangeOf = (profile: ProfileName, rule: EnforcedRule): Range => profiles[profile].ranges[rule] ?? productRanges[rule];
