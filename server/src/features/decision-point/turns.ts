import { setImmediate } from 'node:timers/promises';
import type { Clock } from '#core/clock';

/** So long one request is answered before everybody else gets a turn. */
const TURN_MS = 10;

/**
 * Waited for after each answer of many: one may be judged by the conditions of every role of a person, and a thousand of them must not keep
 * the door shut (requirements R5.9).
 */
export function turnsIn(clock: Pick<Clock, 'monotonic'>): () => Promise<void> {
  let since = clock.monotonic();
  return async () => {
    if (clock.monotonic() - since < TURN_MS) return;
    await setImmediate();
    since = clock.monotonic();
  };
}
