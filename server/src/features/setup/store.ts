import type { ProfileName } from '@varco/shared/policy/profiles';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { locks } from '#db/locks';

/** The wizard's answers so far; the password only as its hash and what the rules must know of it. */
export interface Answers {
  readonly organization?: string;
  readonly administrator?: {
    readonly familyName: string;
    readonly givenName: string;
    readonly username: string;
    readonly hash: string;
    readonly length: number;
    readonly classes: number;
    readonly isUsername: boolean;
  };
  readonly profile?: ProfileName;
}

/** A link as the wizard's browser has it. */
export interface Link {
  readonly id: string;
  readonly answers: Answers;
}

/** A new link takes the place of every older one. */
export async function replaceLinks(tx: Db, link: { id: string; tokenHash: Buffer; expiresAt: Date }): Promise<void> {
  await forgetLinks(tx);
  await tx.insertInto('setup.links').values({ id: link.id, token_hash: link.tokenHash, expires_at: link.expiresAt }).execute();
}

/** Binds the link to the first browser that shows its secret; false when it is expired, unknown or another browser's. */
export async function claimLink(db: Db, tokenHash: Buffer, browserHash: Buffer, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('setup.links')
    .set({ claimed_by: browserHash })
    .where('token_hash', '=', tokenHash)
    .where('claimed_by', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** The link that this browser claimed and that is still good. */
export async function linkOf(db: Db, browserHash: Buffer, at: Date): Promise<Link | undefined> {
  const row = await db
    .selectFrom('setup.links')
    .select(['id', 'answers'])
    .where('claimed_by', '=', browserHash)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row && { id: row.id, answers: row.answers as Answers };
}

/** Keeps one more answer. */
export async function saveAnswers(db: Db, id: string, answers: Answers): Promise<void> {
  await db
    .updateTable('setup.links')
    .set({ answers: JSON.stringify(answers) })
    .where('id', '=', id)
    .execute();
}

/** No link leads anywhere any more, and the answers go with them. */
export async function forgetLinks(tx: Db): Promise<void> {
  await tx.deleteFrom('setup.links').execute();
}

/** Two wizards that end at the same moment wait for each other; the second then finds the organization of the first. */
export async function oneAtATime(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.setup})`.execute(tx);
}
