import { z } from 'zod';
import { LEAST_RETENTION_DAYS } from '../access-log/evidence/purge.ts';

/** How long the log is kept until somebody chooses (requirements R5.12). */
export const DEFAULT_RETENTION_DAYS = 730;
/** The longest time that can be chosen, besides for ever. */
export const MOST_RETENTION_DAYS = 36_500;
/** A shorter time acts after so many days, so that somebody can take it back before anything is gone. */
export const DELAY_DAYS = 7;

const Days = z.union([z.number().int(), z.literal('never')]);
/** How many days rows are kept; `never`: they are never purged. */
export type RetentionDays = z.infer<typeof Days>;

/** Whether so many days can be chosen. */
export const admitsRetention = (days: RetentionDays): boolean =>
  days === 'never' || (Number.isInteger(days) && days >= LEAST_RETENTION_DAYS && days <= MOST_RETENTION_DAYS);

/** Whether a time is shorter than another one. */
export const isShorter = (days: RetentionDays, before: RetentionDays): boolean => days !== 'never' && (before === 'never' || days < before);

/** A month (UTC) with how many rows it has, the first and the last of them. */
export const MonthOfRows = z.object({
  /** Its first day. */
  month: z.iso.date(),
  rows: z.number().int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});
export type MonthOfRows = z.infer<typeof MonthOfRows>;

/** How long the log is kept, who said so, what goes next and what has gone. */
export const Retention = z.object({
  days: Days,
  /** The last choice; null: nobody has chosen. */
  chosen: z.object({ at: z.iso.datetime(), by: z.string().nullable(), reason: z.string() }).nullable(),
  /** A shorter time that was chosen and does not act yet. */
  pending: z.object({ days: Days, actsFrom: z.iso.datetime() }).nullable(),
  /** What is older than that now, the oldest first; a night takes the first few. */
  due: z.array(MonthOfRows),
  /** Before this day (UTC) only what is kept for ever is left; null: nothing was purged. */
  purgedBefore: z.iso.date().nullable(),
  /** The last months that have gone, the newest first. */
  purged: z.array(z.object({ month: z.iso.date(), rows: z.number().int(), at: z.iso.datetime(), days: z.number().int() })),
  /** Sent back with a change. */
  version: z.string(),
});
export type Retention = z.infer<typeof Retention>;

/** What a choice would do. */
export const RetentionPreview = z.object({
  days: Days,
  isShorter: z.boolean(),
  /** When it acts. */
  actsFrom: z.iso.datetime(),
  /** What goes in the nights from then on, beyond what goes already. */
  months: z.array(MonthOfRows),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** For how many days a choice is tried. */
export const PreviewQuery = z.object({ days: z.union([z.coerce.number().int(), z.literal('never')]) });
export type PreviewQuery = z.infer<typeof PreviewQuery>;

/** A choice: why, and for a shorter time the rows and months that whoever chooses has seen to go. */
export const ChangeRetention = z.object({
  version: z.string().max(40),
  days: Days,
  reason: z.string().trim().max(500),
  confirmed: z.object({ months: z.number().int(), rows: z.number().int() }).optional(),
});
export type ChangeRetention = z.infer<typeof ChangeRetention>;
