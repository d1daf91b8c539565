import type { ChartUnit } from '@varco/shared/access-log/api';
import { addDays, type Day, endOfDay, startOfDay } from '@varco/shared/days';

/** One bar of a chart: its first instant, and the days it covers, both included. */
export interface Part {
  readonly at: Date;
  readonly from: Day;
  readonly to: Day;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many days a chart may cover with bars of a kind: no bar becomes too thin to be seen. */
const longest: readonly (readonly [ChartUnit, number])[] = [
  ['hour', 2],
  ['day', 62],
  ['week', 371],
  ['month', 5 * 366],
];

/** Noon is far from every change of the clock. */
const noon = (day: Day): number => Date.parse(`${day}T12:00:00Z`);
const daysBetween = (from: Day, to: Day): number => Math.round((noon(to) - noon(from)) / DAY_MS) + 1;
const MONDAY = 1;

const monthAfter = (day: Day): Day => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return (month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`) as Day;
};

/** The first day of the bar after the one that has a day. */
const nextPart: Readonly<Record<Exclude<ChartUnit, 'hour'>, (day: Day) => Day>> = {
  day: (day) => addDays(day, 1),
  week: (day) => addDays(day, 7 - ((new Date(noon(day)).getUTCDay() + 7 - MONDAY) % 7)),
  month: monthAfter,
  year: (day) => `${Number(day.slice(0, 4)) + 1}-01-01` as Day,
};

/** The bars of a chart from a day to a day of a zone: hours up to 2 days, then days, weeks that begin on Monday, months, years. */
export function partsOf(zone: string, from: Day, to: Day): { readonly unit: ChartUnit; readonly parts: readonly Part[] } {
  const length = daysBetween(from, to);
  const unit = longest.find(([, days]) => length <= days)?.[0] ?? 'year';
  if (unit === 'hour') return { unit, parts: Array.from({ length }, (_, index) => hoursOf(zone, addDays(from, index))).flat() };
  // From bar to bar and not from day to day: of two centuries these are sixty thousand, for which everybody else would wait.
  const firsts: Day[] = [];
  for (let first = from; first <= to; first = nextPart[unit](first)) firsts.push(first);
  return {
    unit,
    parts: firsts.map((first, index) => {
      const next = firsts[index + 1];
      return { at: startOfDay(zone, first), from: first, to: next === undefined ? to : addDays(next, -1) };
    }),
  };
}

/** The hours that a day really has: 23 or 25 when the clock changes. */
function hoursOf(zone: string, day: Day): Part[] {
  const begin = startOfDay(zone, day).getTime();
  const count = Math.ceil((endOfDay(zone, day).getTime() - begin) / HOUR_MS);
  return Array.from({ length: count }, (_, hour) => ({ at: new Date(begin + hour * HOUR_MS), from: day, to: day }));
}
