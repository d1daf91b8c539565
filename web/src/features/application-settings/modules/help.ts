import type { Help } from '../../../core/help.ts';

/** The help of the page of modules. */
export const help: Help = {
  it: {
    title: 'Moduli',
    intro: "Agenda, CRM, documenti e posta: si attivano e si disattivano per tutta l'installazione.",
    parts: [
      {
        title: "Che cos'è un modulo",
        text: [
          "Un'applicazione compresa in Varco. Varco ne tiene i diritti, che si danno nei ruoli, e le impostazioni, comuni e di ciascuno. Il calendario, la posta o i documenti sono nel programma dell'ente, che interroga Varco.",
        ],
      },
      {
        title: 'Collegare il programma',
        steps: [
          'Attiva il modulo.',
          'Apri «Chiave del programma» e crea una chiave: si vede una volta sola.',
          'Metti la chiave nel programma. La guida per chi programma è nella documentazione, «Applicazioni».',
        ],
      },
      {
        title: 'Disattivare',
        text: [
          'Le schede del modulo spariscono dagli utenti e dal profilo di ognuno, il programma riceve sempre un no e «Perché può?» lo dice. Diritti e valori restano, e quando lo riattivi sono come prima.',
        ],
      },
    ],
  },
  en: {
    title: 'Modules',
    intro: 'Calendar, CRM, documents and mail: they are switched on and off for the whole installation.',
    parts: [
      {
        title: 'What a module is',
        text: [
          "An application that comes with Varco. Varco keeps its rights, which are given in roles, and its settings, common and of each person. The calendar, mailbox or documents are in the organization's own program, which asks Varco.",
        ],
      },
      {
        title: 'Connecting the program',
        steps: [
          'Switch the module on.',
          'Open "Secret of the program" and make a secret: it is shown once.',
          'Put the secret into the program. The guide for who programs is in the documentation, "Applications".',
        ],
      },
      {
        title: 'Switching off',
        text: [
          'The tabs of the module disappear from users and from everybody\'s profile, the program is always answered no and "Why can they?" says so. Rights and values stay, and when you switch it on again they are as before.',
        ],
      },
    ],
  },
};
