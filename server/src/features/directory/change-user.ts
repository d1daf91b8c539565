import { type Change, changesBetween, type DetailedEvent, type FieldOf } from '@varco/shared/access-log/changes';
import { dayAt } from '@varco/shared/days';
import type { ChangeUser } from '@varco/shared/directory/api';
import { takesSeat } from '@varco/shared/identity/licences';
import { hindrance } from '@varco/shared/identity/user-status';
import type { UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { type Actor, isOneself, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailsFor, record } from '#features/access-log';
import { activeAdministrators, licencesToGive, refuseAbove } from '#features/authorization';
import { requireChange } from '#features/credentials';
import {
  byWhom,
  exactUsername,
  findUser,
  inLog,
  loginIssues,
  loginRuleOf,
  refuseBeyondSeats,
  replaceUser,
  type User,
  usernameMac,
  usernameMeant,
  withLicence,
} from '#features/identity';
import { dropPendingOf } from '#features/sign-in';
import { isFreeOfPrefix, licenceBeyondOwn } from './create-user.ts';
import { readUser } from './find-users.ts';
import { personNeeded, recordIssues, refuse, todayOf } from './record-issues.ts';
import { changesOfRecord } from './user-changes.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config' | 'events'>;

/** Changes a user's record; whoever may not enter any more is put out at once, and the last administrator stays (requirements R1.12, R3.50). */
export async function changeUser(core: Needs, actor: Actor, scope: Scope, id: UserId, input: ChangeUser): Promise<void> {
  // Name, address and days of the two are theirs: a delegate neither takes his delegator's nor lengthens his own by his rights.
  if (actor.kind === 'user' && actor.onBehalfOf && isOneself(actor, id)) throw new Refusal('delegations.own-name-only');
  const { db, clock, keys, config, events } = core;
  const at = clock.now();
  const zone = config.timeZone;
  const outcome = await db.as(scope, async (tx) => {
    const seen = await findUser(tx, id);
    if (!seen) throw new Refusal('request.not-found');
    // The administrators' users are locked first, in one order for everybody: two of them cannot stop each other at once.
    const administrators = await activeAdministrators(tx, seen.organizationId, zone, at, { lock: true });
    const before = await findUser(tx, id, { lock: true });
    if (!before) throw new Refusal('request.not-found');
    if (before.status === 'ceased') throw new Refusal('identity.erased');
    await refuseAbove(tx, actor, before.organizationId, [id]);
    if (before.version !== input.version) return 'changed-meanwhile';
    const after = await named(tx, actor, before, apply(before, input));
    refuse(await issuesOf(core, tx, actor, before, after));
    const stopped = hindrance(before, zone, at) === undefined && hindrance(after, zone, at) !== undefined;
    if ((stopped || endsSooner(before, after)) && administrators.length === 1 && administrators[0] === id) {
      throw new Refusal('identity.last-administrator');
    }
    const letIn = hindrance(before, zone, at) !== undefined && hindrance(after, zone, at) === undefined;
    if (!(await replaceUser(tx, after, usernameMac(keys, after.username), letIn ? at : null))) return 'changed-meanwhile';
    const { organizationId } = after;
    if (takesSeat(before, after, dayAt(zone, at))) await refuseBeyondSeats(tx, organizationId, [after.licence], dayAt(zone, at));
    // After a long absence somebody else may know the password (requirements R2.28).
    if (before.status === 'suspended' && after.status !== 'suspended') await requireChange(tx, organizationId, id, 'reactivated');
    const by = await byWhom(tx, actor);
    const details = await detailsFor(core, tx, organizationId, 'user-changed');
    for (const { event, changes } of eventsOf(before, after))
      await record(tx, { at, event, organizationId, subject: inLog(after), ...by, detail: details.of(changes) });
    if (stopped) {
      await dropPendingOf(tx, organizationId, id);
      await events.announce(tx, 'user.stopped', { organizationId, userId: id, at });
    } else if (
      before.username !== after.username ||
      before.validFrom !== after.validFrom ||
      before.validTo !== after.validTo ||
      before.familyName !== after.familyName ||
      before.givenName !== after.givenName
    ) {
      await events.announce(tx, 'user.changed', { organizationId, userId: id, at });
    }
    if (before.licence !== after.licence) await events.announce(tx, 'rights.changed', { organizationId, userId: id });
    return 'saved';
  });
  if (outcome === 'changed-meanwhile') throw new Refusal('request.changed-meanwhile', { current: await readUser(core, actor, scope, id) });
}

/** Every fault of a change that the shapes of its fields do not show; what could not be read of it is absent. */
export async function changeIssues(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  scope: Scope,
  id: UserId,
  typed: Partial<ChangeUser>,
): Promise<Issue[]> {
  return core.db.as(scope, async (tx) => {
    const user = await findUser(tx, id);
    if (!user) throw new Refusal('request.not-found');
    return issuesOf(core, tx, actor, user, await named(tx, actor, user, apply(user, typed)));
  });
}

/** A user whose name is changed gets one as a new user would (requirements D2). */
async function named(tx: Db, actor: Actor, before: User, after: User): Promise<User> {
  if (after.username === before.username || isFreeOfPrefix(actor)) return after;
  return { ...after, username: usernameMeant(await loginRuleOf(tx, after.organizationId), after.username) };
}

async function issuesOf(core: Pick<Core, 'clock' | 'config'>, tx: Db, actor: Actor, before: User, after: User): Promise<Issue[]> {
  const ofName = after.username === before.username ? [] : loginIssues(await loginRuleOf(tx, after.organizationId), after.username);
  const isBeyond = after.licence !== before.licence && !(await licencesToGive(tx, actor, after.organizationId)).includes(after.licence);
  const unnamed = before.givenName === '' && after.licence !== before.licence ? 'licence' : 'givenName';
  // A person who was named is one from then on.
  const isForgotten = before.givenName !== '' && after.givenName === '' && after.licence === 'service';
  const ofPerson = isForgotten ? [{ field: 'givenName', rule: 'required' }] : personNeeded(after, after.licence, unnamed);
  return [
    ...ofName,
    ...ofPerson,
    ...(await recordIssues(tx, after.organizationId, after, todayOf(core))),
    ...(isBeyond ? [licenceBeyondOwn] : []),
  ];
}

/** The last administrator may not be given an end either: after it nobody could enter to take it away. */
const endsSooner = (before: User, after: User): boolean =>
  after.validTo !== null && (before.validTo === null || after.validTo < before.validTo);

function apply(user: User, input: Partial<ChangeUser>): User {
  const { version: _, username, ...rest } = input;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const after = { ...user, ...given, username: username === undefined ? user.username : exactUsername(username) };
  const { exemptFromInactivity, noSessions } = input;
  const person = after.givenName === '' ? null : (after.personKind ?? 'internal');
  return {
    ...withLicence(user, after),
    personKind: person,
    ...(exemptFromInactivity === undefined ? {} : { exemptFromInactivity }),
    ...(noSessions === undefined ? {} : { noSessions }),
  };
}

type UserEvent = Extract<DetailedEvent, `user-${string}`>;

/** What the log says of a change: each stop and start by its name, the rest as a change. */
function eventsOf(before: User, after: User): { event: UserEvent; changes: Change<FieldOf<'user-changed'>>[] }[] {
  const standing = (field: 'status' | 'disabled', event: UserEvent) => ({
    event,
    changes: changesBetween([field], before, after),
  });
  const record = { event: 'user-changed' as const, changes: changesOfRecord(before, after) };
  return [
    standing('status', after.status === 'active' ? 'user-activated' : 'user-deactivated'),
    standing('disabled', after.disabled ? 'user-disabled' : 'user-enabled'),
    record,
  ].filter(({ changes }) => changes.length > 0);
}
