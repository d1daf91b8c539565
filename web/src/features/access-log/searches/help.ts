import type { Help } from '../../../core/help.ts';

/** The help of the saved searches and of the files made of the log. */
export const help: Help = {
  it: {
    title: 'Ricerche ed esportazioni',
    intro: 'Le ricerche negli accessi che hai salvato o che altri condividono, e i file CSV fatti con il registro.',
    parts: [
      {
        title: 'Ricerche salvate',
        text: [
          'Premi il nome per aprire la ricerca con le righe di adesso: una ricerca conserva filtri, colonne e ordine, non le righe.',
          'Una ricerca condivisa si apre da tutte le persone che possono vedere gli accessi; solo chi la possiede può rinominarla, smettere di condividerla o eliminarla. Quando non può più accedere, o non vede più gli accessi, può eliminarla un amministratore.',
        ],
      },
      {
        title: 'Esportazioni',
        text: [
          'Qui si legge chi ha esportato, quando, con quale ricerca e quante righe. «Non scaricato» è un file chiesto e mai preso: dopo 5 minuti va chiesto di nuovo.',
        ],
      },
    ],
  },
  en: {
    title: 'Searches and exports',
    intro: 'The searches of the access log that you saved or others share, and the CSV files made of the log.',
    parts: [
      {
        title: 'Saved searches',
        text: [
          'Press the name to open the search with the lines of now: a search keeps filters, columns and order, not the lines.',
          'A shared search can be opened by everybody who may see the access log; only its owner can rename it, stop sharing it or delete it. When the owner cannot sign in or see the access log any more, an administrator can delete it.',
        ],
      },
      {
        title: 'Exports',
        text: [
          'Here you read who exported, when, with which search and how many lines. "Not downloaded" is a file that was asked for and never fetched: after 5 minutes it must be asked for again.',
        ],
      },
    ],
  },
};
