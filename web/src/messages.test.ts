import { describe, expect, test } from 'vitest';

const found = import.meta.glob<Record<string, unknown>>(['./**/messages.ts', './ui/words.ts']);

type Leaf = readonly [path: string, value: unknown];
const leaves = (value: unknown, path = ''): Leaf[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`))
    : [[path, value]];

/** What a sentence says when its data are plain: the same for both languages to compare. */
const spoken = (value: unknown): string => (typeof value === 'function' ? String(value(2, '2', 2)) : String(value));

interface InEachLanguage {
  readonly it: unknown;
  readonly en: unknown;
}
const isInEachLanguage = (value: unknown): value is InEachLanguage =>
  typeof value === 'object' && value !== null && 'it' in value && 'en' in value;

describe.each(Object.entries(found))('%s', (_file, load) => {
  test('says the same things in Italian and in English, and nothing is left empty', async () => {
    const texts = Object.values(await load()).filter(isInEachLanguage);

    expect(texts.length).toBeGreaterThan(0);
    for (const { it, en } of texts) {
      expect(leaves(en).map(([path]) => path)).toEqual(leaves(it).map(([path]) => path));
      expect([...leaves(it), ...leaves(en)].filter(([, value]) => spoken(value).trim() === '')).toEqual([]);
      expect([...leaves(it), ...leaves(en)].map(([, value]) => spoken(value)).filter((text) => /undefined|NaN|\{\{|!/.test(text))).toEqual(
        [],
      );
    }
  });
});

test('there are texts to look at', () => {
  expect(Object.keys(found).length).toBeGreaterThan(8);
});
