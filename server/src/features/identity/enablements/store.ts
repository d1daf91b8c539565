import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** Somebody from elsewhere as the organization that lets him in knows him: by name and nothing else of him (requirements D2). */
export interface Guest {
  readonly userId: UserId;
  readonly familyName: string;
  readonly givenName: string;
  /** What his own organization is called. */
  readonly home: string;
  readonly since: Date;
  readonly endedAt: Date | null;
  readonly placed: boolean;
}

/** One who comes from elsewhere, or came; undefined for everybody else. */
export async function findGuest(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<Guest | undefined> {
  const { rows } = await sql<Guest>`
    select user_id as "userId", family_name as "familyName", given_name as "givenName", home, since, ended_at as "endedAt", placed
    from identity.guest(${organizationId}, ${userId})`.execute(tx);
  return rows[0];
}

/** From now on somebody works for this organization when he signs in; null: for his own. The scope has all of his. */
export async function proposeOrganization(tx: Db, userId: UserId, organizationId: OrganizationId | null): Promise<void> {
  await sql`update identity.enablements set is_default = false where user_id = ${userId} and is_default`.execute(tx);
  if (organizationId === null) return;
  await sql`
    update identity.enablements set is_default = true
    where organization_id = ${organizationId} and user_id = ${userId} and ended_at is null`.execute(tx);
}

/** Where somebody's user is. */
export interface AtHome {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** From now on these people may work for the organization too; one who might before begins anew. Answers who could not until now. */
export async function enable(tx: Db, organizationId: OrganizationId, people: readonly AtHome[], at: Date): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    insert into identity.enablements as e (organization_id, user_id, home_id, since)
    select ${organizationId}::uuid, p.id, p.home, ${at}::timestamptz
    from unnest(${people.map(({ userId }) => userId)}::uuid[], ${people.map((person) => person.organizationId)}::uuid[]) p (id, home)
    where p.home <> ${organizationId}::uuid
    on conflict (organization_id, user_id) do update set since = greatest(excluded.since, e.ended_at), ended_at = null, placed = true
    where e.ended_at is not null
    returning e.user_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** From now on somebody from elsewhere may not work for the organization any more; false: he could not. */
export async function endEnablement(tx: Db, organizationId: OrganizationId, userId: UserId, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.enablements set ended_at = greatest(${at}::timestamptz, since), is_default = false
    where organization_id = ${organizationId} and user_id = ${userId} and home_id <> organization_id and ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
}
