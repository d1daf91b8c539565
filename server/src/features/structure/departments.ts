import { changesBetween } from '@varco/shared/access-log/changes';
import { dayAt } from '@varco/shared/days';
import { fold } from '@varco/shared/identity/folding';
import type { DepartmentId, OrganizationId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { type ChangeDepartment, type Made, MOST_DEPARTMENTS, type SaveDepartment, type Structure } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom } from '#features/identity';
import {
  countAll,
  deleteDepartment,
  findDepartment,
  insertDepartment,
  readAll,
  replaceDepartment,
  type StoredDepartment,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** Departments and units as they stand today. */
export const readStructure = (core: Pick<Core, 'db' | 'clock' | 'config'>, scope: Scope): Promise<Structure> =>
  core.db.as(scope, async (tx) => ({ departments: await readAll(tx, scope, dayAt(core.config.timeZone, core.clock.now())) }));

/** Adds a department. */
export async function createDepartment(core: Needs, actor: Actor, organizationId: OrganizationId, input: SaveDepartment): Promise<Made> {
  refuseUnreadable(input.name);
  const id = core.random.id<DepartmentId>();
  await core.db.as({ organizations: [organizationId] }, async (tx) => {
    if ((await countAll(tx, organizationId)).departments >= MOST_DEPARTMENTS) throw new Refusal('structure.too-many');
    await insertDepartment(tx, { ...input, organizationId, id, at: core.clock.now() });
    await tell(core, tx, actor, { organizationId, id }, undefined, input);
  });
  return { id };
}

/** Changes a department; switched off, its units and roles give nothing any more. */
export async function changeDepartment(core: Needs, actor: Actor, scope: Scope, id: DepartmentId, input: ChangeDepartment): Promise<void> {
  refuseUnreadable(input.name);
  await core.db.as(scope, async (tx) => {
    const before = await findDepartment(tx, scope, id);
    if (!before) throw new Refusal('request.not-found');
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const { organizationId } = before;
    await replaceDepartment(tx, before, input);
    if (input.active && !before.active)
      await core.events.announce(tx, 'structure.opened', { actor, organizationId, opened: { departmentId: id } });
    await tell(core, tx, actor, { organizationId, id }, before, input);
    if (before.active !== input.active) await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}

/** Removes a department that has no units and no roles. */
export async function removeDepartment(core: Needs, actor: Actor, scope: Scope, id: DepartmentId): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findDepartment(tx, scope, id);
    if (!before) throw new Refusal('request.not-found');
    await deleteDepartment(tx, before);
    await tell(core, tx, actor, before, before, undefined);
  });
}

/** A name of signs alone could neither be found nor told from another one. */
export const nameIssues = (name: string): Issue[] => (fold(name) === '' ? [{ field: 'name', rule: 'letters-needed' }] : []);

function refuseUnreadable(name: string): void {
  const issues = nameIssues(name);
  if (issues.length > 0) throw new Refusal('structure.refused', { issues });
}

const told = (department: StoredDepartment | SaveDepartment | undefined) =>
  department && { department: department.name, nameEnglish: department.nameEnglish, active: department.active };

async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: DepartmentId },
  before: StoredDepartment | undefined,
  after: SaveDepartment | undefined,
): Promise<void> {
  const changes = changesBetween(['department', 'nameEnglish', 'active'], told(before), told(after) ?? {});
  if (changes.length === 0) return;
  await record(tx, {
    at: core.clock.now(),
    event: 'department-changed',
    organizationId,
    objectId: id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'department-changed', changes),
  });
}
