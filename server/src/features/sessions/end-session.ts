import { BY_ITSELF, type Client, type Scope } from '#core/actor';
import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { findUser, inLog } from '#features/identity';
import { WRITE_EVERY_MS } from './rules.ts';
import {
  type EndedSession,
  type EndReason,
  endIfPast,
  endSessions,
  forgetEnded,
  pastTheirLimit,
  renewToken,
  revoke,
  type StoredSession,
  usersInside,
} from './store.ts';

type Needs = Pick<Core, 'db' | 'clock'>;

const AT_ONCE = 200;
const KEEP_ENDED_MS = 7 * 24 * 3_600_000;

/** Ends a session that its own browser leaves: on every node, and the log says that it was wanted (requirements R2.31). */
export async function endLeft(tx: Db, session: StoredSession, client: Client, at: Date): Promise<void> {
  const { organizationId, id } = session;
  const [ended] = await endSessions(tx, { organizationId, id }, 'voluntary', at);
  if (ended) await finishOne(tx, ended, inLog({ ...session, id: session.userId }), { reason: 'voluntary', at, client });
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

/** Ends every session of an installation that came back from a copy: whoever held the copy held them too. Answers how many users were inside. */
export async function endEverySession(core: Needs, scope: Scope): Promise<number> {
  const at = core.clock.now();
  let inside = 0;
  for (;;) {
    const users = await core.db.as(scope, async (tx) => {
      const found = await usersInside(tx, scope, AT_ONCE);
      for (const { organizationId, userId } of found) {
        const ended = await endSessions(tx, { organizationId, userId }, 'installation-restored', at);
        await finish(tx, ended, 'installation-restored', at, BY_ITSELF);
      }
      return found.length;
    });
    inside += users;
    if (users < AT_ONCE) return inside;
  }
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

/** Follows `password.replaced`: other sessions end, and the token of the one kept is another, as somebody else may hold the old ones. */
export async function endOtherSessions(tx: Db, { organizationId, userId, at, keep }: Announcements['password.replaced']): Promise<void> {
  const ended = await endSessions(tx, { organizationId, userId, except: keep?.sessionId }, 'password-replaced', at);
  await finish(tx, ended, 'password-replaced', at, BY_ITSELF);
  if (keep) await Promise.all([renewToken(tx, organizationId, keep), revoke(tx, keep)]);
}

/** Follows `session.distrusted`: too many wrong answers inside end the session and leave the door's counter alone (requirements R3.4). */
export async function endDistrusted(tx: Db, { organizationId, sessionId, at }: Announcements['session.distrusted']): Promise<void> {
  const ended = await endSessions(tx, { organizationId, id: sessionId }, 'too-many-wrong-passwords', at);
  await finish(tx, ended, 'too-many-wrong-passwords', at, BY_ITSELF);
}

/** Follows `user.changed`: what nodes remember of the user is read again. */
export const rereadUser = (tx: Db, { userId }: Announcements['user.changed']): Promise<void> => revoke(tx, { userId });

/** Follows `rights.changed`: what nodes remember is read again, of one user or of everybody in the organization. */
export const rereadRights = (tx: Db, { organizationId, userId }: Announcements['rights.changed']): Promise<void> =>
  revoke(tx, userId === null ? { organizationId } : { userId });

async function finish(tx: Db, ended: readonly EndedSession[], reason: EndReason, at: Date, client: Client): Promise<void> {
  const [first] = ended;
  if (!first) return;
  const user = await findUser(tx, first.userId);
  // A session must not end without its row and without every node hearing of it.
  if (!user) throw new Error('The owner of a session that ended is out of sight.');
  for (const session of ended) await finishOne(tx, session, inLog(user), { reason, at, client });
}

async function finishOne(
  tx: Db,
  { organizationId, id, number }: EndedSession,
  subject: ReturnType<typeof inLog>,
  ending: { reason: EndReason; at: Date; client: Client },
): Promise<void> {
  await Promise.all([
    record(tx, { ...ending, event: 'signed-out', organizationId, subject, sessionNumber: number }),
    revoke(tx, { sessionId: id }),
  ]);
}
