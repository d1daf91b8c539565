import { changesBetween } from '@varco/shared/access-log/changes';
import type { RoleGrants } from '@varco/shared/authorization/api';
import { isOpen, reachedBy } from '@varco/shared/authorization/decide';
import { addDays, type Day, dayAt } from '@varco/shared/days';
import { type AppointDelegate, MOST_DAYS, MOST_DELEGATES } from '@varco/shared/delegations/api';
import { hindrance } from '@varco/shared/identity/user-status';
import type { DelegationId, OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { Made } from '@varco/shared/structure/api';
import { type Actor, BY_ITSELF, isOneself, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import {
  actingIn,
  type Membership,
  reachIn,
  readMembership,
  refuseAdministrators,
  refuseBeyond,
  refuseToOneself,
} from '#features/authorization';
import { byWhom, personInLog, standingsIn } from '#features/identity';
import { countDelegates, findDelegation, insertDelegation, lockEnabled, rolesNamed, type StoredDelegation } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'events'>;

/** Appoints a delegate for oneself (requirements R3.59). */
export const appointForOneself = (core: Needs, actor: SignedIn, input: AppointDelegate): Promise<Made> =>
  appoint(core, actor, actor.userId, input);

/**
 * Appoints a delegate for somebody: nobody gives in this way more than he has, nor to himself, nor anything about administrators unless he
 * is one (requirements R1.47).
 */
export const appointForOther = (core: Needs, actor: SignedIn, delegatorId: UserId, input: AppointDelegate): Promise<Made> =>
  appoint(core, actor, delegatorId, input);

async function appoint(core: Needs, actor: SignedIn, delegatorId: UserId, input: AppointDelegate): Promise<Made> {
  const { db, clock, config, random } = core;
  const { organizationId } = actor;
  const id = random.id<DelegationId>();
  const at = clock.now();
  const today = dayAt(config.timeZone, at);
  const both = { organizations: [...new Set([organizationId, actor.homeId])] };
  await db.as(both, async (tx) => {
    const isThere = (await lockEnabled(tx, organizationId, [delegatorId, input.delegateId])).includes(delegatorId);
    const issues: Issue[] = [...dayIssues(input, today)];
    if (!isThere) issues.push({ field: 'delegatorId', rule: 'person-not-there' });
    if (input.delegateId === delegatorId) issues.push({ field: 'delegateId', rule: 'delegate-oneself' });
    issues.push(...(await whoIssues(core, tx, organizationId, { delegatorId, delegateId: input.delegateId }, at)));
    const membership = isThere
      ? await readMembership(tx, { organizationId, userId: delegatorId }, { day: today, hindrance: undefined })
      : undefined;
    if (membership && input.roleId !== null && !rolesOf(membership).includes(input.roleId))
      issues.push({ field: 'roleId', rule: 'role-not-held' });
    if (issues.length > 0 || !membership) throw new Refusal('delegations.refused', { issues });

    await refuseAdministrators(tx, actor, organizationId, [delegatorId, input.delegateId]);
    if (!isOneself(actor, delegatorId)) {
      // For another one, it is a way of giving like any other.
      refuseToOneself(actor, input.delegateId);
      refuseBeyond(actingIn(actor, organizationId), ...givenBy(membership, input.roleId, today));
    }
    if ((await countDelegates(tx, organizationId, delegatorId, today)) >= MOST_DELEGATES) throw new Refusal('delegations.too-many');
    await insertDelegation(tx, { ...input, organizationId, id, delegatorId, at, by: actor.userId });
    const made = await findDelegation(tx, organizationId, id);
    if (made) await tell(core, tx, actor, made, 'delegation-made');
    await core.events.announce(tx, 'rights.changed', { organizationId, userId: input.delegateId });
  });
  return { id };
}

function dayIssues({ from, to }: Pick<AppointDelegate, 'from' | 'to'>, today: Day): Issue[] {
  if (to < from) return [{ field: 'to', rule: 'end-before-start' }];
  if (to < today) return [{ field: 'to', rule: 'delegation-past' }];
  return to > addDays(from, MOST_DAYS) ? [{ field: 'to', rule: 'delegation-too-long' }] : [];
}

/** Both must be enabled there and may enter. */
async function whoIssues(
  { config }: Pick<Core, 'config'>,
  tx: Db,
  organizationId: OrganizationId,
  who: { readonly delegatorId: UserId; readonly delegateId: UserId },
  at: Date,
): Promise<Issue[]> {
  const standings = await standingsIn(tx, organizationId, Object.values(who));
  return Object.entries(who).flatMap(([field, userId]) => {
    const standing = standings.get(userId);
    if (!standing) return field === 'delegateId' ? [{ field, rule: 'person-not-there' }] : [];
    return hindrance(standing, config.timeZone, at) === undefined ? [] : [{ field, rule: 'person-may-not-enter' }];
  });
}

/** The roles that somebody has today or will have, himself or through groups. */
const rolesOf = ({ member, snapshot }: Membership): RoleId[] => [
  ...new Set([...member.assignments.map(({ roleId }) => roleId), ...reachedBy(snapshot, member).map(({ row }) => row.roleId)]),
];

/** What a delegation of his would give, as long as it lasts: in each unit of his, by the role delegated or by all. */
function givenBy(membership: Membership, roleId: RoleId | null, day: Day): RoleGrants[] {
  const { member, snapshot, units } = membership;
  const grantsOf = (id: RoleId): RoleGrants[] => {
    const role = snapshot.roles.get(id)?.role;
    if (!role) return [];
    const grants: RoleGrants = {};
    for (const { function: name, action, visibility } of role.grants) grants[name] = { ...grants[name], [action]: visibility };
    return [grants];
  };
  if (roleId !== null && snapshot.roles.has(roleId)) return grantsOf(roleId);
  const today = [null, ...units.map(({ id }) => id)].map((unitId) => reachIn(snapshot, member, unitId, day).grants);
  return [...today, ...rolesToCome(membership, day).flatMap(grantsOf)];
}

/** The roles that somebody has from a later day, or for a unit where he does not work today. */
function rolesToCome({ member, snapshot, units }: Membership, day: Day): RoleId[] {
  const isToCome = ({ from, unitId }: Pick<Membership['member']['assignments'][number], 'from' | 'unitId'>): boolean =>
    from > day || (unitId !== null && !units.some(({ id }) => id === unitId));
  const byGroups = reachedBy(snapshot, member).filter((one) => !isOpen(one, day) || isToCome(one.row));
  return [...new Set([...member.assignments.filter(isToCome), ...byGroups.map(({ row }) => row)].map((row) => row.roleId))];
}

/** Tells the log what became of a delegation, by somebody or by the product itself: it is about the delegator. */
export async function tell(
  core: Pick<Core, 'clock' | 'keys' | 'random'>,
  tx: Db,
  actor: Actor | 'the product',
  { organizationId, delegatorId, delegatorName, delegateName, role, from, to, reason }: StoredDelegation,
  event: 'delegation-made' | 'delegation-ended',
): Promise<void> {
  const names = { delegator: delegatorName, delegate: delegateName };
  const detail = await (event === 'delegation-made'
    ? detailOf(
        core,
        tx,
        organizationId,
        event,
        changesBetween(['delegator', 'delegate', 'role', 'from', 'to', 'reason'], undefined, {
          ...names,
          role: role?.name ?? null,
          from,
          to,
          reason: reason === '' ? null : reason,
        }),
      )
    : detailOf(core, tx, organizationId, event, [
        { field: 'delegator', before: delegatorName, after: delegatorName },
        { field: 'delegate', before: delegateName, after: null },
        { field: 'to', before: to, after: null },
      ]));
  await record(tx, {
    at: core.clock.now(),
    event,
    organizationId,
    subject: await personInLog(tx, organizationId, delegatorId),
    ...(actor === 'the product' ? { client: BY_ITSELF } : await byWhom(tx, actor)),
    detail,
  });
}

/** The roles one may delegate oneself, by name. */
export async function rolesToDelegate(
  { clock, config }: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  organizationId: OrganizationId,
  userId: UserId,
) {
  const day = dayAt(config.timeZone, clock.now());
  const membership = await readMembership(tx, { organizationId, userId }, { day, hindrance: undefined });
  return membership ? rolesNamed(tx, organizationId, rolesOf(membership)) : [];
}
