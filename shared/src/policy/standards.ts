import { profiles } from './profiles.ts';
import type { EnforcedPolicy, EnforcedRule, Limit, PolicyValues } from './rules.ts';

/**
 * The rules of the standards that a value may break, as they are stored with a change: OWASP ASVS 5.0, NIST SP 800-63B-4 (section
 * and number in its list), WCAG 2.2, and the table of requirements R5.23. Only what they demand: what they advise breaks nothing.
 */
export const standardRules = [
  'asvs-6.2.1',
  'asvs-6.2.5',
  'asvs-6.4.1',
  'asvs-7.3.2',
  'nist-2.1.3',
  'nist-3.1.1.2-1',
  'nist-3.1.1.2-5',
  'wcag-2.2.1',
  'misure-minime',
] as const;
export type StandardRule = (typeof standardRules)[number];

type Broken<V> = (value: V) => boolean;
type Standard = Exclude<StandardRule, 'misure-minime'>;
type Demands = { readonly [R in EnforcedRule]: readonly (readonly [Standard, Broken<PolicyValues[R]>])[] };

/** What the standards demand of each rule the product enforces; a rule enforced later must say here what it may break. */
const demands: Demands = {
  attempts: [],
  lockMinutes: [],
  lockReachesKnownBrowsers: [],
  maxSessionHours: [
    ['asvs-7.3.2', (hours) => hours === 'never'],
    ['nist-2.1.3', (hours) => hours === 'never'],
  ],
  idleMinutes: [],
  idleWarningMinutes: [['wcag-2.2.1', (minutes) => minutes === 0]],
  minLength: [
    ['asvs-6.2.1', (characters) => characters < 8],
    // As long as the password is the only factor.
    ['nist-3.1.1.2-1', (characters) => characters < 15],
  ],
  // Every password has at least one kind of character.
  minCharacterClasses: [
    ['asvs-6.2.5', (kinds) => kinds > 1],
    ['nist-3.1.1.2-5', (kinds) => kinds > 1],
  ],
  differsFromUsername: [],
  changeAtFirstAccess: [['asvs-6.4.1', (changes) => !changes]],
  inactivityMonths: [],
};

/** Strictness: 1 < 2 < ... < never (requirements D1). */
const size = (limit: Limit): number => (limit === 'never' ? Number.POSITIVE_INFINITY : limit);
const more = (value: Limit, asked: Limit): boolean => size(value) > size(asked);
const less = (value: Limit, asked: Limit): boolean => size(value) < size(asked);
const notAsAsked = (value: boolean, asked: boolean): boolean => value !== asked;
const neither = (): boolean => false;

/** When a value is weaker than the one Italian public bodies are bound to. */
const weaker: { readonly [R in EnforcedRule]: (value: PolicyValues[R], asked: PolicyValues[R]) => boolean } = {
  attempts: more,
  lockMinutes: less,
  // A lock that reaches further is stricter towards intruders, one that does not is the table's own.
  lockReachesKnownBrowsers: neither,
  maxSessionHours: more,
  idleMinutes: more,
  // A warning is for the person's sake and protects nothing.
  idleWarningMinutes: neither,
  minLength: less,
  minCharacterClasses: less,
  differsFromUsername: notAsAsked,
  changeAtFirstAccess: notAsAsked,
  inactivityMonths: more,
};

/** Which rules of which standards a value of a rule breaks (requirements D1). */
export function breaksOf<R extends EnforcedRule>(rule: R, value: PolicyValues[R]): StandardRule[] {
  const broken: StandardRule[] = demands[rule].filter(([, isBroken]) => isBroken(value)).map(([standard]) => standard);
  return weaker[rule](value, profiles['misure-minime'].values[rule]) ? [...broken, 'misure-minime'] : broken;
}

/** Which rules of which standards a whole policy breaks, by rule of the policy; rules that break none are left out. */
export function allBreaksOf(values: EnforcedPolicy): Partial<Record<EnforcedRule, StandardRule[]>> {
  const rules = Object.keys(demands) as EnforcedRule[];
  return Object.fromEntries(rules.map((rule) => [rule, breaksOf(rule, values[rule])]).filter(([, broken]) => broken?.length));
}
