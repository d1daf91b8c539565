import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ApplicationLine } from '@varco/shared/applications/api';
import { nameIn } from '@varco/shared/authorization/words';
import { mayDo, useFormat, useMe } from '../../core/me.ts';
import { useLanguage, useTexts } from '../../core/texts.ts';
import { looks } from '../../ui/button.tsx';
import { Empty } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Note } from '../../ui/note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFault } from '../../ui/problem.tsx';
import { State } from '../../ui/state.tsx';
import { Cell, FirstCell, Row, Table } from '../../ui/table.tsx';
import { messages } from './messages.ts';
import { applicationsQuery } from './queries.ts';

const route = getRouteApi('/applications');

/** Every application that asks here who may do what (requirements R2.1). */
export default function ApplicationsPage() {
  const t = useTexts(messages);
  const format = useFormat();
  const me = useMe();
  const mayCreate = mayDo(me, 'create', 'applications');
  const { removed } = route.useSearch();
  const { data, error, refetch } = useQuery(applicationsQuery);
  // Modules come with the product and have a page of their own.
  const registered = data?.items.filter(({ builtIn }) => !builtIn) ?? [];
  const count = registered.length;
  return (
    <Page
      title={t.title}
      facts={count > 0 && <p>{t.facts(count, format.number(count))}</p>}
      acts={
        mayCreate &&
        count > 0 && (
          <Link to="/applications/new" className={looks.main}>
            <Icon name="plus" />
            {t.create}
          </Link>
        )
      }
    >
      {removed && (
        <Note tone="ok" title={t.removed} takeFocus>
          <p>{t.removedText}</p>
        </Note>
      )}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && count === 0 && (
        <Empty
          title={t.nothing}
          acts={
            mayCreate && (
              <Link to="/applications/new" className={looks.main}>
                {t.first}
              </Link>
            )
          }
        >
          <p>{t.nothingText}</p>
          {!mayCreate && <p>{t.nothingReader}</p>}
        </Empty>
      )}
      {data && count > 0 && (
        <div className="v-list">
          <Table
            caption={t.caption}
            columns={[
              { key: 'name', label: t.name },
              { key: 'organizations', label: t.organizations },
              { key: 'functions', label: t.functions, numeric: true },
              { key: 'secrets', label: t.secrets, numeric: true },
              { key: 'used', label: t.lastUsed },
              { key: 'state', label: t.state },
            ]}
          >
            {registered.map((application) => (
              <Line key={application.id} application={application} />
            ))}
          </Table>
        </div>
      )}
      {mayDo(me, 'search', 'settings') && (
        <p className="v-card__foot">
          {t.modulesElsewhere} <Link to="/settings/modules">{t.modulesPage}</Link>.
        </p>
      )}
    </Page>
  );
}

function Line({ application }: { readonly application: ApplicationLine }) {
  const t = useTexts(messages);
  const format = useFormat();
  const language = useLanguage();
  const { id, code, organizations, functions, secrets, lastUsedOn, active } = application;
  const served = new Intl.ListFormat(language).format(organizations.map(({ name }) => name));
  return (
    <Row>
      <FirstCell>
        <Link to="/applications/$id" params={{ id }} className="v-table__link">
          {nameIn(language, application)}
        </Link>
        <span className="v-table__second">{code}</span>
      </FirstCell>
      <Cell label={t.organizations}>{served === '' ? t.noOrganizations : served}</Cell>
      <Cell label={t.functions} numeric>
        {format.number(functions)}
      </Cell>
      <Cell label={t.secrets} numeric>
        {format.number(secrets)}
      </Cell>
      <Cell label={t.lastUsed}>{lastUsedOn === null ? t.never : format.day(lastUsedOn)}</Cell>
      <Cell label={t.state}>
        <State mark={active ? 'ok' : 'quiet'}>{active ? t.isActive : t.isNotActive}</State>
      </Cell>
    </Row>
  );
}
