import type { RuleValue } from '@varco/shared/policy/api';
import { profiles } from '@varco/shared/policy/profiles';
import { enforced } from '@varco/shared/policy/rules';
import { standardRules } from '@varco/shared/policy/standards';
import { expect, test } from 'vitest';
import { effectOf, touchedBy, type Way, wayOf } from './effects.ts';
import { messages } from './messages.ts';

test.each<[RuleValue, RuleValue, Way]>([
  [3, 5, 'more'],
  [5, 3, 'less'],
  [3, 3, 'same'],
  [12, 'never', 'more'],
  ['never', 12, 'less'],
  ['never', 'never', 'same'],
  [false, true, 'more'],
  [true, false, 'less'],
  [2, 0, 'none'],
  [0, 2, 'more'],
])('D1 from %s to %s is %s', (before, after, way) => {
  expect(wayOf(before, after)).toBe(way);
});

test('D1 a change touches who may sign in; one of first sign-ins, or to the same value, touches nobody yet', () => {
  for (const rule of enforced) expect(touchedBy(rule, 'less', 12)).toBe(rule === 'changeAtFirstAccess' ? 0 : 12);
  expect(touchedBy('attempts', 'same', 12)).toBe(0);
});

test('D1 every change of every rule is told in whole sentences, and every rule of a standard by name', () => {
  for (const t of [messages.it, messages.en]) {
    for (const rule of enforced)
      for (const way of ['more', 'less', 'none'] as const) expect(effectOf(t.effects, rule, way)).toMatch(/^[A-Z].+\.$/);
    for (const standard of standardRules) expect(t.standards[standard].name).toMatch(/[A-Z]/);
  }
});

test('D1 a rule falls to nothing only where there is something to say about it', () => {
  const ruleWithNothing = enforced.filter(
    (rule) => effectOf(messages.it.effects, rule, 'none') !== effectOf(messages.it.effects, rule, 'less'),
  );

  expect(ruleWithNothing).toEqual(['idleWarningMinutes']);
  expect(profiles.icaro.values.idleWarningMinutes).toBe(0);
});
