import { dayAt } from '@varco/shared/days';
import type { Authorization, ChangeAuthorization, EndAuthorization, SaveAuthorization } from '@varco/shared/formal-authorizations/api';
import { hindrance } from '@varco/shared/identity/user-status';
import type { AuthorizationId, UserId } from '@varco/shared/ids';
import { type Actor, isOneself, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { activeAdministrators, administers, refuseAbove } from '#features/authorization';
import { byWhom, findUser, inLog, replaceUser, type User, usernameMac } from '#features/identity';
import { dropPendingOf } from '#features/sign-in';
import { authorizationIssues, changesOf, lastOf, type StoredAuthorization, shown } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'config' | 'events'>;

/** Records the act by which a user may work here (requirements R4.31). */
export async function giveAuthorization(
  core: Needs,
  actor: Actor,
  scope: Scope,
  userId: UserId,
  input: SaveAuthorization,
): Promise<Authorization> {
  return core.db.as(scope, (tx) =>
    changing(core, tx, actor, userId, async (user, { at, today }) => {
      refuse(authorizationIssues(input, today));
      const id = core.random.id<AuthorizationId>();
      const { organizationId } = user;
      await store.insertAuthorization(tx, { ...input, organizationId, id, userId, createdAt: at });
      const stored = { ...input, organizationId, id, userId, endedOn: null, endReason: null, version: 1 };
      return { stored, event: 'authorization-given' as const, changes: changesOf(undefined, input) };
    }),
  );
}

/** Corrects an authorization; one that was ended stays as it is. */
export async function changeAuthorization(
  core: Needs,
  actor: Actor,
  scope: Scope,
  id: AuthorizationId,
  { version, ...input }: ChangeAuthorization,
): Promise<Authorization> {
  return core.db.as(scope, async (tx) => {
    const seen = await store.findAuthorization(tx, id, { lock: false });
    if (!seen) throw new Refusal('request.not-found');
    return changing(core, tx, actor, seen.userId, async (_, { today }) => {
      const before = await present(tx, id, version, today);
      refuse(authorizationIssues(input, today));
      const changes = changesOf(before, input);
      if (changes.length === 0) return { stored: before };
      if (!(await store.replaceAuthorization(tx, before, input))) throw new Refusal('request.changed-meanwhile');
      return { stored: { ...before, ...input, version: version + 1 }, event: 'authorization-changed' as const, changes };
    });
  });
}

/** Ends an authorization before its time: from today on it holds no more, and nothing of it is deleted. */
export async function endAuthorization(
  core: Needs,
  actor: Actor,
  scope: Scope,
  id: AuthorizationId,
  { version, reason }: EndAuthorization,
): Promise<Authorization> {
  return core.db.as(scope, async (tx) => {
    const seen = await store.findAuthorization(tx, id, { lock: false });
    if (!seen) throw new Refusal('request.not-found');
    return changing(core, tx, actor, seen.userId, async (_, { at, today }) => {
      const before = await present(tx, id, version, today);
      await store.endAuthorization(tx, before, { on: today, at, reason });
      const stored = { ...before, endedOn: today, endReason: reason, version: version + 1 };
      const changes = [
        { field: 'endedOn' as const, before: null, after: today },
        { field: 'number' as const, before: null, after: before.number },
        { field: 'reason' as const, before: null, after: reason },
      ];
      return { stored, event: 'authorization-ended' as const, changes };
    });
  });
}

interface Moment {
  readonly at: Date;
  readonly today: ReturnType<typeof dayAt>;
}

/** What a change saved; without an event nothing changed. */
type Saved = { readonly stored: StoredAuthorization } & (
  | { readonly event?: undefined }
  | {
      readonly event: 'authorization-given' | 'authorization-changed' | 'authorization-ended';
      readonly changes: Parameters<typeof detailOf<'authorization-given'>>[4];
    }
);

/** What every change of somebody's authorizations has in common: who may make it, what it does to the person, what is written of it. */
async function changing(
  core: Needs,
  tx: Db,
  actor: Actor,
  userId: UserId,
  save: (user: User, moment: Moment) => Promise<Saved>,
): Promise<Authorization> {
  const { clock, config, keys, events } = core;
  const at = clock.now();
  const zone = config.timeZone;
  const today = dayAt(zone, at);
  const seen = await findUser(tx, userId);
  if (!seen) throw new Refusal('request.not-found');
  const { organizationId } = seen;
  // The administrators' users are locked first, as by everybody who stops somebody.
  const administrators = await activeAdministrators(tx, organizationId, zone, at, { lock: true });
  await findUser(tx, userId, { lock: true });
  const before = await findUser(tx, userId);
  if (!before) throw new Refusal('request.not-found');
  if (before.status === 'ceased') throw new Refusal('identity.erased');
  await refuseAbove(tx, actor, organizationId, [userId]);
  if (isOneself(actor, userId) && !administers(actor)) throw new Refusal('formal-authorizations.own');
  const saved = await save(before, { at, today });
  if (saved.event === undefined) return shown(saved.stored, today);
  const after = await findUser(tx, userId);
  if (!after) throw new Refusal('request.not-found');
  const [was, is] = [hindrance(before, zone, at), hindrance(after, zone, at)];
  const stopped = was === undefined && is !== undefined;
  const endsSooner = before.authorized !== null && lastOf(after.authorized ?? []) < lastOf(before.authorized);
  if ((stopped || endsSooner) && administrators.length === 1 && administrators[0] === userId)
    throw new Refusal('formal-authorizations.last-administrator');
  // Whoever was kept out is counted as present from now on (requirements R2.28).
  if (was === 'not-authorized' && is === undefined) await replaceUser(tx, after, usernameMac(keys, after.username), at);
  await record(tx, {
    at,
    event: saved.event,
    organizationId,
    subject: inLog(after),
    objectId: saved.stored.id,
    ...(await byWhom(tx, actor)),
    detail: await detailOf(core, tx, organizationId, saved.event, saved.changes),
  });
  if (stopped) {
    await dropPendingOf(tx, organizationId, userId);
    await events.announce(tx, 'user.stopped', { organizationId, userId, at });
  } else {
    await events.announce(tx, 'user.changed', { organizationId, userId, at });
  }
  return shown(saved.stored, today);
}

/** The authorization as it stands, if it is the version that was seen and nobody ended it. */
async function present(tx: Db, id: AuthorizationId, version: number, today: Moment['today']): Promise<StoredAuthorization> {
  const found = await store.findAuthorization(tx, id, { lock: true });
  if (!found) throw new Refusal('request.not-found');
  if (found.endedOn !== null) throw new Refusal('formal-authorizations.ended');
  if (found.version !== version) throw new Refusal('request.changed-meanwhile', { current: shown(found, today) });
  return found;
}

function refuse(issues: ReturnType<typeof authorizationIssues>): void {
  if (issues.length > 0) throw new Refusal('formal-authorizations.refused', { issues });
}
