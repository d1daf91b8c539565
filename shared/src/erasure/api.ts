import { z } from 'zod';
import { RunState } from '../jobs/jobs.ts';

/** Why somebody is erased, such as the number of his request; never his name. */
const Reason = z
  .string()
  .trim()
  .refine((value) => [...value].length <= 200, { error: 'too-long' })
  .refine((value) => !/\p{C}/u.test(value), { error: 'control-characters' });

/** Erases a person; the user name is typed again to confirm. */
export const ErasePerson = z.object({ username: z.string().max(200), reason: Reason.default('') });
export type ErasePerson = z.infer<typeof ErasePerson>;

/** An erasure: who did it and why, and how far the work on the files of the database is. */
export const Erasure = z.object({
  erasedAt: z.iso.datetime(),
  /** By whom, as he is called now, or the account at the terminal. */
  by: z.string(),
  reason: z.string().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  /** False: a PostgreSQL of others, whose archives and copies are theirs to clear. */
  filesRewritten: z.boolean().nullable(),
  run: z.object({ id: z.uuid(), state: RunState, done: z.number().int(), total: z.number().int().nullable() }).nullable(),
  /** Backups in the folder of this installation that were made before and still hold the text. */
  olderBackups: z.array(z.string()),
});
export type Erasure = z.infer<typeof Erasure>;
