import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { dropEveryPending, forgetPassingAttempts } from './store.ts';

/**
 * The door of an installation that came back from a copy: sign-ins in progress end, counters and locks that would pass by themselves
 * belong to a moment that is gone. A lock without end stays until an administrator lifts it (requirements R3.65).
 */
export const beginAnew = ({ db }: Pick<Core, 'db'>, scope: Scope): Promise<void> =>
  db.as(scope, async (tx) => {
    await dropEveryPending(tx);
    await forgetPassingAttempts(tx);
  });
