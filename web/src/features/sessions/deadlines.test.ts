import { expect, test } from 'vitest';
import { minutesLeft, outlook } from './deadlines.ts';

const now = new Date('2026-11-21T10:00:00Z');
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const at = (idle: number, limit: number | null, warningMinutes = 2) =>
  outlook({ idleEndsAt: after(idle), endsAt: limit === null ? null : after(limit), warningMinutes }, now);

test('R5.7 long before the end nothing is shown, and the page looks again within half a minute', () => {
  expect(at(30, null)).toEqual({ kind: 'quiet', lookAgainMs: 30_000 });
  expect(at(2.1, null)).toMatchObject({ kind: 'quiet', lookAgainMs: expect.closeTo(6_000, 0) });
});

test('R5.7 two minutes before the idle end the warning is due', () => {
  expect(at(2, null)).toEqual({ kind: 'idle-warning', leftMs: 120_000 });
});

test('R5.7 with a warning of 0 minutes the end comes in silence', () => {
  expect(at(0.5, null, 0)).toMatchObject({ kind: 'quiet' });
  expect(at(0, null, 0)).toEqual({ kind: 'over' });
});

test('R3.8 the longest duration is told ten minutes before and cannot be answered', () => {
  expect(at(30, 10)).toMatchObject({ kind: 'limit-warning', endsAt: after(10) });
  expect(at(30, 11)).toMatchObject({ kind: 'quiet' });
});

test('R3.8 when the longest duration ends first, no warning promises that one could stay', () => {
  expect(at(2, 1)).toMatchObject({ kind: 'limit-warning' });
});

test('whichever end comes first, it is over', () => {
  expect(at(0, 60)).toEqual({ kind: 'over' });
  expect(at(30, 0)).toEqual({ kind: 'over' });
});

test('minutes left are rounded up, so that nobody is told too little', () => {
  expect([120_000, 119_000, 61_000, 60_000, 1_000].map(minutesLeft)).toEqual([2, 2, 2, 1, 1]);
});
