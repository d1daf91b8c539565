import type { LogChart, LogFilters } from '@varco/shared/access-log/api';
import { events, reasonNamed } from '@varco/shared/access-log/events';
import { type Day, dayAt, endOfDay, startOfDay } from '@varco/shared/days';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { withDays } from '../lately.ts';
import { inTime, wantedBy } from '../search.ts';
import { firstAt } from '../store.ts';
import { partsOf } from './rules.ts';
import { type Share, shares } from './store.ts';

const counted = [events['signed-in'], events['sign-in-refused']];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * How many sign-ins of a search succeeded and were refused, over its period and by hour of the day, and the refusals by reason. An open
 * end of the period is that of the log. The figures are exact; where reading takes too long, a refusal says what to narrow.
 */
export async function drawChart(core: Pick<Core, 'db' | 'config' | 'clock'>, scope: Scope, given: LogFilters): Promise<LogChart> {
  const { timeZone } = core.config;
  const filters = withDays(given, timeZone, core.clock.now());
  const asked = await wantedBy(core, filters);
  const wanted = { ...asked, events: counted.filter((event) => asked.events?.includes(event) ?? true) };
  const { from, to } = await periodOf(core, scope, filters);
  const { unit, parts } = partsOf(timeZone, from, to);
  const span = { from: startOfDay(timeZone, from), to: endOfDay(timeZone, to) };
  const begins = parts.map(({ at }) => at);
  const found = await inTime(core, scope, { ...wanted, ...span }, (tx) => shares(tx, scope, { ...wanted, ...span }, begins, timeZone));
  const sum = (where: (share: Share) => boolean) => ({
    succeeded: total(found, (share) => share.event === events['signed-in'] && where(share)),
    refused: total(found, (share) => share.event === events['sign-in-refused'] && where(share)),
  });
  return {
    unit,
    from,
    to,
    ...sum(({ part }) => part !== null),
    periods: parts.map((part, index) => ({
      at: part.at.toISOString(),
      from: part.from,
      to: part.to,
      ...sum((share) => share.part === index + 1),
    })),
    hours: HOURS.map((hour) => ({ hour, ...sum((share) => share.hour === hour) })),
    reasons: found
      .filter(({ byReason, event }) => byReason && event === events['sign-in-refused'])
      .map(({ reason, count }) => ({ reason: reason === null ? null : (reasonNamed.get(reason) ?? null), refused: count }))
      .toSorted((one, other) => other.refused - one.refused),
  };
}

const total = (found: readonly Share[], where: (share: Share) => boolean): number =>
  found.reduce((sum, share) => (where(share) ? sum + share.count : sum), 0);

/** No entry of the log is later. */
const LAST_DAY = '2199-12-31' as Day;

/** The days of the search that the log can have: from its first entry, if that is later, until today where the search is open. */
async function periodOf(
  { db, config, clock }: Pick<Core, 'db' | 'config' | 'clock'>,
  scope: Scope,
  filters: LogFilters,
): Promise<{ from: Day; to: Day }> {
  const first = await db.as(scope, (tx) => firstAt(tx, scope, { user: filters.user, from: undefined, to: undefined }));
  const begin = dayAt(config.timeZone, first ?? clock.now());
  const to = filters.to ?? dayAt(config.timeZone, clock.now());
  const last = to > LAST_DAY ? LAST_DAY : to;
  const from = filters.from === undefined || filters.from < begin ? begin : filters.from;
  return from > last ? { from: last, to: last } : { from, to: last };
}
