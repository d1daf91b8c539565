import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Problem } from '@varco/shared/problems';
import { useState } from 'react';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Page } from '../../../ui/page.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { logQuery, periodQuery } from '../queries.ts';
import { filtersOf, type LogAddress } from './address.ts';
import { Charts } from './charts.tsx';
import { Chips } from './chips.tsx';
import { ListMenu } from './list-menu.tsx';
import { messages } from './messages.ts';
import { Panels } from './panels.tsx';
import { LogResults } from './results.tsx';
import { SearchForm } from './search-form.tsx';
import { TooWide } from './too-wide.tsx';

const route = getRouteApi('/access-log');

const fields: readonly (string | undefined)[] = ['user', 'from', 'to', 'outcome', 'address', 'channel', 'browser', 'session'];
const inTheForm = ({ issues = [] }: Problem): boolean => issues.length > 0 && issues.every(({ field }) => fields.includes(field));

/** What the page is for, and from when on the log is whole when the search goes further back. */
function Facts({ address: { user, from } }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const format = useFormat();
  const purgedBefore = useQuery(periodQuery(user)).data?.purgedBefore ?? null;
  return (
    <>
      <p>{t.facts}</p>
      {purgedBefore !== null && (from === undefined || from < purgedBefore) && <p>{t.purgedBefore(format.longDay(purgedBefore))}</p>}
    </>
  );
}

/** The log of sign-ins: it opens on the search, with the newest lines below (requirements R2.16, R2.17). */
export default function LogPage() {
  const t = useTexts(messages);
  const address = route.useSearch();
  const { data, error, refetch, isPlaceholderData } = useQuery(logQuery(address));
  const filters = JSON.stringify(filtersOf(address));
  const [shown, setShown] = useState(filters);
  const [sent, setSent] = useState(filters);
  const [round, setRound] = useState(0);

  // The form starts anew when the address changes by itself, as with Back; not after its own search, which must leave focus where it is.
  if (filters !== shown) {
    setShown(filters);
    if (filters !== sent) setRound(round + 1);
  }
  // A refusal that names a field stands beside it.
  const faulty = isRefusal(error, 'access-log.period-invalid') || (isRefusal(error, 'request.invalid') && inTheForm(error.problem));
  return (
    <Page title={t.title} facts={<Facts address={address} />} acts={<ListMenu address={address} />}>
      <SearchForm
        key={round}
        address={address}
        refused={faulty ? error : null}
        nothingFound={data?.items.length === 0}
        onSearch={(next) => setSent(JSON.stringify(filtersOf(next)))}
      />
      <Chips address={address} />
      <Panels address={address} />
      {error &&
        !faulty &&
        (isRefusal(error, 'access-log.too-wide') ? <TooWide error={error} /> : <QueryFault error={error} retry={() => void refetch()} />)}
      {address.chart !== undefined && !faulty && <Charts address={address} />}
      {data && !error && <LogResults page={data} address={address} settled={!isPlaceholderData} />}
    </Page>
  );
}
