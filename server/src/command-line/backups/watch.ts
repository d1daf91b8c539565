import type { Bilingual } from '@varco/shared/language';
import type { Progress, Watched } from '#backup/archive/watched';
import { systemClock } from '#core/clock';
import type { Terminal } from '../terminal.ts';

const QUIET_MS = 2_000;

/** How long work is told at the terminal, a line every two seconds at most, and how an interruption reaches it. */
export interface Watch {
  readonly signal: AbortSignal;
  /** The same watch with the words of one piece of the work. */
  telling(say: (percent: number) => Bilingual): Watched;
  done(): void;
}

/** Watches one command's work; an interruption waits until `settled` says that everything has been put in order. */
export function watchWork(terminal: Terminal): Watch {
  const stop = new AbortController();
  let settle = (): void => undefined;
  const settled = new Promise<void>((done) => {
    settle = done;
  });
  const withdraw = terminal.beforeLeaving(async () => {
    stop.abort();
    await settled;
  });
  let told = systemClock.monotonic();
  return {
    signal: stop.signal,
    telling: (say) => ({
      signal: stop.signal,
      onProgress: ({ done, total }: Progress) => {
        const now = systemClock.monotonic();
        if (now - told < QUIET_MS) return;
        told = now;
        terminal.remark(say(total === 0 ? 100 : Math.floor((100 * done) / total))[terminal.language]);
      },
    }),
    done: () => {
      withdraw();
      settle();
    },
  };
}
