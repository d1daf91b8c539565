import { HtmlSafeString } from 'escape-html-template-tag';

/** Markup whose every inserted value was escaped. */
export type Html = HtmlSafeString;

/** What may stand in a template: markup as it is, text and numbers escaped, lists in order, and nothing at all. */
export type Piece = Html | string | number | false | null | undefined | readonly Piece[];

const present = (piece: Piece): Html | string | readonly unknown[] => {
  if (piece === false || piece === null || piece === undefined) return '';
  if (piece instanceof HtmlSafeString || typeof piece === 'string') return piece;
  return typeof piece === 'number' ? String(piece) : piece.map(present);
};

/** Tag of HTML templates: whatever is inserted is escaped, except other templates; false, null and undefined leave nothing. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => new HtmlSafeString(parts, pieces.map(present));
