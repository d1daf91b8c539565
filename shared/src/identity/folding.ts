/**
 * The form in which two user names are the same name: width, case and composition folded (RFC 8265, UsernameCaseMapped).
 * Uniqueness is checked on it; signing in compares the exact name (requirements D2, R2.24, R5.10).
 */
export const foldUsername = (username: string): string => username.normalize('NFKC').toLowerCase().normalize('NFC');

/** The form in which two e-mail addresses are the same: post offices that tell capitals apart exist on paper only. */
export const foldEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** Letters that Unicode does not take apart, as they are typed on a keyboard without them. */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
};
const apart = new RegExp(`[${Object.keys(plain).join('')}]`, 'gu');

/** Text without case, accents, marks and signs that nobody sees, single-spaced: what searches and sorting compare (requirements R2.6). */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(apart, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
