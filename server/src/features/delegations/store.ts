import type { Day } from '@varco/shared/days';
import type { Delegation } from '@varco/shared/delegations/api';
import type { DelegationId, OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';

/** A delegation as it is stored, with how both are called. */
export interface StoredDelegation {
  readonly organizationId: OrganizationId;
  readonly id: DelegationId;
  readonly delegatorId: UserId;
  readonly delegatorName: string;
  readonly delegateId: UserId;
  readonly delegateName: string;
  readonly role: Delegation['role'];
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
}

/** A delegation to be made. */
export interface NewDelegation {
  readonly organizationId: OrganizationId;
  readonly id: DelegationId;
  readonly delegatorId: UserId;
  readonly delegateId: UserId;
  readonly roleId: RoleId | null;
  readonly from: Day;
  readonly to: Day;
  readonly reason: string;
  readonly at: Date;
  readonly by: UserId | null;
}

/** Saves a delegation; of two for the same people on the same days the second is refused. */
export async function insertDelegation(tx: Db, made: NewDelegation): Promise<void> {
  try {
    await tx
      .insertInto('delegations.delegations')
      .values({
        organization_id: made.organizationId,
        id: made.id,
        delegator_id: made.delegatorId,
        delegate_id: made.delegateId,
        role_id: made.roleId,
        starts_on: made.from,
        ends_on: made.to,
        reason: made.reason,
        made_at: made.at,
        made_by: made.by,
      })
      .execute();
  } catch (fault) {
    if (brokenConstraint(fault) === 'delegations_overlap') throw new Refusal('delegations.twice');
    throw fault;
  }
}

/**
 * Locks what some people are in the organization, so that two who appoint for one do so one after the other and nobody is taken out
 * meanwhile; in order of their ids, as everybody who locks several. Tells who of them is enabled there.
 */
export async function lockEnabled(tx: Db, organizationId: OrganizationId, users: readonly UserId[]): Promise<readonly UserId[]> {
  const rows = await tx
    .selectFrom('identity.enablements as e')
    .select('e.user_id')
    .where('e.organization_id', '=', organizationId)
    .where('e.user_id', 'in', users)
    .where('e.ended_at', 'is', null)
    .orderBy('e.user_id')
    .forNoKeyUpdate(['e'])
    .execute();
  return rows.map(({ user_id }) => user_id as UserId);
}

/** How many delegates somebody has on `day` or later. */
export async function countDelegates(tx: Db, organizationId: OrganizationId, delegatorId: UserId, day: Day): Promise<number> {
  const row = await tx
    .selectFrom('delegations.delegations')
    .select((column) => column.fn.countAll<string>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('delegator_id', '=', delegatorId)
    .where('ends_on', '>=', day)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Our own people from their tables, those of another organization by name alone (requirements D2). */
const nameOf = (column: 'delegator_id' | 'delegate_id'): RawBuilder<string> => sql<string>`coalesce(
  (select trim(p.family_name || ' ' || p.given_name) from identity.users u
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id where u.id = ${sql.ref(`d.${column}`)}),
  (select trim(g.family_name || ' ' || g.given_name) from identity.guest(d.organization_id, ${sql.ref(`d.${column}`)}) g), '')`;

const columns = sql`
  d.organization_id as "organizationId", d.id, d.delegator_id as "delegatorId", ${nameOf('delegator_id')} as "delegatorName",
  d.delegate_id as "delegateId", ${nameOf('delegate_id')} as "delegateName",
  (select json_build_object('id', r.id, 'name', r.name, 'nameEnglish', coalesce(r.name_en, '')) from "authorization".roles r
    where r.organization_id = d.organization_id and r.id = d.role_id) as role,
  d.starts_on as "from", d.ends_on as "to", d.reason, d.made_at as "madeAt", d.ended_at as "endedAt"`;

/** One delegation of an organization. */
export async function findDelegation(
  tx: Db,
  organizationId: OrganizationId,
  id: DelegationId,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredDelegation | undefined> {
  const { rows } = await sql<StoredDelegation>`
    select ${columns} from delegations.delegations d where d.organization_id = ${organizationId} and d.id = ${id}
    ${lock ? sql`for no key update of d` : sql``}`.execute(tx);
  return rows[0];
}

/** Whom somebody appointed and who appointed him; `since` leaves out what was over before. */
export async function delegationsOf(
  tx: Db,
  organizationId: OrganizationId,
  userId: UserId,
  { side, since, limit }: { side: 'delegator' | 'delegate'; since: Day; limit: number },
): Promise<StoredDelegation[]> {
  const who = sql.ref(side === 'delegator' ? 'd.delegator_id' : 'd.delegate_id');
  const { rows } = await sql<StoredDelegation>`
    select ${columns} from delegations.delegations d
    where d.organization_id = ${organizationId} and ${who} = ${userId} and d.ends_on >= ${since}
    order by d.ends_on desc, d.id limit ${limit}`.execute(tx);
  return rows;
}

/** Where a list goes on, newest first. */
export interface Place {
  readonly madeAt: Date;
  readonly id: string;
}

/** Delegations of an organization, the newest first; `names` keeps those of whom a name begins so. */
export async function listDelegations(
  tx: Db,
  organizationId: OrganizationId,
  { beginning, today, past, after, limit }: { beginning: string; today: Day; past: boolean; after: Place | undefined; limit: number },
): Promise<StoredDelegation[]> {
  const conditions = [sql`d.organization_id = ${organizationId}`];
  if (!past) conditions.push(sql`d.ended_at is null and d.ends_on >= ${today}`);
  if (after) conditions.push(sql`(d.made_at, d.id) < (${after.madeAt}::timestamptz, ${after.id}::uuid)`);
  if (beginning !== '') {
    const end = `${beginning}\u{10ffff}`;
    const called = sql`
      select u.id from identity.users u where u.organization_id = ${organizationId} and u.sort_key >= ${beginning} and u.sort_key < ${end}
      union all
      select g.user_id from identity.guests(${organizationId}, ${beginning}, ${end}, '', '00000000-0000-0000-0000-000000000000', 1000) g`;
    conditions.push(sql`(d.delegator_id in (${called}) or d.delegate_id in (${called}))`);
  }
  const { rows } = await sql<StoredDelegation>`
    select ${columns} from (
      select * from delegations.delegations d where ${sql.join(conditions, sql` and `)} order by d.made_at desc, d.id desc limit ${limit}
    ) d order by d.made_at desc, d.id desc`.execute(tx);
  return rows;
}

/** Takes a delegation back; false when it was not open any more. */
export async function endDelegation(
  tx: Db,
  { organizationId, id }: Pick<StoredDelegation, 'organizationId' | 'id'>,
  { at, by }: { at: Date; by: UserId | null },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('delegations.delegations')
    .set({ ended_at: at, ended_by: by })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/**
 * Takes back every delegation by and to somebody that is not over of itself, and answers them in the order of the delegators: in which the
 * log is told.
 */
export async function endAllOf(
  tx: Db,
  { organizationId, userId }: { organizationId: OrganizationId; userId: UserId },
  { today, at }: { today: Day; at: Date },
): Promise<StoredDelegation[]> {
  const { rows } = await sql<StoredDelegation>`
    with ended as (
      update delegations.delegations set ended_at = ${at}
      where organization_id = ${organizationId} and (delegator_id = ${userId} or delegate_id = ${userId})
        and ended_at is null and ends_on >= ${today}
      returning *
    )
    select ${columns} from ended d order by d.delegator_id, d.id`.execute(tx);
  return rows;
}

/** Nothing that was written about the delegations of a person of the scope is left, wherever he worked. */
export const forgetReasons = (tx: Db, userId: UserId): Promise<unknown> =>
  sql`select delegations.forget_reasons(${userId}::uuid)`.execute(tx);

/** The roles with these ids, by name. */
export async function rolesNamed(
  tx: Db,
  organizationId: OrganizationId,
  ids: readonly RoleId[],
): Promise<NonNullable<Delegation['role']>[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NonNullable<Delegation['role']>>`
    select r.id, r.name, coalesce(r.name_en, '') as "nameEnglish" from "authorization".roles r
    where r.organization_id = ${organizationId} and r.id = any (${ids}::uuid[]) and r.active order by r.name_folded, r.id`.execute(tx);
  return rows;
}

/** People of the organization who may enter, and from elsewhere, whose name begins so. */
export async function peopleCalled(
  tx: Db,
  organizationId: OrganizationId,
  beginning: string,
  limit: number,
): Promise<{ id: UserId; name: string }[]> {
  const end = `${beginning}\u{10ffff}`;
  const { rows } = await sql<{ id: UserId; name: string }>`
    select c.id, c.name from (
      (select u.id, trim(p.family_name || ' ' || p.given_name) as name, u.sort_key from identity.users u
        join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
        where u.organization_id = ${organizationId} and u.standing = 'active'
          and u.sort_key >= ${beginning} and u.sort_key < ${end} order by u.sort_key, u.id limit ${limit})
      union all
      select g.user_id, trim(g.family_name || ' ' || g.given_name), g.sort_key
      from identity.guests(${organizationId}, ${beginning}, ${end}, '', '00000000-0000-0000-0000-000000000000', ${limit}) g
    ) c order by c.sort_key, c.id limit ${limit}`.execute(tx);
  return rows;
}
