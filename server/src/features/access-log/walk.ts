import type { LogEntry, LogFilters, LogView } from '@varco/shared/access-log/api';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { endedBy, lineWithChanges, wantedBy } from './search.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config' | 'clock'>;
type Reads = Pick<Core, 'db' | 'config' | 'keys' | 'clock'>;

/** Enough for the questions to cost little beside the rows, few enough to be in memory many times over. */
const AT_ONCE = 5_000;

/** No question of a walk takes longer; one that finds rows seldom may read much of the log between two of them. */
const LONGEST_MS = 25_000;

/**
 * Every entry of a search before an instant, some thousands at a time and each in a short transaction of its own: however long the reader
 * takes, nothing is held meanwhile. What is added behind the walk is not in it.
 */
export async function* walkLog(core: Reads, scope: Scope, view: LogView, until: Date): AsyncGenerator<LogEntry[], void> {
  yield* walk(core, scope, endedBy(await wantedBy(core, view, until), until), view.order === 'oldest');
}

/** Every entry about one person, from the newest; `by` and `user` are for whoever writes it down to leave out (requirements R5.13). */
export const walkOwn = (core: Reads, organizationId: OrganizationId, user: UserId, until: Date): AsyncGenerator<LogEntry[], void> =>
  walk(core, { organizations: [organizationId] }, { user, from: undefined, to: until }, false);

async function* walk(core: Reads, scope: Scope, wanted: store.Wanted, oldestFirst: boolean): AsyncGenerator<LogEntry[], void> {
  let place: store.Place = { oldestFirst };
  for (;;) {
    const here = place;
    const found = await core.db.as(scope, async (tx) => {
      await store.limitTime(tx, LONGEST_MS);
      return store.findEntries(tx, scope, wanted, here, AT_ONCE);
    });
    if (found.length > 0) yield found.map((entry) => lineWithChanges(core.keys, entry));
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) return;
    place = { oldestFirst, after: last };
  }
}

/** What a search without limits on who reads it keeps, judged before anything is written. */
export async function refuseUnsearchable(core: Needs, filters: LogFilters): Promise<void> {
  await wantedBy(core, filters);
}
