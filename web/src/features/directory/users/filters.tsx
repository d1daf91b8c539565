import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { userFilters } from '@varco/shared/directory/filters';
import { licences, licenceTexts, personKindNames, personKinds } from '@varco/shared/identity/licences';
import { useEffect, useRef, useState } from 'react';
import { mayDo, useFormat, useMe } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { looks } from '../../../ui/button.tsx';
import { DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { usePausedText } from '../../../ui/paused-text.ts';
import { words } from '../../../ui/words.ts';
import { rolesToFilterQuery, structureToFilterQuery } from '../queries.ts';
import { filtersOf, listOf, type Narrowing, narrowings, type UsersAddress } from './address.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/users');

/** A day waits for the typing to pause too: its year comes figure by figure. */
const dayPauseMs = 900;

/** The departments, units and roles that a filter may name, as far as the reader may look them up. */
function useNames() {
  const me = useMe();
  const [structure, roles] = [mayDo(me, 'search', 'structure'), mayDo(me, 'search', 'roles')];
  const departments = useQuery({ ...structureToFilterQuery, enabled: structure }).data?.departments;
  const known = useQuery({ ...rolesToFilterQuery, enabled: roles }).data?.items;
  return { structure, roles, departments, known };
}

/** The filters that are on beside search and state, each in words. */
export function useNarrowingWords(address: UsersAddress): readonly { readonly filter: Narrowing; readonly text: string }[] {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const format = useFormat();
  const language = useLanguage();
  const { departments, known } = useNames();
  const units = departments?.flatMap((department) => department.units);
  const called = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id: string | undefined) =>
    list ? (list.find((one) => one.id === id)?.name ?? t.gone) : '…';
  const values: Readonly<Record<Narrowing, string>> = {
    department: called(departments, address.department),
    unit: called(units, address.unit),
    role: called(known, address.role),
    placed: address.placed ? shared[address.placed] : '',
    licence: address.licence === undefined ? '' : licenceTexts[address.licence][language].name,
    personKind: address.personKind === undefined ? '' : personKindNames[address.personKind][language],
    lastFrom: address.lastFrom === undefined ? '' : format.day(address.lastFrom),
    lastTo: address.lastTo === undefined ? '' : format.day(address.lastTo),
  };
  return narrowings
    .filter((filter) => address[filter] !== undefined)
    .map((filter) => ({
      filter,
      text: filter === 'lastFrom' || filter === 'lastTo' ? `${t[filter]} ${values[filter]}` : `${t[filter]}: ${values[filter]}`,
    }));
}

/** The search of the list and its filters; each applies when it is chosen and stands in the address. */
export function Filters({
  address,
  nothingFound,
  periodRefused,
}: {
  readonly address: UsersAddress;
  /** The way out stands where the rows would be. */
  readonly nothingFound: boolean;
  readonly periodRefused: boolean;
}) {
  const t = useTexts(messages);
  const navigate = route.useNavigate();
  const asked = address.search ?? '';
  const [unfolded, setUnfolded] = useState(false);
  const { typed, type, ask, leave } = usePausedText(asked, (text) => set({ search: text || undefined }, true));
  const on = useNarrowingWords(address);

  const set = (change: { readonly [Key in keyof UsersAddress]?: UsersAddress[Key] | undefined }, replace = false) => {
    leave();
    void navigate({ search: (now) => ({ ...listOf(now), ...change }), replace, resetScroll: false });
  };
  const clear = () => {
    leave('');
    void navigate({ search: ({ sort }) => (sort === undefined ? {} : { sort }) });
  };
  const isOn = Object.keys(filtersOf(address)).length > 0;
  return (
    <search className="v-filters">
      <p className="v-print-only">
        {t.asked(address.search, [t.stateIs(t.filters[address.state ?? 'can-enter']), ...on.map(({ text }) => text)].join('; '))}
      </p>
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
        <SelectField
          name="state"
          label={t.filter}
          value={address.state ?? 'can-enter'}
          options={userFilters.map((value) => ({ value, label: t.filters[value] }))}
          onChoose={(state) => set({ state: state === 'can-enter' ? undefined : state })}
        />
        <button
          type="button"
          className={looks.plain}
          aria-expanded={unfolded || periodRefused}
          aria-controls="more-filters"
          onClick={() => setUnfolded(!unfolded)}
        >
          {t.more(on.length)}
          <Icon name={unfolded ? 'up' : 'down'} size={16} />
        </button>
        {!nothingFound && isOn && (
          <button type="button" className={looks.quiet} onClick={clear}>
            {t.clear}
          </button>
        )}
        <div id="more-filters" className="v-filters__block" hidden={!unfolded && !periodRefused}>
          {(unfolded || periodRefused) && <More address={address} periodRefused={periodRefused} onChoose={set} />}
        </div>
      </form>
      <Chips address={address} on={on} />
    </search>
  );
}

function More({
  address,
  periodRefused,
  onChoose,
}: {
  readonly address: UsersAddress;
  readonly periodRefused: boolean;
  readonly onChoose: (change: { readonly [Key in Narrowing]?: UsersAddress[Key] | undefined }) => void;
}) {
  const t = useTexts(messages);
  const shared = useTexts(words);
  const language = useLanguage();
  const { structure, roles, departments = [], known = [] } = useNames();
  const all = { value: '', label: t.any };
  const shown = departments.filter(({ id }) => address.department === undefined || id === address.department);
  return (
    <>
      {structure && (
        <>
          <SelectField
            name="department"
            label={t.department}
            value={address.department ?? ''}
            options={[all, ...departments.map(({ id, name, active }) => ({ value: id, label: active ? name : t.notActive(name) }))]}
            onChoose={(id) => {
              const kept = departments.some((one) => one.id === id && one.units.some((unit) => unit.id === address.unit));
              onChoose({ department: id || undefined, ...(id === '' || kept ? {} : { unit: undefined }) });
            }}
          />
          <SelectField
            name="unit"
            label={t.unit}
            value={address.unit ?? ''}
            options={[
              { value: '', label: t.anyUnit },
              ...shown.flatMap((department) =>
                department.units.map(({ id, name }) => ({
                  value: id,
                  label: address.department === undefined ? t.unitOf(name, department.name) : name,
                })),
              ),
            ]}
            onChoose={(id) => onChoose({ unit: id || undefined })}
          />
        </>
      )}
      {roles && (
        <SelectField
          name="role"
          label={t.role}
          value={address.role ?? ''}
          options={[
            all,
            ...known.map(({ id, name, department, active }) => {
              const whole = department ? t.unitOf(name, department.name) : name;
              return { value: id, label: active ? whole : t.notActive(whole) };
            }),
          ]}
          onChoose={(id) => onChoose({ role: id || undefined })}
        />
      )}
      {structure && (
        <SelectField
          name="placed"
          label={t.placed}
          value={address.placed ?? ''}
          options={[all, { value: 'yes', label: shared.yes }, { value: 'no', label: shared.no }]}
          onChoose={(placed) => onChoose({ placed: placed === 'yes' || placed === 'no' ? placed : undefined })}
        />
      )}
      <SelectField
        name="licence"
        label={t.licence}
        value={address.licence ?? ''}
        options={[all, ...licences.map((value) => ({ value, label: licenceTexts[value][language].name }))]}
        onChoose={(chosen) => onChoose({ licence: licences.find((one) => one === chosen) })}
      />
      <SelectField
        name="personKind"
        label={t.personKind}
        value={address.personKind ?? ''}
        options={[all, ...personKinds.map((value) => ({ value, label: personKindNames[value][language] }))]}
        onChoose={(chosen) => onChoose({ personKind: personKinds.find((one) => one === chosen) })}
      />
      <Day name="lastFrom" label={t.lastFrom} asked={address.lastFrom} onChoose={(day) => onChoose({ lastFrom: day })} />
      <Day
        name="lastTo"
        label={t.lastTo}
        asked={address.lastTo}
        fault={periodRefused ? t.periodInvalid : undefined}
        onChoose={(day) => onChoose({ lastTo: day })}
      />
    </>
  );
}

function Day({
  name,
  label,
  asked = '',
  fault,
  onChoose,
}: {
  readonly name: string;
  readonly label: string;
  readonly asked: string | undefined;
  readonly fault?: string | undefined;
  readonly onChoose: (day: string | undefined) => void;
}) {
  const [typed, setTyped] = useState(asked);
  const [seen, setSeen] = useState(asked);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  if (seen !== asked) {
    setSeen(asked);
    setTyped(asked);
  }
  return (
    <DayField
      name={name}
      label={label}
      quiet
      fault={fault}
      value={typed}
      onType={(day) => {
        setTyped(day);
        clearTimeout(waiting.current);
        // A year that is still being typed is one of the first centuries.
        if (day === '' || day >= '1000') waiting.current = setTimeout(() => onChoose(day || undefined), dayPauseMs);
      }}
    />
  );
}

/** Every further filter that is on, each with the way to take it away. */
function Chips({ address, on }: { readonly address: UsersAddress; readonly on: ReturnType<typeof useNarrowingWords> }) {
  const t = useTexts(messages);
  if (on.length === 0) return null;
  return (
    <ul className="v-chips v-filters__chips" aria-label={t.on}>
      {on.map(({ filter, text }) => {
        const { [filter]: _removed, ...others } = listOf(address);
        return (
          <li key={filter}>
            <Link to="/users" search={others} aria-label={t.removeFilter(text)} resetScroll={false}>
              {text}
              <Icon name="close" size={16} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
