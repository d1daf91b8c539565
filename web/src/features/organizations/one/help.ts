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
          'Vale per i nomi utente creati da adesso. Chi ha già un nome utente continua a entrare con quello; il cambio resta nel registro. Se l’ente ha un indirizzo di accesso proprio, cambia anche quello.',
        ],
      },
      {
        title: "L'indirizzo di accesso proprio",
        text: [
          'La pagina di accesso di tutti non nomina gli enti: chi lavora per più di uno entra nel solito e cambia dalla barra in alto.',
          "Se attivi l'indirizzo di accesso proprio, l'ente ha anche una pagina sua, con nome, logo e colore. Chi vi entra lavora da subito per l'ente; chi non è abilitato riceve la risposta di una password sbagliata.",
          "Un indirizzo che risponde dice che l'ente c'è: se servi altri enti e non vuoi mostrare chi sono, lascialo spento. Il cambio vale entro mezzo minuto.",
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
        text: [
          'It holds for user names made from now on. Who has a user name keeps signing in with it; the change stays in the log. If the organization has its own sign-in address, that changes too.',
        ],
      },
      {
        title: 'The own sign-in address',
        text: [
          'The sign-in page for everybody names no organization to choose from: who works for more than one enters the usual one and changes in the bar above.',
          'If you turn the own sign-in address on, the organization also has a page of its own, with its name, logo and colour. Who signs in there works for it at once; who is not enabled in it gets the answer of a wrong password.',
          'An address that answers tells that the organization is here: if you serve other organizations and do not want to show who they are, leave it off. The change holds within half a minute.',
        ],
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
