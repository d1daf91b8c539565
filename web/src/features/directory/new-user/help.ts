import type { Help } from '../../../core/help.ts';

/** The help of the form of a new user. */
export const help: Help = {
  it: {
    title: 'Nuovo utente',
    intro: 'Si aggiunge una persona che deve accedere: bastano cognome, nome e nome utente.',
    parts: [
      {
        title: 'Come si fa',
        steps: [
          'Scrivi cognome e nome. Il nome utente viene proposto; puoi cambiarlo.',
          'Scegli se la persona accede soltanto o se amministra.',
          'Scegli la licenza: decide quali programmi può usare al massimo. Di solito va bene quella proposta.',
          'Scegli come riceve la password: di solito quella temporanea, che vedi una volta sola.',
          'Premi «Crea utente». Copia o stampa la password temporanea e dagliela di persona, poi premi «Fine».',
        ],
      },
      {
        title: 'Un servizio',
        text: [
          'Con la licenza Servizio non serve una persona: basta il nome del servizio. Non apre sessioni e non ha password finché non lo permetti dalla sua scheda.',
        ],
      },
      {
        title: 'Il nome utente',
        text: [
          "Al massimo 50 caratteri, in lettere latine, senza spazi e senza * \\ # ? / ~. Nell'accesso maiuscole e minuscole contano, ma due nomi che differiscono solo per quelle non sono ammessi.",
        ],
      },
      {
        title: 'Validità e stato',
        text: [
          "Con le date la persona accede solo in quei giorni, compresi il primo e l'ultimo. Senza date accede sempre.",
          'Un utente inattivo esiste ma non accede: lo attivi quando serve.',
        ],
      },
    ],
  },
  en: {
    title: 'New user',
    intro: 'Adds a person who must sign in: a family name, a given name and a user name are enough.',
    parts: [
      {
        title: 'How to do it',
        steps: [
          'Type the family name and the given name. A user name is proposed; you can change it.',
          'Choose whether the person only signs in or administers.',
          'Choose the licence: it decides which programs they may use at most. Usually the one proposed is right.',
          'Choose how the password is handed over: usually the temporary one, which you see once.',
          'Press "Create user". Copy or print the temporary password, hand it over in person, then press "Done".',
        ],
      },
      {
        title: 'A service',
        text: [
          'With the licence Service no person is needed: the name of the service is enough. It opens no session and has no password until you allow it on its page.',
        ],
      },
      {
        title: 'The user name',
        text: [
          'At most 50 characters, in Latin letters, without blanks and without * \\ # ? / ~. At sign-in capital and small letters are different, but two names that differ only in them are not admitted.',
        ],
      },
      {
        title: 'Validity and status',
        text: [
          'With dates the person signs in only on those days, the first and the last included. Without dates, always.',
          'An inactive user exists but does not sign in: you activate it when needed.',
        ],
      },
    ],
  },
};
