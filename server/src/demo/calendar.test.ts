import { Day } from '@varco/shared/days';
import { describe, expect, test } from 'vitest';
import { easter, isWorkingDay, workingDayFrom, workingDayUntil } from './calendar.ts';

const day = (text: string): Day => Day.parse(text);

describe('the calendar of an Italian office', () => {
  // Dates of the almanac, with the earliest and the latest that there are.
  test.for(['1818-03-22', '1943-04-25', '2000-04-23', '2025-04-20', '2026-04-05', '2027-03-28', '2030-04-21', '2038-04-25', '2285-03-22'])(
    'Easter falls on %s',
    (text) => {
      expect(easter(Number(text.slice(0, 4)))).toBe(text);
    },
  );

  test.for([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-04-06', false, 'Easter Monday'],
    ['2026-04-07', true, 'the day after it'],
    ['2026-06-02', false, 'the Republic'],
    ['2026-12-08', false, 'the Immaculate Conception'],
    ['2024-10-04', true, 'Saint Francis before he was a holiday again'],
    ['2027-10-04', false, 'Saint Francis'],
  ] as const)('%s is a working day: %s (%s)', ([text, open]) => {
    expect(isWorkingDay(day(text))).toBe(open);
  });

  test('the nearest working day lies before or after', () => {
    expect(workingDayUntil(day('2026-11-22'))).toBe('2026-11-20');
    expect(workingDayFrom(day('2026-12-25'))).toBe('2026-12-28');
    expect(workingDayFrom(day('2026-11-20'))).toBe('2026-11-20');
  });
});
