/** Done, refused or at fault, used wrongly, the log is not what was sealed. */
export type ExitCode = 0 | 1 | 2 | 3;

/** How a command is carried out: it is loaded only when it is the one asked for, and what it throws is told in words. */
export type Run = <Arguments extends unknown[]>(
  load: () => Promise<(...given: Arguments) => Promise<unknown>>,
) => (...given: Arguments) => Promise<void>;
