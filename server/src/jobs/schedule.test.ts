import { expect, test } from 'vitest';
import { lastDue, nextDue } from './schedule.ts';

const ROME = 'Europe/Rome';
const at = (text: string): Date => new Date(text);
const due = (from: string, to: string, daily: string): string[] => {
  const found = new Set<string>();
  for (let now = at(from).getTime(); now <= at(to).getTime(); now += 5 * 60_000)
    found.add(lastDue({ daily }, ROME, new Date(now)).toISOString());
  return [...found].slice(1);
};

test('D9 a daily job is due at its hour of the installation, the day before until then', () => {
  expect(lastDue({ daily: '02:30' }, ROME, at('2026-11-21T01:30:00Z'))).toEqual(at('2026-11-21T01:30:00Z'));
  expect(lastDue({ daily: '02:30' }, ROME, at('2026-11-21T01:29:59Z'))).toEqual(at('2026-11-20T01:30:00Z'));
  expect(nextDue({ daily: '02:30' }, ROME, at('2026-11-21T01:29:59Z'))).toEqual(at('2026-11-21T01:30:00Z'));
  expect(nextDue({ daily: '02:30' }, ROME, at('2026-11-21T01:30:00Z'))).toEqual(at('2026-11-22T01:30:00Z'));
});

test('D9 a daily job is due exactly once on the day of 23 hours, also when its hour is skipped', () => {
  expect(due('2026-03-28T00:00:00Z', '2026-03-30T12:00:00Z', '02:30')).toEqual([
    '2026-03-28T01:30:00.000Z',
    '2026-03-29T01:30:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
});

test('D9 a daily job is due exactly once on the day of 25 hours, also when its hour comes twice', () => {
  expect(due('2026-10-24T00:00:00Z', '2026-10-26T12:00:00Z', '02:30')).toEqual([
    '2026-10-24T00:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('a job of an interval is due at the same instants on every node, whenever it was started', () => {
  const quarter = { everyMs: 15 * 60_000 };

  expect(lastDue(quarter, ROME, at('2026-11-21T09:14:59Z'))).toEqual(at('2026-11-21T09:00:00Z'));
  expect(lastDue(quarter, ROME, at('2026-11-21T09:15:00Z'))).toEqual(at('2026-11-21T09:15:00Z'));
  expect(nextDue(quarter, ROME, at('2026-11-21T09:15:00Z'))).toEqual(at('2026-11-21T09:30:00Z'));
});
