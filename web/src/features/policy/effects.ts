import type { RuleValue } from '@varco/shared/policy/api';
import type { EnforcedRule } from '@varco/shared/policy/rules';

/** Which way a change of a rule goes: more of what the rule counts, less of it, none at all any more, or the same as before. */
export type Way = 'more' | 'less' | 'none' | 'same';

const size = (value: RuleValue): number => (value === 'never' ? Number.POSITIVE_INFINITY : Number(value));

/** Which way a rule changes; yes is more than no, and no limit more than any number. */
export function wayOf(before: RuleValue, after: RuleValue): Way {
  if (before === after) return 'same';
  if (after === 0) return 'none';
  return size(after) > size(before) ? 'more' : 'less';
}

/** What people notice of a rule that goes up (or to yes), down (or to no), or to nothing at all; and from when. */
export type Effects = Readonly<Record<EnforcedRule, { readonly more: string; readonly less: string; readonly none?: string }>>;

/** The sentence for a rule that changes; nothing at all is less unless it has a sentence of its own. */
export const effectOf = (effects: Effects, rule: EnforcedRule, way: Exclude<Way, 'same'>): string =>
  (way === 'none' ? effects[rule].none : undefined) ?? effects[rule][way === 'more' ? 'more' : 'less'];

/** How many of those who may sign in a change touches; a first sign-in is of people who are not there yet. */
export const touchedBy = (rule: EnforcedRule, way: Way, people: number): number =>
  way === 'same' || rule === 'changeAtFirstAccess' ? 0 : people;
