import type { Statement } from '@varco/shared/statements/api';
import { describe, expect, test } from 'vitest';
import { changeOf, draftOf, isChanged, longest, refusedTexts } from './draft.ts';

const statement: Statement = { it: { text: 'Il nostro testo.', own: true }, en: { text: 'The text of the product.', own: false } };
const draft = draftOf(statement);

describe('the draft of a page text', () => {
  test('changes nothing until something is typed', () => {
    expect(isChanged(statement, draft)).toBe(false);
    expect(changeOf(draft)).toEqual({ it: 'Il nostro testo.', en: null });
  });

  test("starts an own text from the product's", () => {
    const own = { ...draft, en: { ...draft.en, standard: false } };

    expect(isChanged(statement, own)).toBe(true);
    expect(changeOf(own)).toEqual({ it: 'Il nostro testo.', en: 'The text of the product.' });
  });

  test('gives a language back to the product without losing what was typed', () => {
    const back = { ...draft, it: { ...draft.it, standard: true } };

    expect(isChanged(statement, back)).toBe(true);
    expect(changeOf(back)).toEqual({ it: null, en: null });
    expect(back.it.text).toBe('Il nostro testo.');
  });

  test('refuses an own text that is empty or too long, and takes one of exactly the length admitted', () => {
    const own = (text: string) => ({ standard: false, text });

    expect(refusedTexts({ it: own(' \n '), en: own('x'.repeat(longest + 1)) })).toEqual([
      { language: 'it', why: 'missing' },
      { language: 'en', why: 'too-long' },
    ]);
    expect(refusedTexts({ it: { standard: true, text: '' }, en: own(` ${'x'.repeat(longest)}\n`) })).toEqual([]);
  });
});
