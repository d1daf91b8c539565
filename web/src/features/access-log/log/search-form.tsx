import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { latelies, outcomes } from '@varco/shared/access-log/api';
import { channelNames } from '@varco/shared/access-log/words';
import { useMemo, useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useTexts } from '../../../core/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { useFaultsOf } from '../../../ui/faults.ts';
import { DayField, SelectField, TextField } from '../../../ui/field.tsx';
import { type Fault, FaultSummary, faultOf } from '../../../ui/form.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { useLogWords } from '../../../ui/log-outcome.tsx';
import { usePageFaults } from '../../../ui/page.tsx';
import { browsersQuery, periodQuery, suggestUsers, userNameQuery } from '../queries.ts';
import { eventNames, isSearch, type LogAddress } from './address.ts';
import { PrintedSearch } from './chips.tsx';
import { addressOf, areReversed, type Draft, daysOf, draftOf } from './draft.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log');

/** What to look for: the period is filled from the first entry to today (requirements R2.18), the user when one came from his page. */
export function SearchForm({
  address,
  refused,
  nothingFound,
  onSearch,
}: {
  readonly address: LogAddress;
  /** What the server refused of this search. */
  readonly refused: Error | null;
  /** The way out stands where the lines would be. */
  readonly nothingFound: boolean;
  readonly onSearch: (next: LogAddress) => void;
}) {
  const t = useTexts(messages);
  const log = useLogWords();
  const navigate = route.useNavigate();
  const [draft, setDraft] = useState(() => draftOf(address));
  const fill = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const families = useQuery(browsersQuery).data ?? [];
  const [folded, setFolded] = useState(true);
  const [own, setOwn] = useState<readonly Fault[]>([]);
  const faultsOf = useFaultsOf();
  const answered = useMemo(() => {
    if (refused === null) return [];
    return isRefusal(refused, 'access-log.period-invalid') ? [{ field: 'from', text: t.periodInvalid }] : faultsOf(refused);
  }, [refused, faultsOf, t]);
  const faults = own.length > 0 ? own : answered;
  usePageFaults(faults.length > 0);
  // A summary of faults leads to fields that are in view.
  const hidden = folded && faults.length === 0;

  const { user, lately, what, browser } = draft;
  const period = useQuery(periodQuery(user)).data;
  const named = useQuery({ ...userNameQuery(user ?? ''), enabled: user !== undefined }).data;
  const { from, to } = daysOf(draft, period);

  const search = () => {
    if (areReversed(draft, period)) {
      setOwn([{ field: 'from', text: t.periodInvalid }]);
      return;
    }
    setOwn([]);
    setFolded(true);
    const next = addressOf(draft, address, period);
    onSearch(next);
    void navigate({ search: next, resetScroll: false });
  };
  return (
    <search className={hidden ? 'v-search v-search--folded' : 'v-search'}>
      <FaultSummary faults={faults} />
      <PrintedSearch address={address} />
      <div className="v-search__unfold">
        <Button onClick={() => setFolded(!hidden)} aria-expanded={!hidden}>
          <Icon name="search" />
          {t.changeSearch}
        </Button>
      </div>
      <form
        className="v-search__form"
        aria-label={t.searchTitle}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          search();
        }}
      >
        <Combobox
          name="user"
          label={t.user}
          hint={t.userHint}
          quiet
          chosen={user !== undefined && named ? `${named.familyName} ${named.givenName}` : ''}
          look={async (text) => (await suggestUsers(text)).map(({ id, name, username }) => ({ id, name, second: username ?? '' }))}
          count={t.suggestions}
          onChoose={(suggestion) => fill({ user: suggestion?.id })}
        />
        <SelectField
          name="lately"
          label={t.period}
          value={lately}
          options={[{ value: 'days', label: t.namedDays }, ...latelies.map((value) => ({ value, label: t.latelies[value] }))]}
          onChoose={(value) => fill({ lately: value })}
        />
        {lately === 'days' && (
          <>
            <DayField
              name="from"
              quiet
              label={t.from}
              fault={faultOf(faults, 'from')}
              value={from}
              onType={(value) => fill({ from: value })}
            />
            <DayField name="to" quiet label={t.to} value={to} onType={(value) => fill({ to: value })} />
          </>
        )}
        <SelectField
          name="outcome"
          label={t.outcome}
          value={what}
          options={[
            ...outcomes.map((value) => ({ value, label: t.outcomes[value] })),
            ...eventNames.map((event) => ({ value: `event:${event}` as const, label: log.events[event], group: t.oneEvent })),
          ]}
          onChoose={(value) => fill({ what: value })}
        />
        <TextField
          name="address"
          label={t.address}
          placeholder={t.addressHint}
          fault={faultOf(faults, 'address')}
          autoComplete="off"
          spellCheck={false}
          value={draft.address}
          onType={(value) => fill({ address: value })}
        />
        <SelectField
          name="channel"
          label={t.channel}
          value={draft.channel}
          options={[{ value: 'any', label: t.anyChannel }, ...channelNames.map((value) => ({ value, label: log.channels[value] }))]}
          onChoose={(value) => fill({ channel: value })}
        />
        <SelectField
          name="browser"
          label={t.browser}
          value={browser}
          options={[
            { value: '', label: t.anyBrowser },
            ...[...new Set([...families, ...(browser === '' ? [] : [browser])])].map((value) => ({ value, label: value })),
          ]}
          onChoose={(value) => fill({ browser: value })}
        />
        <TextField
          name="session"
          label={t.session}
          placeholder={t.sessionHint}
          fault={faultOf(faults, 'session')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.session}
          onType={(value) => fill({ session: value })}
        />
        <div className="v-search__acts">
          <Button type="submit" look="main">
            <Icon name="search" />
            {t.search}
          </Button>
          {isSearch(address) && !nothingFound && (
            <Button look="quiet" onClick={() => void navigate({ search: {} })}>
              {t.clear}
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}
