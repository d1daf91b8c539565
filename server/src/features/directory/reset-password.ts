import type { PasswordReset } from '@varco/shared/directory/api';
import type { UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { refuseAbove } from '#features/authorization';
import { setPassword, temporaryPassword } from '#features/credentials';
import { byWhom, enablementsOf, findUser, inLog, usernameMac } from '#features/identity';
import { dropPendingOf, forgetAttempts } from '#features/sign-in';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'keys' | 'hasher' | 'events'>;

/** Gives a user a temporary password, shown once; the old one, open sessions and locks go (requirements R3.38). */
export async function resetPassword(core: Needs, actor: Actor, scope: Scope, id: UserId): Promise<PasswordReset> {
  // With it the delegate would be his delegator in everything, for longer, and the log would say one name.
  if (actor.kind === 'user' && actor.onBehalfOf?.userId === id) throw new Refusal('delegations.own-name-only');
  const { db, clock, random, keys, hasher, events } = core;
  const seen = await db.as(scope, (tx) => findUser(tx, id));
  if (!seen) throw new Refusal('request.not-found');
  if (seen.status === 'ceased') throw new Refusal('identity.erased');
  const temporary = temporaryPassword(random);
  const hash = await hasher.hash(temporary);
  const at = clock.now();
  await db.as(scope, async (tx) => {
    const user = await findUser(tx, id, { lock: true });
    if (!user) throw new Refusal('request.not-found');
    if (user.status === 'ceased') throw new Refusal('identity.erased');
    await refuseAbove(tx, actor, user.organizationId, [id]);
    // With it a guest who helps would be in organizations that did not ask for him (requirements R3.34).
    if (actor.kind === 'user' && actor.assistance && (await worksElsewhere(tx, id))) throw new Refusal('assistance.own-people-only');
    const { organizationId } = user;
    await setPassword(tx, { organizationId, userId: id, hash, at, changeReason: 'reset' });
    await forgetAttempts(tx, usernameMac(keys, user.username));
    await dropPendingOf(tx, organizationId, id);
    await record(tx, {
      at,
      event: 'password-reset',
      organizationId,
      subject: inLog(user),
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'password-reset', [{ field: 'mustChangePassword', before: null, after: true }]),
    });
    await events.announce(tx, 'password.replaced', { organizationId, userId: id, at, keep: null });
  });
  return { temporaryPassword: temporary };
}

const worksElsewhere = async (tx: Db, id: UserId): Promise<boolean> =>
  (await enablementsOf(tx, id)).some(({ home, endedAt }) => !home && endedAt === null);
