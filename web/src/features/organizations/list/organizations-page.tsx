import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayDoEverywhere, useMe } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button, looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { TextField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../../ui/table.tsx';
import { messages } from '../messages.ts';
import { organizationsQuery } from '../queries.ts';

const route = getRouteApi('/organizations');

/** The organizations of the installation, for who administers it (requirements D2, R2.45). */
export default function OrganizationsPage() {
  const t = useTexts(messages);
  const me = useMe();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(organizationsQuery(address));
  const [search, setSearch] = useState(address.search ?? '');
  const look = (text: string) => void navigate({ search: text.trim() === '' ? {} : { search: text.trim() } });
  return (
    <Page
      title={t.title}
      facts={<p>{t.facts}</p>}
      acts={
        mayDoEverywhere(me, 'create', 'organizations') && (
          <Link to="/organizations/new" className={looks.main}>
            <Icon name="plus" />
            {t.newOne}
          </Link>
        )
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
        <Button type="submit">{t.find}</Button>
      </form>
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <Empty
          title={t.nothingFound}
          acts={
            <Button
              onClick={() => {
                setSearch('');
                look('');
              }}
            >
              {t.all}
            </Button>
          }
        >
          <p>{t.nothingFoundText(address.search ?? '')}</p>
        </Empty>
      )}
      {data && data.items.length > 0 && (
        <div className="v-list">
          <Table
            caption={t.caption(data.items.length)}
            columns={[
              { key: 'name', label: t.name },
              { key: 'loginId', label: t.loginId },
              { key: 'code', label: t.registryCode },
              { key: 'state', label: t.state },
            ]}
          >
            {data.items.map((one) => (
              <Row key={one.id}>
                <FirstCell>
                  <Link to="/organizations/$id" params={{ id: one.id }} className="v-table__link">
                    {one.name}
                  </Link>
                  {one.first && <span className="v-table__second">{t.isFirst}</span>}
                </FirstCell>
                <Cell label={t.loginId}>{one.loginId ?? t.notSet}</Cell>
                <Cell label={t.registryCode}>{one.registryCode ?? t.notSet}</Cell>
                <Cell label={t.state}>
                  <State mark={one.active ? 'ok' : 'quiet'}>{one.active ? t.active : t.inactive}</State>
                </Cell>
              </Row>
            ))}
          </Table>
          {(data.next !== null || address.after !== undefined) && (
            <nav className="v-pager" aria-label={t.title}>
              <p>{t.caption(data.items.length)}</p>
              <div className="v-pager__ways">
                {address.after !== undefined && (
                  <Link to="/organizations" search={({ after: _, ...now }) => now} className={looks.plain}>
                    {t.first}
                  </Link>
                )}
                {data.next !== null && (
                  <Link to="/organizations" search={(now) => ({ ...now, after: data.next ?? '' })} className={looks.plain}>
                    {t.next}
                  </Link>
                )}
              </div>
            </nav>
          )}
        </div>
      )}
    </Page>
  );
}
