import { Day } from '@varco/shared/days';
import type { PersonDetails } from '@varco/shared/identity/api';
import { describe, expect, test } from 'vitest';
import { isTaxCodeOf, taxCodeIssues } from './tax-code.ts';

type Judged = Pick<PersonDetails, 'taxCode' | 'birthDate' | 'sex'> & { familyName: string; givenName: string };

const rossi: Judged = {
  taxCode: 'RSSMRA80A01H501U',
  familyName: 'Rossi',
  givenName: 'Mario',
  birthDate: Day.parse('1980-01-01'),
  sex: 'm',
};
const rules = (differs: Partial<Judged>) => taxCodeIssues({ ...rossi, ...differs }).map((issue) => issue.rule);

describe('D2 a tax code', () => {
  test.for<readonly [string, Partial<Judged>]>([
    ['of the person', {}],
    ['of a woman, whose day of birth is forty higher', { taxCode: 'RSSMRA80A41H501Y', givenName: 'Maria', sex: 'f' }],
    ['with a letter for a figure, as where two people would share one', { taxCode: 'RSSMRA80A01H50MM' }],
    ['alone', { birthDate: null, sex: null }],
    ['that is not there', { taxCode: null }],
    ['of a name with signs', { taxCode: 'DNGMRA80A01H501R', familyName: "D'Angelò" }],
    ['of a name in another alphabet, which the rule does not reach', { familyName: 'Παπαδοπούλου' }],
  ])('is right: %s', ([, differs]) => {
    expect(rules(differs)).toEqual([]);
  });

  test.for<readonly [string, Partial<Judged>, string[]]>([
    ['a letter', { taxCode: 'RSSMRA80A01H501V' }, ['tax-code-check']],
    ['the family name', { familyName: 'Bianchi' }, ['tax-code-family-name']],
    ['the given name', { givenName: 'Luigi' }, ['tax-code-given-name']],
    ['names put the wrong way round', { familyName: 'Mario', givenName: 'Rossi' }, ['tax-code-family-name', 'tax-code-given-name']],
    ['the day', { birthDate: Day.parse('1980-01-02') }, ['tax-code-birth-date']],
    ['day and month put the wrong way round', { birthDate: Day.parse('1980-10-01') }, ['tax-code-birth-date']],
    ['the year', { birthDate: Day.parse('1981-01-01') }, ['tax-code-birth-date']],
    ['the sex', { sex: 'f' }, ['tax-code-sex']],
    [
      'all of it',
      { familyName: 'Verdi', givenName: 'Ada', birthDate: Day.parse('1990-05-05'), sex: 'f' },
      ['tax-code-family-name', 'tax-code-given-name', 'tax-code-birth-date', 'tax-code-sex'],
    ],
  ])('tells what is wrong: %s', ([, differs, expected]) => {
    expect(rules(differs)).toEqual(expected);
  });

  test('tells whether a family and a given name are its own', () => {
    expect(isTaxCodeOf('RSSMRA80A01H501U', 'Rossi', 'Mario')).toBe(true);
    expect(isTaxCodeOf('RSSMRA80A01H501U', 'Mario', 'Rossi')).toBe(false);
  });
});
