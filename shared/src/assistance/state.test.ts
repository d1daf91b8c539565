import { expect, test } from 'vitest';
import type { Day } from '../days.ts';
import { isClosable, requestState } from './state.ts';

const [from, to] = ['2026-11-21', '2026-11-23'] as [string, string] as [Day, Day];

test.each([
  ['2026-11-20', null, false, 'waiting', true],
  ['2026-11-23', null, false, 'waiting', true],
  ['2026-11-24', null, false, 'lapsed', false],
  ['2026-11-20', true, false, 'to-come', true],
  ['2026-11-21', true, false, 'open', true],
  ['2026-11-23', true, false, 'open', true],
  ['2026-11-24', true, false, 'over', false],
  ['2026-11-21', true, true, 'ended', false],
  ['2026-11-21', null, true, 'ended', false],
  ['2026-11-21', false, false, 'refused', false],
] as const)('R3.34 on %s, granted %s and closed %s, a request is %s', (day, granted, ended, state, closable) => {
  expect(requestState({ granted, ended, from, to }, day as Day)).toBe(state);
  expect(isClosable(state)).toBe(closable);
});
