import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day, `YYYY-MM-DD`, without hour or zone (requirements D9). */
export type Day = string & z.core.$brand<'Day'>;

const isDay = (value: string): boolean => {
  // The calendar of people and of PostgreSQL has no year 0.
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    Temporal.PlainDate.from(value, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
};

/** Parses a calendar day and refuses days that do not exist, such as 30 February. */
export const Day = z
  .string()
  .refine(isDay, { error: 'day' })
  .meta({ format: 'date' })
  .transform((value) => value as Day);

/** Whether the runtime knows the time zone (IANA name). */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The name of a time zone as the list writes it, however it was typed. */
export const zoneName = (zone: string): string => new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;

/** The instant at which `day` begins in `zone`; a day whose midnight is skipped by summer time begins when it can. */
export const startOfDay = (zone: string, day: Day): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone }).startOfDay().epochMilliseconds);

/**
 * The instant at which clocks in `zone` show `time` (`HH:MM`) on `day`: the first one where they show it twice; an hour that summer time
 * skips comes one hour later.
 */
export const atTime = (zone: string, day: Day, time: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds);

/** The first instant after `day` in `zone`: validity to a day lasts until here (requirements D9). */
export const endOfDay = (zone: string, day: Day): Date => startOfDay(zone, addDays(day, 1));

/** The day `days` after `day` (before it when negative). */
export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString() as Day;

/** The day `months` calendar months after `day` (before it when negative); where the month is too short, its last day (requirements D9). */
export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString() as Day;

/** The day answered last and the instants between which it lasts: nearly every question is about today. */
let latest = { zone: '', day: '' as Day, from: 0, until: 0 };

/** The day it is in `zone` at the instant `at`. */
export function dayAt(zone: string, at: Date): Day {
  const instant = at.getTime();
  if (zone === latest.zone && instant >= latest.from && instant < latest.until) return latest.day;
  const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString() as Day;
  latest = { zone, day, from: startOfDay(zone, day).getTime(), until: endOfDay(zone, day).getTime() };
  return day;
}
