import { fold } from '../identity/folding.ts';
import type { StaffField } from './api.ts';

/** How the offices call each thing, folded and without blanks; the first names are the surest. */
const names: Readonly<Record<StaffField, readonly string[]>> = {
  familyName: ['cognome', 'cognomi', 'familyname', 'surname', 'lastname', 'cogn'],
  givenName: ['nome', 'nomi', 'givenname', 'firstname', 'name', 'nomedibattesimo'],
  wholeName: ['cognomeenome', 'cognomenome', 'nominativo', 'cognomeenomedipendente', 'dipendente', 'operatore', 'intestatario'],
  wholeNameGivenFirst: ['nomeecognome', 'nomecognome'],
  taxCode: ['codicefiscale', 'codfiscale', 'codfisc', 'codicefisc', 'cfiscale', 'cf', 'taxcode', 'fiscalcode', 'codfis'],
  birthDate: [
    'datadinascita',
    'datanascita',
    'dtnascita',
    'datanasc',
    'datadinasc',
    'natoil',
    'nataoil',
    'natonatail',
    'natoail',
    'nascita',
    'dateofbirth',
    'birthdate',
  ],
  sex: ['sesso', 'sex', 'genere', 'gender', 'mf'],
  employeeNumber: [
    'matricola',
    'nmatricola',
    'nummatricola',
    'numeromatricola',
    'numerodimatricola',
    'matr',
    'codicedipendente',
    'coddipendente',
    'iddipendente',
    'employeenumber',
    'employeeid',
    'staffnumber',
  ],
  email: [
    'email',
    'indirizzoemail',
    'indirizzodipostaelettronica',
    'emailistituzionale',
    'emailaziendale',
    'emaildiservizio',
    'emailufficio',
    'postaelettronica',
    'mail',
    'emailaddress',
    'emailpec',
    'pec',
  ],
  username: ['nomeutente', 'username', 'utente', 'login', 'userid', 'user', 'account', 'loginname', 'nomeutentedominio'],
  fullName: ['nomecompleto', 'fullname', 'descrizione', 'description'],
  validFrom: [
    'iniziovalidita',
    'datainiziovalidita',
    'validodal',
    'validfrom',
    'datadiassunzione',
    'dataassunzione',
    'assuntodal',
    'assuntoil',
    'assunzione',
    'datainiziorapporto',
    'datainizio',
    'iniziorapporto',
    'decorrenza',
    'dal',
    'inizio',
  ],
  validTo: [
    'finevalidita',
    'datafinevalidita',
    'validoal',
    'validto',
    'datadicessazione',
    'datacessazione',
    'cessatoil',
    'cessazione',
    'datafinerapporto',
    'datafine',
    'finerapporto',
    'scadenza',
    'al',
    'fine',
  ],
  licence: ['licenza', 'licenzaduso', 'tipolicenza', 'licence', 'license', 'licencetype'],
  personKind: ['tipodipersona', 'tipopersona', 'kindofperson', 'personkind'],
};

/** The names that are sure enough to be the beginning of a longer heading, such as "Codice fiscale del dipendente". */
const LONG = 7;

/** A heading as it is compared: without case, accents, signs and blanks. */
export const foldHeading = (heading: string): string => fold(heading).replaceAll(' ', '');

/** How well a heading names a field: the lower the better, and of beginnings the longest; undefined when it does not. */
function closeness(heading: string, names: readonly string[]): number | undefined {
  const exact = names.indexOf(heading);
  if (exact >= 0) return exact;
  const begun = names.filter((name) => name.length >= LONG && heading.startsWith(name)).map((name) => name.length);
  return begun.length === 0 ? undefined : 1_000 - Math.max(...begun);
}

/** What each column holds by its heading, in any order and spelling; of two that name one thing the better named is taken. */
export function guessFields<Field extends string>(
  headings: readonly string[],
  names: Readonly<Record<Field, readonly string[]>>,
): (Field | null)[] {
  const fields = Object.keys(names) as Field[];
  const fitting = headings.map(foldHeading).flatMap((heading, column) =>
    fields.flatMap((field) => {
      const how = heading === '' ? undefined : closeness(heading, names[field]);
      return how === undefined ? [] : [{ column, field, how }];
    }),
  );
  const guessed = headings.map((): Field | null => null);
  for (const { column, field } of fitting.toSorted((one, other) => one.how - other.how || one.column - other.column)) {
    if (guessed[column] === null && !guessed.includes(field)) guessed[column] = field;
  }
  return guessed;
}

/** What the columns of a staff list hold. */
export function guessColumns(headings: readonly string[]): (StaffField | null)[] {
  const guessed = guessFields(headings, names);
  const has = (field: StaffField) => guessed.includes(field);
  const forget = (field: StaffField) => {
    if (has(field)) guessed[guessed.indexOf(field)] = null;
  };
  // "Nome completo" beside family and given name is a description; alone it is the name.
  if (!(has('familyName') && has('givenName')) && !has('wholeName') && !has('wholeNameGivenFirst') && has('fullName')) {
    guessed[guessed.indexOf('fullName')] = 'wholeName';
  }
  if (has('familyName') && has('givenName')) {
    forget('wholeName');
    forget('wholeNameGivenFirst');
  } else if (has('wholeName') || has('wholeNameGivenFirst')) {
    if (has('wholeName')) forget('wholeNameGivenFirst');
    forget('familyName');
    forget('givenName');
  }
  return guessed;
}

/** How far down the headings are looked for: titles and blank rows stand above them. */
const LOOKED_AT = 25;

/** The row of the headings among the first rows of a sheet: the one that names most; without any, the first that has several cells. */
export function guessHeaderRow(
  rows: readonly { readonly number: number; readonly cells: readonly string[] }[],
  guess: (headings: readonly string[]) => readonly (string | null)[] = guessColumns,
): number {
  let best: { number: number; named: number } | undefined;
  for (const { number, cells } of rows.slice(0, LOOKED_AT)) {
    const named = guess(cells).filter((field) => field !== null).length;
    if (named > 1 && (best === undefined || named > best.named)) best = { number, named };
  }
  if (best) return best.number;
  const several = rows.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1);
  return (several ?? rows.find(({ cells }) => cells.some((cell) => cell.trim() !== '')))?.number ?? 0;
}

/** How a column is called: by its heading, or by its letters as in a spreadsheet, A, B and on to AA. */
export function columnName(headings: readonly string[], column: number): string {
  const heading = headings[column]?.trim() ?? '';
  if (heading !== '') return heading;
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
