import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RoleLine, RoleList } from '@varco/shared/authorization/api';
import { gridWords, nameIn } from '@varco/shared/authorization/words';
import { useState } from 'react';
import { given } from '../../../core/address.ts';
import { useFunctions } from '../../../core/functions.ts';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { Empty } from '../../../ui/card.tsx';
import { SelectField, TextField } from '../../../ui/field.tsx';
import { HistoryCard } from '../../../ui/history-card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Note } from '../../../ui/note.tsx';
import { Page } from '../../../ui/page.tsx';
import { usePausedText } from '../../../ui/paused-text.ts';
import { QueryFault } from '../../../ui/problem.tsx';
import { Results } from '../../../ui/results.tsx';
import { State } from '../../../ui/state.tsx';
import { Cell, FirstCell, Row } from '../../../ui/table.tsx';
import { words } from '../../../ui/words.ts';
import { rolesQuery } from '../role-queries.ts';
import { type RolesAddress, WHOLE } from './address.ts';
import { matching } from './matching.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/roles');

/** Every role of the organization; it opens on the rows (requirements R2.2, R2.37). */
export default function RolesPage() {
  const t = useTexts(messages);
  const me = useMe();
  const format = useFormat();
  const address = route.useSearch();
  const { data, error, refetch } = useQuery(rolesQuery);
  const mayCreate = mayDo(me, 'create', 'roles');
  const count = data?.items.length ?? 0;
  const active = data?.items.filter((role) => role.active).length ?? 0;
  return (
    <Page
      title={t.roles}
      facts={data && count > 0 && <p>{t.facts(t.results(count, format.number(count)), t.activeOnes(active, format.number(active)))}</p>}
      acts={
        <>
          {count > 1 && (
            <Link to="/roles/compare" className={looks.plain}>
              {t.compare}
            </Link>
          )}
          {mayCreate && (
            <Link to="/roles/new" className={looks.main}>
              <Icon name="plus" />
              {t.newRole}
            </Link>
          )}
        </>
      }
    >
      {address.removed && (
        <Note tone="ok" title={t.removed} takeFocus>
          <p>{t.removedText}</p>
        </Note>
      )}
      {error && <QueryFault error={error} retry={() => void refetch()} />}
      {data && count === 0 && <NothingYet mayCreate={mayCreate} />}
      {data && count > 0 && <Found list={data} address={address} />}
      {mayDo(me, 'search', 'access-log') && (
        <div className="v-below">
          <HistoryCard of={{ event: 'role-changed' }} />
        </div>
      )}
    </Page>
  );
}

function NothingYet({ mayCreate }: { readonly mayCreate: boolean }) {
  const t = useTexts(messages);
  return (
    <Empty
      title={t.nothing}
      {...(mayCreate
        ? {
            acts: (
              <Link to="/roles/new" className={looks.plain}>
                {t.first}
              </Link>
            ),
          }
        : {})}
    >
      <p>{t.nothingText}</p>
      {!mayCreate && <p>{t.nothingReader}</p>}
    </Empty>
  );
}

function Found({ list, address }: { readonly list: RoleList; readonly address: RolesAddress }) {
  const t = useTexts(messages);
  const format = useFormat();
  const found = matching(list.items, address);
  const count = found.length;
  const said = t.results(count, format.number(count));
  const filters = useFiltersInWords(list, address);
  return (
    <>
      <Filters list={list} address={address} nothingFound={count === 0} inWords={filters} />
      <Results
        page={{ items: found, previous: null, next: null, total: { count, more: false } }}
        search={filters}
        found={said}
        settled
        row={undefined}
        caption={t.caption(said)}
        columns={[
          { key: 'role', label: t.role },
          { key: 'department', label: t.department },
          { key: 'unplaced', label: t.unplaced },
          { key: 'state', label: t.state },
          { key: 'people', label: t.people, numeric: true },
          { key: 'functions', label: t.functions, numeric: true },
        ]}
        line={(role) => <RoleRow key={role.id} role={role} />}
        turn={() => null}
        empty={
          <Empty
            title={t.nothingFound}
            acts={
              <Link to="/roles" search={{}} className={looks.plain}>
                {t.clear}
              </Link>
            }
          >
            <p>{t.nothingFoundText(filters)}</p>
          </Empty>
        }
      />
    </>
  );
}

/** The filters that are on, each with its value. */
function useFiltersInWords({ departments }: RoleList, address: RolesAddress): string {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const functions = useFunctions();
  const department = departments.find(({ id }) => id === address.department);
  const said = [
    address.search !== undefined && `«${address.search}»`,
    address.department !== undefined && `${t.department}: ${department ? nameIn(language, department) : gridWords[language].whole}`,
    address.unplaced && `${t.unplaced}: ${shared[address.unplaced]}`,
    address.opens !== undefined && `${t.opens}: ${functions.fullLabel(address.opens)}`,
    address.active && `${t.active}: ${shared[address.active]}`,
  ];
  return said.filter((one) => typeof one === 'string').join('; ');
}

function Filters({
  list,
  address,
  nothingFound,
  inWords,
}: {
  readonly list: RoleList;
  readonly address: RolesAddress;
  /** The way out stands where the rows would be. */
  readonly nothingFound: boolean;
  readonly inWords: string;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const navigate = route.useNavigate();
  const asked = address.search ?? '';
  const [folded, setFolded] = useState(true);
  const { typed, type, ask, leave } = usePausedText(asked, (text) => set({ search: text || undefined }, true));

  const set = (change: { readonly [K in keyof RolesAddress]?: RolesAddress[K] | undefined }, replace = false) => {
    leave();
    void navigate({
      search: ({ removed: _, ...now }) => ({ ...now, ...given('search', typed.trim() || undefined), ...change }),
      replace,
      resetScroll: false,
    });
  };
  const functions = useFunctions();
  // Roles may still open what nobody registers any more.
  const opened = functions.inOrder([
    ...new Set([
      ...functions.all.map((one) => one.name),
      ...list.items.flatMap((role) => role.capabilities),
      ...(address.opens ? [address.opens] : []),
    ]),
  ]);
  const on = [address.department, address.unplaced, address.opens, address.active].filter((value) => value !== undefined).length;
  const yesOrNo = (name: 'unplaced' | 'active', label: string) => (
    <SelectField
      name={name}
      label={label}
      value={address[name] ?? ''}
      options={[
        { value: '', label: t.any },
        { value: 'yes', label: shared.yes },
        { value: 'no', label: shared.no },
      ]}
      onChoose={(value) => set({ [name]: value === '' ? undefined : value })}
    />
  );
  return (
    <search className="v-filters">
      <p className="v-print-only">{inWords}</p>
      <form
        className="v-filters__row"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <div className="v-filters__search">
          <TextField
            name="search"
            type="search"
            label={t.search}
            placeholder={t.searchHint}
            autoComplete="off"
            value={typed}
            onType={type}
          />
        </div>
        <button
          type="button"
          className={`${looks.plain} v-filters__unfold`}
          aria-expanded={!folded}
          aria-controls="more-filters"
          onClick={() => setFolded(!folded)}
        >
          {t.filters(on)}
        </button>
        <div id="more-filters" className={folded ? 'v-filters__more v-filters__more--folded' : 'v-filters__more'}>
          <SelectField
            name="department"
            label={t.department}
            value={address.department ?? ''}
            options={[
              { value: '', label: t.anyDepartment },
              { value: WHOLE, label: gridWords[language].whole },
              ...list.departments.map((department) => ({
                value: department.id,
                label: department.active ? nameIn(language, department) : t.notActiveDepartment(nameIn(language, department)),
              })),
            ]}
            onChoose={(department) => set({ department: department === '' ? undefined : department })}
          />
          {yesOrNo('unplaced', t.unplaced)}
          <SelectField
            name="opens"
            label={t.opens}
            value={address.opens ?? ''}
            options={[
              { value: '', label: t.anyFunction },
              ...opened.map((name) => ({
                value: name,
                label: functions.label(name),
                ...given('group', functions.find(name)?.owner?.name),
              })),
            ]}
            onChoose={(opens) => set({ opens: opens === '' ? undefined : opens })}
          />
          {yesOrNo('active', t.active)}
        </div>
        {!nothingFound && inWords !== '' && (
          <Link to="/roles" search={{}} className={looks.quiet}>
            {t.clear}
          </Link>
        )}
      </form>
    </search>
  );
}

function RoleRow({ role }: { readonly role: RoleLine }) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  const language = useLanguage();
  const description = nameIn(language, { name: role.description, nameEnglish: role.descriptionEnglish });
  return (
    <Row>
      <FirstCell>
        <Link to="/roles/$id" params={{ id: role.id }} className="v-table__link">
          {nameIn(language, role)}
        </Link>
        {description !== '' && <span className="v-table__second">{description}</span>}
      </FirstCell>
      <Cell label={t.department}>{role.department ? nameIn(language, role.department) : gridWords[language].whole}</Cell>
      <Cell label={t.unplaced}>{role.forUnplaced ? shared.yes : shared.no}</Cell>
      <Cell label={t.state}>
        <State mark={role.active ? 'ok' : 'quiet'}>{role.active ? t.isActive : t.isNotActive}</State>
      </Cell>
      <Cell label={t.people} numeric>
        {format.number(role.people)}
      </Cell>
      <Cell label={t.functions} numeric>
        {format.number(role.capabilities.length)}
      </Cell>
    </Row>
  );
}
