import type { Client, Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { WRITE_EVERY_MS } from './rules.ts';
import {
  type EndedSession,
  type EndReason,
  endIfPast,
  endSessions,
  forgetEnded,
  nameOf,
  pastTheirLimit,
  revoke,
  type StoredSession,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock'>;

const BY_ITSELF: Client = { address: null, browser: null, channel: 'system' };
const AT_ONCE = 200;
const KEEP_ENDED_MS = 7 * 24 * 3_600_000;

/** Signs the actor out: the session ends on every node and the log says that he wanted it (requirements R2.31). */
export async function signOut(core: Needs, actor: SignedIn, scope: Scope): Promise<void> {
  const now = core.clock.now();
  await core.db.as(scope, async (tx) => {
    const ended = await endSessions(tx, { organizationId: actor.organizationId, id: actor.sessionId }, 'voluntary', now);
    await finish(tx, ended, 'voluntary', now, actor.client);
  });
}

/** Ends one session for a reason found while judging it; false when somebody was faster. */
export async function endOne(core: Needs, session: StoredSession, reason: EndReason, at: Date): Promise<boolean> {
  return core.db.as({ organizations: [session.organizationId] }, async (tx) => {
    const ended = await endSessions(tx, { organizationId: session.organizationId, id: session.id }, reason, at);
    await finish(tx, ended, reason, at, BY_ITSELF);
    return ended.length > 0;
  });
}

/** Ends a session that by the database was past one of its limits at `judgedAt`; false when it was not, or is over already. */
export async function endOverdue(
  core: Needs,
  session: Pick<StoredSession, 'organizationId' | 'id'>,
  { judgedAt, at }: { judgedAt: Date; at: Date },
): Promise<boolean> {
  return core.db.as({ organizations: [session.organizationId] }, async (tx) => {
    const overdue = await endIfPast(tx, session.organizationId, session.id, { judgedAt, at });
    if (overdue) await finish(tx, [overdue.ended], overdue.reason, at, BY_ITSELF);
    return overdue !== undefined;
  });
}

/**
 * The job that ends what nobody asks for any more, so that the log has its line in time (requirements R2.29). It comes later than the
 * session's own check by the time in which activity may not have been written yet.
 */
export async function endOverdueSessions(core: Needs): Promise<number> {
  const at = core.clock.now();
  const judgedAt = new Date(at.getTime() - WRITE_EVERY_MS);
  let ended = 0;
  for (;;) {
    const overdue = await pastTheirLimit(core.db, judgedAt, AT_ONCE);
    for (const session of overdue) if (await endOverdue(core, session, { judgedAt, at })) ended += 1;
    if (overdue.length < AT_ONCE) break;
  }
  return ended;
}

/** The job that forgets sessions ended a week ago. */
export const forgetEndedSessions = (core: Needs): Promise<void> =>
  forgetEnded(core.db, new Date(core.clock.now().getTime() - KEEP_ENDED_MS));

/** Follows `user.stopped`: nobody stays inside who may not enter (requirements R1.12). */
export async function endSessionsOfStopped(tx: Db, { organizationId, userId, at }: Announcements['user.stopped']): Promise<void> {
  const ended = await endSessions(tx, { organizationId, userId }, 'user-stopped', at);
  await finish(tx, ended, 'user-stopped', at, BY_ITSELF);
  await revoke(tx, { userId });
}

/** Follows `password.replaced`: other sessions end, as somebody else may hold them. */
export async function endOtherSessions(tx: Db, { organizationId, userId, at, keep }: Announcements['password.replaced']): Promise<void> {
  const ended = await endSessions(tx, { organizationId, userId, except: keep }, 'password-replaced', at);
  await finish(tx, ended, 'password-replaced', at, BY_ITSELF);
}

/** Follows `session.distrusted`: too many wrong answers inside end the session and leave the door's counter alone (requirements R3.4). */
export async function endDistrusted(tx: Db, { organizationId, sessionId, at }: Announcements['session.distrusted']): Promise<void> {
  const ended = await endSessions(tx, { organizationId, id: sessionId }, 'too-many-wrong-passwords', at);
  await finish(tx, ended, 'too-many-wrong-passwords', at, BY_ITSELF);
}

/** Follows `grants.changed`: what nodes remember of the user is read again. */
export const rereadGrants = (tx: Db, { userId }: Announcements['grants.changed']): Promise<void> => revoke(tx, { userId });

async function finish(tx: Db, ended: readonly EndedSession[], reason: EndReason, at: Date, client: Client): Promise<void> {
  const [first] = ended;
  if (!first) return;
  const named = await nameOf(tx, first);
  for (const session of ended) {
    await record(tx, {
      at,
      event: 'signed-out',
      reason,
      organizationId: session.organizationId,
      subject: { userId: session.userId, organizationId: session.organizationId, ...named },
      sessionNumber: session.number,
      client,
    });
    await revoke(tx, { sessionId: session.id });
  }
}
