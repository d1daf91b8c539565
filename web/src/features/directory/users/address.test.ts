import { expect, test } from 'vitest';
import { exportQueryOf, filtersOf, readUsersAddress, userQueryOf } from './address.ts';

test('R2.2 the plain address asks for the rows at once, with the defaults left to the server', () => {
  expect(userQueryOf(readUsersAddress({}))).toEqual({});
});

test('search, state, sorting and place come back from the address', () => {
  const address = { search: 'rossi', state: 'locked', sort: 'last-access', after: 'x', row: '51' };

  expect(readUsersAddress(address)).toEqual({ ...address, row: 51 });
});

test('the number of the first row is for the reader only and is not sent', () => {
  expect(userQueryOf({ after: 'x', row: 51 })).toEqual({ after: 'x' });
});

test('R2.10 every further filter comes back from the address, and what is none is ignored', () => {
  const id = '0197b3a0-0000-7000-8000-000000000001';
  const filters = { department: id, unit: id, role: id, placed: 'no', lastFrom: '2026-02-28', lastTo: '2026-11-21' };

  expect(readUsersAddress(filters)).toEqual(filters);
  expect(
    readUsersAddress({ department: 'x', unit: '', role: `${id}0`, placed: 'maybe', lastFrom: '2026-02-30', lastTo: '0002-01-01' }),
  ).toEqual({});
  expect(exportQueryOf({ ...readUsersAddress(filters), after: 'x', row: 51, sort: 'last-access' })).toEqual({
    ...filters,
    sort: 'last-access',
  });
  expect(filtersOf({ ...readUsersAddress(filters), after: 'x', sort: 'last-access' })).toEqual(filters);
});

test('the default filter is never written, and unknown values are ignored', () => {
  expect(readUsersAddress({ state: 'can-enter', sort: 'name' })).toEqual({});
  expect(readUsersAddress({ state: 'nonsense', sort: 'password' })).toEqual({});
});
