import type { UserNarrowing, UserQuery } from '@varco/shared/directory/api';
import type { UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import { requiringAuthorization } from '#features/identity';
import type { Position } from './rules.ts';
import * as store from './store.ts';

const AT_ONCE = 1_000;

/** Whom a list keeps, in the order of their names and however many pages there are: at most `atMost`, and one more says that there are more. */
export async function matchingUsers(
  tx: Db,
  scope: Scope,
  query: Pick<UserQuery, 'search' | 'state'> & UserNarrowing,
  { zone, at, atMost }: { zone: string; at: Date; atMost: number },
): Promise<UserId[]> {
  const filter = {
    state: query.state,
    zone,
    at,
    requiring: await requiringAuthorization(tx),
    asked: await store.ask(tx, scope, query, { zone, at }),
  };
  const found: UserId[] = [];
  for (let after: Position | undefined; found.length <= atMost; ) {
    const limit = Math.min(AT_ONCE, atMost + 1 - found.length);
    const lines = await store.listUsers(tx, scope, filter, 'name', { after, limit });
    found.push(...lines.map(({ id }) => id));
    const last = lines.at(-1);
    if (!last || lines.length < limit) break;
    after = last;
  }
  return found;
}
