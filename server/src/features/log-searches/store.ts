import type { Standing } from '@varco/shared/identity/user-status';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import type { ExportState } from '@varco/shared/log-searches/api';
import { sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Position } from '#core/page';
import { Refusal } from '#core/refusal';
import { brokenConstraint, type Db } from '#db/database';
import { authorizedIfAsked } from '#features/identity';
import type { KeptView } from './rules.ts';

/** Whose it is. */
export interface Owner {
  readonly organizationId: OrganizationId;
  readonly userId: UserId;
}

/** A search as it is kept, with whoever keeps it. */
export interface StoredSearch {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly organizationId: OrganizationId;
  readonly ownerId: UserId;
  readonly owner: string;
  readonly view: KeptView;
  readonly changedAt: Date;
  /** Whether its owner may still search the log, as far as his rights say. */
  readonly ownerAdministers: boolean;
  readonly ownerStanding: Standing;
}

const MOST_SHARED = 500;

const searchColumns = sql`s.id, s.name, s.shared, s.organization_id as "organizationId", s.owner_id as "ownerId", coalesce(trim(p.family_name || ' ' || p.given_name), trim(g.family_name || ' ' || g.given_name), '') as owner, s.view,
  s.changed_at as "changedAt",
  exists (select from "authorization".administrators a where a.organization_id = s.organization_id and a.user_id = s.owner_id) as "ownerAdministers",
  jsonb_build_object('status', coalesce(u.status, case when g.ended_at is null then 'active' else 'inactive' end),
    'disabled', coalesce(u.disabled, false), 'validFrom', u.valid_from, 'validTo', u.valid_to,
    'authorized', ${authorizedIfAsked}) as "ownerStanding"`;
/** Whoever owns something here: a user of the organization, or somebody from elsewhere, known by name (requirements D2). */
const people = (owned: 's' | 'e') => sql`
  left join identity.users u on u.organization_id = ${sql.ref(`${owned}.organization_id`)} and u.id = ${sql.ref(`${owned}.owner_id`)}
  left join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
  left join lateral identity.guest(${sql.ref(`${owned}.organization_id`)}, ${sql.ref(`${owned}.owner_id`)}) g on u.id is null`;
const searchTables = sql`log_searches.searches s ${people('s')}`;

/** One's own searches and those that are shared where one may look, by name. */
export async function listSearches(tx: Db, scope: Scope, owner: Owner): Promise<StoredSearch[]> {
  const { rows } = await sql<StoredSearch>`
    select ${searchColumns} from ${searchTables}
    where s.organization_id = ${owner.organizationId} and s.owner_id = ${owner.userId}
    union all
    (select ${searchColumns} from ${searchTables}
    where s.organization_id = any (${scope.organizations}::uuid[]) and s.shared and s.owner_id <> ${owner.userId}
    order by lower(s.name), s.id limit ${MOST_SHARED})`.execute(tx);
  return rows.toSorted((one, other) => one.name.localeCompare(other.name, 'it') || (one.id < other.id ? -1 : 1));
}

/** A search that one may see: one's own, or a shared one. */
export async function findSearch(tx: Db, scope: Scope, owner: Owner, id: string): Promise<StoredSearch | undefined> {
  const { rows } = await sql<StoredSearch>`
    select ${searchColumns} from ${searchTables}
    where s.organization_id = any (${scope.organizations}::uuid[]) and s.id = ${id} and (s.shared or s.owner_id = ${owner.userId})`.execute(
    tx,
  );
  return rows[0];
}

/** A search to keep. */
export interface NewSearch {
  readonly id: string;
  readonly name: string;
  readonly shared: boolean;
  readonly view: KeptView;
  readonly changedAt: Date;
}

/** Keeps a search, unless its owner has as many as he may: then false. */
export async function insertSearch(tx: Db, owner: Owner, search: NewSearch, most: number): Promise<boolean> {
  const { numAffectedRows } = await unlessNamed(
    sql`insert into log_searches.searches (organization_id, id, owner_id, name, view, shared, changed_at)
      select ${owner.organizationId}::uuid, ${search.id}::uuid, ${owner.userId}::uuid, ${search.name}, ${JSON.stringify(search.view)}::jsonb,
        ${search.shared}::boolean, ${search.changedAt}::timestamptz
      where (select count(*) from log_searches.searches s
        where s.organization_id = ${owner.organizationId} and s.owner_id = ${owner.userId}) < ${most}`.execute(tx),
  );
  return numAffectedRows === 1n;
}

/** Changes one's own search; false: it is not there any more. */
export async function replaceSearch(tx: Db, owner: Owner, search: NewSearch): Promise<boolean> {
  const { numUpdatedRows } = await unlessNamed(
    tx
      .updateTable('log_searches.searches')
      .set({ name: search.name, shared: search.shared, view: JSON.stringify(search.view), changed_at: search.changedAt })
      .where('organization_id', '=', owner.organizationId)
      .where('owner_id', '=', owner.userId)
      .where('id', '=', search.id)
      .executeTakeFirstOrThrow(),
  );
  return numUpdatedRows === 1n;
}

/** Deletes a search of its owner. */
export async function deleteSearch(tx: Db, owner: Owner, id: string): Promise<void> {
  await tx
    .deleteFrom('log_searches.searches')
    .where('organization_id', '=', owner.organizationId)
    .where('owner_id', '=', owner.userId)
    .where('id', '=', id)
    .execute();
}

async function unlessNamed<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (fault) {
    if (brokenConstraint(fault) === 'searches_by_owner')
      throw new Refusal('log-searches.name-taken', { issues: [{ field: 'name', rule: 'search-name-taken' }] });
    throw fault;
  }
}

/** A file asked for. */
export interface NewExport {
  readonly id: string;
  readonly own: boolean;
  readonly view: KeptView;
  readonly language: Language;
  readonly askedAt: Date;
  readonly expected: number | null;
}

/** Notes that a file is asked for. */
export async function insertExport(tx: Db, owner: Owner, asked: NewExport): Promise<void> {
  await tx
    .insertInto('log_searches.exports')
    .values({
      organization_id: owner.organizationId,
      owner_id: owner.userId,
      id: asked.id,
      own: asked.own,
      view: JSON.stringify(asked.view),
      language: asked.language,
      asked_at: asked.askedAt,
      expected: asked.expected,
      state: 'asked',
    })
    .execute();
}

/** A file as it is noted. */
export interface StoredExport extends NewExport {
  readonly state: ExportState;
  readonly rows: number;
  readonly writtenAt: Date | null;
}

const exportColumns = sql`e.id, e.own, e.view, e.language, e.asked_at as "askedAt", e.expected, e.state, e.rows, e.written_at as "writtenAt"`;

/** A file one asked for oneself. */
export async function findExport(tx: Db, owner: Owner, id: string): Promise<StoredExport | undefined> {
  const { rows } = await sql<StoredExport>`
    select ${exportColumns} from log_searches.exports e
    where e.organization_id = ${owner.organizationId} and e.owner_id = ${owner.userId} and e.id = ${id}`.execute(tx);
  return rows[0];
}

/**
 * Takes a file that waits, for whoever will write it; undefined: it was taken before, or was asked for too long ago. Another one of the
 * same person that nobody writes any more is ended first.
 */
export async function takeExport(
  tx: Db,
  owner: Owner,
  id: string,
  times: { readonly at: Date; readonly askedAfter: Date; readonly writtenAfter: Date },
): Promise<StoredExport | undefined> {
  await tx
    .updateTable('log_searches.exports')
    .set({ state: 'broken' })
    .where('organization_id', '=', owner.organizationId)
    .where('owner_id', '=', owner.userId)
    .where('state', '=', 'running')
    .where('written_at', '<', times.writtenAfter)
    .execute();
  try {
    const { rows } = await sql<StoredExport>`
      update log_searches.exports e set state = 'running', written_at = ${times.at}
      where e.organization_id = ${owner.organizationId} and e.owner_id = ${owner.userId} and e.id = ${id} and e.state = 'asked'
        and e.asked_at >= ${times.askedAfter}
      returning ${exportColumns}`.execute(tx);
    return rows[0];
  } catch (fault) {
    if (brokenConstraint(fault) === 'exports_running') throw new Refusal('log-searches.export-running');
    throw fault;
  }
}

/** Notes how far a file is, or that it has ended. */
export async function noteExport(
  tx: Db,
  owner: Owner,
  id: string,
  now: { readonly state: ExportState; readonly rows: number; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('log_searches.exports')
    .set({ state: now.state, rows: now.rows, written_at: now.at })
    .where('organization_id', '=', owner.organizationId)
    .where('owner_id', '=', owner.userId)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute();
}

/** A file and who made it. */
export interface ListedExport extends StoredExport {
  readonly by: string;
}

/** The files made of the log, the newest first. */
export async function listExports(tx: Db, scope: Scope, after: Position | undefined, limit: number): Promise<ListedExport[]> {
  const place = after ? sql`and (e.asked_at, e.id) < (${after.askedAt}::timestamptz, ${after.id}::uuid)` : sql``;
  const { rows } = await sql<ListedExport>`
    select ${exportColumns}, coalesce(trim(p.family_name || ' ' || p.given_name), trim(g.family_name || ' ' || g.given_name), '') as by
    from unnest(${scope.organizations}::uuid[]) as o (id)
    cross join lateral (
      select * from log_searches.exports e where e.organization_id = o.id and not e.own ${place}
      order by e.asked_at desc, e.id desc limit ${limit}) e
    ${people('e')}
    order by e.asked_at desc, e.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Everything that a person kept or asked for goes with him. */
export async function dropAllOf(tx: Db, { organizationId, userId }: { organizationId: OrganizationId; userId: UserId }): Promise<void> {
  await sql`delete from log_searches.searches where organization_id = ${organizationId} and owner_id = ${userId}`.execute(tx);
  await sql`delete from log_searches.exports where organization_id = ${organizationId} and owner_id = ${userId}`.execute(tx);
}
