import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { administratorsAmong } from './store.ts';

/** Whether the actor administers the organization in which he acts: the machine's own account does. */
export const administers = (actor: Actor): boolean => actor.kind === 'operator' || actor.administers !== 'nothing';

/**
 * Refuses an act upon an administrator by who is none: with his password or his name one would have his rights (requirements R1.47).
 * Upon oneself it is judged by what is done, not here.
 */
export async function refuseAbove(tx: Db, actor: Actor, organizationId: OrganizationId, users: readonly UserId[]): Promise<void> {
  if (administers(actor)) return;
  const above = await administratorsAmong(tx, organizationId, users);
  if (above.length > 0) throw new Refusal('authorization.above-own', { users: above });
}
