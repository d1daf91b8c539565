import type { OrganizationId, SessionId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** Why the next sign-in asks for a new password. */
export type ChangeReason = 'first-access' | 'reset' | 'reactivated';

/** The hash of the user's password; undefined for whoever never signs in. */
export async function findHash(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('credentials.passwords')
    .select('hash')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.hash;
}

/** Sets a password whatever it was before; `changeReason` makes the next sign-in ask for another one. */
export async function setPassword(
  tx: Db,
  password: { organizationId: OrganizationId; userId: UserId; hash: string; at: Date; changeReason: ChangeReason | null },
): Promise<void> {
  const values = {
    hash: password.hash,
    created_at: password.at,
    must_change: password.changeReason !== null,
    change_reason: password.changeReason,
  };
  await tx
    .insertInto('credentials.passwords')
    .values({ organization_id: password.organizationId, user_id: password.userId, ...values })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet(values))
    .execute();
}

/** Makes the next sign-in ask for a new password; whoever had a reason already keeps it. */
export async function requireChange(tx: Db, organizationId: OrganizationId, userId: UserId, reason: ChangeReason): Promise<void> {
  await tx
    .updateTable('credentials.passwords')
    .set({ must_change: true, change_reason: sql<ChangeReason>`coalesce(change_reason, ${reason})` })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .execute();
}

/**
 * Whether the user is still active and the password still the one set at `setAt`, for whoever compared it outside the transaction; until
 * the transaction ends neither changes. A renewed hash is the same password. The user is locked before the password, as by everybody, and
 * whatever the answer: what is sent together with this question must not take its locks first.
 */
export async function isPasswordStill(tx: Db, organizationId: OrganizationId, userId: UserId, setAt: string): Promise<boolean> {
  const { rows } = await sql<{ still: boolean }>`
    select u.status = 'active' and not u.disabled and c.created_at = ${setAt}::timestamptz as still
    from identity.users u join credentials.passwords c on c.organization_id = u.organization_id and c.user_id = u.id
    where u.organization_id = ${organizationId} and u.id = ${userId} for no key update of u, c`.execute(tx);
  return rows[0]?.still === true;
}

/** Replaces the password only if it is still `oldHash`; false means somebody was faster. */
export async function replacePassword(
  tx: Db,
  organizationId: OrganizationId,
  userId: UserId,
  oldHash: string,
  hash: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('credentials.passwords')
    .set({ hash, created_at: at, must_change: false, change_reason: null })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('hash', '=', oldHash)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Puts the same password under today's hash parameters; the password itself, its age and its duties stay. */
export async function renewHash(tx: Db, organizationId: OrganizationId, userId: UserId, oldHash: string, hash: string): Promise<void> {
  await tx
    .updateTable('credentials.passwords')
    .set({ hash })
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .where('hash', '=', oldHash)
    .execute();
}

/** Takes one of the `allowed` tries at one's present password in this session; false when none is left (requirements R3.4). */
export async function reserveAttempt(
  tx: Db,
  organizationId: OrganizationId,
  sessionId: SessionId,
  allowed: number,
  at: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('credentials.present_password_attempts')
    .values({ organization_id: organizationId, session_id: sessionId, used: 1, last_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'session_id'])
        .doUpdateSet((e) => ({ used: e('credentials.present_password_attempts.used', '+', 1), last_at: at }))
        .where('credentials.present_password_attempts.used', '<', allowed),
    )
    .returning('used')
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives back a try that was not judged. */
export async function returnAttempt(tx: Db, organizationId: OrganizationId, sessionId: SessionId): Promise<void> {
  await tx
    .updateTable('credentials.present_password_attempts')
    .set((e) => ({ used: e('used', '-', 1) }))
    .where('organization_id', '=', organizationId)
    .where('session_id', '=', sessionId)
    .where('used', '>', 0)
    .execute();
}

/** A right answer gives all tries of the session back. */
export async function returnAttempts(tx: Db, organizationId: OrganizationId, sessionId: SessionId): Promise<void> {
  await tx
    .deleteFrom('credentials.present_password_attempts')
    .where('organization_id', '=', organizationId)
    .where('session_id', '=', sessionId)
    .execute();
}

/** How many tries of this session are used. */
export async function usedAttempts(tx: Db, organizationId: OrganizationId, sessionId: SessionId): Promise<number> {
  const row = await tx
    .selectFrom('credentials.present_password_attempts')
    .select('used')
    .where('organization_id', '=', organizationId)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row?.used ?? 0;
}

/** Counters of sessions that ended long ago. */
export async function forgetAttempts(db: Db, before: Date): Promise<void> {
  await sql`select credentials.forget_attempts(${before})`.execute(db);
}

/** The beginning of most stored hashes: algorithm, version and cost (PHC string format); undefined while there is none. */
export async function usualParameters(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ usual: string | null }>`select credentials.usual_parameters() as usual`.execute(db);
  return rows[0]?.usual ?? undefined;
}

/** Takes the password of somebody away; without one nobody enters. */
export async function dropPassword(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<void> {
  await tx.deleteFrom('credentials.passwords').where('organization_id', '=', organizationId).where('user_id', '=', userId).execute();
}
