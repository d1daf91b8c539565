/** How much a message matters. */
export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Where messages for the administrator go. */
export type Log = (level: Level, line: string) => void;
