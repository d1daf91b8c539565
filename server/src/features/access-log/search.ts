import type { LogEntry, LogPage, LogPeriod, LogQuery } from '@varco/shared/access-log/api';
import { channelNamed, channels, eventNamed, events, reasonNamed } from '@varco/shared/access-log/events';
import { dayAt } from '@varco/shared/days';
import type { UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import { readAddress } from '#core/address';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { cursorOf, eventsOf, type Position, positionOf, spanOf } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config'>;

/** How far a search is counted exactly. */
const MOST_COUNTED = 1_000;

/** One page of the log, newest first, with the way to the pages around it and the number of entries found (requirements R2.16-R2.20). */
export async function search(core: Needs, scope: Scope, query: LogQuery): Promise<LogPage> {
  const wanted = wantedBy(core.config.timeZone, query);
  const place = placeOf(query);
  return core.db.as(scope, async (tx) => {
    const total = await store.countEntries(tx, scope, wanted, MOST_COUNTED + 1);
    const page = await readPage((at, limit) => store.findEntries(tx, scope, wanted, at, limit), place, query.limit);
    return {
      items: page.entries.map(lineOf),
      next: page.next,
      previous: page.previous,
      total: { count: Math.min(total, MOST_COUNTED), more: total > MOST_COUNTED },
    };
  });
}

/** What the search form is filled with: from the first entry of this user, or of the whole log, until today (requirements R2.18). */
export async function defaultPeriod(
  core: Pick<Core, 'db' | 'config' | 'clock'>,
  scope: Scope,
  user: UserId | undefined,
): Promise<LogPeriod> {
  const { db, config, clock } = core;
  const today = dayAt(config.timeZone, clock.now());
  const first = await db.as(scope, (tx) => store.firstAt(tx, scope, { user, from: undefined, to: undefined }));
  return { from: first ? dayAt(config.timeZone, first) : today, to: today };
}

/** An entry as it is shown; a number that events.ts does not know is a bug of ours. */
export function lineOf(entry: store.StoredEntry): LogEntry {
  return {
    id: `${entry.xid}.${entry.n}`,
    at: entry.at.toISOString(),
    event: nameOf(eventNamed, entry.event),
    reason: entry.reason === null ? null : nameOf(reasonNamed, entry.reason),
    user: entry.userId === null ? null : { id: entry.userId, name: entry.name ?? '', username: entry.username ?? '' },
    actor: entry.actorName === null ? null : { id: entry.actorUserId, name: entry.actorName },
    session: entry.sessionNumber,
    lockedUntil: entry.lockedForGood ? 'never' : (entry.lockedUntil?.toISOString() ?? null),
    address: entry.address,
    browser: entry.browser,
    channel: nameOf(channelNamed, entry.channel),
    signedOut: entry.endedAt && {
      at: entry.endedAt.toISOString(),
      reason: entry.endReason === null ? null : nameOf(reasonNamed, entry.endReason),
    },
  };
}

function nameOf<Name extends string>(names: ReadonlyMap<number, Name>, number: number): Name {
  const name = names.get(number);
  if (name === undefined) throw new Error(`The log holds the number ${number}, which this version does not know.`);
  return name;
}

/** The entries of one page and the positions of its neighbours; one entry more than asked tells whether there is a neighbour. */
export async function readPage(
  find: (place: store.Place, limit: number) => Promise<store.StoredEntry[]>,
  place: store.Place,
  limit: number,
): Promise<{ entries: store.StoredEntry[]; next: string | null; previous: string | null }> {
  const found = await find(place, limit + 1);
  const more = found.length > limit;
  // Too few newer entries to fill a page: the newest page, whole, is what the reader wants.
  if (place.before && !more) return readPage(find, {}, limit);
  const entries = !more ? found : place.before ? found.slice(1) : found.slice(0, limit);
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    entries,
    next: last && (more || place.before) ? cursorOf(last) : null,
    previous: first && (place.before || place.after) ? cursorOf(first) : null,
  };
}

/** Where a page stands, from the cursors of its neighbours. */
export function placeOf(query: { after?: string | undefined; before?: string | undefined }): store.Place {
  return { after: readCursor('after', query.after), before: readCursor('before', query.before) };
}

function readCursor(field: string, cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const position = positionOf(cursor);
  if (!position) throw new Refusal('request.invalid', { issues: [{ field, rule: 'cursor' }] });
  return position;
}

function wantedBy(zone: string, query: LogQuery): store.Wanted {
  const span = spanOf(zone, query.from, query.to);
  if (span === 'invalid') throw new Refusal('access-log.period-invalid');
  return {
    ...span,
    user: query.user,
    address: query.address === undefined ? undefined : loggedAddress(query.address),
    events: eventsOf(query.outcome)?.map((event) => events[event]),
    channel: query.channel === undefined ? undefined : channels[query.channel],
  };
}

/** The address as the log writes it, however it is typed (requirements D11); a zone names a cable of one machine, and the log keeps none. */
function loggedAddress(typed: string): string {
  const address = typed.includes('%') ? undefined : readAddress(typed);
  if (address === undefined) throw new Refusal('request.invalid', { issues: [{ field: 'address', rule: 'address' }] });
  return address;
}
