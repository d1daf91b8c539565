import { type IssueSentence, said } from '../issue-sentence.ts';
import type { Bilingual, Language } from '../language.ts';

/** What is refused around the settings of applications, and how to go on. */
export const applicationSettingsProblems = {
  'application-settings.refused': {
    it: 'Le impostazioni vanno corrette: non è stato salvato nulla. Sistema quello che è indicato e salva di nuovo.',
    en: 'The settings need correcting: nothing was saved. Change what is shown and save again.',
  },
  'applications.built-in': {
    it: "È un modulo compreso in Varco: funzioni, impostazioni e nome vengono con il prodotto e non si possono cambiare. Si può attivare o disattivare, e dare una chiave al programma dell'ente.",
    en: 'This is a module that comes with Varco: its functions, settings and name come with the product and cannot be changed. It can be switched on or off, and the program of the organization can have a secret.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const applicationSettingsTitles = {
  'application-settings.refused': { it: 'Impostazioni da correggere', en: 'Settings to correct' },
  'applications.built-in': { it: 'Modulo compreso nel prodotto', en: 'Module of the product' },
} as const satisfies Record<string, Bilingual>;

const figures = (language: Language, value: unknown): string =>
  typeof value === 'number' ? new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', { useGrouping: 'always' }).format(value) : '';

/** What is wrong in a schema or in a value, and how to mend it. */
export const applicationSettingsIssues: Readonly<Record<string, IssueSentence>> = {
  'setting-name': said(
    'Il nome ha al massimo 50 lettere minuscole, cifre, trattini e trattini bassi, per prima una lettera. Riscrivilo così.',
    'The name has at most 50 small letters, figures, hyphens and underscores, a letter first. Write it like this.',
  ),
  'setting-kind': said(
    'kind è uno tra choice, choices, whole-number, time, text, long-text, yes-no, sharing-groups e user. Correggilo.',
    'kind is one of choice, choices, whole-number, time, text, long-text, yes-no, sharing-groups and user. Correct it.',
  ),
  'setting-whole': said(
    'Qui serve un numero intero. Scrivilo senza decimali.',
    'A whole number is needed here. Write it without decimals.',
  ),
  'setting-length': said(
    'La lunghezza massima va da 1 a 200 per text, da 1 a 4000 per long-text. Correggila.',
    'The greatest length goes from 1 to 200 for text, from 1 to 4000 for long-text. Correct it.',
  ),
  'setting-min-above-max': said('max è minore di min. Scambiali o correggine uno.', 'max is less than min. Swap them or correct one.'),
  'setting-option': said(
    'Il valore di una scelta ha al massimo 50 lettere, cifre, punti, trattini e trattini bassi. Riscrivilo così.',
    'The value of an option has at most 50 letters, figures, dots, hyphens and underscores. Write it like this.',
  ),
  'setting-option-twice': said(
    "Questo valore c'è già più sopra. Toglilo o cambialo.",
    'This value stands above already. Take it out or change it.',
  ),
  'setting-options-needed': said(
    'Una scelta ha almeno un valore in options. Aggiungilo.',
    'A choice has at least one value in options. Add it.',
  ),
  'setting-options-many': said('Una scelta ha al massimo 50 valori. Togline alcuni.', 'A choice has at most 50 values. Take some out.'),
  'setting-default': said(
    'Il valore proposto non è tra quelli che questa impostazione ammette. Correggilo o toglilo.',
    'The default is not among what this setting admits. Correct it or take it out.',
  ),
  'setting-no-default': said(
    'Gruppi e utenti sono diversi in ogni ente: qui non si può proporre un valore. Togli default.',
    'Groups and users differ in each organization: no default can be proposed here. Take default out.',
  ),
  'setting-section-twice': said(
    "C'è già più sopra una sezione con questo nome. Togline una, o cambia nome.",
    'A section with this name stands above already. Take one out, or change its name.',
  ),
  'setting-section-empty': said(
    'Una sezione ha almeno una impostazione. Aggiungila o togli la sezione.',
    'A section has at least one setting. Add it or take the section out.',
  ),
  'setting-sections-many': said('Le sezioni sono al massimo 20. Uniscine alcune.', 'There are at most 20 sections. Join some.'),
  'setting-twice': said(
    "C'è già più sopra una impostazione con questo nome. Togline una, o cambia nome.",
    'A setting with this name stands above already. Take one out, or change its name.',
  ),
  'setting-too-many': said(
    "Un'applicazione ha al massimo 200 impostazioni. Togline alcune.",
    'An application has at most 200 settings. Take some out.',
  ),
  'setting-unknown': said(
    'Questa impostazione non c’è più. Ricarica la pagina: il resto di quello che hai scritto va riscritto.',
    'This setting is no longer there. Load the page again: the rest of what you typed has to be typed again.',
  ),
  'setting-choice': said('Scegli tra i valori proposti.', 'Choose from the values offered.'),
  'setting-number': (language, { min, max }) => {
    const [from, to] = [figures(language, min), figures(language, max)];
    if (from !== '' && to !== '')
      return language === 'it' ? `Scrivi un numero intero tra ${from} e ${to}.` : `Enter a whole number from ${from} to ${to}.`;
    if (from !== '') return language === 'it' ? `Scrivi un numero intero da ${from} in su.` : `Enter a whole number from ${from} up.`;
    if (to !== '') return language === 'it' ? `Scrivi un numero intero fino a ${to}.` : `Enter a whole number up to ${to}.`;
    return language === 'it' ? 'Scrivi un numero intero.' : 'Enter a whole number.';
  },
  'setting-time': said(
    "Scrivi l'ora con due cifre e i minuti, come 08:30.",
    'Enter the hour with two figures and the minutes, such as 08:30.',
  ),
  'setting-text': said(
    'Il testo contiene caratteri che non si vedono. Riscrivilo con la tastiera.',
    'The text holds characters that cannot be seen. Type it again on the keyboard.',
  ),
  'setting-text-long': (language, { max }) =>
    language === 'it'
      ? `Accorcia il testo: al massimo ${figures(language, max)} caratteri.`
      : `Shorten the text: at most ${figures(language, max)} characters.`,
  'setting-yes-no': said('Scegli sì o no.', 'Choose yes or no.'),
  'setting-groups': said(
    'Scegli i gruppi di condivisione tra quelli proposti, al massimo 50.',
    'Choose the sharing groups from those offered, at most 50.',
  ),
  'setting-user': said(
    "Scegli la persona dall'elenco che si apre mentre scrivi: chi c'era non lavora più per l'ente.",
    'Choose the person from the list that opens as you type: who stood here no longer works for the organization.',
  ),
};
