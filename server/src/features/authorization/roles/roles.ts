import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { changesBetween } from '@varco/shared/access-log/changes';
import { type ChangeRole, MOST_ROLES, type Role, type RoleList, type SaveRole } from '@varco/shared/authorization/api';
import { catalogueOf } from '@varco/shared/authorization/capabilities';
import { type Day, dayAt } from '@varco/shared/days';
import type { OrganizationId, RoleId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import { type Actor, personsOf, type Scope } from '#core/actor';
import { inRanges, readRange } from '#core/address-ranges';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, historyOf, record } from '#features/access-log';
import { grantableIn } from '#features/applications';
import { byWhom } from '#features/identity';
import { actingIn } from '../above.ts';
import { refuseToOneself } from '../changing.ts';
import { conditionFaultsOf } from '../conditions/cel.ts';
import { hasRole } from '../groups/store.ts';
import { addressIssues, beyond, conditionIssues, givenAlike, isWider, roleIssues, written, writtenConditions } from './rules.ts';
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

/** What was done to a role (requirements R2.44, R3.58). */
export async function readRoleHistory(
  core: Reads & Pick<Core, 'keys'>,
  actor: Actor,
  scope: Scope,
  id: RoleId,
  query: HistoryQuery,
): Promise<ThingHistory> {
  const role = await core.db.as(scope, (tx) => findRole(tx, scope, id, today(core)));
  if (!role) throw new Refusal('request.not-found');
  return historyOf(core, actor, { organizationId: role.organizationId, id }, query);
}

/** Adds a role; it grants nothing that its maker does not have (requirements R1.47, R2.38). */
export async function createRole(core: Needs, actor: Actor, organizationId: OrganizationId, typed: SaveRole): Promise<Made> {
  const input = { ...typed, addresses: kept(typed.addresses ?? []) };
  const id = core.random.id<RoleId>();
  await core.db.as({ organizations: [organizationId] }, async (tx) => {
    await refuseFaults(tx, actor, organizationId, input, typed.addresses);
    if ((await countRoles(tx, organizationId)) >= MOST_ROLES) throw new Refusal('authorization.too-many-roles');
    await insertRole(tx, { ...input, organizationId, id, at: core.clock.now() });
    const made = await findRole(tx, { organizations: [organizationId] }, id, today(core));
    await tell(core, tx, actor, { organizationId, id }, undefined, made);
  });
  return { id };
}

/** Changes a role; it is in force at once, for sessions that are open too (requirements R3.58). */
export async function changeRole(core: Needs, actor: Actor, scope: Scope, id: RoleId, typed: ChangeRole): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findRole(tx, scope, id, today(core), { lock: true });
    if (!before) throw new Refusal('request.not-found');
    if (before.version !== typed.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const { organizationId } = before;
    const input = { ...typed, addresses: typed.addresses === undefined ? before.addresses : kept(typed.addresses) };
    const editor = actingIn(actor, organizationId);
    await refuseFaults(tx, editor, organizationId, input, typed.addresses, before);
    await refuseShuttingOut(tx, editor, before, input, today(core));
    // A role that one has, made wider, is a role given to oneself.
    const isGiven = isWider(input.grants, before.active || !input.active ? givenAlike(before, input) : {});
    for (const userId of isGiven ? personsOf(actor) : [])
      if (await hasRole(tx, { organizationId, id }, userId, today(core))) refuseToOneself(editor, userId);
    await replaceRole(tx, before, input);
    await tell(core, tx, actor, { organizationId, id }, before, await findRole(tx, scope, id, today(core)));
    await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}

/** Removes a role that nobody has or ever had; one in use is switched off instead (requirements R2.44). */
export async function removeRole(core: Needs, actor: Actor, scope: Scope, id: RoleId): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await findRole(tx, scope, id, today(core), { lock: true });
    if (!before) throw new Refusal('request.not-found');
    await deleteRole(tx, before);
    await tell(core, tx, actor, { organizationId: before.organizationId, id }, before, undefined);
  });
}

/** A role as it is typed, with its ranges of addresses as they are kept. */
type Kept = SaveRole & Pick<Role, 'addresses'>;

/** Ranges in one spelling, each once; what is none is told by its own fault. */
const kept = (ranges: readonly string[]): string[] => [...new Set(ranges.map((range) => readRange(range) ?? range))];

/** Asks again before a role that one has oneself counts no more from where one works now (requirements R3.49). */
async function refuseShuttingOut(
  tx: Db,
  actor: Actor,
  before: StoredRole,
  { addresses, confirmed }: Kept & ChangeRole,
  day: Day,
): Promise<void> {
  if (actor.kind === 'operator' || confirmed || addresses.length === 0 || addresses.join() === before.addresses.join()) return;
  const { address } = actor.client;
  if (inRanges(addresses)(address)) return;
  const key = { organizationId: before.organizationId, id: before.id as RoleId };
  for (const userId of personsOf(actor))
    if (await hasRole(tx, key, userId, day)) throw new Refusal('authorization.address-shuts-out', { address });
}

/** Refuses a role with everything that is wrong with it; what is only beyond the editor is a refusal of its own. */
async function refuseFaults(
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  input: Kept,
  ranges: readonly string[] | undefined,
  before?: StoredRole,
): Promise<void> {
  const catalogue = catalogueOf(await grantableIn(tx, organizationId));
  const issues = [
    ...roleIssues(input, catalogue, before?.grants),
    ...addressIssues(ranges ?? [], readRange),
    ...conditionIssues(input),
    ...Object.entries(input.conditions).flatMap(([capability, text]) =>
      conditionFaultsOf(text).map((fault) => ({ field: `conditions.${capability}`, capability, ...fault })),
    ),
    ...(await departmentIssues(tx, organizationId, input, before)),
  ];
  const said = new Set(issues.map(({ field }) => field));
  // Switched on again, all that it grants is given anew.
  const given = before && (before.active || !input.active) ? givenAlike(before, input) : undefined;
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
    addresses: role.addresses.length === 0 ? null : role.addresses,
  };

const fields = ['role', 'department', 'nameEnglish', 'description', 'descriptionEnglish', 'forUnplaced', 'active', 'addresses'] as const;

async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: RoleId },
  before: StoredRole | undefined,
  after: StoredRole | undefined,
): Promise<void> {
  const changes = changesBetween([...fields], told(before), told(after) ?? {});
  const [was, is] = [written(before?.grants ?? {}), written(after?.grants ?? {})];
  const named = before && after && before.name === after.name ? [{ field: 'role' as const, before: before.name, after: after.name }] : [];
  const grants = was.join() === is.join() ? [] : [{ field: 'grants' as const, before: before ? was : null, after: after ? is : null }];
  const [needed, needs] = [writtenConditions(before?.conditions ?? {}), writtenConditions(after?.conditions ?? {})];
  const isSame = needed.join('\n') === needs.join('\n');
  const conditions = isSame ? [] : [{ field: 'conditions' as const, before: before ? needed : null, after: after ? needs : null }];
  if (changes.length + grants.length + conditions.length === 0) return;
  await record(tx, {
    at: core.clock.now(),
    event: 'role-changed',
    organizationId,
    objectId: id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'role-changed', [...named, ...changes, ...grants, ...conditions]),
  });
}
