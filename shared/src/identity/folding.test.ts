import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldUsername } from './folding.ts';

describe('R5.10 two user names are the same name when', () => {
  test.for([
    ['only the case differs', 'Rossi', 'rossi'],
    ['only the width differs', 'ｒｏｓｓｉ', 'rossi'],
    ['an accent is composed or not', 'ros\u0065\u0301', 'rosé'],
    ['a letter is a ligature or two', 'ﬁore', 'fiore'],
    ['both differ', 'ＲＯＳＳＩ.M', 'rossi.m'],
  ])('%s', ([, one = '', other = '']) => {
    expect(foldUsername(one)).toBe(foldUsername(other));
  });

  test.for([
    ['an accent', 'rossi', 'rossì'],
    ['a sign', 'm.rossi', 'mrossi'],
    ['another alphabet', 'rossi', 'rоssi'],
  ])('but not when %s differs', ([, one = '', other = '']) => {
    expect(foldUsername(one)).not.toBe(foldUsername(other));
  });

  test('folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldUsername(foldUsername(text))).toBe(foldUsername(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe('R2.6 searching and sorting compare text', () => {
  test.for([
    ['without case', 'DE SANTIS', 'de santis'],
    ['without accents, composed or not', "D'Angelò Nicole\u0301", 'd angelo nicole'],
    ['without signs', ' Rossi-Bianchi,  (Ufficio) ', 'rossi bianchi ufficio'],
    ['with plain letters for those of other languages', 'Łukasz Müller-Strauß Søren Æsop', 'lukasz muller strauss soren aesop'],
    ['with figures', 'Reparto 3/B', 'reparto 3 b'],
    ['with a dotted capital', 'İpek', 'ipek'],
    ['in other alphabets too', 'Ελένη Παπαδοπούλου', 'ελενη παπαδοπουλου'],
    ['even when there is none', " -.,' ", ''],
  ])('%s', ([, typed = '', folded]) => {
    expect(fold(typed)).toBe(folded);
  });

  test('folding what is folded changes nothing, and leaves letters and figures with single blanks', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(folded).toMatch(/^([\p{L}\p{N}]+( [\p{L}\p{N}]+)*)?$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

// Pasted from a text processor, or typed by who wants a second name that looks like the first.
test.for(['Soc\u200biali', 'Soc\u00adiali', '\ufeffSociali', 'So\u2060ciali\u200d'])(
  'R2.38 R2.6 signs that nobody sees make no other name: %j',
  (name) => {
    expect(fold(name)).toBe('sociali');
  },
);
