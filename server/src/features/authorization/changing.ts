import type { Change, DetailedEvent, FieldOf } from '@varco/shared/access-log/changes';
import type { RoleGrants } from '@varco/shared/authorization/api';
import type { UserId } from '@varco/shared/ids';
import { type Actor, isOneself, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import { administers, refuseAdministrators } from './above.ts';
import { findEnablement, type StoredEnablement } from './assignments/store.ts';
import { beyond } from './roles/rules.ts';

/** The user whose rights the actor is about to change; two people who do so act one after the other. */
export async function enabledUnderLock(tx: Db, actor: Actor, scope: Scope, userId: UserId): Promise<StoredEnablement> {
  const enabled = await findEnablement(tx, scope, userId, { lock: true });
  if (!enabled) throw new Refusal('request.not-found');
  await refuseAdministrators(tx, actor, enabled.organizationId, [userId]);
  return enabled;
}

/**
 * Refuses that somebody who administers nothing gives himself a role, or has one for longer: what he may do today, for one unit, would be
 * his for ever and everywhere (requirements R1.47).
 */
export function refuseToOneself(actor: Actor, userId: UserId): void {
  if (!administers(actor) && isOneself(actor, userId)) throw new Refusal('authorization.own-role');
}

/** Refuses to give grants that the actor does not have himself. */
export function refuseBeyond(actor: Actor, ...given: readonly RoleGrants[]): void {
  if (actor.kind === 'operator') return;
  const issues = given.flatMap((grants) => beyond(actor, grants));
  if (issues.length > 0) throw new Refusal('authorization.beyond-own', { issues });
}

/** Tells the log and every node what changed in somebody's rights; nothing if nothing did. */
export async function follow<Event extends Extract<DetailedEvent, 'assignment-changed' | 'placement-changed'>>(
  core: Pick<Core, 'clock' | 'keys' | 'random' | 'events'>,
  tx: Db,
  actor: Actor,
  { organizationId, userId }: Pick<StoredEnablement, 'organizationId' | 'userId'>,
  { event, changes }: { event: Event; changes: readonly Change<FieldOf<Event>>[] },
): Promise<void> {
  if (changes.length === 0) return;
  await record(tx, {
    at: core.clock.now(),
    event,
    organizationId,
    subject: await personInLog(tx, organizationId, userId),
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, event, changes),
  });
  await core.events.announce(tx, 'rights.changed', { organizationId, userId });
}
