import type { ChangePassword, PasswordRules } from '@varco/shared/credentials/api';
import { MAX_PASSWORD_LENGTH, normalizePassword, type PasswordIssue, passwordIssues } from '@varco/shared/credentials/password-policy';
import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { digest } from '#core/digest';
import type { Hasher, Place } from '#core/hasher';
import { newToken } from '#core/random';
import { Refusal } from '#core/refusal';
import { record } from '#features/access-log';
import { findUser, inLog } from '#features/identity';
import { policyInForce } from '#features/policy';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random' | 'hasher' | 'events'>;

/** The rules a page shows before the fields (requirements R3.63). */
export const rulesToShow = (policy: EnforcedPolicy): PasswordRules => ({
  minLength: policy.minLength,
  maxLength: MAX_PASSWORD_LENGTH,
  minCharacterClasses: policy.minCharacterClasses,
  differsFromUsername: policy.differsFromUsername,
});

/** Everything wrong with a proposed password at once; the comparison with the present one costs a hash and comes last. */
export async function judgePassword(
  hasher: Hasher,
  policy: EnforcedPolicy,
  proposal: { next: string; confirmation: string; username: string; presentHash: string | undefined; place?: Place },
): Promise<PasswordIssue[]> {
  const issues = passwordIssues(policy, proposal.next, proposal.username);
  if (proposal.next !== proposal.confirmation) issues.push({ rule: 'not-confirmed' });
  const tooLong = issues.some((issue) => issue.rule === 'too-long');
  if (!tooLong && proposal.presentHash !== undefined && (await hasher.matches(proposal.next, proposal.presentHash, proposal.place)))
    issues.push({ rule: 'same-as-current' });
  return issues;
}

/**
 * Replaces the actor's own password; the present one must be known and the new one must satisfy every rule (requirements R1.42). Answers
 * the token under which his session goes on: whoever holds a copy of the old one is out (OWASP ASVS 5.0, 7.2.4).
 */
export async function changePassword(core: Needs, actor: SignedIn, scope: Scope, input: ChangePassword): Promise<string> {
  const { db, clock, random, hasher, events } = core;
  const { organizationId, userId, sessionId } = actor;
  const now = clock.now();
  const policy = await policyInForce(core);

  const before = await db.as(scope, async (tx) => ({
    granted: await store.reserveAttempt(tx, organizationId, sessionId, policy.attempts, now),
    user: await findUser(tx, userId),
    hash: await store.findHash(tx, organizationId, userId),
  }));
  const { user, hash: present } = before;
  if (!user || present === undefined) throw new Refusal('credentials.changed-meanwhile');
  const fact = { at: now, organizationId, subject: inLog(user), sessionNumber: actor.sessionNumber, client: actor.client };

  // Inside, each person has one place in the queue: a session cannot crowd the door.
  const place: Place = { address: userId, known: true };
  const matched =
    before.granted &&
    (await hasher.matches(input.current, present, place).catch(async (fault: unknown) => {
      await db.as(scope, (tx) => store.returnAttempt(tx, organizationId, sessionId));
      throw fault;
    }));
  if (!matched) {
    const left = await db.as(scope, async (tx) => {
      const used = before.granted ? await store.usedAttempts(tx, organizationId, sessionId) : policy.attempts;
      await record(tx, { ...fact, event: 'password-change-refused', reason: 'wrong-password' });
      if (used >= policy.attempts) await events.announce(tx, 'session.distrusted', { organizationId, sessionId, at: now });
      return policy.attempts - used;
    });
    if (left > 0) throw new Refusal('credentials.wrong-password', { left });
    throw new Refusal('sessions.ended', { reason: 'too-many-wrong-passwords' });
  }

  const issues = await judgePassword(hasher, policy, { ...input, username: user.username, presentHash: undefined });
  if (normalizePassword(input.next) === normalizePassword(input.current)) issues.push({ rule: 'same-as-current' });
  if (issues.length > 0) {
    await db.as(scope, async (tx) => {
      await store.returnAttempts(tx, organizationId, sessionId);
      await record(tx, { ...fact, event: 'password-change-refused', reason: 'rules-not-met' });
    });
    throw new Refusal('credentials.password-refused', { issues });
  }

  const hash = await hasher.hash(input.next, place);
  const token = newToken(random);
  const replaced = await db.as(scope, async (tx) => {
    await store.returnAttempts(tx, organizationId, sessionId);
    if (!(await store.replacePassword(tx, organizationId, userId, present, hash, now))) return false;
    await record(tx, { ...fact, event: 'password-changed' });
    await events.announce(tx, 'password.replaced', { organizationId, userId, at: now, keep: { sessionId, tokenHash: digest(token) } });
    return true;
  });
  if (!replaced) throw new Refusal('credentials.changed-meanwhile');
  return token;
}
