import type { Actor, Client } from '#core/actor';
import type { Db } from '#db/database';
import { findUser } from '#features/identity';

/** How the log names who acted upon somebody: a signed-in person by his present name, an operator by his system account. */
export async function byWhom(tx: Db, actor: Actor) {
  const client: Client = actor.client;
  if (actor.kind === 'operator') return { client, actor: { operator: actor.account } };
  const user = await findUser(tx, actor.userId);
  const named = {
    userId: actor.userId,
    organizationId: actor.organizationId,
    username: user?.username ?? '',
    name: user ? `${user.familyName} ${user.givenName}` : '',
  };
  return { client, actor: named, sessionNumber: actor.sessionNumber };
}
