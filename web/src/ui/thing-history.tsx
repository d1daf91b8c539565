import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ThingHistory as Changes } from '@varco/shared/access-log/api';
import { call } from '../core/http.ts';
import { useFormat } from '../core/me.ts';
import { texts, useTexts } from '../core/texts.ts';
import { Button, looks } from './button.tsx';
import { Card } from './card.tsx';
import { Dialog } from './dialog.tsx';
import { LogChanges } from './log-changes.tsx';
import { LogOutcome, useLogWords } from './log-outcome.tsx';
import { QueryFault } from './problem.tsx';
import { words } from './words.ts';

const messages = texts({
  it: {
    title: 'Storia',
    titleOf: (name: string) => `Storia di ${name}`,
    none: 'Ancora nessuna modifica.',
    by: (name: string) => `da ${name}`,
    more: 'Mostra le modifiche precedenti',
    loading: 'Lettura della storia…',
    hidden: 'Chi ha fatto ogni modifica lo vede chi ha il permesso «Accessi utenti, Ricerca».',
    all: 'Vedi nel registro',
  },
  en: {
    title: 'History',
    titleOf: (name: string) => `History of ${name}`,
    none: 'No changes yet.',
    by: (name: string) => `by ${name}`,
    more: 'Show earlier changes',
    loading: 'Reading the history…',
    hidden: 'Who made each change is seen by those with the permission "Access log, Search".',
    all: 'See in the log',
  },
});

/** Of what: its kind as addresses name it, and its id; the organization for which one works has no id of its own there. */
export interface Thing {
  readonly kind: 'roles' | 'groups' | 'departments' | 'units' | 'applications' | 'organizations' | 'organization';
  readonly id: string;
}

/** What was done to one thing: who, when, before and after, page by page from the newest (requirements R2.44, R3.58). */
function ThingHistory({ of: { kind, id } }: { readonly of: Thing }) {
  const t = useTexts(messages);
  const format = useFormat();
  const log = useLogWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['access-log', 'history', kind, id],
    queryFn: ({ pageParam, signal }) =>
      call<Changes>(kind === 'organization' ? '/api/organization/history' : `/api/${kind}/${encodeURIComponent(id)}/history`, {
        query: pageParam === null ? {} : { after: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  if (error) return <QueryFault error={error} retry={() => void refetch()} />;
  if (!data) return <p className="v-second">{t.loading}</p>;
  const lines = data.pages.flatMap(({ items }) => items);
  const showsWho = data.pages[0]?.showsWho === true;
  if (lines.length === 0) return <p>{t.none}</p>;
  return (
    <>
      {lines.map((line) => (
        <details key={line.id} className="v-history">
          <summary>
            <span>{format.moment(line.at)}</span>{' '}
            <span>
              <LogOutcome entry={{ event: line.event, reason: null, changes: line.changes }} />
              {line.user !== null && <span className="v-table__second">{line.user.name}</span>}
              {line.actor !== null && <span className="v-table__second">{t.by(log.doneBy(line.actor.name, line.onBehalfOf?.name))}</span>}
            </span>
          </summary>
          <LogChanges entry={line} />
        </details>
      ))}
      {!showsWho && <p className="v-second">{t.hidden}</p>}
      <p className="v-card__foot">
        {hasNextPage && (
          <Button small busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t.more}
          </Button>
        )}{' '}
        {showsWho && (
          <Link to="/access-log" search={{ object: id }} className={`${looks.plain} v-button--small`}>
            {t.all}
          </Link>
        )}
      </p>
    </>
  );
}

/** The same as a part of the thing's own page. */
export function ThingHistoryCard({ of }: { readonly of: Thing }) {
  const t = useTexts(messages);
  return (
    <Card title={t.title}>
      <ThingHistory of={of} />
    </Card>
  );
}

/** The same of one of many things on a page. */
export function ThingHistoryDialog({ of, name, onClose }: { readonly of: Thing; readonly name: string; readonly onClose: () => void }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  return (
    <Dialog
      title={t.titleOf(name)}
      onClose={onClose}
      acts={
        <Button data-first onClick={onClose}>
          {shared.close}
        </Button>
      }
    >
      <ThingHistory of={of} />
    </Dialog>
  );
}
