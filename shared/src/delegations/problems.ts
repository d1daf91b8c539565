import { type IssueSentence, said } from '../issue-sentence.ts';
import type { Bilingual } from '../language.ts';

/** What is refused around delegations, and how to go on. */
export const delegationProblems = {
  'delegations.refused': {
    it: 'La delega va corretta. Sistema quello che è indicato e riprova.',
    en: 'The delegation needs correcting. Change what is shown and try again.',
  },
  'delegations.twice': {
    it: 'Questa persona è già delegata in una parte di questi giorni. Cambia le date, oppure revoca prima la delega che esiste.',
    en: 'This person is already a delegate on some of these days. Change the dates, or end the existing delegation first.',
  },
  'delegations.too-many': {
    it: 'Si possono avere al massimo 20 delegati insieme. Revoca quelli che non servono più.',
    en: 'At most 20 delegates are possible at once. End those no longer needed.',
  },
  'delegations.already-ended': {
    it: 'La delega è già stata revocata. Ricarica la pagina.',
    en: 'The delegation was already ended. Reload the page.',
  },
  'delegations.over': {
    it: 'La delega è già finita: non c’è più niente da revocare.',
    en: 'The delegation is already over: there is nothing left to end.',
  },
  'delegations.own-name-only': {
    it: 'Questo si fa solo a nome proprio. Torna a lavorare per te, poi riprova.',
    en: 'This is done in one’s own name only. Go back to working for yourself, then try again.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The same in a few words. */
export const delegationTitles = {
  'delegations.refused': { it: 'Delega da correggere', en: 'Delegation to correct' },
  'delegations.twice': { it: 'Già delegata', en: 'Already a delegate' },
  'delegations.too-many': { it: 'Troppi delegati', en: 'Too many delegates' },
  'delegations.already-ended': { it: 'Delega già revocata', en: 'Delegation already ended' },
  'delegations.over': { it: 'Delega finita', en: 'Delegation over' },
  'delegations.own-name-only': { it: 'Solo a nome proprio', en: 'In one’s own name only' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** What is wrong with a delegation, and how to mend it. */
export const delegationIssues: Readonly<Record<string, IssueSentence>> = {
  'delegate-oneself': said(
    'Nessuno è delegato di se stesso. Scegli un’altra persona.',
    'Nobody is their own delegate. Choose somebody else.',
  ),
  'person-may-not-enter': said(
    'Questa persona ora non può entrare. Scegline un’altra, o fai prima riattivare il suo utente.',
    'This person may not enter at present. Choose another, or have the user reactivated first.',
  ),
  'role-not-held': said(
    'Chi delega non ha questo ruolo. Scegli uno dei suoi, o delega tutto.',
    'The delegator does not have this role. Choose one of theirs, or delegate everything.',
  ),
  'delegation-past': said(
    'L’ultimo giorno è già passato. Scegline uno da oggi in poi.',
    'The last day is in the past. Choose one from today on.',
  ),
  'delegation-too-long': said(
    'Una delega dura al massimo un anno. Scegli un ultimo giorno più vicino: si può rifare.',
    'A delegation lasts a year at most. Choose an earlier last day: it can be made again.',
  ),
};
