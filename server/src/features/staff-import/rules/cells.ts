import { Day } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import { type Licence, licences, licenceTexts, type PersonKind, personKindNames, personKinds } from '@varco/shared/identity/licences';
import type { DateOrder } from '@varco/shared/staff-import/api';

/** What was read of a cell, or the rule it breaks. */
export type Reading<Value> = { readonly value: Value } | { readonly rule: string };

/** What Excel writes where a formula failed, in the languages met here. */
const formulaFault = /^#(N\/[AD]|REF|RIF|VALUE|VALORE|NAME\?|NOME\?|DIV\/0|NUM|NULL|NULLO)!?$/i;

/** The text of a cell: blanks made single; what cannot be a text of people is told. */
export function readText(cell: string): Reading<string> {
  const value = cell.replace(/\s+/gu, ' ').trim();
  if (formulaFault.test(value)) return { rule: 'cell-fault' };
  if (/[\p{Cc}\ufffd]/u.test(value) || !value.isWellFormed()) return { rule: 'broken-text' };
  return { value };
}

/** A number that a spreadsheet has rounded can be anything: 1,23E+11. */
const rounded = /^\d([.,]\d+)?E\+?\d+$/i;

/** An employee number: the figures as they are, filled with zeros to `length` when it is not 0. */
export function readEmployeeNumber(text: string, length: number): Reading<string> {
  if (rounded.test(text)) return { rule: 'number-shortened' };
  const value = text.replace(/^(\d+)\.0+$/, '$1');
  return { value: /^\d+$/.test(value) ? value.padStart(length, '0') : value };
}

const sexes: Readonly<Record<string, 'f' | 'm'>> = {
  m: 'm',
  maschio: 'm',
  maschile: 'm',
  uomo: 'm',
  male: 'm',
  f: 'f',
  femmina: 'f',
  femminile: 'f',
  donna: 'f',
  female: 'f',
};

/** Male or female, however it is written. */
export function readSex(text: string): Reading<'f' | 'm'> {
  const value = sexes[fold(text)];
  return value ? { value } : { rule: 'sex-unread' };
}

const named = <Value extends string>(names: Readonly<Record<Value, readonly string[]>>): ReadonlyMap<string, Value> =>
  new Map((Object.keys(names) as Value[]).flatMap((value) => [value, ...names[value]].map((name) => [fold(name), value] as const)));

const licencesByName = named(
  Object.fromEntries(licences.map((one) => [one, [licenceTexts[one].it.name, licenceTexts[one].en.name]])) as unknown as Record<
    Licence,
    readonly string[]
  >,
);
const personKindsByName = named(
  Object.fromEntries(personKinds.map((one) => [one, [personKindNames[one].it, personKindNames[one].en]])) as unknown as Record<
    PersonKind,
    readonly string[]
  >,
);

/** A type of licence, by its name in either language. */
export function readLicence(text: string): Reading<Licence> {
  const value = licencesByName.get(fold(text));
  return value ? { value } : { rule: 'licence' };
}

/** A kind of person, by its name in either language. */
export function readPersonKind(text: string): Reading<PersonKind> {
  const value = personKindsByName.get(fold(text));
  return value ? { value } : { rule: 'person-kind' };
}

const months = [
  ['gen', 'jan'],
  ['feb'],
  ['mar'],
  ['apr'],
  ['mag', 'may'],
  ['giu', 'jun'],
  ['lug', 'jul'],
  ['ago', 'aug'],
  ['set', 'sep'],
  ['ott', 'oct'],
  ['nov'],
  ['dic', 'dec'],
];
const monthNamed = (name: string): number => months.findIndex((short) => short.some((one) => name.startsWith(one))) + 1;

const dayOf = (year: number, month: number, day: number): Reading<Day> => {
  const two = (number: number) => String(number).padStart(2, '0');
  const found = Day.safeParse(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
  return found.success ? { value: found.data } : { rule: 'day' };
};

/** The hour that some programs add to a day. */
const midnight = /[ T]0{1,2}[:.]00([:.]00(\.0+)?)?Z?$/;
const parts = (text: string, pattern: RegExp): number[] | undefined => pattern.exec(text)?.slice(1).map(Number);

/** A day in one of the ways people write it; `order` decides only where it can be doubted. */
export function readDay(text: string, order: DateOrder): Reading<Day> {
  const plain = text.replace(midnight, '').trim();
  const ymd = parts(plain, /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/);
  if (ymd) return dayOf(ymd[0] ?? 0, ymd[1] ?? 0, ymd[2] ?? 0);

  const short = parts(plain, /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/);
  if (short) {
    const [first = 0, second = 0, year = 0] = short;
    return order === 'mdy' ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  const worded = /^(\d{1,2})°?[-/. ]+(\p{L}{3,})\.?[-/. ,]+(\d{4})$/u.exec(plain);
  if (worded) return dayOf(Number(worded[3]), monthNamed(fold(worded[2] ?? '')), Number(worded[1]));

  const run = /^(\d{8})$/.exec(plain)?.[1];
  if (run !== undefined) {
    const figures = (from: number, to: number) => Number(run.slice(from, to));
    if (order === 'ymd') return dayOf(figures(0, 4), figures(4, 6), figures(6, 8));
    return order === 'mdy' ? dayOf(figures(4, 8), figures(0, 2), figures(2, 4)) : dayOf(figures(4, 8), figures(2, 4), figures(0, 2));
  }
  return { rule: /^\d{1,6}([.,]\d+)?$/.test(plain) ? 'day-as-number' : 'day-unread' };
}

/** The order in which days are written, as far as they tell: where nothing does, the Italian one. */
export function guessDateOrder(texts: readonly string[]): DateOrder {
  let ymd = 0;
  let mdy = 0;
  let dmy = 0;
  for (const text of texts) {
    if (/^\d{4}[-/.]/.test(text)) ymd += 1;
    const [first = 0, second = 0] = parts(text.replace(midnight, ''), /^(\d{1,2})[-/. ](\d{1,2})[-/. ]\d{4}$/) ?? [];
    if (first > 12 && second <= 12) dmy += 1;
    if (second > 12 && first <= 12) mdy += 1;
  }
  if (mdy > dmy) return 'mdy';
  return dmy === 0 && ymd > 0 ? 'ymd' : 'dmy';
}
