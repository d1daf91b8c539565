import { expect, test } from 'vitest';
import { askedView, filtersOf, isSearch, keptOf, logQueryOf, readLogAddress } from './address.ts';

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
  const address = readLogAddress({ user, after: 'c', row: '51', open: '12.3', panel: 'export', chart: 'shown', columns: 'at,user' });

  expect(filtersOf(address)).toEqual({ user });
  expect(logQueryOf(address)).toEqual({ user, after: 'c' });
  expect(askedView(address)).toEqual({ user, columns: 'at,user' });
  expect(keptOf(address)).toEqual({ user, columns: 'at,user', chart: 'shown' });
});

test('R3.57 columns stand in the order of the list; the usual ones, and lists with unknown names, are left out', () => {
  expect(readLogAddress({ columns: 'at,line,user' })).toEqual({ columns: 'at,user,line' });
  for (const columns of ['at,user,what,where,exit', 'user,what', 'at,moon', 'at,at', '']) expect(readLogAddress({ columns })).toEqual({});
});

test('R2.19 session, browser, kind of event and reason are read; what is none of ours is ignored', () => {
  const search = { session: '12', browser: 'Firefox', event: 'password-reset', reason: 'locked', order: 'oldest' };

  expect(readLogAddress(search)).toEqual(search);
  expect(readLogAddress({ event: 'moonrise', reason: 'x', order: 'newest', chart: '1', panel: 'x' })).toEqual({});
});

test('R2.18 a period told from today is part of the search and is kept with it; an unknown one is ignored', () => {
  const address = readLogAddress({ lately: 'last-7-days', after: 'c' });

  expect(isSearch(address)).toBe(true);
  expect(askedView(address)).toEqual({ lately: 'last-7-days' });
  expect(readLogAddress({ lately: 'last-moon' })).toEqual({});
});
