import { LONGEST_STATEMENT, type Statement } from '@varco/shared/statements/api';
import { describe, expect, test } from 'vitest';
import { changeOf, draftOf, isChanged, merge, refusedTexts } from './draft.ts';

const statement: Statement = {
  version: 3,
  it: { text: 'Il nostro testo.', own: true },
  en: { text: 'The text of the product.', own: false },
};
const draft = draftOf(statement);
const own = (text: string) => ({ standard: false, text });

describe('the draft of a page text', () => {
  test('changes nothing until something is typed', () => {
    expect(isChanged(statement, draft)).toBe(false);
    expect(changeOf(statement, draft)).toEqual({ version: 3, it: 'Il nostro testo.', en: null });
  });

  test("starts an own text from the product's", () => {
    const ours = { ...draft, en: { ...draft.en, standard: false } };

    expect(isChanged(statement, ours)).toBe(true);
    expect(changeOf(statement, ours)).toEqual({ version: 3, it: 'Il nostro testo.', en: 'The text of the product.' });
  });

  test('gives a language back to the product without losing what was typed', () => {
    const back = { ...draft, it: { ...draft.it, standard: true } };

    expect(isChanged(statement, back)).toBe(true);
    expect(changeOf(statement, back)).toEqual({ version: 3, it: null, en: null });
    expect(back.it.text).toBe('Il nostro testo.');
  });

  test('refuses an own text that is empty or too long, and takes one of exactly the length admitted', () => {
    expect(refusedTexts({ it: own(' \n '), en: own('x'.repeat(LONGEST_STATEMENT + 1)) })).toEqual([
      { language: 'it', why: 'missing' },
      { language: 'en', why: 'too-long' },
    ]);
    expect(refusedTexts({ it: { standard: true, text: '' }, en: own(` ${'x'.repeat(LONGEST_STATEMENT)}\n`) })).toEqual([]);
  });
});

describe('when somebody else saved first', () => {
  const mine = { ...draft, it: own('Il mio testo.') };

  test('a language that only he changed is his, one that only I changed is mine, and nothing is asked', () => {
    const current: Statement = { ...statement, version: 4, en: { text: 'Their text.', own: true } };

    expect(merge(statement, mine, current)).toEqual({ draft: { it: own('Il mio testo.'), en: own('Their text.') }, asked: [] });
  });

  test('a language that both changed is asked about, and what I typed is still there', () => {
    const current: Statement = { ...statement, version: 4, it: { text: 'Il testo di un altro.', own: true } };

    expect(merge(statement, mine, current)).toEqual({ draft: mine, asked: ['it'] });
  });

  test('giving a language back to the product is a change like another', () => {
    const current: Statement = { ...statement, version: 4, it: { text: 'Testo di Varco.', own: false } };

    expect(merge(statement, mine, current).asked).toEqual(['it']);
    expect(merge(statement, { ...draft, it: { ...draft.it, standard: true } }, current).asked).toEqual([]);
  });

  test('the same text typed by both is no question', () => {
    const current: Statement = { ...statement, version: 4, it: { text: 'Il mio testo.', own: true } };

    expect(merge(statement, mine, current).asked).toEqual([]);
  });
});
