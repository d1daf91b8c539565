import type { Help } from '../../../core/help.ts';

/** The help of the list of organizations. */
export const help: Help = {
  it: {
    title: 'Enti',
    intro: "Un'installazione può servire più enti: Azienda ed Ente sono la stessa cosa. Ognuno ha utenti, uffici, ruoli e registro suoi.",
    parts: [
      {
        title: 'Chi vede che cosa',
        text: [
          "Questa pagina è di chi amministra l'intera installazione. Chi amministra un ente vede solo il suo.",
          'Nulla di un ente si raggiunge da chi non vi è abilitato: la risposta è la stessa di una cosa che non esiste.',
        ],
      },
      {
        title: 'Le regole comuni',
        text: [
          "Il primo ente tiene le regole dell'installazione: criteri di accesso, testi delle pagine pubbliche. Valgono per tutti e si cambiano lavorando per quell'ente.",
        ],
      },
      {
        title: "L'ID di accesso",
        text: [
          'Dal secondo ente in poi i nuovi nomi utente sono ID/nome, come valle/m.rossi. Così nessun rifiuto dice se un altro ente ha già quel nome.',
          "Solo chi amministra l'installazione crea un nome utente senza ID davanti. Cambiare l'ID non cambia i nomi che ci sono.",
        ],
      },
    ],
  },
  en: {
    title: 'Organizations',
    intro: 'One installation may serve several organizations. Each has users, departments, roles and a log of its own.',
    parts: [
      {
        title: 'Who sees what',
        text: [
          'This page is for who administers the whole installation. Who administers one organization sees only that one.',
          'Nothing of an organization is reached by who is not enabled there: the answer is that of something that does not exist.',
        ],
      },
      {
        title: 'Common rules',
        text: [
          'The first organization keeps the rules of the installation: sign-in policy and the texts of the public pages. They hold for all and are changed while working for it.',
        ],
      },
      {
        title: 'The access ID',
        text: [
          'From the second organization on, new user names are ID/name, such as valle/m.rossi. So no refusal tells whether another organization has that name.',
          'Only an administrator of the installation makes a user name without an ID before it. Changing the ID does not change the names that exist.',
        ],
      },
    ],
  },
};
