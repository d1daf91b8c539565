import { changesBetween } from '@varco/shared/access-log/changes';
import type { ChangeOwnProfile } from '@varco/shared/directory/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { findUser, inLog, replaceUser, usernameMac } from '#features/identity';

/** A person corrects how he is called; status, validity and user name stay the administrators' (requirements R3.62, D2). */
export async function changeOwnProfile(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'events'>,
  actor: SignedIn,
  scope: Scope,
  input: ChangeOwnProfile,
): Promise<void> {
  const { organizationId, userId } = actor;
  const at = core.clock.now();
  await core.db.as(scope, async (tx) => {
    const before = await findUser(tx, userId, { lock: true });
    if (!before) throw new Refusal('request.not-found');
    const after = { ...before, ...input };
    if (after.familyName === before.familyName && after.givenName === before.givenName && after.fullName === before.fullName) return;
    await replaceUser(tx, after, usernameMac(core.keys, after.username));
    await record(tx, {
      at,
      event: 'user-changed',
      organizationId,
      subject: inLog(after),
      sessionNumber: actor.sessionNumber,
      client: actor.client,
      detail: await detailOf(
        core,
        tx,
        organizationId,
        'user-changed',
        changesBetween(['familyName', 'givenName', 'fullName'], before, after),
      ),
    });
    await core.events.announce(tx, 'user.changed', { organizationId, userId, at });
  });
}
