import { type Change, changesBetween, type FieldOf } from '@varco/shared/access-log/changes';
import type { Assignment, ChangeAssignment, SaveAssignment, UserRights } from '@varco/shared/authorization/api';
import { type Day, dayAt } from '@varco/shared/days';
import type { AssignmentId, DepartmentId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { savePlaced } from '#features/identity';
import { placementsOf } from '#features/structure';
import { actingIn } from '../above.ts';
import { enabledUnderLock, follow, refuseBeyond, refuseToOneself } from '../changing.ts';
import { grantsWaiting } from '../groups/store.ts';
import { findRole, type StoredRole } from '../roles/store.ts';
import {
  assignmentsOf,
  deleteAssignment,
  departmentOfUnit,
  findAssignment,
  findEnablement,
  insertAssignment,
  isPlacedThrough,
  placedFrom,
  replaceAssignment,
  type StoredAssignment,
  type StoredEnablement,
} from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;
type Needs = Reads & Pick<Core, 'random' | 'keys' | 'events'>;

/** What a user is in the organization: where he is placed and which roles he has, had or will have. */
export async function readRights(core: Reads, scope: Scope, userId: UserId): Promise<UserRights> {
  return core.db.as(scope, async (tx) => {
    const enabled = await findEnablement(tx, scope, userId);
    if (!enabled) throw new Refusal('request.not-found');
    const [placements, assignments] = await Promise.all([placementsOf(tx, enabled), assignmentsOf(tx, enabled)]);
    return { placed: enabled.placed, administers: enabled.administers, placements, assignments };
  });
}

/** Gives a role to a user, who then has no more than its giver (requirements R2.12-R2.14, R1.47). */
export async function assignRole(core: Needs, actor: Actor, scope: Scope, userId: UserId, input: SaveAssignment): Promise<Made> {
  const id = core.random.id<AssignmentId>();
  await core.db.as(scope, async (tx) => {
    const enabled = await enabledUnderLock(tx, actor, scope, userId);
    const { organizationId } = enabled;
    const giver = actingIn(actor, organizationId);
    refuseToOneself(giver, userId);
    const role = await findRole(tx, { organizations: [organizationId] }, input.roleId, today(core));
    const departmentId = input.unitId === null ? undefined : await departmentOfUnit(tx, organizationId, input.unitId);
    const issues = await assignmentIssues(tx, enabled, { role, input, departmentId });
    if (!role || issues.length > 0) throw new Refusal('authorization.assignment-refused', { issues });
    refuseBeyond(giver, role.grants);
    await insertAssignment(tx, { ...input, organizationId, userId, id, departmentId: departmentId ?? null });
    const made = await findAssignment(tx, enabled, id);
    await follow(core, tx, actor, enabled, { event: 'assignment-changed', changes: changesBetween(fields, undefined, told(made) ?? {}) });
  });
  return { id };
}

/** Changes from when to when somebody has a role; made longer, it is given again. */
export async function changeAssignment(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { userId, id }: { userId: UserId; id: AssignmentId },
  input: ChangeAssignment,
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const enabled = await enabledUnderLock(tx, actor, scope, userId);
    const before = await findAssignment(tx, enabled, id);
    if (!before) throw new Refusal('request.not-found');
    const home = { organizations: [enabled.organizationId] };
    const role = await findRole(tx, home, before.role.id as RoleId, today(core));
    const unitId = before.unit?.id as UnitId | undefined;
    const departmentId = before.department?.id as DepartmentId | undefined;
    const isLonger = input.from < before.from || (before.to !== null && (input.to === null || input.to > before.to));
    const issues = isLonger
      ? await assignmentIssues(tx, enabled, { role, departmentId, input: { ...input, unitId: unitId ?? null } })
      : orderIssues(input);
    if (issues.length > 0) throw new Refusal('authorization.assignment-refused', { issues });
    const giver = actingIn(actor, enabled.organizationId);
    if (isLonger) refuseToOneself(giver, userId);
    if (role && isLonger) refuseBeyond(giver, role.grants);
    await replaceAssignment(tx, before, input);
    const after = await findAssignment(tx, enabled, id);
    await follow(core, tx, actor, enabled, {
      event: 'assignment-changed',
      changes: withRole(before, changesBetween(fields, told(before), told(after) ?? {})),
    });
  });
}

/** Takes a role away. */
export async function withdrawRole(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { userId, id }: { userId: UserId; id: AssignmentId },
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const enabled = await enabledUnderLock(tx, actor, scope, userId);
    const before = await findAssignment(tx, enabled, id);
    if (!before) throw new Refusal('request.not-found');
    await deleteAssignment(tx, before);
    await follow(core, tx, actor, enabled, { event: 'assignment-changed', changes: changesBetween(fields, told(before), {}) });
  });
}

/** Says whether a user is placed in units; refused while a row of his would no longer hold, and they are named (requirements R2.15). */
export async function changePlaced(core: Needs, actor: Actor, scope: Scope, userId: UserId, placed: boolean): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const enabled = await enabledUnderLock(tx, actor, scope, userId);
    if (enabled.placed === placed) return;
    const giver = actingIn(actor, enabled.organizationId);
    refuseToOneself(giver, userId);
    const day = today(core);
    const roles = (await assignmentsOf(tx, enabled)).filter(({ to, role }) => (to === null || to >= day) && role.forUnplaced === placed);
    const units = placed ? [] : await placedFrom(tx, enabled, day);
    if (roles.length + units.length > 0)
      throw new Refusal('authorization.placed-refused', { roles: [...new Set(roles.map(({ role }) => role.name))], units });
    // Roles of his groups that were for nobody like him begin to count.
    refuseBeyond(giver, await grantsWaiting(tx, enabled, { placed }, day));
    await savePlaced(tx, enabled.organizationId, userId, placed);
    await follow(core, tx, actor, enabled, {
      event: 'placement-changed',
      changes: [{ field: 'placed', before: enabled.placed, after: placed }],
    });
  });
}

const today = ({ clock, config }: Pick<Core, 'clock' | 'config'>): Day => dayAt(config.timeZone, clock.now());

const orderIssues = ({ from, to }: Pick<SaveAssignment, 'from' | 'to'>): Issue[] =>
  to !== null && to < from ? [{ field: 'to', rule: 'end-before-start' }] : [];

interface Wished {
  readonly role: StoredRole | undefined;
  readonly input: Pick<SaveAssignment, 'unitId' | 'from' | 'to'>;
  readonly departmentId: DepartmentId | undefined;
}

/** Everything that keeps a role from being given like this: role, unit, department and days that do not go together. */
export async function assignmentIssues(tx: Db, enabled: StoredEnablement, { role, input, departmentId }: Wished): Promise<Issue[]> {
  const issues = orderIssues(input);
  const { unitId } = input;
  if (!role) issues.push({ field: 'roleId', rule: 'not-there' });
  if (unitId !== null && departmentId === undefined) issues.push({ field: 'unitId', rule: 'not-there' });
  if (role?.department && unitId === null) issues.push({ field: 'unitId', rule: 'unit-needed' });
  if (role?.department && departmentId !== undefined && role.department.id !== departmentId)
    issues.push({ field: 'unitId', rule: 'unit-of-another' });
  if (role?.forUnplaced && enabled.placed) issues.push({ field: 'roleId', rule: 'for-unplaced-only' });
  if (role && !role.forUnplaced && !enabled.placed) issues.push({ field: 'roleId', rule: 'for-placed-only' });
  const isJudged = enabled.placed && unitId !== null && departmentId !== undefined && orderIssues(input).length === 0;
  if (isJudged && !(await isPlacedThrough(tx, enabled, { unitId, from: input.from, to: input.to })))
    issues.push({ field: 'unitId', rule: 'not-placed-there' });
  return issues;
}

const fields = ['role', 'unit', 'from', 'to', 'proposed'] as const;

const told = (assignment: Assignment | undefined) =>
  assignment && {
    role: assignment.role.name,
    unit: assignment.unit?.name ?? null,
    from: assignment.from,
    to: assignment.to,
    proposed: assignment.isDefault,
  };

type AssignmentChange = Change<FieldOf<'assignment-changed'>>;

const withRole = ({ role }: StoredAssignment, changes: AssignmentChange[]): AssignmentChange[] =>
  changes.length > 0 ? [{ field: 'role', before: role.name, after: role.name }, ...changes] : [];
