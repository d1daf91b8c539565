import type { Help } from '../../../core/help.ts';

/** The help of how a user enters. */
export const help: Help = {
  it: {
    title: 'Accesso di un utente',
    intro: 'Con quale nome entra, da quando a quando, e che cosa si sa della sua password.',
    parts: [
      {
        title: 'Cambiare le date',
        text: ['«Modifica» apre nome utente e date. Fuori dalle date la persona non entra; tutti e due i giorni contano.'],
      },
      {
        title: 'La password',
        text: ['Si vede quando è stata creata e quante volte si è sbagliata, mai la password.'],
      },
    ],
  },
  en: {
    title: 'How a user enters',
    intro: 'Under which name they enter, from when to when, and what is known of the password.',
    parts: [
      {
        title: 'Changing the dates',
        text: ['"Edit" opens the user name and the dates. Outside them the person does not enter; both days are within.'],
      },
      {
        title: 'The password',
        text: ['It shows when it was made and how often it was wrong, never the password.'],
      },
    ],
  },
};
