import type { Bilingual } from '../language.ts';

const gone: Readonly<Record<string, Bilingual>> = {
  'handed-out': {
    it: 'Queste password sono già state scaricate: escono una volta sola, poi si cancellano. Chi le ha scaricate è nel registro. Se il file è andato perso, preparane di nuove per chi non è mai entrato.',
    en: 'These passwords were already downloaded: they come out once and are then erased. The access log says who downloaded them. If the file is lost, prepare new ones for those who never signed in.',
  },
  expired: {
    it: 'Queste password non si possono più scaricare: sono passate 24 ore e sono state cancellate. Preparane di nuove per chi non è mai entrato.',
    en: 'These passwords can no longer be downloaded: 24 hours have passed and they were erased. Prepare new ones for those who never signed in.',
  },
  empty: {
    it: "In questa parte non c'è nessuna password da consegnare. Guarda più sotto perché le persone sono rimaste fuori.",
    en: 'There is no password to hand out in this part. See below why the people were left out.',
  },
};

const partGone = ({ state }: Readonly<Record<string, unknown>>): Bilingual => gone[String(state)] ?? (gone['handed-out'] as Bilingual);

/** What is refused around first passwords, and how to go on. */
export const firstPasswordsProblems = {
  'first-passwords.nobody': {
    it: 'Nessuna di queste persone può ricevere una prima password: serve un utente attivo che non sia mai entrato. Per gli altri usa «Reimposta password».',
    en: 'None of these people can get a first password: it takes an active user who never signed in. For the others use "Reset the password".',
  },
  'first-passwords.too-many': {
    it: 'Sono troppe persone in una volta: al massimo 10.000. Restringi la ricerca, per esempio con lo stato «Mai entrati».',
    en: 'These are too many people at once: at most 10,000. Narrow the search, for example with the state "Never signed in".',
  },
  'first-passwords.import-not-done': {
    it: 'Questa importazione non è ancora stata eseguita. Confermala, poi prepara le prime password per gli utenti che ha creato.',
    en: 'This import has not been carried out yet. Confirm it, then prepare first passwords for the users it created.',
  },
  'first-passwords.under-way': {
    it: "C'è già una preparazione in corso. Aspetta che finisca, oppure annullala, poi ripeti.",
    en: 'First passwords are already being prepared. Wait until that ends, or cancel it, then try again.',
  },
  'first-passwords.ended': {
    it: 'Questa preparazione è già finita. Ricarica la pagina per vedere come è andata.',
    en: 'This preparation is already over. Load the page again to see how it went.',
  },
  'first-passwords.part-not-ready': {
    it: 'Le password di questa parte non sono ancora tutte pronte. Aspetta che la preparazione arrivi in fondo.',
    en: 'The passwords of this part are not all ready yet. Wait until the preparation gets there.',
  },
  'first-passwords.part-claimed': {
    it: 'Qualcuno sta scaricando questa parte in questo momento. Ricarica la pagina tra un minuto: se il suo scaricamento non riesce, torna disponibile.',
    en: 'Somebody is downloading this part right now. Load the page again in a minute: if that download fails, it becomes available again.',
  },
  'first-passwords.part-gone': partGone,
  'first-passwords.key-changed': {
    it: "Queste password non si leggono più: la chiave segreta dell'installazione è cambiata da quando sono state preparate. Rimetti la chiave di prima, oppure preparane di nuove per chi non è mai entrato.",
    en: "These passwords can no longer be read: the installation's secret key has changed since they were prepared. Put the former key back, or prepare new ones for those who never signed in.",
  },
} as const;

/** The short title of each, for a page that shows it alone. */
export const firstPasswordsTitles = {
  'first-passwords.nobody': { it: 'Nessuno da preparare', en: 'Nobody to prepare' },
  'first-passwords.too-many': { it: 'Troppe persone insieme', en: 'Too many people at once' },
  'first-passwords.import-not-done': { it: 'Importazione non eseguita', en: 'Import not carried out' },
  'first-passwords.under-way': { it: 'Preparazione già in corso', en: 'Already being prepared' },
  'first-passwords.ended': { it: 'Preparazione già finita', en: 'The preparation is over' },
  'first-passwords.part-not-ready': { it: 'Non ancora pronte', en: 'Not ready yet' },
  'first-passwords.part-claimed': { it: 'Scaricamento in corso', en: 'Being downloaded' },
  'first-passwords.part-gone': { it: 'Non più scaricabili', en: 'No longer available' },
  'first-passwords.key-changed': { it: 'Password illeggibili', en: 'Passwords not readable' },
} as const;
