import { addDays, type Day } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { Standing } from '@varco/shared/identity/user-status';
import { workingDayFrom, workingDayUntil } from './calendar.ts';
import { numbers } from './numbers.ts';

/** What is particular about somebody: for each kind the terminal shows one to sign in with. */
export type Kind =
  | 'administrator'
  | 'person'
  | 'locked'
  | 'disabled'
  | 'inactive'
  | 'ended'
  | 'not-begun'
  | 'never-entered'
  | 'reset'
  | 'helper'
  | 'auditor';

/** Somebody who does not exist. */
export interface Invented extends Standing {
  readonly kind: Kind;
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly username: string;
  readonly administrator: boolean;
  /** The day his user was made. */
  readonly madeOn: Day;
  /** The last day he worked; null: he works still. */
  readonly leftOn: Day | null;
}

const familyNames = [
  ...['Abbagnale', 'Acquaviva', 'Albanesi', 'Altobelli', 'Argenti', 'Baldini', 'Barbieri', 'Bellandi', 'Benincasa', 'Bertolini'],
  ...['Boccadoro', 'Bonaventura', 'Borghini', 'Brambati', 'Buonocore', 'Calligari', 'Campanini', 'Cappelletti', 'Carbonari', 'Castagneto'],
  ...['Cavallari', 'Cerruti', 'Chiarelli', 'Ciampini', 'Colonnesi', "D'Angelò", 'Dal Bosco', 'De Lucchi', "Dell'Orto", 'Di Prato'],
  ...['Donnarumma', 'Fabbriani', 'Falconieri', 'Fiordaliso', 'Fontanesi', 'Fornasari', 'Gabbiani', 'Gallerani', 'Ginepri', 'Giordanelli'],
  ...['Grifoni', 'Guarnieri', 'La Pergola', 'Lanfranchi', 'Lo Presti', 'Lombardini', 'Magnolia', 'Malaspini', 'Mandorli', 'Marchigiani'],
  ...['Melograni', 'Mezzaluna', 'Molinari', 'Montanelli', 'Nespoli', 'Nocentini', 'Oliveti', 'Orsolini', 'Pagliarini', 'Pastorelli'],
  ...[
    'Pellegrini',
    'Piccolomini',
    'Quaglia',
    'Quercioli',
    'Ramponi',
    'Ricciardelli',
    'Rondinelli',
    'Rossi-Pineta',
    'Salicioni',
    'Santacroce',
  ],
  ...['Scarpellini', 'Serafini', 'Sorgente', 'Spadaccini', 'Tamburini', 'Torrigiani', 'Ulivieri', 'Valdambrini', 'Vendemmia', 'Zafferani'],
] as const;
const givenNames = [
  ...['Ada', 'Agnese', 'Alberto', 'Amedeo', 'Angela', 'Antonio', 'Beatrice', 'Bruno', 'Carla', 'Caterina', 'Cesare', 'Chiara'],
  ...['Daniele', 'Donatella', 'Edoardo', 'Elena', 'Emma', 'Enrico', 'Fabio', 'Federica', 'Filippo', 'Gaia', 'Giacomo', 'Giulia'],
  ...['Ivan', 'Laura', 'Lorenzo', 'Lucia', 'Marco', 'Margherita', 'Niccolò', 'Noemi', 'Ornella', 'Paolo', 'Rita', 'Sara'],
  ...['Stefano', 'Teresa', 'Ugo', 'Valeria', 'Vittorio', 'Zoe'],
] as const;

/** How many people the municipality has. */
export const HEADCOUNT = familyNames.length;

/** The people of the municipality on a day, each family name once; the same for the same seed. */
export function inventPeople(seed: number, today: Day): Invented[] {
  const next = numbers(seed);
  const families = shuffled(familyNames, next);
  const began = workingDayFrom(addDays(today, -365));
  return families.map((familyName, place) => {
    const givenName = givenNames[Math.floor(next() * givenNames.length)] ?? 'Ada';
    const story = stories[place] ?? 'person';
    return {
      ...lifeOf(story, today, began, place),
      kind: story,
      familyName,
      givenName,
      fullName: '',
      username: `${fold(givenName).charAt(0)}.${fold(familyName).replaceAll(/[^a-z]/g, '')}`,
      administrator: story === 'administrator' || story === 'helper',
    };
  });
}

/** The first ones have something particular; the first of each kind is shown at the terminal. */
const stories: readonly Kind[] = [
  ...(['administrator', 'person', 'locked', 'disabled', 'inactive', 'ended', 'not-begun', 'never-entered', 'reset', 'helper'] as const),
  ...(['inactive', 'inactive', 'ended', 'disabled', 'never-entered', 'never-entered', 'auditor'] as const),
];

function lifeOf(kind: Kind, today: Day, began: Day, place: number): Standing & Pick<Invented, 'madeOn' | 'leftOn'> {
  const active: Standing = { status: 'active', disabled: false, validFrom: null, validTo: null, authorized: null };
  const before = (days: number): Day => workingDayUntil(addDays(today, -days));
  const life = { ...active, madeOn: began, leftOn: null };
  if (kind === 'disabled') return { ...life, disabled: true, leftOn: before(12 + place) };
  if (kind === 'inactive') return { ...life, status: 'inactive', leftOn: before(60 + 12 * place) };
  if (kind === 'ended') return { ...life, validTo: before(20 + 3 * place), leftOn: before(20 + 3 * place) };
  if (kind === 'not-begun') return { ...life, validFrom: addDays(today, 9), madeOn: before(4) };
  if (kind === 'never-entered') return { ...life, madeOn: before(2 + place) };
  // Some were hired in the course of the year.
  return { ...life, madeOn: place > 73 ? workingDayFrom(addDays(began, 40 * (place - 73))) : began };
}

function shuffled<Item>(items: readonly Item[], next: () => number): Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(next() * left.length), 1));
}
