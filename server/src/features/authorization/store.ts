import { hindrance } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { authorizedIfAsked, standingOf } from '#features/identity';

/** From now on this user administers the organization, and the whole installation if that is said. */
export async function insertAdministrator(
  tx: Db,
  {
    organizationId,
    userId,
    since,
    ofInstallation,
  }: { organizationId: OrganizationId; userId: UserId; since: Date; ofInstallation: boolean },
): Promise<void> {
  await tx
    .insertInto('authorization.administrators')
    .values({ organization_id: organizationId, user_id: userId, since, of_installation: ofInstallation })
    .execute();
}

/**
 * Administrators of the organization who can enter at `at`. With `lock` their users stay as they are until the transaction ends,
 * so that two administrators who stop each other at the same moment cannot both succeed.
 */
export async function activeAdministrators(
  tx: Db,
  organizationId: OrganizationId,
  zone: string,
  at: Date,
  options: { lock?: boolean } = {},
): Promise<UserId[]> {
  const theirs = tx
    .selectFrom('authorization.administrators as a')
    .innerJoin('identity.users as u', (on) => on.onRef('u.organization_id', '=', 'a.organization_id').onRef('u.id', '=', 'a.user_id'))
    .where('a.organization_id', '=', organizationId)
    .orderBy('u.id');
  // Held first and read afterwards: who waited for the lock must see what the other has written, also beside the user's own row.
  if (options.lock === true) await theirs.select('u.id').forNoKeyUpdate(['u']).execute();
  const rows = await theirs
    .select(['u.id', 'u.status', 'u.disabled', 'u.no_sessions', 'u.valid_from', 'u.valid_to', authorizedIfAsked.as('authorized')])
    .execute();
  return rows.filter((row) => hindrance(standingOf(row), zone, at) === undefined).map((row) => row.id as UserId);
}

/** From now on this user administers nothing; answers whether he did. */
export async function dropAdministrator(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('authorization.administrators')
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Which of these users administer the organization, or the installation if that is said, whether or not they can enter now. */
export async function administratorsAmong(
  tx: Db,
  organizationId: OrganizationId,
  users: readonly UserId[],
  { ofInstallation = false }: { ofInstallation?: boolean } = {},
): Promise<UserId[]> {
  const { rows } = await sql<{ user_id: UserId }>`
    select user_id from "authorization".administrators where organization_id = ${organizationId} and user_id = any (${users}::uuid[])
      and (of_installation or not ${ofInstallation})
    order by user_id`.execute(tx);
  return rows.map((row) => row.user_id);
}

/** Which of these users, at home in an organization of the scope, administer another one. */
export async function administeringElsewhere(tx: Db, users: readonly UserId[]): Promise<UserId[]> {
  const { rows } = await sql<{ user_id: UserId }>`
    select user_id from "authorization".administering_elsewhere(${users}::uuid[])`.execute(tx);
  return rows.map((row) => row.user_id);
}
