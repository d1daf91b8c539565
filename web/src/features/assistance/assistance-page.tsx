import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AssistanceRequest, AssistancePage as Requests } from '@varco/shared/assistance/api';
import type { RequestState } from '@varco/shared/assistance/state';
import type { ShownOperator } from '@varco/shared/operators/api';
import { useState } from 'react';
import { call } from '../../core/http.ts';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { nameIn } from '../../core/names.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Empty } from '../../ui/card.tsx';
import { Tick } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { type Mark, State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { type Done, RequestActs, useSpan } from './acts.tsx';
import { AskDialog } from './ask-dialog.tsx';
import { messages } from './messages.ts';

const route = getRouteApi('/assistance');
/** With who did it, which the list does not show by itself. */
const SHOWN = 'at,user,what,where,actor';

const marks: Readonly<Record<RequestState, Mark>> = {
  waiting: 'warn',
  'to-come': 'open',
  open: 'ok',
  refused: 'quiet',
  ended: 'quiet',
  over: 'quiet',
  lapsed: 'quiet',
};

/** The requests of an organization for help from the installation's people: asked, answered, closed, and who came (requirements R3.34). */
export default function AssistancePage() {
  const t = useTexts(messages);
  const me = useMe();
  const queries = useQueryClient();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const [dialog, setDialog] = useState<{ readonly request: AssistanceRequest | undefined }>();
  const [said, setSaid] = useState<{ readonly what: Done | 'made' | 'changed'; readonly turn: number }>();
  const { data, error, refetch } = useQuery({
    queryKey: ['assistance', 'list', address],
    queryFn: ({ signal }) =>
      call<Requests>('/api/assistance', {
        query: { past: String(address.past === 'yes'), ...(address.after === undefined ? {} : { after: address.after }) },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const reread = () => void queries.invalidateQueries({ queryKey: ['assistance'] });
  const tell = (what: Done | 'made' | 'changed') => {
    setSaid({ what, turn: (said?.turn ?? 0) + 1 });
    reread();
  };
  return (
    <Page
      title={t.title}
      facts={<p>{t.facts}</p>}
      acts={
        mayDo(me, 'create', 'assistance') &&
        me.assistance === null && (
          <Button look="main" onClick={() => setDialog({ request: undefined })}>
            <Icon name="plus" />
            {t.ask}
          </Button>
        )
      }
    >
      {said && (
        <Note key={said.turn} tone="ok" title={t[said.what]} takeFocus>
          {said.what === 'made' && <p>{t.madeText}</p>}
        </Note>
      )}
      <div className="v-filters v-filters__row">
        <Tick
          name="past"
          label={t.past}
          checked={address.past === 'yes'}
          onTick={(past) => void navigate({ search: past ? { past: 'yes' } : {}, resetScroll: false })}
        />
      </div>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <Empty title={t.none}>
          <p>{t.noneText}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <RequestTable rows={data.items} onCorrect={(request) => setDialog({ request })} onDone={tell} onReread={reread} />
      )}
      {data && (data.next !== null || address.after !== undefined) && (
        <nav className="v-pager" aria-label={t.title}>
          <div className="v-pager__ways">
            {address.after !== undefined && (
              <Link to="/assistance" search={({ after: _, ...now }) => now} className={looks.plain}>
                {t.first}
              </Link>
            )}
            {data.next !== null && (
              <Link to="/assistance" search={(now) => ({ ...now, after: data.next ?? '' })} className={looks.plain}>
                {t.next}
              </Link>
            )}
          </div>
        </nav>
      )}
      {dialog && (
        <AskDialog
          request={dialog.request}
          onReread={reread}
          onClose={() => setDialog(undefined)}
          onDone={() => {
            setDialog(undefined);
            tell(dialog.request ? 'changed' : 'made');
          }}
        />
      )}
    </Page>
  );
}

function RequestTable({
  rows,
  onCorrect,
  onDone,
  onReread,
}: {
  readonly rows: readonly AssistanceRequest[];
  readonly onCorrect: (row: AssistanceRequest) => void;
  readonly onDone: (what: Done) => void;
  readonly onReread: () => void;
}) {
  const t = useTexts(messages);
  const me = useMe();
  const language = useLanguage();
  const format = useFormat();
  const span = useSpan();
  const called = ({ name, unit }: ShownOperator): string => (unit ? `${name}, ${nameIn(language, unit)}` : name);
  const isSame = ({ acting, reference }: AssistanceRequest) => acting.id === reference.id && acting.unit?.id === reference.unit?.id;
  const acts = rows.some(({ may }) => may.change || may.decide || may.end);
  return (
    <div className="v-list">
      <Table
        caption={t.caption}
        columns={[
          { key: 'need', label: t.need },
          { key: 'operators', label: t.operators },
          { key: 'days', label: t.days },
          { key: 'state', label: t.state },
          { key: 'visits', label: t.visits },
          ...(acts ? [{ key: 'acts', label: t.acts }] : []),
        ]}
      >
        {rows.map((row) => (
          <Row key={row.id}>
            <FirstCell>
              {row.need}
              {row.organization.id !== me.organization.id && <span className="v-table__second">{row.organization.name}</span>}
            </FirstCell>
            <Cell label={t.operators}>
              {isSame(row) ? called(row.reference) : t.reference(called(row.reference))}
              {!isSame(row) && <span className="v-table__second">{t.acting(called(row.acting))}</span>}
              <span className="v-table__second">{format.moment(row.askedAt)}</span>
            </Cell>
            <Cell label={t.days}>{span(row)}</Cell>
            <Cell label={t.state}>
              <State mark={marks[row.state]}>{t.states[row.state]}</State>
              {row.decidedAt !== null && row.decidedBy !== null && (
                <span className="v-table__second">{t.decidedBy(row.decidedBy, format.moment(row.decidedAt))}</span>
              )}
              {row.answer !== '' && <span className="v-table__second">{row.answer}</span>}
            </Cell>
            <Cell label={t.visits}>
              {row.visits.length === 0 && t.nobody}
              {row.visits.map((visit) => {
                const at = format.moment(visit.enteredAt);
                return (
                  <span key={`${visit.session} ${visit.enteredAt}`} className="v-table__second">
                    {t.entered(visit.name, at)},{' '}
                    {visit.leftAt === null ? (row.state === 'open' ? t.still : '') : t.left(format.moment(visit.leftAt))}
                    <br />
                    {visit.purpose}
                    {mayDo(me, 'search', 'access-log') && (
                      <>
                        <br />
                        <Link
                          to="/access-log"
                          search={{ session: visit.session, from: format.dayOf(visit.enteredAt), to: row.to, columns: SHOWN }}
                          aria-label={t.seeActsOf(visit.name, at)}
                        >
                          {t.seeActs}
                        </Link>
                      </>
                    )}
                  </span>
                );
              })}
            </Cell>
            {acts && (
              <Cell label={t.acts}>
                <RequestActs row={row} onCorrect={() => onCorrect(row)} onDone={onDone} onReread={onReread} />
              </Cell>
            )}
          </Row>
        ))}
      </Table>
    </div>
  );
}
