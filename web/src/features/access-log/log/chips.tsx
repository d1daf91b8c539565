import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../../core/me.ts';
import { useTexts } from '../../../core/texts.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useLogWords } from '../../../ui/log-outcome.tsx';
import { periodQuery, userNameQuery } from '../queries.ts';
import { type filtersOf, keptOf, type LogAddress } from './address.ts';
import { daysOf } from './draft.ts';
import { messages } from './messages.ts';

type Filter = keyof ReturnType<typeof filtersOf>;

/** What is being looked for, in words; an order in which every list of filters stands. */
export function useFilterWords(address: LogAddress): { readonly filter: Filter; readonly text: string }[] {
  const t = useTexts(messages);
  const log = useLogWords();
  const format = useFormat();
  const named = useQuery({ ...userNameQuery(address.user ?? ''), enabled: address.user !== undefined }).data;
  const words: Readonly<Record<Filter, string | undefined>> = {
    user: address.user && `${t.user}: ${named ? `${named.familyName} ${named.givenName}` : address.user}`,
    from: address.from === undefined || address.from === '' ? undefined : `${t.from} ${format.day(address.from)}`,
    to: address.to === undefined || address.to === '' ? undefined : `${t.to} ${format.day(address.to)}`,
    lately: address.lately && t.latelies[address.lately],
    outcome: address.outcome && t.outcomes[address.outcome],
    event: address.event && log.events[address.event],
    reason: address.reason && `${t.reason}: ${log.reasons[address.reason]}`,
    address: address.address && `${t.address}: ${address.address}`,
    channel: address.channel && `${t.channel}: ${log.channels[address.channel]}`,
    browser: address.browser && `${t.browser}: ${address.browser}`,
    session: address.session && `${t.session}: ${address.session}`,
    object: address.object && t.object,
  };
  return (Object.keys(words) as Filter[]).flatMap((filter) => {
    const text = words[filter];
    return text === undefined ? [] : [{ filter, text }];
  });
}

/** On paper, above the lines: what was looked for, with the days and the outcome also where nobody chose them. */
export function PrintedSearch({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const period = useQuery(periodQuery(address.user)).data;
  const words = useFilterWords(address.lately === undefined ? { ...address, ...daysOf(address, period) } : address);
  const isAnyOutcome = address.outcome === undefined && address.event === undefined;
  const texts = [...words.map(({ text }) => text), ...(isAnyOutcome ? [`${t.outcome}: ${t.outcomes.all}`] : [])];
  return <p className="v-print-only">{texts.join(' · ')}</p>;
}

/** Every filter that is on, each with the way to take it away. */
export function Chips({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages);
  const filters = useFilterWords(address);
  if (filters.length === 0) return null;
  return (
    <ul className="v-chips" aria-label={t.filters}>
      {filters.map(({ filter, text }) => {
        const { [filter]: _removed, ...others } = keptOf(address);
        return (
          <li key={filter}>
            <Link to="/access-log" search={others} aria-label={t.removeFilter(text)} resetScroll={false}>
              {text}
              <Icon name="close" size={16} />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
