import { setTimeout as wait } from 'node:timers/promises';
import { dayAt } from '@varco/shared/days';
import type { UserId } from '@varco/shared/ids';
import { z } from 'zod';
import { BY_ITSELF, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import { BEHIND_ALL } from '#core/hasher';
import { Refusal } from '#core/refusal';
import { detailOf, record } from '#features/access-log';
import { setPassword, temporaryPassword } from '#features/credentials';
import { findUser, inLog, personInLog, usernameMac } from '#features/identity';
import { dropPendingOf, forgetAttempts } from '#features/sign-in';
import { defineJob, type Job } from '#jobs/job';
import { skipReason } from './rules.ts';
import { secretPlace } from './secret-place.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'keys' | 'hasher' | 'events'>;

/** How long a password may wait to be fetched. */
const KEEP_MS = 24 * 3_600_000;
/** So many are read at once; each is made by itself. */
const AT_ONCE = 50;
/** When too many wait at the door, nobody waits for us. */
const PATIENCE_MS = 500;

/**
 * The job that makes first passwords one by one, each in a transaction of its own: whoever takes it after a stop goes on with the next
 * person. What it needs lies in the act it is given.
 */
export const firstPasswordsJob = (core: Needs): Job =>
  defineJob({
    name: 'first-passwords',
    input: z.object({ handout: z.uuid() }),
    run: async ({ organizationId, input, progress, stopIfCancelled }) => {
      const key = { organizationId, id: input.handout };
      const scope: Scope = { organizations: [organizationId] };
      const handout = await core.db.as(scope, (tx) => store.findAsked(tx, key));
      if (!handout) return { code: 'first-passwords-made', made: 0, skipped: 0 };
      const counts = async () => (await core.db.as(scope, (tx) => store.findHandouts(tx, organizationId, { id: key.id, limit: 1 })))[0];
      const before = await counts();
      const total = before?.people ?? 0;
      let done = (before?.made ?? 0) + (before?.skipped ?? 0);
      progress(done, total);
      for (;;) {
        const waiting = await core.db.as(scope, (tx) => store.waitingItems(tx, key, AT_ONCE));
        if (waiting.length === 0) break;
        for (const item of waiting) {
          stopIfCancelled();
          if (!(await settle(core, key, handout, item))) break;
          done += 1;
          progress(done, total);
        }
      }
      const after = await counts();
      return { code: 'first-passwords-made', made: after?.made ?? 0, skipped: after?.skipped ?? 0 };
    },
  });

/** Makes one password, or says why there is none; false when this person waits no more. */
async function settle(
  core: Needs,
  key: store.HandoutKey,
  handout: { askedBy: UserId | null; onlyWithout: boolean },
  item: store.WaitingItem,
): Promise<boolean> {
  const { db, clock, config, random, keys, events } = core;
  const { organizationId } = key;
  const { userId } = item;
  const { askedBy, onlyWithout } = handout;
  const itemKey: store.ItemKey = { ...key, number: item.part, position: item.position, userId };
  // Who cannot get one costs no hash; what was read here is judged again when it counts.
  const early = skipReason(item, { askedBy, onlyWithout, today: dayAt(config.timeZone, clock.now()) });
  const temporary = early === undefined ? temporaryPassword(random) : undefined;
  const hash = temporary === undefined ? undefined : await hashBehindAll(core, temporary);
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const user = await findUser(tx, userId, { lock: true });
    const at = clock.now();
    const expiresAt = new Date(at.getTime() + KEEP_MS);
    const present = await store.candidate(tx, organizationId, userId);
    if (!user || !present || !(await store.holdPart(tx, itemKey))) return false;
    const reason = skipReason(present, { askedBy, onlyWithout, today: dayAt(config.timeZone, at) });
    if (reason !== undefined) return store.settleItem(tx, itemKey, { reason }, expiresAt);
    // It became possible only now: the next look makes it.
    if (temporary === undefined || hash === undefined) return false;
    const secret = keys.encrypt(secretPlace(userId), temporary, random);
    // First what is announced, which voids the user's older secrets and not this one.
    await events.announce(tx, 'password.replaced', { organizationId, userId, at, keep: null });
    if (!(await store.settleItem(tx, itemKey, { secret }, expiresAt))) return false;
    await setPassword(tx, { organizationId, userId, hash, at, changeReason: 'first-access' });
    await forgetAttempts(tx, usernameMac(keys, user.username));
    await dropPendingOf(tx, organizationId, userId);
    const asker = askedBy === null ? undefined : await personInLog(tx, organizationId, askedBy);
    await record(tx, {
      at,
      event: 'first-password-made',
      organizationId,
      subject: inLog(user),
      actor: asker,
      client: BY_ITSELF,
      detail: await detailOf(core, tx, organizationId, 'first-password-made', [{ field: 'mustChangePassword', before: null, after: true }]),
    });
    return true;
  });
}

async function hashBehindAll({ hasher }: Pick<Core, 'hasher'>, password: string): Promise<string> {
  for (;;) {
    try {
      return await hasher.hash(password, BEHIND_ALL);
    } catch (fault) {
      if (!(fault instanceof Refusal && fault.code === 'server.busy')) throw fault;
      await wait(PATIENCE_MS);
    }
  }
}
