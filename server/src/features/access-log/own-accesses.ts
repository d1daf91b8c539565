import type { OwnAccesses } from '@varco/shared/access-log/api';
import { homeOf, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { lineOf, placeOf, readPage } from './search.ts';
import * as store from './store.ts';

/** What the log says of the person who asks, newest first, without anybody's id or name (requirements R5.13). */
export async function ownAccesses(
  core: Pick<Core, 'db'>,
  actor: SignedIn,
  page: { after?: string | undefined; limit: number },
): Promise<OwnAccesses> {
  const scope = homeOf(actor);
  const wanted = { user: actor.userId, from: undefined, to: undefined };
  const { entries, next } = await core.db.as(scope, (tx) =>
    readPage((place, limit) => store.findEntries(tx, scope, wanted, place, limit), placeOf(page), page.limit),
  );
  const items = entries.map((entry) => {
    const { user: _, actor: __, onBehalfOf: ___, object: ____, ...line } = lineOf(entry);
    return { ...line, current: entry.sessionNumber === actor.sessionNumber, byAnother: entry.byAnother };
  });
  return { items, next };
}
