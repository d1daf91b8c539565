import type { LogChanges, LogEntry, LogFilters, LogPage, LogPeriod, LogQuery } from '@varco/shared/access-log/api';
import { channelNamed, channels, eventNamed, events, reasonNamed, reasons } from '@varco/shared/access-log/events';
import { dayAt } from '@varco/shared/days';
import { erasedLabel } from '@varco/shared/identity/erased';
import type { UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import { readAddress } from '#core/address';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { Refusal } from '#core/refusal';
import { UnreadableSecret } from '#core/secret-text';
import type { Db } from '#db/database';
import { openDetail } from './details.ts';
import { withDays } from './lately.ts';
import { purgedBefore } from './purge/retention.ts';
import { cursorOf, eventsOf, narrowings, type Position, positionOf, spanOf } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config' | 'clock'>;
type Reads = Pick<Core, 'db' | 'config' | 'keys' | 'clock'>;

/** How far a search is counted exactly. */
const MOST_COUNTED = 1_000;

/** No statement of a search takes longer: whoever asked is told what to narrow. */
const LONGEST_MS = 2_000;

/** Asks the log within a scope; what takes too long is refused, with what would make it shorter. */
export async function inTime<Answer>(
  core: Pick<Core, 'db'>,
  scope: Scope,
  wanted: store.Wanted,
  ask: (tx: Db) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await core.db.as(scope, async (tx) => {
      // Sent together, in this order: the limit costs no way to the database and back.
      const [, answer] = await Promise.all([store.limitTime(tx, LONGEST_MS), ask(tx)]);
      return answer;
    });
  } catch (fault) {
    if (store.tookTooLong(fault)) throw new Refusal('access-log.too-wide', { narrow: narrowings(wanted) });
    throw fault;
  }
}

/** One page of the log, with the way to the pages around it and the number of entries found (requirements R2.16-R2.20). */
export async function search(core: Reads, scope: Scope, query: LogQuery): Promise<LogPage> {
  const place = placeOf(query);
  const wanted = await wantedBy(core, query);
  const page = await inTime(core, scope, wanted, (tx) =>
    readPage((at, limit) => store.findEntries(tx, scope, wanted, at, limit), place, query.limit),
  );
  const shown = { count: page.entries.length, more: page.next !== null || page.previous !== null };
  return {
    items: page.entries.map((entry) => lineWithChanges(core.keys, entry)),
    next: page.next,
    previous: page.previous,
    total: shown.more ? await countedTo(MOST_COUNTED, core, scope, wanted, shown) : shown,
  };
}

/** How many entries there are up to a number; where counting takes too long, as many as are shown already. */
async function countedTo(
  most: number,
  core: Needs,
  scope: Scope,
  wanted: store.Wanted,
  shown: LogPage['total'],
): Promise<LogPage['total']> {
  try {
    const total = await inTime(core, scope, wanted, (tx) => store.countEntries(tx, scope, wanted, most + 1));
    return { count: Math.min(total, most), more: total > most };
  } catch (fault) {
    if (fault instanceof Refusal) return shown;
    throw fault;
  }
}

/** How many entries a search finds before an instant, or in all, exactly; or a refusal that says what to narrow (requirements R3.57). */
export async function countExactly(core: Needs, scope: Scope, filters: LogFilters, until?: Date): Promise<number> {
  const wanted = endedBy(await wantedBy(core, filters), until);
  return inTime(core, scope, wanted, (tx) => store.countAllEntries(tx, scope, wanted));
}

/** What the search form is filled with: from the first entry of this user, or of the whole log, until today (requirements R2.18). */
export async function defaultPeriod(
  core: Pick<Core, 'db' | 'config' | 'clock'>,
  scope: Scope,
  user: UserId | undefined,
): Promise<LogPeriod> {
  const { db, config, clock } = core;
  const today = dayAt(config.timeZone, clock.now());
  return db.as(scope, async (tx) => {
    const first = await store.firstAt(tx, scope, { user, from: undefined, to: undefined });
    return { from: first ? dayAt(config.timeZone, first) : today, to: today, purgedBefore: await purgedBefore(tx) };
  });
}

/** The families of browsers a search may name. */
export const browserFamilies = (core: Pick<Core, 'db'>): Promise<string[]> => store.browserFamilies(core.db);

/** An entry as it is shown; a number that events.ts does not know is a bug of ours. */
export function lineOf(entry: store.StoredEntry): Omit<LogEntry, 'changes'> {
  return {
    id: `${entry.xid}.${entry.n}`,
    at: entry.at.toISOString(),
    event: nameOf(eventNamed, entry.event),
    reason: entry.reason === null ? null : nameOf(reasonNamed, entry.reason),
    user:
      entry.userId === null ? null : { id: entry.userId, name: entry.name ?? erasedLabel(entry.userId), username: entry.username ?? '' },
    actor: actorOf(entry),
    onBehalfOf: delegatorOf(entry),
    object: entry.objectId,
    session: entry.sessionNumber,
    count: entry.count ?? 1,
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

/** The same with what it changed, for those who may know it. */
export const lineWithChanges = (keys: Keys, entry: store.StoredEntry): LogEntry => ({ ...lineOf(entry), changes: changesOf(keys, entry) });

/** What an entry says it changed; one that cannot be read stays a line of the log. */
function changesOf(keys: Keys, { hasDetail, detailOf, detail, detailKeyId, detailKey }: store.StoredEntry): LogChanges | null {
  if (!hasDetail) return null;
  if (detail === null || detailOf === null) return { items: [], erased: true, unreadable: false };
  const key = detailKeyId === null || detailKey === null ? undefined : { organizationId: detailOf, id: detailKeyId, wrapped: detailKey };
  try {
    const opened = openDetail(keys, { organizationId: detailOf, ciphertext: detail, key });
    if (opened) return { items: JSON.parse(opened.text) as LogChanges['items'], erased: false, unreadable: false };
  } catch (fault) {
    if (!(fault instanceof UnreadableSecret)) throw fault;
  }
  return { items: [], erased: false, unreadable: true };
}

/** Who did it; of whoever was erased only what stands for his name. */
function actorOf({ actorUserId: id, actorName }: store.StoredEntry): LogEntry['actor'] {
  if (actorName !== null) return { id, name: actorName };
  return id === null ? null : { id, name: erasedLabel(id) };
}

/** For whom it was done, when a delegate did it. */
function delegatorOf({ isDelegated, delegatorUserId: id, delegatorName }: store.StoredEntry): LogEntry['onBehalfOf'] {
  return isDelegated && id !== null ? { id, name: delegatorName ?? erasedLabel(id) } : null;
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
  // Too few entries before it to fill a page: the first page, whole, is what the reader wants.
  if (place.before && !more) return readPage(find, { oldestFirst: place.oldestFirst }, limit);
  const entries = !more ? found : place.before ? found.slice(1) : found.slice(0, limit);
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    entries,
    next: last && (more || place.before) ? cursorOf(last) : null,
    previous: first && (place.before || place.after) ? cursorOf(first) : null,
  };
}

/** Where a page stands, from the cursors of its neighbours. */
export function placeOf(query: {
  after?: string | undefined;
  before?: string | undefined;
  order?: LogQuery['order'] | undefined;
}): store.Place {
  return {
    after: readCursor('after', query.after),
    before: readCursor('before', query.before),
    oldestFirst: query.order === 'oldest',
  };
}

function readCursor(field: string, cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const position = positionOf(cursor);
  if (!position) throw new Refusal('request.invalid', { issues: [{ field, rule: 'cursor' }] });
  return position;
}

/** A search as the store takes it; what cannot be searched for is refused. */
export async function wantedBy({ config, db, clock }: Needs, filters: LogFilters, at = clock.now()): Promise<store.Wanted> {
  const { from, to } = withDays(filters, config.timeZone, at);
  const span = spanOf(config.timeZone, from, to);
  if (span === 'invalid') throw new Refusal('access-log.period-invalid');
  return {
    ...span,
    user: filters.user,
    address: filters.address === undefined ? undefined : loggedAddress(filters.address),
    events: eventsOf(filters.outcome, filters.event)?.map((event) => events[event]),
    reason: filters.reason === undefined ? undefined : reasons[filters.reason],
    channel: filters.channel === undefined ? undefined : channels[filters.channel],
    session: filters.session,
    object: filters.object,
    browsers: filters.browser === undefined ? undefined : await store.browserNumbers(db, filters.browser),
  };
}

/** The same search, without what came at an instant or later. */
export const endedBy = (wanted: store.Wanted, until: Date | undefined): store.Wanted =>
  until === undefined || (wanted.to && wanted.to < until) ? wanted : { ...wanted, to: until };

/** The address as the log writes it, however it is typed (requirements D11); a zone names a cable of one machine, and the log keeps none. */
function loggedAddress(typed: string): string {
  const address = typed.includes('%') ? undefined : readAddress(typed);
  if (address === undefined) throw new Refusal('request.invalid', { issues: [{ field: 'address', rule: 'address' }] });
  return address;
}
