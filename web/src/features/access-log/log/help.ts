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
          "Puoi cercare per utente, periodo, esito o evento, indirizzo di rete, canale, browser e sessione. La ricerca resta nell'indirizzo della pagina.",
          '«Eventi di sicurezza» raccoglie password cambiate e reimpostate, utenti creati e modificati, criteri, esportazioni. Sotto il modulo ogni filtro attivo si toglie con una pressione.',
          'Una ricerca che leggerebbe troppe righe si ferma dopo 2 secondi e dice che cosa restringere.',
        ],
      },
      {
        title: 'Il menu Elenco',
        text: [
          "Esporta CSV scarica le righe trovate con le colonne e nell'ordine che vedi; l'esportazione resta scritta nel registro. Conta le righe dà il numero esatto.",
          'Colonne e ordine sceglie che cosa mostrare e se cominciare dalla riga più vecchia. Mostra i grafici disegna gli accessi nel periodo, per ora del giorno e i rifiuti per motivo, con le tabelle.',
          'Salva la ricerca tiene filtri, colonne e ordine sotto un nome, per te o per chi può vedere gli accessi. Ricerche ed esportazioni le elenca, con i file fatti.',
          "I programmi leggono le stesse righe da /api/access-log: ogni risposta porta in «next» la posizione della pagina successiva, da mandare in «after»; vuota, la pagina è l'ultima.",
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
      {
        title: 'Vai a',
        text: ['In una riga aperta, «Vai a» porta alle altre pagine sulla stessa persona.'],
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
          'You can search by user, period, outcome or event, network address, channel, browser and session. The search stays in the address of the page.',
          '"Security events" gathers passwords changed and reset, users created and changed, policy, exports. Below the form each filter in use is removed with one press.',
          'A search that would read too many lines stops after 2 seconds and says what to narrow.',
        ],
      },
      {
        title: 'The List menu',
        text: [
          'Export CSV downloads the lines found with the columns and in the order you see; the export is written in the log. Count the lines gives the exact number.',
          'Columns and order chooses what to show and whether to begin with the oldest line. Show the charts draws sign-ins over the period, by hour of the day and the refusals by reason, with their tables.',
          'Save the search keeps filters, columns and order under a name, for you or for whoever may see the access log. Searches and exports lists them, with the files made.',
          'Programs read the same lines from /api/access-log: each answer carries in "next" the position of the following page, to be sent in "after"; empty, the page is the last.',
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
      {
        title: 'Go to',
        text: ['In an open line, "Go to" leads to the other pages about the same person.'],
      },
    ],
  },
};
