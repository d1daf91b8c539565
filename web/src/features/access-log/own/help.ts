import type { Help } from '../../../core/help.ts';

/** The help of one's own accesses. */
export const help: Help = {
  it: {
    title: 'I miei accessi',
    intro: 'Le righe del registro che parlano di te, dalla più recente.',
    parts: [
      {
        title: 'A che cosa servono',
        text: [
          "A riconoscere quello che non hai fatto tu: un accesso da un posto o da un browser che non usi, o molte password errate. In quel caso cambia subito la password e avvisa l'assistenza.",
        ],
      },
      {
        title: 'Che cosa dicono',
        text: [
          '«Esporta CSV» scarica tutte le tue righe in un file per il foglio di calcolo.',
          '«Questa sessione» è quella in cui sei ora. «In corso» è una sessione ancora aperta. «Fatto da un amministratore» indica una modifica al tuo utente, come una password reimpostata.',
        ],
      },
    ],
  },
  en: {
    title: 'My sign-ins',
    intro: 'The lines of the log about you, newest first.',
    parts: [
      {
        title: 'What they are for',
        text: [
          'To recognize what you did not do: a sign-in from a place or a browser you do not use, or many wrong passwords. Then change your password at once and tell the help desk.',
        ],
      },
      {
        title: 'What they say',
        text: [
          '"Export CSV" downloads all your lines in a file for a spreadsheet.',
          '"This session" is the one you are in now. "Under way" is a session still open. "Done by an administrator" marks a change to your user, such as a password reset.',
        ],
      },
    ],
  },
};
