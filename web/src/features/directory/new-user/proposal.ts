import { fold } from '@varco/shared/identity/folding';

/** A user name made from a person's: the first letter of the given name, a point, the family name, without accents and blanks. */
export function proposedUsername(givenName: string, familyName: string): string {
  const given = fold(givenName).replaceAll(' ', '');
  const family = fold(familyName).replaceAll(' ', '');
  if (family === '') return '';
  const first = [...given][0];
  return [...(first === undefined ? family : `${first}.${family}`)].slice(0, 50).join('');
}
