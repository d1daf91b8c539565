import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, Day, dayAt, endOfDay, isTimeZone, startOfDay } from './days.ts';

const HOUR_MS = 3_600_000;
const at = (text: string) => new Date(text);
const day = (text: string) => Day.parse(text);

describe('D9 a day', () => {
  test.for(['2026-02-28', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('exists: %s', (text) => {
    expect(Day.parse(text)).toBe(text);
  });

  test.for([
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20260101',
    '0000-12-31',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '',
  ])('does not exist: %s', (text) => {
    expect(Day.safeParse(text).error?.issues[0]?.message).toBe('day');
  });

  test('is followed by the next, over the end of months and years', () => {
    expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
    expect(addDays(day('2028-02-28'), 1)).toBe('2028-02-29');
    expect(addDays(day('2026-03-01'), -1)).toBe('2026-02-28');
    expect(addDays(day('2028-02-29'), 366)).toBe('2029-03-01');
  });
});

describe('D9 where a day begins and ends', () => {
  test.for<readonly [string, string, string, string, number]>([
    ['Europe/Rome', '2026-03-31', '2026-03-30T22:00:00Z', '2026-03-31T22:00:00Z', 24],
    ['Europe/Rome', '2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z', 23],
    ['Europe/Rome', '2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', 25],
    ['Europe/Rome', '2028-02-29', '2028-02-28T23:00:00Z', '2028-02-29T23:00:00Z', 24],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z', 23],
    ['America/Santiago', '2026-04-04', '2026-04-04T03:00:00Z', '2026-04-05T04:00:00Z', 25],
    ['Asia/Kathmandu', '2026-11-21', '2026-11-20T18:15:00Z', '2026-11-21T18:15:00Z', 24],
    ['UTC', '2026-11-21', '2026-11-21T00:00:00Z', '2026-11-22T00:00:00Z', 24],
  ])('in %s, %s lasts from %s until %s', ([zone, text, start, end, hours]) => {
    expect(startOfDay(zone, day(text))).toEqual(at(start));
    expect(endOfDay(zone, day(text))).toEqual(at(end));
    expect(endOfDay(zone, day(text)).getTime() - startOfDay(zone, day(text)).getTime()).toBe(hours * HOUR_MS);
  });

  test('in Santiago the midnight that summer time skips belongs to no day: the day begins at one', () => {
    const start = startOfDay('America/Santiago', day('2026-09-06'));

    expect(new Intl.DateTimeFormat('it', { timeZone: 'America/Santiago', hour: '2-digit', minute: '2-digit' }).format(start)).toBe('01:00');
    expect(dayAt('America/Santiago', start)).toBe('2026-09-06');
    expect(dayAt('America/Santiago', new Date(start.getTime() - 1))).toBe('2026-09-05');
  });

  test('in Rome the hour that comes twice is of one day', () => {
    expect(dayAt('Europe/Rome', at('2026-10-25T00:30:00Z'))).toBe('2026-10-25');
    expect(dayAt('Europe/Rome', at('2026-10-25T01:30:00Z'))).toBe('2026-10-25');
  });
});

describe('D9 for every instant and zone', () => {
  const zone = fc.constantFrom(
    'Europe/Rome',
    'America/Santiago',
    'Asia/Kathmandu',
    'Pacific/Auckland',
    'Pacific/Kiritimati',
    'America/St_Johns',
    'UTC',
  );
  const between = (from: string, to: string) =>
    fc.integer({ min: at(from).getTime(), max: at(to).getTime() }).map((time) => new Date(time));
  // Often near the changes of summer time, where mistakes live.
  const instant = fc.oneof(
    between('1990-01-01T00:00:00Z', '2060-01-01T00:00:00Z'),
    between('2026-03-28T20:00:00Z', '2026-03-29T04:00:00Z'),
    between('2026-10-24T20:00:00Z', '2026-10-25T04:00:00Z'),
    between('2026-09-06T00:00:00Z', '2026-09-06T08:00:00Z'),
    between('2026-04-05T00:00:00Z', '2026-04-05T08:00:00Z'),
    between('2028-02-28T08:00:00Z', '2028-03-01T16:00:00Z'),
  );

  test('it stands inside the day it is of, and of no other', () => {
    fc.assert(
      fc.property(zone, instant, (where, moment) => {
        const today = dayAt(where, moment);
        expect(startOfDay(where, today).getTime()).toBeLessThanOrEqual(moment.getTime());
        expect(endOfDay(where, today).getTime()).toBeGreaterThan(moment.getTime());
      }),
      { numRuns: 500 },
    );
  });

  test('a day ends where the next begins, and its first and last instants are of it', () => {
    fc.assert(
      fc.property(zone, instant, (where, moment) => {
        const today = dayAt(where, moment);
        expect(endOfDay(where, today)).toEqual(startOfDay(where, addDays(today, 1)));
        expect(dayAt(where, startOfDay(where, today))).toBe(today);
        expect(dayAt(where, new Date(endOfDay(where, today).getTime() - 1))).toBe(today);
      }),
      { numRuns: 500 },
    );
  });

  test('what comes later is never of an earlier day, and days sort as texts', () => {
    fc.assert(
      fc.property(zone, instant, fc.nat(400 * 24), (where, moment, hours) => {
        expect(dayAt(where, moment) <= dayAt(where, new Date(moment.getTime() + hours * HOUR_MS))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('days are counted back as they were counted', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -5_000, max: 5_000 }), (moment, days) => {
        const today = dayAt('UTC', moment);
        expect(addDays(addDays(today, days), -days)).toBe(today);
      }),
      { numRuns: 300 },
    );
  });
});

test('D9 only zones that the runtime knows are zones', () => {
  expect(['Europe/Rome', 'UTC', 'America/Santiago'].filter(isTimeZone)).toHaveLength(3);
  expect(['Europe/Roma', '', 'CEST+99', '../etc'].filter(isTimeZone)).toEqual([]);
});
