import type { SettingsSchema } from '@varco/shared/application-settings/schema';
import type { SettingValue, SettingValues } from '@varco/shared/application-settings/values';
import { type ApplicationId, INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/actor';
import type { Db } from '#db/database';
import { locks } from '#db/locks';

/** An application with the settings it registered. */
export interface OwnerOfSettings {
  readonly id: ApplicationId;
  readonly code: string;
  readonly name: string;
  readonly nameEnglish: string;
  readonly description: string;
  readonly builtIn: boolean;
  readonly schema: SettingsSchema;
}

const owners = (tx: Db, organizationId: OrganizationId, which: RawBuilder<unknown>) =>
  sql<OwnerOfSettings>`
    select a.id, a.code, a.name, coalesce(a.name_en, '') as "nameEnglish", a.description, a.built_in as "builtIn", s.settings as schema
    from applications.applications a
    join application_settings.schemas s on s.organization_id = a.organization_id and s.application_id = a.id
    where a.organization_id = ${INSTALLATION} and a.active and json_array_length(s.settings -> 'sections') > 0
      and (a.built_in or exists (select from applications.served v
        where v.organization_id = a.organization_id and v.application_id = a.id and v.served_id = ${organizationId}))
      and ${which}
    order by not a.built_in, lower(a.name), a.code`.execute(tx);

/** The applications with settings that are switched on and serve the organization; the scope has the installation too. */
export const ownersFor = async (tx: Db, organizationId: OrganizationId): Promise<OwnerOfSettings[]> =>
  (await owners(tx, organizationId, sql`true`)).rows;

/** One of them, by its code. */
export const findOwner = async (tx: Db, organizationId: OrganizationId, code: string): Promise<OwnerOfSettings | undefined> =>
  (await owners(tx, organizationId, sql`a.code = ${code}`)).rows[0];

/** What an application registered; undefined: nothing yet. */
export async function findSchema(
  tx: Db,
  applicationId: ApplicationId,
  { lock = false }: { lock?: boolean } = {},
): Promise<SettingsSchema | undefined> {
  const { rows } = await sql<{ settings: SettingsSchema }>`
    select settings from application_settings.schemas
    where organization_id = ${INSTALLATION} and application_id = ${applicationId} ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0]?.settings;
}

/** Keeps what an application registers, in the place of what it had. */
export const saveSchema = (tx: Db, applicationId: ApplicationId, schema: SettingsSchema, at: Date): Promise<unknown> =>
  sql`
    insert into application_settings.schemas (organization_id, application_id, settings, registered_at)
    values (${INSTALLATION}, ${applicationId}, ${JSON.stringify(schema)}::json, ${at})
    on conflict (organization_id, application_id) do update set settings = excluded.settings, registered_at = excluded.registered_at`.execute(
    tx,
  );

/** What was chosen for these settings of an application anywhere in the scope: each value once, with how often. */
export async function valuesChosen(
  tx: Db,
  applicationId: ApplicationId,
  names: readonly string[],
): Promise<{ name: string; value: SettingValue; count: number }[]> {
  if (names.length === 0) return [];
  const { rows } = await sql<{ name: string; value: SettingValue; count: number }>`
    select e.key as name, e.value, count(*)::int as count
    from (select c.given from application_settings.common c where c.application_id = ${applicationId}
      union all select o.given from application_settings.own o where o.application_id = ${applicationId}) v,
      jsonb_each(v.given) e
    where e.key = any (${names}::text[])
    group by e.key, e.value`.execute(tx);
  return rows;
}

/** Whose values: an organization's, or those of a user who works there. */
export interface Level {
  readonly organizationId: OrganizationId;
  readonly userId: UserId | null;
}

/** What was chosen at a level, and how often it was saved. */
export interface StoredValues {
  readonly given: SettingValues;
  readonly version: number;
}

/** What was chosen at a level; nothing yet is version 0. */
export async function findValues(
  tx: Db,
  { organizationId, userId }: Level,
  applicationId: ApplicationId,
  options: { lock?: boolean } = {},
): Promise<StoredValues> {
  const lock = options.lock === true ? sql`for update` : sql``;
  const { rows } =
    userId === null
      ? await sql<StoredValues>`
          select given, version from application_settings.common
          where organization_id = ${organizationId} and application_id = ${applicationId} ${lock}`.execute(tx)
      : await sql<StoredValues>`
          select given, version from application_settings.own
          where organization_id = ${organizationId} and application_id = ${applicationId} and user_id = ${userId} ${lock}`.execute(tx);
  return rows[0] ?? { given: {}, version: 0 };
}

/** What each of these users chose; who chose nothing is absent. */
export async function valuesOf(
  tx: Db,
  organizationId: OrganizationId,
  applicationId: ApplicationId,
  users: readonly UserId[],
): Promise<Map<UserId, SettingValues>> {
  const { rows } = await sql<{ userId: UserId; given: SettingValues }>`
    select user_id as "userId", given from application_settings.own
    where organization_id = ${organizationId} and application_id = ${applicationId} and user_id = any (${users}::uuid[])`.execute(tx);
  return new Map(rows.map(({ userId, given }) => [userId, given]));
}

/** Saves what is chosen at a level, by who has seen this version of it; false: somebody was faster. */
export async function saveValues(
  tx: Db,
  { organizationId, userId }: Level,
  applicationId: ApplicationId,
  { given, version }: StoredValues,
): Promise<boolean> {
  const values = JSON.stringify(given);
  const { rows } =
    userId === null
      ? await sql`
          insert into application_settings.common (organization_id, application_id, given)
          select ${organizationId}, ${applicationId}, ${values}::jsonb
          on conflict (organization_id, application_id) do update set given = excluded.given, version = common.version + 1
            where common.version = ${version}
          returning version`.execute(tx)
      : await sql`
          insert into application_settings.own (organization_id, application_id, user_id, given)
          select ${organizationId}, ${applicationId}, ${userId}::uuid, ${values}::jsonb
          on conflict (organization_id, application_id, user_id) do update set given = excluded.given, version = own.version + 1
            where own.version = ${version}
          returning version`.execute(tx);
  return rows.length > 0;
}

/** Forgets what a user chose where he works no more. */
export const forgetOwn = (tx: Db, { organizationId, userId }: { organizationId: OrganizationId; userId: UserId }): Promise<unknown> =>
  tx.deleteFrom('application_settings.own').where('organization_id', '=', organizationId).where('user_id', '=', userId).execute();

/** In which organization of the scope somebody works, the first of them; undefined: in none. */
export async function whereEnabled(tx: Db, { organizations }: Scope, userId: UserId): Promise<OrganizationId | undefined> {
  const { rows } = await sql<{ id: OrganizationId }>`
    select e.organization_id as id from identity.enablements e
    where e.organization_id = any (${organizations}::uuid[]) and e.user_id = ${userId} and e.ended_at is null
    order by array_position(${organizations}::uuid[], e.organization_id) limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Those of these users who work for the organization. */
export async function enabledAmong(tx: Db, organizationId: OrganizationId, users: readonly string[]): Promise<Set<UserId>> {
  if (users.length === 0) return new Set();
  const { rows } = await sql<{ id: UserId }>`
    select e.user_id as id from identity.enablements e
    where e.organization_id = ${organizationId} and e.user_id = any (${users}::uuid[]) and e.ended_at is null`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** A sharing group that can be chosen. */
export interface SharingGroup {
  readonly id: string;
  readonly name: string;
  readonly nameEnglish: string;
}

/** The sharing groups of an organization that are switched on, by name (requirements R1.54). */
export async function sharingGroups(tx: Db, organizationId: OrganizationId): Promise<SharingGroup[]> {
  const { rows } = await sql<SharingGroup>`
    select g.id, g.name, coalesce(g.name_en, '') as "nameEnglish" from groups.groups g
    where g.organization_id = ${organizationId} and g.kind = 'sharing' and g.active order by g.name_folded, g.id`.execute(tx);
  return rows;
}

/** How the organization's own people are called, of these ids. */
export async function namesOf(tx: Db, organizationId: OrganizationId, users: readonly string[]): Promise<Map<string, string>> {
  if (users.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, trim(p.family_name || ' ' || p.given_name) as name from identity.users u
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where u.organization_id = ${organizationId} and u.id = any (${users}::uuid[]) and u.status <> 'ceased'`.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The organization's own people who may enter and whose folded name lies in this range, by name; a login is not looked at (requirements R1.6). */
export async function peopleFrom(
  tx: Db,
  organizationId: OrganizationId,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select u.id, trim(p.family_name || ' ' || p.given_name) as name from identity.users u
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    where u.organization_id = ${organizationId} and u.sort_key >= ${from} and u.sort_key < ${to}
      and u.standing = 'active'
    order by u.sort_key, u.id limit ${limit}`.execute(tx);
  return rows;
}

/** Forgets what a user of the scope chose, wherever he works. */
export const forgetEverywhere = (tx: Db, userId: UserId): Promise<unknown> =>
  sql`select application_settings.forget_everywhere(${userId}::uuid)`.execute(tx);

/** Of several nodes that start at once one registers the modules. */
export const onceAtATime = (tx: Db): Promise<unknown> => sql`select pg_advisory_xact_lock(${locks.modules})`.execute(tx);
