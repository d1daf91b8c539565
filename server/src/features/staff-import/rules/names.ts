import { fold } from '@varco/shared/identity/folding';
import type { UsernameRule } from '@varco/shared/staff-import/api';

/** Family and given name of somebody. */
export interface SplitName {
  readonly familyName: string;
  readonly givenName: string;
}

/** Whether a name is written in capitals alone. */
export const isAllCapitals = (name: string): boolean => name === name.toUpperCase() && name !== name.toLowerCase();

/** A name written in capitals as people write it: DELL'ORTO becomes Dell'Orto; any other stays as it is. */
export const properCapitals = (name: string): string =>
  isAllCapitals(name)
    ? name.toLowerCase().replace(/(^|[\s'’.-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    : name;

/** What begins a family name and is not one alone. */
const particles = new Set([
  'd',
  'de',
  'del',
  'della',
  'delle',
  'dello',
  'degli',
  'dei',
  'di',
  'da',
  'dal',
  'dalla',
  'la',
  'le',
  'li',
  'lo',
  'san',
  'van',
  'von',
]);
const isParticle = (word: string | undefined): boolean => word !== undefined && particles.has(fold(word));

/** Where a whole name parts, by how many words come first; undefined when it cannot be told. */
function parting(words: readonly string[], givenFirst: boolean): number | undefined {
  if (words.length === 2) return 1;
  if (givenFirst) {
    const begins = words.findIndex((word, place) => place > 0 && isParticle(word));
    return begins === 1 && words.slice(begins).filter((word) => !isParticle(word)).length === 1 ? 1 : undefined;
  }
  const before = words.findIndex((word) => !isParticle(word));
  // One particle or more, one word, and one given name: De Santis Elena.
  return before > 0 && words.length === before + 2 ? before + 1 : undefined;
}

/**
 * Family and given name out of one cell: at the comma, where the tax code says, or where there is only one way; undefined when it
 * would be a guess.
 */
export function splitName(
  whole: string,
  { givenFirst, isOfTaxCode }: { givenFirst: boolean; isOfTaxCode?: ((name: SplitName) => boolean) | undefined },
): SplitName | undefined {
  const halves = (first: string, second: string): SplitName =>
    givenFirst ? { familyName: second, givenName: first } : { familyName: first, givenName: second };
  const [beforeComma = '', afterComma = '', ...more] = whole.split(',').map((part) => part.trim());
  // A comma is put after the family name, whichever the heading says.
  if (beforeComma !== '' && afterComma !== '' && more.length === 0) return { familyName: beforeComma, givenName: afterComma };

  const words = whole.split(' ').filter((word) => word !== '');
  const at = (place: number) => halves(words.slice(0, place).join(' '), words.slice(place).join(' '));
  if (isOfTaxCode) {
    const fitting = words
      .slice(1)
      .map((_, index) => at(index + 1))
      .filter(isOfTaxCode);
    if (fitting.length === 1) return fitting[0];
  }
  const place = parting(words, givenFirst);
  return place === undefined ? undefined : at(place);
}

/** The longest user name. */
export const LONGEST = 50;

/** What a user would be called by the rule, before it is seen whether somebody is called so; empty when the name gives no letters. */
export function proposedUsername(rule: UsernameRule, person: SplitName & { readonly taxCode: string | null }): string {
  const family = fold(person.familyName).replaceAll(' ', '');
  const given = fold(person.givenName).replaceAll(' ', '');
  if (rule === 'tax-code') return person.taxCode?.toLowerCase() ?? '';
  const first = rule === 'initial-dot-family' ? ([...given][0] ?? '') : given;
  return family === '' || first === '' ? '' : `${first}.${family}`.slice(0, LONGEST);
}

/** The name, or with the first number that makes it free. */
export function firstFree(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let number = 2; ; number += 1) {
    const numbered = `${name.slice(0, LONGEST - String(number).length)}${number}`;
    if (!isTaken(numbered)) return numbered;
  }
}
