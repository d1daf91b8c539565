import type { Help } from '../../core/help.ts';

/** The help of the delegations of an organization. */
export const help: Help = {
  it: {
    title: 'Deleghe',
    intro: 'Chi può lavorare al posto di chi, da quando a quando, con quali permessi.',
    parts: [
      {
        title: 'Nuova delega',
        steps: [
          'Premi «Nuova delega» e scegli chi delega e il delegato, scrivendo l’inizio del cognome.',
          'Scegli il primo e l’ultimo giorno, tutti e due compresi: al massimo un anno.',
          'Premi «Nomina».',
        ],
        text: [
          'Non puoi dare così quello che non hai, né nominare te stesso; le deleghe di e a un amministratore le fa solo un amministratore. Due deleghe fra le stesse persone non si sovrappongono.',
        ],
      },
      {
        title: 'Stato',
        text: [
          '«Ferma» vuol dire che una delle due persone ora non può entrare: la delega non dà nulla finché non può di nuovo. «Revocata» vuol dire che qualcuno l’ha tolta prima della fine.',
        ],
      },
      {
        title: 'Che cosa vede il registro',
        text: [
          'Ogni riga scritta per delega porta i due nomi: «Rossi per conto di Bianchi». Anche l’inizio e la fine del lavoro per delega sono righe.',
        ],
      },
    ],
  },
  en: {
    title: 'Delegations',
    intro: 'Who may work in whose place, from when to when, with which permissions.',
    parts: [
      {
        title: 'New delegation',
        steps: [
          'Press "New delegation" and choose the delegator and the delegate by typing the beginning of the family name.',
          'Choose the first and the last day, both included: a year at most.',
          'Press "Appoint".',
        ],
        text: [
          'You cannot give in this way what you do not have, nor appoint yourself; delegations by and to an administrator are made by an administrator. Two delegations between the same people do not overlap.',
        ],
      },
      {
        title: 'State',
        text: [
          '"Paused" means that one of the two may not enter at present: the delegation gives nothing until they may again. "Ended early" means that somebody took it back before its last day.',
        ],
      },
      {
        title: 'What the log says',
        text: [
          'Each line written by a delegate carries both names: "Rossi on behalf of Bianchi". Beginning and ending work as delegate are lines too.',
        ],
      },
    ],
  },
};
