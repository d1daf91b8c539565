import { events } from '@varco/shared/access-log/events';
import type { Day } from '@varco/shared/days';
import { describe, expect, test } from 'vitest';
import { cursorOf, eventsOf, narrowings, positionOf, spanOf } from './rules.ts';

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

test('R2.19 every event belongs to one of succeeded, refused, exits and changes, and to "all"', () => {
  const parts = (['succeeded', 'refused', 'signed-out', 'changes'] as const).flatMap((outcome) => eventsOf(outcome) ?? []);

  expect(parts.toSorted()).toEqual(Object.keys(events).toSorted());
  expect(eventsOf('all')).toBeUndefined();
});

test('R3.54 R3.56 sign-ins and security events are lists of their own, and have nothing in common', () => {
  const [signIns, security] = [eventsOf('sign-ins') ?? [], eventsOf('security') ?? []];

  expect(signIns).toEqual(['signed-in', 'sign-in-refused', 'signed-out']);
  for (const event of [
    'password-reset',
    'password-changed',
    'user-created',
    'user-changed',
    'user-disabled',
    'policy-changed',
    'log-exported',
  ])
    expect(security).toContain(event);
  expect(security.filter((event) => signIns.includes(event))).toEqual([]);
  expect(security).not.toContain('statement-changed');
});

test.each([
  ['one event of all', 'all', 'password-reset', ['password-reset']],
  ['one event of an outcome', 'security', 'password-reset', ['password-reset']],
  ['one event that the outcome does not have', 'refused', 'password-reset', []],
] as const)('R2.19 %s', (_, outcome, event, expected) => {
  expect(eventsOf(outcome, event)).toEqual(expected);
});

describe('what is told to whoever asked too much', () => {
  const at = (text: string) => new Date(text);
  test.each([
    ['everything', {}, ['period', 'user', 'address', 'outcome']],
    ['a month', { from: at('2026-11-01T00:00:00Z'), to: at('2026-12-01T00:00:00Z') }, ['user', 'address', 'outcome']],
    [
      'a year of refusals',
      { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z'), events: [2] },
      ['period', 'user', 'address'],
    ],
    ['a person from an address', { user: 'x', address: '10.0.0.1', events: [2] }, ['period']],
    [
      'all that there is to say',
      { user: 'x', address: '10.0.0.1', events: [2], from: at('2026-11-01T00:00:00Z'), to: at('2026-11-02T00:00:00Z') },
      ['period'],
    ],
  ] as const)('after %s', (_, wanted, expected) => {
    expect(narrowings(wanted)).toEqual(expected);
  });
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

  test.each(['-271821-04-20T00:00:00Z', '1999-12-31T23:59:59Z', '2200-01-01T00:00:00Z'])(
    'is not read from an instant that the log cannot hold: %s',
    (at) => {
      expect(positionOf(cursorOf({ at: new Date(at), xid: '1', n: 1 }))).toBeUndefined();
    },
  );
});
