import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { licenceTexts } from '@varco/shared/identity/licences';
import type { Pool, Seats } from '@varco/shared/seats/api';
import { useState } from 'react';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { BarChart } from '../../ui/chart.tsx';
import { HistoryCard } from '../../ui/history-card.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { PoolForm } from './pool-form.tsx';
import { seatsQuery } from './queries.ts';

const route = getRouteApi('/seats');

/** What is counted of a licence: users who have it, or sessions open now. */
const takenOf = ({ mode, holders, openSessions }: Pool): number => (mode === 'nominal' ? holders : openSessions);

/** How many seats of each licence were bought, and how many are taken (requirements R5.16). */
export default function SeatsPage() {
  const t = useTexts(messages);
  const language = useLanguage();
  const me = useMe();
  const { edit } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data: seats, error, refetch } = useQuery(seatsQuery);
  const [saved, setSaved] = useState<string>();
  const mayModify = mayDo(me, 'modify', 'settings');
  const changing = mayModify ? seats?.items.find(({ licence }) => licence === edit) : undefined;
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <Page title={t.title} facts={<p>{t.facts}</p>}>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {saved !== undefined && !changing && (
        <Note tone="ok" title={t.saved} takeFocus>
          <p>{t.savedText(saved)}</p>
        </Note>
      )}
      {seats && (
        <div className="v-stack">
          <Warnings seats={seats} />
          {changing && (
            <PoolForm
              key={changing.licence}
              pool={changing}
              onSaved={(next) => {
                queries.setQueryData(seatsQuery.queryKey, next);
                void queries.invalidateQueries({ queryKey: ['access-log', 'history'] });
                setSaved(licenceTexts[changing.licence][language].name);
                close();
              }}
              onOvertaken={(now) => queries.setQueryData(seatsQuery.queryKey, now)}
              onCancel={close}
            />
          )}
          <Pools seats={seats} mayModify={mayModify} onEdit={() => setSaved(undefined)} />
          <Picture seats={seats} />
          <Services seats={seats} />
          {mayDo(me, 'search', 'access-log') && <HistoryCard of={{ event: 'seats-changed' }} />}
        </div>
      )}
    </Page>
  );
}

/** What stays in sight as long as it is so: more is taken than was bought. */
function Warnings({ seats: { items } }: { readonly seats: Seats }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  return items
    .filter(({ isOver }) => isOver)
    .map((pool) => (
      <Note key={pool.licence} tone="warn" title={t.over(licenceTexts[pool.licence][language].name)}>
        <p>{t.overText[pool.mode](format.number(takenOf(pool)), format.number(pool.bought ?? 0))}</p>
      </Note>
    ));
}

function Pools({
  seats: { items },
  mayModify,
  onEdit,
}: {
  readonly seats: Seats;
  readonly mayModify: boolean;
  readonly onEdit: () => void;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  return (
    <Card title={t.now}>
      <div className="v-list">
        <Table
          caption={t.now}
          columns={[
            { key: 'licence', label: t.licence },
            { key: 'bought', label: t.bought, numeric: true },
            { key: 'mode', label: t.mode },
            { key: 'holders', label: t.holders, numeric: true },
            { key: 'sessions', label: t.sessions, numeric: true },
            ...(mayModify ? [{ key: 'act', label: t.act }] : []),
          ]}
        >
          {items.map((pool) => {
            const { name } = licenceTexts[pool.licence][language];
            return (
              <Row key={pool.licence}>
                <FirstCell>
                  {name}
                  {pool.bought !== null && takenOf(pool) >= pool.bought && (
                    <span className="v-table__second">
                      <State mark="warn">{t.full}</State>
                    </span>
                  )}
                </FirstCell>
                <Cell label={t.bought} numeric>
                  {pool.bought === null ? t.unlimited : format.number(pool.bought)}
                </Cell>
                <Cell label={t.mode}>{t.modeShort[pool.mode]}</Cell>
                <Cell label={t.holders} numeric>
                  <Link to="/users" search={{ licence: pool.licence }} aria-label={`${t.holders}, ${name}: ${format.number(pool.holders)}`}>
                    {format.number(pool.holders)}
                  </Link>
                </Cell>
                <Cell label={t.sessions} numeric>
                  {format.number(pool.openSessions)}
                </Cell>
                {mayModify && (
                  <Cell label={t.act}>
                    <Link
                      to="/seats"
                      search={{ edit: pool.licence }}
                      className={`${looks.plain} v-button--small`}
                      aria-label={t.editName(name)}
                      onClick={onEdit}
                      resetScroll={false}
                    >
                      {t.edit}
                    </Link>
                  </Cell>
                )}
              </Row>
            );
          })}
        </Table>
      </div>
      <p className="v-card__foot">{t.countedText}</p>
      {items.some(({ mode, bought }) => mode === 'concurrent' && bought !== null) && <p className="v-card__foot">{t.notYet}</p>}
    </Card>
  );
}

function Picture({ seats: { items } }: { readonly seats: Seats }) {
  const t = useTexts(messages);
  const language = useLanguage();
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const named = (pools: readonly Pool[]) => list.format(pools.map(({ licence }) => licenceTexts[licence][language].name));
  const limited = items.filter(({ bought }) => bought !== null);
  const over = limited.filter(({ isOver }) => isOver);
  const full = limited.filter((pool) => pool.bought === takenOf(pool));
  const finding =
    over.length > 0
      ? t.findingOver(named(over))
      : full.length > 0
        ? t.findingFull(named(full))
        : limited.length > 0
          ? t.findingFree
          : t.findingNone;
  return (
    <BarChart
      title={t.chart}
      finding={finding}
      column={t.licence}
      names={[t.taken, t.free]}
      bars={items.map((pool) => {
        const { name } = licenceTexts[pool.licence][language];
        const taken = takenOf(pool);
        return { key: pool.licence, label: name, whole: name, first: taken, second: Math.max(0, (pool.bought ?? 0) - taken) };
      })}
    />
  );
}

function Services({ seats: { services } }: { readonly seats: Seats }) {
  const t = useTexts(messages);
  const format = useFormat();
  return (
    <Card title={t.services}>
      <p>{t.servicesText(services.holders, format.number(services.holders), format.number(services.openSessions))}</p>
      <p className="v-card__foot">
        <Link to="/users" search={{ licence: 'service', state: 'all' }}>
          {t.services}
        </Link>
      </p>
    </Card>
  );
}
