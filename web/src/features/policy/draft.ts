import type { Policy, RuleValue } from '@varco/shared/policy/api';
import { rangeOf, valuesOf } from '@varco/shared/policy/profiles';
import { admits, type EnforcedRule, type Range } from '@varco/shared/policy/rules';

/** What is typed for one rule: follow the profile, or a value of one's own (a number as typed, "never", yes or no). */
export interface Typed {
  readonly mode: 'profile' | 'own' | 'never';
  readonly text: string;
}
/** What is typed for every rule. */
export type Draft = Readonly<Record<EnforcedRule, Typed>>;

/** A rule that the draft would change. */
export interface Change {
  readonly rule: EnforcedRule;
  readonly before: RuleValue;
  readonly after: RuleValue;
  /** What to send: null gives the rule back to the profile. */
  readonly value: RuleValue | null;
}

/** The value a rule has by its profile. */
export const profileValue = (policy: Policy, rule: EnforcedRule): RuleValue => valuesOf(policy.profile, policy.profileVersion)[rule];

/** The draft that changes nothing. */
export function draftOf(policy: Policy): Draft {
  const typed = policy.rules.map(({ rule, here, inForce }): [EnforcedRule, Typed] => {
    if (here === null) return [rule, { mode: 'profile', text: inForce === 'never' ? '' : String(inForce) }];
    return [rule, here === 'never' ? { mode: 'never', text: '' } : { mode: 'own', text: String(here) }];
  });
  return Object.fromEntries(typed) as unknown as Draft;
}

/** Whether 0 may be typed for no limit: the source of this rule writes it so, and here alone it is translated (requirements R3.6, D1). */
export const zeroIsNoLimit = (rule: EnforcedRule, range: Range): boolean =>
  rule === 'maxSessionHours' && range.kind === 'number' && range.never === true;

/** The value that was typed for a rule; null follows the profile, undefined is no value at all. */
function typedValue(rule: EnforcedRule, { mode, text }: Typed, range: Range): RuleValue | null | undefined {
  if (mode === 'profile') return null;
  if (mode === 'never') return 'never';
  if (range.kind === 'switch') return text === 'true';
  if (!/^\d{1,6}$/.test(text.trim())) return undefined;
  return Number(text) === 0 && zeroIsNoLimit(rule, range) ? 'never' : Number(text);
}

/** The rules whose typed value the profile does not admit. */
export function refusedRules(policy: Policy, draft: Draft): EnforcedRule[] {
  return policy.rules
    .map(({ rule }) => rule)
    .filter((rule) => {
      const range = rangeOf(policy.profile, rule);
      const value = typedValue(rule, draft[rule], range);
      return value !== null && (value === undefined || !admits(range, value));
    });
}

/** What would change, rule by rule; a rule given back to the profile counts even when its value stays the same. */
export function changesOf(policy: Policy, draft: Draft): Change[] {
  return policy.rules.flatMap(({ rule, here, inForce }) => {
    const value = typedValue(rule, draft[rule], rangeOf(policy.profile, rule));
    if (value === undefined || value === here) return [];
    return [{ rule, before: inForce, after: value ?? profileValue(policy, rule), value }];
  });
}

/** The draft carried over to values that somebody else saved meanwhile: what was not touched follows them. */
export function rebased(draft: Draft, base: Policy, current: Policy): Draft {
  const [untouched, present] = [draftOf(base), draftOf(current)];
  const rules = current.rules.map(({ rule }) => rule);
  const isTouched = (rule: EnforcedRule) => draft[rule].mode !== untouched[rule].mode || draft[rule].text !== untouched[rule].text;
  return Object.fromEntries(rules.map((rule) => [rule, isTouched(rule) ? draft[rule] : present[rule]])) as unknown as Draft;
}
