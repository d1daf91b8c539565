import { expect, test } from 'vitest';
import { passwordIssues } from '../credentials/password-policy.ts';
import { languages } from '../language.ts';
import { notices, noticeText, passwordLengthHint, passwordRules } from './messages.ts';

const rules = { minLength: 8, maxLength: 128, minCharacterClasses: 3, differsFromUsername: true };

test.each(notices)('the notice %s has a first sentence and what to do, in both languages', (notice) => {
  for (const language of languages) {
    const { lead, rest } = noticeText(language, notice, 30);

    expect(lead).toMatch(/\.$/);
    expect(rest).toMatch(/\.$/);
  }
});

test('the minutes of inactivity agree with their word', () => {
  expect(noticeText('it', 'session-expired', 1).rest).toContain('per 1 minuto.');
  expect(noticeText('en', 'session-expired', 30).rest).toContain('for 30 minutes.');
  expect(noticeText('en', 'session-expired').rest).toMatch(/^There was no activity\./);
});

test('R3.63 the rules shown are the rules that refuse, and no others', () => {
  for (const minCharacterClasses of [0, 1, 2, 3, 4]) {
    for (const differsFromUsername of [true, false]) {
      const policy = { ...rules, minCharacterClasses, differsFromUsername };
      const shown = passwordRules('it', policy).map(({ rule }) => rule);
      const broken = [...passwordIssues(policy, '', ''), ...passwordIssues(policy, 'a', 'a')].map(({ rule }) => rule);

      expect(new Set(broken)).toEqual(new Set(shown));
    }
  }
});

test('the longest password is told as an invitation', () => {
  for (const language of languages) expect(passwordLengthHint(language, rules)).toContain('128');
});
