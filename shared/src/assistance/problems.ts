import { type IssueSentence, said } from '../issue-sentence.ts';
import type { Bilingual } from '../language.ts';

/** What is refused around assistance, and how to go on. */
export const assistanceProblems = {
  'assistance.refused': {
    it: 'La richiesta di assistenza va corretta. Sistema quello che è indicato e riprova.',
    en: 'The request for assistance needs correcting. Change what is shown and try again.',
  },
  'assistance.forbidden': {
    it: 'Questo ente non ammette l’assistenza dell’installazione. Un amministratore dell’ente può ammetterla, in «Profilo dell’ente».',
    en: 'This organization does not admit assistance from the installation. One of its administrators can admit it, under "Profile of the organization".',
  },
  'assistance.already-decided': {
    it: 'A questa richiesta è già stato risposto, oppure è finita. Ricarica la pagina.',
    en: 'This request has already been answered, or is over. Reload the page.',
  },
  'assistance.over': {
    it: 'La richiesta è già finita: non c’è più niente da chiudere.',
    en: 'The request is already over: there is nothing left to end.',
  },
  'assistance.administrators-only': {
    it: 'Lo decide solo chi amministra questo ente, a nome proprio. Chiedilo a un amministratore dell’ente.',
    en: 'Only an administrator of this organization decides it, in their own name. Ask one of them.',
  },
  'assistance.not-yet': {
    it: 'La richiesta è concessa per un altro giorno. Torna quando è cominciata.',
    en: 'The request is granted for another day. Come back when it has begun.',
  },
  'assistance.own-people-only': {
    it: 'Chi è in un ente per assistenza non lo può fare. Chiedilo a un amministratore dell’ente.',
    en: 'Whoever is in an organization to assist it cannot do this. Ask one of its administrators.',
  },
  'assistance.by-request-only': {
    it: 'Chi amministra l’installazione entra in un altro ente solo con una richiesta di assistenza concessa da quell’ente. Chiedi all’ente di farla.',
    en: 'Whoever administers the installation enters another organization only by a request for assistance which that organization granted. Ask the organization to make one.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The same in a few words. */
export const assistanceTitles = {
  'assistance.refused': { it: 'Richiesta da correggere', en: 'Request to correct' },
  'assistance.forbidden': { it: 'Assistenza non ammessa', en: 'Assistance not admitted' },
  'assistance.already-decided': { it: 'Già risposto', en: 'Already answered' },
  'assistance.over': { it: 'Richiesta finita', en: 'Request over' },
  'assistance.administrators-only': { it: 'Solo chi amministra l’ente', en: 'Administrators of the organization only' },
  'assistance.not-yet': { it: 'Non ancora', en: 'Not yet' },
  'assistance.own-people-only': { it: 'Non per assistenza', en: 'Not while assisting' },
  'assistance.by-request-only': { it: 'Serve una richiesta di assistenza', en: 'A request for assistance is needed' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What is wrong with a request, and how to mend it. */
export const assistanceIssues: Readonly<Record<string, IssueSentence>> = {
  'assistance-past': said(
    'L’ultimo giorno è già passato. Scegline uno da oggi in poi.',
    'The last day is in the past. Choose one from today on.',
  ),
  'assistance-too-long': said(
    'L’assistenza dura al massimo 7 giorni. Scegli un ultimo giorno più vicino: si può chiedere di nuovo.',
    'Assistance lasts 7 days at most. Choose an earlier last day: it can be asked for again.',
  ),
  'assistance-answer-needed': said('Scrivi perché rifiuti: chi ha chiesto lo legge.', 'Say why you refuse: whoever asked will read it.'),
};
