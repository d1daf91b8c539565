import { expect, test } from 'vitest';
import { proposedUsername } from './proposal.ts';

test.each([
  ['Elena', 'De Santis', 'e.desantis'],
  ['Zoë', 'D’Angelo', 'z.dangelo'],
  ['', 'Rossi', 'rossi'],
  ['Ada', '', ''],
  ['', '', ''],
])('R1.5 from "%s" and "%s" the name "%s" is proposed, without accents and blanks', (given, family, wanted) => {
  expect(proposedUsername(given, family)).toBe(wanted);
});

test('R1.5 a proposal never exceeds 50 characters', () => {
  expect([...proposedUsername('Maria', 'a'.repeat(80))]).toHaveLength(50);
});
