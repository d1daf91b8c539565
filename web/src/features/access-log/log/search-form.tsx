import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Lately, latelies, type Outcome, outcomes } from '@varco/shared/access-log/api';
import { type Channel, events, type LogEvent } from '@varco/shared/access-log/events';
import { channelNames } from '@varco/shared/access-log/words';
import { useMemo, useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
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
import { isSearch, keptOf, type LogAddress, readLogAddress } from './address.ts';
import { messages } from './messages.ts';

const route = getRouteApi('/access-log');

/** An outcome, or one kind of event. */
type What = Outcome | `event:${LogEvent}`;
const eventNames = Object.keys(events) as readonly LogEvent[];
const eventOf = (what: What): LogEvent | undefined => eventNames.find((event) => what === `event:${event}`);
const outcomeOf = (what: What): Outcome => outcomes.find((outcome) => outcome === what) ?? 'all';

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
  const format = useFormat();
  const navigate = route.useNavigate();
  const [user, setUser] = useState(address.user);
  const [days, setDays] = useState<{ readonly from?: string; readonly to?: string }>({ ...address });
  const [lately, setLately] = useState<Lately | 'days'>(address.lately ?? 'days');
  const [what, setWhat] = useState<What>(address.event === undefined ? (address.outcome ?? 'all') : `event:${address.event}`);
  const [network, setNetwork] = useState(address.address ?? '');
  const [channel, setChannel] = useState<Channel | 'any'>(address.channel ?? 'any');
  const [browser, setBrowser] = useState(address.browser ?? '');
  const [session, setSession] = useState(address.session ?? '');
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

  const period = useQuery(periodQuery(user)).data;
  const named = useQuery({ ...userNameQuery(user ?? ''), enabled: user !== undefined }).data;
  const from = days.from ?? period?.from ?? '';
  const to = days.to ?? period?.to ?? '';

  const whatNames = (one: What): string => {
    const event = eventOf(one);
    return event === undefined ? t.outcomes[outcomeOf(one)] : log.events[event];
  };
  const printed = [
    ...(user !== undefined && named ? [`${t.user}: ${named.familyName} ${named.givenName}`] : []),
    ...(lately === 'days' ? [] : [t.latelies[lately]]),
    ...(from === '' || lately !== 'days' ? [] : [`${t.from} ${format.day(from)}`]),
    ...(to === '' || lately !== 'days' ? [] : [`${t.to} ${format.day(to)}`]),
    `${t.outcome}: ${whatNames(what)}`,
    ...(network === '' ? [] : [`${t.address}: ${network}`]),
    `${t.channel}: ${channel === 'any' ? t.anyChannel : log.channels[channel]}`,
    ...(browser === '' ? [] : [`${t.browser}: ${browser}`]),
    ...(session === '' ? [] : [`${t.session}: ${session}`]),
    ...(address.reason === undefined ? [] : [`${t.reason}: ${log.reasons[address.reason]}`]),
  ].join(' · ');
  const search = () => {
    if (lately === 'days' && from !== '' && to !== '' && from > to) {
      setOwn([{ field: 'from', text: t.periodInvalid }]);
      return;
    }
    setOwn([]);
    setFolded(true);
    const next = readLogAddress({
      ...keptOf(address),
      user,
      lately,
      from: lately !== 'days' || from === period?.from ? undefined : from,
      to: lately !== 'days' || to === period?.to ? undefined : to,
      outcome: outcomeOf(what),
      event: eventOf(what),
      address: network,
      channel,
      browser,
      session,
    });
    onSearch(next);
    void navigate({ search: next, resetScroll: false });
  };
  return (
    <search className={hidden ? 'v-search v-search--folded' : 'v-search'}>
      <FaultSummary faults={faults} />
      <p className="v-print-only">{printed}</p>
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
          look={async (text) => (await suggestUsers(text)).map(({ id, name, username }) => ({ id, name, second: username }))}
          count={t.suggestions}
          onChoose={(suggestion) => setUser(suggestion?.id)}
        />
        <SelectField
          name="lately"
          label={t.period}
          value={lately}
          options={[{ value: 'days', label: t.namedDays }, ...latelies.map((value) => ({ value, label: t.latelies[value] }))]}
          onChoose={setLately}
        />
        {lately === 'days' && (
          <>
            <DayField
              name="from"
              quiet
              label={t.from}
              fault={faultOf(faults, 'from')}
              value={from}
              onType={(value) => setDays({ ...days, from: value })}
            />
            <DayField name="to" quiet label={t.to} value={to} onType={(value) => setDays({ ...days, to: value })} />
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
          onChoose={setWhat}
        />
        <TextField
          name="address"
          label={t.address}
          placeholder={t.addressHint}
          fault={faultOf(faults, 'address')}
          autoComplete="off"
          spellCheck={false}
          value={network}
          onType={setNetwork}
        />
        <SelectField
          name="channel"
          label={t.channel}
          value={channel}
          options={[{ value: 'any', label: t.anyChannel }, ...channelNames.map((value) => ({ value, label: log.channels[value] }))]}
          onChoose={setChannel}
        />
        <SelectField
          name="browser"
          label={t.browser}
          value={browser}
          options={[
            { value: '', label: t.anyBrowser },
            ...[...new Set([...families, ...(browser === '' ? [] : [browser])])].map((value) => ({ value, label: value })),
          ]}
          onChoose={setBrowser}
        />
        <TextField
          name="session"
          label={t.session}
          placeholder={t.sessionHint}
          fault={faultOf(faults, 'session')}
          inputMode="numeric"
          autoComplete="off"
          value={session}
          onType={setSession}
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
