import type { ErasePerson } from '@varco/shared/erasure/api';
import { erasedLabel } from '@varco/shared/identity/erased';
import { hindrance } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { type Actor, isOneself, type Scope, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { activeAdministrators, dropAdministrator, refuseAbove } from '#features/authorization';
import { dropPassword } from '#features/credentials';
import { byWhom, ceaseUser, exactUsername, findUser, type User, usernameMac } from '#features/identity';
import { dropPendingOf, forgetAttempts } from '#features/sign-in';
import { names, textsOf } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'config' | 'events' | 'queue'>;

/**
 * Erases a person for ever: at once from every table and list, then, as a run, from the log's dictionary and the files of the database.
 * Asked again about somebody already erased it makes that run go on when it had stopped (requirements D5, R5.14; GDPR article 17).
 */
export async function erasePerson(core: Needs, actor: Actor, scope: Scope, id: UserId, { username, reason }: ErasePerson): Promise<void> {
  const { db, clock, keys, config, events } = core;
  const at = clock.now();
  await db.as(scope, async (tx) => {
    const seen = await findUser(tx, id);
    if (!seen) throw new Refusal('request.not-found');
    const { organizationId } = seen;
    // The administrators' users are locked first, in one order for everybody.
    const administrators = await activeAdministrators(tx, organizationId, config.timeZone, at, { lock: true });
    const user = await findUser(tx, id, { lock: true });
    if (!user) throw new Refusal('request.not-found');
    if (isOneself(actor, id)) throw new Refusal('erasure.oneself');
    await refuseAbove(tx, actor, organizationId, [id]);
    if (user.status === 'ceased') return goOn(core, tx, actor, organizationId, id);
    refuse(issuesOf(user, username, reason));
    if (administrators.length === 1 && administrators[0] === id) throw new Refusal('identity.last-administrator');
    if (hindrance(user, config.timeZone, at) === undefined) throw new Refusal('erasure.still-active');
    const administers = await dropAdministrator(tx, organizationId, id);
    if (administers && administrators.length === 0) throw new Refusal('identity.last-administrator');

    const label = erasedLabel(id);
    await forgetAttempts(tx, usernameMac(keys, user.username));
    await dropPendingOf(tx, organizationId, id);
    await dropPassword(tx, organizationId, id);
    await ceaseUser(tx, user, label, usernameMac(keys, label));
    await events.announce(tx, 'user.stopped', { organizationId, userId: id, at });
    await events.announce(tx, 'person.erased', { organizationId, userId: id, texts: textsOf(user) });
    await store.insertErasure(tx, {
      organizationId,
      userId: id,
      at,
      byUserId: userIdOf(actor),
      byOperator: actor.kind === 'user' ? null : actor.account,
      reason: reason === '' ? null : reason,
      runId: await queued(core, tx, actor, organizationId, id),
    });
    const subject = { userId: id, organizationId, username: label, name: label };
    await record(tx, { at, event: 'person-erased', organizationId, subject, ...(await byWhom(tx, actor)) });
  });
}

function issuesOf(user: User, typed: string, reason: string): Issue[] {
  const issues: Issue[] = [];
  if (exactUsername(typed) !== user.username) issues.push({ field: 'username', rule: 'erasure-confirmation' });
  if (names(reason, user)) issues.push({ field: 'reason', rule: 'erasure-reason' });
  return issues;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new Refusal('erasure.refused', { issues });
}

async function goOn(core: Needs, tx: Db, actor: Actor, organizationId: OrganizationId, id: UserId): Promise<void> {
  const erasure = await store.findErasure(tx, organizationId, id);
  const isOpen = erasure?.run?.state === 'waiting' || erasure?.run?.state === 'running';
  if (!erasure || erasure.finishedAt !== null || isOpen) throw new Refusal('identity.erased');
  await store.setRun(tx, organizationId, id, await queued(core, tx, actor, organizationId, id));
}

const queued = (core: Needs, tx: Db, actor: Actor, organizationId: OrganizationId, userId: UserId) =>
  core.queue.add(tx, {
    job: 'erase-person',
    organizationId,
    input: { userId },
    askedBy: userIdOf(actor),
  });
