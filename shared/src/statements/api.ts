import { z } from 'zod';

/** The two texts that every page's foot links. */
export const StatementName = z.enum(['accessibility', 'privacy']);
/** One of the two. */
export type StatementName = z.infer<typeof StatementName>;

/** The most characters a text may have in one language. */
export const LONGEST_STATEMENT = 20_000;

/** A text as it is read now, and whether the wording is the organization's own. */
const Wording = z.object({ text: z.string(), own: z.boolean() });

/** A statement as it is shown now, in both languages. */
export const Statement = z.object({
  /** Changes with every save; sent back with a change so that nobody overwrites what he has not seen. */
  version: z.number().int(),
  it: Wording,
  en: Wording,
});
/** A statement, its version and both its texts. */
export type Statement = z.infer<typeof Statement>;

/** New wording; null gives a language back to the product's own text. */
const text = z.string().trim().min(1).max(LONGEST_STATEMENT).nullable();
/** A save of a statement, over the version that was seen. */
export const ChangeStatement = z.object({ version: z.number().int().min(0), it: text, en: text });
/** What a save sends. */
export type ChangeStatement = z.infer<typeof ChangeStatement>;
