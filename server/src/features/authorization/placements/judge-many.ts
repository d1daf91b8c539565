import { type Day, dayAt } from '@varco/shared/days';
import type { OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import { type Actor, isOneself } from '#core/actor';
import type { Core } from '#core/core';
import type { Db } from '#db/database';
import { administers } from '../above.ts';
import { beyond } from '../roles/rules.ts';
import { administratorsAmong } from '../store.ts';
import { grantsOfRoles, rolesThroughEach, rolesWithinEach } from './store.ts';

/** A placement among many: whom, where, and whether he would be placed on days on which he is not. */
export interface WishedPlacement {
  readonly userId: UserId;
  /** Undefined: a unit that is only being made, in which nobody has a role. */
  readonly unitId: UnitId | undefined;
  readonly from: Day;
  readonly to: Day | null;
  readonly gives: boolean;
}

/** Why somebody may not place somebody. */
export type PlacementObjection = 'placement-above-own' | 'placement-own' | 'placement-beyond-own';

/** For each of many placements why the actor may not make it, by the rules of a single one (requirements R1.47, R2.45); the users stay as they are. */
export async function judgePlacements(
  { clock, config }: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  wishes: readonly WishedPlacement[],
): Promise<(PlacementObjection | undefined)[]> {
  if (administers(actor)) return wishes.map(() => undefined);
  const today = dayAt(config.timeZone, clock.now());
  const above = new Set(await administratorsAmong(tx, organizationId, [...new Set(wishes.map(({ userId }) => userId))]));
  const giving = wishes.map(({ unitId, to, gives }) => gives && unitId !== undefined && (to === null || to >= today));
  const roles = await rolesThroughEach(tx, organizationId, wishes, giving, today);
  const wider = await rolesBeyond(tx, actor, organizationId, [...roles.values()].flat());
  return wishes.map(({ userId }, place) => {
    if (above.has(userId)) return 'placement-above-own';
    if (isOneself(actor, userId)) return 'placement-own';
    return roles.get(place)?.some((role) => wider.has(role)) ? 'placement-beyond-own' : undefined;
  });
}

/** Which of these units and departments the actor may not switch on: somebody would have more again than he has. */
export async function openingsBeyond(
  { clock, config }: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (administers(actor) || ids.length === 0) return new Set();
  const roles = await rolesWithinEach(tx, organizationId, ids, dayAt(config.timeZone, clock.now()));
  const wider = await rolesBeyond(tx, actor, organizationId, [...roles.values()].flat());
  return new Set([...roles].filter(([, held]) => held.some((role) => wider.has(role))).map(([id]) => id));
}

/** The roles that grant more than the actor has. */
async function rolesBeyond(tx: Db, actor: Actor, organizationId: OrganizationId, roles: readonly string[]): Promise<ReadonlySet<string>> {
  if (actor.kind === 'operator' || roles.length === 0) return new Set();
  const grants = await grantsOfRoles(tx, organizationId, [...new Set(roles)]);
  return new Set([...grants].filter(([, given]) => beyond(actor, given).length > 0).map(([role]) => role));
}
