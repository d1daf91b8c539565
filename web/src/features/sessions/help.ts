import type { Help } from '../../core/help.ts';

/** The help of one's own profile. */
export const help: Help = {
  it: {
    title: 'Il mio profilo',
    intro: 'I tuoi dati, la tua password, i tuoi accessi e la sessione in corso.',
    parts: [
      { title: 'I tuoi dati', text: ['Nome, cognome e nome utente li cambia un amministratore: se sono sbagliati, diglielo.'] },
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
      { title: 'Your details', text: ['An administrator changes your name and user name: tell one if they are wrong.'] },
      {
        title: 'This session',
        text: ['You see when you opened it and when it ends: after a time without activity, and in any case at its longest duration.'],
      },
    ],
  },
};
