import type { PasswordRules } from '../credentials/api.ts';
import type { PasswordIssue } from '../credentials/password-policy.ts';
import type { Bilingual, Language } from '../language.ts';

/** Why the door is shown again, or for the first time after something happened: said once, above the title. */
export const notices = [
  'signed-out',
  'session-expired',
  'session-limit',
  'password-replaced',
  'user-stopped',
  'too-many-wrong-passwords',
  'installation-restored',
  'step-expired',
  'sign-in-required',
] as const;
export type Notice = (typeof notices)[number];

/** What happened first, in bold; then what it means and what to do. */
export interface NoticeText {
  readonly lead: string;
  readonly rest: string;
}

const minutes = (language: Language, count: number): string =>
  language === 'it' ? (count === 1 ? '1 minuto' : `${count} minuti`) : count === 1 ? '1 minute' : `${count} minutes`;

const noticeTexts: Readonly<Record<Notice, (idleMinutes: number | undefined) => Readonly<Record<Language, NoticeText>>>> = {
  'signed-out': () => ({
    it: { lead: 'Sei uscito.', rest: 'Per lavorare ancora accedi di nuovo. Se il computer è condiviso, chiudi anche il browser.' },
    en: { lead: 'You are signed out.', rest: 'Sign in again to go on working. On a shared computer, close the browser too.' },
  }),
  'session-expired': (idle) => ({
    it: {
      lead: 'Sessione scaduta.',
      rest: `${idle === undefined ? "Non c'è stata attività" : `Non c'è stata attività per ${minutes('it', idle)}`}. Accedi di nuovo: torni alla pagina di prima.`,
    },
    en: {
      lead: 'Session expired.',
      rest: `There was no activity${idle === undefined ? '' : ` for ${minutes('en', idle)}`}. Sign in again: you return to the same page.`,
    },
  }),
  'session-limit': () => ({
    it: {
      lead: 'Sessione scaduta.',
      rest: 'È arrivata alla durata massima, che vale anche per chi sta lavorando. Accedi di nuovo: torni alla pagina che hai chiesto.',
    },
    en: {
      lead: 'Session expired.',
      rest: 'It reached its longest duration, which holds even while working. Sign in again: you return to the page you asked for.',
    },
  }),
  'password-replaced': () => ({
    it: {
      lead: 'La sessione è stata chiusa perché la tua password è cambiata.',
      rest: "Accedi con quella nuova. Non sei stato tu? Avvisa l'assistenza.",
    },
    en: {
      lead: 'The session was closed because your password changed.',
      rest: 'Sign in with the new one. Was it not you? Tell the help desk.',
    },
  }),
  'user-stopped': () => ({
    it: { lead: 'La sessione è stata chiusa perché il tuo accesso è fermo.', rest: "Rivolgiti all'amministratore." },
    en: { lead: 'The session was closed because your access is stopped.', rest: 'Ask your administrator.' },
  }),
  'too-many-wrong-passwords': () => ({
    it: {
      lead: 'La sessione è stata chiusa dopo troppe password errate.',
      rest: 'Il tuo utente non è bloccato: accedi di nuovo con la password attuale.',
    },
    en: {
      lead: 'The session was closed after too many wrong passwords.',
      rest: 'Your user is not locked: sign in again with your current password.',
    },
  }),
  'installation-restored': () => ({
    it: { lead: 'La sessione è stata chiusa perché il sistema è stato ripristinato da una copia.', rest: 'Accedi di nuovo.' },
    en: { lead: 'The session was closed because the system was restored from a backup.', rest: 'Sign in again.' },
  }),
  'step-expired': () => ({
    it: { lead: "Il tempo per completare l'accesso è finito.", rest: 'Accedi di nuovo: hai 10 minuti per rispondere a tutte le domande.' },
    en: { lead: 'The time to complete the sign-in is over.', rest: 'Sign in again: you have 10 minutes to answer every question.' },
  }),
  'sign-in-required': () => ({
    it: { lead: "Per vedere quella pagina serve l'accesso.", rest: 'Accedi e ci torni subito.' },
    en: { lead: 'You need to sign in to see that page.', rest: 'Sign in and you go straight to it.' },
  }),
};

/** The words of a notice; the idle minutes are those of the session that expired. */
export const noticeText = (language: Language, notice: Notice, idleMinutes?: number): NoticeText =>
  noticeTexts[notice](idleMinutes)[language];

const it = {
  signIn: {
    title: 'Accedi',
    case: 'Maiuscole e minuscole contano, nel nome utente e nella password.',
    username: 'Nome utente',
    password: 'Password',
    enterFor: (organization: string) => `Entri per ${organization}.`,
    asUsual: 'Entra come al solito',
    submit: 'Accedi',
    troubleTitle: 'Non riesci ad accedere?',
    trouble:
      "Se hai dimenticato la password o l'accesso è fermo, rivolgiti all'amministratore: può sbloccarti o darti una password temporanea. Nessuno ti chiederà mai la tua.",
    troubleOrganization: 'A questo indirizzo entra solo chi è abilitato in questo ente. Altrimenti entra come al solito.',
  },
  newPassword: {
    title: 'Scegli una nuova password',
    why: {
      'first-access': 'È il tuo primo accesso: scegli una password che conosci solo tu.',
      reset: 'Hai usato una password temporanea: scegline una che conosci solo tu.',
      reactivated: "L'amministratore ha riattivato il tuo accesso dopo un lungo periodo senza accessi: scegli una password nuova.",
    },
    username: 'Nome utente',
    rules: 'La password',
    next: 'Nuova password',
    confirmation: 'Scrivi di nuovo la password',
    submit: 'Salva e continua',
    refused: 'Questa password non va bene ancora',
    cancel: 'Esci senza cambiarla',
  },
  signOut: {
    title: 'Vuoi uscire?',
    text: 'La sessione si chiude. Quello che non hai salvato va perso.',
    submit: 'Esci',
    stay: 'Resta connesso',
  },
  ruleMet: 'rispettata',
  rulesMet: (met: number, of: number) => (met === of ? 'Tutte le regole sono rispettate' : `Regole rispettate: ${met} su ${of}`),
};

/** The sentences of the pages of the door. */
export type SignInMessages = typeof it;

const en: SignInMessages = {
  signIn: {
    title: 'Sign in',
    case: 'Capital and small letters count, in the user name and in the password.',
    username: 'User name',
    password: 'Password',
    enterFor: (organization: string) => `You sign in for ${organization}.`,
    asUsual: 'Sign in as usual',
    submit: 'Sign in',
    troubleTitle: 'Trouble signing in?',
    trouble:
      'If you forgot your password or your access is stopped, ask your administrator, who can unlock you or give you a temporary password. Nobody will ever ask you for yours.',
    troubleOrganization: 'Only people enabled in this organization enter at this address. Otherwise sign in as usual.',
  },
  newPassword: {
    title: 'Choose a new password',
    why: {
      'first-access': 'This is your first sign-in: choose a password only you know.',
      reactivated: 'Your administrator reactivated your access after a long time without sign-ins: choose a new password.',
      reset: 'You used a temporary password: choose one only you know.',
    },
    username: 'User name',
    rules: 'The password',
    next: 'New password',
    confirmation: 'Type the password again',
    submit: 'Save and continue',
    refused: 'This password is not right yet',
    cancel: 'Leave without changing it',
  },
  signOut: {
    title: 'Do you want to sign out?',
    text: 'The session closes. What you have not saved is lost.',
    submit: 'Sign out',
    stay: 'Stay signed in',
  },
  ruleMet: 'met',
  rulesMet: (met, of) => (met === of ? 'All rules are met' : `Rules met: ${met} of ${of}`),
};

/** The sentences of the pages of the door, in both languages. */
export const signInMessages: Readonly<Record<Language, SignInMessages>> = { it, en };

/** One rule of a new password in words, shown before the fields. */
export interface PasswordRuleText {
  /** The issue that says it is broken. */
  readonly rule: PasswordIssue['rule'];
  readonly text: string;
}

const kinds: readonly Bilingual[] = [
  { it: '', en: '' },
  {
    it: 'ha un carattere tra maiuscole, minuscole, cifre e altri segni',
    en: 'has a character among capitals, small letters, digits and other signs',
  },
  {
    it: 'usa almeno 2 tipi tra maiuscole, minuscole, cifre e altri segni',
    en: 'uses at least 2 kinds of capitals, small letters, digits and other signs',
  },
  {
    it: 'usa almeno 3 tipi tra maiuscole, minuscole, cifre e altri segni',
    en: 'uses at least 3 kinds of capitals, small letters, digits and other signs',
  },
  { it: 'usa maiuscole, minuscole, cifre e altri segni', en: 'uses capitals, small letters, digits and other signs' },
];

/** The rules in force for a new password, in the order in which they are checked (requirements R3.63). */
export function passwordRules(language: Language, rules: PasswordRules): readonly PasswordRuleText[] {
  const it = language === 'it';
  const texts: PasswordRuleText[] = [
    {
      rule: 'too-short',
      text: it ? `ha almeno ${rules.minLength} caratteri` : `has at least ${rules.minLength} characters`,
    },
  ];
  const kind = kinds[rules.minCharacterClasses];
  if (kind && kind[language] !== '') texts.push({ rule: 'too-few-classes', text: kind[language] });
  if (rules.differsFromUsername)
    texts.push({ rule: 'same-as-username', text: it ? 'è diversa dal nome utente' : 'differs from the user name' });
  return texts;
}

/** How long a password may be, said under the rules: long sentences are welcome. */
export const passwordLengthHint = (language: Language, rules: PasswordRules): string =>
  language === 'it'
    ? `Vanno bene anche spazi, accenti e frasi intere, fino a ${rules.maxLength} caratteri.`
    : `Blanks, accents and whole sentences are fine too, up to ${rules.maxLength} characters.`;
