import { dayAt } from '@varco/shared/days';
import {
  type AskFirstPasswords,
  type Audience,
  type FirstPasswordsPreview,
  MOST_PEOPLE,
  skipReasons,
} from '@varco/shared/first-passwords/api';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { type Actor, userIdOf } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { refuseAbove } from '#features/authorization';
import { matchingUsers, refuseNarrowing } from '#features/directory';
import { usersOfImport } from '#features/staff-import';
import { partsOf, skipReason } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'random' | 'queue'>;

/** How many would get a first password and who would not; nothing is done. */
export async function previewFirstPasswords(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  organizationId: OrganizationId,
  audience: Audience,
): Promise<FirstPasswordsPreview> {
  const { eligible, skipped } = await core.db.as({ organizations: [organizationId] }, (tx) =>
    sort(core, tx, actor, organizationId, audience),
  );
  const count = (reason: string) => skipped.filter((one) => one.reason === reason).length;
  return {
    people: eligible.length + skipped.length,
    eligible: eligible.length,
    parts: partsOf(eligible.length),
    skipped: skipReasons.map((reason) => ({ reason, count: count(reason) })).filter((one) => one.count > 0),
  };
}

/** Queues the making of first passwords for those who never signed in (requirements R1.55); one act at a time in an organization. */
export async function askFirstPasswords(
  core: Needs,
  actor: Actor,
  organizationId: OrganizationId,
  asked: AskFirstPasswords,
): Promise<{ id: string }> {
  const { db, clock, random, queue } = core;
  const askedBy = userIdOf(actor);
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const open = await store.openHandout(tx, organizationId);
    if (open !== undefined) throw new Refusal('first-passwords.under-way', { handout: open });
    const { eligible, skipped } = await sort(core, tx, actor, organizationId, asked);
    if (eligible.length === 0) throw new Refusal('first-passwords.nobody');
    await refuseAbove(tx, actor, organizationId, eligible);
    const id = random.id<string>();
    const runId = await queue.add(tx, { job: 'first-passwords', organizationId, input: { handout: id }, askedBy });
    const audience = asked.users ? ('chosen' as const) : asked.matching ? ('matching' as const) : ('imported' as const);
    await store.insertHandout(tx, {
      organizationId,
      id,
      askedAt: clock.now(),
      askedBy,
      audience,
      language: asked.language,
      runId,
      eligible,
      skipped,
    });
    return { id };
  });
}

/** The people asked for, those who get one and those who do not; somebody out of sight is as good as nobody. */
async function sort(
  core: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  { users, matching, import: importId }: Audience,
) {
  if (matching) refuseNarrowing(actor, matching);
  const at = core.clock.now();
  const zone = core.config.timeZone;
  const chosen = [...new Set(users ?? [])];
  const created = importId === undefined ? undefined : await usersOfImport(tx, organizationId, importId, at);
  if (importId !== undefined && !created) throw new Refusal('first-passwords.import-not-done');
  const ids: readonly UserId[] =
    created ??
    (matching ? await matchingUsers(tx, { organizations: [organizationId] }, matching, { zone, at, atMost: MOST_PEOPLE }) : chosen);
  // An import has a limit of its own, and its people are told from others by nothing a search could find.
  if (!created && ids.length > MOST_PEOPLE) throw new Refusal('first-passwords.too-many', { max: MOST_PEOPLE });
  const found = await store.candidates(tx, organizationId, ids);
  if (users && found.length < chosen.length) throw new Refusal('request.not-found');
  const askedBy = userIdOf(actor);
  const judged = found.map((one) => ({
    userId: one.userId,
    reason: skipReason(one, { askedBy, onlyWithout: created !== undefined, today: dayAt(zone, at) }),
  }));
  return {
    eligible: judged.filter(({ reason }) => reason === undefined).map(({ userId }) => userId),
    skipped: judged.flatMap(({ userId, reason }) => (reason === undefined ? [] : [{ userId, reason }])),
  };
}
