import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ListedAuthorization } from '@varco/shared/formal-authorizations/api';
import { acts, authorizationFilters, stateWords } from '@varco/shared/formal-authorizations/words';
import { useState } from 'react';
import { formatAddress, given } from '../../core/address.ts';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { Button, looks } from '../../ui/button.tsx';
import { Card, Empty } from '../../ui/card.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { type Mark, State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { authorizationsQuery } from './queries.ts';

const route = getRouteApi('/authorizations');

/** How each state of an authorization looks. */
const marks: Readonly<Record<ListedAuthorization['state'], Mark>> = {
  'in-force': 'ok',
  ending: 'warn',
  'to-begin': 'open',
  over: 'quiet',
  ended: 'quiet',
};

/** Who is formally authorized, by which act and until when (requirements R4.31). */
export default function AuthorizationsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(authorizationsQuery(address));
  const [search, setSearch] = useState(address.search ?? '');
  const state = address.state ?? 'in-force';
  const look = (text: string) => void navigate({ search: { state, ...(text.trim() === '' ? {} : { search: text.trim() }) } });
  const first = { state, ...given('search', address.search) };
  const file = formatAddress(first);
  return (
    <Page
      title={t.title}
      facts={<p>{t.facts}</p>}
      acts={
        <>
          <a href={`/api/formal-authorizations/export${file}`} download className={looks.plain}>
            {t.download}
          </a>
          <a href={`/api/formal-authorizations/print${file}`} download className={looks.plain}>
            {t.print}
          </a>
        </>
      }
    >
      <form
        className="v-filters v-filters__row"
        onSubmit={(event) => {
          event.preventDefault();
          look(search);
        }}
      >
        <TextField name="search" type="search" label={t.search} autoComplete="off" value={search} onType={setSearch} />
        <SelectField
          name="state"
          label={t.state}
          value={state}
          options={authorizationFilters.map((value) => ({ value, label: t.states[value] }))}
          onChoose={(chosen) => void navigate({ search: { ...first, state: chosen } })}
        />
        <Button type="submit">{t.find}</Button>
      </form>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      <div className="v-stack">
        {data && data.items.length === 0 && (
          <Empty
            title={t.none}
            acts={
              (state !== 'all' || address.search !== undefined) && (
                <Button
                  onClick={() => {
                    setSearch('');
                    void navigate({ search: { state: 'all' } });
                  }}
                >
                  {t.showAll}
                </Button>
              )
            }
          >
            <p>{t.noneText}</p>
          </Empty>
        )}
        {data && data.items.length > 0 && (
          <div className="v-list">
            <Table
              caption={t.caption(data.items.length)}
              columns={[
                { key: 'person', label: t.person },
                { key: 'state', label: t.state },
                { key: 'days', label: t.days },
                { key: 'act', label: t.act },
                { key: 'purpose', label: t.purpose },
              ]}
            >
              {data.items.map((one) => (
                <Line key={one.id} one={one} linked={mayDo(me, 'search', 'users')} />
              ))}
            </Table>
            {(data.next !== null || address.after !== undefined) && (
              <nav className="v-pager" aria-label={t.title}>
                <p>{t.caption(data.items.length)}</p>
                <div className="v-pager__ways">
                  {address.after !== undefined && (
                    <Link to="/authorizations" search={first} className={looks.plain}>
                      {t.first}
                    </Link>
                  )}
                  {data.next !== null && (
                    <Link to="/authorizations" search={{ ...first, after: data.next }} className={looks.plain}>
                      {t.next}
                    </Link>
                  )}
                </div>
              </nav>
            )}
          </div>
        )}
        {data && mayDo(me, 'search', 'settings') && (
          <Card
            title={t.requirement.title}
            act={
              <Link to="/authorizations/requirement" className={`${looks.plain} v-button--small`}>
                {t.requirement.see}
              </Link>
            }
          >
            <p>{data.required ? t.requirement.on : t.requirement.off}</p>
          </Card>
        )}
      </div>
    </Page>
  );
}

function Line({ one, linked }: { readonly one: ListedAuthorization; readonly linked: boolean }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  return (
    <Row>
      <FirstCell>
        {linked ? (
          <Link to="/users/$id/authorization" params={{ id: one.user.id }} className="v-table__link">
            {one.user.name}
          </Link>
        ) : (
          one.user.name
        )}
      </FirstCell>
      <Cell label={t.state}>
        <State mark={marks[one.state]}>{stateWords[one.state][language]}</State>
      </Cell>
      <Cell label={t.days}>
        {one.to === null ? t.fromOn(format.wholeDay(one.from)) : t.fromTo(format.wholeDay(one.from), format.wholeDay(one.to))}
      </Cell>
      <Cell label={t.act}>
        {acts[one.act][language]} {t.ofDay(one.number, format.wholeDay(one.actDate))}
        <span className="v-table__second">{one.signer}</span>
      </Cell>
      <Cell label={t.purpose}>{one.purpose}</Cell>
    </Row>
  );
}
