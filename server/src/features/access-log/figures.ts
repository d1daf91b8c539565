import { events } from '@varco/shared/access-log/events';
import type { UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import * as store from './store.ts';

const refused = [events['sign-in-refused']];
const MANY = 1_000;

/** When a sign-in of this user was last refused (requirements R1.17). */
export async function lastRefusalOf(tx: Db, scope: Scope, user: UserId): Promise<Date | undefined> {
  const [last] = await store.findEntries(tx, scope, { user, events: refused, from: undefined, to: undefined }, {}, 1);
  return last?.at;
}

/** How many sign-ins were refused since an instant, counted to a thousand. */
export const countRefusals = (tx: Db, scope: Scope, since: Date): Promise<number> =>
  store.countFacts(tx, scope, { events: refused, from: since, to: undefined }, MANY);
