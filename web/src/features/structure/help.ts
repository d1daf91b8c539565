import type { Help } from '../../core/help.ts';

/** The help of departments and units. */
export const help: Help = {
  it: {
    title: 'Servizi e unità',
    intro: "Come è fatto l'ente: i servizi, le loro unità operative e quante persone vi sono collocate oggi.",
    parts: [
      {
        title: 'Leggere la struttura',
        text: [
          "Premi il nome di un servizio per vedere o nascondere le sue unità. «Apri tutti» e «Chiudi tutti» valgono per l'intera pagina. Con la tastiera: Tab arriva ai servizi, frecce su e giù passano dall'uno all'altro, freccia destra apre, freccia sinistra chiude.",
          'La ricerca guarda i nomi nelle due lingue e le sedi; maiuscole e accenti non contano. «Esporta» dà un file CSV con tutta la struttura. La stampa della pagina mostra anche le unità dei servizi chiusi.',
        ],
      },
      {
        title: 'Aggiungere e modificare',
        steps: [
          'Premi «Nuovo servizio», scrivi il nome e salva.',
          'Nel servizio premi «Nuova unità» e scrivi nome e sede.',
          'Per correggere, apri il menu con i tre punti accanto al nome e scegli «Modifica».',
        ],
      },
      {
        title: 'Importare',
        text: ['«Importa» legge da un file servizi, unità e chi vi è collocato; prima mostra che cosa cambierebbe.'],
      },
      {
        title: 'Nomi in inglese',
        text: ['Sono facoltativi. Chi usa le pagine in inglese legge il nome inglese; dove manca, quello italiano.'],
      },
      {
        title: 'Non attivo o eliminato',
        text: [
          "Un servizio o un'unità non attivi restano nella struttura, ma nessuno può lavorarci e i ruoli dati lì non valgono. Si può tornare indietro in ogni momento.",
          "Si elimina solo ciò che non è mai servito: un servizio senza unità e senza ruoli, un'unità in cui nessuno è o è stato collocato e nessuno ha un ruolo.",
        ],
      },
      {
        title: 'Per quale unità lavori',
        text: [
          "Se sei collocato in un'unità la vedi in alto, dopo «Lavori per». Se ne hai più di una, premi lì per sceglierne un'altra: i permessi sono quelli dell'unità scelta, subito, e il cambio è scritto nel registro degli accessi.",
        ],
      },
      {
        title: 'Storia',
        text: [
          'Di un servizio o di un’unità si apre con i tre puntini: ogni modifica con il giorno, prima e dopo. Chi l’ha fatta lo vede chi può cercare negli accessi utenti.',
        ],
      },
      {
        title: 'Vai a',
        text: [
          '«Vai a», accanto a un servizio o a un’unità, apre l’elenco delle persone collocate lì oggi; di un servizio anche i suoi ruoli.',
        ],
      },
    ],
  },
  en: {
    title: 'Departments and units',
    intro: 'How the organization is made: its departments, their units and how many people are placed there today.',
    parts: [
      {
        title: 'Reading the structure',
        text: [
          'Press the name of a department to see or hide its units. "Open all" and "Close all" count for the whole page. With the keyboard: Tab reaches the departments, the up and down arrows go from one to the next, the right arrow opens, the left arrow closes.',
          'The search reads the names in both languages and the sites; capitals and accents do not count. "Export" gives a CSV file with the whole structure. The page as printed also shows the units of departments that are closed.',
        ],
      },
      {
        title: 'Adding and changing',
        steps: [
          'Press "New department", enter the name and save.',
          'In the department press "New unit" and enter name and site.',
          'To correct something, open the menu with the three dots beside the name and choose "Edit".',
        ],
      },
      {
        title: 'Importing',
        text: ['"Import" reads departments, units and who is placed there from a file; it shows first what would change.'],
      },
      {
        title: 'English names',
        text: ['They are optional. Who uses the pages in English reads the English name; without one, the Italian.'],
      },
      {
        title: 'Switched off or deleted',
        text: [
          'A department or unit that is switched off stays in the structure, but nobody can work there and the roles given there do not count. You can go back at any time.',
          'Only what was never used is deleted: a department without units and roles, a unit in which nobody is or was placed and nobody has a role.',
        ],
      },
      {
        title: 'For which unit you work',
        text: [
          'If you are placed in a unit you see it at the top, after "Working for". If you have more than one, press there to choose another: your permissions are those of the unit chosen, at once, and the change is written in the access log.',
        ],
      },
      {
        title: 'History',
        text: [
          'For a department or a unit it opens behind the three dots: each change with its day, before and after. Who made it is seen by those who may search the access log.',
        ],
      },
      {
        title: 'Go to',
        text: ['"Go to", beside a department or a unit, opens the list of people placed there today; of a department its roles too.'],
      },
    ],
  },
};
