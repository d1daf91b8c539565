import type { RoleChoices } from '@varco/shared/authorization/overview';
import { dayAt } from '@varco/shared/days';
import type { UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { actingIn } from '../above.ts';
import { beyond } from '../roles/rules.ts';
import { activeRoles, findEnablement, unitsToChoose } from './store.ts';

/** What can be chosen for a user as he is: units in which he may have a role, and roles that fit him (requirements R2.12, R2.14). */
export async function roleChoices(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  scope: Scope,
  userId: UserId,
): Promise<RoleChoices> {
  const day = dayAt(core.config.timeZone, core.clock.now());
  return core.db.as(scope, async (tx) => {
    const enabled = await findEnablement(tx, scope, userId);
    if (!enabled) throw new Refusal('request.not-found');
    const [units, roles] = await Promise.all([unitsToChoose(tx, enabled, day), activeRoles(tx, enabled)]);
    const giver = actingIn(actor, enabled.organizationId);
    const mayGive = (grants: (typeof roles)[number]['grants']): boolean => giver.kind === 'operator' || beyond(giver, grants).length === 0;
    return {
      units,
      roles: roles.map(({ grants, ...role }) => ({ ...role, mayGive: mayGive(grants) })),
    };
  });
}
