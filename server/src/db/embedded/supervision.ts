import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from './fault.ts';
import type { Hold } from './hold.ts';
import type { Log } from './log.ts';
import type { Postmaster } from './postmaster.ts';

/** What it takes to have a server: starting one, and taking the hold that proves it serves. */
interface Steps {
  start(stopping: AbortSignal): Promise<Postmaster>;
  hold(): Promise<Hold>;
  log: Log;
}

/** A server that is brought back whenever it goes away by itself, until it is stopped. */
interface Supervision {
  pid(): number | undefined;
  onDown(listener: () => void): void;
  onUp(listener: () => void): void;
  stop(): Promise<void>;
}

/** A server that lived this long was well: the next start does not wait. */
const steady = 1000;

/** Seconds before the n-th start in a row: none, 1, 2, 4 ... 30. */
export const secondsBefore = (failures: number): number => (failures === 0 ? 0 : Math.min(30, 2 ** (failures - 1)));

/** Starts a server and keeps it running; throws when the first start fails. */
export async function supervise(steps: Steps): Promise<Supervision> {
  const stopping = new AbortController();
  const listeners = { down: [] as (() => void)[], up: [] as (() => void)[] };
  let server = await steps.start(stopping.signal);
  let hold: Hold;
  try {
    hold = await steps.hold();
  } catch (error) {
    await server.stop();
    throw error;
  }

  const stopped = (): boolean => stopping.signal.aborted;
  const sleep = (milliseconds: number): Promise<void> => pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);

  /** A listener that fails must not end the supervision. */
  function tell(all: readonly (() => void)[]): void {
    for (const listener of all) {
      try {
        listener();
      } catch (error) {
        steps.log('error', `A listener of the database failed: ${messageOf(error)}`);
      }
    }
  }

  /** One attempt to serve again; a server that is only recovering from the crash of a part is asked until it answers or exits. */
  async function serveAgain(failures: number): Promise<void> {
    if (server.hasExited()) {
      await sleep(secondsBefore(failures) * 1000);
      if (stopped()) return;
      server = await steps.start(stopping.signal);
    }
    hold = await steps.hold();
  }

  async function recover(failures: number): Promise<void> {
    for (let count = failures; !stopped(); ) {
      try {
        return await serveAgain(count);
      } catch (error) {
        if (!server.hasExited()) await sleep(50);
        else if (!stopped()) {
          count += 1;
          steps.log('error', `The database is down, next attempt in ${secondsBefore(count)} s: ${messageOf(error)}`);
        }
      }
    }
  }

  async function keep(): Promise<void> {
    for (let failures = 0, since = performance.now(); ; since = performance.now()) {
      await Promise.race([server.exited, hold.lost]);
      if (stopped()) return;
      failures = performance.now() - since >= steady ? 0 : failures + 1;
      steps.log('error', `The database has gone away; it is being started again${failures > 1 ? ` in ${secondsBefore(failures)} s` : ''}.`);
      tell(listeners.down);
      await recover(failures);
      if (stopped()) return;
      steps.log('warn', 'The database is back.');
      tell(listeners.up);
    }
  }

  const kept = keep();
  const end = async (): Promise<void> => {
    stopping.abort();
    await kept;
    if (!server.hasExited()) await server.stop();
  };
  let ending: Promise<void> | undefined;
  return {
    pid: () => (server.hasExited() ? undefined : server.pid),
    onDown: (listener) => void listeners.down.push(listener),
    onUp: (listener) => void listeners.up.push(listener),
    stop: () => {
      ending ??= end();
      return ending;
    },
  };
}
