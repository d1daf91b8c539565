import { expect, test } from 'vitest';
import type { LogAddress } from './address.ts';
import { addressOf, areReversed, draftOf } from './draft.ts';

const period = { from: '2026-01-07', to: '2026-11-21', purgedBefore: null };

test.for<LogAddress>([
  {},
  { user: '01890000-0000-7000-8000-000000000001', from: '2026-02-01', to: '2026-02-28', address: '192.0.2.1', session: '12' },
  { lately: 'last-7-days', outcome: 'refused', channel: 'web', browser: 'Firefox' },
  { event: 'policy-changed', columns: 'at,user', order: 'oldest', chart: 'shown' },
])('R2.17 a form that is opened and not touched asks the same again: %o', (address) => {
  expect(addressOf(draftOf(address), address, period)).toEqual(address);
});

test('R2.18 the days that the form was filled with are no days that somebody chose', () => {
  const draft = { ...draftOf({}), from: period.from, to: '2026-03-01' };

  expect(addressOf(draft, {}, period)).toEqual({ to: '2026-03-01' });
});

test('R2.17 days told from today leave aside the days that were named before', () => {
  const before = { from: '2026-02-01', to: '2026-02-28' };

  expect(addressOf({ ...draftOf(before), lately: 'today' }, before, period)).toEqual({ lately: 'today' });
});

test('R2.17 one kind of event takes the place of an outcome, and what was emptied goes', () => {
  const before = { outcome: 'refused', address: '192.0.2.1', channel: 'web' } as const;
  const draft = { ...draftOf(before), what: 'event:policy-changed', address: ' ', channel: 'any' } as const;

  expect(addressOf(draft, before, period)).toEqual({ event: 'policy-changed' });
});

test('R2.18 a first day after the last is seen before the server is asked', () => {
  expect(areReversed({ ...draftOf({}), from: '2026-12-01' }, period)).toBe(true);
  expect(areReversed({ ...draftOf({}), from: '2026-12-01', lately: 'today' }, period)).toBe(false);
  expect(areReversed(draftOf({}), undefined)).toBe(false);
});
