import type { OrganizationId } from '@varco/shared/ids';
import type { ChangePolicy, Policy, RuleInForce, RuleValue } from '@varco/shared/policy/api';
import { type ProfileName, profiles, rangeOf } from '@varco/shared/policy/profiles';
import { admits, type EnforcedRule, enforced } from '@varco/shared/policy/rules';
import type { Issue } from '@varco/shared/problems';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { record } from '#features/access-log';
import { findUser } from '#features/identity';
import { forgetPolicy } from './policy-in-force.ts';
import * as store from './store.ts';

/** The policy of an organization with the origin of every value (requirements R1.23). */
export const readPolicy = (core: Pick<Core, 'db'>, scope: Scope, organizationId: OrganizationId): Promise<Policy> =>
  core.db.as(scope, (tx) => read(tx, organizationId));

async function read(tx: Db, organizationId: OrganizationId): Promise<Policy> {
  const profile = await store.latestProfile(tx, organizationId);
  if (!profile) throw new Refusal('request.not-found');
  const latest = new Map((await store.latestRules(tx, organizationId)).map((row) => [row.rule, row]));
  const moments = [profile.since, ...[...latest.values()].map((row) => row.since)].map((since) => since.getTime());
  return {
    profile: profile.profile,
    profileVersion: profile.version,
    rules: enforced.map((rule) => inForce(rule, profile.profile, latest.get(rule))),
    version: new Date(Math.max(...moments)).toISOString(),
  };
}

function inForce(rule: EnforcedRule, profile: ProfileName, row: store.LatestRule | undefined): RuleInForce {
  const here = (row?.value ?? null) as RuleValue | null;
  return {
    rule,
    here,
    inForce: here ?? profiles[profile].values[rule],
    origin: here === null ? 'profile' : 'organization',
    since: row?.since.toISOString() ?? null,
    changedBy: row?.changedBy ?? null,
    reason: row?.reason ?? null,
  };
}

/** Sets rules of the organization inside the ranges of its profile; every fault at once, nothing half saved (requirements R3.2, R3.5, R3.6). */
export async function changePolicy(core: Pick<Core, 'db' | 'clock'>, actor: SignedIn, scope: Scope, input: ChangePolicy): Promise<Policy> {
  const { organizationId } = actor;
  const policy = await core.db.as(scope, async (tx) => {
    await store.lockPolicy(tx, organizationId);
    const before = await read(tx, organizationId);
    const issues = issuesOf(before, input);
    if (issues.length > 0) throw new Refusal('policy.values-refused', { issues });
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const changed = Object.entries(input.values).filter(
      ([rule, value]) => before.rules.find((known) => known.rule === rule)?.here !== value,
    );
    if (changed.length === 0) return before;
    // Two saves in one millisecond must still be two moments.
    const at = new Date(Math.max(core.clock.now().getTime(), Date.parse(before.version) + 1));
    await store.insertRules(tx, { organizationId, since: at, by: actor.userId, reason: input.reason, values: Object.fromEntries(changed) });
    const user = await findUser(tx, actor.userId);
    const subject = user && { userId: user.id, organizationId, username: user.username, name: `${user.familyName} ${user.givenName}` };
    await record(tx, { at, event: 'policy-changed', organizationId, subject, sessionNumber: actor.sessionNumber, client: actor.client });
    return read(tx, organizationId);
  });
  forgetPolicy(core);
  return policy;
}

function issuesOf(policy: Policy, { values }: ChangePolicy): Issue[] {
  const issues: Issue[] = [];
  for (const [name, value] of Object.entries(values)) {
    const rule = name as EnforcedRule;
    if (value === null || value === undefined) continue;
    const range = rangeOf(policy.profile, rule);
    if (admits(range, value)) continue;
    issues.push(
      range.kind === 'number'
        ? { field: rule, rule: 'out-of-range', min: range.min, max: range.max, never: range.never === true, only: range.only }
        : { field: rule, rule: 'choice' },
    );
  }
  const after = (rule: EnforcedRule) =>
    values[rule] ??
    (values[rule] === null ? profiles[policy.profile].values[rule] : policy.rules.find((known) => known.rule === rule)?.inForce);
  const [idle, warning] = [after('idleMinutes'), after('idleWarningMinutes')];
  if (typeof idle === 'number' && typeof warning === 'number' && warning >= idle)
    issues.push({ field: 'idleWarningMinutes', rule: 'warning-after-idle', idle });
  return issues;
}
