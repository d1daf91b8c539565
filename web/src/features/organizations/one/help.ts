import type { Help } from '../../../core/help.ts';

/** The help of one organization. */
export const help: Help = {
  it: {
    title: 'Ente',
    intro: "I dati di un ente dell'installazione, il suo ID di accesso e se è attivo.",
    parts: [
      {
        title: "Cambiare l'ID di accesso",
        text: [
          'Vale per i nomi utente creati da adesso. Chi ha già un nome utente continua a entrare con quello; il cambio resta nel registro.',
        ],
      },
      {
        title: 'Disattivare un ente',
        text: [
          "Nessuno dei suoi utenti entra, con la stessa risposta di una password sbagliata, e chi lavorava per l'ente torna al suo. Il registro dice «ente non attivo».",
          "Il primo ente e il tuo restano attivi. Riattivato, tutto torna com'era.",
        ],
      },
    ],
  },
  en: {
    title: 'Organization',
    intro: 'The details of an organization of the installation, its access ID and whether it is switched on.',
    parts: [
      {
        title: 'Changing the access ID',
        text: ['It holds for user names made from now on. Who has a user name keeps signing in with it; the change stays in the log.'],
      },
      {
        title: 'Switching an organization off',
        text: [
          'None of its users signs in, with the answer of a wrong password, and whoever worked for it returns to their own. The log says "organization switched off".',
          'The first organization and your own stay on. Switched on again, everything is as it was.',
        ],
      },
    ],
  },
};
