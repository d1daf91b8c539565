import type { Grants } from '@varco/shared/authorization/capabilities';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { type Actor, userIdOf } from '#core/actor';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { administeringElsewhere, administratorsAmong } from './store.ts';

/** Whether the actor administers the organization in which he acts: the machine's own account does. */
export const administers = (actor: Actor): boolean => actor.kind === 'operator' || actor.administers !== 'nothing';

/**
 * The actor as he counts in an organization. What somebody is where he works makes him nothing elsewhere: there he has the rights that
 * reach everywhere, and administers only if he administers the installation (requirements D2, R1.47).
 */
export function actingIn(actor: Actor, organizationId: OrganizationId): Actor {
  if (actor.kind === 'operator' || actor.organizationId === organizationId || actor.administers === 'installation') return actor;
  const everywhere = Object.entries(actor.grants).map(
    ([name, levels]) => [name, Object.fromEntries(Object.entries(levels).filter(([, level]) => level === 'all'))] as const,
  );
  return { ...actor, administers: 'nothing', grants: Object.fromEntries(everywhere) as Grants };
}

/**
 * Refuses to make somebody's password or record one's own who stands above the actor: with them one would have his rights
 * (requirements R1.47). Above who administers an organization stands who administers the installation; above everybody else also who
 * administers another organization, which keeps no password of his (D2). Upon oneself it is judged by what is done, not here.
 */
export async function refuseAbove(tx: Db, actor: Actor, organizationId: OrganizationId, users: readonly UserId[]): Promise<void> {
  const there = actingIn(actor, organizationId);
  const isAdministrator = administers(there) && !isHelping(there);
  const elsewhere = isAdministrator ? [] : await administeringElsewhere(tx, othersThan(actor, users));
  refuse([...(await aboveIn(tx, actor, organizationId, users)), ...elsewhere]);
}

/** Refuses that who administers nothing there changes what an administrator has besides: his roles, units and groups (requirements R1.47). */
export async function refuseAdministrators(tx: Db, actor: Actor, organizationId: OrganizationId, users: readonly UserId[]): Promise<void> {
  if (!administers(actingIn(actor, organizationId))) refuse(await aboveIn(tx, actor, organizationId, users));
}

/** Who of these stands above the actor by what he administers in this organization. */
async function aboveIn(tx: Db, actor: Actor, organizationId: OrganizationId, users: readonly UserId[]): Promise<UserId[]> {
  const there = actingIn(actor, organizationId);
  if (there.kind === 'operator' || there.administers === 'installation') return [];
  // Above a guest who helps stands whoever administers anything: he would stay with his rights when he is gone.
  const ofInstallation = there.administers === 'organization' && !isHelping(there);
  return administratorsAmong(tx, organizationId, ofInstallation ? othersThan(actor, users) : users, { ofInstallation });
}

const isHelping = (actor: Actor): boolean => actor.kind === 'user' && actor.assistance !== undefined;

const othersThan = (actor: Actor, users: readonly UserId[]): UserId[] => users.filter((id) => id !== userIdOf(actor));

function refuse(above: readonly UserId[]): void {
  if (above.length > 0) throw new Refusal('authorization.above-own', { users: [...new Set(above)] });
}
