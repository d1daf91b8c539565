import { expect, test } from 'vitest';
import { columnName } from './headings.ts';

test.for<readonly [number, string]>([
  [0, 'Matricola'],
  [1, 'B'],
  [25, 'Z'],
  [26, 'AA'],
  [99, 'CV'],
])('R1.55 a column is called by its heading, else by its letters: %i is %s', ([column, name]) => {
  expect(columnName([' Matricola ', ' '], column)).toBe(name);
});
