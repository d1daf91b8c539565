import { UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { systemClock } from './clock.ts';
import { isToken, newToken, systemRandom } from './random.ts';

test('D8 an id is a UUIDv7: it begins with the moment, and no two are the same', () => {
  const before = systemClock.now().getTime();
  const ids = Array.from({ length: 1_000 }, () => systemRandom.id<UserId>());
  const after = systemClock.now().getTime();

  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    const moment = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    expect(UserId.parse(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(moment).toBeGreaterThanOrEqual(before);
    expect(moment).toBeLessThanOrEqual(after + 1);
  }
});

test('D10 a token is 256 bits of chance, in a form that is recognized', () => {
  const tokens = Array.from({ length: 1_000 }, () => newToken(systemRandom));

  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect([isToken(token), Buffer.from(token, 'base64url').length]).toEqual([true, 32]);
});

test.each(['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}+`, `${'A'.repeat(42)}=`, `${'A'.repeat(43)}\n`, ` ${'A'.repeat(42)}`])(
  'what has another form is no token: %j',
  (text) => {
    expect(isToken(text)).toBe(false);
  },
);

test('D7 every character of a temporary password is as likely as any other', () => {
  const counts = new Map<number, number>();
  for (let n = 0; n < 30_000; n += 1) {
    const number = systemRandom.below(30);
    counts.set(number, (counts.get(number) ?? 0) + 1);
  }

  expect([...counts.keys()].toSorted((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, number) => number));
  // Six standard deviations around a thousand.
  for (const times of counts.values()) expect(Math.abs(times - 1_000)).toBeLessThan(190);
});
