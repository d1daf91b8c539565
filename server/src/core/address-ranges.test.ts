import { expect, test } from 'vitest';
import { inRanges, readRange } from './address-ranges.ts';

test.for<readonly [string, string | undefined]>([
  ['10.1.0.0/16', '10.1.0.0/16'],
  [' 192.0.2.7 ', '192.0.2.7'],
  ['192.0.2.7/32', '192.0.2.7'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0:0::/32', '2001:db8::/32'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3/104', undefined],
  ['10.1.0.0/33', undefined],
  ['2001:db8::/129', undefined],
  ['10.1.0.0/-1', undefined],
  ['10.1.0.0/1e1', undefined],
  ['10.1.0.0/', undefined],
  ['10.1.0.0/8/8', undefined],
  ['10.1', undefined],
  ['010.1.0.0', undefined],
  ['10.1.0.0-10.1.0.9', undefined],
  ['[2001:db8::1]:80', undefined],
  ['intranet', undefined],
  ['', undefined],
])('R3.49 the range %s is kept as %s', ([typed, kept]) => {
  expect(readRange(typed)).toBe(kept);
});

test('R3.49 an address is in a range or it is not, and what is not known is in none', () => {
  const isIn = inRanges(['10.1.0.0/16', '192.0.2.7', '2001:db8::/32']);

  expect(['10.1.255.255', '192.0.2.7', '2001:db8:ffff::1'].map(isIn)).toEqual([true, true, true]);
  expect(['10.2.0.0', '192.0.2.8', '2001:db9::1', '::1', 'x', ''].map(isIn)).toEqual([false, false, false, false, false, false]);
  expect(isIn(null)).toBe(false);
  expect(inRanges([])('10.1.0.1')).toBe(false);
});

test('R3.49 D11 no IPv4 address is in a range of IPv6, and none of IPv6 in one of IPv4', () => {
  expect(['::/0', '::/80', '8000::/1'].map((range) => inRanges([range])('10.1.0.1'))).toEqual([false, false, false]);
  expect(inRanges(['0.0.0.0/0'])('2001:db8::1')).toBe(false);
  expect(['10.1.0.1', '2001:db8::1'].map(inRanges(['0.0.0.0/0', '::/0']))).toEqual([true, true]);
});
