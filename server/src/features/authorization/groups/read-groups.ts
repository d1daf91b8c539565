import type { HistoryQuery, ThingHistory } from '@varco/shared/access-log/api';
import { obstacleOfGroup } from '@varco/shared/authorization/decide';
import { phaseOf } from '@varco/shared/authorization/standing';
import type { Group, GroupList, GroupMembers, MembersQuery, UserGroups } from '@varco/shared/groups/api';
import type { GroupId, UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { historyOf } from '#features/access-log';
import { findGroup, groupsAbove, kindsFor, readMembers, type StoredGroup, userGroups } from '#features/groups';
import { actingIn, administers } from '../above.ts';
import { groupWays } from '../decisions/group-ways.ts';
import { membershipAsked } from '../decisions/overview.ts';
import { today } from './giving.ts';
import { givenBy, listGroups, rolesBelow, rolesOfGroup } from './store.ts';

type Reads = Pick<Core, 'db' | 'clock' | 'config'>;

/** Every group that the actor may see; those of security are not there for who administers nothing (requirements R1.51). */
export async function readGroups(core: Reads, actor: Actor, scope: Scope): Promise<GroupList> {
  const kinds = kindsFor(administers(actor));
  const securityOf = { organizations: scope.organizations.filter((id) => administers(actingIn(actor, id))) };
  return { items: await core.db.as(scope, (tx) => listGroups(tx, scope, kinds, today(core), securityOf)), kinds };
}

/** One group with what it carries, what its members have besides, and what stands over it. */
export async function readGroup(core: Reads, actor: Actor, scope: Scope, id: GroupId): Promise<Group> {
  const day = today(core);
  return core.db.as(scope, async (tx) => {
    const group = await seen(core, tx, actor, scope, id);
    const { organizationId } = group;
    const home = { organizations: [organizationId] };
    const line = (await listGroups(tx, home, [group.kind], day)).find((one) => one.id === id);
    if (!line) throw new Refusal('request.not-found');
    const [above, ownRoles, inherited, grants] = await Promise.all([
      groupsAbove(tx, organizationId, id),
      rolesOfGroup(tx, group),
      rolesBelow(tx, group, day),
      givenBy(tx, group, day),
    ]);
    const { description, descriptionEnglish, version, heads } = group;
    return {
      ...line,
      description,
      descriptionEnglish,
      version,
      heads: [...heads],
      above: above.slice(0, -1),
      ownRoles,
      inherited,
      gives: grants !== undefined,
    };
  });
}

/** What was done to a group, and who came and went. */
export async function readGroupHistory(
  core: Reads & Pick<Core, 'keys'>,
  actor: Actor,
  scope: Scope,
  id: GroupId,
  query: HistoryQuery,
): Promise<ThingHistory> {
  const { organizationId } = await core.db.as(scope, (tx) => seen(core, tx, actor, scope, id));
  return historyOf(core, actor, { organizationId, id }, query);
}

/** One page of the members of a group. */
export const readGroupMembers = (core: Reads, actor: Actor, scope: Scope, id: GroupId, query: MembersQuery): Promise<GroupMembers> =>
  core.db.as(scope, async (tx) => readMembers(tx, { group: await seen(core, tx, actor, scope, id), query, day: today(core) }));

/** The groups of one user that the actor may see, and every role that comes to him through groups (requirements R1.31). */
export async function readUserGroups(core: Reads, actor: Actor, scope: Scope, userId: UserId): Promise<UserGroups> {
  const day = today(core);
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = await membershipAsked(core, tx, scope, userId, { day });
    const { organizationId } = enabled;
    const seesSecurity = administers(actingIn(actor, organizationId));
    const groups = await userGroups(tx, { organizationId, userId, kinds: kindsFor(seesSecurity), day });
    const told = await groupWays(tx, membership, seesSecurity);
    const reached = [...membership.snapshot.members.values()].flatMap((member) => member.reached);
    const roles = reached.map((one) => {
      const { row, path } = one;
      const way = told({ roleId: row.roleId, groupRoleId: row.id, membershipId: one.membership.id, path: path.map(({ id }) => id) });
      const phase = phaseOf(row, day);
      const ofRole = phase === 'current' ? null : phase;
      return { ...way, because: obstacleOfGroup(one, day) ?? ofRole ?? (way.role.active ? null : ('role-inactive' as const)) };
    });
    return { ...groups, roles };
  });
}

async function seen(core: Reads, tx: Db, actor: Actor, scope: Scope, id: GroupId): Promise<StoredGroup> {
  const group = await findGroup(tx, scope, id, { kinds: kindsFor(administers(actor)), on: today(core) });
  if (!group || !kindsFor(administers(actingIn(actor, group.organizationId))).includes(group.kind)) throw new Refusal('request.not-found');
  return group;
}
