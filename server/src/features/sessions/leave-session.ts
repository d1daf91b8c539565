import type { Client } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { SessionCheck } from './check-session.ts';
import { signOut } from './end-session.ts';

/** Ends the session of this token, should it be open, because its browser leaves it: by the button, or by signing in anew. */
export async function leaveSession(
  core: Pick<Core, 'db' | 'clock'>,
  sessions: SessionCheck,
  client: Client,
  token: string | undefined,
): Promise<void> {
  if (token === undefined) return;
  const open = await sessions.check(token, client, false).catch((fault: unknown) => {
    if (fault instanceof Refusal) return undefined;
    throw fault;
  });
  if (!open) return;
  await signOut(core, open.actor, open.scope);
  sessions.forget(token);
}
