import { describe, expect, test } from 'vitest';
import { excerpt } from './excerpt.ts';

const text = 'First of {organization}.\n\n# How\n\n- one\n- two\n- three\n\n\nLast\nlines.';
const spoken = (shown: ReturnType<typeof excerpt>) => shown.pieces.map(({ kind, lines }) => [kind, ...lines.map((line) => line.text)]);

describe('the first lines of a page text', () => {
  test('are the pieces its page shows', () => {
    const shown = excerpt(text, 'Borgo', 7);

    expect(spoken(shown)).toEqual([
      ['paragraph', 'First of Borgo.'],
      ['heading', 'How'],
      ['list', 'one', 'two', 'three'],
      ['paragraph', 'Last', 'lines.'],
    ]);
    expect(shown.more).toBe(false);
  });

  test('end inside a list when there are no more lines to show, and say that more follows', () => {
    const shown = excerpt(text, 'Borgo', 4);

    expect(spoken(shown).at(-1)).toEqual(['list', 'one', 'two']);
    expect(shown.more).toBe(true);
  });

  test('of an empty text are none', () => {
    expect(excerpt(' \n\n ', 'Borgo', 6)).toEqual({ pieces: [], more: false });
  });
});
