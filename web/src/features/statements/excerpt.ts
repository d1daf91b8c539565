/** One line of a text, with its place among those that are not blank. */
interface Line {
  readonly place: number;
  readonly text: string;
}

/** A piece of a text: a heading, a paragraph, or a list with one line for each item. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'list';
  readonly lines: readonly Line[];
}

const without = (mark: string, lines: readonly Line[]): Line[] => lines.map(({ place, text }) => ({ place, text: text.replace(mark, '') }));

const blockOf = (lines: readonly Line[]): Block => {
  if (lines[0]?.text.startsWith('# ')) return { kind: 'heading', lines: without('# ', lines) };
  if (lines.every(({ text }) => text.startsWith('- '))) return { kind: 'list', lines: without('- ', lines) };
  return { kind: 'paragraph', lines };
};

/** The first lines of a text as they are read on its page, and whether more follows; blank lines do not count. */
export function excerpt(text: string, count: number): { readonly blocks: readonly Block[]; readonly more: boolean } {
  let place = 0;
  const pieces = text
    .split(/\n\s*\n/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => piece.split('\n').map((line): Line => ({ place: place++, text: line })));
  const blocks = pieces
    .map((lines) => lines.filter((line) => line.place < count))
    .filter((lines) => lines.length > 0)
    .map(blockOf);
  return { blocks, more: place > count };
}
