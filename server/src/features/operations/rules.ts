/** The place of a run among all: when it was asked for, and its id. */
export interface Position {
  readonly at: Date;
  readonly id: string;
}

/** A position as the opaque text that pages carry. */
export const writePosition = ({ askedAt, id }: { askedAt: Date; id: string }): string =>
  Buffer.from(`${askedAt.getTime()} ${id}`).toString('base64url');

/** The position a page carries; undefined when the text is none of ours. */
export function readPosition(cursor: string): Position | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, milliseconds, id] = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? [];
  return milliseconds === undefined || id === undefined ? undefined : { at: new Date(Number(milliseconds)), id };
}

const GIBIBYTE = 1024 ** 3;
const LITTLE_SHARE = 0.1;

/** Whether a disk has too little room left: PostgreSQL stops when it is full, and with it the door. */
export const isLow = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }): boolean =>
  freeBytes < GIBIBYTE || freeBytes < totalBytes * LITTLE_SHARE;
