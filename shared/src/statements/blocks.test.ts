import { describe, expect, test } from 'vitest';
import { languages } from '../language.ts';
import { blocksOf } from './blocks.ts';
import { defaultStatements } from './texts.ts';

const spoken = (wording: string, organization = 'Comune') => blocksOf(wording, organization).map(({ kind, lines }) => [kind, ...lines]);

describe('the pieces of a statement', () => {
  test('are headings, paragraphs and lists, parted by blank lines', () => {
    expect(spoken('First.\n\n# How\n\n- one\n- two\n \n\nLast\nlines.')).toEqual([
      ['paragraph', 'First.'],
      ['heading', 'How'],
      ['list', 'one', 'two'],
      ['paragraph', 'Last', 'lines.'],
    ]);
  });

  test('need no blank line around a heading or a list', () => {
    expect(spoken('# Title\nText:\n- one\n- two\nmore text\n# Next\n# Again')).toEqual([
      ['heading', 'Title'],
      ['paragraph', 'Text:'],
      ['list', 'one', 'two'],
      ['paragraph', 'more text'],
      ['heading', 'Next'],
      ['heading', 'Again'],
    ]);
  });

  test('two lists with a blank line between them are two', () => {
    expect(spoken('- one\n\n- two')).toEqual([
      ['list', 'one'],
      ['list', 'two'],
    ]);
  });

  test('are read the same with the line ends of another system', () => {
    expect(spoken('# Title\r\n\r\nText\r\nmore')).toEqual([
      ['heading', 'Title'],
      ['paragraph', 'Text', 'more'],
    ]);
  });

  test("hold the organization's name wherever the text asks for it, also when the name looks like a mark", () => {
    expect(spoken('{organization}, {organization}', '# $& Borgo')).toEqual([['paragraph', '# $& Borgo, # $& Borgo']]);
  });

  test('of a blank text are none', () => {
    expect(spoken(' \n\n ')).toEqual([]);
  });

  test("of the product's own texts are all three kinds, with no mark left over", () => {
    for (const wording of languages.flatMap((language) => [
      defaultStatements.accessibility[language],
      defaultStatements.privacy[language],
    ])) {
      const blocks = blocksOf(wording, 'Comune');
      expect(new Set(blocks.map(({ kind }) => kind))).toEqual(new Set(['heading', 'paragraph', 'list']));
      expect(blocks.flatMap(({ lines }) => lines).filter((line) => /^[#-]|[{}]/.test(line))).toEqual([]);
    }
  });
});
