import { expect, test } from 'vitest';
import { readUsersAddress, userQueryOf } from './address.ts';

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

test('the default filter is never written, and unknown values are ignored', () => {
  expect(readUsersAddress({ state: 'can-enter', sort: 'name' })).toEqual({});
  expect(readUsersAddress({ state: 'nonsense', sort: 'password' })).toEqual({});
});
