import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { LogChart } from '@varco/shared/access-log/api';
import type { Format } from '../../../core/format.ts';
import { isRefusal } from '../../../core/http.ts';
import { useFormat } from '../../../core/me.ts';
import { useLanguage, useTexts } from '../../../core/texts.ts';
import { AmountChart, BarChart } from '../../../ui/chart.tsx';
import { useLogWords } from '../../../ui/log-outcome.tsx';
import { Note } from '../../../ui/note.tsx';
import { QueryFault } from '../../../ui/problem.tsx';
import { chartQuery } from '../queries.ts';
import { keptOf, type LogAddress } from './address.ts';
import { messages } from './messages.ts';
import { TooWide } from './too-wide.tsx';

const route = getRouteApi('/access-log');

/** Sign-ins over the period and by hour of the day, and refusals by reason: pictures with their tables. */
export function Charts({ address }: { readonly address: LogAddress }) {
  const t = useTexts(messages).chart;
  const { data, error, refetch, isPlaceholderData } = useQuery(chartQuery(address));
  if (error) {
    return isRefusal(error, 'access-log.too-wide') ? (
      <TooWide error={error} title={t.notCounted} />
    ) : (
      <QueryFault error={error} retry={() => void refetch()} />
    );
  }
  if (!data) return null;
  if (data.succeeded + data.refused === 0) return <Note title={t.none} />;
  return (
    <div className="v-charts" aria-busy={isPlaceholderData}>
      <Periods chart={data} address={address} />
      <Hours chart={data} />
      <Reasons chart={data} address={address} />
    </div>
  );
}

type Part = LogChart['periods'][number];

/** What a bar is called: under it, and in the table. */
function nameOf(unit: LogChart['unit'], part: Part, format: Format): { readonly label: string; readonly whole: string } {
  if (unit === 'hour') return { label: format.time(part.at), whole: `${format.day(part.from)}, ${format.time(part.at)}` };
  if (unit === 'day') return { label: format.shortDay(part.from), whole: format.day(part.from) };
  if (unit === 'week') return { label: format.shortDay(part.from), whole: `${format.day(part.from)} – ${format.day(part.to)}` };
  if (unit === 'month') return { label: format.month(part.from), whole: format.month(part.from) };
  return { label: part.from.slice(0, 4), whole: part.from.slice(0, 4) };
}

const most = <Item,>(items: readonly Item[], value: (item: Item) => number): Item | undefined =>
  items.reduce<Item | undefined>((best, item) => (best === undefined || value(item) > value(best) ? item : best), undefined);

function Periods({ chart, address }: { readonly chart: LogChart; readonly address: LogAddress }) {
  const t = useTexts(messages).chart;
  const format = useFormat();
  const navigate = route.useNavigate();
  const bars = chart.periods.map((part) => ({ part, ...nameOf(chart.unit, part, format) }));
  const worst = most(bars, ({ part }) => part.refused);
  const finding = [
    t.period(format.day(chart.from), format.day(chart.to)),
    t.sums(format.number(chart.succeeded), format.number(chart.refused)),
    ...(worst && worst.part.refused > 0 ? [t.mostRefused(worst.whole, format.number(worst.part.refused))] : []),
  ].join(' ');
  return (
    <BarChart
      title={t.title}
      finding={finding}
      column={t.columns[chart.unit]}
      names={[t.succeeded, t.refused]}
      bars={bars.map(({ part, label, whole }) => ({
        key: part.at,
        label,
        // Of an hour the days are its own day: there is nothing narrower to look for.
        whole:
          chart.unit === 'hour' ? (
            whole
          ) : (
            <Link to="/access-log" search={{ ...keptOf(address), from: part.from, to: part.to }} resetScroll={false}>
              {whole}
            </Link>
          ),
        first: part.succeeded,
        second: part.refused,
        press:
          chart.unit === 'hour'
            ? undefined
            : () => void navigate({ search: { ...keptOf(address), from: part.from, to: part.to }, resetScroll: false }),
      }))}
    />
  );
}

const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

function Hours({ chart: { hours } }: { readonly chart: LogChart }) {
  const t = useTexts(messages).chart;
  const format = useFormat();
  const busiest = most(hours, ({ succeeded, refused }) => succeeded + refused);
  const name = (hour: number) => t.fromTo(hourName(hour), hourName((hour + 1) % 24));
  return (
    <BarChart
      title={t.hours}
      finding={busiest ? t.busiest(name(busiest.hour), format.number(busiest.succeeded + busiest.refused)) : ''}
      column={t.hour}
      names={[t.succeeded, t.refused]}
      bars={hours.map(({ hour, succeeded, refused }) => ({
        key: String(hour),
        label: hourName(hour),
        whole: name(hour),
        first: succeeded,
        second: refused,
      }))}
    />
  );
}

function Reasons({ chart: { reasons, refused }, address }: { readonly chart: LogChart; readonly address: LogAddress }) {
  const t = useTexts(messages).chart;
  const log = useLogWords();
  const language = useLanguage();
  const [first] = reasons;
  const share = new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', { style: 'percent' });
  const name = (reason: LogChart['reasons'][number]['reason']) => (reason === null ? t.noReason : log.reasons[reason]);
  return (
    <AmountChart
      title={t.reasons}
      finding={first ? t.mostFrequent(name(first.reason), share.format(first.refused / refused)) : t.noRefusals}
      column={t.reason}
      name={t.refused}
      amounts={reasons.map(({ reason, refused: value }) => ({
        key: reason ?? '',
        label:
          reason === null ? (
            name(reason)
          ) : (
            <Link to="/access-log" search={{ ...keptOf(address), outcome: 'refused', reason }} resetScroll={false}>
              {name(reason)}
            </Link>
          ),
        value,
      }))}
    />
  );
}
