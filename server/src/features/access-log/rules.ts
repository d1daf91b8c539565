import type { Outcome } from '@varco/shared/access-log/api';
import { events, type LogEvent } from '@varco/shared/access-log/events';
import { type Day, endOfDay, startOfDay } from '@varco/shared/days';

/** A span of time: from its first instant up to, but not including, its last; an absent end is open. */
export interface Span {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** The instants of a period of whole days in a time zone, or 'invalid' when it ends before it begins (requirements R2.18, D9). */
export function spanOf(zone: string, from: Day | undefined, to: Day | undefined): Span | 'invalid' {
  if (from !== undefined && to !== undefined && from > to) return 'invalid';
  return { from: from && startOfDay(zone, from), to: to && endOfDay(zone, to) };
}

const refusals: readonly LogEvent[] = ['sign-in-refused', 'password-change-refused'];
const entriesAndExits: readonly LogEvent[] = ['signed-in', 'signed-out'];
const changes = (Object.keys(events) as LogEvent[]).filter((event) => !refusals.includes(event) && !entriesAndExits.includes(event));

const kept: Readonly<Record<Outcome, readonly LogEvent[] | undefined>> = {
  all: undefined,
  succeeded: ['signed-in'],
  refused: refusals,
  'signed-out': ['signed-out'],
  changes,
};

/** The events that a search for an outcome keeps; undefined keeps them all. */
export const eventsOf = (outcome: Outcome): readonly LogEvent[] | undefined => kept[outcome];

/** The place of an entry among all: its instant, its transaction, its number there. */
export interface Position {
  readonly at: Date;
  readonly xid: string;
  readonly n: number;
}

const LENGTH = 18;

/** A position as the opaque text that pages carry. */
export function cursorOf(position: Position): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeBigInt64BE(BigInt(position.at.getTime()), 0);
  bytes.writeBigInt64BE(BigInt(position.xid), 8);
  bytes.writeInt16BE(position.n, 16);
  return bytes.toString('base64url');
}

/** The position a page carries; undefined when the text is none of ours. */
export function positionOf(cursor: string): Position | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== cursor) return undefined;
  const at = new Date(Number(bytes.readBigInt64BE(0)));
  return Number.isNaN(at.getTime()) ? undefined : { at, xid: bytes.readBigInt64BE(8).toString(), n: bytes.readInt16BE(16) };
}
