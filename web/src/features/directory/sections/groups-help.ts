import type { Help } from '../../../core/help.ts';

/** The help of the groups of a user. */
export const help: Help = {
  it: {
    title: 'Gruppi di un utente',
    intro: 'In quali gruppi è, con le date, e che cosa ne viene.',
    parts: [
      {
        title: 'Aggiungere e togliere',
        text: ['Si fa dalla pagina del gruppo, a cui porta il suo nome.'],
      },
      {
        title: 'Attraverso altri gruppi',
        text: ['Chi è in un gruppo organizzativo è anche in quelli sotto: qui si legge attraverso quale.'],
      },
    ],
  },
  en: {
    title: 'Groups of a user',
    intro: 'In which groups they are, with the dates, and what comes of it.',
    parts: [
      {
        title: 'Adding and taking out',
        text: ['That is done on the page of the group, to which its name leads.'],
      },
      {
        title: 'Through other groups',
        text: ['Who is in an organizational group is also in those under it: here stands through which.'],
      },
    ],
  },
};
