import { expect, test } from 'vitest';
import type { Day } from '../days.ts';
import { stateOn } from './state.ts';

const day = (text: string) => text as Day;
const today = day('2026-11-21');

test.for([
  ['2026-01-01', null, null, 'in-force'],
  ['2026-11-21', null, null, 'in-force'],
  ['2026-11-22', null, null, 'to-begin'],
  ['2026-01-01', '2026-11-20', null, 'over'],
  ['2026-01-01', '2026-11-21', null, 'ending'],
  ['2026-01-01', '2026-12-21', null, 'ending'],
  ['2026-01-01', '2026-12-22', null, 'in-force'],
  ['2026-01-01', '2026-11-20', '2026-11-21', 'ended'],
  ['2026-01-01', null, '2026-11-22', 'in-force'],
  ['2026-12-01', null, '2026-11-21', 'ended'],
] as const)('R4.31 an authorization from %s to %s that somebody ended on %s is %s', ([from, to, endedOn, expected]) => {
  expect(stateOn({ from: day(from), to: to && day(to), endedOn: endedOn && day(endedOn) }, today)).toBe(expected);
});
