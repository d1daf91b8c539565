import { expect, test } from 'vitest';
import { addDays, type Day } from '../days.ts';
import { isAwayTooLong, tooLongAgo } from './inactivity.ts';

test.for([
  ['six months to the day are not more than six', '2026-05-21', 6, '2026-11-21', false],
  ['the day after they are', '2026-05-21', 6, '2026-11-22', true],
  ['from the end of August to the end of February', '2026-08-31', 6, '2027-02-28', false],
  ['and the first of March is more', '2026-08-31', 6, '2027-03-01', true],
  ['in a leap year February has one more day', '2027-08-31', 6, '2028-02-29', false],
  ['from the leap day a year later', '2028-02-29', 12, '2029-02-28', false],
  ['a month of 31 days', '2026-01-31', 1, '2026-02-28', false],
  ['is over on the first of the next but one', '2026-01-31', 1, '2026-03-01', true],
  ['today is never too long ago', '2026-11-21', 1, '2026-11-21', false],
] as const)('R2.28 D9 calendar months: %s', ([, last, months, today, away]) => {
  expect(isAwayTooLong(last as Day, months, today as Day)).toBe(away);
});

test('R2.28 one day divides those away for too long from all others, on every day of four years', () => {
  for (const months of [1, 2, 3, 6, 12, 24]) {
    for (let today = '2026-01-01' as Day; today < '2030-01-01'; today = addDays(today, 1)) {
      const day = tooLongAgo(months, today);
      expect([today, months, isAwayTooLong(day, months, today)]).toEqual([today, months, true]);
      expect([today, months, isAwayTooLong(addDays(day, 1), months, today)]).toEqual([today, months, false]);
    }
  }
});
