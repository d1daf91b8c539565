import type { Help } from '../../core/help.ts';

/** The help of the access policy. */
export const help: Help = {
  it: {
    title: 'Criteri di accesso',
    intro: "Le regole dell'accesso, della sessione e della password che valgono per tutti gli utenti dell'ente.",
    parts: [
      {
        title: 'Leggere la tabella',
        text: [
          "«Qui» è il valore scelto dall'ente, se c'è. «In vigore» è quello che vale. «Da» dice se viene dal profilo o dall'ente, chi l'ha cambiato, quando e perché.",
        ],
      },
      {
        title: 'Cambiare una regola',
        steps: [
          'Premi «Modifica i criteri» e scegli un valore: accanto al campo ci sono quelli ammessi dal profilo.',
          'Premi «Vedi che cosa cambia» e confronta prima e dopo.',
          'Scrivi il motivo e premi «Salva i criteri». Il cambiamento vale da subito e resta nel registro.',
        ],
      },
      {
        title: "L'avviso prima della chiusura",
        text: [
          "Con zero minuti la sessione si chiude senza avviso: chi usa uno screen reader o ha bisogno di più tempo perde quello che stava facendo. Le WCAG 2.2 (criterio 2.2.1) chiedono l'avviso.",
        ],
      },
    ],
  },
  en: {
    title: 'Access policy',
    intro: 'The rules of sign-in, session and password that hold for all users of the organization.',
    parts: [
      {
        title: 'Reading the table',
        text: [
          '"Here" is the value chosen by the organization, if any. "In force" is the one that holds. "From" says whether it comes from the profile or the organization, who changed it, when and why.',
        ],
      },
      {
        title: 'Changing a rule',
        steps: [
          'Press "Edit the policy" and choose a value: those the profile admits stand beside the field.',
          'Press "See what changes" and compare before and after.',
          'Enter the reason and press "Save the policy". The change holds at once and stays in the log.',
        ],
      },
      {
        title: 'The warning before closing',
        text: [
          'With zero minutes the session closes without a warning: people who use a screen reader or need more time lose what they were doing. WCAG 2.2 (criterion 2.2.1) asks for the warning.',
        ],
      },
    ],
  },
};
