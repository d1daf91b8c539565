import { changesBetween } from '@varco/shared/access-log/changes';
import { type ChangeRole, MOST_ROLES, type Role, type RoleList, type SaveRole } from '@varco/shared/authorization/api';
import { catalogueOf } from '@varco/shared/authorization/capabilities';
import { dayAt } from '@varco/shared/days';
import type { OrganizationId, RoleId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import { type Actor, type Scope, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { grantableIn } from '#features/applications';
import { byWhom } from '#features/identity';
import { actingIn } from '../above.ts';
import { refuseToOneself } from '../changing.ts';
import { hasRole } from '../groups/store.ts';
import { beyond, isWider, roleIssues, written } from './rules.ts';
import {
  allDepartments,
  allRoles,
  countRoles,
  deleteRole,
  findRole,
  hasDepartment,
  insertRole,
  isAssigned,
  replaceRole,
  type StoredRole,
} from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;
type Needs = Reads & Pick<Core, 'random' | 'keys' | 'events'>;

const today = ({ clock, config }: Pick<Core, 'clock' | 'config'>) => dayAt(config.timeZone, clock.now());

/** Every role of the organization, and the departments a role may be of: who makes roles need not see the whole structure. */
export const listRoles = (core: Reads, scope: Scope): Promise<RoleList> =>
  core.db.as(scope, async (tx) => ({ items: await allRoles(tx, scope, today(core)), departments: await allDepartments(tx, scope) }));

/** One role with what it grants. */
export async function readRole(core: Reads, scope: Scope, id: RoleId): Promise<Role> {
  const role = await core.db.as(scope, (tx) => findRole(tx, scope, id, today(core)));
  if (!role) throw new Refusal('request.not-found');
  return role;
}

/** Adds a role; it grants nothing that its maker does not have (requirements R1.47, R2.38). */
export async function createRole(core: Needs, actor: Actor, organizationId: OrganizationId, input: SaveRole): Promise<Made> {
  const id = core.random.id<RoleId>();
  await core.db.as({ organizations: [organizationId] }, async (tx) => {
    await refuseFaults(tx, actor, organizationId, input);
    if ((await countRoles(tx, organizationId)) >= MOST_ROLES) throw new Refusal('authorization.too-many-roles');
    await insertRole(tx, { ...input, organizationId, id, at: core.clock.now() });
    const made = await findRole(tx, { organizations: [organizationId] }, id, today(core));
    await tell(core, tx, actor, organizationId, undefined, made);
  });
  return { id };
}

/** Changes a role; it is in force at once, for sessions that are open too (requirements R3.58). */
export async function changeRole(core: Needs, actor: Actor, scope: Scope, id: RoleId, input: ChangeRole): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findRole(tx, scope, id, today(core), { lock: true });
    if (!before) throw new Refusal('request.not-found');
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const { organizationId } = before;
    const editor = actingIn(actor, organizationId);
    await refuseFaults(tx, editor, organizationId, input, before);
    // A role that one has, made wider, is a role given to oneself.
    const userId = userIdOf(actor);
    const isGiven = isWider(input.grants, before.active || !input.active ? before.grants : {});
    if (userId !== null && isGiven && (await hasRole(tx, { organizationId, id }, userId, today(core)))) refuseToOneself(editor, userId);
    await replaceRole(tx, before, input);
    await tell(core, tx, actor, organizationId, before, await findRole(tx, scope, id, today(core)));
    await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}

/** Removes a role that nobody has or ever had; one in use is switched off instead (requirements R2.44). */
export async function removeRole(core: Needs, actor: Actor, scope: Scope, id: RoleId): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findRole(tx, scope, id, today(core), { lock: true });
    if (!before) throw new Refusal('request.not-found');
    await deleteRole(tx, before);
    await tell(core, tx, actor, before.organizationId, before, undefined);
  });
}

/** Refuses a role with everything that is wrong with it; what is only beyond the editor is a refusal of its own. */
async function refuseFaults(tx: Db, actor: Actor, organizationId: OrganizationId, input: SaveRole, before?: StoredRole): Promise<void> {
  const catalogue = catalogueOf(await grantableIn(tx, organizationId));
  const issues = [...roleIssues(input, catalogue, before?.grants), ...(await departmentIssues(tx, organizationId, input, before))];
  const said = new Set(issues.map(({ field }) => field));
  // Switched on again, all that it grants is given anew.
  const given = before && !before.active && input.active ? undefined : before?.grants;
  const more = actor.kind === 'operator' ? [] : beyond(actor, input.grants, given).filter(({ field }) => !said.has(field));
  if (issues.length > 0) throw new Refusal('authorization.role-refused', { issues: [...issues, ...more] });
  if (more.length > 0) throw new Refusal('authorization.beyond-own', { issues: more });
}

/** The department must be there; it stays, and so does for whom the role is, once somebody has it (requirements R2.15). */
async function departmentIssues(
  tx: Db,
  organizationId: OrganizationId,
  { departmentId, forUnplaced }: SaveRole,
  before: StoredRole | undefined,
): Promise<Issue[]> {
  const isMissing = departmentId !== null && !(await hasDepartment(tx, organizationId, departmentId));
  const missing: Issue[] = isMissing ? [{ field: 'departmentId', rule: 'not-there' }] : [];
  const moved = [
    ...(before && (before.department?.id ?? null) !== departmentId ? ['departmentId'] : []),
    ...(before && before.forUnplaced !== forUnplaced ? ['forUnplaced'] : []),
  ];
  // Asked again under the lock: what was read with the role may be older than it.
  if (!before || moved.length === 0 || !(await isAssigned(tx, before))) return missing;
  return [...missing, ...moved.map((field) => ({ field, rule: 'role-assigned' }))];
}

const told = (role: StoredRole | undefined) =>
  role && {
    role: role.name,
    department: role.department?.name ?? null,
    nameEnglish: role.nameEnglish,
    description: role.description,
    descriptionEnglish: role.descriptionEnglish,
    forUnplaced: role.forUnplaced,
    active: role.active,
  };

const fields = ['role', 'department', 'nameEnglish', 'description', 'descriptionEnglish', 'forUnplaced', 'active'] as const;

async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  before: StoredRole | undefined,
  after: StoredRole | undefined,
): Promise<void> {
  const changes = changesBetween([...fields], told(before), told(after) ?? {});
  const [was, is] = [written(before?.grants ?? {}), written(after?.grants ?? {})];
  const named = before && after && before.name === after.name ? [{ field: 'role' as const, before: before.name, after: after.name }] : [];
  const grants = was.join() === is.join() ? [] : [{ field: 'grants' as const, before: before ? was : null, after: after ? is : null }];
  if (changes.length + grants.length === 0) return;
  await record(tx, {
    at: core.clock.now(),
    event: 'role-changed',
    organizationId,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'role-changed', [...named, ...changes, ...grants]),
  });
}
