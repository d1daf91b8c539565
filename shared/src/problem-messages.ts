import { applicationSettingsIssues, applicationSettingsProblems } from './application-settings/problems.ts';
import { applicationIssues } from './applications/issues.ts';
import { applicationProblems } from './applications/problems.ts';
import { assistanceIssues, assistanceProblems } from './assistance/problems.ts';
import { authorizationIssues } from './authorization/issue-messages.ts';
import { oneRoleProblems } from './authorization/one-role.ts';
import { authorizationProblems } from './authorization/problems.ts';
import { grantNames, visibilityNames } from './authorization/words.ts';
import type { PasswordIssue } from './credentials/password-policy.ts';
import { delegationIssues, delegationProblems } from './delegations/problems.ts';
import { firstPasswordsProblems } from './first-passwords/problems.ts';
import { formalAuthorizationIssues, formalAuthorizationProblems } from './formal-authorizations/problems.ts';
import { groupIssues } from './groups/issue-messages.ts';
import { groupProblems } from './groups/problems.ts';
import { personIssues } from './identity/issue-messages.ts';
import type { Bilingual, Language } from './language.ts';
import { logEvidenceIssues, logEvidenceProblems } from './log-evidence/problems.ts';
import { formatNumber } from './numbers.ts';
import { operatorIssues } from './operators/issues.ts';
import { doorLookIssues } from './organizations/door-look.ts';
import { organizationIssues, organizationProblems } from './organizations/problems.ts';
import type { Issue, ProblemCode } from './problems.ts';
import { retentionProblems } from './retention/problems.ts';
import { seatIssues, seatProblems } from './seats/words.ts';
import { staffImportIssues, staffImportProblems } from './staff-import/problem-messages.ts';
import { structureProblems } from './structure/problems.ts';

/** What a sentence may need besides its code: the names and numbers that came with the refusal. */
export type ProblemData = Readonly<Record<string, unknown>>;

/** A sentence for a code: fixed, or made with the data that came with it. */
export type Sentence = Bilingual | ((data: ProblemData) => Bilingual);

const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const counted = (language: Language, count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${formatNumber(language, count)} ${many}`;

const grantName = (language: Language, data: ProblemData): string | undefined => {
  const known: Readonly<Record<string, string | undefined>> = grantNames[language];
  const names = [text(data.capability), text(data.action)].map((name) => name && known[name]);
  return names.every((name) => name !== undefined) ? names.join(', ') : undefined;
};

const notAllowed = (data: ProblemData): Bilingual => {
  const [it, en] = [grantName('it', data), grantName('en', data)];
  // Who has the right on a part would look for a permission that he has.
  const isFar = data.visibility === 'all';
  const [itFar, enFar] = isFar ? [` con il livello «${visibilityNames.it.all}»`, ` with the level "${visibilityNames.en.all}"`] : ['', ''];
  return {
    it: `${it ? `Per farlo serve il permesso «${it}»${itFar}.` : 'Per farlo serve un permesso che non hai.'} Lo assegna chi amministra gli accessi.`,
    en: `${en ? `This needs the permission "${en}"${enFar}.` : 'This needs a permission you do not have.'} Access administrators can grant it.`,
  };
};

const serverFault = (data: ProblemData): Bilingual => {
  const reference = text(data.reference);
  return {
    it: `Qualcosa non ha funzionato. Riprova; se continua, ${reference ? `segnala il codice ${reference}` : "avvisa l'assistenza"}.`,
    en: `Something did not work. Try again; if it goes on, ${reference ? `report the code ${reference}` : 'tell the help desk'}.`,
  };
};

const busy = (data: ProblemData): Bilingual => {
  const seconds = Math.max(1, number(data.retryAfter) ?? 10);
  return {
    it: `In questo momento accedono in molti. Riprova tra ${counted('it', seconds, 'secondo', 'secondi')}.`,
    en: `Many people are signing in. Try again in ${counted('en', seconds, 'second', 'seconds')}.`,
  };
};

const logBusy = (data: ProblemData): Bilingual => {
  const seconds = Math.max(1, number(data.retryAfter) ?? 5);
  return {
    it: `Troppe ricerche nel registro degli accessi nello stesso momento. Riprova tra ${counted('it', seconds, 'secondo', 'secondi')}, con un periodo più breve se puoi.`,
    en: `Too many searches of the access log at the same time. Try again in ${counted('en', seconds, 'second', 'seconds')}, with a shorter period if you can.`,
  };
};

const narrowings: Readonly<Record<string, Bilingual>> = {
  period: { it: 'accorcia il periodo', en: 'shorten the period' },
  user: { it: 'scegli un utente', en: 'choose a user' },
  address: { it: 'scrivi un indirizzo di rete', en: 'enter a network address' },
  outcome: { it: 'cerca solo i rifiuti o un solo tipo di evento', en: 'look for refusals only or for one kind of event' },
};

const tooWide = (data: ProblemData): Bilingual => {
  const ways = (Array.isArray(data.narrow) ? data.narrow : []).flatMap((way) => narrowings[String(way)] ?? []);
  const listed = (language: Language) =>
    new Intl.ListFormat(language === 'it' ? 'it' : 'en-GB', { type: 'disjunction' }).format(ways.map((way) => way[language]));
  return {
    it: `La ricerca è troppo ampia: le righe da leggere sono troppe. Per restringerla ${ways.length > 0 ? listed('it') : 'accorcia il periodo'}.`,
    en: `The search is too wide: there are too many lines to read. To narrow it ${ways.length > 0 ? listed('en') : 'shorten the period'}.`,
  };
};

/** What happened and how to mend it, for every refusal the product can give; the words of a requirement come first. */
export const problemMessages: Readonly<Record<ProblemCode, Sentence>> = {
  'request.invalid': {
    it: 'Alcuni dati vanno corretti. Sistema i campi indicati e riprova.',
    en: 'Some details need correcting. Change the fields shown and try again.',
  },
  'request.unreadable': {
    it: 'La richiesta non si legge: è incompleta o scritta male. Ricarica la pagina e riprova.',
    en: 'The request cannot be read: it is incomplete or malformed. Reload the page and try again.',
  },
  'request.too-large': {
    it: 'La richiesta è troppo grande. Accorcia il testo e riprova.',
    en: 'The request is too large. Shorten the text and try again.',
  },
  'request.unsupported-format': {
    it: 'Questo formato non è accettato. Usa il modulo della pagina, oppure JSON.',
    en: 'This format is not accepted. Use the form on the page, or JSON.',
  },
  'request.cross-site': {
    it: 'La richiesta arriva da un altro sito, perciò non è stata eseguita. Apri Varco e ripetila da lì.',
    en: 'The request comes from another site, so it was not carried out. Open Varco and repeat it there.',
  },
  'request.not-found': {
    it: "Quello che cerchi non c'è: o non esiste o non è tra ciò che puoi vedere. Controlla l'indirizzo.",
    en: 'What you are looking for is not here: either it does not exist or it is not among what you may see. Check the address.',
  },
  'request.method-not-allowed': {
    it: 'A questo indirizzo la richiesta non si può fare in questo modo. Torna alla pagina e riprova da lì.',
    en: 'This address does not take this kind of request. Go back to the page and try again from there.',
  },
  'request.changed-meanwhile': {
    it: "Nel frattempo questi dati sono stati modificati da un'altra parte. Ricarica la pagina, guarda i valori di adesso e ripeti la modifica.",
    en: 'These details were changed elsewhere in the meantime. Reload the page, look at the present values and make your change again.',
  },
  'server.fault': serverFault,
  'server.busy': busy,
  'server.unavailable': {
    it: 'Il servizio è fermo perché non raggiunge i suoi dati. Riprova tra un minuto: riparte da solo.',
    en: 'The service is paused because it cannot reach its data. Try again in a minute: it restarts by itself.',
  },
  'server.clock-differs': {
    it: "L'accesso è sospeso perché gli orologi del server non concordano. Avvisa chi gestisce il server: va sincronizzata l'ora.",
    en: "Sign-in is paused because the server's clocks disagree. Tell whoever runs the server: its time must be synchronized.",
  },
  'setup.required': {
    it: 'Varco va ancora configurato. Chi lo ha installato deve aprire il link mostrato nel terminale.',
    en: 'Varco is still being set up. Whoever installed it must open the link shown in the terminal.',
  },
  'setup.link-refused': {
    it: 'Questo link non vale più. Riavvia Varco: il terminale ne mostra uno nuovo.',
    en: 'This link no longer works. Restart Varco: the terminal shows a new one.',
  },
  'setup.already-done': {
    it: 'Varco è già configurato. Accedi con un utente che esiste.',
    en: 'Varco is already set up. Sign in with an existing user.',
  },
  'sign-in.required': {
    it: "Per continuare serve l'accesso. Accedi e torni alla pagina che hai chiesto.",
    en: 'You need to sign in to continue. Sign in and you return to the page you asked for.',
  },
  'sign-in.refused': {
    it: "Accesso non riuscito. Controlla i dati o rivolgiti all'amministratore.",
    en: 'Sign-in failed. Check your details or ask your administrator.',
  },
  'sign-in.suspended': {
    it: "Accesso disattivato. Rivolgersi all'amministratore.",
    en: 'Access deactivated. Ask your administrator.',
  },
  'sign-in.step-expired': {
    it: "Il tempo per completare l'accesso è finito. Accedi di nuovo: hai 10 minuti per rispondere a tutte le domande.",
    en: 'The time to complete the sign-in is over. Sign in again: you have 10 minutes to answer every question.',
  },
  'sign-in.too-many-open': {
    it: 'Ci sono troppi accessi iniziati e non finiti. Completa quello già aperto, oppure riprova tra 10 minuti.',
    en: 'Too many sign-ins were started and not finished. Complete the one already open, or try again in 10 minutes.',
  },
  'sessions.expired': {
    it: 'Sessione scaduta. Accedi di nuovo: torni alla pagina di prima.',
    en: 'Session expired. Sign in again: you return to the same page.',
  },
  'sessions.ended': {
    it: 'La sessione è stata chiusa. Accedi di nuovo.',
    en: 'The session was closed. Sign in again.',
  },
  'authorization.not-allowed': notAllowed,
  ...authorizationProblems,
  ...oneRoleProblems,
  ...formalAuthorizationProblems,
  ...groupProblems,
  ...delegationProblems,
  ...assistanceProblems,
  ...applicationProblems,
  ...applicationSettingsProblems,
  ...structureProblems,
  ...organizationProblems,
  'credentials.wrong-password': {
    it: 'La password attuale non è quella che hai scritto. Controlla le maiuscole e riscrivila.',
    en: 'The current password is not the one you typed. Check the capital letters and type it again.',
  },
  'credentials.password-refused': {
    it: 'Questa password non va bene ancora. Correggi quello che è indicato.',
    en: 'This password is not right yet. Change what is shown.',
  },
  'credentials.changed-meanwhile': {
    it: "Nel frattempo la password è stata cambiata da un'altra parte. Accedi di nuovo con quella nuova.",
    en: 'The password was changed elsewhere in the meantime. Sign in again with the new one.',
  },
  'identity.user-refused': {
    it: "I dati dell'utente vanno corretti. Sistema i campi indicati e riprova.",
    en: "The user's details need correcting. Change the fields shown and try again.",
  },
  'identity.username-taken': {
    it: 'Username già presente. Scegline un altro: non contano maiuscole e minuscole.',
    en: 'User name already taken. Choose another: capital and small letters make no difference here.',
  },
  'identity.last-administrator': {
    it: "È l'ultimo amministratore che può accedere. Rendi amministratore un'altra persona, poi ripeti.",
    en: 'This is the last administrator who can sign in. Make somebody else an administrator, then try again.',
  },
  'identity.erased': {
    it: 'Questa persona è stata cancellata: non si può più cambiare. Se torna, crea un nuovo utente.',
    en: 'This person has been erased and cannot be changed any more. If they come back, create a new user.',
  },
  'erasure.refused': {
    it: 'Non è stato cancellato niente. Sistema quello che è indicato e riprova.',
    en: 'Nothing has been erased. Change what is shown and try again.',
  },
  'erasure.still-active': {
    it: "L'utente può ancora accedere. Disattivalo, poi ripeti.",
    en: 'The user can still sign in. Deactivate it, then try again.',
  },
  'erasure.oneself': {
    it: 'Non puoi cancellare te stesso. Chiedilo a un altro amministratore.',
    en: 'You cannot erase yourself. Ask another administrator.',
  },
  ...staffImportProblems,
  ...logEvidenceProblems,
  'access-log.period-invalid': {
    it: "Periodo non valido. Il primo giorno viene dopo l'ultimo: correggi una delle due date.",
    en: 'Period not valid. The first day comes after the last: correct one of the two dates.',
  },
  'access-log.too-wide': tooWide,
  'access-log.busy': logBusy,
  'log-searches.name-taken': {
    it: 'Hai già una ricerca con questo nome. Scegline un altro.',
    en: 'You already have a search with this name. Choose another.',
  },
  'log-searches.too-many': {
    it: 'Hai già 100 ricerche salvate. Elimina una di queste e riprova.',
    en: 'You already have 100 saved searches. Delete one and try again.',
  },
  'log-searches.not-yours': {
    it: "Questa ricerca è di un'altra persona. Aprila e salvane una tua con gli stessi filtri.",
    en: 'This search belongs to somebody else. Open it and save one of your own with the same filters.',
  },
  'log-searches.export-used': {
    it: 'Questo file è già stato scaricato, oppure non è stato scaricato in tempo. Fai una nuova esportazione.',
    en: 'This file was already downloaded, or was not downloaded in time. Make a new export.',
  },
  'log-searches.export-running': {
    it: "Un'altra tua esportazione è in corso. Aspetta che finisca, o annullala tra i download del browser, e riprova.",
    en: 'Another export of yours is under way. Wait for its end, or cancel it among the downloads of the browser, and try again.',
  },
  'policy.values-refused': {
    it: 'Alcuni valori escono dai limiti del profilo. Correggi i campi indicati.',
    en: 'Some values are outside the limits of the profile. Correct the fields shown.',
  },
  'operations.not-planned': {
    it: 'Questa attività parte soltanto da chi ne ha bisogno, con i suoi dati. Avviala dalla pagina che la usa.',
    en: 'This job only starts for who needs it, with its own data. Start it from the page that uses it.',
  },
  'operations.run-open': {
    it: "L'attività è già in coda o in corso. Aspetta che finisca, poi ripeti.",
    en: 'The job is already queued or running. Wait until it ends, then try again.',
  },
  'operations.worker-refused': {
    it: 'Le attività automatiche girano come un utente di servizio attivo. Scegline uno, oppure scegli Varco.',
    en: 'Scheduled jobs run as an active user of a service. Choose one, or choose Varco.',
  },
  'operations.run-over': {
    it: "L'esecuzione è già finita e non si può più annullare. Ricarica la pagina per vedere com'è andata.",
    en: 'The run is over and can no longer be cancelled. Load the page again to see how it went.',
  },
  ...firstPasswordsProblems,
  ...retentionProblems,
  ...seatProblems,
};

/** The sentence of a problem in one language: what happened and how to mend it. */
export function problemSentence(language: Language, code: ProblemCode, data: ProblemData = {}): string {
  const sentence = problemMessages[code];
  return (typeof sentence === 'function' ? sentence(data) : sentence)[language];
}

/** One rule of a password that is not met, with the real numbers. */
export function passwordIssue(language: Language, issue: PasswordIssue): string {
  const it = language === 'it';
  switch (issue.rule) {
    case 'too-short':
      return it
        ? `Servono almeno ${counted('it', issue.min, 'carattere', 'caratteri')}: ne ha ${issue.length}.`
        : `At least ${counted('en', issue.min, 'character is', 'characters are')} needed: it has ${issue.length}.`;
    case 'too-long':
      return it
        ? `La password può contenere al massimo ${issue.max} caratteri: questa ne ha ${formatNumber('it', issue.length)}.`
        : `A password can have at most ${issue.max} characters: this one has ${formatNumber('en', issue.length)}.`;
    case 'too-few-classes':
      return it
        ? `Servono almeno ${issue.min} tipi tra maiuscole, minuscole, cifre e altri segni: ne ha ${issue.classes}.`
        : `At least ${issue.min} kinds are needed among capitals, small letters, digits and other signs: it has ${issue.classes}.`;
    case 'same-as-username':
      return it
        ? 'La password deve essere diversa dallo Username. Cambiare maiuscole o accenti non basta.'
        : 'The password must differ from the user name. Changing capital letters or accents is not enough.';
    case 'same-as-current':
      return it
        ? 'La password nuova è uguale a quella attuale. Scegline una diversa.'
        : 'The new password is the same as the current one. Choose a different one.';
    case 'not-confirmed':
      return it ? 'Password e conferma non coincidono. Riscrivile tutte e due.' : 'The two passwords do not match. Type both again.';
  }
}

/** How a field is called inside a sentence. */
const fields: Readonly<Record<string, Bilingual>> = {
  departmentId: { it: 'il servizio', en: 'the department' },
  description: { it: 'la descrizione', en: 'the description' },
  descriptionEnglish: { it: 'la descrizione inglese', en: 'the English description' },
  nameEnglish: { it: 'il nome inglese', en: 'the English name' },
  qualification: { it: 'la qualifica', en: 'the qualification' },
  roleId: { it: 'il ruolo', en: 'the role' },
  site: { it: 'la sede', en: 'the site' },
  unitId: { it: "l'unità", en: 'the unit' },
  address: { it: "l'indirizzo di rete", en: 'the network address' },
  administrator: { it: 'se amministra', en: 'whether this is an administrator' },
  confirmation: { it: 'la conferma della password', en: 'the password again' },
  current: { it: 'la password attuale', en: 'the current password' },
  familyName: { it: 'il cognome', en: 'the family name' },
  from: { it: 'il primo giorno', en: 'the first day' },
  fullName: { it: 'il nome completo', en: 'the full name' },
  givenName: { it: 'il nome', en: 'the given name' },
  next: { it: 'la nuova password', en: 'the new password' },
  organization: { it: "il nome dell'ente", en: 'the name of the organization' },
  password: { it: 'la password', en: 'the password' },
  profile: { it: 'il profilo', en: 'the profile' },
  name: { it: 'il nome', en: 'the name' },
  reason: { it: 'il motivo', en: 'the reason' },
  search: { it: 'il testo da cercare', en: 'the text to search for' },
  session: { it: 'il numero di sessione', en: 'the session number' },
  status: { it: 'lo stato', en: 'the status' },
  to: { it: "l'ultimo giorno", en: 'the last day' },
  token: { it: 'il codice di configurazione', en: 'the setup code' },
  user: { it: "l'utente", en: 'the user' },
  birthDate: { it: 'la data di nascita', en: 'the date of birth' },
  email: { it: "l'e-mail", en: 'the e-mail address' },
  employeeNumber: { it: 'la matricola', en: 'the employee number' },
  sex: { it: 'il sesso', en: 'the sex' },
  taxCode: { it: 'il codice fiscale', en: 'the tax code' },
  username: { it: 'il nome utente', en: 'the user name' },
  registryCode: { it: 'il codice', en: 'the code' },
  loginId: { it: "l'ID di accesso", en: 'the access ID' },
  alternative: { it: 'la descrizione del logo', en: 'the description of the logo' },
  timeZone: { it: 'il fuso orario', en: 'the time zone' },
  pec: { it: 'la PEC', en: 'the certified mail address' },
  phone: { it: 'il telefono', en: 'the telephone number' },
  validFrom: { it: "l'inizio validità", en: 'the first day of validity' },
  validTo: { it: 'la fine validità', en: 'the last day of validity' },
};

const fieldOf = (language: Language, issue: Issue): string => {
  const known = issue.field === undefined ? undefined : fields[issue.field.split('.').at(-1) ?? ''];
  return known?.[language] ?? (language === 'it' ? 'questo valore' : 'this value');
};

const passwordFields = ['password', 'next', 'current'];
const isPassword = (issue: Issue): boolean => issue.field === undefined || passwordFields.includes(issue.field);

const admitted = (language: Language, values: readonly number[]): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(values.map((value) => formatNumber(language, value)));

const numberIssue = (language: Language, issue: Issue): string => {
  const it = language === 'it';
  const [min, max] = [number(issue.min), number(issue.max)];
  const only = Array.isArray(issue.only) ? issue.only.filter((value) => typeof value === 'number') : [];
  const never = issue.never === true;
  const orNever = never ? (it ? ', oppure scegli che non ci sia limite' : ', or choose no limit') : '';
  if (only.length > 0) return `${it ? 'Scegli tra' : 'Choose'} ${admitted(language, only)}${orNever}.`;
  if (min !== undefined && max !== undefined) {
    const [from, to] = [formatNumber(language, min), formatNumber(language, max)];
    return it
      ? `Inserire un numero tra ${from} e ${to}. Solo cifre, senza decimali${orNever}.`
      : `Enter a number from ${from} to ${to}. Digits only, no decimals${orNever}.`;
  }
  if (min !== undefined)
    return it ? `Inserire un numero da ${formatNumber(language, min)} in su.` : `Enter a number from ${formatNumber(language, min)} up.`;
  if (max !== undefined)
    return it ? `Inserire un numero fino a ${formatNumber(language, max)}.` : `Enter a number up to ${formatNumber(language, max)}.`;
  return it ? 'Inserire un numero. Solo cifre, senza decimali.' : 'Enter a number. Digits only, no decimals.';
};

type IssueSentence = (language: Language, issue: Issue) => string;

const fixed =
  (sentence: Bilingual): IssueSentence =>
  (language) =>
    sentence[language];

const chosen = ['profile', 'status', 'user'];

const issueSentences: Readonly<Record<string, IssueSentence>> = {
  required: (language, issue) => {
    const field = fieldOf(language, issue);
    if (issue.field === 'confirmation')
      return language === 'it' ? 'Riscrivi la password per conferma.' : 'Type the password again to confirm it.';
    if (chosen.includes(issue.field ?? '')) return language === 'it' ? `Scegli ${field}.` : `Choose ${field}.`;
    return language === 'it' ? `Scrivi ${field}.` : `Enter ${field}.`;
  },
  'too-short': (language, issue) => {
    const min = number(issue.min) ?? 1;
    const length = number(issue.length);
    if (isPassword(issue) && length !== undefined) return passwordIssue(language, { rule: 'too-short', min, length });
    return language === 'it'
      ? `Allunga ${fieldOf('it', issue)}: almeno ${counted('it', min, 'carattere', 'caratteri')}.`
      : `Make ${fieldOf('en', issue)} longer: at least ${counted('en', min, 'character', 'characters')}.`;
  },
  'too-long': (language, issue) => {
    const max = number(issue.max);
    const length = number(issue.length);
    if (issue.field === 'username') {
      return language === 'it'
        ? `La login può contenere al massimo ${max ?? 50} caratteri. Accorciala.`
        : `A user name can have at most ${max ?? 50} characters. Shorten it.`;
    }
    if (isPassword(issue) && length !== undefined && max !== undefined) return passwordIssue(language, { rule: 'too-long', max, length });
    const field = fieldOf(language, issue);
    if (max === undefined) return language === 'it' ? `Accorcia ${field}.` : `Shorten ${field}.`;
    return language === 'it'
      ? `Accorcia ${field}: al massimo ${counted('it', max, 'carattere', 'caratteri')}.`
      : `Shorten ${field}: at most ${counted('en', max, 'character', 'characters')}.`;
  },
  'too-few-classes': (language, issue) =>
    passwordIssue(language, { rule: 'too-few-classes', min: number(issue.min) ?? 1, classes: number(issue.classes) ?? 0 }),
  'same-as-username': (language) => passwordIssue(language, { rule: 'same-as-username' }),
  'same-as-current': (language) => passwordIssue(language, { rule: 'same-as-current' }),
  'not-confirmed': (language) => passwordIssue(language, { rule: 'not-confirmed' }),
  'username-characters': fixed({
    it: 'Il nome utente non può contenere spazi né i segni * \\ # ? / ~. Toglili.',
    en: 'A user name cannot contain blanks or any of * \\ # ? / ~. Remove them.',
  }),
  'username-script': fixed({
    it: 'Il nome utente è fatto di lettere latine, anche accentate, cifre e segni come . _ - @. Riscrivilo con la tastiera: le lettere di altri alfabeti sembrano uguali e non lo sono.',
    en: 'A user name is made of Latin letters, with accents or not, figures and signs such as . _ - @. Type it again: letters of other alphabets look the same and are not.',
  }),
  'control-characters': (language, issue) =>
    language === 'it'
      ? `Riscrivi ${fieldOf('it', issue)} su una riga sola: contiene caratteri che non si vedono.`
      : `Type ${fieldOf('en', issue)} again on one line: it contains characters that cannot be seen.`,
  'username-taken': (language) => problemSentence(language, 'identity.username-taken'),
  'erasure-confirmation': fixed({
    it: "Il nome scritto non è quello dell'utente. Ricopialo esattamente, con le sue maiuscole.",
    en: 'The name typed is not that of the user. Copy it exactly, with its capitals.',
  }),
  'erasure-reason': fixed({
    it: 'Il motivo contiene un dato della persona, che resterebbe scritto. Usa un numero di protocollo.',
    en: 'The reason contains something of the person, which would stay written. Use a reference number.',
  }),
  'retention-range': (language, { min, max }) => {
    const [least, most] = [formatNumber(language, number(min) ?? 0), formatNumber(language, number(max) ?? 0)];
    return language === 'it'
      ? `Inserire un numero intero di giorni tra ${least} e ${most}, oppure scegliere «Per sempre».`
      : `Enter a whole number of days between ${least} and ${most}, or choose "For ever".`;
  },
  'retention-reason': fixed({
    it: 'Scrivi il motivo: resta nel registro accanto al cambiamento.',
    en: 'Enter the reason: it stays in the log beside the change.',
  }),
  ...personIssues,
  ...staffImportIssues,
  'checkpoints-none': fixed(logEvidenceIssues['checkpoints-none']),
  'checkpoints-of-another-log': fixed(logEvidenceIssues['checkpoints-of-another-log']),
  'public-key': fixed(logEvidenceIssues['public-key']),
  'public-key-of-another-log': fixed(logEvidenceIssues['public-key-of-another-log']),
  ...authorizationIssues,
  ...seatIssues,
  ...doorLookIssues,
  ...Object.fromEntries(Object.entries(organizationIssues).map(([rule, sentence]) => [rule, fixed(sentence)])),
  ...Object.fromEntries(Object.entries(formalAuthorizationIssues).map(([rule, sentence]) => [rule, fixed(sentence)])),
  ...groupIssues,
  ...delegationIssues,
  ...operatorIssues,
  ...assistanceIssues,
  ...Object.fromEntries(Object.entries(applicationIssues).map(([rule, sentence]) => [rule, fixed(sentence)])),
  ...applicationSettingsIssues,
  'search-name-taken': (language) => problemSentence(language, 'log-searches.name-taken'),
  day: fixed({
    it: 'Scrivi un giorno che esiste, come 21/11/2026.',
    en: 'Enter a day that exists, such as 21/11/2026.',
  }),
  'order-of-dates': fixed({
    it: "La fine validità precede l'inizio. Correggi una delle due date.",
    en: 'The last day of validity comes before the first. Correct one of the two dates.',
  }),
  number: numberIssue,
  choice: (language, issue) =>
    language === 'it' ? `Scegli ${fieldOf('it', issue)} tra i valori proposti.` : `Choose ${fieldOf('en', issue)} from the values offered.`,
  'too-small': numberIssue,
  'too-big': numberIssue,
  type: (language, issue) =>
    language === 'it'
      ? `Riscrivi ${fieldOf('it', issue)}: il tipo di dato è sbagliato.`
      : `Enter ${fieldOf('en', issue)} again: it has the wrong type.`,
  format: (language, issue) =>
    language === 'it'
      ? `Riscrivi ${fieldOf('it', issue)} nella forma richiesta.`
      : `Type ${fieldOf('en', issue)} again in the form asked for.`,
  'setup-code': fixed({
    it: 'Questo codice non è completo. È la parte del link dopo il segno #, lunga 43 caratteri: copiala tutta dal terminale.',
    en: 'This code is not complete. It is the part of the link after the # sign, 43 characters long: copy all of it from the terminal.',
  }),
  'out-of-range': numberIssue,
  'warning-after-idle': (language, issue) => {
    const idle = number(issue.idle) ?? 0;
    return language === 'it'
      ? `L'avviso deve venire prima della chiusura per inattività, che arriva dopo ${counted('it', idle, 'minuto', 'minuti')}. Scrivi meno minuti.`
      : `The warning must come before the end for inactivity, which comes after ${counted('en', idle, 'minute', 'minutes')}. Enter fewer minutes.`;
  },
  address: fixed({
    it: "L'indirizzo di rete non si legge. Scrivilo come 192.0.2.10 oppure 2001:db8::10.",
    en: 'The network address cannot be read. Write it like 192.0.2.10 or 2001:db8::10.',
  }),
  cursor: fixed({
    it: "Questa pagina di risultati non c'è più. Torna alla prima e riprova.",
    en: 'This page of results is no longer there. Go back to the first and try again.',
  }),
  'one-audience': fixed({
    it: "Indica le persone una per una oppure una ricerca dell'elenco: una cosa sola.",
    en: 'Name the people one by one or give a search of the list: only one of the two.',
  }),
  encoding: fixed({
    it: 'Il testo non è in UTF-8. Invialo in questa codifica.',
    en: 'The text is not in UTF-8. Send it in this encoding.',
  }),
};

/** The rules that have a sentence of their own; any other gets a general one. */
export const issueRules: readonly string[] = Object.keys(issueSentences);

/** What is wrong with one value and what to do, in the same words for the summary and the field. */
export function issueSentence(language: Language, issue: Issue): string {
  const sentence = Object.hasOwn(issueSentences, issue.rule) ? issueSentences[issue.rule] : undefined;
  if (sentence) return sentence(language, issue);
  return language === 'it' ? `Correggi ${fieldOf('it', issue)} e riprova.` : `Correct ${fieldOf('en', issue)} and try again.`;
}
