import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { DelegationPage } from '@varco/shared/delegations/api';
import { useState } from 'react';
import { call } from '../../core/http.ts';
import { mayDo, useMe } from '../../core/me.ts';
import { texts, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Empty } from '../../ui/card.tsx';
import { AppointDialog, DelegationTable, EndDelegation, isEndable } from '../../ui/delegations.tsx';
import { TextField, Tick } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';

const messages = texts({
  it: {
    title: 'Deleghe',
    facts: 'Chi può lavorare al posto di chi, in questo ente.',
    appoint: 'Nuova delega',
    search: 'Cognome di chi delega o del delegato',
    past: 'Anche finite e revocate',
    find: 'Cerca',
    none: 'Nessuna delega',
    noneText: 'Le deleghe in corso e da venire compaiono qui.',
    nothing: 'Nessuna delega trovata',
    nothingText: 'Prova con un altro cognome, o mostra anche quelle finite.',
    all: 'Mostra tutte',
    caption: 'Deleghe, dalla più recente',
    first: 'Torna all’inizio',
    next: 'Pagina seguente',
    made: 'Delega registrata',
    ended: 'Delega revocata',
  },
  en: {
    title: 'Delegations',
    facts: 'Who may work in whose place, in this organization.',
    appoint: 'New delegation',
    search: 'Family name of the delegator or delegate',
    past: 'Those over or ended too',
    find: 'Search',
    none: 'No delegations',
    noneText: 'Delegations in force and to come appear here.',
    nothing: 'No delegations found',
    nothingText: 'Try another family name, or show those that are over too.',
    all: 'Show all',
    caption: 'Delegations, newest first',
    first: 'Back to the beginning',
    next: 'Next page',
    made: 'Delegation recorded',
    ended: 'Delegation ended',
  },
});

const route = getRouteApi('/delegations');

/** The delegations of the organization, for who manages those of others (requirements R3.59). */
export default function DelegationsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState(address.search ?? '');
  const [appointing, setAppointing] = useState(false);
  const [said, setSaid] = useState<{ readonly what: 'made' | 'ended'; readonly turn: number }>();
  const { data, error, refetch } = useQuery({
    queryKey: ['delegations', 'list', address],
    queryFn: ({ signal }) =>
      call<DelegationPage>('/api/delegations', {
        query: {
          ...(address.search === undefined ? {} : { search: address.search }),
          ...(address.after === undefined ? {} : { after: address.after }),
          past: String(address.past === 'yes'),
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const acting = me.delegation !== null;
  const tell = (what: 'made' | 'ended') => {
    setSaid({ what, turn: (said?.turn ?? 0) + 1 });
    void queries.invalidateQueries({ queryKey: ['delegations'] });
  };
  const look = (text: string, past: boolean) =>
    void navigate({ search: { ...(text.trim() === '' ? {} : { search: text.trim() }), ...(past ? { past: 'yes' as const } : {}) } });
  const searched = address.search !== undefined || address.past !== undefined;
  return (
    <Page
      title={t.title}
      facts={<p>{t.facts}</p>}
      acts={
        mayDo(me, 'create', 'delegations') &&
        !acting && (
          <Button look="main" onClick={() => setAppointing(true)}>
            <Icon name="plus" />
            {t.appoint}
          </Button>
        )
      }
    >
      {said && <Note key={said.turn} tone="ok" title={t[said.what]} takeFocus />}
      <form
        className="v-filters v-filters__row"
        onSubmit={(event) => {
          event.preventDefault();
          look(search, address.past === 'yes');
        }}
      >
        <TextField name="search" type="search" label={t.search} autoComplete="off" value={search} onType={setSearch} />
        <Button type="submit">{t.find}</Button>
        <Tick name="past" label={t.past} checked={address.past === 'yes'} onTick={(past) => look(search, past)} />
      </form>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <Empty
          title={searched ? t.nothing : t.none}
          acts={
            searched && (
              <Button
                onClick={() => {
                  setSearch('');
                  look('', false);
                }}
              >
                {t.all}
              </Button>
            )
          }
        >
          <p>{searched ? t.nothingText : t.noneText}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <>
          <DelegationTable
            caption={t.caption}
            rows={data.items}
            nameOf={({ id, name }) =>
              mayDo(me, 'search', 'users') ? (
                <Link to="/users/$id" params={{ id }} className="v-table__link">
                  {name}
                </Link>
              ) : (
                name
              )
            }
            {...(mayDo(me, 'modify', 'delegations') && !acting
              ? {
                  actsOf: (row: DelegationPage['items'][number]) =>
                    isEndable(row) && <EndDelegation row={row} path="/api/delegations" onEnded={() => tell('ended')} />,
                }
              : {})}
          />
          {(data.next !== null || address.after !== undefined) && (
            <nav className="v-pager" aria-label={t.title}>
              <div className="v-pager__ways">
                {address.after !== undefined && (
                  <Link to="/delegations" search={({ after: _, ...now }) => now} className={looks.plain}>
                    {t.first}
                  </Link>
                )}
                {data.next !== null && (
                  <Link to="/delegations" search={(now) => ({ ...now, after: data.next ?? '' })} className={looks.plain}>
                    {t.next}
                  </Link>
                )}
              </div>
            </nav>
          )}
        </>
      )}
      {appointing && (
        <AppointDialog
          forOther
          onClose={() => setAppointing(false)}
          onMade={() => {
            setAppointing(false);
            tell('made');
          }}
        />
      )}
    </Page>
  );
}
