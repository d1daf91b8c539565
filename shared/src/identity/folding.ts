/**
 * The form in which two user names are the same name: width, case and composition folded (RFC 8265, UsernameCaseMapped).
 * Uniqueness is checked on it; signing in compares the exact name (requirements D2, R2.24, R5.10).
 */
export const foldUsername = (username: string): string => username.normalize('NFKC').toLowerCase().normalize('NFC');

/** Text without case, accents and marks, single-spaced: what searches and sorting compare (requirements R2.6). */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The distinct folded words of some texts; a search finds a person by the beginning of any of them. */
export const foldedWords = (...texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => fold(text).split(' ')).filter((word) => word !== '')),
];
