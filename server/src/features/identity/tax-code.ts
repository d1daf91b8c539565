import { CheckDigitizer, Parser } from '@marketto/codice-fiscale-utils';
import { isProvisionalTaxCode, type PersonDetails } from '@varco/shared/identity/api';
import { fold } from '@varco/shared/identity/folding';
import type { Issue } from '@varco/shared/problems';

/** Places are not judged: the library would ask somebody else's list of them. */
const noPlaces = {} as ConstructorParameters<typeof Parser>[0];
const parser = new Parser(noPlaces);

/** The library takes plain letters, at most so many. */
const LETTERS = 32;
const plain = (name: string): string =>
  fold(name)
    .replace(/[^a-z ]/g, '')
    .slice(0, LETTERS);

/** The three letters that stand for a family name and for a given name; undefined for a name that the rule does not reach. */
const lettersOf = (familyName: string, givenName: string) => ({
  family: parser.lastNameToCf(plain(familyName)) ?? undefined,
  given: parser.firstNameToCf(plain(givenName)) ?? undefined,
});

/** The last of the eleven figures of a provisional code: every second one doubled, the figures of all added up to a multiple of ten. */
function isCheckFigureRight(taxCode: string): boolean {
  const sum = [...taxCode].map(Number).reduce((total, figure, place) => {
    const doubled = figure * 2;
    return total + (place % 2 === 0 ? figure : doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Whether the six letters of the code are those of this family and given name. */
export function isTaxCodeOf(taxCode: string, familyName: string, givenName: string): boolean {
  const { family, given } = lettersOf(familyName, givenName);
  return family === taxCode.slice(0, 3) && given === taxCode.slice(3, 6);
}

type Judged = Pick<PersonDetails, 'taxCode' | 'birthDate' | 'sex'> & { readonly familyName: string; readonly givenName: string };

/** Every way in which a tax code of the right form contradicts itself or the person (D.M. 12 March 1974, articles 2 to 7; the provisional one D.M. 23 December 1976). */
export function taxCodeIssues({ taxCode, familyName, givenName, birthDate, sex }: Partial<Judged>): Issue[] {
  if (taxCode === null || taxCode === undefined) return [];
  const fault = (rule: string, more: Record<string, unknown> = {}): Issue => ({ field: 'taxCode', rule, ...more });
  // Its figures say nothing of the person.
  if (isProvisionalTaxCode(taxCode)) return isCheckFigureRight(taxCode) ? [] : [fault('tax-code-check-figure')];
  // A wrong check letter means a wrong letter somewhere: what else differs would only lead astray.
  if (CheckDigitizer.checkDigit(taxCode) !== taxCode.slice(-1)) return [fault('tax-code-check')];

  const issues: Issue[] = [];
  const { family, given } = lettersOf(familyName ?? '', givenName ?? '');
  if (family !== undefined && family !== taxCode.slice(0, 3)) issues.push(fault('tax-code-family-name', { expected: family }));
  if (given !== undefined && given !== taxCode.slice(3, 6)) issues.push(fault('tax-code-given-name', { expected: given }));
  const day = parser.cfToBirthDay(taxCode);
  const month = parser.cfToBirthMonth(taxCode);
  const year = parser.cfToBirthYear(taxCode);
  if (birthDate) {
    const [ownYear = 0, ownMonth = 0, ownDay = 0] = birthDate.split('-').map(Number);
    const same = day === ownDay && month === ownMonth - 1 && year !== null && year % 100 === ownYear % 100;
    if (!same) issues.push(fault('tax-code-birth-date'));
  }
  const own = parser.cfToGender(taxCode)?.toLowerCase();
  if (sex && own !== sex) issues.push(fault('tax-code-sex'));
  return issues;
}
