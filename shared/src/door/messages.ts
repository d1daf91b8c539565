import { applicationSettingsTitles } from '../application-settings/problems.ts';
import { applicationTitles } from '../applications/problems.ts';
import { assistanceTitles } from '../assistance/problems.ts';
import { authorizationTitles } from '../authorization/problems.ts';
import { delegationTitles } from '../delegations/problems.ts';
import { firstPasswordsTitles } from '../first-passwords/problems.ts';
import { formalAuthorizationTitles } from '../formal-authorizations/problems.ts';
import { groupTitles } from '../groups/problems.ts';
import type { Language } from '../language.ts';
import { logEvidenceTitles } from '../log-evidence/problems.ts';
import { organizationTitles } from '../organizations/problems.ts';
import type { ProblemCode } from '../problems.ts';
import { retentionTitles } from '../retention/problems.ts';
import { seatTitles } from '../seats/words.ts';
import { structureTitles } from '../structure/problems.ts';

const it = {
  skip: 'Vai al contenuto',
  otherLanguage: { code: 'en', name: 'English' },
  errorTitle: (title: string) => `Errore: ${title}`,
  step: (now: number, of: number) => `Passo ${now} di ${of}`,
  footer: 'Informazioni e assistenza',
  help: 'Assistenza',
  helpOf: (organization: string | null): string =>
    organization === null
      ? 'Serve aiuto? Rivolgiti a chi ha installato Varco.'
      : 'Serve aiuto? Rivolgiti a chi amministra gli accessi nel tuo ente.',
  accessibility: 'Accessibilità',
  privacy: 'Privacy',
  statements: { accessibility: 'Dichiarazione di accessibilità', privacy: 'Informativa sulla privacy' },
  back: 'Indietro',
  continue: 'Continua',
  show: 'Mostra',
  showOf: (label: string) => `Mostra: ${label}`,
  faults: (count: number) => (count === 1 ? "C'è un errore" : `Ci sono ${count} errori`),
  fault: 'Errore',
  toDesk: 'Vai alla scrivania',
  toSignIn: 'Accedi',
  demonstration: {
    name: 'Dimostrazione',
    lead: 'Dimostrazione: persone, accessi e indirizzi sono inventati.',
    rest: 'Non scrivere dati veri. Per cancellare tutto e ricominciare:',
    mark: 'Dimostrazione: dati inventati',
  },
  retry: 'Riprova',
  reference: (code: string) => `Codice da segnalare: ${code}`,
};

/** The words of the frame around every page before the session. */
export type DoorMessages = Omit<typeof it, 'otherLanguage'> & {
  otherLanguage: { readonly code: Language; readonly name: string };
};

const en: DoorMessages = {
  skip: 'Skip to content',
  otherLanguage: { code: 'it', name: 'Italiano' },
  errorTitle: (title) => `Error: ${title}`,
  step: (now, of) => `Step ${now} of ${of}`,
  footer: 'Information and help',
  help: 'Help',
  helpOf: (organization) =>
    organization === null ? 'Need help? Ask whoever installed Varco.' : 'Need help? Ask whoever manages sign-in in your organization.',
  accessibility: 'Accessibility',
  privacy: 'Privacy',
  statements: { accessibility: 'Accessibility statement', privacy: 'Privacy notice' },
  back: 'Back',
  continue: 'Continue',
  show: 'Show',
  showOf: (label) => `Show: ${label}`,
  faults: (count) => (count === 1 ? 'There is 1 error' : `There are ${count} errors`),
  fault: 'Error',
  toDesk: 'Go to the desk',
  toSignIn: 'Sign in',
  demonstration: {
    name: 'Demonstration',
    lead: 'Demonstration: people, sign-ins and addresses are invented.',
    rest: 'Type no real data. To erase everything and begin again:',
    mark: 'Demonstration: invented data',
  },
  retry: 'Try again',
  reference: (code) => `Code to report: ${code}`,
};

/** The frame's words in both languages. */
export const doorMessages: Readonly<Record<Language, DoorMessages>> = { it: it as DoorMessages, en };

/** The short title of the page that shows a problem alone; one for each code, so that none is forgotten. */
export const problemTitles: Readonly<Record<ProblemCode, Readonly<Record<Language, string>>>> = {
  'request.invalid': { it: 'Dati da correggere', en: 'Details to correct' },
  'request.unreadable': { it: 'Richiesta illeggibile', en: 'Request not readable' },
  'request.too-large': { it: 'Richiesta troppo grande', en: 'Request too large' },
  'request.unsupported-format': { it: 'Formato non accettato', en: 'Format not accepted' },
  'request.cross-site': { it: 'Richiesta fermata', en: 'Request stopped' },
  'request.not-found': { it: 'Pagina non trovata', en: 'Page not found' },
  'request.method-not-allowed': { it: 'Qui non si può fare', en: 'Not possible here' },
  'request.changed-meanwhile': { it: 'I dati sono cambiati', en: 'The data has changed' },
  'server.fault': { it: 'Qualcosa non ha funzionato', en: 'Something did not work' },
  'server.busy': { it: 'Troppe richieste insieme', en: 'Too many requests at once' },
  'server.unavailable': { it: 'Servizio fermo per ora', en: 'Service paused for now' },
  'server.clock-differs': { it: 'Accesso sospeso', en: 'Sign-in paused' },
  'setup.required': { it: 'Varco va ancora configurato', en: 'Varco is still being set up' },
  'setup.link-refused': { it: 'Questo link non vale più', en: 'This link no longer works' },
  'setup.already-done': { it: 'Varco è già configurato', en: 'Varco is already set up' },
  'sign-in.required': { it: "Serve l'accesso", en: 'Sign-in needed' },
  'sign-in.refused': { it: 'Accesso non riuscito', en: 'Sign-in failed' },
  'sign-in.suspended': { it: 'Accesso disattivato', en: 'Access deactivated' },
  'sign-in.step-expired': { it: 'Tempo scaduto', en: 'Time is up' },
  'sign-in.too-many-open': { it: 'Troppi accessi a metà', en: 'Too many unfinished sign-ins' },
  'sessions.expired': { it: 'Sessione scaduta', en: 'Session expired' },
  'sessions.ended': { it: 'Sessione chiusa', en: 'Session closed' },
  'authorization.not-allowed': { it: 'Serve un permesso', en: 'Permission needed' },
  ...authorizationTitles,
  ...groupTitles,
  ...applicationTitles,
  ...applicationSettingsTitles,
  ...seatTitles,
  ...delegationTitles,
  ...assistanceTitles,
  ...structureTitles,
  ...formalAuthorizationTitles,
  ...organizationTitles,
  'credentials.wrong-password': { it: 'Password errata', en: 'Wrong password' },
  'credentials.password-refused': { it: 'Password da cambiare', en: 'Password to change' },
  'credentials.changed-meanwhile': { it: 'La password è cambiata', en: 'The password has changed' },
  'identity.user-refused': { it: 'Dati da correggere', en: 'Details to correct' },
  'identity.username-taken': { it: 'Username già presente', en: 'User name already taken' },
  'identity.erased': { it: 'Persona cancellata', en: 'Person erased' },
  'erasure.refused': { it: 'Non cancellata', en: 'Not erased' },
  'erasure.still-active': { it: 'Può ancora accedere', en: 'Can still sign in' },
  'erasure.oneself': { it: 'Sei tu', en: 'This is you' },
  'identity.last-administrator': { it: "È l'ultimo amministratore", en: 'The last administrator' },
  'staff-import.file-refused': { it: 'File da sistemare', en: 'File to be mended' },
  'staff-import.columns-refused': { it: 'Colonne da correggere', en: 'Columns to correct' },
  'staff-import.not-tried': { it: 'File ancora da provare', en: 'File not tried yet' },
  'staff-import.has-faults': { it: 'Righe con errori', en: 'Rows with faults' },
  'staff-import.nothing-to-do': { it: 'Nulla da salvare', en: 'Nothing to save' },
  'staff-import.changed-meanwhile': { it: 'Gli utenti sono cambiati', en: 'The users have changed' },
  'staff-import.already-done': { it: 'Importazione già eseguita', en: 'Import already done' },
  'staff-import.abandoned': { it: 'Prova annullata', en: 'Trial cancelled' },
  'structure-import.has-faults': { it: 'Righe con errori', en: 'Rows with faults' },
  'structure-import.nothing-to-do': { it: 'Nulla da salvare', en: 'Nothing to save' },
  'structure-import.changed-meanwhile': { it: 'La struttura è cambiata', en: 'The structure has changed' },
  'staff-import.expired': { it: 'File dimenticato', en: 'File forgotten' },
  'access-log.period-invalid': { it: 'Periodo non valido', en: 'Period not valid' },
  'access-log.busy': { it: 'Troppe ricerche insieme', en: 'Too many searches at once' },
  'access-log.too-wide': { it: 'Ricerca troppo ampia', en: 'Search too wide' },
  'log-searches.name-taken': { it: 'Nome già usato', en: 'Name already used' },
  'log-searches.too-many': { it: 'Troppe ricerche salvate', en: 'Too many saved searches' },
  'log-searches.not-yours': { it: "Ricerca di un'altra persona", en: "Somebody else's search" },
  'log-searches.export-used': { it: 'File già scaricato', en: 'File already downloaded' },
  'log-searches.export-running': { it: 'Esportazione in corso', en: 'Export under way' },
  'policy.values-refused': { it: 'Valori da correggere', en: 'Values to correct' },
  'operations.not-planned': { it: 'Non si avvia da qui', en: 'Not started from here' },
  'operations.run-open': { it: 'Attività già in corso', en: 'Job already running' },
  'operations.worker-refused': { it: 'Serve un utente di servizio', en: 'A user of a service is needed' },
  'operations.run-over': { it: 'Esecuzione già finita', en: 'The run is over' },
  ...firstPasswordsTitles,
  ...retentionTitles,
  ...logEvidenceTitles,
};
