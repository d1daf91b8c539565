import { addDays, atTime, type Day, dayAt } from '@varco/shared/days';

/** When a job is due: at an hour of each day in the installation's zone, or each time so many milliseconds have passed. */
export type Schedule = { readonly daily: string } | { readonly everyMs: number };

/** The latest instant at or before `at` when the job was due; a day has exactly one, also when it lasts 23 or 25 hours. */
export function lastDue(schedule: Schedule, zone: string, at: Date): Date {
  if ('everyMs' in schedule) return new Date(Math.floor(at.getTime() / schedule.everyMs) * schedule.everyMs);
  const today = dayAt(zone, at);
  const due = atTime(zone, today, schedule.daily);
  return due <= at ? due : atTime(zone, addDays(today, -1), schedule.daily);
}

/** The first instant after `at` when the job is due. */
export function nextDue(schedule: Schedule, zone: string, at: Date): Date {
  if ('everyMs' in schedule) return new Date(lastDue(schedule, zone, at).getTime() + schedule.everyMs);
  const today: Day = dayAt(zone, at);
  const due = atTime(zone, today, schedule.daily);
  return due > at ? due : atTime(zone, addDays(today, 1), schedule.daily);
}
