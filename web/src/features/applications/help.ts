import type { Help } from '../../core/help.ts';

/** The help of the list of applications. */
export const help: Help = {
  it: {
    title: 'Applicazioni',
    intro: 'I programmi dell’ente che chiedono a Varco chi può fare che cosa.',
    parts: [
      {
        title: 'A che cosa serve',
        text: [
          'Un’applicazione registra qui le sue funzioni. I ruoli le danno come quelle di Varco, e quando una persona lavora l’applicazione chiede se può. La risposta segue gli stessi ruoli, collocazioni e periodi.',
          'Quello che si toglie da un ruolo non vale più da subito, anche nelle applicazioni.',
        ],
      },
      {
        title: 'Che cosa mostra l’elenco',
        text: [
          'Per ogni applicazione: codice, enti serviti, quante funzioni ha registrato, quante chiavi di accesso ha, l’ultimo giorno in cui ha chiesto e se è attiva.',
          'Un’applicazione senza enti, senza chiavi o non attiva non riceve risposte.',
        ],
      },
      {
        title: 'Chi può',
        text: ['Le applicazioni sono dell’installazione: serve il permesso «Applicazioni» con il livello «Tutti».'],
      },
    ],
  },
  en: {
    title: 'Applications',
    intro: 'The programs of the organization that ask Varco who may do what.',
    parts: [
      {
        title: 'What they are for',
        text: [
          'An application registers its functions here. Roles grant them like those of Varco, and when a person works the application asks whether they may. The answer follows the same roles, placements and periods.',
          'What is taken out of a role counts no more at once, in applications too.',
        ],
      },
      {
        title: 'What the list shows',
        text: [
          'For each application: its code, the organizations it serves, how many functions it registered, how many secrets it has, the last day on which it asked and whether it is active.',
          'An application without organizations, without secrets or not active is not answered.',
        ],
      },
      {
        title: 'Who may',
        text: ['Applications are of the installation: the permission "Applications" with the level "All" is needed.'],
      },
    ],
  },
};
