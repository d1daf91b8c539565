import { expect, test } from 'vitest';
import { rangeOf } from './range.ts';

const total = { count: 80, more: false };

test.each([
  ['the first page begins at 1, whatever the address carries', 50, total, { from: 7, first: true, last: false }, { from: 1, to: 50 }],
  ['the last page ends at the total', 30, total, { from: undefined, first: false, last: true }, { from: 51, to: 80 }],
  [
    'between the ends the number carried along serves',
    50,
    { count: 1000, more: true },
    { from: 51, first: false, last: false },
    { from: 51, to: 100 },
  ],
  ['a single page is all there is', 3, { count: 3, more: false }, { from: undefined, first: true, last: true }, { from: 1, to: 3 }],
])('%s', (_sentence, shown, of, ways, wanted) => {
  expect(rangeOf(shown, of, ways)).toEqual(wanted);
});
