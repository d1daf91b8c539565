import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { UserLine, UserPage } from '@varco/shared/directory/api';
import { licenceTexts, personKindNames } from '@varco/shared/identity/licences';
import { formatAddress } from '../../../core/address.ts';
import { isRefusal } from '../../../core/http.ts';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { SelectField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { Results, useTotal } from '../../../ui/results.tsx';
import { Cell, FirstCell, Row } from '../../../ui/table.tsx';
import { GuestsCard } from '../enablements/guests.tsx';
import { usersQuery } from '../queries.ts';
import { UserStateMark } from '../user-state.tsx';
import { exportQueryOf, filtersOf, listOf, type UsersAddress } from './address.ts';
import { Filters, useNarrowingWords } from './filters.tsx';
import { messages } from './messages.ts';
import { PickRow, type Selection, SelectionBar, useSelection } from './selection.tsx';

const route = getRouteApi('/users');

/** Who has a user here, and who of them can sign in now; it opens on the rows (requirements R2.2). */
export default function UsersPage() {
  const t = useTexts(messages);
  const me = useMe();
  const say = useTotal();
  const address = route.useSearch();
  const { data, error, refetch, isPlaceholderData } = useQuery(usersQuery(address));
  const periodRefused = isRefusal(error, 'access-log.period-invalid');
  return (
    <Page
      title={t.users}
      facts={data && <p>{t.canEnter(data.canEnter.count, say(data.canEnter))}</p>}
      acts={
        <>
          <a href={`/api/users/export${formatAddress(exportQueryOf(address))}`} download className={looks.plain}>
            {t.exportUsers}
          </a>
          {mayDo(me, 'create', 'users') && (
            <Link to="/users/import" className={looks.plain}>
              {t.importUsers}
            </Link>
          )}
          {mayDo(me, 'modify', 'users') && (
            <Link to="/users/first-passwords" className={looks.plain}>
              {t.firstPasswords}
            </Link>
          )}
          {mayDo(me, 'create', 'users') && (
            <Link to="/users/new" className={looks.main}>
              <Icon name="plus" />
              {t.newUser}
            </Link>
          )}
        </>
      }
    >
      <Filters address={address} nothingFound={data?.items.length === 0} periodRefused={periodRefused} />
      {error && !periodRefused && <QueryFault error={error} retry={() => void refetch()} />}
      {data && !periodRefused && <UserResults page={data} address={address} settled={!isPlaceholderData} />}
      <GuestsCard />
    </Page>
  );
}

function UserResults({ page, address, settled }: { readonly page: UserPage; readonly address: UsersAddress; readonly settled: boolean }) {
  const t = useTexts(messages);
  const say = useTotal();
  const navigate = route.useNavigate();
  const filters = JSON.stringify(filtersOf(address));
  const me = useMe();
  const withRoles = mayDo(me, 'search', 'roles');
  const selection = useSelection(
    filters,
    page.items.map(({ id }) => id),
  );
  const mayModify = mayDo(me, 'modify', 'users');
  const found = t.results(page.total.count, say(page.total));
  const sort = address.sort ?? 'name';
  const sortBy = (wanted: 'name' | 'last-access') =>
    void navigate({ search: (now) => ({ ...filtersOf(now), ...(wanted === 'name' ? {} : { sort: wanted }) }) });
  return (
    <Results
      page={page}
      search={filters}
      found={found}
      settled={settled}
      row={address.row}
      caption={t.usersCaption(found)}
      columns={[
        { key: 'person', label: t.person, sort: { now: sort === 'name' ? 'ascending' : 'none', sortBy: () => sortBy('name') } },
        { key: 'kind', label: t.kind },
        { key: 'licence', label: t.licence },
        ...(withRoles ? [{ key: 'roles', label: t.roles, numeric: true } as const] : []),
        { key: 'state', label: t.state },
        {
          key: 'last',
          label: t.lastAccess,
          numeric: true,
          sort: { now: sort === 'last-access' ? 'descending' : 'none', sortBy: () => sortBy('last-access') },
        },
      ]}
      line={(user) => <UserRow key={user.id} user={user} withRoles={withRoles} selection={mayModify ? selection : undefined} />}
      turn={(place, label) => (
        <Link to="/users" search={{ ...listOf(address), ...place }} className={looks.plain}>
          {label}
        </Link>
      )}
      lead={
        <>
          {mayModify && <SelectionBar selection={selection} page={page} address={address} />}
          <div className="v-list__sort">
            <SelectField
              name="sort"
              label={t.sortBy}
              value={sort}
              options={[
                { value: 'name', label: t.person },
                { value: 'last-access', label: t.lastAccess },
              ]}
              onChoose={sortBy}
            />
          </div>
        </>
      }
      empty={<NobodyFound address={address} />}
    />
  );
}

function UserRow({
  user,
  withRoles,
  selection,
}: {
  readonly user: UserLine;
  readonly withRoles: boolean;
  readonly selection: Selection | undefined;
}) {
  const t = useTexts(messages);
  const language = useLanguage();
  const format = useFormat();
  return (
    <Row>
      <FirstCell>
        <PickRow selection={selection} user={user}>
          <Link to="/users/$id" params={{ id: user.id }} className="v-table__link">
            {user.familyName} {user.givenName}
          </Link>
          {user.username !== undefined && <span className="v-table__second">{user.username}</span>}
        </PickRow>
      </FirstCell>
      <Cell label={t.kind}>
        {user.administrator ? t.administrator : t.user}
        {user.personKind !== null && user.personKind !== 'internal' && (
          <span className="v-table__second">{personKindNames[user.personKind][language]}</span>
        )}
        {user.placed === false && <span className="v-table__second">{t.notPlaced}</span>}
      </Cell>
      <Cell label={t.licence}>{licenceTexts[user.licence][language].name}</Cell>
      {withRoles && (
        <Cell label={t.roles} numeric>
          {format.number(user.roles ?? 0)}
        </Cell>
      )}
      <Cell label={t.state}>
        <UserStateMark user={user} />
      </Cell>
      <Cell label={t.lastAccess} numeric>
        {user.lastAccessAt === null ? t.never : format.moment(user.lastAccessAt)}
      </Cell>
    </Row>
  );
}

/** Nothing found: says by which filters, and offers the way out. */
function NobodyFound({ address }: { readonly address: UsersAddress }) {
  const t = useTexts(messages);
  const on = useNarrowingWords(address);
  return (
    <Empty
      title={t.nothingFound}
      acts={
        <>
          {address.state !== 'all' && (
            <Link to="/users" search={{ ...listOf(address), state: 'all' }} className={looks.plain}>
              {address.search === undefined ? t.showAll : t.searchAll}
            </Link>
          )}
          <Link to="/users" search={{}} className={looks.quiet}>
            {t.clear}
          </Link>
        </>
      }
    >
      <p>
        {on.length > 0
          ? t.nothingFoundWith(
              address.search,
              [t.stateIs(t.filters[address.state ?? 'can-enter']), ...on.map(({ text }) => text)].join('; '),
            )
          : address.search !== undefined && (address.state === undefined || address.state === 'all')
            ? t.nothingFoundText(address.search)
            : t.nothingFoundIn(address.search, t.filters[address.state ?? 'can-enter'])}
      </p>
      {address.state === undefined && <p>{t.hiddenNote}</p>}
    </Empty>
  );
}
