import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Retention } from '@varco/shared/retention/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card, Fact, Facts } from '../../ui/card.tsx';
import { HistoryCard } from '../../ui/history-card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { ChangeForm } from './change-form.tsx';
import { messages } from './messages.ts';
import { retentionQuery } from './queries.ts';

const route = getRouteApi('/log-retention');

/** How long the log is kept, what goes next and what has gone (requirements R5.12). */
export default function RetentionPage() {
  const t = useTexts(messages);
  const format = useFormat();
  const me = useMe();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: retention, error, refetch } = useQuery(retentionQuery);
  const [saved, setSaved] = useState(false);
  const mayModify = mayDo(me, 'modify', 'policy');
  const editing = edit === 'yes' && mayModify;
  const close = () => void navigate({ search: {}, replace: true });
  return (
    <Page
      title={t.title}
      facts={retention && <p>{t.facts(retention.days === 'never' ? '' : format.number(retention.days))}</p>}
      acts={
        mayModify &&
        !editing && (
          <Link to="/log-retention" search={{ edit: 'yes' }} className={looks.main} onClick={() => setSaved(false)}>
            {t.edit}
          </Link>
        )
      }
    >
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {saved && !editing && retention && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{retention.pending ? t.savedLater(format.moment(retention.pending.actsFrom)) : t.savedNow}</p>
        </Note>
      )}
      {retention && editing && (
        <ChangeForm
          retention={retention}
          onSaved={(next) => {
            queries.setQueryData(retentionQuery.queryKey, next);
            void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
            setSaved(true);
            close();
          }}
          onOvertaken={(now) => queries.setQueryData(retentionQuery.queryKey, now)}
          onCancel={close}
        />
      )}
      {retention && !editing && (
        <div className="v-stack">
          <Pending retention={retention} />
          <Now retention={retention} />
          <Due retention={retention} />
          <Gone retention={retention} />
          {mayDo(me, 'search', 'access-log') && <HistoryCard of={{ event: 'retention-changed' }} />}
        </div>
      )}
    </Page>
  );
}

function Pending({ retention: { pending, days } }: { readonly retention: Retention }) {
  const t = useTexts(messages);
  const format = useFormat();
  if (!pending || pending.days === 'never') return null;
  return (
    <Note tone="warn" title={t.pending(format.number(pending.days), format.moment(pending.actsFrom))}>
      <p>{t.pendingText(days === 'never' ? '' : format.number(days))}</p>
    </Note>
  );
}

function Now({ retention: { days, pending, chosen, purgedBefore } }: { readonly retention: Retention }) {
  const t = useTexts(messages);
  const format = useFormat();
  const me = useMe();
  const period = (one: Retention['days']) => (one === 'never' ? t.forEver : t.days(one, format.number(one)));
  return (
    <Card title={t.now}>
      <Facts>
        <Fact label={t.kept}>
          <strong>{period(days)}</strong>
        </Fact>
        <Fact label={t.chosen}>
          {pending && `${period(pending.days)}, `}
          {chosen === null ? t.byDefault : t.by(chosen.by ?? '', format.moment(chosen.at))}
        </Fact>
        {chosen !== null && <Fact label={t.reasonGiven}>{chosen.reason}</Fact>}
        {purgedBefore !== null && <Fact label={t.emptyBefore}>{t.before(format.longDay(purgedBefore))}</Fact>}
      </Facts>
      {mayDo(me, 'search', 'jobs') && (
        <p className="v-card__foot">
          <Link to="/settings/jobs" search={{ job: 'purge-log' }}>
            {t.runs}
          </Link>
        </p>
      )}
    </Card>
  );
}

function Due({ retention: { due, days } }: { readonly retention: Retention }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <section className="v-list">
      <h2 className="v-list__title">{t.due}</h2>
      {due.length === 0 && <p>{days === 'never' ? t.nothingForEver : t.nothingDue}</p>}
      {due.length > 0 && (
        <Table
          caption={t.due}
          columns={[
            { key: 'month', label: t.month },
            { key: 'rows', label: t.rows, numeric: true },
            { key: 'first', label: t.first },
            { key: 'last', label: t.last },
          ]}
        >
          {due.map(({ month, rows, firstAt, lastAt }) => (
            <Row key={month}>
              <FirstCell>{format.month(month)}</FirstCell>
              <Cell label={t.rows} numeric>
                {format.number(rows)}
              </Cell>
              <Cell label={t.first}>{format.second(firstAt)}</Cell>
              <Cell label={t.last}>{format.second(lastAt)}</Cell>
            </Row>
          ))}
        </Table>
      )}
      <p className="v-second">{t.dueText}</p>
    </section>
  );
}

function Gone({ retention: { purged } }: { readonly retention: Retention }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <section className="v-list">
      <h2 className="v-list__title">{t.gone}</h2>
      {purged.length === 0 && <p>{t.goneNone}</p>}
      {purged.length > 0 && (
        <Table
          caption={t.gone}
          columns={[
            { key: 'month', label: t.month },
            { key: 'rows', label: t.rows, numeric: true },
            { key: 'at', label: t.goneAt },
            { key: 'after', label: t.goneAfter },
          ]}
        >
          {purged.map(({ month, rows, at, days }) => (
            <Row key={month}>
              <FirstCell>{format.month(month)}</FirstCell>
              <Cell label={t.rows} numeric>
                {format.number(rows)}
              </Cell>
              <Cell label={t.goneAt}>{format.moment(at)}</Cell>
              <Cell label={t.goneAfter}>{t.days(days, format.number(days))}</Cell>
            </Row>
          ))}
        </Table>
      )}
    </section>
  );
}
