import { changesBetween } from '@varco/shared/access-log/changes';
import type { ChangeGroupRole, GroupRole, GroupRoleChoices, SaveGroupRole } from '@varco/shared/groups/api';
import type { GroupId, GroupRoleId, RoleId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import type { StoredGroup } from '#features/groups';
import { byWhom } from '#features/identity';
import { actingIn } from '../above.ts';
import { activeRoles, departmentOfUnit } from '../assignments/store.ts';
import { refuseBeyond } from '../changing.ts';
import { beyond } from '../roles/rules.ts';
import { findRole } from '../roles/store.ts';
import { groupUnderLock, refuseToOneself, today } from './giving.ts';
import { deleteGroupRole, findGroupRole, insertGroupRole, replaceGroupRole, unitsForGroups } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Gives a role to everybody who is in a group, or will be (requirements R1.48 c, R5.9). */
export async function giveRole(core: Needs, actor: Actor, scope: Scope, groupId: GroupId, input: SaveGroupRole): Promise<Made> {
  const id = core.random.id<GroupRoleId>();
  await core.db.as(scope, async (tx) => {
    const group = await groupUnderLock(core, tx, actor, scope, groupId);
    const { organizationId } = group;
    const day = today(core);
    const role = await findRole(tx, { organizations: [organizationId] }, input.roleId, day);
    const departmentId = input.unitId === null ? undefined : await departmentOfUnit(tx, organizationId, input.unitId);
    const issues = [...groupIssues(group), ...orderIssues(input)];
    if (!role) issues.push({ field: 'roleId', rule: 'not-there' });
    if (input.unitId !== null && departmentId === undefined) issues.push({ field: 'unitId', rule: 'not-there' });
    if (role?.department && input.unitId === null) issues.push({ field: 'unitId', rule: 'unit-needed' });
    if (role?.department && departmentId !== undefined && role.department.id !== departmentId)
      issues.push({ field: 'unitId', rule: 'unit-of-another' });
    if (!role || issues.length > 0) throw new Refusal('groups.role-refused', { issues });
    refuseBeyond(actingIn(actor, organizationId), role.grants);
    await refuseToOneself(tx, actor, group, day);
    await insertGroupRole(tx, group, { ...input, id, departmentId: departmentId ?? null });
    await follow(core, tx, actor, group, undefined, await findGroupRole(tx, group, id));
  });
  return { id };
}

/** Changes from when to when a group carries a role; made longer, it is given again. */
export async function changeGroupRole(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { groupId, id }: { groupId: GroupId; id: GroupRoleId },
  input: ChangeGroupRole,
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const group = await groupUnderLock(core, tx, actor, scope, groupId);
    const before = await findGroupRole(tx, group, id);
    if (!before) throw new Refusal('request.not-found');
    const isLonger = input.from < before.from || (before.to !== null && (input.to === null || input.to > before.to));
    const issues = [...(isLonger ? groupIssues(group) : []), ...orderIssues(input)];
    if (issues.length > 0) throw new Refusal('groups.role-refused', { issues });
    if (isLonger) {
      const day = today(core);
      const role = await findRole(tx, { organizations: [group.organizationId] }, before.role.id as RoleId, day);
      if (role) refuseBeyond(actingIn(actor, group.organizationId), role.grants);
      await refuseToOneself(tx, actor, group, day);
    }
    await replaceGroupRole(tx, group, id, input);
    await follow(core, tx, actor, group, before, { ...before, ...input });
  });
}

/** Takes a role away from a group, and so from everybody who has it through it. */
export async function withdrawGroupRole(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { groupId, id }: { groupId: GroupId; id: GroupRoleId },
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const group = await groupUnderLock(core, tx, actor, scope, groupId);
    const before = await findGroupRole(tx, group, id);
    if (!before) throw new Refusal('request.not-found');
    await deleteGroupRole(tx, group, id);
    await follow(core, tx, actor, group, before, undefined);
  });
}

/** The roles and units that can be chosen for a group; a role of who is placed nowhere gives something to those alone. */
export async function groupRoleChoices(core: Pick<Core, 'db'>, actor: Actor, scope: Scope): Promise<GroupRoleChoices> {
  const [organizationId] = actor.kind === 'user' ? [actor.organizationId] : scope.organizations;
  if (!organizationId) return { roles: [], units: [] };
  return core.db.as({ organizations: [organizationId] }, async (tx) => {
    const [placed, unplaced, units] = await Promise.all([
      activeRoles(tx, { organizationId, placed: true }),
      activeRoles(tx, { organizationId, placed: false }),
      unitsForGroups(tx, organizationId),
    ]);
    const choice = (forUnplaced: boolean, { grants, ...role }: (typeof placed)[number]) => ({
      ...role,
      forUnplaced,
      mayGive: actor.kind === 'operator' || beyond(actor, grants).length === 0,
    });
    return { roles: [...placed.map((role) => choice(false, role)), ...unplaced.map((role) => choice(true, role))], units };
  });
}

function groupIssues({ kind, descriptive }: StoredGroup): Issue[] {
  if (kind === 'sharing') return [{ rule: 'group-sharing' }];
  return descriptive ? [{ rule: 'group-descriptive' }] : [];
}

const orderIssues = ({ from, to }: ChangeGroupRole): Issue[] =>
  to !== null && to < from ? [{ field: 'to', rule: 'end-before-start' }] : [];

async function follow(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id, name }: StoredGroup,
  before: GroupRole | undefined,
  after: GroupRole | undefined,
): Promise<void> {
  const told = (row: GroupRole | undefined) =>
    row && { group: name, role: row.role.name, unit: row.unit?.name ?? null, from: row.from, to: row.to };
  const changes = changesBetween(['group', 'role', 'unit', 'from', 'to'], told(before), told(after) ?? {});
  if (changes.length === 0) return;
  const named =
    before && after
      ? [
          { field: 'group' as const, before: name, after: name },
          { field: 'role' as const, before: before.role.name, after: after.role.name },
        ]
      : [];
  await record(tx, {
    at: core.clock.now(),
    event: 'group-role-changed',
    organizationId,
    objectId: id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'group-role-changed', [...named, ...changes]),
  });
  await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
}
