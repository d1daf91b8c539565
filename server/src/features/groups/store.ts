import type { Day } from '@varco/shared/days';
import type { GroupKind, GroupPerson, SaveGroup } from '@varco/shared/groups/api';
import { MOST_LEVELS } from '@varco/shared/groups/levels';
import { fold } from '@varco/shared/identity/folding';
import type { GroupId, OrganizationId, UserId } from '@varco/shared/ids';
import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { locks } from '#db/locks';

/** A group as it is stored. */
export interface StoredGroup extends Omit<SaveGroup, 'heads'> {
  readonly organizationId: OrganizationId;
  readonly id: GroupId;
  readonly version: number;
  readonly heads: readonly GroupPerson[];
}

/** Whoever changes groups, their members or what they carry does it one after the other: what one judges by, no other changes meanwhile. */
export async function lockGroups(tx: Db, organizationId: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.groups}, hashtext(${organizationId}))`.execute(tx);
}

/** The group with this id, of one of the kinds; undefined out of the scope. `on` says on which day its heads may enter. */
export async function findGroup(
  tx: Db,
  { organizations }: Scope,
  id: GroupId,
  { kinds, on }: { kinds: readonly GroupKind[]; on: Day },
): Promise<StoredGroup | undefined> {
  const row = await tx
    .selectFrom('groups.groups')
    .selectAll()
    .where('organization_id', 'in', organizations)
    .where('id', '=', id)
    .where('kind', 'in', kinds)
    .executeTakeFirst();
  if (!row) return undefined;
  const organizationId = row.organization_id as OrganizationId;
  return {
    organizationId,
    id,
    kind: row.kind as GroupKind,
    parentId: row.parent_id as GroupId | null,
    name: row.name,
    nameEnglish: row.name_en ?? '',
    description: row.description,
    descriptionEnglish: row.description_en,
    descriptive: row.descriptive,
    active: row.active,
    site: row.site,
    version: row.version,
    heads: await headsOf(tx, organizationId, id, on),
  };
}

/** Joins who row `x` is about: our own people from their tables, those of another organization by name alone (requirements D2). */
const WHO = (organizationId: OrganizationId, x: 'h' | 'e') => sql`
  left join identity.users u on u.id = ${sql.ref(`${x}.user_id`)}
  left join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
  left join lateral identity.guest(${organizationId}, ${sql.ref(`${x}.user_id`)}) as guest on u.id is null`;

const NAME = sql`coalesce(trim(p.family_name || ' ' || p.given_name), trim(guest.family_name || ' ' || guest.given_name), '')`;

/** The heads of a group by name. */
async function headsOf(tx: Db, organizationId: OrganizationId, id: GroupId, on: Day): Promise<GroupPerson[]> {
  const { rows } = await sql<GroupPerson>`
    select h.user_id as id, ${NAME} as name,
      coalesce(u.standing = 'active' and coalesce(u.valid_from <= ${on}, true) and coalesce(u.valid_to >= ${on}, true), guest.ended_at is null and guest.user_id is not null) as "mayEnter",
      u.id is null as guest
    from groups.heads h ${WHO(organizationId, 'h')}
    where h.organization_id = ${organizationId} and h.group_id = ${id} order by u.sort_key, h.user_id`.execute(tx);
  return rows;
}

/** Those of these users who are enabled in the organization, with their names; who never signs in is among them (requirements R1.2). */
export async function peopleNamed(
  tx: Db,
  organizationId: OrganizationId,
  users: readonly UserId[],
): Promise<{ readonly id: UserId; readonly name: string }[]> {
  const { rows } = await sql<{ id: UserId; name: string }>`
    select e.user_id as id, ${NAME} as name
    from identity.enablements e ${WHO(organizationId, 'e')}
    where e.organization_id = ${organizationId} and e.user_id = any (${users}::uuid[]) and e.ended_at is null
    order by u.sort_key, e.user_id`.execute(tx);
  return rows;
}

/** A group over another, as people call it. */
export interface GroupAbove {
  readonly id: GroupId;
  readonly name: string;
  readonly nameEnglish: string;
}

/** The group and every one over it, from the top down. */
export async function groupsAbove(tx: Db, organizationId: OrganizationId, id: GroupId): Promise<GroupAbove[]> {
  const { rows } = await sql<GroupAbove>`
    with recursive up as (
      select g.id, g.parent_id, g.name, g.name_en, 1 as level from groups.groups g where g.organization_id = ${organizationId} and g.id = ${id}
      union all
      select g.id, g.parent_id, g.name, g.name_en, up.level + 1 from up
        join groups.groups g on g.organization_id = ${organizationId} and g.id = up.parent_id where up.level <= ${MOST_LEVELS})
    select id, name, coalesce(name_en, '') as "nameEnglish" from up order by level desc`.execute(tx);
  return rows;
}

/** How many levels a group has with those under it. */
export async function heightOf(tx: Db, { organizationId, id, kind }: Pick<StoredGroup, 'organizationId' | 'id' | 'kind'>): Promise<number> {
  const { rows } = await sql<{ height: number }>`
    with recursive down as (
      select ${id}::uuid as id, 1 as level
      union all
      select g.id, down.level + 1 from down
        join groups.groups g on g.organization_id = ${organizationId} and g.kind = ${kind} and g.parent_id = down.id
        where down.level <= ${MOST_LEVELS})
    select max(level) as height from down`.execute(tx);
  return rows[0]?.height ?? 1;
}

/** How many groups an organization has. */
export async function countGroups(tx: Db, organizationId: OrganizationId): Promise<number> {
  const { count } = await tx
    .selectFrom('groups.groups')
    .select((e) => e.fn.countAll<string>().as('count'))
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Adds a group with its heads. */
export async function insertGroup(
  tx: Db,
  { organizationId, id, at, ...input }: SaveGroup & { organizationId: OrganizationId; id: GroupId; at: Date },
): Promise<void> {
  await translated(
    tx
      .insertInto('groups.groups')
      .values({ organization_id: organizationId, id, kind: input.kind, ...columnsOf(input), created_at: at })
      .execute(),
  );
  await insertHeads(tx, organizationId, id, input.heads);
}

/** Saves a group that is as `before` was read, under the lock of the organization's groups. */
export async function replaceGroup(tx: Db, { organizationId, id, version }: StoredGroup, input: Omit<SaveGroup, 'kind'>): Promise<void> {
  await translated(
    tx
      .updateTable('groups.groups')
      .set({ ...columnsOf(input), version: version + 1 })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute(),
  );
  await tx.deleteFrom('groups.heads').where('organization_id', '=', organizationId).where('group_id', '=', id).execute();
  await insertHeads(tx, organizationId, id, input.heads);
}

async function insertHeads(tx: Db, organizationId: OrganizationId, id: GroupId, heads: readonly UserId[]): Promise<void> {
  const rows = [...new Set(heads)].map((userId) => ({ organization_id: organizationId, group_id: id, user_id: userId }));
  if (rows.length > 0) await tx.insertInto('groups.heads').values(rows).execute();
}

const columnsOf = (input: Omit<SaveGroup, 'kind' | 'heads'>) => ({
  parent_id: input.parentId,
  name: input.name,
  name_folded: fold(input.name),
  name_en: input.nameEnglish === '' ? null : input.nameEnglish,
  description: input.description,
  description_en: input.descriptionEnglish,
  descriptive: input.descriptive,
  active: input.active,
  site: input.site,
});

/** What of this schema hangs on a group: people who were ever put into it, its heads, groups under it. */
export async function hangsOn(tx: Db, { organizationId, id, kind }: StoredGroup): Promise<boolean> {
  const { rows } = await sql<{ hangs: boolean }>`
    select exists (select from groups.memberships m where m.organization_id = ${organizationId} and m.group_id = ${id})
      or exists (select from groups.heads h where h.organization_id = ${organizationId} and h.group_id = ${id})
      or exists (select from groups.groups g where g.organization_id = ${organizationId} and g.kind = ${kind} and g.parent_id = ${id}) as hangs`.execute(
    tx,
  );
  return rows[0]?.hangs ?? false;
}

/** Removes a group on which nothing hangs. */
export const deleteGroup = (tx: Db, { organizationId, id }: StoredGroup): Promise<unknown> =>
  translated(tx.deleteFrom('groups.groups').where('organization_id', '=', organizationId).where('id', '=', id).execute());

/** The refusal of each rule that the database keeps; what is judged before under the lock comes here only past it. */
async function translated<Result>(statement: Promise<Result>): Promise<Result> {
  try {
    return await statement;
  } catch (fault) {
    const constraint = brokenConstraint(fault);
    if (constraint === 'groups_name_key') throw new Refusal('groups.name-taken');
    if (constraint === 'groups_circle_check') throw refusedParent('group-circle');
    if (constraint === 'groups_depth_check') throw refusedParent('group-too-deep');
    if (constraint?.endsWith('_fkey')) throw new Refusal('groups.in-use');
    throw fault;
  }
}

const refusedParent = (rule: string): Refusal => new Refusal('groups.refused', { issues: [{ field: 'parentId', rule }] });
