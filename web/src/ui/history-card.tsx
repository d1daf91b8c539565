import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { LogEntry, LogPage } from '@varco/shared/access-log/api';
import { call } from '../core/http.ts';
import { useFormat } from '../core/me.ts';
import { texts, useTexts } from '../core/texts.ts';
import { looks } from './button.tsx';
import { Card } from './card.tsx';
import { LogChanges } from './log-changes.tsx';
import { LogOutcome, useLogWords } from './log-outcome.tsx';
import { QueryFault } from './problem.tsx';

const messages = texts({
  it: {
    title: 'Storia',
    none: 'Ancora nessuna modifica.',
    by: (name: string) => `da ${name}`,
    all: 'Tutte le modifiche',
  },
  en: { title: 'History', none: 'No changes yet.', by: (name: string) => `by ${name}`, all: 'All the changes' },
});

const NEWEST = 5;

/** Whose changes: those of a user, or one kind of change. */
export type HistoryOf =
  | { readonly user: string }
  | { readonly event: 'policy-changed' | 'retention-changed' | 'role-changed' | 'group-changed' | 'seats-changed' };

const namedBy: Readonly<Partial<Record<LogEntry['event'], string>>> = { 'role-changed': 'role', 'group-changed': 'group' };

/** The role or group that a line is about: several stand in one history. */
function thingOf({ event, changes }: LogEntry): string | undefined {
  const name = changes?.items.find(({ field }) => field === namedBy[event]);
  return name && String(name.after ?? name.before ?? '');
}

/** The newest changes of something, each with its values before and after, and the way to all of them in the log (requirements R3.56). */
export function HistoryCard({ of }: { readonly of: HistoryOf }) {
  const t = useTexts(messages);
  const format = useFormat();
  const log = useLogWords();
  const search = { ...of, outcome: 'changes' as const };
  const { data, error, refetch } = useQuery({
    queryKey: ['access-log', 'history', search],
    queryFn: ({ signal }) => call<LogPage>('/api/access-log', { query: { ...search, limit: NEWEST }, signal }),
  });
  return (
    <Card title={t.title}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && <p className="v-card__foot">{t.none}</p>}
      {data?.items.map((entry) => (
        <details key={entry.id} className="v-history">
          <summary>
            <span>{format.moment(entry.at)}</span>{' '}
            <span>
              <LogOutcome entry={entry} />
              {thingOf(entry) !== undefined && <span className="v-table__second">{thingOf(entry)}</span>}
              {entry.actor !== null && (
                <span className="v-table__second">{t.by(log.doneBy(entry.actor.name, entry.onBehalfOf?.name))}</span>
              )}
            </span>
          </summary>
          <LogChanges entry={entry} />
        </details>
      ))}
      <p className="v-card__foot">
        <Link to="/access-log" search={search} className={looks.plain}>
          {t.all}
        </Link>
      </p>
    </Card>
  );
}
