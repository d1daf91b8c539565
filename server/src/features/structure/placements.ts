import { type Change, changesBetween, type FieldOf } from '@varco/shared/access-log/changes';
import type { OrganizationId, PlacementId, UserId } from '@varco/shared/ids';
import type { ChangePlacement, Made, SavePlacement } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, findUser, inLog } from '#features/identity';
import { deletePlacement, findEnabled, findPlacement, findUnit, insertPlacement, replacePlacement } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'events'>;

type Changed = readonly Change<FieldOf<'placement-changed'>>[];

/** Places a user in a unit from a day on (requirements R2.45). */
export async function placeUser(core: Needs, actor: Actor, scope: Scope, userId: UserId, input: SavePlacement): Promise<Made> {
  refuseDays(input);
  const id = core.random.id<PlacementId>();
  await core.db.as(scope, async (tx) => {
    const enabled = await findEnabled(tx, scope, userId);
    if (!enabled) throw new Refusal('request.not-found');
    if (!enabled.placed) throw new Refusal('structure.not-placed');
    const { organizationId } = enabled;
    const unit = await findUnit(tx, { organizations: [organizationId] }, input.unitId);
    if (!unit) throw new Refusal('structure.refused', { issues: [{ field: 'unitId', rule: 'not-there' }] });
    await insertPlacement(tx, { ...input, organizationId, id, userId });
    await follow(core, tx, actor, { organizationId, userId }, changesBetween(fields, undefined, { ...input, unit: unit.name }));
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
  refuseDays(input);
  await core.db.as(scope, async (tx) => {
    const before = await findPlacement(tx, scope, userId, id);
    if (!before) throw new Refusal('request.not-found');
    await replacePlacement(tx, before, input);
    const { organizationId, unit } = before;
    const changes = changesBetween(fields, { ...before, unit: unit.name }, { ...input, unit: unit.name });
    const named = changes.length > 0 ? [{ field: 'unit' as const, before: unit.name, after: unit.name }, ...changes] : [];
    await follow(core, tx, actor, { organizationId, userId }, named);
  });
}

/** Removes a placement that was written by mistake; one that is over gets its last day instead. */
export async function removePlacement(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { userId, id }: { userId: UserId; id: PlacementId },
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findPlacement(tx, scope, userId, id);
    if (!before) throw new Refusal('request.not-found');
    await deletePlacement(tx, before);
    const { organizationId, unit } = before;
    await follow(core, tx, actor, { organizationId, userId }, changesBetween(fields, { ...before, unit: unit.name }, {}));
  });
}

const fields = ['unit', 'from', 'to', 'qualification'] as const;

function refuseDays({ from, to }: ChangePlacement): void {
  if (to !== null && to < from) throw new Refusal('structure.refused', { issues: [{ field: 'to', rule: 'end-before-start' }] });
}

async function follow(
  core: Needs,
  tx: Db,
  actor: Actor,
  whom: { organizationId: OrganizationId; userId: UserId },
  changes: Changed,
): Promise<void> {
  if (changes.length === 0) return;
  await tellPlacement(core, tx, actor, whom, changes);
  await core.events.announce(tx, 'rights.changed', whom);
}

async function tellPlacement(
  core: Pick<Core, 'clock' | 'keys' | 'random'>,
  tx: Db,
  actor: Actor,
  { organizationId, userId }: { organizationId: OrganizationId; userId: UserId },
  changes: Changed,
): Promise<void> {
  const user = await findUser(tx, userId);
  await record(tx, {
    at: core.clock.now(),
    event: 'placement-changed',
    organizationId,
    subject: user && inLog(user),
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'placement-changed', changes),
  });
}
