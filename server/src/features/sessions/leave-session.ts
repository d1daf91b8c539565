import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { OpenSession, SessionCheck } from './check-session.ts';
import { endLeft } from './end-session.ts';

/** The session of this token, should it be open. */
export async function sessionOf(sessions: SessionCheck, client: Client, token: string | undefined): Promise<OpenSession | undefined> {
  if (token === undefined) return undefined;
  try {
    return await sessions.check(token, client, false);
  } catch (fault) {
    if (fault instanceof Refusal) return undefined;
    throw fault;
  }
}

/** Ends the session of this token, should it be open, because its person wants to leave. */
export async function leaveSession(
  core: Pick<Core, 'db' | 'clock'>,
  sessions: SessionCheck,
  client: Client,
  token: string | undefined,
): Promise<void> {
  const open = await sessionOf(sessions, client, token);
  if (!open || token === undefined) return;
  // The session is of his own organization, wherever he works in it.
  await core.db.as({ organizations: [open.session.organizationId] }, (tx) => endLeft(tx, open.session, client, core.clock.now()));
  sessions.forget(token);
}
