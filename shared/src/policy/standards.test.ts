import { expect, test } from 'vitest';
import { profileNames, profiles } from './profiles.ts';
import { type EnforcedRule, enforced, type PolicyValues } from './rules.ts';
import { allBreaksOf, breaksOf, type StandardRule } from './standards.ts';

test.each<[EnforcedRule, PolicyValues[EnforcedRule], StandardRule[]]>([
  ['minLength', 6, ['asvs-6.2.1', 'nist-3.1.1.2-1', 'misure-minime']],
  ['minLength', 7, ['asvs-6.2.1', 'nist-3.1.1.2-1', 'misure-minime']],
  ['minLength', 8, ['nist-3.1.1.2-1']],
  ['minLength', 14, ['nist-3.1.1.2-1']],
  ['minLength', 15, []],
  ['minCharacterClasses', 0, ['misure-minime']],
  ['minCharacterClasses', 1, ['misure-minime']],
  ['minCharacterClasses', 2, ['asvs-6.2.5', 'nist-3.1.1.2-5', 'misure-minime']],
  ['minCharacterClasses', 3, ['asvs-6.2.5', 'nist-3.1.1.2-5']],
  ['changeAtFirstAccess', true, []],
  ['changeAtFirstAccess', false, ['asvs-6.4.1', 'misure-minime']],
  ['differsFromUsername', true, []],
  ['differsFromUsername', false, ['misure-minime']],
  ['idleWarningMinutes', 0, ['wcag-2.2.1']],
  ['idleWarningMinutes', 1, []],
  ['maxSessionHours', 12, []],
  ['maxSessionHours', 13, ['misure-minime']],
  ['maxSessionHours', 'never', ['asvs-7.3.2', 'nist-2.1.3', 'misure-minime']],
  ['idleMinutes', 5, []],
  ['idleMinutes', 30, []],
  ['idleMinutes', 31, ['misure-minime']],
  ['attempts', 3, []],
  ['attempts', 4, ['misure-minime']],
  // NIST SP 800-63B-4, 3.2.2 asks for at most 100, which is the product's own limit.
  ['attempts', 100, ['misure-minime']],
  ['lockMinutes', 14, ['misure-minime']],
  ['lockMinutes', 15, []],
  ['lockMinutes', 'never', []],
  ['inactivityMonths', 6, []],
  ['inactivityMonths', 7, ['misure-minime']],
  ['inactivityMonths', 'never', ['misure-minime']],
  ['lockReachesKnownBrowsers', true, []],
  ['lockReachesKnownBrowsers', false, []],
])('D1 %s at %s breaks %j', (rule, value, broken) => {
  expect(breaksOf(rule, value as never)).toEqual(broken);
});

test('R5.23 no value of the minimum measures is below the minimum measures', () => {
  for (const rule of enforced) expect(breaksOf(rule, profiles['misure-minime'].values[rule] as never)).not.toContain('misure-minime');
});

test('D1 the profile made of NIST and ASVS breaks neither', () => {
  expect(allBreaksOf(profiles['guida-attuale'].values)).toEqual({
    attempts: ['misure-minime'],
    minCharacterClasses: ['misure-minime'],
    inactivityMonths: ['misure-minime'],
  });
});

test('D1 what a profile breaks is what each of its values breaks', () => {
  expect(allBreaksOf(profiles.icaro.values)).toEqual({
    attempts: ['misure-minime'],
    maxSessionHours: ['asvs-7.3.2', 'nist-2.1.3', 'misure-minime'],
    idleWarningMinutes: ['wcag-2.2.1'],
    minLength: ['nist-3.1.1.2-1'],
    minCharacterClasses: ['misure-minime'],
  });
  for (const name of profileNames)
    for (const [rule, broken] of Object.entries(allBreaksOf(profiles[name].values)))
      expect(broken).toEqual(breaksOf(rule as EnforcedRule, profiles[name].values[rule as EnforcedRule] as never));
});
