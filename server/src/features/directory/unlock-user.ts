import type { UserId } from '@varco/shared/ids';
import type { Actor, Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { refuseAbove } from '#features/authorization';
import { byWhom, findUser, inLog, usernameMac } from '#features/identity';
import { forgetAttempts } from '#features/sign-in';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random'>;

/** Lifts a lock and begins the count anew; the password stays (requirements R3.65). On a user who is not locked it does nothing. */
export async function unlockUser(core: Needs, actor: Actor, scope: Scope, id: UserId): Promise<void> {
  const { db, clock, keys } = core;
  const at = clock.now();
  await db.as(scope, async (tx) => {
    const user = await findUser(tx, id);
    if (!user) throw new Refusal('request.not-found');
    await refuseAbove(tx, actor, user.organizationId, [id]);
    if (!(await forgetAttempts(tx, usernameMac(keys, user.username)))) return;
    const { organizationId } = user;
    await record(tx, {
      at,
      event: 'user-unlocked',
      organizationId,
      subject: inLog(user),
      ...(await byWhom(tx, actor)),
      detail: await detailOf(core, tx, organizationId, 'user-unlocked', [{ field: 'locked', before: true, after: false }]),
    });
  });
}
