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
        title: 'Condizioni',
        text: [
          'Sotto il nome di una funzione di un’applicazione, «Aggiungi condizione» limita le sue autorizzazioni a quando qualcosa è vero: per esempio solo le pratiche di cui la persona è titolare, o solo fino a un importo. Nella finestra ci sono esempi da usare e una prova.',
          'Le proprietà le dice l’applicazione ogni volta che chiede. Se ne manca una, se è di un altro tipo o se il conto non riesce, la risposta è no, e «Perché?» lo dice.',
          'Le funzioni di Varco non prendono condizioni. Togliere o cambiare una condizione è dare di nuovo: serve averne il diritto.',
        ],
      },
      {
        title: 'Indirizzi ammessi',
        text: [
          'Con un elenco di indirizzi il ruolo vale solo per chi entra da lì: da altrove la stessa persona lavora senza quello che il ruolo dà, dalla richiesta successiva. Per le applicazioni conta l’indirizzo che dicono (context.ip); se non lo dicono, è come venire da altrove.',
          'Se togli il posto da cui lavori da un ruolo che hai, ti chiediamo conferma. Allargare o togliere l’elenco è dare di nuovo.',
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
        title: 'Storia',
        text: [
          'La trovi sotto la griglia: ogni modifica con il giorno, prima e dopo. Chi l’ha fatta lo vede chi può cercare negli accessi utenti.',
        ],
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
        title: 'Conditions',
        text: [
          'Below the name of a function of an application, "Add condition" limits its grants to when something is true: for example only the cases that belong to the person, or only up to an amount. The window has examples to use and a trial.',
          'The application says the properties each time it asks. When one is missing or of another kind, or a sum fails, the answer is no, and "Why?" says so.',
          'The functions of Varco take no conditions. To remove or change a condition is to give anew: it takes the right to.',
        ],
      },
      {
        title: 'Addresses admitted',
        text: [
          'With a list of addresses the role counts only for who comes from there: from elsewhere the same person works without what the role gives, from the next request on. For applications the address they say counts (context.ip); when they say none, it is as if from elsewhere.',
          'If you leave out the place where you work, in a role that you have, we ask again. To widen the list or remove it is to give anew.',
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
        title: 'History',
        text: [
          'You find it under the grid: each change with its day, before and after. Who made it is seen by those who may search the access log.',
        ],
      },
      {
        title: 'Go to',
        text: ['"Go to, People who have it today" opens the users already filtered on this role.'],
      },
    ],
  },
};
