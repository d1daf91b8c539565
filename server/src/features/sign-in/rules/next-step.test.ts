import { expect, test } from 'vitest';
import { nextStep } from './next-step.ts';

test.each([
  ['nothing proved yet', { passwordMatched: false, passwordMustChange: false }, 'password'],
  ['a forced change is not revealed before the password', { passwordMatched: false, passwordMustChange: true }, 'password'],
  ['a right password that must be changed', { passwordMatched: true, passwordMustChange: true }, 'new-password'],
  ['a right password', { passwordMatched: true, passwordMustChange: false }, 'enter'],
] as const)('D3 R5.22 of the gates that can close so far, password and forced change, the next question: %s', (_, attempt, step) => {
  expect(nextStep(attempt)).toBe(step);
});
