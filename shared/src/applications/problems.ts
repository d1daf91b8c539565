import type { Bilingual } from '../language.ts';

/** What is refused around applications, and how to go on. */
export const applicationProblems = {
  'applications.code-taken': {
    it: "C'è già un'applicazione con questo codice. Scegline un altro.",
    en: 'There is already an application with this code. Choose another.',
  },
  'applications.refused': {
    it: "L'applicazione va corretta. Sistema quello che è indicato e riprova.",
    en: 'The application needs correcting. Change what is shown and try again.',
  },
  'applications.manifest-refused': {
    it: 'Le funzioni vanno corrette: non è stato salvato nulla. Sistema quello che è indicato e riprova.',
    en: 'The functions need correcting: nothing was saved. Change what is shown and try again.',
  },
  'applications.too-many': {
    it: 'Si possono registrare al massimo 100 applicazioni. Elimina quelle che non servono più.',
    en: 'At most 100 applications can be registered. Delete those no longer needed.',
  },
  'applications.in-use': {
    it: "Alcuni ruoli danno autorizzazioni su questa applicazione, che perciò non si può eliminare. Toglile dai ruoli, oppure disattiva l'applicazione.",
    en: 'Some roles grant rights on this application, so it cannot be deleted. Take them out of the roles, or switch the application off.',
  },
  'applications.too-many-secrets': {
    it: "L'applicazione ha già due chiavi di accesso. Ritira quella che non usa più, poi creane un'altra.",
    en: 'The application already has two secrets. Withdraw the one no longer used, then make another.',
  },
  'applications.unknown': {
    it: "L'applicazione non si è fatta riconoscere. Manda la sua chiave nell'intestazione Authorization, dopo la parola Bearer.",
    en: 'The application did not say who it is. Send its secret in the Authorization header, after the word Bearer.',
  },
  'applications.may-not-search': {
    it: "L'applicazione può chiedere di una persona, ma non cercare chi può fare qualcosa. Un amministratore dell'installazione glielo può permettere.",
    en: 'The application may ask about a person, but not search who may do something. An administrator of the installation can allow it.',
  },
} as const satisfies Record<string, Bilingual>;

/** The same in a few words, for the title of a page. */
export const applicationTitles = {
  'applications.code-taken': { it: 'Codice già usato', en: 'Code already used' },
  'applications.refused': { it: 'Applicazione da correggere', en: 'Application to correct' },
  'applications.manifest-refused': { it: 'Funzioni da correggere', en: 'Functions to correct' },
  'applications.too-many': { it: 'Troppe applicazioni', en: 'Too many applications' },
  'applications.in-use': { it: 'Applicazione in uso', en: 'Application in use' },
  'applications.too-many-secrets': { it: 'Già due chiavi', en: 'Already two secrets' },
  'applications.unknown': { it: 'Applicazione sconosciuta', en: 'Unknown application' },
  'applications.may-not-search': { it: 'Ricerca non permessa', en: 'Searching not allowed' },
} as const satisfies Record<string, Bilingual>;
