import { z } from 'zod';

/** The two texts that every page's foot links. */
const statementNames = ['accessibility', 'privacy'] as const;
export const StatementName = z.enum(statementNames);
export type StatementName = z.infer<typeof StatementName>;

/** A statement as it is shown now, and whether the wording is the organization's own. */
const Wording = z.object({ text: z.string(), own: z.boolean() });

export const Statement = z.object({ it: Wording, en: Wording });
export type Statement = z.infer<typeof Statement>;

/** New wording; null gives a language back to the product's own text. */
const text = z.string().trim().min(1).max(20_000).nullable();
export const ChangeStatement = z.object({ it: text, en: text });
export type ChangeStatement = z.infer<typeof ChangeStatement>;
