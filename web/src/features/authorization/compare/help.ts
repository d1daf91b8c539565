import type { Help } from '../../../core/help.ts';

/** The help of the comparison of two roles. */
export const help: Help = {
  it: {
    title: 'Confronta ruoli',
    intro: 'Due ruoli uno accanto all’altro, con le differenze dette a parole.',
    parts: [
      {
        title: 'Leggere il confronto',
        text: [
          'In alto c’è il risultato: in quante azioni ciascuno dà di più, e se uno comprende tutto l’altro.',
          'Ogni riga è un’azione di una funzione. «Solo il primo» vuol dire che il secondo non la autorizza; «il primo va più lontano», che la autorizza su meno dati.',
        ],
      },
      {
        title: 'A che cosa serve',
        text: [
          'Prima di togliere un ruolo per darne un altro, per sapere che cosa si perde. O per trovare due ruoli che dicono la stessa cosa: ne basta uno.',
          'L’indirizzo della pagina contiene i due ruoli: puoi mandarlo a un collega.',
        ],
      },
    ],
  },
  en: {
    title: 'Compare roles',
    intro: 'Two roles side by side, with the differences in words.',
    parts: [
      {
        title: 'Reading the comparison',
        text: [
          'At the top stands the result: in how many actions each gives more, and whether one holds all of the other.',
          'Each row is an action of a function. "Only the first" means that the second does not grant it; "the first reaches further", that the second grants it on fewer data.',
        ],
      },
      {
        title: 'What it is for',
        text: [
          'Before taking one role away to give another, to know what is lost. Or to find two roles that say the same: one is enough.',
          'The address of the page holds the two roles: you can send it to a colleague.',
        ],
      },
    ],
  },
};
