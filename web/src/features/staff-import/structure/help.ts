import type { Help } from '../../../core/help.ts';

/** The help of the import of the structure. */
export const help: Help = {
  it: {
    title: 'Importare la struttura',
    intro: 'Da un elenco a servizi, unità e collocazioni, in quattro passi. Prima della conferma non si salva nulla.',
    parts: [
      {
        title: 'Il file',
        text: [
          'Va bene un foglio .xlsx o un testo CSV. Ogni riga nomina un servizio; se serve anche una sua unità; se serve anche una persona collocata lì, con la matricola, il codice fiscale o il nome utente.',
          'Quello che scarichi con «Esporta» dalla pagina della struttura si importa di nuovo così com’è.',
        ],
      },
      {
        title: 'Che cosa fa',
        text: [
          'Servizi e unità si riconoscono dal nome: maiuscole e accenti non contano. Quello che manca viene creato, quello che è diverso viene modificato. Le celle vuote non cancellano nulla e nulla viene eliminato.',
          'Una collocazione senza il primo giorno vale da oggi, oppure è quella che c’è già. Con lo stesso primo giorno di una che esiste ne cambia la fine e la qualifica.',
          'Per importare servono i permessi di creare e di modificare la struttura; per le collocazioni anche quello di cercare gli utenti. Chi non è amministratore non può collocare sé stesso, un amministratore, né qualcuno che così avrebbe più permessi di lui.',
        ],
      },
      {
        title: 'Gli errori',
        text: [
          'La prova li elenca tutti, con riga, colonna, valore e rimedio, e puoi scaricarli. Finché ce n’è anche uno solo non si importa nulla.',
          'Se nel frattempo qualcuno cambia la struttura, l’importazione si ferma senza salvare: basta rifare la prova.',
        ],
      },
    ],
  },
  en: {
    title: 'Importing the structure',
    intro: 'From a list to departments, units and placements, in four steps. Nothing is saved before you confirm.',
    parts: [
      {
        title: 'The file',
        text: [
          'An .xlsx spreadsheet or a CSV text. Each row names a department; if needed one of its units; if needed a person placed there too, by employee number, tax code or user name.',
          'What you download with "Export" from the page of the structure imports again as it is.',
        ],
      },
      {
        title: 'What it does',
        text: [
          'Departments and units are recognized by their name: capitals and accents make no difference. What is missing is made, what differs is changed. Empty cells delete nothing, and nothing is removed.',
          'A placement without a first day holds from today, or is the one already there. With the same first day as one that exists it changes the end and the qualification of that one.',
          'Importing needs the permissions to create and to modify the structure; placements also need the one to look up users. Who is no administrator cannot place themselves, an administrator, or somebody who would thereby have more permissions than they do.',
        ],
      },
      {
        title: 'Errors',
        text: [
          'The trial lists them all, with row, column, value and remedy, and you can download them. As long as there is a single one nothing is imported.',
          'If somebody changes the structure in the meantime, the import stops without saving: just try again.',
        ],
      },
    ],
  },
};
