import { changesBetween } from '@varco/shared/access-log/changes';
import { type Day, dayAt } from '@varco/shared/days';
import type { PlacementId, UnitId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { ChangePlacement, Made, SavePlacement } from '@varco/shared/structure/api';
import { type Actor, isOneself, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { deletePlacement, findPlacement, findUnit, insertPlacement, replacePlacement, type StoredPlacement } from '#features/structure';
import { actingIn, administers } from '../above.ts';
import type { StoredEnablement } from '../assignments/store.ts';
import { enabledUnderLock, follow, refuseBeyond } from '../changing.ts';
import { grantsWaiting } from '../groups/store.ts';
import { grantsThrough, rolesBegunBetween } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Places a user in a unit from a day on (requirements R2.45); the roles that he thereby has again are none his placer could not give. */
export async function placeUser(core: Needs, actor: Actor, scope: Scope, userId: UserId, input: SavePlacement): Promise<Made> {
  refuseDays(orderIssues(input));
  const id = core.random.id<PlacementId>();
  await core.db.as(scope, async (tx) => {
    const enabled = await toBePlaced(tx, actor, scope, userId);
    if (!enabled.placed) throw new Refusal('structure.not-placed');
    const { organizationId } = enabled;
    const unit = await findUnit(tx, { organizations: [organizationId] }, input.unitId);
    if (!unit) throw new Refusal('structure.refused', { issues: [{ field: 'unitId', rule: 'not-there' }] });
    await refuseGiving(core, tx, actor, enabled, input);
    await insertPlacement(tx, { ...input, organizationId, id, userId });
    const changes = changesBetween(fields, undefined, { ...input, unit: unit.name });
    await follow(core, tx, actor, enabled, { event: 'placement-changed', changes });
  });
  return { id };
}

/** Changes from when to when somebody is placed, and as what; past its end his roles in that unit give nothing. */
export async function changePlacement(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { userId, id }: { userId: UserId; id: PlacementId },
  input: ChangePlacement,
): Promise<void> {
  refuseDays(orderIssues(input));
  await core.db.as(scope, async (tx) => {
    const { enabled, before } = await placementOf(tx, actor, scope, { userId, id });
    const { unit } = before;
    const unitId = unit.id as UnitId;
    const isLonger = input.from < before.from || (before.to !== null && (input.to === null || input.to > before.to));
    if (isLonger) await refuseGiving(core, tx, actor, enabled, { ...input, unitId });
    // A role is for the placement in which it was given: beginning later, that would lose it without anybody saying so.
    const begun =
      input.from > before.from ? await rolesBegunBetween(tx, enabled, { unitId, from: before.from as Day, before: input.from }) : [];
    refuseDays(begun.length > 0 ? [{ field: 'from', rule: 'roles-begin-before', roles: begun }] : []);
    await replacePlacement(tx, before, input);
    const changes = changesBetween(fields, { ...before, unit: unit.name }, { ...input, unit: unit.name });
    const named = changes.length > 0 ? [{ field: 'unit' as const, before: unit.name, after: unit.name }, ...changes] : [];
    await follow(core, tx, actor, enabled, { event: 'placement-changed', changes: named });
  });
}

/** Removes a placement that was written by mistake; one that is over gets its last day instead. */
export async function removePlacement(core: Needs, actor: Actor, scope: Scope, which: { userId: UserId; id: PlacementId }): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const { enabled, before } = await placementOf(tx, actor, scope, which);
    await deletePlacement(tx, before);
    const changes = changesBetween(fields, { ...before, unit: before.unit.name }, {});
    await follow(core, tx, actor, enabled, { event: 'placement-changed', changes });
  });
}

const fields = ['unit', 'from', 'to', 'qualification'] as const;

const orderIssues = ({ from, to }: ChangePlacement): Issue[] =>
  to !== null && to < from ? [{ field: 'to', rule: 'end-before-start' }] : [];

function refuseDays(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Refusal('structure.refused', { issues });
}

/** Whose placements the actor may change: nobody's who stands above him, and his own only if he administers (requirements R1.47). */
async function toBePlaced(tx: Db, actor: Actor, scope: Scope, userId: UserId): Promise<StoredEnablement> {
  const enabled = await enabledUnderLock(tx, actor, scope, userId);
  if (!administers(actingIn(actor, enabled.organizationId)) && isOneself(actor, userId)) throw new Refusal('authorization.own-placement');
  return enabled;
}

async function placementOf(
  tx: Db,
  actor: Actor,
  scope: Scope,
  { userId, id }: { userId: UserId; id: PlacementId },
): Promise<{ enabled: StoredEnablement; before: StoredPlacement }> {
  const enabled = await toBePlaced(tx, actor, scope, userId);
  const before = await findPlacement(tx, enabled, id);
  if (!before) throw new Refusal('request.not-found');
  return { enabled, before };
}

/** Refuses a placement through which somebody would have, today or later, more than who places him has himself. */
async function refuseGiving(
  { clock, config }: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  enabled: StoredEnablement,
  wished: Pick<SavePlacement, 'unitId' | 'from' | 'to'>,
): Promise<void> {
  const today = dayAt(config.timeZone, clock.now());
  const giver = actingIn(actor, enabled.organizationId);
  if (administers(giver) || (wished.to !== null && wished.to < today)) return;
  refuseBeyond(
    giver,
    ...(await grantsThrough(tx, enabled, wished, today)),
    await grantsWaiting(tx, enabled, { unitId: wished.unitId }, today),
  );
}
