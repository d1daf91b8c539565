import type { Day } from '@varco/shared/days';
import type { OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { locks } from '#db/locks';

/** Whoever gives roles where each has one only does it one after the other. */
export async function lockRolesOf(tx: Db, organizationId: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.oneRole}, hashtext(${organizationId}))`.execute(tx);
}

/** A role that somebody does not have, on one day. */
export interface TriedRole {
  readonly roleId: RoleId;
  readonly day: Day;
}

/**
 * Who has two different roles on one same day from `day` on, his own or through groups; one user, or everybody. What is switched off
 * counts: switching it on again must not be what gives the second. With `tried`, who would have them if the user had that role too.
 */
export async function usersWithMoreRoles(
  tx: Db,
  organizationId: OrganizationId,
  { userId, day, tried }: { readonly userId: UserId | null; readonly day: Day; readonly tried?: TriedRole | undefined },
): Promise<UserId[]> {
  const { rows } = await sql<{ user_id: UserId }>`
    with recursive reach as (
      select g.id as top, g.id, g.kind from groups.groups g
      where g.organization_id = ${organizationId} and g.kind <> 'sharing' and not g.descriptive
        and (${userId}::uuid is null or g.id in (
          select group_id from groups.memberships where organization_id = ${organizationId} and user_id = ${userId}::uuid))
      union
      select reach.top, g.id, g.kind from reach
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = reach.kind and g.parent_id = reach.id
        where reach.kind = 'organizational' and not g.descriptive),
    own as (
      select a.user_id, a.role_id, daterange(a.starts_on, a.ends_on, '[]') * daterange(${day}::date, null) as days from "authorization".assignments a
      where a.organization_id = ${organizationId} and (${userId}::uuid is null or a.user_id = ${userId}::uuid)
        and (a.ends_on is null or a.ends_on >= ${day}::date)),
    through as (
      select m.user_id, c.role_id, daterange(m.starts_on, m.ends_on, '[]') * daterange(c.starts_on, c.ends_on, '[]') * daterange(${day}::date, null) as days
      from groups.memberships m
      join identity.enablements e on e.organization_id = m.organization_id and e.user_id = m.user_id and e.ended_at is null
      join reach on reach.top = m.group_id
      join "authorization".group_roles c on c.organization_id = ${organizationId} and c.group_id = reach.id
      join "authorization".roles r on r.organization_id = ${organizationId} and r.id = c.role_id and r.for_unplaced <> e.placed
      where m.organization_id = ${organizationId} and (${userId}::uuid is null or m.user_id = ${userId}::uuid)
        and (m.ends_on is null or m.ends_on >= ${day}::date) and (c.ends_on is null or c.ends_on >= ${day}::date)),
    tried as (
      select ${userId}::uuid as user_id, ${tried?.roleId ?? null}::uuid as role_id, daterange(${tried?.day ?? null}::date, ${tried?.day ?? null}::date, '[]') as days
      where ${tried !== undefined}),
    ways as (select * from own union all select * from through union all select * from tried)
    select distinct one.user_id from ways one
    join ways other on other.user_id = one.user_id and other.role_id > one.role_id and other.days && one.days`.execute(tx);
  return rows.map(({ user_id }) => user_id);
}
