import { expect, test } from 'vitest';
import { plural } from './texts.ts';

test('plurals follow the rules of the language', () => {
  const it = plural('it');
  const users = (count: number) => it(count, { one: '1 utente', other: `${count} utenti` });

  expect([0, 1, 2, 21].map(users)).toEqual(['0 utenti', '1 utente', '2 utenti', '21 utenti']);
});

test('a million has its own form in Italian only if the sentence gives one', () => {
  const it = plural('it');

  expect(it(1_000_000, { one: 'uno', other: 'altri' })).toBe('altri');
  expect(it(1_000_000, { one: 'uno', other: 'altri', many: 'di utenti' })).toBe('di utenti');
});
