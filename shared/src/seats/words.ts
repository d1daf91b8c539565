import { licences, licenceTexts } from '../identity/licences.ts';
import type { Bilingual, Language } from '../language.ts';
import type { Issue } from '../problems.ts';
import type { SeatMode } from './api.ts';

/** How seats are counted, in words. */
export const seatModeNames: Readonly<Record<SeatMode, Bilingual>> = {
  concurrent: { it: 'concorrente', en: 'concurrent' },
  nominal: { it: 'nominale', en: 'nominal' },
};

/** What is refused around seats. */
export const seatProblems = {
  'identity.no-seat-left': {
    it: 'Non ci sono più posti per questa licenza: non è stato salvato nulla. Libera un posto, scegli un’altra licenza o aumenta i posti acquistati in «Licenze».',
    en: 'No seat of this licence is left: nothing was saved. Free a seat, choose another licence, or raise the seats bought under "Seats".',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const seatTitles = {
  'identity.no-seat-left': { it: 'Posti finiti', en: 'No seat left' },
} as const satisfies Record<string, Bilingual>;

const count = (value: unknown): string => (typeof value === 'number' ? String(value) : '');

/** What is wrong with seats, and how to mend it. */
export const seatIssues: Readonly<Record<string, (language: Language, issue: Issue) => string>> = {
  seats: (language) =>
    language === 'it'
      ? 'I posti sono un numero intero da 0 a 1.000.000. Correggilo, o scegli «senza limite».'
      : 'Seats are a whole number from 0 to 1,000,000. Correct it, or choose "no limit".',
  'seat-mode': (language) =>
    language === 'it' ? 'I posti si contano concorrenti o nominali. Scegli come.' : 'Seats are counted concurrent or nominal. Choose how.',
  'no-seat-left': (language, { licence, max }) => {
    const known = licences.find((one) => one === licence);
    const name = known ? licenceTexts[known][language].name : '';
    return language === 'it'
      ? `Per la licenza ${name} i posti nominali acquistati sono ${count(max)}, e sono tutti occupati. Libera un posto o scegli un’altra licenza.`
      : `Of the licence ${name} ${count(max)} nominal seats were bought, and all are taken. Free a seat or choose another licence.`;
  },
};
