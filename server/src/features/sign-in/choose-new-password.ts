import { hindrance } from '@varco/shared/identity/user-status';
import type { NewPassword } from '@varco/shared/sign-in/api';

import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import { Refusal } from '#core/refusal';
import { record } from '#features/access-log';
import { judgePassword, replacePassword } from '#features/credentials';
import { policyInForce } from '#features/policy';
import { enter, nameInLog } from './enter.ts';
import type { Opened } from './sign-in.ts';
import { type FoundPending, findPending, takePending } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'hasher' | 'config' | 'events'>;

/** The sign-in in progress of this cookie; refused when it is over or its owner may not enter any more. */
export async function pendingOf(core: Pick<Core, 'db' | 'clock' | 'config'>, token: string | undefined): Promise<FoundPending> {
  const now = core.clock.now();
  const pending = token === undefined ? undefined : await findPending(core.db, digest(token), now);
  if (!pending || hindrance(pending, core.config.timeZone, now) !== undefined) throw new Refusal('sign-in.step-expired');
  return pending;
}

/** The answer to the forced change: the old password goes, the session opens, all of it or nothing (requirements R1.11, R2.26 a). */
export async function chooseNewPassword(
  core: Needs,
  client: Client,
  token: string | undefined,
  input: NewPassword,
): Promise<Extract<Opened, { step: 'enter' }>> {
  const { db, clock, hasher, random, events } = core;
  const pending = await pendingOf(core, token);
  const policy = await policyInForce(core);
  const issues = await judgePassword(hasher, policy, { ...input, username: pending.username, presentHash: pending.hash });
  if (issues.length > 0) throw new Refusal('credentials.password-refused', { issues });

  const hash = await hasher.hash(input.next);
  const at = clock.now();
  const { organizationId, userId } = pending;
  const session = await db.as({ organizations: [organizationId] }, async (tx) => {
    if (!(await takePending(tx, organizationId, pending.id))) throw new Refusal('sign-in.step-expired');
    if (!(await replacePassword(tx, organizationId, userId, pending.hash, hash, at))) throw new Refusal('credentials.changed-meanwhile');
    await events.announce(tx, 'password.replaced', { organizationId, userId, at, keep: null });
    await record(tx, { at, event: 'password-changed', reason: 'first-access', organizationId, subject: nameInLog(pending), client });
    return enter(tx, random, pending, { at, client, policy, counter: pending.counter });
  });
  return { step: 'enter', token: session.token, nameMac: pending.counter.nameMac, returnTo: pending.returnTo ?? undefined };
}
