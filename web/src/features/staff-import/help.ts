import type { Help } from '../../core/help.ts';

/** The help of the import of a staff list. */
export const help: Help = {
  it: {
    title: 'Importare gli utenti',
    intro: "Dall'elenco del personale agli utenti, in quattro passi. Prima della conferma non si salva nulla.",
    parts: [
      {
        title: 'Il file',
        text: [
          'Va bene un foglio di calcolo .xlsx o un testo CSV, con punto e virgola, virgola o tabulazione, di qualunque programma. Le righe vuote e i titoli sopra le intestazioni non disturbano.',
          'Conta il contenuto del file, non il suo nome. I file .xls o con password vanno salvati di nuovo come .xlsx.',
        ],
      },
      {
        title: 'Le colonne',
        text: [
          'Le intestazioni si riconoscono in ogni ordine e grafia: Cognome, Nome, Cognome e nome, CF, Cod. Fisc., Nato il, Matricola, E-mail. Controlla il significato di ciascuna; la scelta vale anche per il prossimo file con le stesse intestazioni.',
          'Le celle vuote non cancellano nulla.',
        ],
      },
      {
        title: 'La prova',
        text: [
          'Una persona si riconosce dal codice fiscale, poi dalla matricola, dal nome utente, dall’e-mail. Se portano a persone diverse, è un errore che le nomina entrambe.',
          'Ogni errore dice riga, colonna, valore e rimedio; puoi scaricarli tutti. Finché ce ne sono non si salva nulla, a meno che tu non scelga di importare solo le righe pronte.',
          'Puoi annullare la prova, e anche l’importazione finché non è finita: si salva tutto insieme alla fine.',
          'Chi è già qui e non è nel file viene solo proposto: lo disattivi tu, se serve.',
        ],
      },
      {
        title: 'Dopo',
        text: [
          'I nuovi utenti non hanno una password. Dal risultato prepari le prime password per tutti insieme, da consegnare con lettere o con un elenco; dalla pagina di ciascuno, «Reimposta password» ne crea una temporanea.',
          'Il file caricato viene dimenticato dopo 24 ore.',
        ],
      },
    ],
  },
  en: {
    title: 'Importing users',
    intro: 'From the staff list to users, in four steps. Before the confirmation nothing is saved.',
    parts: [
      {
        title: 'The file',
        text: [
          'An .xlsx spreadsheet or a CSV text will do, with semicolons, commas or tabs, of any program. Blank rows and titles above the headings do no harm.',
          'The content of the file counts, not its name. Files of type .xls or with a password must be saved again as .xlsx.',
        ],
      },
      {
        title: 'The columns',
        text: [
          'Headings are recognized in any order and spelling, in Italian and English. Check the meaning of each; the choice also holds for the next file with the same headings.',
          'Empty cells delete nothing.',
        ],
      },
      {
        title: 'The trial',
        text: [
          'A person is recognized by the tax code, then by employee number, user name, e-mail. If they lead to different people, that is an error which names both.',
          'Each error tells row, column, value and remedy; you can download them all. While there are any nothing is saved, unless you choose to import only the rows that are ready.',
          'You can cancel the trial, and the import as long as it is not over: everything is saved together at the end.',
          'Whoever is here and not in the file is only proposed: you deactivate them, if need be.',
        ],
      },
      {
        title: 'Afterwards',
        text: [
          'New users have no password. From the result you prepare first passwords for all of them at once, to be handed over with letters or a list; on the page of each, "Reset the password" makes a temporary one.',
          'The uploaded file is forgotten after 24 hours.',
        ],
      },
    ],
  },
};
