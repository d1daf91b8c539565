import type { Day } from '@varco/shared/days';
import { expect, test } from 'vitest';
import { endOfIdleness, endOfSession, nextChange } from './rules.ts';

const zone = 'Europe/Rome';
const user = (validFrom: string | null, validTo: string | null) => ({
  validFrom: validFrom as Day | null,
  validTo: validTo as Day | null,
  authorized: null,
});

test.each([
  ['without dates nothing changes', user(null, null), '2026-11-21T09:00:00Z', null],
  ['the last day ends at midnight of the place', user(null, '2026-11-21'), '2026-11-21T09:00:00Z', '2026-11-21T23:00:00.000Z'],
  ['in summer an hour earlier by the world’s time', user(null, '2026-07-21'), '2026-07-21T09:00:00Z', '2026-07-21T22:00:00.000Z'],
  ['a day of 23 hours ends when it ends', user(null, '2026-03-29'), '2026-03-28T23:30:00Z', '2026-03-29T22:00:00.000Z'],
  ['a day of 25 hours too', user(null, '2026-10-25'), '2026-10-24T22:30:00Z', '2026-10-25T23:00:00.000Z'],
  ['the first day begins at its midnight', user('2026-11-22', '2026-11-30'), '2026-11-21T09:00:00Z', '2026-11-21T23:00:00.000Z'],
  ['after the first day the last one counts', user('2026-11-01', '2026-11-30'), '2026-11-21T09:00:00Z', '2026-11-30T23:00:00.000Z'],
  ['after the last day nothing more changes', user(null, '2026-11-20'), '2026-11-21T09:00:00Z', null],
])('D10 what is remembered of a person is good until his dates change it: %s', (_, dates, at, until) => {
  expect(nextChange(dates, zone, new Date(at))?.toISOString() ?? null).toBe(until);
});

test.each([
  ['of the one in force the end', [['2026-01-01', '2026-11-21']], '2026-11-21T23:00:00.000Z'],
  ['of one to come the beginning', [['2026-11-25', null]], '2026-11-24T23:00:00.000Z'],
  [
    'of several the first day of all',
    [
      ['2026-01-01', '2026-12-31'],
      ['2026-11-23', null],
    ],
    '2026-11-22T23:00:00.000Z',
  ],
  ['of one that is over nothing', [['2026-01-01', '2026-11-20']], null],
] as const)('R4.31 and until his formal authorizations do: %s', (_, days, until) => {
  const authorized = days.map(([from, to]) => ({ from: from as Day, to: to as Day | null }));
  expect(nextChange({ ...user(null, null), authorized }, zone, new Date('2026-11-21T09:00:00Z'))?.toISOString() ?? null).toBe(until);
});

test('R3.6 the end counts from the sign-in; without a limit there is none', () => {
  const openedAt = new Date('2026-11-21T09:00:00Z');

  expect(endOfSession(openedAt, 12)).toEqual(new Date('2026-11-21T21:00:00Z'));
  expect(endOfSession(openedAt, 9_999)?.toISOString()).toBe('2028-01-12T00:00:00.000Z');
  expect(endOfSession(openedAt, 'never')).toBeNull();
  expect(endOfIdleness(openedAt, 30)).toEqual(new Date('2026-11-21T09:30:00Z'));
});
