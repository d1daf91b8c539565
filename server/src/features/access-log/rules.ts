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
/** What is no security event (requirements R3.56): the rest of what is neither entry nor exit concerns passwords, users and policy. */
const besideSecurity: readonly LogEvent[] = ['sign-in-refused', 'installation-set-up', 'statement-changed'];

const kept: Readonly<Record<Outcome, readonly LogEvent[] | undefined>> = {
  all: undefined,
  'sign-ins': ['signed-in', 'sign-in-refused', 'signed-out'],
  succeeded: ['signed-in'],
  refused: refusals,
  'signed-out': ['signed-out'],
  security: [...refusals, ...changes].filter((event) => !besideSecurity.includes(event)),
  changes,
};

/** The events that a search for an outcome, or for one kind of event among its, keeps; undefined keeps them all. */
export function eventsOf(outcome: Outcome, event?: LogEvent): readonly LogEvent[] | undefined {
  const all = kept[outcome];
  return event === undefined ? all : [event].filter((one) => all === undefined || all.includes(one));
}

/** A condition that makes a search shorter to read. */
export type Narrowing = 'period' | 'user' | 'address' | 'outcome';

const LONG_PERIOD_MS = 31 * 86_400_000;

/** What whoever asked too much may add, the strongest first: it is told with the refusal. */
export function narrowings(
  wanted: Partial<Span> & {
    readonly user?: string | undefined;
    readonly address?: string | undefined;
    readonly events?: readonly number[] | undefined;
  },
): Narrowing[] {
  const { user, address, events: kinds, from, to } = wanted;
  const ways: [Narrowing, boolean][] = [
    ['period', !from || !to || to.getTime() - from.getTime() > LONG_PERIOD_MS],
    ['user', user === undefined],
    ['address', address === undefined],
    ['outcome', !kinds || kinds.some((kind) => kind === events['signed-in'] || kind === events['signed-out'])],
  ];
  const possible = ways.filter(([, helps]) => helps).map(([way]) => way);
  return possible.length > 0 ? possible : ['period'];
}

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

/** What the log can hold (`entries_at_check`): PostgreSQL does not know every instant that JavaScript knows. */
const [EARLIEST, LATEST] = [Date.UTC(2000, 0, 1), Date.UTC(2200, 0, 1)];

/** The position a page carries; undefined when the text is none of ours. */
export function positionOf(cursor: string): Position | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== cursor) return undefined;
  const time = Number(bytes.readBigInt64BE(0));
  return time < EARLIEST || time >= LATEST
    ? undefined
    : { at: new Date(time), xid: bytes.readBigInt64BE(8).toString(), n: bytes.readInt16BE(16) };
}
