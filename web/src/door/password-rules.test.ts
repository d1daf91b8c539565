import { expect, test } from 'vitest';
import { metRules } from './password-rules.ts';

const rules = { minLength: 8, minCharacterClasses: 3, differsFromUsername: true };
const shown = ['too-short', 'too-few-classes', 'same-as-username'];

test.each([
  ['', []],
  ['Ab1', ['too-few-classes', 'same-as-username']],
  ['abcdefgh', ['too-short', 'same-as-username']],
  ['E.DESANTIS', ['too-short']],
  ['Primavera-26', shown],
])('R3.63 while typing %j the rules met are %j', (password, met) => {
  expect([...metRules(shown, rules, password, 'e.desantis')]).toEqual(met);
});

test('only the rules on the page are counted', () => {
  expect([...metRules(['too-short'], rules, 'Primavera-26', 'e.desantis')]).toEqual(['too-short']);
});
