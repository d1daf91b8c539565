import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { ProfileName } from '@varco/shared/policy/profiles';
import { sql } from 'kysely';
import type { Db } from '#db/database';

/** The profile in force and what differs from it. */
export interface StoredPolicy {
  readonly organizationId: OrganizationId;
  readonly profile: ProfileName;
  readonly differences: Readonly<Record<string, unknown>>;
}

/** The policy of the installation at a moment; undefined before it is set up. */
export async function storedPolicy(db: Db, at: Date): Promise<StoredPolicy | undefined> {
  const { rows } = await sql<{ organization_id: OrganizationId; profile: ProfileName; rule: string | null; value: unknown }>`
    select organization_id, profile, rule, value from policy.at_the_door(${at})`.execute(db);
  const first = rows[0];
  if (!first) return undefined;
  const set = rows.filter((row) => row.rule !== null && row.value !== null).map((row) => [row.rule, row.value]);
  return { organizationId: first.organization_id, profile: first.profile, differences: Object.fromEntries(set) };
}

/** The profile an organization chose last. */
export async function latestProfile(
  tx: Db,
  organizationId: OrganizationId,
): Promise<{ profile: ProfileName; version: number; since: Date } | undefined> {
  const row = await tx
    .selectFrom('policy.profiles')
    .select(['profile', 'version', 'since'])
    .where('organization_id', '=', organizationId)
    .orderBy('since', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { profile: row.profile as ProfileName, version: row.version, since: row.since };
}

/** The latest word on each rule: its value (null: given back to the profile), when, by whom, why. */
export interface LatestRule {
  readonly rule: string;
  readonly value: unknown;
  readonly since: Date;
  readonly changedBy: string | null;
  readonly reason: string;
}

export async function latestRules(tx: Db, organizationId: OrganizationId): Promise<LatestRule[]> {
  const rows = await tx
    .selectFrom('policy.rules as r')
    .leftJoin('identity.users as u', (on) => on.onRef('u.organization_id', '=', 'r.organization_id').onRef('u.id', '=', 'r.changed_by'))
    .leftJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .distinctOn('r.rule')
    .select(['r.rule', 'r.value', 'r.since', 'r.reason', 'p.family_name', 'p.given_name'])
    .where('r.organization_id', '=', organizationId)
    .where('r.owner_kind', '=', 'organization')
    .orderBy('r.rule')
    .orderBy('r.since', 'desc')
    .execute();
  return rows.map((row) => ({
    rule: row.rule,
    value: row.value,
    since: row.since,
    changedBy: row.family_name === null ? null : `${row.family_name} ${row.given_name}`,
    reason: row.reason,
  }));
}

/** Changes of the policy of one organization wait for each other. */
export async function lockPolicy(tx: Db, organizationId: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(7265003, hashtext(${organizationId}))`.execute(tx);
}

export async function insertProfile(
  tx: Db,
  choice: { organizationId: OrganizationId; profile: ProfileName; version: number; since: Date; by: UserId | null; reason: string },
): Promise<void> {
  await tx
    .insertInto('policy.profiles')
    .values({
      organization_id: choice.organizationId,
      profile: choice.profile,
      version: choice.version,
      since: choice.since,
      changed_by: choice.by,
      reason: choice.reason,
    })
    .execute();
}

/** Adds one row for each rule set (or, with null, given back to the profile) at this moment. */
export async function insertRules(
  tx: Db,
  change: { organizationId: OrganizationId; since: Date; by: UserId | null; reason: string; values: Readonly<Record<string, unknown>> },
): Promise<void> {
  const rows = Object.entries(change.values).map(([rule, value]) => ({
    organization_id: change.organizationId,
    owner_kind: 'organization',
    owner_id: change.organizationId,
    rule,
    value: value === null ? null : JSON.stringify(value),
    since: change.since,
    changed_by: change.by,
    reason: change.reason,
  }));
  if (rows.length > 0) await tx.insertInto('policy.rules').values(rows).execute();
}
