import type { Help } from '../../core/help.ts';

/** The help of one's own profile. */
export const help: Help = {
  it: {
    title: 'Il mio profilo',
    intro: 'I tuoi dati, la tua password, i tuoi accessi e la sessione in corso.',
    parts: [
      {
        title: 'I tuoi dati',
        text: [
          'Premi «Modifica» per correggere cognome, nome e nome completo. Il nome utente lo cambia un amministratore: se è sbagliato, diglielo.',
        ],
      },
      {
        title: 'Questa sessione',
        text: ["Vedi quando l'hai aperta e quando finisce: dopo un periodo senza attività, e comunque alla durata massima."],
      },
    ],
  },
  en: {
    title: 'My profile',
    intro: 'Your details, your password, your sign-ins and the present session.',
    parts: [
      {
        title: 'Your details',
        text: [
          'Press "Edit" to correct your family name, given name and full name. An administrator changes the user name: tell one if it is wrong.',
        ],
      },
      {
        title: 'This session',
        text: ['You see when you opened it and when it ends: after a time without activity, and in any case at its longest duration.'],
      },
    ],
  },
};
