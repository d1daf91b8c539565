import { type Block, blocksOf } from '@varco/shared/statements/blocks';

/** One line of a text, with its place among all its lines. */
interface Line {
  readonly place: number;
  readonly text: string;
}

/** A piece of a text as its page shows it, each line with its place. */
export interface Piece {
  readonly kind: Block['kind'];
  readonly lines: readonly Line[];
}

/** The first lines of a text as they are read on its page, and whether more follows. */
export function excerpt(
  wording: string,
  organization: string,
  count: number,
): { readonly pieces: readonly Piece[]; readonly more: boolean } {
  let place = 0;
  const pieces = blocksOf(wording, organization).map(({ kind, lines }) => ({
    kind,
    lines: lines.map((text): Line => ({ place: place++, text })),
  }));
  const shown = pieces
    .map(({ kind, lines }) => ({ kind, lines: lines.filter((line) => line.place < count) }))
    .filter(({ lines }) => lines.length > 0);
  return { pieces: shown, more: place > count };
}
