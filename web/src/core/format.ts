import type { Language } from '@varco/shared/language';

/** Dates, hours and numbers as people here write them: 21 nov 2026, 10:27, 4.312. */
export interface Format {
  /** 4.312 */
  number(value: number): string;
  /** 21 nov 2026 */
  date(at: string): string;
  /** 21 novembre 2026 */
  longDate(at: string): string;
  /** 10:27 */
  time(at: string): string;
  /** oggi, 10:27 · ieri, 10:27 · 21 nov 2026, 10:27 */
  moment(at: string): string;
  /** 10:27:33 */
  clock(at: string): string;
  /** 21 nov 2026, 10:27:33 */
  second(at: string): string;
  /** The calendar day YYYY-MM-DD as 21 nov 2026. */
  day(day: string): string;
  /** The same in one piece, for where it stands in a narrow column with other words. */
  wholeDay(day: string): string;
  /** The calendar day as 21 novembre 2026. */
  longDay(day: string): string;
  /** The calendar day as 21 nov. */
  shortDay(day: string): string;
  /** The month of a calendar day as nov 2026. */
  month(day: string): string;
  /** The calendar day an instant falls on, as YYYY-MM-DD. */
  dayOf(at: string): string;
  /** The day it is for what holds from day to day, as YYYY-MM-DD. */
  today(): string;
  /** oggi · ieri · tra 10 giorni · 3 giorni fa, counted in calendar days; far ones in months or years. */
  distance(day: string): string;
}

const locales = { it: 'it-IT', en: 'en-GB' } as const satisfies Record<Language, string>;
const dayMs = 86_400_000;
const daysInMonth = 30.44;
const daysInYear = 365.25;

/** Formats for a language and a time zone; `now` decides what today is, in the zone in which days of validity begin and end. */
export function createFormat(language: Language, timeZone: string, now: () => Date, dayZone = timeZone): Format {
  const locale = locales[language];
  const at = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (value: string) => format.format(new Date(value));
  };
  const onDay = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
    // A field being filled in may hold a day that is none yet, such as one of the year 20261.
    return (day: string) => (Number.isNaN(Date.parse(`${day}T00:00:00Z`)) ? day : format.format(new Date(`${day}T00:00:00Z`)));
  };
  const numbers = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const distances = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const isoDayIn = (zone: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const isoDay = isoDayIn(timeZone);
  const dayOfValidity = isoDayIn(dayZone);

  const short = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const date = at(short);
  const shortDay = onDay(short);
  const time = at({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = at({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
  const dayOf = (value: string): string => isoDay.format(new Date(value));
  const daysTo = (day: string, today: string): number =>
    Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs);

  return {
    number: (value) => numbers.format(value),
    date,
    longDate: at(long),
    time,
    moment: (value) => {
      const days = daysTo(dayOf(value), isoDay.format(now()));
      return days === 0 || days === -1 ? `${distances.format(days, 'day')}, ${time(value)}` : `${date(value)}, ${time(value)}`;
    },
    clock: seconds,
    second: (value) => `${date(value)}, ${seconds(value)}`,
    day: shortDay,
    wholeDay: (day) => shortDay(day).replaceAll(' ', '\u00a0'),
    longDay: onDay(long),
    shortDay: onDay({ day: 'numeric', month: 'short' }),
    month: onDay({ month: 'short', year: 'numeric' }),
    dayOf,
    today: () => dayOfValidity.format(now()),
    distance: (day) => {
      const days = daysTo(day, dayOfValidity.format(now()));
      if (Math.abs(days) < 2 * daysInMonth) return distances.format(days, 'day');
      if (Math.abs(days) < 2 * daysInYear) return distances.format(Math.round(days / daysInMonth), 'month');
      return distances.format(Math.round(days / daysInYear), 'year');
    },
  };
}

/** Whether the browser's own date fields write day, month and year in the order people expect in this language. */
export function writesDaysAlike(language: Language, browser?: string): boolean {
  const order = (locale: string | undefined) =>
    new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' })
      .formatToParts(0)
      .map(({ type }) => type)
      .filter((type) => type !== 'literal')
      .join(' ');
  return order(browser) === order(locales[language]);
}
