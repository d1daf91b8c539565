import type { LineOutcome } from '@varco/shared/staff-import/api';
import type { StructureField } from '@varco/shared/staff-import/structure-api';
import { plural, texts } from '../../../core/texts.ts';

const it = plural('it');
const en = plural('en');

type Fields = Readonly<Record<StructureField | 'placed', string>>;
type Outcomes = Readonly<Record<Exclude<LineOutcome, 'missing'>, string>>;

/** What only the import of the structure says; the rest it says as the import of a staff list does. */
export const structureMessages = texts({
  it: {
    structure: 'Servizi e unità',
    title: 'Importa la struttura',
    factsFile: "Carica l'elenco di servizi, unità e collocazioni: vedrai che cosa cambierebbe prima di salvare qualcosa.",
    file: 'Elenco della struttura',
    emptyCells: 'Le celle vuote non cancellano nulla, e chi non è nel file resta dov’è.',
    fields: {
      department: 'Servizio',
      departmentEnglish: 'Servizio in inglese',
      departmentActive: 'Servizio attivo (sì o no)',
      unit: 'Unità operativa',
      unitEnglish: 'Unità in inglese',
      site: 'Sede',
      unitActive: 'Unità attiva (sì o no)',
      employeeNumber: 'Persona collocata: matricola',
      taxCode: 'Persona collocata: codice fiscale',
      username: 'Persona collocata: nome utente',
      from: 'Collocata dal',
      to: 'Collocata al',
      qualification: 'Qualifica',
      placed: 'Persona collocata',
    } satisfies Fields as Fields,
    outcomes: { faulty: 'Con errori', new: 'Con novità', changed: 'Modificate', unchanged: 'Già uguali' } satisfies Outcomes as Outcomes,
    done: { faulty: 'Saltate', new: 'Con novità', changed: 'Modificate', unchanged: 'Già uguali' } satisfies Outcomes as Outcomes,
    about: 'Servizio, unità e persona',
    becomes: (field: string, value: string) => `${field}: ${value}`,
    yes: 'sì',
    no: 'no',
    nothingToDo: 'Non c’è nulla da importare: la struttura è già così.',
    importRows: (count: number, number: string) => it(count, { one: 'Importa 1 riga', other: `Importa ${number} righe` }),
    doneSaid: (made: string, changed: string) => `Righe con novità: ${made}; righe modificate: ${changed}.`,
    toStructure: 'Vai alla struttura',
  },
  en: {
    structure: 'Departments and units',
    title: 'Import the structure',
    factsFile: 'Upload the list of departments, units and placements: you see what would change before anything is saved.',
    file: 'List of the structure',
    emptyCells: 'Empty cells delete nothing, and who is not in the file stays in place.',
    fields: {
      department: 'Department',
      departmentEnglish: 'Department in English',
      departmentActive: 'Department active (yes or no)',
      unit: 'Unit',
      unitEnglish: 'Unit in English',
      site: 'Site',
      unitActive: 'Unit active (yes or no)',
      employeeNumber: 'Person placed: employee number',
      taxCode: 'Person placed: tax code',
      username: 'Person placed: user name',
      from: 'Placed from',
      to: 'Placed to',
      qualification: 'Qualification',
      placed: 'Person placed',
    } satisfies Fields as Fields,
    outcomes: {
      faulty: 'With errors',
      new: 'With additions',
      changed: 'Changed',
      unchanged: 'Already equal',
    } satisfies Outcomes as Outcomes,
    done: { faulty: 'Skipped', new: 'With additions', changed: 'Changed', unchanged: 'Already equal' } satisfies Outcomes as Outcomes,
    about: 'Department, unit and person',
    becomes: (field: string, value: string) => `${field}: ${value}`,
    yes: 'yes',
    no: 'no',
    nothingToDo: 'There is nothing to import: the structure is like this already.',
    importRows: (count: number, number: string) => en(count, { one: 'Import 1 row', other: `Import ${number} rows` }),
    doneSaid: (made: string, changed: string) => `Rows with additions: ${made}; rows changed: ${changed}.`,
    toStructure: 'Go to the structure',
  },
});
