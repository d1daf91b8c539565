import { changesBetween } from '@varco/shared/access-log/changes';
import type { ChangeMembership, SaveMembership } from '@varco/shared/groups/api';
import type { GroupId, MembershipId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import {
  deleteMembership,
  findMembership,
  insertMembership,
  peopleNamed,
  replaceMembership,
  type StoredGroup,
  type StoredMembership,
} from '#features/groups';
import { byWhom, personInLog } from '#features/identity';
import { groupUnderLock, refuseMembership, today } from './giving.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;
type Days = ChangeMembership;

/** Puts somebody into a group; who never signs in may be in one too (requirements R1.2, R1.31-R1.33). */
export async function addMember(core: Needs, actor: Actor, scope: Scope, groupId: GroupId, input: SaveMembership): Promise<Made> {
  const id = core.random.id<MembershipId>();
  await core.db.as(scope, async (tx) => {
    const group = await groupUnderLock(core, tx, actor, scope, groupId);
    const { organizationId } = group;
    const { userId } = input;
    const issues = dayIssues(input);
    const [person] = await peopleNamed(tx, organizationId, [userId]);
    if (!person) issues.push({ field: 'userId', rule: 'person-not-there' });
    if (issues.length > 0) throw new Refusal('groups.membership-refused', { issues });
    await refuseMembership(tx, actor, group, { userId, day: today(core), isGiven: true });
    await insertMembership(tx, { ...input, organizationId, id, groupId });
    await follow(core, tx, actor, group, userId, { before: undefined, after: input });
  });
  return { id };
}

/** Changes from when to when somebody is in a group; made longer, what it gives is given again. */
export async function changeMembership(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { groupId, id }: { groupId: GroupId; id: MembershipId },
  input: ChangeMembership,
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const { group, before } = await membershipUnderLock(core, tx, actor, scope, { groupId, id });
    const issues = dayIssues(input);
    if (issues.length > 0) throw new Refusal('groups.membership-refused', { issues });
    const isGiven = input.from < before.from || (before.to !== null && (input.to === null || input.to > before.to));
    await refuseMembership(tx, actor, group, { userId: before.userId, day: today(core), isGiven });
    await replaceMembership(tx, before, input);
    await follow(core, tx, actor, group, before.userId, { before, after: input });
  });
}

/** Takes somebody out of a group, as if he had never been in it; one whose time is over gets a last day instead. */
export async function removeMember(
  core: Needs,
  actor: Actor,
  scope: Scope,
  { groupId, id }: { groupId: GroupId; id: MembershipId },
): Promise<void> {
  await core.db.as(scope, async (tx) => {
    const { group, before } = await membershipUnderLock(core, tx, actor, scope, { groupId, id });
    await refuseMembership(tx, actor, group, { userId: before.userId, day: today(core), isGiven: false });
    await deleteMembership(tx, before);
    await follow(core, tx, actor, group, before.userId, { before, after: undefined });
  });
}

async function membershipUnderLock(
  core: Needs,
  tx: Db,
  actor: Actor,
  scope: Scope,
  { groupId, id }: { groupId: GroupId; id: MembershipId },
): Promise<{ group: StoredGroup; before: StoredMembership }> {
  const group = await groupUnderLock(core, tx, actor, scope, groupId);
  const before = await findMembership(tx, group.organizationId, groupId, id);
  if (!before) throw new Refusal('request.not-found');
  return { group, before };
}

const dayIssues = ({ from, to }: Days): Issue[] => (to !== null && to < from ? [{ field: 'to', rule: 'end-before-start' }] : []);

async function follow(
  core: Needs,
  tx: Db,
  actor: Actor,
  { organizationId, id, kind, name }: StoredGroup,
  userId: UserId,
  { before, after }: { before: Days | undefined; after: Days | undefined },
): Promise<void> {
  const told = (days: Days | undefined) => days && { group: name, from: days.from, to: days.to };
  const changes = changesBetween(['group', 'from', 'to'], told(before), told(after) ?? {});
  if (changes.length === 0) return;
  const named = before && after ? [{ field: 'group' as const, before: name, after: name }] : [];
  await record(tx, {
    at: core.clock.now(),
    event: 'group-membership-changed',
    organizationId,
    objectId: id,
    subject: await personInLog(tx, organizationId, userId),
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, 'group-membership-changed', [...named, ...changes]),
  });
  if (kind !== 'sharing') await core.events.announce(tx, 'rights.changed', { organizationId, userId });
}
