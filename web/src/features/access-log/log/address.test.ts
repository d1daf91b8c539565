import { expect, test } from 'vitest';
import { filtersOf, isSearch, logQueryOf, readLogAddress } from './address.ts';

const user = '0197a000-0000-7000-8000-000000000002';

test('R2.17 the user set by another page is read from the address and counts as a search', () => {
  const address = readLogAddress({ user, outcome: 'refused' });

  expect(address).toEqual({ user, outcome: 'refused' });
  expect(isSearch(address)).toBe(true);
});

test('R2.17 opened from the menu nothing is set', () => {
  expect(isSearch(readLogAddress({}))).toBe(false);
});

test('days, channels and ids that are not such are ignored', () => {
  expect(readLogAddress({ user: 'x', from: 'yesterday', to: '2026-13', channel: 'smoke', outcome: 'all' })).toEqual({});
});

test('place and open row are not part of the search and are not sent', () => {
  const address = readLogAddress({ user, after: 'c', row: '51', open: '12.3' });

  expect(filtersOf(address)).toEqual({ user });
  expect(logQueryOf(address)).toEqual({ user, after: 'c' });
});
