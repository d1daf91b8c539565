import { expect, test } from 'vitest';
import { addressGroup, readAddress } from './address.ts';

test.each([
  ['192.0.2.10', '192.0.2.10'],
  [' 192.0.2.10 ', '192.0.2.10'],
  ['192.0.2.10:4711', '192.0.2.10'],
  ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['[2001:db8::1]', '2001:db8::1'],
  ['[2001:db8::1]:4711', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['::ffff:192.0.2.10', '192.0.2.10'],
  ['::FFFF:c000:20a', '192.0.2.10'],
  ['0:0:0:0:0:ffff:192.0.2.10', '192.0.2.10'],
  ['[::ffff:c000:20a]:4711', '192.0.2.10'],
])('D11 the address %s has one spelling: %s', (text, address) => {
  expect(readAddress(text)).toBe(address);
});

test.each(['', 'unknown', '_hidden', '192.0.2.256', '192.0.2', '010.0.0.1', '1::2::3', '192.0.2.10, 192.0.2.11', 'localhost', '\0'])(
  'D11 what is no address is read as none: %j',
  (text) => {
    expect(readAddress(text)).toBeUndefined();
  },
);

test.each([
  ['192.0.2.10', '192.0.2.10'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['2001:db8::1:0:0:6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:1::', '2001:db8:1:0::/64'],
  [null, null],
])('D4 the address %s stands at the door as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group);
});

test('D4 every address of one IPv6 network shares one place, and those of the next network do not', () => {
  const groups = ['2001:db8:1:2::', '2001:db8:1:2::ffff', '2001:db8:1:2:ffff:ffff:ffff:ffff'].map((text) =>
    addressGroup(readAddress(text) ?? ''),
  );

  expect(new Set(groups).size).toBe(1);
  expect(addressGroup('2001:db8:1:3::')).not.toBe(groups[0]);
});
