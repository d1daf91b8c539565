import type { LogEntry } from '@varco/shared/access-log/api';
import { eventInWords } from '@varco/shared/access-log/change-words';
import type { LogEvent, LogReason } from '@varco/shared/access-log/events';
import { type LogWords, logWords } from '@varco/shared/access-log/words';
import { useFormat } from '../core/me.ts';
import { useLanguage } from '../core/texts.ts';
import { type Mark, State } from './state.tsx';

/** The words of the log: what happened, why, through what. */
export const useLogWords = (): LogWords => logWords[useLanguage()];

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
  entry: { event, reason, lockedUntil, count = 1, changes = null },
}: {
  readonly entry: {
    readonly event: LogEvent;
    readonly reason: LogReason | null;
    readonly lockedUntil?: string | null;
    readonly count?: number;
    readonly changes?: LogEntry['changes'];
  };
}) {
  const t = useLogWords();
  const language = useLanguage();
  const format = useFormat();
  const lock = useLockWords()(lockedUntil ?? null);
  return (
    <>
      <State mark={marks[event] ?? 'change'}>
        {eventInWords(language, event, changes)}
        {count > 1 && ` × ${format.number(count)}`}
      </State>
      {reason !== null && !(reason === 'locked' && lock) && <span className="v-table__second">{t.reasons[reason]}</span>}
      {lock && <span className="v-table__second">{lock}</span>}
    </>
  );
}
