import type { Language } from '../language.ts';
import type { Channel, LogEvent, LogReason } from './events.ts';

type Events = Readonly<Record<LogEvent, string>>;
type Reasons = Readonly<Record<LogReason, string>>;
type Channels = Readonly<Record<Channel, string>>;

/** How the log is said in one language. */
export interface LogWords {
  readonly events: Events;
  readonly reasons: Reasons;
  readonly channels: Channels;
  readonly lockedUntil: (moment: string) => string;
  readonly lockedForGood: string;
}

/** The words of the log in both languages: what happened, why, through what. */
export const logWords: Readonly<Record<Language, LogWords>> = {
  it: {
    events: {
      'signed-in': 'Accesso riuscito',
      'sign-in-refused': 'Accesso rifiutato',
      'signed-out': 'Uscita',
      'password-changed': 'Password cambiata',
      'password-change-refused': 'Cambio password rifiutato',
      'password-reset': 'Password reimpostata',
      'user-created': 'Utente creato',
      'user-changed': 'Utente modificato',
      'user-deactivated': 'Utente disattivato',
      'user-activated': 'Utente attivato',
      'user-disabled': 'Utente disabilitato',
      'user-enabled': 'Utente riabilitato',
      'user-unlocked': 'Utente sbloccato',
      'user-suspended': 'Utente sospeso per inattività',
      'person-erased': 'Persona cancellata',
      'installation-set-up': 'Ente creato',
      'policy-changed': 'Criteri modificati',
      'statement-changed': 'Testo pubblico modificato',
      'users-exported': 'Utenti esportati',
      'users-imported': 'Utenti importati',
      'log-exported': 'Accessi esportati',
      'first-password-made': 'Prima password preparata',
      'first-passwords-downloaded': 'Prime password scaricate',
      'era-begun': 'Nuova era del registro',
      'backup-made': 'Copia di sicurezza fatta',
      'installation-restored': 'Installazione ripristinata da una copia',
      'installation-exported': 'Dati esportati',
      'installation-imported': 'Dati importati da un altro database',
      'keys-rotated': 'Chiave segreta sostituita',
    },
    reasons: {
      'unknown-user': 'nome utente sconosciuto',
      'wrong-password': 'password errata',
      locked: 'bloccato',
      inactive: 'utente inattivo',
      suspended: 'utente sospeso per inattività',
      ceased: 'persona cancellata',
      disabled: 'utente disabilitato',
      'out-of-validity': 'fuori validità',
      'new-password-required': 'in attesa della nuova password',
      'too-many-open': 'troppi accessi in corso',
      'step-abandoned': 'accesso lasciato a metà',
      'server-busy': 'server occupato, non esaminato',
      'clocks-apart': 'orologi discordi, non esaminato',
      'too-many-refusals': 'oltre 60 rifiuti in un minuto dallo stesso indirizzo',
      voluntary: 'uscita con Esci',
      'idle-expired': 'scadenza per inattività',
      'limit-expired': 'durata massima raggiunta',
      'password-replaced': 'password cambiata',
      'user-stopped': 'utente fermato',
      'too-many-wrong-passwords': 'troppe password errate',
      'rules-not-met': 'regole della password non rispettate',
      'first-access': 'primo accesso',
      'installation-restored': 'installazione ripristinata',
    },
    channels: { web: 'Web', api: 'API', 'command-line': 'Riga di comando', system: 'Sistema' },
    lockedUntil: (moment: string) => `bloccato fino al ${moment}`,
    lockedForGood: 'bloccato senza scadenza',
  },
  en: {
    events: {
      'signed-in': 'Signed in',
      'sign-in-refused': 'Sign-in refused',
      'signed-out': 'Signed out',
      'password-changed': 'Password changed',
      'password-change-refused': 'Password change refused',
      'password-reset': 'Password reset',
      'user-created': 'User created',
      'user-changed': 'User changed',
      'user-deactivated': 'User deactivated',
      'user-activated': 'User activated',
      'user-disabled': 'User disabled',
      'user-enabled': 'User enabled',
      'user-unlocked': 'User unlocked',
      'user-suspended': 'User suspended for inactivity',
      'person-erased': 'Person erased',
      'installation-set-up': 'Organization created',
      'policy-changed': 'Policy changed',
      'statement-changed': 'Public text changed',
      'users-exported': 'Users exported',
      'users-imported': 'Users imported',
      'log-exported': 'Access log exported',
      'first-password-made': 'First password made',
      'first-passwords-downloaded': 'First passwords downloaded',
      'era-begun': 'New era of the log',
      'backup-made': 'Backup made',
      'installation-restored': 'Installation restored from a backup',
      'installation-exported': 'Data exported',
      'installation-imported': 'Data imported from another database',
      'keys-rotated': 'Secret key replaced',
    },
    reasons: {
      'unknown-user': 'unknown user name',
      'wrong-password': 'wrong password',
      locked: 'locked',
      inactive: 'inactive user',
      suspended: 'user suspended for inactivity',
      ceased: 'person erased',
      disabled: 'disabled user',
      'out-of-validity': 'out of validity',
      'new-password-required': 'waiting for the new password',
      'too-many-open': 'too many sign-ins under way',
      'step-abandoned': 'sign-in left half-way',
      'server-busy': 'server busy, not judged',
      'clocks-apart': 'clocks apart, not judged',
      'too-many-refusals': 'more than 60 refusals in a minute from one address',
      voluntary: 'signed out',
      'idle-expired': 'expired without activity',
      'limit-expired': 'longest duration reached',
      'password-replaced': 'password changed',
      'user-stopped': 'user stopped',
      'too-many-wrong-passwords': 'too many wrong passwords',
      'rules-not-met': 'password rules not met',
      'first-access': 'first sign-in',
      'installation-restored': 'installation restored',
    },
    channels: { web: 'Web', api: 'API', 'command-line': 'Command line', system: 'System' },
    lockedUntil: (moment: string) => `locked until ${moment}`,
    lockedForGood: 'locked without an end',
  },
};

/** The channels in the order in which a search offers them. */
export const channelNames = Object.keys(logWords.it.channels) as readonly Channel[];
