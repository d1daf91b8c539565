import type { Day } from '@varco/shared/days';
import type { Licence } from '@varco/shared/identity/licences';
import type { Standing, UserStatus } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { uuids } from '#db/uuids';
import { authorizedDays } from '../rules.ts';

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
  readonly licence: Licence;
}

/** One who comes from elsewhere, or came; undefined for everybody else. */
export async function findGuest(tx: Db, organizationId: OrganizationId, userId: UserId): Promise<Guest | undefined> {
  const { rows } = await sql<Guest>`
    select user_id as "userId", family_name as "familyName", given_name as "givenName", home, since, ended_at as "endedAt", placed, licence
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
  const pairs = people.map((person) => ({ ...person, there: organizationId }));
  return (await enablePairs(tx, pairs, at)).map(({ userId }) => userId);
}

/** From now on one person may work for these organizations too. Answers for which he could not until now. */
export async function enableIn(tx: Db, person: AtHome, organizations: readonly OrganizationId[], at: Date): Promise<OrganizationId[]> {
  const pairs = organizations.map((there) => ({ ...person, there }));
  return (await enablePairs(tx, pairs, at)).map(({ there }) => there);
}

async function enablePairs(tx: Db, pairs: readonly (AtHome & { readonly there: OrganizationId })[], at: Date) {
  const { rows } = await sql<{ userId: UserId; there: OrganizationId }>`
    insert into identity.enablements as e (organization_id, user_id, home_id, since)
    select p.there, p.id, p.home, ${at}::timestamptz
    from unnest(${pairs.map(({ there }) => there)}::uuid[], ${pairs.map(({ userId }) => userId)}::uuid[],
      ${pairs.map(({ organizationId }) => organizationId)}::uuid[]) p (there, id, home)
    where p.home <> p.there
    on conflict (organization_id, user_id) do update set since = greatest(excluded.since, e.ended_at), ended_at = null, placed = true,
      licence = excluded.licence
    where e.ended_at is not null
    returning e.user_id as "userId", e.organization_id as there`.execute(tx);
  return rows;
}

/**
 * Somebody comes to help an organization that never let him in: he is enabled there for no time at all, so that what he writes names him and
 * nothing else is his. Who is enabled, or was, stays as he is.
 */
export const nameThere = (tx: Db, { organizationId, userId }: AtHome, there: OrganizationId, at: Date): Promise<unknown> =>
  sql`insert into identity.enablements (organization_id, user_id, home_id, since, ended_at)
    values (${there}, ${userId}, ${organizationId}, ${at}, ${at}) on conflict (organization_id, user_id) do nothing`.execute(tx);

/** From now on somebody from elsewhere may not work for these organizations any more. Answers for which he could. */
export async function endEnablements(
  tx: Db,
  userId: UserId,
  organizations: readonly OrganizationId[],
  at: Date,
): Promise<OrganizationId[]> {
  const { rows } = await sql<{ id: OrganizationId }>`
    update identity.enablements set ended_at = greatest(${at}::timestamptz, since), is_default = false
    where organization_id = any (${organizations}::uuid[]) and user_id = ${userId} and home_id <> organization_id and ended_at is null
    returning organization_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** From now on somebody is enabled in every organization, also in those made later, or in those that are named. */
export async function saveEverywhere(tx: Db, { organizationId, userId }: AtHome, everywhere: boolean): Promise<void> {
  await sql`
    update identity.users set all_organizations = ${everywhere}
    where organization_id = ${organizationId} and id = ${userId} and all_organizations <> ${everywhere}`.execute(tx);
}

/** Who is enabled in every organization, also in one that is being made. */
export async function enabledEverywhere(tx: Db): Promise<AtHome[]> {
  const { rows } = await sql<AtHome>`
    select organization_id as "organizationId", user_id as "userId" from identity.enabled_everywhere()`.execute(tx);
  return rows;
}

/** Where a user of the scope is, or was, enabled. */
export interface StoredEnablementOf {
  readonly id: OrganizationId;
  readonly name: string;
  readonly active: boolean;
  readonly home: boolean;
  readonly since: Date;
  readonly endedAt: Date | null;
  readonly usual: boolean;
  /** Enabled in every organization. */
  readonly everywhere: boolean;
}

/** Where a user of the scope is, or was, enabled, his own organization first; nothing for who is out of it. */
export async function enablementsOf(tx: Db, userId: UserId): Promise<StoredEnablementOf[]> {
  const { rows } = await sql<StoredEnablementOf>`
    select organization_id as id, name, active, home, since, ended_at as "endedAt", is_default as usual, all_organizations as everywhere
    from identity.enablements_of(${userId})`.execute(tx);
  return rows;
}

/** Those from elsewhere whose folded family name begins so, by name, behind a place in that order. */
export async function listGuests(
  tx: Db,
  organizationId: OrganizationId,
  { beginning, after, limit }: { beginning: string; after: { readonly key: string; readonly id: string } | undefined; limit: number },
): Promise<(Omit<Guest, 'endedAt'> & { readonly sortKey: string })[]> {
  const { rows } = await sql<Omit<Guest, 'endedAt'> & { sortKey: string }>`
    select user_id as "userId", family_name as "familyName", given_name as "givenName", home, since, placed, licence, sort_key as "sortKey"
    from identity.guests(${organizationId}, ${beginning}, ${`${beginning}\u{10ffff}`}, ${after?.key ?? ''},
      ${after?.id ?? '00000000-0000-0000-0000-000000000000'}, ${limit})`.execute(tx);
  return rows;
}

/** From when to when each user may enter at all; an organization that is switched off disables everybody. */
export async function standingsIn(tx: Db, organizationId: OrganizationId, users: readonly UserId[]): Promise<Map<UserId, Standing>> {
  const { rows } = await sql<{
    userId: UserId;
    status: UserStatus;
    disabled: boolean;
    validFrom: Day | null;
    validTo: Day | null;
    authorized: string | null;
  }>`
    select user_id as "userId", status, disabled, valid_from as "validFrom", valid_to as "validTo", authorized
    from identity.standings(${organizationId}::uuid, ${uuids(users)}::uuid[])`.execute(tx);
  return new Map(rows.map(({ userId, authorized, ...standing }) => [userId, { ...standing, authorized: authorizedDays(authorized) }]));
}
