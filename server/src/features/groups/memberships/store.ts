import type { Day } from '@varco/shared/days';
import type { ChangeMembership, GroupKind, GroupMember, SaveMembership, UserGroups } from '@varco/shared/groups/api';
import { MOST_LEVELS } from '@varco/shared/groups/levels';
import type { GroupId, MembershipId, OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { lockGroups } from '../store.ts';

/** A membership as it is stored. */
export interface StoredMembership {
  readonly organizationId: OrganizationId;
  readonly id: MembershipId;
  readonly groupId: GroupId;
  readonly userId: UserId;
  readonly from: Day;
  readonly to: Day | null;
}

/** The membership with this id in this group, under lock. */
export async function findMembership(
  tx: Db,
  organizationId: OrganizationId,
  groupId: GroupId,
  id: MembershipId,
): Promise<StoredMembership | undefined> {
  const row = await tx
    .selectFrom('groups.memberships')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('group_id', '=', groupId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      organizationId,
      id,
      groupId,
      userId: row.user_id as UserId,
      from: row.starts_on as Day,
      to: row.ends_on as Day | null,
    }
  );
}

/** Puts a user into a group. */
export const insertMembership = (
  tx: Db,
  { organizationId, id, groupId, userId, from, to }: SaveMembership & Pick<StoredMembership, 'organizationId' | 'id' | 'groupId'>,
): Promise<unknown> =>
  translated(
    tx
      .insertInto('groups.memberships')
      .values({ organization_id: organizationId, id, group_id: groupId, user_id: userId, starts_on: from, ends_on: to })
      .execute(),
  );

/** Saves from when to when somebody is in a group. */
export const replaceMembership = (tx: Db, { organizationId, id }: StoredMembership, { from, to }: ChangeMembership): Promise<unknown> =>
  translated(
    tx
      .updateTable('groups.memberships')
      .set({ starts_on: from, ends_on: to })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );

/** Takes somebody out of a group as if he had never been in it. */
export const deleteMembership = (tx: Db, { organizationId, id }: StoredMembership): Promise<unknown> =>
  tx.deleteFrom('groups.memberships').where('organization_id', '=', organizationId).where('id', '=', id).execute();

/** From `day` on the user is in none of the organization's groups any more, nor heads one; whoever is putting him into one is waited for. */
export async function leaveGroups(
  tx: Db,
  { organizationId, userId }: Pick<StoredMembership, 'organizationId' | 'userId'>,
  day: Day,
): Promise<void> {
  await lockGroups(tx, organizationId);
  await sql`
    delete from groups.memberships
    where organization_id = ${organizationId} and user_id = ${userId} and starts_on >= ${day}`.execute(tx);
  await sql`
    update groups.memberships set ends_on = ${day}::date - 1
    where organization_id = ${organizationId} and user_id = ${userId} and (ends_on is null or ends_on >= ${day})`.execute(tx);
  await sql`delete from groups.heads where organization_id = ${organizationId} and user_id = ${userId}`.execute(tx);
}

/** After whom a page of members begins. */
export interface MemberPosition {
  readonly sortKey: string;
  readonly id: string;
}

/** Which members are wanted: of a group alone, or of those under it, on `day` or later unless past ones are too. */
export interface MembersWanted {
  readonly organizationId: OrganizationId;
  readonly groupId: GroupId;
  readonly kind: GroupKind;
  readonly of: 'direct' | 'indirect';
  readonly past: boolean;
  readonly day: Day;
  readonly after: MemberPosition | undefined;
  readonly limit: number;
}

/** Members by name, those of another organization by that alone (requirements D2). Those of groups under it are nobody's for security, where each group stands for itself (requirements R1.31, R1.52). */
export async function listMembers(tx: Db, wanted: MembersWanted): Promise<(GroupMember & { readonly sortKey: string })[]> {
  const { organizationId, groupId, kind, of, past, day, after, limit } = wanted;
  const { rows } = await sql<GroupMember & { sortKey: string }>`
    with recursive down as (
      select g.id, g.name, g.name_en, 1 as level from groups.groups g where g.organization_id = ${organizationId} and g.id = ${groupId}
      union all
      select g.id, g.name, g.name_en, down.level + 1 from down
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = ${kind} and g.parent_id = down.id
        where ${of === 'indirect' && kind !== 'security'} and down.level < ${MOST_LEVELS}),
    page as (
      select m.id, m.user_id, m.starts_on, m.ends_on, down.level, down.id as group_id, down.name, down.name_en,
        coalesce(u.sort_key, e.sort_key, '') collate "C" as sort_key, u.organization_id as home, u.person_id, u.standing, u.valid_from, u.valid_to
      from down
      join groups.memberships m on m.organization_id = ${organizationId} and m.group_id = down.id
      join identity.enablements e on e.organization_id = m.organization_id and e.user_id = m.user_id
      left join identity.users u on u.id = m.user_id
      where (down.level = 1) = ${of === 'direct'} and (${past} or m.ends_on is null or m.ends_on >= ${day})
        and (${after === undefined} or
          (coalesce(u.sort_key, e.sort_key, '') collate "C", m.id) > (${after?.sortKey ?? ''} collate "C", ${after?.id ?? null}::uuid))
      order by coalesce(u.sort_key, e.sort_key, '') collate "C", m.id limit ${limit})
    select f.id, f.starts_on as "from", f.ends_on as "to", f.sort_key as "sortKey",
      json_build_object('id', f.user_id,
        'name', coalesce(trim(p.family_name || ' ' || p.given_name), trim(guest.family_name || ' ' || guest.given_name), ''),
        'mayEnter', coalesce(f.standing = 'active' and coalesce(f.valid_from <= ${day}, true) and coalesce(f.valid_to >= ${day}, true),
          guest.user_id is not null and guest.ended_at is null), 'guest', f.home is null) as "user",
      case when f.level > 1 then json_build_object('id', f.group_id, 'name', f.name, 'nameEnglish', coalesce(f.name_en, '')) end as through
    from page f
    left join identity.persons p on p.organization_id = f.home and p.id = f.person_id
    left join lateral identity.guest(${organizationId}, f.user_id) as guest on f.home is null
    order by f.sort_key, f.id`.execute(tx);
  return rows;
}

/** The groups of one user among those kinds: into which he was put, those over them, and those of which he is a head. */
export async function userGroups(
  tx: Db,
  { organizationId, userId, kinds, day }: { organizationId: OrganizationId; userId: UserId; kinds: readonly GroupKind[]; day: Day },
): Promise<Omit<UserGroups, 'roles'>> {
  const told = sql`json_build_object('id', g.id, 'name', g.name, 'nameEnglish', coalesce(g.name_en, ''), 'kind', g.kind, 'active', g.active,
    'descriptive', g.descriptive)`;
  const [direct, indirect, heads] = await Promise.all([
    sql<UserGroups['direct'][number]>`
      select m.id, m.starts_on as "from", m.ends_on as "to", ${told} as "group"
      from groups.memberships m join groups.groups g on g.organization_id = m.organization_id and g.id = m.group_id
      where m.organization_id = ${organizationId} and m.user_id = ${userId} and g.kind = any (${kinds}::text[])
      order by m.starts_on desc, m.id`.execute(tx),
    sql<UserGroups['indirect'][number]>`
      with recursive up as (
        select g.parent_id as id, g.id as through, m.starts_on, m.ends_on, 1 as level
        from groups.memberships m join groups.groups g on g.organization_id = m.organization_id and g.id = m.group_id
        where m.organization_id = ${organizationId} and m.user_id = ${userId} and (m.ends_on is null or m.ends_on >= ${day})
          and g.kind <> 'security' and g.parent_id is not null
        union all
        select g.parent_id, up.through, up.starts_on, up.ends_on, up.level + 1
        from up join groups.groups g on g.organization_id = ${organizationId} and g.id = up.id
        where g.parent_id is not null and up.level < ${MOST_LEVELS})
      select up.starts_on as "from", up.ends_on as "to", ${told} as "group",
        json_build_object('id', t.id, 'name', t.name, 'nameEnglish', coalesce(t.name_en, '')) as through
      from up
      join groups.groups g on g.organization_id = ${organizationId} and g.id = up.id
      join groups.groups t on t.organization_id = ${organizationId} and t.id = up.through
      order by g.kind, g.name_folded, t.name_folded, up.starts_on`.execute(tx),
    sql<{ group: UserGroups['heads'][number] }>`
      select ${told} as "group" from groups.heads h join groups.groups g on g.organization_id = h.organization_id and g.id = h.group_id
      where h.organization_id = ${organizationId} and h.user_id = ${userId} and g.kind = any (${kinds}::text[])
      order by g.name_folded, g.id`.execute(tx),
  ]);
  return { direct: direct.rows, indirect: indirect.rows, heads: heads.rows.map(({ group }) => group) };
}

async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    if (brokenConstraint(fault) === 'memberships_overlap') throw new Refusal('groups.member-twice');
    throw fault;
  }
}
