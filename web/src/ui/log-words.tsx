import type { Channel, LogEvent, LogReason } from '@varco/shared/access-log/events';
import { useFormat } from '../core/me.ts';
import { texts, useTexts } from '../core/texts.ts';
import { type Mark, State } from './state.tsx';

type Events = Readonly<Record<LogEvent, string>>;
type Reasons = Readonly<Record<LogReason, string>>;
type Channels = Readonly<Record<Channel, string>>;

const messages = texts({
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
      'installation-set-up': 'Ente creato',
      'policy-changed': 'Criteri modificati',
      'statement-changed': 'Testo pubblico modificato',
      'users-exported': 'Utenti esportati',
      'users-imported': 'Utenti importati',
      'log-exported': 'Registro esportato',
      'era-begun': 'Nuova era del registro',
    } satisfies Events as Events,
    reasons: {
      'unknown-user': 'nome utente sconosciuto',
      'wrong-password': 'password errata',
      locked: 'bloccato',
      inactive: 'utente inattivo',
      suspended: 'utente sospeso per inattività',
      disabled: 'utente disabilitato',
      'out-of-validity': 'fuori validità',
      'new-password-required': 'in attesa della nuova password',
      'too-many-open': 'troppi accessi in corso',
      'step-abandoned': 'accesso lasciato a metà',
      voluntary: 'uscita con Esci',
      'idle-expired': 'scadenza per inattività',
      'limit-expired': 'durata massima raggiunta',
      'password-replaced': 'password cambiata',
      'user-stopped': 'utente fermato',
      'too-many-wrong-passwords': 'troppe password errate',
      'rules-not-met': 'regole della password non rispettate',
      'first-access': 'primo accesso',
    } satisfies Reasons as Reasons,
    channels: { web: 'Web', api: 'API', 'command-line': 'Riga di comando', system: 'Sistema' } satisfies Channels as Channels,
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
      'installation-set-up': 'Organization created',
      'policy-changed': 'Policy changed',
      'statement-changed': 'Public text changed',
      'users-exported': 'Users exported',
      'users-imported': 'Users imported',
      'log-exported': 'Log exported',
      'era-begun': 'New era of the log',
    } satisfies Events as Events,
    reasons: {
      'unknown-user': 'unknown user name',
      'wrong-password': 'wrong password',
      locked: 'locked',
      inactive: 'inactive user',
      suspended: 'user suspended for inactivity',
      disabled: 'disabled user',
      'out-of-validity': 'out of validity',
      'new-password-required': 'waiting for the new password',
      'too-many-open': 'too many sign-ins under way',
      'step-abandoned': 'sign-in left half-way',
      voluntary: 'signed out',
      'idle-expired': 'expired without activity',
      'limit-expired': 'longest duration reached',
      'password-replaced': 'password changed',
      'user-stopped': 'user stopped',
      'too-many-wrong-passwords': 'too many wrong passwords',
      'rules-not-met': 'password rules not met',
      'first-access': 'first sign-in',
    } satisfies Reasons as Reasons,
    channels: { web: 'Web', api: 'API', 'command-line': 'Command line', system: 'System' } satisfies Channels as Channels,
    lockedUntil: (moment: string) => `locked until ${moment}`,
    lockedForGood: 'locked without an end',
  },
});

/** The words of the log: what happened, why, through what. */
export const useLogWords = () => useTexts(messages);

/** The channels in the order in which a search offers them. */
export const channelNames = Object.keys(messages.it.channels) as readonly Channel[];

const marks: Readonly<Partial<Record<LogEvent, Mark>>> = {
  'signed-in': 'ok',
  'sign-in-refused': 'bad',
  'password-change-refused': 'bad',
  'signed-out': 'exit',
};

/** Until when the name was locked at that moment, in words; undefined when it was not. */
export function useLockWords(): (lockedUntil: string | null) => string | undefined {
  const t = useLogWords();
  const format = useFormat();
  return (lockedUntil) => {
    if (lockedUntil === null) return undefined;
    return lockedUntil === 'never' ? t.lockedForGood : t.lockedUntil(`${format.date(lockedUntil)}, ${format.time(lockedUntil)}`);
  };
}

/** What happened, with its reason and the end of the lock. */
export function LogOutcome({
  entry: { event, reason, lockedUntil },
}: {
  readonly entry: { readonly event: LogEvent; readonly reason: LogReason | null; readonly lockedUntil?: string | null };
}) {
  const t = useLogWords();
  const lock = useLockWords()(lockedUntil ?? null);
  return (
    <>
      <State mark={marks[event] ?? 'change'}>{t.events[event]}</State>
      {reason !== null && !(reason === 'locked' && lock) && <span className="v-table__second">{t.reasons[reason]}</span>}
      {lock && <span className="v-table__second">{lock}</span>}
    </>
  );
}
