import type { Bilingual } from '../language.ts';

/** What is refused around formal authorizations, and how to go on. */
export const formalAuthorizationProblems = {
  'formal-authorizations.refused': {
    it: "L'autorizzazione va corretta. Sistema i campi indicati e riprova.",
    en: 'The authorization needs correcting. Change the fields shown and try again.',
  },
  'formal-authorizations.ended': {
    it: "Questa autorizzazione è già terminata e resta com'è. Se la persona è di nuovo autorizzata, registra il nuovo atto.",
    en: 'This authorization has ended and stays as it is. If the person is authorized again, record the new act.',
  },
  'formal-authorizations.own': {
    it: 'Riguarda te: nessuno si autorizza da solo. Chiedi a un amministratore.',
    en: 'This is about you: nobody authorizes himself. Ask an administrator.',
  },
  'formal-authorizations.last-administrator': {
    it: "Dopo questa modifica nessun amministratore potrebbe più entrare. Registra prima l'autorizzazione, senza scadenza, di un altro amministratore.",
    en: 'After this change no administrator could enter. First record the authorization, without an end, of another administrator.',
  },
  'formal-authorizations.oneself-out': {
    it: "Anche tu resteresti fuori: oggi non hai un'autorizzazione in vigore. Registrala prima, poi rendila obbligatoria.",
    en: 'You would be kept out too: you have no authorization in force today. Record it first, then require it.',
  },
  'formal-authorizations.nobody-left': {
    it: "Nessun amministratore ha oggi un'autorizzazione in vigore: non potrebbe più entrare nessuno a registrarne altre. Registrane prima almeno una.",
    en: 'No administrator has an authorization in force today: nobody could enter to record others. Record at least one first.',
  },
  'formal-authorizations.not-confirmed': {
    it: "Niente è stato cambiato: le persone che resterebbero fuori non sono quelle che hai visto. Rileggi l'elenco e conferma di nuovo.",
    en: 'Nothing was changed: the people who would be kept out are not those you saw. Read the list again and confirm once more.',
  },
  'formal-authorizations.too-many': {
    it: 'Le autorizzazioni sono troppe per un solo documento. Restringi la ricerca o scarica la tabella (CSV).',
    en: 'There are too many authorizations for one document. Narrow the search or download the table (CSV).',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const formalAuthorizationTitles = {
  'formal-authorizations.refused': { it: 'Autorizzazione da correggere', en: 'Authorization to correct' },
  'formal-authorizations.ended': { it: 'Autorizzazione terminata', en: 'Authorization ended' },
  'formal-authorizations.own': { it: 'Riguarda te', en: 'This is about you' },
  'formal-authorizations.last-administrator': { it: 'Ultimo amministratore', en: 'Last administrator' },
  'formal-authorizations.oneself-out': { it: 'Resteresti fuori', en: 'You would be kept out' },
  'formal-authorizations.nobody-left': { it: 'Nessun amministratore resterebbe', en: 'No administrator would be left' },
  'formal-authorizations.not-confirmed': { it: 'Da confermare di nuovo', en: 'To be confirmed again' },
  'formal-authorizations.too-many': { it: 'Troppe da stampare', en: 'Too many to print' },
} as const satisfies Record<string, Bilingual>;

/** What is wrong with one field of an authorization. */
export const formalAuthorizationIssues = {
  'act-in-future': {
    it: "L'atto ha una data che deve ancora venire. Controlla la data dell'atto.",
    en: 'The act has a date that is still to come. Check the date of the act.',
  },
  'ends-before-start': {
    it: "La fine viene prima dell'inizio. Correggi una delle due date.",
    en: 'The end comes before the beginning. Correct one of the two dates.',
  },
} as const satisfies Record<string, Bilingual>;
