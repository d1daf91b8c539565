import { z } from 'zod';
import { Day } from '../days.ts';
import { UserId } from '../ids.ts';
import { channels, events, reasons } from './events.ts';

const keys = <T extends Record<string, number>>(numbers: T) => Object.keys(numbers) as [keyof T & string, ...(keyof T & string)[]];

const LogEvent = z.enum(keys(events));
const LogReason = z.enum(keys(reasons));
const Channel = z.enum(keys(channels));

/**
 * What the search can keep: all, the ways in and out (requirements R3.54), entries, refusals, exits, security events (requirements R3.56),
 * or what administrators and owners did to users.
 */
export const outcomes = ['all', 'sign-ins', 'succeeded', 'refused', 'signed-out', 'security', 'changes'] as const;
/** One of them, as the search is asked for it. */
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

/** What a line can show, in the order in which it stands; the first cannot be left out. */
export const logColumns = ['at', 'user', 'what', 'where', 'exit', 'actor', 'channel', 'session', 'count', 'line'] as const;
export type LogColumn = (typeof logColumns)[number];
/** The columns of a list that nobody has refined. */
export const usualColumns = ['at', 'user', 'what', 'where', 'exit'] as const satisfies readonly LogColumn[];

/** The columns an address asks for, in the order of the list; undefined when one is unknown or the first is missing. */
export function columnsNamed(text: string): LogColumn[] | undefined {
  const named = text.split(',');
  const columns = logColumns.filter((column) => named.includes(column));
  return columns.length === named.length && columns[0] === 'at' ? columns : undefined;
}

const Columns = z
  .string()
  .max(200)
  .refine((text) => columnsNamed(text) !== undefined, { error: 'choice' });

/** A period told from today on, whenever that is. */
export const latelies = ['today', 'last-7-days', 'last-30-days', 'this-month'] as const;
/** One of them. */
export type Lately = (typeof latelies)[number];

/** What a search keeps; days are those of the installation's time zone, both ends included (requirements R2.18, R2.19). */
export const LogFilters = z.object({
  user: UserId.optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Days told from today; those named besides narrow it. */
  lately: z.enum(latelies).optional(),
  outcome: Outcome.default('all'),
  /** One kind of event, among those of the outcome. */
  event: LogEvent.optional(),
  reason: LogReason.optional(),
  address: z.string().max(45).optional(),
  channel: Channel.optional(),
  /** The family of the browser, as the log names it. */
  browser: z.string().min(1).max(60).optional(),
  session: z
    .string()
    .regex(/^\d{1,18}$/, 'number')
    .optional(),
  /** The thing that was changed: a role, a unit, a group. */
  object: z.uuid().optional(),
});
export type LogFilters = z.infer<typeof LogFilters>;

/** A search as a list shows it: what it keeps, which columns, which end first. */
export const LogView = LogFilters.extend({
  order: z.enum(['newest', 'oldest']).default('newest'),
  /** Names from `logColumns` with commas between them. */
  columns: Columns.default(usualColumns.join(',')),
});
export type LogView = z.infer<typeof LogView>;

/** One page of a search of the log. */
export const LogQuery = LogFilters.extend({
  order: LogView.shape.order,
  /** The opaque position after which the page begins, from `next` or `previous`. */
  after: z.string().max(200).optional(),
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LogQuery = z.infer<typeof LogQuery>;

const ChangedValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable();

/** What a fact changed, field by field; empty when it was erased, or when its key is gone (requirements D5). */
export const LogChanges = z.object({
  items: z.array(z.object({ field: z.string(), before: ChangedValue, after: ChangedValue })),
  erased: z.boolean(),
  unreadable: z.boolean(),
});
export type LogChanges = z.infer<typeof LogChanges>;

/** One line: who was concerned, who did it when it was somebody else, what happened and why, from where. */
export const LogEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  event: LogEvent,
  reason: LogReason.nullable(),
  /** Absent when the name typed belongs to nobody: the log does not keep it (requirements D5). */
  user: z.object({ id: z.uuid(), name: z.string(), username: z.string() }).nullable(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  /** For whom the actor did it, as delegate (requirements R3.59). */
  onBehalfOf: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** The thing that was changed, when it is no person. */
  object: z.uuid().nullable(),
  session: z.string().nullable(),
  /** How many such facts the line stands for: floods are counted (requirements D5). */
  count: z.number().int(),
  /** At a refusal of the door: until when the name is locked; `never`: until somebody lifts it (requirements R3.5). */
  lockedUntil: z.union([z.iso.datetime(), z.literal('never')]).nullable(),
  address: z.string().nullable(),
  browser: z.string().nullable(),
  channel: Channel,
  /** For a sign-in: when and how its session ended, if it did. */
  signedOut: z.object({ at: z.iso.datetime(), reason: LogReason.nullable() }).nullable(),
  changes: LogChanges.nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;

/** One page of the history of a thing. */
export const HistoryQuery = z.object({ after: z.string().max(200).optional() });
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** What was done to one thing, newest first; `showsWho` says whether the reader may know who did it. */
export const ThingHistory = z.object({
  items: z.array(
    LogEntry.pick({ id: true, at: true, event: true, actor: true, onBehalfOf: true, changes: true }).extend({
      /** Whom it concerned besides, such as who was put into a group. */
      user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    }),
  ),
  next: z.string().nullable(),
  showsWho: z.boolean(),
});
export type ThingHistory = z.infer<typeof ThingHistory>;

/** A page of the search, with the positions of its neighbours. */
export const LogPage = z.object({
  items: z.array(LogEntry),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  /** Exact up to 1,000, or as far as was counted in time; `more` says that there are more. */
  total: z.object({ count: z.number().int(), more: z.boolean() }),
});
export type LogPage = z.infer<typeof LogPage>;

/** How many entries a search finds, exactly (requirements R3.57). */
export const LogCount = z.object({ count: z.number().int() });
export type LogCount = z.infer<typeof LogCount>;

/** The families of browsers the log knows, in the order of the alphabet. */
export const LogBrowsers = z.object({ items: z.array(z.string()) });
export type LogBrowsers = z.infer<typeof LogBrowsers>;

/** How long a bar of the chart lasts. */
export const ChartUnit = z.enum(['hour', 'day', 'week', 'month', 'year']);
export type ChartUnit = z.infer<typeof ChartUnit>;

const bar = { succeeded: z.number().int(), refused: z.number().int() };

/** Sign-ins of a search over its period, by hour of the day, and the refusals among them by reason; exact figures. */
export const LogChart = z.object({
  unit: ChartUnit,
  from: z.string(),
  to: z.string(),
  succeeded: z.number().int(),
  refused: z.number().int(),
  /** One after the other without a gap; days are both included. */
  periods: z.array(z.object({ at: z.iso.datetime(), from: z.string(), to: z.string(), ...bar })),
  /** From midnight on, in the time zone of the installation. */
  hours: z.array(z.object({ hour: z.number().int(), ...bar })),
  /** The most frequent first. */
  reasons: z.array(z.object({ reason: LogReason.nullable(), refused: z.number().int() })),
});
export type LogChart = z.infer<typeof LogChart>;

/**
 * What the search form is filled with: the day of the first entry and today (requirements R2.18). Before `purgedBefore` (UTC) only what is
 * kept for ever is left (requirements R5.12).
 */
export const LogPeriod = z.object({ from: z.string(), to: z.string(), purgedBefore: z.iso.date().nullable() });
export type LogPeriod = z.infer<typeof LogPeriod>;

/** A person's own entries: the same line without anybody's id or name (requirements R5.13). */
export const OwnAccess = LogEntry.omit({ user: true, actor: true, onBehalfOf: true, object: true, changes: true }).extend({
  current: z.boolean(),
  byAnother: z.boolean(),
});
export type OwnAccess = z.infer<typeof OwnAccess>;
/** A page of one's own entries, newest first. */
export const OwnAccesses = z.object({ items: z.array(OwnAccess), next: z.string().nullable() });
export type OwnAccesses = z.infer<typeof OwnAccesses>;
