import { expect, test } from 'vitest';
import { languages } from '../language.ts';
import { policyRange, policyValue, profileCaution, profileFacts, profileTexts, ruleGroups, ruleTexts } from './messages.ts';
import { profileNames, profiles, rangeOf } from './profiles.ts';
import { enforced, type PolicyRule, type PolicyValues } from './rules.ts';

const rules = Object.keys(profiles['misure-minime'].values) as PolicyRule[];

test('every rule has a name, an explanation and a place under one heading', () => {
  expect(Object.keys(ruleTexts).sort()).toEqual([...rules].sort());
  expect(ruleGroups.flatMap((group) => group.rules).sort()).toEqual([...rules].sort());
});

test('every value of every profile reads as words, never as a code', () => {
  for (const language of languages) {
    for (const profile of profileNames) {
      for (const rule of rules) {
        const value = policyValue(language, rule, profiles[profile].values[rule]);

        expect(value).toMatch(/^[A-Z0-9]/);
        expect(value).not.toMatch(/never|true|false|undefined|^\d+$|[a-z]-[a-z]+-/);
      }
      expect(profileFacts(language, profiles[profile].values)).not.toMatch(/never|undefined/);
      expect(profileTexts[profile][language].explanation).toMatch(/\.$/);
    }
  }
});

test.each<[PolicyRule, PolicyValues[PolicyRule], string, string]>([
  ['attempts', 1, '1 tentativo', '1 attempt'],
  ['attempts', 3, '3 tentativi', '3 attempts'],
  ['lockMinutes', 'never', 'Permanente', 'Permanent'],
  ['maxSessionHours', 'never', 'Senza limite', 'No limit'],
  ['maxSessionHours', 9999, '9.999 ore', '9,999 hours'],
  ['idleWarningMinutes', 0, 'Nessuno', 'None'],
  ['minCharacterClasses', 0, 'Qualsiasi', 'Any'],
  ['rememberLast', 0, 'Nessuna', 'None'],
  ['expiryDays', 'never', 'Mai', 'Never'],
  ['differsFromUsername', false, 'No', 'No'],
  ['concurrentSessions', 'allow-and-notify', 'Consenti con notifica', 'Allow and notify'],
  ['secondFactor', 'required', 'Obbligatorio', 'Required'],
])('%s %s reads %s, %s', (rule, value, it, en) => {
  expect(policyValue('it', rule, value)).toBe(it);
  expect(policyValue('en', rule, value)).toBe(en);
});

test('what a rule admits is told with its unit', () => {
  expect(policyRange('it', 'attempts', rangeOf('oracle-crm', 'attempts'))).toBe('da 1 a 3 tentativi');
  expect(policyRange('it', 'lockMinutes', rangeOf('oracle-crm', 'lockMinutes'))).toBe('15, 30 o 60 minuti, oppure permanente');
  expect(policyRange('it', 'inactivityMonths', rangeOf('icaro', 'inactivityMonths'))).toBe('da 1 a 24 mesi, oppure mai');
  for (const rule of enforced) expect(policyRange('it', rule, rangeOf('infinity', rule))).not.toMatch(/undefined|never/);
});

test('R5.7 only an end without a warning is a caution', () => {
  const cautious = profileNames.filter((name) => profileCaution('it', profiles[name].values) !== undefined);

  expect(cautious).toEqual(['icaro']);
});
