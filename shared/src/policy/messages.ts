import type { Bilingual, Language } from '../language.ts';
import { formatNumber } from '../numbers.ts';
import type { ProfileName } from './profiles.ts';
import type { PolicyRule, PolicyValues, Range } from './rules.ts';

/** How a profile is called, where it comes from, and what a person feels of it. */
export interface ProfileText {
  readonly name: string;
  readonly explanation: string;
}

/** The profiles in words, in both languages. */
export const profileTexts: Readonly<Record<ProfileName, Readonly<Record<Language, ProfileText>>>> = {
  'misure-minime': {
    it: {
      name: 'Misure minime della PA',
      explanation: "Le misure a cui sono tenuti gli enti pubblici italiani. È la scelta consigliata se non hai un motivo per un'altra.",
    },
    en: {
      name: 'Minimum measures for public bodies',
      explanation: 'The measures Italian public bodies are bound to. Recommended unless you have a reason for another.',
    },
  },
  'oracle-crm': {
    it: {
      name: 'Oracle CRM',
      explanation:
        'Per chi viene da Oracle CRM On Demand: gli stessi valori e gli stessi limiti. Il blocco raggiunge anche i browser già usati.',
    },
    en: {
      name: 'Oracle CRM',
      explanation: 'For those coming from Oracle CRM On Demand: the same values and the same limits. A lock reaches known browsers too.',
    },
  },
  infinity: {
    it: {
      name: 'Infinity',
      explanation:
        'Per chi viene dalla suite Infinity: quasi nessun blocco, sessioni senza durata massima, password di due tipi di caratteri.',
    },
    en: {
      name: 'Infinity',
      explanation:
        'For those coming from the Infinity suite: hardly any lock, sessions without a longest duration, passwords of two kinds of character.',
    },
  },
  icaro: {
    it: {
      name: 'Icaro',
      explanation: 'Per chi viene da Icaro: nessun tipo di carattere obbligatorio, uscita per inattività senza avviso.',
    },
    en: {
      name: 'Icaro',
      explanation: 'For those coming from Icaro: no kind of character is compulsory, and the end for inactivity comes without a warning.',
    },
  },
  'guida-attuale': {
    it: {
      name: 'Guida attuale',
      explanation: 'Le raccomandazioni NIST e OWASP di oggi: conta la lunghezza, non la composizione, e la password non scade.',
    },
    en: {
      name: 'Current guidance',
      explanation: "Today's NIST and OWASP recommendations: length matters, composition does not, and passwords do not expire.",
    },
  },
};

/** What a rule is called and what it does for people, in one line. */
export interface RuleText {
  readonly name: string;
  readonly explanation: string;
}

/** Every rule of the policy in words, in both languages. */
export const ruleTexts: Readonly<Record<PolicyRule, Readonly<Record<Language, RuleText>>>> = {
  attempts: {
    it: { name: 'Tentativi prima del blocco', explanation: 'Quante password errate di seguito fermano un nome utente.' },
    en: { name: 'Attempts before the lock', explanation: 'How many wrong passwords in a row stop a user name.' },
  },
  lockMinutes: {
    it: { name: 'Durata del blocco', explanation: 'Per quanto tempo, dopo il blocco, non entra nemmeno la password giusta.' },
    en: { name: 'Duration of the lock', explanation: 'For how long, once locked, not even the right password gets in.' },
  },
  lockReachesKnownBrowsers: {
    it: {
      name: 'Il blocco vale nei browser già usati',
      explanation: 'Se no, chi sbaglia da altrove non ferma la persona nel browser da cui entra di solito.',
    },
    en: {
      name: 'The lock reaches known browsers',
      explanation: 'If not, mistakes made elsewhere do not stop the person in the browser usually signed in from.',
    },
  },
  maxSessionHours: {
    it: { name: 'Durata massima della sessione', explanation: 'Dopo queste ore si accede di nuovo, anche se si sta lavorando.' },
    en: { name: 'Longest session', explanation: 'After these hours one signs in again, even while working.' },
  },
  idleMinutes: {
    it: { name: 'Chiusura per inattività', explanation: 'Dopo quanti minuti senza attività la sessione si chiude.' },
    en: { name: 'End for inactivity', explanation: 'After how many minutes without activity the session ends.' },
  },
  idleWarningMinutes: {
    it: { name: 'Avviso prima della chiusura', explanation: 'Quanto prima si avvisa chi sta per essere scollegato, che può restare.' },
    en: { name: 'Warning before the end', explanation: 'How long before the end people are warned and can stay.' },
  },
  minLength: {
    it: { name: 'Lunghezza minima della password', explanation: 'Quanti caratteri deve avere almeno.' },
    en: { name: 'Minimum password length', explanation: 'How many characters it must have at least.' },
  },
  minCharacterClasses: {
    it: {
      name: 'Tipi di caratteri nella password',
      explanation: 'Quanti tipi deve mescolare tra maiuscole, minuscole, cifre e altri segni.',
    },
    en: {
      name: 'Kinds of character in the password',
      explanation: 'How many kinds it must mix among capitals, small letters, digits and other signs.',
    },
  },
  differsFromUsername: {
    it: { name: 'Password diversa dal nome utente', explanation: 'Il confronto non guarda maiuscole e accenti.' },
    en: { name: 'Password differs from the user name', explanation: 'Compared without regard to capitals and accents.' },
  },
  changeAtFirstAccess: {
    it: { name: 'Cambio al primo accesso', explanation: 'Chi riceve una password da altri ne sceglie una propria appena entra.' },
    en: { name: 'Change at the first sign-in', explanation: 'Whoever is given a password chooses a new one at the first sign-in.' },
  },
  expiryDays: {
    it: { name: 'Scadenza della password', explanation: 'Ogni quanti giorni va cambiata.' },
    en: { name: 'Password expiry', explanation: 'After how many days it must be changed.' },
  },
  expiryNoticeDays: {
    it: { name: 'Avviso di scadenza', explanation: 'Quanti giorni prima si avvisa la persona.' },
    en: { name: 'Notice of expiry', explanation: 'How many days before people are told.' },
  },
  rememberLast: {
    it: { name: 'Password ricordate', explanation: 'Quante delle ultime password, compresa quella attuale, non si possono riusare.' },
    en: { name: 'Passwords remembered', explanation: 'How many of the last passwords, the current one included, cannot be used again.' },
  },
  maxChanges: {
    it: { name: 'Cambi di password ammessi', explanation: 'Quante volte una persona può cambiarla nel periodo della riga seguente.' },
    en: { name: 'Password changes allowed', explanation: 'How often a person may change it within the period of the next line.' },
  },
  changeWindowDays: {
    it: { name: 'Periodo in cui si contano i cambi', explanation: 'In quanti giorni vale il numero di cambi ammessi.' },
    en: { name: 'Period in which changes are counted', explanation: 'Over how many days the number of changes holds.' },
  },
  applyAtSignIn: {
    it: { name: "Regole verificate all'accesso", explanation: 'Una password che non rispetta più le regole si cambia appena si entra.' },
    en: { name: 'Rules checked at sign-in', explanation: 'A password that no longer meets the rules is changed at the next sign-in.' },
  },
  refuseKnownLeaked: {
    it: { name: 'Rifiuto delle password note', explanation: 'Le password comparse in furti di dati non sono accettate.' },
    en: { name: 'Known passwords refused', explanation: 'Passwords that appeared in data breaches are not accepted.' },
  },
  captchaAfterFailures: {
    it: { name: 'Captcha dopo gli errori', explanation: 'Dopo quanti errori si chiede di dimostrare di non essere un programma.' },
    en: { name: 'Captcha after failures', explanation: 'After how many failures one must prove not to be a program.' },
  },
  questionsToSet: {
    it: { name: 'Domande di sicurezza da scegliere', explanation: 'Quante ne prepara ogni persona, per quando dimentica la password.' },
    en: { name: 'Security questions to set', explanation: 'How many each person prepares, for when the password is forgotten.' },
  },
  questionsToAnswer: {
    it: { name: 'Domande di sicurezza a cui rispondere', explanation: 'Quante se ne chiedono, a caso, a chi ha dimenticato la password.' },
    en: { name: 'Security questions to answer', explanation: 'How many, picked at random, are asked of someone who forgot the password.' },
  },
  temporaryDays: {
    it: { name: 'Durata di un accesso temporaneo', explanation: 'Per quanti giorni vale una password temporanea.' },
    en: { name: 'Life of a temporary password', explanation: 'For how many days a temporary password is valid.' },
  },
  temporaryAttempts: {
    it: { name: 'Tentativi con la password temporanea', explanation: 'Dopo quanti errori non vale più.' },
    en: { name: 'Attempts with a temporary password', explanation: 'After how many mistakes it stops working.' },
  },
  usersChangeUsername: {
    it: { name: 'Nome utente modificabile', explanation: 'Se ognuno può cambiare il proprio nome utente.' },
    en: { name: 'User name can be changed', explanation: 'Whether people may change their own user name.' },
  },
  usersChangeEmail: {
    it: { name: 'E-mail modificabile', explanation: 'Se ognuno può cambiare il proprio indirizzo e-mail.' },
    en: { name: 'E-mail can be changed', explanation: 'Whether people may change their own e-mail address.' },
  },
  concurrentSessions: {
    it: { name: 'Due sessioni della stessa persona', explanation: 'Che cosa succede quando ne apre una seconda.' },
    en: { name: 'Two sessions of one person', explanation: 'What happens when a second one is opened.' },
  },
  inactivityMonths: {
    it: {
      name: 'Sospensione di chi non entra',
      explanation: "Dopo quanti mesi senza accessi un utente si sospende da solo, di notte. L'ultimo amministratore mai.",
    },
    en: {
      name: 'Suspension of who does not sign in',
      explanation: 'After how many months without sign-ins a user is suspended, at night. Never the last administrator.',
    },
  },
  secondFactor: {
    it: { name: 'Secondo fattore', explanation: 'Un codice o una chiave oltre alla password.' },
    en: { name: 'Second factor', explanation: 'A code or a key besides the password.' },
  },
  logRetentionDays: {
    it: { name: 'Conservazione del registro', explanation: 'Per quanti giorni restano le righe degli accessi.' },
    en: { name: 'Log retention', explanation: 'For how many days the lines of the access log stay.' },
  },
};

/** One unit, for one and for many. */
type Unit = Readonly<Record<Language, readonly [one: string, many: string]>>;

const units = {
  attempt: { it: ['tentativo', 'tentativi'], en: ['attempt', 'attempts'] },
  minute: { it: ['minuto', 'minuti'], en: ['minute', 'minutes'] },
  hour: { it: ['ora', 'ore'], en: ['hour', 'hours'] },
  day: { it: ['giorno', 'giorni'], en: ['day', 'days'] },
  month: { it: ['mese', 'mesi'], en: ['month', 'months'] },
  character: { it: ['carattere', 'caratteri'], en: ['character', 'characters'] },
  kind: { it: ['tipo', 'tipi'], en: ['kind', 'kinds'] },
  password: { it: ['password', 'password'], en: ['password', 'passwords'] },
  change: { it: ['cambio', 'cambi'], en: ['change', 'changes'] },
  failure: { it: ['errore', 'errori'], en: ['failure', 'failures'] },
  question: { it: ['domanda', 'domande'], en: ['question', 'questions'] },
} as const satisfies Record<string, Unit>;

interface Manner {
  readonly unit: keyof typeof units;
  readonly zero?: Bilingual;
  readonly never?: Bilingual;
}

const none: Bilingual = { it: 'Nessuno', en: 'None' };
const noneFeminine: Bilingual = { it: 'Nessuna', en: 'None' };
const never: Bilingual = { it: 'Mai', en: 'Never' };
const unlimited: Bilingual = { it: 'Senza limite', en: 'No limit' };

type NumberRule = { [R in PolicyRule]: number extends PolicyValues[R] ? R : never }[PolicyRule];

const manners: Readonly<Record<NumberRule, Manner>> = {
  attempts: { unit: 'attempt' },
  lockMinutes: { unit: 'minute', never: { it: 'Permanente', en: 'Permanent' } },
  maxSessionHours: { unit: 'hour', never: unlimited },
  idleMinutes: { unit: 'minute' },
  idleWarningMinutes: { unit: 'minute', zero: none },
  minLength: { unit: 'character' },
  minCharacterClasses: { unit: 'kind', zero: { it: 'Qualsiasi', en: 'Any' } },
  expiryDays: { unit: 'day', never },
  expiryNoticeDays: { unit: 'day', zero: none },
  rememberLast: { unit: 'password', zero: noneFeminine },
  maxChanges: { unit: 'change', never: unlimited },
  changeWindowDays: { unit: 'day' },
  captchaAfterFailures: { unit: 'failure', never },
  questionsToSet: { unit: 'question', zero: noneFeminine },
  questionsToAnswer: { unit: 'question', zero: noneFeminine },
  temporaryDays: { unit: 'day' },
  temporaryAttempts: { unit: 'attempt' },
  inactivityMonths: { unit: 'month', never },
  logRetentionDays: { unit: 'day', never: { it: 'Per sempre', en: 'For ever' } },
};

const words: Readonly<Record<'concurrentSessions' | 'secondFactor', Readonly<Record<string, Bilingual>>>> = {
  concurrentSessions: {
    'allow-and-notify': { it: 'Consenti con notifica', en: 'Allow and notify' },
    'allow-silently': { it: 'Consenti senza notifica', en: 'Allow silently' },
    'close-existing': { it: 'Chiudi quella aperta', en: 'Close the open one' },
  },
  secondFactor: {
    off: { it: 'Non usato', en: 'Not used' },
    optional: { it: 'Facoltativo', en: 'Optional' },
    required: { it: 'Obbligatorio', en: 'Required' },
  },
};

const isNumberRule = (rule: PolicyRule): rule is NumberRule => Object.hasOwn(manners, rule);

/** The value of a rule as people read it: with its unit, in whole words, never a code. */
export function policyValue(language: Language, rule: PolicyRule, value: PolicyValues[PolicyRule]): string {
  if (typeof value === 'boolean') return language === 'it' ? (value ? 'Sì' : 'No') : value ? 'Yes' : 'No';
  if (!isNumberRule(rule))
    return (rule === 'concurrentSessions' || rule === 'secondFactor' ? words[rule][value]?.[language] : undefined) ?? String(value);
  const manner = manners[rule];
  if (value === 'never') return (manner.never ?? never)[language];
  if (value === 0 && manner.zero) return manner.zero[language];
  const [one, many] = units[manner.unit][language];
  return typeof value === 'number' ? `${formatNumber(language, value)} ${value === 1 ? one : many}` : String(value);
}

/** What a rule admits, as it stands beside its field: "da 1 a 3 tentativi", "15, 30 o 60 minuti, oppure Permanente". */
export function policyRange(language: Language, rule: PolicyRule, range: Range): string {
  if (range.kind === 'switch') return language === 'it' ? 'Sì o no' : 'Yes or no';
  const manner = isNumberRule(rule) ? manners[rule] : undefined;
  const many = manner ? ` ${units[manner.unit][language][1]}` : '';
  const numbers = range.only
    ? new Intl.ListFormat(language, { type: 'disjunction' }).format(range.only.map((value) => formatNumber(language, value)))
    : language === 'it'
      ? `da ${formatNumber('it', range.min)} a ${formatNumber('it', range.max)}`
      : `from ${formatNumber('en', range.min)} to ${formatNumber('en', range.max)}`;
  const limitless = range.never ? `${language === 'it' ? ', oppure' : ', or'} ${(manner?.never ?? never)[language].toLowerCase()}` : '';
  return `${numbers}${many}${limitless}`;
}

/** What people feel most of a profile, in one line under its name. */
export function profileFacts(language: Language, values: PolicyValues): string {
  const value = (rule: PolicyRule): string => policyValue(language, rule, values[rule]);
  const { lockMinutes, maxSessionHours } = values;
  if (language === 'it') {
    const lock = lockMinutes === 'never' ? 'fino allo sblocco' : `per ${value('lockMinutes')}`;
    const session = maxSessionHours === 'never' ? 'senza durata massima' : `al massimo ${value('maxSessionHours')}`;
    return `Password: almeno ${value('minLength')}. Blocco: dopo ${value('attempts')}, ${lock}. Sessione: ${session}.`;
  }
  const lock = lockMinutes === 'never' ? 'until unlocked' : `for ${value('lockMinutes')}`;
  const session = maxSessionHours === 'never' ? 'no longest duration' : `at most ${value('maxSessionHours')}`;
  return `Password: at least ${value('minLength')}. Lock: after ${value('attempts')}, ${lock}. Session: ${session}.`;
}

/** What a profile costs in accessibility, if anything: an end without a word fails WCAG 2.2.1, level A (requirements R5.7). */
export function profileCaution(language: Language, values: Pick<PolicyValues, 'idleWarningMinutes'>): string | undefined {
  if (values.idleWarningMinutes > 0) return undefined;
  return language === 'it'
    ? 'La sessione si chiude senza avviso: non rispetta il criterio 2.2.1 delle WCAG (livello A). Gli altri profili avvisano prima.'
    : 'The session ends without a warning: this fails WCAG criterion 2.2.1 (level A). The other profiles warn first.';
}

/** The rules in the order and under the headings in which people meet them. */
export const ruleGroups: readonly { readonly name: Bilingual; readonly rules: readonly PolicyRule[] }[] = [
  {
    name: { it: 'Accesso', en: 'Sign-in' },
    rules: [
      'attempts',
      'lockMinutes',
      'lockReachesKnownBrowsers',
      'captchaAfterFailures',
      'secondFactor',
      'concurrentSessions',
      'inactivityMonths',
    ],
  },
  { name: { it: 'Sessione', en: 'Session' }, rules: ['maxSessionHours', 'idleMinutes', 'idleWarningMinutes'] },
  {
    name: { it: 'Password', en: 'Password' },
    rules: [
      'minLength',
      'minCharacterClasses',
      'differsFromUsername',
      'changeAtFirstAccess',
      'applyAtSignIn',
      'refuseKnownLeaked',
      'expiryDays',
      'expiryNoticeDays',
      'rememberLast',
      'maxChanges',
      'changeWindowDays',
    ],
  },
  {
    name: { it: 'Password dimenticata o temporanea', en: 'Forgotten or temporary password' },
    rules: ['questionsToSet', 'questionsToAnswer', 'temporaryDays', 'temporaryAttempts'],
  },
  {
    name: { it: 'Dati e registro', en: 'Data and log' },
    rules: ['usersChangeUsername', 'usersChangeEmail', 'logRetentionDays'],
  },
];

/** How a rule is marked that is kept with the profile but not applied by this version. */
export const laterVersion: Bilingual = { it: 'Da una prossima versione', en: 'From a later version' };
