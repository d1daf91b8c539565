import { outcomes } from '@varco/shared/access-log/api';
import { events } from '@varco/shared/access-log/events';
import type { Day } from '@varco/shared/days';
import { describe, expect, test } from 'vitest';
import { cursorOf, eventsOf, positionOf, spanOf } from './rules.ts';

const day = (text: string) => text as Day;

describe('D9 a period of days becomes instants in the zone of the installation', () => {
  test.each([
    ['an ordinary day', '2026-11-21', '2026-11-21', '2026-11-20T23:00:00.000Z', '2026-11-21T23:00:00.000Z'],
    ['the day of 23 hours, when summer time begins', '2026-03-29', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['the day of 25 hours, when it ends', '2026-10-25', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['a month across the change', '2026-10-01', '2026-10-31', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
  ])('%s', (_, from, to, first, last) => {
    expect(spanOf('Europe/Rome', day(from), day(to))).toEqual({ from: new Date(first), to: new Date(last) });
  });

  test('an absent end is open', () => {
    expect(spanOf('Europe/Rome', undefined, undefined)).toEqual({ from: undefined, to: undefined });
  });

  test('R2.18 a period that ends before it begins is invalid', () => {
    expect(spanOf('Europe/Rome', day('2026-11-21'), day('2026-11-20'))).toBe('invalid');
  });
});

test('R2.19 every event belongs to one outcome, and to "all"', () => {
  const parts = outcomes.filter((outcome) => outcome !== 'all').flatMap((outcome) => eventsOf(outcome) ?? []);

  expect(parts.toSorted()).toEqual(Object.keys(events).toSorted());
  expect(eventsOf('all')).toBeUndefined();
});

describe('the position of an entry', () => {
  test('comes back whole from the text that pages carry', () => {
    const position = { at: new Date('2026-11-21T09:00:00.123Z'), xid: '9223372036854775807', n: 32_767 };

    expect(positionOf(cursorOf(position))).toEqual(position);
  });

  test.each(['', 'x', '0', 'AAAA', `${'A'.repeat(24)}A`, `${'A'.repeat(23)}!`, '//////////////////////8A'])(
    'is not read from %j',
    (text) => {
      expect(positionOf(text)).toBeUndefined();
    },
  );

  test('is not read from an instant that does not exist', () => {
    const beyond = Buffer.alloc(18);
    beyond.writeBigInt64BE(9_000_000_000_000_000_000n);

    expect(positionOf(beyond.toString('base64url'))).toBeUndefined();
  });
});
