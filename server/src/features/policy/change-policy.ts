import { dayAt } from '@varco/shared/days';
import type { OrganizationId } from '@varco/shared/ids';
import type { ChangePolicy, Policy, RuleInForce, RuleValue } from '@varco/shared/policy/api';
import { profileNews, rangeOf, valuesOf } from '@varco/shared/policy/profiles';
import { admits, type EnforcedRule, enforced } from '@varco/shared/policy/rules';
import { breaksOf } from '@varco/shared/policy/standards';
import type { Issue } from '@varco/shared/problems';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { detailOf, record } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import { forgetPolicy } from './policy-in-force.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;
type Changes = Needs & Pick<Core, 'keys' | 'random'>;

/** The policy of an organization with the origin of every value (requirements R1.23). */
export const readPolicy = (core: Needs, scope: Scope, organizationId: OrganizationId): Promise<Policy> =>
  core.db.as(scope, (tx) => read(core, tx, organizationId));

async function read({ clock, config }: Pick<Needs, 'clock' | 'config'>, tx: Db, organizationId: OrganizationId): Promise<Policy> {
  const chosen = await store.latestProfile(tx, organizationId);
  // One set of rules holds for the whole installation; its first organization keeps it.
  if (!chosen) throw new Refusal('organizations.of-installation');
  const latest = new Map((await store.latestRules(tx, organizationId)).map((row) => [row.rule, row]));
  const moments = [chosen.since, ...[...latest.values()].map((row) => row.since)].map((since) => since.getTime());
  return {
    profile: chosen.profile,
    profileVersion: chosen.version,
    profileSince: chosen.since.toISOString(),
    profileChosenBy: chosen.chosenBy,
    profileNews: profileNews(chosen.profile, chosen.version),
    people: await store.countPeople(tx, organizationId, dayAt(config.timeZone, clock.now())),
    rules: enforced.map((rule) => inForce(rule, chosen, latest.get(rule))),
    version: new Date(Math.max(...moments)).toISOString(),
  };
}

function inForce(rule: EnforcedRule, chosen: store.ChosenProfile, row: store.LatestRule | undefined): RuleInForce {
  const here = (row?.value ?? null) as RuleValue | null;
  return {
    rule,
    here,
    inForce: here ?? valuesOf(chosen.profile, chosen.version)[rule],
    origin: here === null ? 'profile' : 'organization',
    since: row?.since.toISOString() ?? null,
    changedBy: row?.changedBy ?? null,
    reason: row?.reason ?? null,
    breaks: row?.breaks ?? chosen.breaks[rule] ?? [],
  };
}

/** The value a rule would have: the one sent, the profile's when it is given back, the present one when nothing is said of it. */
function after(policy: Policy, values: ChangePolicy['values'], rule: EnforcedRule): RuleValue | undefined {
  const sent = values[rule];
  if (sent === undefined) return policy.rules.find((known) => known.rule === rule)?.inForce;
  return sent ?? valuesOf(policy.profile, policy.profileVersion)[rule];
}

/** Sets rules of the organization inside the ranges of its profile; every fault at once, nothing half saved (requirements R3.2, R3.5, R3.6). */
export async function changePolicy(core: Changes, actor: SignedIn, scope: Scope, input: ChangePolicy): Promise<Policy> {
  const { organizationId } = actor;
  const policy = await core.db.as(scope, async (tx) => {
    await store.lockPolicy(tx, organizationId);
    const before = await read(core, tx, organizationId);
    const issues = issuesOf(before, input);
    if (issues.length > 0) throw new Refusal('policy.values-refused', { issues });
    if (before.version !== input.version) throw new Refusal('request.changed-meanwhile', { current: before });
    const changes = before.rules.flatMap(({ rule, here }) => {
      const value = input.values[rule];
      if (value === undefined || value === here) return [];
      return [{ rule, value, breaks: breaksOf(rule, after(before, input.values, rule) as never) }];
    });
    if (changes.length === 0) return before;
    const at = core.clock.now();
    // Two saves in one millisecond, or after a clock that ran ahead was set right, must still be two moments in their order.
    const since = new Date(Math.max(at.getTime(), Date.parse(before.version) + 1));
    await store.insertRules(tx, { organizationId, since, by: actor.userId, reason: input.reason, changes });
    const { actor: by } = await byWhom(tx, actor);
    const subject = await personInLog(tx, organizationId, actor.userId);
    const told = before.rules.flatMap(({ rule, inForce }) => {
      if (!changes.some((change) => change.rule === rule)) return [];
      return [{ field: rule, before: inForce, after: after(before, input.values, rule) ?? null }];
    });
    await record(tx, {
      at,
      event: 'policy-changed',
      organizationId,
      subject,
      actor: by,
      sessionNumber: actor.sessionNumber,
      client: actor.client,
      detail: await detailOf(core, tx, organizationId, 'policy-changed', [...told, { field: 'reason', before: null, after: input.reason }]),
    });
    return read(core, tx, organizationId);
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
  const [idle, warning] = [after(policy, values, 'idleMinutes'), after(policy, values, 'idleWarningMinutes')];
  if (typeof idle === 'number' && typeof warning === 'number' && warning >= idle)
    issues.push({ field: 'idleWarningMinutes', rule: 'warning-after-idle', idle });
  return issues;
}
