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
        title: 'Lavori per',
        text: [
          "Se sei collocato in un'unità, o vi hai un ruolo, qui e in alto leggi per quale lavori. Con «Cambia unità» ne scegli un'altra delle tue: da subito vedi e fai quello che i tuoi ruoli permettono lì, e il cambio è scritto nel registro degli accessi.",
          'Se una pagina non è permessa per quella unità, lo dice al suo posto: scegli di nuovo la prima per ritrovarla.',
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
        title: 'Working for',
        text: [
          'If you are placed in a unit, or have a role there, you read here and at the top for which one you are working. With "Change unit" you choose another of yours: from then on you see and do what your roles allow there, and the change is written in the access log.',
          'A page that is not allowed for that unit says so in its place: choose the first one again to find it.',
        ],
      },
      {
        title: 'This session',
        text: ['You see when you opened it and when it ends: after a time without activity, and in any case at its longest duration.'],
      },
    ],
  },
};
