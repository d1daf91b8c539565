import type { Day } from '@varco/shared/days';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { RuleValue } from '@varco/shared/policy/api';
import type { ProfileName } from '@varco/shared/policy/profiles';
import type { EnforcedRule } from '@varco/shared/policy/rules';
import type { StandardRule } from '@varco/shared/policy/standards';
import { sql } from 'kysely';
import type { Db } from '#db/database';
import { locks } from '#db/locks';

/** The profile in force and what differs from it. */
export interface StoredPolicy {
  readonly profile: ProfileName;
  readonly version: number;
  readonly differences: Readonly<Record<string, unknown>>;
}

/** The policy of the installation; undefined before it is set up. */
export async function storedPolicy(db: Db): Promise<StoredPolicy | undefined> {
  const { rows } = await sql<{ profile: ProfileName; version: number; rule: string | null; value: unknown }>`
    select profile, version, rule, value from policy.at_the_door()`.execute(db);
  const first = rows[0];
  if (!first) return undefined;
  const set = rows.filter((row) => row.rule !== null && row.value !== null).map((row) => [row.rule, row.value]);
  return { profile: first.profile, version: first.version, differences: Object.fromEntries(set) };
}

/** The profile an organization chose, in which version, when, by whom, and what it breaks. */
export interface ChosenProfile {
  readonly profile: ProfileName;
  readonly version: number;
  readonly since: Date;
  readonly chosenBy: string | null;
  readonly breaks: Partial<Record<EnforcedRule, StandardRule[]>>;
}

/** The profile an organization chose last; it holds whatever the clock says, so that one that went back weakens nothing. */
export async function latestProfile(tx: Db, organizationId: OrganizationId): Promise<ChosenProfile | undefined> {
  const row = await tx
    .selectFrom('policy.profiles as c')
    .leftJoin('identity.users as u', (on) => on.onRef('u.organization_id', '=', 'c.organization_id').onRef('u.id', '=', 'c.changed_by'))
    .leftJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .select(['c.profile', 'c.version', 'c.since', 'c.breaks', 'p.family_name', 'p.given_name'])
    .where('c.organization_id', '=', organizationId)
    .orderBy('c.since', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      profile: row.profile as ProfileName,
      version: row.version,
      since: row.since,
      chosenBy: nameOf(row),
      breaks: row.breaks as ChosenProfile['breaks'],
    }
  );
}

/** The latest word on each rule: its value (null: given back to the profile), when, by whom, why, and what it breaks. */
export interface LatestRule {
  readonly rule: string;
  readonly value: unknown;
  readonly since: Date;
  readonly changedBy: string | null;
  readonly reason: string;
  readonly breaks: StandardRule[];
}

/** The latest word on every rule the organization ever changed; like the profile's, it holds whatever the clock says. */
export async function latestRules(tx: Db, organizationId: OrganizationId): Promise<LatestRule[]> {
  const rows = await tx
    .selectFrom('policy.rules as r')
    .leftJoin('identity.users as u', (on) => on.onRef('u.organization_id', '=', 'r.organization_id').onRef('u.id', '=', 'r.changed_by'))
    .leftJoin('identity.persons as p', (on) => on.onRef('p.organization_id', '=', 'u.organization_id').onRef('p.id', '=', 'u.person_id'))
    .distinctOn('r.rule')
    .select(['r.rule', 'r.value', 'r.since', 'r.reason', 'r.breaks', 'p.family_name', 'p.given_name'])
    .where('r.organization_id', '=', organizationId)
    .where('r.owner_kind', '=', 'organization')
    .orderBy('r.rule')
    .orderBy('r.since', 'desc')
    .execute();
  return rows.map((row) => ({
    rule: row.rule,
    value: row.value,
    since: row.since,
    changedBy: nameOf(row),
    reason: row.reason,
    breaks: row.breaks as StandardRule[],
  }));
}

const nameOf = (row: { family_name: string | null; given_name: string | null }): string | null =>
  row.family_name === null ? null : `${row.family_name} ${row.given_name}`;

/** How many users of the organization may sign in on that day: whom its policy touches. */
export async function countPeople(tx: Db, organizationId: OrganizationId, today: Day): Promise<number> {
  const { people } = await tx
    .selectFrom('identity.users')
    .select((e) => e.fn.countAll<string>().as('people'))
    .where('organization_id', '=', organizationId)
    .where('standing', '=', 'active')
    .where((e) => e.or([e('valid_from', 'is', null), e('valid_from', '<=', today)]))
    .where((e) => e.or([e('valid_to', 'is', null), e('valid_to', '>=', today)]))
    .executeTakeFirstOrThrow();
  return Number(people);
}

/** Changes of the policy of one organization wait for each other. */
export async function lockPolicy(tx: Db, organizationId: OrganizationId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${locks.policy}, hashtext(${organizationId}))`.execute(tx);
}

/** Who chooses a profile for an organization, when and why. */
export interface Choice {
  readonly organizationId: OrganizationId;
  readonly profile: ProfileName;
  readonly since: Date;
  readonly by: UserId | null;
  readonly reason: string;
}

/** Adds the choice of a profile to those made before. */
export async function insertProfile(tx: Db, choice: Choice & Pick<ChosenProfile, 'version' | 'breaks'>): Promise<void> {
  await tx
    .insertInto('policy.profiles')
    .values({
      organization_id: choice.organizationId,
      profile: choice.profile,
      version: choice.version,
      since: choice.since,
      changed_by: choice.by,
      reason: choice.reason,
      breaks: JSON.stringify(choice.breaks),
    })
    .execute();
}

/** A rule set or, with null, given back to the profile. */
export interface RuleChange {
  readonly rule: EnforcedRule;
  readonly value: RuleValue | null;
  readonly breaks: readonly StandardRule[];
}

/** Adds one row for each rule changed at this moment. */
export async function insertRules(
  tx: Db,
  save: { organizationId: OrganizationId; since: Date; by: UserId | null; reason: string; changes: readonly RuleChange[] },
): Promise<void> {
  await tx
    .insertInto('policy.rules')
    .values(
      save.changes.map(({ rule, value, breaks }) => ({
        organization_id: save.organizationId,
        owner_kind: 'organization',
        owner_id: save.organizationId,
        rule,
        value: value === null ? null : JSON.stringify(value),
        since: save.since,
        changed_by: save.by,
        reason: save.reason,
        breaks: [...breaks],
      })),
    )
    .execute();
}
