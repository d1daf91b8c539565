import { start } from '../start.ts';
import type { Terminal } from './terminal.ts';

/** What `demo` is told. */
export interface DemoOptions {
  readonly fresh?: true;
  readonly folder?: string;
}

/** Starts a demonstration, as `npm start -- --demo` does, in a folder of its own; it goes on until it is interrupted. */
export function demo({ environment, beforeLeaving }: Terminal, { fresh, folder }: DemoOptions): Promise<never> {
  // The server stops in its own order and leaves by itself: PostgreSQL must not outlive us.
  const never = new Promise<never>(() => undefined);
  beforeLeaving(() => never);
  const given = folder === undefined ? environment : { ...environment, VARCO_DATA: folder };
  return start(given, fresh ? ['--demo', '--fresh'] : ['--demo']).then(() => never);
}
