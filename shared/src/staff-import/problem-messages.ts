import type { Bilingual, Language } from '../language.ts';
import type { Issue } from '../problems.ts';

/** The refusals of the import of a staff list. */
export const staffImportProblems = {
  'staff-import.file-refused': {
    it: 'Questo file non si può leggere. Sistema quello che è indicato e caricalo di nuovo.',
    en: 'This file cannot be read. Mend what is shown and upload it again.',
  },
  'staff-import.columns-refused': {
    it: 'Le colonne scelte non bastano o si ripetono. Correggi quello che è indicato.',
    en: 'The columns chosen are not enough, or are chosen twice. Correct what is shown.',
  },
  'staff-import.not-tried': {
    it: 'Questo file va prima provato. Apri la prova e guarda che cosa cambierebbe.',
    en: 'This file must be tried first. Open the trial and see what would change.',
  },
  'staff-import.has-faults': {
    it: 'Ci sono righe con errori, perciò non è stato salvato nulla. Correggile nel file, oppure scegli di importare solo le righe pronte.',
    en: 'Some rows have faults, so nothing has been saved. Mend them in the file, or choose to import only the rows that are ready.',
  },
  'staff-import.nothing-to-do': {
    it: "Nel file non c'è nulla da salvare: le persone sono già così. Puoi chiudere l'importazione.",
    en: 'There is nothing to save in this file: the people are like this already. You can close the import.',
  },
  'staff-import.changed-meanwhile': {
    it: 'Nel frattempo qualcuno ha cambiato gli utenti, perciò non è stato salvato nulla. Rifai la prova: vedrai le differenze di adesso.',
    en: 'Somebody changed the users in the meantime, so nothing has been saved. Try again: you will see the differences as they are now.',
  },
  'staff-import.already-done': {
    it: 'Questa importazione è già stata eseguita. Guarda il risultato; per importare ancora, carica un file.',
    en: 'This import has already been carried out. Look at the result; to import again, upload a file.',
  },
  'staff-import.abandoned': {
    it: 'La prova è stata annullata: non è stato salvato nulla. Prova di nuovo il file quando vuoi.',
    en: 'The trial was cancelled: nothing has been saved. Try the file again whenever you like.',
  },
  'structure-import.has-faults': {
    it: 'Ci sono righe con errori, perciò non è stato salvato nulla. Correggile nel file e caricalo di nuovo.',
    en: 'Some rows have faults, so nothing has been saved. Mend them in the file and upload it again.',
  },
  'structure-import.nothing-to-do': {
    it: "Nel file non c'è nulla da salvare: la struttura è già così. Puoi chiudere l'importazione.",
    en: 'There is nothing to save in this file: the structure is like this already. You can close the import.',
  },
  'structure-import.changed-meanwhile': {
    it: 'Nel frattempo qualcuno ha cambiato la struttura, le persone o i permessi, perciò non è stato salvato nulla. Rifai la prova: vedrai le differenze di adesso.',
    en: 'Somebody changed the structure, the people or the permissions in the meantime, so nothing has been saved. Try again: you will see the differences as they are now.',
  },
  'staff-import.expired': {
    it: 'Questo file è rimasto in attesa più di 24 ore ed è stato dimenticato. Caricalo di nuovo.',
    en: 'This file waited for more than 24 hours and has been forgotten. Upload it again.',
  },
} as const satisfies Record<string, Bilingual>;

const fixed =
  (sentence: Bilingual) =>
  (language: Language): string =>
    sentence[language];

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
/** A calendar day as people of both languages write it. */
const day = (value: unknown): string => word(value).split('-').toReversed().join('/');
/** A part of a sentence that needs what may be missing. */
const given = (value: unknown, part: (text: string) => string): string => (word(value) === '' ? '' : part(word(value)));

/** What is wrong with a file, a column or a cell, and how to mend it. */
export const staffImportIssues: Readonly<Record<string, (language: Language, issue: Issue) => string>> = {
  'file-empty': fixed({
    it: 'Il file è vuoto. Scegli quello con le persone.',
    en: 'The file is empty. Choose the one with the people.',
  }),
  'file-too-large': fixed({
    it: 'Il file supera 20 MB, o aperto diventa troppo grande. Togli fogli e immagini, oppure salvalo come CSV.',
    en: 'The file exceeds 20 MB, or becomes too large when opened. Remove sheets and pictures, or save it as CSV.',
  }),
  'file-old-excel': fixed({
    it: 'È un file di Excel vecchio (.xls) o protetto da password. Aprilo e salvalo come .xlsx senza password.',
    en: 'This is an old Excel file (.xls) or one with a password. Open it and save it as .xlsx without a password.',
  }),
  'file-unknown': fixed({
    it: 'Non è un elenco che si possa leggere. Servono un file .xlsx oppure un testo CSV.',
    en: 'This is not a list that can be read. Use an .xlsx file or a CSV text.',
  }),
  'file-damaged': fixed({
    it: 'Il foglio di calcolo è danneggiato o incompleto. Aprilo, salvalo di nuovo come .xlsx e ricaricalo.',
    en: 'The spreadsheet is damaged or incomplete. Open it, save it again as .xlsx and upload it.',
  }),
  'quote-not-closed': (language, issue) =>
    language === 'it'
      ? `Delle virgolette si aprono e non si chiudono${given(issue.row, (row) => ` dalla riga ${row}`)}. Chiudile o toglile.`
      : `A quotation mark is opened and never closed${given(issue.row, (row) => ` from row ${row} on`)}. Close it or remove it.`,
  'row-too-long': (language, issue) =>
    language === 'it'
      ? `Una riga è troppo lunga${given(issue.row, (row) => `, la ${row}`)}: forse mancano delle virgolette o il separatore è un altro. Correggila.`
      : `A row is too long${given(issue.row, (row) => `, number ${row}`)}: perhaps quotation marks are missing or the separator is another. Correct it.`,
  'too-many-rows': (language, issue) =>
    language === 'it'
      ? `Le righe sono troppe${given(issue.max, (max) => `: al massimo ${max}`)}. Dividi il file in più parti.`
      : `There are too many rows${given(issue.max, (max) => `: at most ${max}`)}. Divide the file into parts.`,
  'too-many-columns': (language, issue) =>
    language === 'it'
      ? `Le colonne sono troppe${given(issue.max, (max) => `: al massimo ${max}`)}. Togli quelle che non servono.`
      : `There are too many columns${given(issue.max, (max) => `: at most ${max}`)}. Remove those that are not needed.`,
  'no-such-sheet': fixed({
    it: "Questo foglio non c'è nel file. Scegline uno dell'elenco.",
    en: 'This sheet is not in the file. Choose one of the list.',
  }),
  'no-people': fixed({
    it: "Sotto le intestazioni non c'è nessuna persona. Scegli un altro foglio o un'altra riga di intestazione.",
    en: 'There is nobody below the headings. Choose another sheet or another row of headings.',
  }),
  'names-needed': fixed({
    it: 'Serve sapere come si chiamano le persone: indica le colonne di cognome e nome, o quella che li contiene insieme.',
    en: 'The names of the people are needed: point out the columns of family and given name, or the one that holds both.',
  }),
  'names-twice': fixed({
    it: 'Il nome è indicato due volte: scegli o le colonne di cognome e nome, o quella che li contiene insieme.',
    en: 'The name is pointed out twice: choose either the columns of family and given name, or the one that holds both.',
  }),
  'column-twice': (language, issue) =>
    language === 'it'
      ? `Due colonne hanno lo stesso significato${given(issue.columns, (columns) => `: ${columns}`)}. Lasciane una.`
      : `Two columns have the same meaning${given(issue.columns, (columns) => `: ${columns}`)}. Keep one.`,
  'tax-code-rule-needs-column': fixed({
    it: 'Per usare il codice fiscale come nome utente serve la sua colonna. Indicala, oppure scegli un’altra regola.',
    en: 'To use the tax code as the user name its column is needed. Point it out, or choose another rule.',
  }),
  'name-not-split': fixed({
    it: 'Non si capisce dove finisce il cognome. Metti una virgola tra cognome e nome, o scrivili in due colonne.',
    en: 'It cannot be told where the family name ends. Put a comma between family and given name, or write them in two columns.',
  }),
  'day-unread': fixed({
    it: 'Questa data non si legge. Scrivila come 21/11/2026, con l’anno di quattro cifre.',
    en: 'This date cannot be read. Write it like 21/11/2026, with four figures for the year.',
  }),
  'day-as-number': fixed({
    it: 'Questo è il numero con cui Excel conta i giorni. Dai alla colonna il formato data e salva di nuovo.',
    en: 'This is the number by which Excel counts days. Give the column a date format and save again.',
  }),
  'sex-unread': fixed({ it: 'Il sesso non si legge. Scrivi M oppure F.', en: 'The sex cannot be read. Write M or F.' }),
  'number-shortened': fixed({
    it: 'Excel ha trasformato questo testo in un numero e ne ha perso delle cifre. Dai alla colonna il formato testo e riscrivilo.',
    en: 'Excel turned this text into a number and lost figures of it. Give the column the text format and enter it again.',
  }),
  'cell-fault': fixed({
    it: 'La cella contiene un errore di formula. Correggi la formula, o scrivi il valore.',
    en: 'The cell holds the fault of a formula. Correct the formula, or enter the value.',
  }),
  'broken-text': fixed({
    it: 'Il testo contiene caratteri rovinati. Riscrivilo.',
    en: 'The text holds broken characters. Enter it again.',
  }),
  'same-person-twice': (language, issue) =>
    language === 'it'
      ? `La stessa persona è già nel file${given(issue.row, (row) => `, alla riga ${row}`)}. Lascia una sola delle due righe.`
      : `The same person is already in the file${given(issue.row, (row) => `, in row ${row}`)}. Keep one of the two rows.`,
  'same-value-twice': (language, issue) =>
    language === 'it'
      ? `Lo stesso valore è già nel file${given(issue.row, (row) => `, alla riga ${row}`)}, per un'altra persona. Correggi una delle due.`
      : `The same value is already in the file${given(issue.row, (row) => `, in row ${row}`)}, for somebody else. Correct one of the two.`,
  'keys-conflict': (language, issue) =>
    language === 'it'
      ? `Questa riga riguarda due persone diverse${given(issue.one, (one) => `: ${one}`)}${given(issue.other, (other) => ` e ${other}`)}. Correggi il valore che non torna.`
      : `This row speaks of two different people${given(issue.one, (one) => `: ${one}`)}${given(issue.other, (other) => ` and ${other}`)}. Correct the value that does not fit.`,
  'another-person': (language, issue) =>
    language === 'it'
      ? `Questo valore è già di${given(issue.other, (other) => ` ${other}`) || " un'altra persona"}, che ha un altro codice fiscale. Correggi la riga, o il codice nella pagina dell'utente.`
      : `This value already belongs to${given(issue.other, (other) => ` ${other}`) || ' somebody else'}, who has another tax code. Correct the row, or the code on the page of the user.`,
  'username-needed': fixed({
    it: 'Da questo nome non si ricava un nome utente. Scrivilo in una colonna del file.',
    en: 'No user name can be made of this name. Write it in a column of the file.',
  }),
  'own-username': (language, issue) =>
    language === 'it'
      ? `Questa riga è la tua e cambierebbe il nome utente con cui accedi${given(issue.present, (present) => ` (${present})`)}. Lascialo com'è nel file; per cambiarlo usa la pagina dell'utente.`
      : `This row is yours and would change the user name you sign in with${given(issue.present, (present) => ` (${present})`)}. Leave it as it is in the file; to change it use the page of the user.`,
  'last-administrator-stays': fixed({
    it: "È l'ultimo amministratore che può accedere: le sue date di validità non si possono restringere. Togli la data dal file.",
    en: 'This is the last administrator who can sign in: the days of validity cannot be narrowed. Remove the date from the file.',
  }),
  'department-column-needed': fixed({
    it: 'Serve la colonna dei servizi: indica quale contiene il nome del servizio.',
    en: 'The column of departments is needed: point out the one that holds the name of the department.',
  }),
  'unit-column-needed': fixed({
    it: "Le altre colonne parlano di un'unità: indica anche quella con il suo nome.",
    en: 'Other columns speak of a unit: point out the one that holds its name too.',
  }),
  'person-column-needed': fixed({
    it: 'Per le collocazioni serve sapere chi: indica la matricola, il codice fiscale o il nome utente.',
    en: 'For placements it must be known who: point out the employee number, the tax code or the user name.',
  }),
  'no-rows': fixed({
    it: "Sotto le intestazioni non c'è nulla. Scegli un altro foglio o un'altra riga di intestazione.",
    en: 'There is nothing below the headings. Choose another sheet or another row of headings.',
  }),
  'department-needed': fixed({
    it: 'Manca il servizio. Scrivilo in ogni riga.',
    en: 'The department is missing. Write it in every row.',
  }),
  'unit-needed': fixed({
    it: "Manca l'unità operativa a cui questo valore si riferisce. Scrivila, oppure togli il valore.",
    en: 'The unit to which this value belongs is missing. Write it, or remove the value.',
  }),
  'person-needed': fixed({
    it: 'Manca la persona da collocare. Scrivi la matricola, il codice fiscale o il nome utente, oppure togli il valore.',
    en: 'The person to be placed is missing. Write the employee number, the tax code or the user name, or remove the value.',
  }),
  'person-unknown': fixed({
    it: 'Nessuno ha questo valore. Correggilo, oppure importa prima la persona dalla pagina «Importa utenti».',
    en: 'Nobody has this value. Correct it, or import the person first from the page "Import users".',
  }),
  'yes-no-unread': fixed({ it: 'Il valore non si legge. Scrivi sì oppure no.', en: 'The value cannot be read. Write yes or no.' }),
  'differs-from-row': (language, issue) =>
    language === 'it'
      ? `Un'altra riga${given(issue.row, (row) => `, la ${row},`)} dice una cosa diversa. Scrivi lo stesso valore in tutte e due.`
      : `Another row${given(issue.row, (row) => `, number ${row},`)} says something else. Write the same value in both.`,
  'placed-nowhere': fixed({
    it: 'Questa persona è segnata come non collocata. Segnala come collocata dalla sua pagina, poi riprova.',
    en: 'This person is marked as placed nowhere. Mark them as placed on their page, then try again.',
  }),
  'ends-before-begins': fixed({
    it: "L'ultimo giorno viene prima del primo. Correggi una delle due date.",
    en: 'The last day comes before the first. Correct one of the two dates.',
  }),
  'placed-overlap': (language, issue) =>
    language === 'it'
      ? `La persona è già collocata in questa unità in una parte di questi giorni${given(day(issue.from), (from) => `, dal ${from}`)}${given(day(issue.to), (to) => ` al ${to}`)}. Cambia le date, oppure scrivi lo stesso inizio per modificare quella collocazione.`
      : `The person is already placed in this unit on some of these days${given(day(issue.from), (from) => `, from ${from}`)}${given(day(issue.to), (to) => ` to ${to}`)}. Change the dates, or write the same first day to change that placement.`,
  'placed-twice-in-file': (language, issue) =>
    language === 'it'
      ? `La stessa persona è già collocata nella stessa unità${given(issue.row, (row) => ` alla riga ${row}`)}, in una parte di questi giorni. Lascia una sola delle due righe, o cambia le date.`
      : `The same person is already placed in the same unit${given(issue.row, (row) => ` in row ${row}`)}, on some of these days. Keep one of the two rows, or change the dates.`,
  'placement-above-own': fixed({
    it: 'È un amministratore: solo un amministratore può cambiare dove è collocato. Togli la riga, o chiedi a un amministratore.',
    en: 'This is an administrator: only an administrator can change where they are placed. Remove the row, or ask an administrator.',
  }),
  'placement-own': fixed({
    it: 'Questa riga cambia dove sei collocato tu: può farlo solo un amministratore. Togli la riga, o chiedi a un amministratore.',
    en: 'This row changes where you are placed yourself: only an administrator can do that. Remove the row, or ask an administrator.',
  }),
  'placement-beyond-own': fixed({
    it: 'Con questa riga qualcuno avrebbe permessi che tu non hai. Togli la riga, o chiedi a un amministratore.',
    en: 'With this row somebody would have permissions that you do not have. Remove the row, or ask an administrator.',
  }),
  'too-many-departments': (language, issue) =>
    language === 'it'
      ? `I servizi diventerebbero troppi${given(issue.max, (max) => `: al massimo ${max}`)}. Elimina quelli che non servono più.`
      : `There would be too many departments${given(issue.max, (max) => `: at most ${max}`)}. Delete those no longer needed.`,
  'too-many-units': (language, issue) =>
    language === 'it'
      ? `Le unità diventerebbero troppe${given(issue.max, (max) => `: al massimo ${max}`)}. Elimina quelle che non servono più.`
      : `There would be too many units${given(issue.max, (max) => `: at most ${max}`)}. Delete those no longer needed.`,
};
