import type { Core } from '#core/core';
import type { Announcements } from '#core/events';
import type { Db } from '#db/database';
import { expireParts, forgetHandouts, voidSecretsOf } from './store.ts';

const KEEP_MS = 30 * 24 * 3_600_000;

/** Follower: a password that was replaced meanwhile is handed out to nobody. */
export const voidReplaced = (
  tx: Db,
  { organizationId, userId }: Pick<Announcements['password.replaced'], 'organizationId' | 'userId'>,
): Promise<void> => voidSecretsOf(tx, organizationId, userId);

/** The job that wipes the passwords that nobody fetched within 24 hours. */
export const expireFirstPasswords = (core: Pick<Core, 'db' | 'clock'>): Promise<number> => expireParts(core.db, core.clock.now());

/** The job that forgets acts of a month ago: what they did stands in the log. */
export const forgetFirstPasswords = (core: Pick<Core, 'db' | 'clock'>): Promise<void> =>
  forgetHandouts(core.db, new Date(core.clock.now().getTime() - KEEP_MS));
