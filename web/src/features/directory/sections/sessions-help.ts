import type { Help } from '../../../core/help.ts';

/** The help of the recent sign-ins of a user. */
export const help: Help = {
  it: {
    title: 'Accessi recenti di un utente',
    intro: "Quante sessioni ha aperte, quando è entrato o è stato rifiutato l'ultima volta.",
    parts: [
      {
        title: 'Vedere di più',
        text: ['«Tutti gli accessi» apre il registro già filtrato su questa persona.'],
      },
    ],
  },
  en: {
    title: 'Recent sign-ins of a user',
    intro: 'How many sessions are open, when they last entered or were refused.',
    parts: [
      {
        title: 'Seeing more',
        text: ['The link below opens the access log, filtered for this person.'],
      },
    ],
  },
};
