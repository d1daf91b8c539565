import type { Help } from '../../../core/help.ts';

/** The help of one role and its grid. */
export const help: Help = {
  it: {
    title: 'Un ruolo',
    intro: 'I dati del ruolo e la griglia delle sue autorizzazioni.',
    parts: [
      {
        title: 'Leggere la griglia',
        text: [
          'Ogni riga è una funzione, ogni colonna un’azione: Ricerca, Creazione, Modifica, Cancellazione. La cella dice su quali dati: Servizio, i dati del servizio dell’unità per cui si lavora; Ente, quelli di tutto l’ente; Tutti, senza limiti. «No» vuol dire che non si può; «non ammessa», che la funzione non ha quell’azione.',
        ],
      },
      {
        title: 'Funzioni delle applicazioni',
        text: [
          'Sotto il nome di ogni applicazione che serve l’ente ci sono le sue funzioni, con le stesse quattro azioni; le azioni che sono solo sue stanno nella riga sotto.',
          '«Non più registrata» vuol dire che l’applicazione non ha più quella funzione: non dà nulla e si può solo togliere.',
          'Chi amministra può dare le funzioni delle applicazioni anche se non le ha: chi amministra l’ente fino a «Ente», chi amministra l’installazione anche «Tutti».',
        ],
      },
      {
        title: 'Cambiare più righe insieme',
        steps: [
          'Premi «Modifica» e metti la spunta alle funzioni; la prima casella le prende tutte.',
          'Sotto la griglia scegli un livello per le azioni che vuoi cambiare e lascia le altre su «Lascia com’è».',
          'Premi «Applica alla selezione». Le celle che non possono prendere quel livello restano com’erano, e te lo diciamo.',
          '«Togli le funzioni selezionate» toglie le righe. Niente cambia finché non premi «Salva».',
        ],
      },
      {
        title: 'Avvisi e limiti',
        text: [
          'Se Modifica o Cancellazione vanno più lontano della Ricerca te lo segnaliamo: chi ha il ruolo non troverebbe quello che può cambiare. Si può salvare lo stesso.',
          'Non puoi dare quello che non hai: quei livelli non si possono scegliere. Quelli che il ruolo ha già possono restare.',
          'Servizio e «Per non collocati» non cambiano più da quando il ruolo è assegnato a qualcuno.',
        ],
      },
      {
        title: 'Se qualcun altro salva prima di te',
        text: [
          'Quello che hai scritto resta. In alto vedi che cosa ha cambiato l’altro; dove avete cambiato la stessa cella puoi tenere il tuo o prendere il suo. Poi salva di nuovo.',
        ],
      },
      {
        title: 'Esportare e confrontare',
        text: ['«Esporta» scarica la griglia in CSV, con le stesse parole. «Confronta» la mette accanto a quella di un altro ruolo.'],
      },
      {
        title: 'Vai a',
        text: ['«Vai a, Persone che lo hanno oggi» apre gli utenti già filtrati su questo ruolo.'],
      },
    ],
  },
  en: {
    title: 'One role',
    intro: 'What the role is, and the grid of its grants.',
    parts: [
      {
        title: 'Reading the grid',
        text: [
          'Each row is a function, each column an action: Search, Create, Modify, Delete. The cell says on whose data: Department, the data of the department of the unit one works for; Organization, those of the whole organization; All, without limits. "No" means that it may not be done; "not admitted", that the function has no such action.',
        ],
      },
      {
        title: 'Functions of applications',
        text: [
          'Under the name of each application that serves the organization stand its functions, with the same four actions; actions of their own stand in the row below.',
          '"No longer registered" means that the application has that function no more: it gives nothing and can only be taken out.',
          'Who administers may grant functions of applications without having them: an administrator of the organization up to "Organization", one of the installation also "All".',
        ],
      },
      {
        title: 'Changing several rows at once',
        steps: [
          'Press "Edit" and tick the functions; the first box takes them all.',
          'Below the grid choose a level for the actions to change and leave the others on "Leave as is".',
          'Press "Apply to selection". Cells that cannot take that level stay as they were, and we tell you.',
          '"Remove selected functions" takes the rows away. Nothing changes until you press "Save".',
        ],
      },
      {
        title: 'Warnings and limits',
        text: [
          'When Modify or Delete reach further than Search we point it out: who has the role would not find what they may change. It can be saved all the same.',
          'You cannot give what you do not have: those levels cannot be chosen. Those the role has already may stay.',
          'Department and "For people placed nowhere" no longer change once the role is given to somebody.',
        ],
      },
      {
        title: 'If somebody else saves before you',
        text: [
          'What you typed stays. At the top you see what they changed; where both of you changed the same cell you may keep yours or take theirs. Then save again.',
        ],
      },
      {
        title: 'Exporting and comparing',
        text: ['"Export" downloads the grid as CSV, in the same words. "Compare" puts it beside that of another role.'],
      },
      {
        title: 'Go to',
        text: ['"Go to, People who have it today" opens the users already filtered on this role.'],
      },
    ],
  },
};
