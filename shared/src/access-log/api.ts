import { z } from 'zod';
import { Day } from '../days.ts';
import { UserId } from '../ids.ts';
import { channels, events, reasons } from './events.ts';

const keys = <T extends Record<string, number>>(numbers: T) => Object.keys(numbers) as [keyof T & string, ...(keyof T & string)[]];

const LogEvent = z.enum(keys(events));
const LogReason = z.enum(keys(reasons));
const Channel = z.enum(keys(channels));

/** What the search can keep: entries and exits, only refusals, or what administrators and owners did to users. */
export const outcomes = ['all', 'succeeded', 'refused', 'signed-out', 'changes'] as const;
/** One of them, as the search is asked for it. */
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** A search of the log; days are those of the installation's time zone, both ends included (requirements R2.18, R2.19). */
export const LogQuery = z.object({
  user: UserId.optional(),
  from: Day.optional(),
  to: Day.optional(),
  outcome: Outcome.default('all'),
  address: z.string().max(45).optional(),
  channel: Channel.optional(),
  /** The opaque position after which the page begins, from `next` or `previous`. */
  after: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LogQuery = z.infer<typeof LogQuery>;

/** One line: who was concerned, who did it when it was somebody else, what happened and why, from where. */
export const LogEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  event: LogEvent,
  reason: LogReason.nullable(),
  /** Absent when the name typed belongs to nobody: the log does not keep it (requirements D5). */
  user: z.object({ id: z.uuid(), name: z.string(), username: z.string() }).nullable(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  session: z.string().nullable(),
  /** At a refusal of the door: until when the name is locked; `never`: until somebody lifts it (requirements R3.5). */
  lockedUntil: z.union([z.iso.datetime(), z.literal('never')]).nullable(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  channel: Channel,
  /** For a sign-in: when and how its session ended, if it did. */
  signedOut: z.object({ at: z.iso.datetime(), reason: LogReason.nullable() }).nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** A page of the search, newest entry first, with the positions of its neighbours. */
export const LogPage = z.object({
  items: z.array(LogEntry),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  /** Exact up to 1,000; `more` says that there are more. */
  total: z.object({ count: z.number().int(), more: z.boolean() }),
});
export type LogPage = z.infer<typeof LogPage>;

/** What the search form is filled with: the day of the first entry and today (requirements R2.18). */
export const LogPeriod = z.object({ from: z.string(), to: z.string() });
export type LogPeriod = z.infer<typeof LogPeriod>;

/** A person's own entries: the same line without anybody's id or name (requirements R5.13). */
export const OwnAccess = LogEntry.omit({ user: true, actor: true }).extend({ current: z.boolean(), byAnother: z.boolean() });
export type OwnAccess = z.infer<typeof OwnAccess>;
/** A page of one's own entries, newest first. */
export const OwnAccesses = z.object({ items: z.array(OwnAccess), next: z.string().nullable() });
export type OwnAccesses = z.infer<typeof OwnAccesses>;
