import { CheckDigitizer, Parser } from '@marketto/codice-fiscale-utils';
import writeXlsxFile from 'write-excel-file/node';
import { numbers } from '../demo/numbers.ts';

/** Somebody of a made-up staff list, as the import should read him. */
export interface Listed {
  readonly familyName: string;
  readonly givenName: string;
  readonly taxCode: string;
  readonly birthDate: string;
  readonly sex: 'f' | 'm';
  readonly employeeNumber: string;
  readonly email: string;
  readonly validTo: string;
}

/** A file with what should become of it: everybody as listed, or one fault in one row. */
export interface MadeFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fault: { readonly rule: string; readonly row: number } | undefined;
}

const names: readonly (readonly [family: string, given: string, sex: 'f' | 'm'])[] = [
  ['Rossi', 'Mario', 'm'],
  ['De Santis', 'Elena', 'f'],
  ["D'Angelò", 'Nicolò', 'm'],
  ["Dell'Orto", 'Giosuè', 'm'],
  ['Valle-Fiorita', 'Agnese', 'f'],
  ['Lo Guado', 'Zita', 'f'],
  ['Müller', 'Ines', 'f'],
  ['Bianchi', 'Ugo', 'm'],
  ['Della Selva', 'Ada', 'f'],
];

const parser = new Parser({} as ConstructorParameters<typeof Parser>[0]);
const plain = (name: string) => name.normalize('NFD').replace(/[^A-Za-z ]/g, '');

/** The tax code of somebody who does not exist: born nowhere, in Rome by the code. */
function taxCodeOf(family: string, given: string, birthDate: string, sex: 'f' | 'm'): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const born = `${year.slice(2)}${'ABCDEHLMPRST'.charAt(Number(month) - 1)}${String(Number(day) + (sex === 'f' ? 40 : 0)).padStart(2, '0')}`;
  const start = `${parser.lastNameToCf(plain(family))}${parser.firstNameToCf(plain(given))}${born}H501`;
  return `${start}${CheckDigitizer.checkDigit(start)}`;
}

/** Everybody of the list, always the same. */
export const staff: readonly Listed[] = names.map(([familyName, givenName, sex], place) => {
  const birthDate = `${1960 + place * 3}-${String((place % 12) + 1).padStart(2, '0')}-${String(28 - place).padStart(2, '0')}`;
  return {
    familyName,
    givenName,
    taxCode: taxCodeOf(familyName, givenName, birthDate, sex),
    birthDate,
    sex,
    employeeNumber: String(place * 117 + 5).padStart(6, '0'),
    email: `persona${place}@comune.example`,
    validTo: `2027-${String((place % 12) + 1).padStart(2, '0')}-15`,
  };
});

type Column = Exclude<keyof Listed, 'familyName' | 'givenName'> | 'familyName' | 'givenName' | 'wholeName' | 'office';

const spellings: Readonly<Record<Column, readonly string[]>> = {
  familyName: ['Cognome', 'COGNOME', ' cognome ', 'Cognome (obbligatorio)', 'Surname'],
  givenName: ['Nome', 'NOME', 'nome', 'First name'],
  wholeName: ['Cognome e nome', 'NOMINATIVO', 'Cognome e Nome dipendente', 'Dipendente'],
  taxCode: ['Codice fiscale', 'CF', 'C.F.', 'cod.fisc.', 'Cod. Fiscale', 'CODICE_FISCALE'],
  birthDate: ['Data di nascita', 'Data nascita', 'Nato/a il', 'DATA_NASCITA'],
  sex: ['Sesso', 'SESSO', 'M/F', 'Genere'],
  employeeNumber: ['Matricola', 'N. matricola', 'MATR.', 'Numero di matricola'],
  email: ['E-mail', 'email', 'Posta elettronica', 'Indirizzo e-mail'],
  validTo: ['Fine validità', 'Data cessazione', 'Scadenza', 'FINE VALIDITÀ'],
  office: ['Ufficio', 'Servizio', 'Note', ''],
};

const days: readonly ((day: string) => string)[] = [
  (day) => day.split('-').reverse().join('/'),
  (day) => day.split('-').reverse().join('.'),
  (day) => day.split('-').reverse().join('-'),
  (day) => day,
  (day) => `${day.split('-').reverse().join('/')} 00:00:00`,
  (day) => {
    const [year, month, date] = day.split('-');
    return `${Number(date)} ${['gennaio', 'febbraio', 'marzo', 'aprile', 'maggio', 'giugno', 'luglio', 'agosto', 'settembre', 'ottobre', 'novembre', 'dicembre'][Number(month) - 1]} ${year}`;
  },
];

/** Ways to spoil a cell, with the rule that should be told of it. */
const spoils: readonly { readonly column: Column; readonly rule: string; spoil(person: Listed): string }[] = [
  { column: 'taxCode', rule: 'tax-code-check', spoil: ({ taxCode }) => taxCode.slice(0, 15) + (taxCode.endsWith('A') ? 'B' : 'A') },
  { column: 'taxCode', rule: 'tax-code', spoil: ({ taxCode }) => taxCode.slice(0, 12) },
  { column: 'birthDate', rule: 'day', spoil: () => '31/02/1970' },
  { column: 'birthDate', rule: 'day-unread', spoil: () => '01/02/70' },
  { column: 'birthDate', rule: 'day-as-number', spoil: () => '25600' },
  { column: 'sex', rule: 'sex-unread', spoil: () => 'forse' },
  { column: 'employeeNumber', rule: 'number-shortened', spoil: () => '1,23E+11' },
  { column: 'email', rule: 'email', spoil: () => 'persona chiocciola comune' },
  { column: 'email', rule: 'cell-fault', spoil: () => '#N/D' },
  { column: 'validTo', rule: 'day-unread', spoil: () => 'fine mese' },
];

/** The files: each in another of the ways offices write them; the same for the same seed. */
export async function makeFiles(count: number, seed: number): Promise<MadeFile[]> {
  const files: MadeFile[] = [];
  for (let number = 0; number < count; number += 1) files.push(await makeFile(number, numbers(seed * 1_000 + number)));
  return files;
}

async function makeFile(number: number, next: () => number): Promise<MadeFile> {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const chance = (share: number): boolean => next() < share;
  const format = chance(0.35) ? 'xlsx' : 'csv';
  const whole = chance(0.3);
  const capitals = chance(0.4);
  const comma = chance(0.5);
  const columns = shuffled<Column>(
    [
      ...(whole ? (['wholeName'] as const) : (['familyName', 'givenName'] as const)),
      'taxCode',
      'birthDate',
      'sex',
      'employeeNumber',
      'email',
      'validTo',
      ...(chance(0.5) ? (['office'] as const) : []),
    ],
    next,
  );
  const writeDay = one(days);
  const zerosLost = chance(0.3);
  const sexOf = one([(sex: string) => sex.toUpperCase(), (sex: string) => sex, (sex: string) => (sex === 'f' ? 'Femmina' : 'Maschio')]);
  const cell = (person: Listed, column: Column): string => {
    const name = (text: string) => (capitals ? text.toUpperCase() : text);
    switch (column) {
      case 'familyName':
      case 'givenName':
        return name(person[column]);
      case 'wholeName':
        return name(comma ? `${person.familyName}, ${person.givenName}` : `${person.familyName} ${person.givenName}`);
      case 'birthDate':
      case 'validTo':
        return writeDay(person[column]);
      case 'sex':
        return sexOf(person.sex);
      case 'office':
        return 'Servizio politiche abitative; "patrimonio"';
      case 'employeeNumber':
        // One keeps its zeros, as where somebody typed an apostrophe: from it the length is known.
        return zerosLost && person !== staff[0] ? person.employeeNumber.replace(/^0+/, '') : person.employeeNumber;
      default:
        return person[column];
    }
  };
  const table: string[][] = [];
  if (chance(0.4)) table.push(['Elenco del personale al 1° novembre'], ...(chance(0.5) ? [[]] : []));
  table.push(columns.map((column) => one(spellings[column])));
  const spoilt = chance(0.4) ? one(spoils) : undefined;
  const victim = one(staff.slice(1));
  let fault: MadeFile['fault'];
  for (const person of staff) {
    if (chance(0.1)) table.push(chance(0.5) ? [] : columns.map(() => ' '));
    table.push(
      columns.map((column) => (spoilt && person === victim && column === spoilt.column ? spoilt.spoil(person) : cell(person, column))),
    );
    if (spoilt && person === victim) fault = { rule: spoilt.rule, row: table.length };
  }
  const made = format === 'xlsx' ? await toXlsx(table) : toCsv(table, one, chance);
  return {
    name: `${number} ${made.how}${whole ? ' whole' : ''}${capitals ? ' capitals' : ''}${fault ? ` ${fault.rule}` : ''}`,
    bytes: made.bytes,
    fault,
  };
}

/** A spreadsheet of texts; a cell that reads as an ISO day is a real day, as Excel keeps it. */
export async function toXlsx(table: readonly (readonly string[])[]): Promise<{ how: string; bytes: Buffer }> {
  const width = Math.max(...table.map((row) => row.length));
  const rows = table.map((row) =>
    Array.from({ length: width }, (_, place) => {
      const value = row[place] ?? '';
      if (value === '') return null;
      return /^\d{4}-\d\d-\d\d$/.test(value)
        ? { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
        : { value, type: String };
    }),
  );
  return { how: 'xlsx', bytes: await writeXlsxFile(rows).toBuffer() };
}

function toCsv(
  table: readonly (readonly string[])[],
  one: <Item>(items: readonly Item[]) => Item,
  chance: (share: number) => boolean,
): { how: string; bytes: Buffer } {
  const separator = one([';', ',', '\t']);
  const end = one(['\r\n', '\n', '\r']);
  const encoding = one(['utf-8', 'utf-8 with mark', 'windows-1252', 'utf-16']);
  const everything = chance(0.3);
  const quote = (text: string) =>
    everything || text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const text = `${table.map((row) => row.map(quote).join(separator) + (chance(0.1) ? separator.repeat(5) : '')).join(end)}${chance(0.7) ? end : ''}`;
  return { how: `csv ${JSON.stringify(separator)} ${JSON.stringify(end)} ${encoding}`, bytes: encoded(text, encoding) };
}

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-16') return Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  return Buffer.from(encoding === 'utf-8' ? text : `\ufeff${text}`);
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  return items
    .map((item) => ({ item, key: next() }))
    .toSorted((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
