import { expect, test } from 'vitest';
import { countIn, formatAddress, oneOf, parseAddress, textIn } from './address.ts';

test('an address written and read again is the same, with signs and letters of every kind', () => {
  const values = { search: 'D’Angelo & figli = 100% #1', state: 'locked', after: 'a+b/c==' };

  expect(parseAddress(formatAddress(values))).toEqual(values);
});

test('what is empty does not stand in the address', () => {
  expect(formatAddress({ search: '', state: undefined, sort: null })).toBe('');
});

test('a number stays a text that looks like one: a search for 12 is not the number 12', () => {
  expect(parseAddress('?search=12')).toEqual({ search: '12' });
});

test('a name given twice keeps its first value', () => {
  expect(parseAddress('?state=locked&state=all')).toEqual({ state: 'locked' });
});

test('what is not admitted is ignored', () => {
  expect(oneOf({ state: 'constructor' }, 'state', ['all', 'locked'])).toBeUndefined();
  expect(textIn({ search: '' }, 'search')).toBeUndefined();
  expect(countIn({ row: '-3' }, 'row')).toBeUndefined();
  expect(countIn({ row: '51' }, 'row')).toBe(51);
});
