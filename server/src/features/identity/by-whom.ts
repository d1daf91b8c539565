import type { Actor } from '#core/actor';
import type { Db } from '#db/database';
import { inLog } from './rules.ts';
import { findUser } from './store.ts';

/** How the log names who acted upon somebody: a signed-in person by his present name, an operator by his system account. */
export async function byWhom(tx: Db, actor: Actor) {
  const { client } = actor;
  if (actor.kind === 'operator') return { client, actor: { operator: actor.account } };
  const { organizationId, userId } = actor;
  const user = await findUser(tx, userId);
  const named = user ? inLog(user) : { userId, organizationId, username: '', name: '' };
  return { client, actor: named, sessionNumber: actor.sessionNumber };
}
