import { z } from 'zod';
import { UserFilter, UserNarrowing } from '../directory/api.ts';
import { UserId } from '../ids.ts';
import { Language } from '../language.ts';

/** How many people one act may concern; more are chosen by a search. */
export const MOST_PEOPLE = 10_000;
const MOST_CHOSEN = 1_000;

/** Why somebody gets no first password; the first six are looked at in this order. */
export const skipReasons = [
  'oneself',
  'entered',
  'inactive',
  'disabled',
  'ended',
  'has-password',
  'replaced',
  'cancelled',
  'expired',
] as const;
/** One of them, as a shape. */
export const SkipReason = z.enum(skipReasons);
export type SkipReason = (typeof skipReasons)[number];

/** For whom: chosen people, everybody whom the list of users keeps, or whom an import created and nobody gave a password; one of the three. */
const audience = {
  users: z.array(UserId).min(1).max(MOST_CHOSEN).optional(),
  matching: z.object({ search: z.string().max(200).optional(), state: UserFilter, ...UserNarrowing.shape }).optional(),
  import: z.uuid().optional(),
};
const oneOfThem = (given: { users?: unknown; matching?: unknown; import?: unknown }): boolean =>
  [given.users, given.matching, given.import].filter((one) => one !== undefined).length === 1;

/** For whom first passwords are wanted. */
export const Audience = z.object(audience).refine(oneOfThem, { error: 'one-audience', path: ['users'] });
export type Audience = z.infer<typeof Audience>;
export type AudienceInput = z.input<typeof Audience>;

/** First passwords for many, and the language in which the letters speak. */
export const AskFirstPasswords = z
  .object({ ...audience, language: Language.default('it') })
  .refine(oneOfThem, { error: 'one-audience', path: ['users'] });
export type AskFirstPasswords = z.infer<typeof AskFirstPasswords>;
export type AskFirstPasswordsInput = z.input<typeof AskFirstPasswords>;

/** What would happen: how many would get one, in how many files, and who would not. */
export const FirstPasswordsPreview = z.object({
  people: z.number().int(),
  eligible: z.number().int(),
  parts: z.number().int(),
  skipped: z.array(z.object({ reason: SkipReason, count: z.number().int() })),
});
export type FirstPasswordsPreview = z.infer<typeof FirstPasswordsPreview>;

/** Where an act stands: queued, going on, left off until somebody makes it go on, over. */
export const HandoutState = z.enum(['waiting', 'making', 'stopped', 'finished', 'cancelled']);
export type HandoutState = z.infer<typeof HandoutState>;

/** Where one file stands: still being made, to be downloaded once, downloaded, wiped after a day, without any password. */
export const PartState = z.enum(['making', 'ready', 'handed-out', 'expired', 'empty']);
export type PartState = z.infer<typeof PartState>;

const Name = z.string();

/** One act: who asked for it, for how many, how far it is. */
export const Handout = z.object({
  id: z.uuid(),
  askedAt: z.iso.datetime(),
  /** null: somebody at the terminal. */
  askedBy: Name.nullable(),
  language: Language,
  state: HandoutState,
  people: z.number().int(),
  made: z.number().int(),
  skipped: z.number().int(),
  /** How many files wait to be downloaded, and when the first of them is wiped. */
  ready: z.number().int(),
  expiresAt: z.iso.datetime().nullable(),
});
export type Handout = z.infer<typeof Handout>;

/** A page of them, the newest first. */
export const HandoutPage = z.object({ items: z.array(Handout), next: z.string().nullable() });
export type HandoutPage = z.infer<typeof HandoutPage>;

/** What is handed out at once. */
export const HandoutPart = z.object({
  number: z.number().int(),
  size: z.number().int(),
  made: z.number().int(),
  skipped: z.number().int(),
  state: PartState,
  /** The first and the last person of it, in the order of the list. */
  from: Name,
  to: Name,
  expiresAt: z.iso.datetime().nullable(),
  handedOutAt: z.iso.datetime().nullable(),
  handedOutTo: Name.nullable(),
});
export type HandoutPart = z.infer<typeof HandoutPart>;

/** One act with its files. */
export const HandoutDetails = Handout.extend({ parts: z.array(HandoutPart) });
export type HandoutDetails = z.infer<typeof HandoutDetails>;

/** Somebody who got none, and why. */
const Skipped = z.object({ id: z.uuid(), name: Name, username: z.string(), reason: SkipReason });

/** A page of them, in the order of the list. */
export const SkippedPage = z.object({ items: z.array(Skipped), next: z.string().nullable() });
export type SkippedPage = z.infer<typeof SkippedPage>;

/** What the passwords come out as: a letter for each person, a list to print, or a table for a program. */
export const handoutFormats = ['letters', 'list', 'csv'] as const;
/** One of them, as it is asked for. */
export const HandoutDownload = z.object({ format: z.enum(handoutFormats) });
export type HandoutFormat = (typeof handoutFormats)[number];

/** Which acts are wanted. */
export const HandoutQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
export type HandoutQuery = z.infer<typeof HandoutQuery>;
