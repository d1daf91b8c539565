import type { Help } from '../../../core/help.ts';

/** The help of the history of a user. */
export const help: Help = {
  it: {
    title: 'Storia di un utente',
    intro: 'Chi ha cambiato che cosa, quando, con i valori di prima e di dopo.',
    parts: [
      {
        title: 'Leggere una riga',
        text: ['Aprila per vedere campo per campo. «Tutte le modifiche» porta al registro filtrato.'],
      },
    ],
  },
  en: {
    title: 'History of a user',
    intro: 'Who changed what, when, with the values before and after.',
    parts: [
      {
        title: 'Reading a line',
        text: ['Open it to see field by field. "All the changes" leads to the filtered log.'],
      },
    ],
  },
};
