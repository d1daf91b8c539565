import { changesBetween } from '@varco/shared/access-log/changes';
import type { OrganizationId, UnitId } from '@varco/shared/ids';
import { type ChangeUnit, type Made, MOST_UNITS, type SaveUnit } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import { nameIssues } from './departments.ts';
import {
  countAll,
  deleteUnit,
  findDepartment,
  findUnit,
  insertUnit,
  replaceUnit,
  type StoredDepartment,
  type StoredUnit,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'events'>;

/** Adds a unit to a department. */
export async function createUnit(core: Needs, actor: Actor, organizationId: OrganizationId, input: SaveUnit): Promise<Made> {
  const id = core.random.id<UnitId>();
  const scope = { organizations: [organizationId] };
  await core.db.as(scope, async (tx) => {
    const department = await departmentOf(tx, scope, input);
    if ((await countAll(tx, organizationId)).units >= MOST_UNITS) throw new Refusal('structure.too-many');
    await insertUnit(tx, { ...input, organizationId, id, at: core.clock.now() });
    await tell(core, tx, actor, { organizationId, id }, undefined, { ...input, department: department.name });
  });
  return { id };
}

/** Changes a unit; switched off, nobody works for it any more. */
export async function changeUnit(core: Needs, actor: Actor, scope: Scope, id: UnitId, input: ChangeUnit): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findUnit(tx, scope, id);
    if (!before) throw new Refusal('request.not-found');
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const { organizationId } = before;
    const department = await departmentOf(tx, { organizations: [organizationId] }, input);
    // Roles of one department count nothing in a unit of another: it may move only while nobody has any there.
    await replaceUnit(tx, before, input);
    if (input.active && !before.active)
      await core.events.announce(tx, 'structure.opened', { actor, organizationId, opened: { unitId: id } });
    await tell(core, tx, actor, { organizationId, id }, before, { ...input, department: department.name });
    await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}

/** Removes a unit in which nobody is placed and nobody has a role. */
export async function removeUnit(core: Needs, actor: Actor, scope: Scope, id: UnitId): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findUnit(tx, scope, id);
    if (!before) throw new Refusal('request.not-found');
    await deleteUnit(tx, before);
    await tell(core, tx, actor, before, before, undefined);
  });
}

/** The department a unit is meant for; what is wrong with the unit is told with what is wrong with that. */
async function departmentOf(tx: Db, scope: Scope, { departmentId, name }: SaveUnit): Promise<StoredDepartment> {
  const department = await findDepartment(tx, scope, departmentId);
  const issues = nameIssues(name);
  if (department && issues.length === 0) return department;
  throw new Refusal('structure.refused', { issues: department ? issues : [{ field: 'departmentId', rule: 'not-there' }, ...issues] });
}

type Told = SaveUnit & { readonly department: string };

const told = (unit: StoredUnit | Told | undefined) =>
  unit && { unit: unit.name, department: unit.department, nameEnglish: unit.nameEnglish, site: unit.site, active: unit.active };

async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: UnitId },
  before: StoredUnit | undefined,
  after: Told | undefined,
): Promise<void> {
  const changes = changesBetween(['unit', 'department', 'nameEnglish', 'site', 'active'], told(before), told(after) ?? {});
  if (changes.length === 0) return;
  await record(tx, {
    at: core.clock.now(),
    event: 'unit-changed',
    organizationId,
    objectId: id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'unit-changed', changes),
  });
}
