import type { Help } from '../../../core/help.ts';

/** The help of the access log. */
export const help: Help = {
  it: {
    title: 'Accessi utenti',
    intro:
      'Il registro di chi è entrato o ha provato, da dove, con quale esito, e di quello che gli amministratori hanno fatto agli utenti.',
    parts: [
      {
        title: 'Cercare',
        text: [
          'La pagina si apre sulla ricerca, con le righe più recenti sotto. Il periodo va dal primo accesso registrato a oggi; primo e ultimo giorno sono compresi.',
          "Puoi cercare per utente, periodo, esito, indirizzo di rete e canale. La ricerca resta nell'indirizzo della pagina.",
        ],
      },
      {
        title: 'Leggere una riga',
        text: [
          "Premi la data per vedere il dettaglio: il motivo esatto, la sessione, il browser, chi ha agito. L'uscita sta sulla riga dell'accesso a cui appartiene.",
          'A chi prova a entrare diciamo sempre la stessa frase; il motivo vero sta solo qui.',
          'Di un nome che non appartiene a nessuno il registro non conserva il testo.',
        ],
      },
      {
        title: 'Non si cambia',
        text: ['Nessuno può aggiungere, cambiare o cancellare righe: né da qui, né da un programma, né un amministratore.'],
      },
    ],
  },
  en: {
    title: 'Access log',
    intro: 'The log of who signed in or tried to, from where and with what outcome, and of what administrators did to users.',
    parts: [
      {
        title: 'Searching',
        text: [
          'The page opens on the search, with the newest lines below. The period runs from the first recorded sign-in to today; the first and last day are included.',
          'You can search by user, period, outcome, network address and channel. The search stays in the address of the page.',
        ],
      },
      {
        title: 'Reading a line',
        text: [
          'Press the date for the detail: the exact reason, the session, the browser, who acted. The sign-out stands on the line of the sign-in it belongs to.',
          'Whoever tries to enter is always told the same sentence; the true reason stands only here.',
          'Of a name that belongs to nobody the log does not keep the text.',
        ],
      },
      {
        title: 'It does not change',
        text: ['Nobody can add, change or delete lines: not from here, not by a program, not an administrator.'],
      },
    ],
  },
};
