import { z } from 'zod';
import { LogView } from '../access-log/api.ts';

/** How many searches one person may keep. */
export const MOST_SEARCHES = 100;
/** The longest name of a search. */
export const LONGEST_NAME = 60;

/** A name on one line, without blanks around it. */
const Name = z
  .string()
  .trim()
  .min(1, 'required')
  .max(LONGEST_NAME)
  .refine((name) => !/\p{Cc}/u.test(name), { error: 'control-characters' });

/** A search to keep. */
export const SaveSearch = z.object({ name: Name, shared: z.boolean().default(false), view: LogView });
export type SaveSearch = z.infer<typeof SaveSearch>;

/** What of a kept search is to change; what is absent stays. */
export const ChangeSearch = z.object({ name: Name.optional(), shared: z.boolean().optional(), view: LogView.optional() });
export type ChangeSearch = z.infer<typeof ChangeSearch>;

/** A search that is kept: one's own, or one that somebody shares. */
export const SavedSearch = z.object({
  id: z.uuid(),
  name: z.string(),
  shared: z.boolean(),
  /** Whether it is of whoever asks, who alone may change it. */
  own: z.boolean(),
  /** Whether whoever asks may delete it: his own, or one left by somebody who cannot use it any more. */
  deletable: z.boolean(),
  owner: z.string(),
  /** As an address of the page holds it; what stands at its default is left out. */
  view: z.record(z.string(), z.string()),
  changedAt: z.iso.datetime(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

/** One's own searches and the shared ones, by name. */
export const SavedSearches = z.object({ items: z.array(SavedSearch) });
export type SavedSearches = z.infer<typeof SavedSearches>;

/** The state of a file: asked for, being written, whole, or ended before its last row. */
export const ExportState = z.enum(['asked', 'running', 'done', 'broken']);
export type ExportState = z.infer<typeof ExportState>;

/** How far a file is. */
export const ExportProgress = z.object({
  id: z.uuid(),
  state: ExportState,
  rows: z.number().int(),
  /** How many rows there were when it was asked for; absent where counting them would have taken too long. */
  expected: z.number().int().nullable(),
});
export type ExportProgress = z.infer<typeof ExportProgress>;

/** A file somebody made of the log, with the search it holds. */
export const LogExport = ExportProgress.extend({
  by: z.string(),
  askedAt: z.iso.datetime(),
  view: z.record(z.string(), z.string()),
});
export type LogExport = z.infer<typeof LogExport>;

/** The files made of the log, the newest first. */
export const LogExports = z.object({ items: z.array(LogExport), next: z.string().nullable() });
export type LogExports = z.infer<typeof LogExports>;
