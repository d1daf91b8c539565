import type { LogFilters } from '@varco/shared/access-log/api';
import { addDays, type Day, dayAt } from '@varco/shared/days';

const beginOf: Readonly<Record<NonNullable<LogFilters['lately']>, (today: Day) => Day>> = {
  today: (today) => today,
  'last-7-days': (today) => addDays(today, -6),
  'last-30-days': (today) => addDays(today, -29),
  'this-month': (today) => `${today.slice(0, 8)}01` as Day,
};

/**
 * The same search with the days that a period told from today stands for; days that are named besides narrow it. A search that is kept
 * keeps its words, so that it means other days tomorrow.
 */
export function withDays<Filters extends LogFilters>(filters: Filters, zone: string, at: Date): Filters {
  const { lately, from, to } = filters;
  if (lately === undefined) return filters;
  const today = dayAt(zone, at);
  const begin = beginOf[lately](today);
  const narrowed = { from: from !== undefined && from > begin ? from : begin, to: to !== undefined && to < today ? to : today };
  return { ...filters, lately: undefined, ...narrowed };
}
