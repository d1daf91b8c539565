import { changesBetween } from '@varco/shared/access-log/changes';
import { type ChangeGroup, type GroupKind, MOST_GROUPS, type RemovedGroup, type SaveGroup } from '@varco/shared/groups/api';
import { MOST_LEVELS } from '@varco/shared/groups/levels';
import type { GroupId, OrganizationId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import {
  countGroups,
  deleteGroup,
  findGroup,
  groupFaults,
  groupsAbove,
  hangsOn,
  heightOf,
  insertGroup,
  kindsFor,
  lockGroups,
  peopleNamed,
  replaceGroup,
  type StoredGroup,
} from '#features/groups';
import { byWhom } from '#features/identity';
import { actingIn, administers } from '../above.ts';
import { refuseBeyond } from '../changing.ts';
import { groupUnderLock, refuseToOneself, today } from './giving.ts';
import { carriesRoles, givenBy, rolesOfGroup } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Adds a group; nobody is in it and it carries nothing, so that it gives nothing yet (requirements R1.48, R1.51, R1.54). */
export async function createGroup(core: Needs, actor: Actor, organizationId: OrganizationId, input: SaveGroup): Promise<Made> {
  const id = core.random.id<GroupId>();
  if (!kindsFor(administers(actor)).includes(input.kind)) throw new Refusal('groups.administrators-only');
  await core.db.as({ organizations: [organizationId] }, async (tx) => {
    await lockGroups(tx, organizationId);
    const checked = await judged(core, tx, actor, organizationId, input);
    if ((await countGroups(tx, organizationId)) >= MOST_GROUPS) throw new Refusal('groups.too-many');
    await insertGroup(tx, { ...input, organizationId, id, at: core.clock.now() });
    await tell(core, tx, actor, { organizationId, id }, undefined, { ...input, ...checked });
  });
  return { id };
}

/** Changes a group or puts it under another one, whose members then have what it gives (requirements R1.50): a way of giving like any other. */
export async function changeGroup(core: Needs, actor: Actor, scope: Scope, id: GroupId, typed: ChangeGroup): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const before = await groupUnderLock(core, tx, actor, scope, id);
    const { organizationId, kind } = before;
    if (before.version !== typed.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const input = { ...typed, kind };
    const checked = await judged(core, tx, actor, organizationId, input, before);
    const isMoved = input.parentId !== before.parentId;
    const isOpened = (input.active && !before.active) || (before.descriptive && !input.descriptive);
    if (kind !== 'sharing' && ((isMoved && input.parentId !== null) || isOpened)) {
      const day = today(core);
      const grants = await givenBy(tx, before, day);
      if (grants) refuseBeyond(actingIn(actor, organizationId), grants);
      if (grants && isOpened) await refuseToOneself(tx, actor, before, day);
      if (grants && isMoved && input.parentId !== null && kind === 'organizational')
        await refuseToOneself(tx, actor, { organizationId, kind, id: input.parentId }, day);
    }
    await replaceGroup(tx, before, input);
    await tell(core, tx, actor, { organizationId, id }, await toldOf(tx, before), { ...input, ...checked });
    const isSwitched = input.active !== before.active || input.descriptive !== before.descriptive;
    if (kind !== 'sharing' && (isMoved || isSwitched)) await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
  });
}

/**
 * Removes a group on which nothing hangs; one that still has people, heads, roles or groups only leaves the group over it, and without
 * one over it stays as it is (requirements R1.51).
 */
export async function removeGroup(core: Needs, actor: Actor, scope: Scope, id: GroupId): Promise<RemovedGroup> {
  return core.db.as(scope, async (tx) => {
    const before = await groupUnderLock(core, tx, actor, scope, id);
    const { organizationId, kind } = before;
    const told = await toldOf(tx, before);
    if (!(await hangsOn(tx, before)) && !(await carriesRoles(tx, before))) {
      await deleteGroup(tx, before);
      await tell(core, tx, actor, { organizationId, id }, told, undefined);
      return { removed: 'group' as const };
    }
    if (before.parentId === null) throw new Refusal('groups.in-use');
    const heads = before.heads.map((head) => head.id as SaveGroup['heads'][number]);
    await replaceGroup(tx, before, { ...before, parentId: null, heads });
    await tell(core, tx, actor, { organizationId, id }, told, { ...told, parent: null });
    if (kind !== 'sharing') await core.events.announce(tx, 'rights.changed', { organizationId, userId: null });
    return { removed: 'link' as const };
  });
}

/** What the log says of a group by name: the one over it, and its heads. */
interface Named {
  readonly parent: string | null;
  readonly headNames: readonly string[];
}

/** Refuses a group with everything that is wrong with it; answers what the log calls its parent and heads. */
async function judged(
  core: Needs,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  input: SaveGroup,
  before?: StoredGroup,
): Promise<Named> {
  const issues = groupFaults(input);
  const parent =
    input.parentId === null
      ? undefined
      : await findGroup(tx, { organizations: [organizationId] }, input.parentId, {
          kinds: kindsFor(administers(actingIn(actor, organizationId))).filter((kind) => kind === input.kind),
          on: today(core),
        });
  if (input.parentId !== null) issues.push(...(await parentIssues(tx, input.kind, parent, before)));
  const heads = await peopleNamed(tx, organizationId, input.heads);
  const stays = new Set(before?.heads.map(({ id }) => id));
  input.heads.forEach((head, index) => {
    // A head who left stays until somebody takes him away.
    if (!heads.some(({ id }) => id === head) && !stays.has(head)) issues.push({ field: `heads.${index}`, rule: 'person-not-there' });
  });
  if (before && input.descriptive && !before.descriptive) {
    const roles = [...new Set((await rolesOfGroup(tx, before)).map(({ role }) => role.name))];
    if (roles.length > 0) issues.push({ field: 'descriptive', rule: 'group-carries-roles', roles });
  }
  if (issues.length > 0) throw new Refusal('groups.refused', { issues });
  return { parent: parent?.name ?? null, headNames: heads.map(({ name }) => name) };
}

async function parentIssues(tx: Db, kind: GroupKind, parent: StoredGroup | undefined, before: StoredGroup | undefined): Promise<Issue[]> {
  if (!parent) return [{ field: 'parentId', rule: 'not-there' }];
  const above = await groupsAbove(tx, parent.organizationId, parent.id);
  if (before && above.some(({ id }) => id === before.id)) return [{ field: 'parentId', rule: 'group-circle' }];
  const height = before ? await heightOf(tx, { ...before, kind }) : 1;
  return above.length + height > MOST_LEVELS ? [{ field: 'parentId', rule: 'group-too-deep' }] : [];
}

type Told = Omit<SaveGroup, 'heads' | 'parentId'> & Named;

async function toldOf(tx: Db, group: StoredGroup): Promise<Told> {
  const above = group.parentId === null ? [] : await groupsAbove(tx, group.organizationId, group.parentId);
  return { ...group, parent: above.at(-1)?.name ?? null, headNames: group.heads.map(({ name }) => name) };
}

const fields = [
  'group',
  'groupKind',
  'parent',
  'nameEnglish',
  'description',
  'descriptionEnglish',
  'descriptive',
  'active',
  'site',
] as const;

const values = (group: Told | undefined) => group && { ...group, group: group.name, groupKind: group.kind };

async function tell(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id }: { readonly organizationId: OrganizationId; readonly id: GroupId },
  before: Told | undefined,
  after: Told | undefined,
): Promise<void> {
  const changes = changesBetween(fields, values(before), values(after) ?? {});
  const [were, are] = [before?.headNames ?? [], after?.headNames ?? []].map((names) => names.toSorted());
  const heads = were?.join('\n') === are?.join('\n') ? [] : [{ field: 'heads' as const, before: were ?? null, after: are ?? null }];
  if (changes.length + heads.length === 0) return;
  const named = before && after && before.name === after.name ? [{ field: 'group' as const, before: before.name, after: after.name }] : [];
  await record(tx, {
    at: core.clock.now(),
    event: 'group-changed',
    organizationId,
    objectId: id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'group-changed', [...named, ...changes, ...heads]),
  });
}
