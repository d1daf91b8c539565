import { hindrance } from '@varco/shared/identity/user-status';
import type { NewPassword } from '@varco/shared/sign-in/api';
import type { Client } from '#core/actor';
import { addressGroup } from '#core/address';
import type { Core } from '#core/core';
import { isToken } from '#core/random';
import { Refusal } from '#core/refusal';
import { record } from '#features/access-log';
import { judgePassword, replacePassword } from '#features/credentials';
import { findUser, inLog } from '#features/identity';
import { policyInForce } from '#features/policy';
import { enter, scopeOf } from './enter.ts';
import { knownFor } from './known-browser.ts';
import { type Leaving, type Opened, pendingKey } from './sign-in.ts';
import { dropPendingOf, type FoundPending, findPending, takePending } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'hasher' | 'keys' | 'config' | 'events'>;

/** The sign-in in progress of this cookie; refused when it is over, its question was answered, or its owner may not enter any more, or not where he chose. */
export async function pendingOf(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  client: Client,
  token: string | undefined,
): Promise<FoundPending> {
  const now = core.clock.now();
  const pending = token === undefined || !isToken(token) ? undefined : await findPending(core.db, pendingKey(token, client), now);
  if (
    !pending?.mustChange ||
    !pending.organizationActive ||
    hindrance(pending, core.config.timeZone, now) !== undefined ||
    !pending.enabledThere
  )
    throw new Refusal('sign-in.step-expired');
  return pending;
}

/** The answer to the forced change: the old password goes, the session opens, all of it or nothing (requirements R1.11, R2.26 a). */
export async function chooseNewPassword(
  core: Needs,
  client: Client,
  { token, leaving, ...input }: NewPassword & { readonly token: string | undefined; readonly leaving: Leaving },
): Promise<Extract<Opened, { step: 'enter' }>> {
  const { db, clock, hasher, events, config } = core;
  const pending = await pendingOf(core, client, token);
  const { organizationId, userId } = pending;
  const policy = await policyInForce(core);
  const place = { address: addressGroup(client.address), known: false };
  const issues = await judgePassword(hasher, policy, { ...input, username: pending.username, presentHash: pending.hash, place });
  const fact = { organizationId, subject: inLog({ ...pending, id: userId }), client } as const;
  if (issues.length > 0) {
    await record(db, { ...fact, at: clock.now(), event: 'password-change-refused', reason: 'rules-not-met' });
    throw new Refusal('credentials.password-refused', { issues });
  }

  const hash = await hasher.hash(input.next, place);
  const left = await leaving();
  const at = clock.now();
  const session = await db.as(scopeOf(pending, left), async (tx) => {
    // The user first, then the password, then the rest: the order in which an administrator's reset takes them.
    const user = await findUser(tx, userId, { lock: true });
    if (!user || hindrance(user, config.timeZone, at) !== undefined) throw new Refusal('sign-in.step-expired');
    if (!(await replacePassword(tx, organizationId, userId, pending.hash, hash, at))) throw new Refusal('credentials.changed-meanwhile');
    if (!(await takePending(tx, organizationId, pending.id))) throw new Refusal('sign-in.step-expired');
    // Whoever else got here with the old password must not replace the new one.
    await dropPendingOf(tx, organizationId, userId);
    await events.announce(tx, 'password.replaced', { organizationId, userId, at, keep: null });
    await record(tx, {
      ...fact,
      at,
      event: 'password-changed',
      reason: pending.changeReason === 'first-access' ? 'first-access' : undefined,
    });
    const opened = await enter(core, tx, pending, {
      ...{ at, client, policy, leaving: left },
      counter: pending.counter,
      chosenId: pending.chosenId,
    });
    // An enablement may have ended since the sign-in began: the password stays as it was too.
    if (!opened) throw new Refusal('sign-in.step-expired');
    return opened;
  });
  return { step: 'enter', token: session.token, knownFor: knownFor(pending.counter.nameMac, at), returnTo: pending.returnTo ?? undefined };
}
