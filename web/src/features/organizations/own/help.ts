import type { Help } from '../../../core/help.ts';

/** The help of the profile of one's organization. */
export const help: Help = {
  it: {
    title: "Profilo dell'ente",
    intro: "I dati dell'ente per cui lavori: come si chiama e come lo si raggiunge.",
    parts: [
      {
        title: 'Chi li cambia',
        text: [
          "Chi amministra l'ente cambia tutti i dati tranne l'ID di accesso, che cambia solo chi amministra l'installazione.",
          "L'ID di accesso è la prima parte dei nuovi nomi utente. Cambiarlo non rinomina nessuno.",
        ],
      },
    ],
  },
  en: {
    title: 'Profile of the organization',
    intro: 'The details of the organization for which you work: what it is called and how to reach it.',
    parts: [
      {
        title: 'Who changes them',
        text: [
          'Who administers the organization changes everything but the access ID, which only an administrator of the installation changes.',
          'The access ID is the first part of new user names. Changing it renames nobody.',
        ],
      },
    ],
  },
};
