import type { Day } from '@varco/shared/days';
import { describe, expect, test } from 'vitest';
import { partsOf } from './rules.ts';

const parts = (from: string, to: string) => partsOf('Europe/Rome', from as Day, to as Day);

describe('R2.19 the bars of a chart', () => {
  test.each([
    ['a day', '2026-11-21', '2026-11-21', 'hour', 24],
    ['the day of 23 hours', '2026-03-29', '2026-03-29', 'hour', 23],
    ['the day of 25 hours', '2026-10-25', '2026-10-25', 'hour', 25],
    ['two days', '2026-11-20', '2026-11-21', 'hour', 48],
    ['three days', '2026-11-19', '2026-11-21', 'day', 3],
    ['two months', '2026-10-01', '2026-11-30', 'day', 61],
    ['a quarter', '2026-07-01', '2026-09-30', 'week', 14],
    ['a year', '2026-01-01', '2026-12-31', 'week', 53],
    ['two years', '2025-01-01', '2026-12-31', 'month', 24],
    ['ten years', '2017-06-15', '2026-12-31', 'year', 10],
  ])('%s', (_, from, to, unit, count) => {
    const drawn = parts(from, to);

    expect([drawn.unit, drawn.parts.length]).toEqual([unit, count]);
    expect(drawn.parts[0]?.from).toBe(from);
    expect(drawn.parts.at(-1)?.to).toBe(to);
    const instants = drawn.parts.map(({ at }) => at.getTime());
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
    expect(new Set(instants).size).toBe(count);
  });

  test('of two centuries are made at once: nobody else waits for them', () => {
    const begun = performance.now();

    expect(parts('2025-11-24', '2199-12-31')).toMatchObject({ unit: 'year', parts: { length: 175 } });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test('weeks begin on Monday, months with their first day, and the first bar where the period does', () => {
    expect(
      parts('2026-07-01', '2026-09-30')
        .parts.slice(0, 3)
        .map(({ from, to }) => [from, to]),
    ).toEqual([
      ['2026-07-01', '2026-07-05'],
      ['2026-07-06', '2026-07-12'],
      ['2026-07-13', '2026-07-19'],
    ]);
    expect(
      parts('2025-01-15', '2026-12-10')
        .parts.slice(0, 2)
        .map(({ from, to }) => [from, to]),
    ).toEqual([
      ['2025-01-15', '2025-01-31'],
      ['2025-02-01', '2025-02-28'],
    ]);
    expect(parts('2025-01-15', '2026-12-10').parts.at(-1)).toMatchObject({ from: '2026-12-01', to: '2026-12-10' });
  });
});
