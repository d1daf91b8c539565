import { fold } from '@varco/shared/identity/folding';
import type { Language } from '@varco/shared/language';
import type { Department, Unit } from '@varco/shared/structure/api';
import { nameIn } from '../../core/names.ts';

/** Which departments show their units: all or none, but for some. */
export interface Folding {
  readonly show: 'all' | 'none';
  readonly except: ReadonlySet<string>;
}

/** Whether a department shows its units. */
export const isUnfolded = ({ show, except }: Folding, id: string): boolean => (show === 'all') !== except.has(id);

/** So many units fit in view unfolded; with more a page opens folded. */
const FEW = 60;
/** With fewer lines than this there is nothing to look for. */
const MANY = 10;

/** How the page opens: unfolded while that is readable, and whenever something was looked for. */
export const usualFolding = (departments: readonly Department[], search: string | undefined): 'all' | 'none' =>
  search !== undefined || unitsOf(departments) <= FEW ? 'all' : 'none';

/** Whether there are so many lines that one looks for some. */
export const isLong = (departments: readonly Department[]): boolean => departments.length + unitsOf(departments) > MANY;

/** How many units these departments have. */
export const unitsOf = (departments: readonly Pick<Department, 'units'>[]): number =>
  departments.reduce((sum, { units }) => sum + units.length, 0);

/** How many people are placed today in these units, each as often as placed. */
export const placedIn = (units: readonly Pick<Unit, 'people'>[]): number => units.reduce((sum, { people }) => sum + people, 0);

/**
 * The departments and units that something typed mentions, in the order in which a reader of the language reads them: a department with
 * all its units when it is mentioned itself, else with those that are.
 */
export function chartOf(departments: readonly Department[], language: Language, search: string | undefined): Department[] {
  const { compare } = new Intl.Collator(language === 'it' ? 'it' : 'en-GB', { numeric: true });
  const inOrder = <Item extends { name: string; nameEnglish: string }>(items: readonly Item[]): Item[] =>
    items.toSorted((a, b) => compare(nameIn(language, a), nameIn(language, b)));
  const wanted = fold(search ?? '');
  const words = wanted === '' ? [] : wanted.split(' ');
  return inOrder(departments).flatMap((department) => {
    const units = inOrder(department.units);
    const own = [department.name, department.nameEnglish];
    if (mentions(own, words)) return [{ ...department, units }];
    const found = units.filter((unit) => mentions([...own, unit.name, unit.nameEnglish, unit.site], words));
    return found.length === 0 ? [] : [{ ...department, units: found }];
  });
}

/** Whether every word begins a word of one of the texts (requirements R2.6: capitals and accents do not count). */
function mentions(texts: readonly string[], words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const said = texts.flatMap((text) => fold(text).split(' '));
  return words.every((word) => said.some((one) => one.startsWith(word)));
}
