import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Db } from '#db/database';
import { findGuest } from './enablements/store.ts';
import { inLog } from './rules.ts';
import { findUser } from './store.ts';

/** How the log names who acted upon somebody, a delegate and a guest who helps with both names: a signed-in person by his present name, an operator by his system account. */
export async function byWhom(tx: Db, actor: Actor) {
  const { client } = actor;
  if (actor.kind === 'operator') return { client, actor: { operator: actor.account } };
  const { organizationId, userId } = actor;
  // Whoever comes from elsewhere is known by his name alone, in the log of the organization for which he works (requirements D2).
  const user = organizationId === actor.homeId ? await findUser(tx, userId) : undefined;
  const named = user ? inLog(user) : { userId, organizationId, username: '', name: actor.name };
  const other = actor.onBehalfOf ?? actor.assistance;
  const delegator = other && (await personInLog(tx, organizationId, other.userId));
  return { client, actor: delegator ? { ...named, onBehalfOf: delegator } : named, sessionNumber: actor.sessionNumber };
}

/** How the log of an organization names one who works there: its own people whole, those from elsewhere by name alone (requirements D2). */
export async function personInLog(tx: Db, organizationId: OrganizationId, userId: UserId) {
  const user = await findUser(tx, userId);
  if (user?.organizationId === organizationId) return inLog(user);
  const guest = await findGuest(tx, organizationId, userId);
  return guest && { userId, organizationId, username: '', name: `${guest.familyName} ${guest.givenName}`.trim() };
}
