import type { Help } from '../../core/help.ts';

/** The help of the page that registers an application. */
export const help: Help = {
  it: {
    title: 'Nuova applicazione',
    intro: 'Registra un programma che chiederà a Varco chi può fare che cosa.',
    parts: [
      {
        title: 'Che cosa scrivere',
        text: [
          'Il codice è il nome breve per i programmi e non si cambia più: sta davanti al nome di ogni sua funzione.',
          'Gli enti serviti dicono di quali persone può chiedere e in quali ruoli compaiono le sue funzioni.',
          '«Riceve i motivi» e «Può cercare chi può» le danno di più: lasciali spenti se non servono.',
        ],
      },
      {
        title: 'Dopo',
        steps: [
          'Carica le funzioni da un file.',
          'Crea la chiave di accesso e mettila nell’applicazione.',
          'Dai le sue funzioni nei ruoli.',
        ],
      },
    ],
  },
  en: {
    title: 'New application',
    intro: 'Register a program that will ask Varco who may do what.',
    parts: [
      {
        title: 'What to write',
        text: [
          'The code is the short name for programs and cannot change later: it stands before the name of each of its functions.',
          'The organizations served say about which people it may ask and in which roles its functions appear.',
          '"Told the reasons" and "May search who may" give it more: leave them off when they are not needed.',
        ],
      },
      {
        title: 'Afterwards',
        steps: ['Load the functions from a file.', 'Make the secret and put it into the application.', 'Grant its functions in roles.'],
      },
    ],
  },
};
