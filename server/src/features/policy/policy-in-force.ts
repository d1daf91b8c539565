import { profiles, valuesOf } from '@varco/shared/policy/profiles';
import { type EnforcedPolicy, enforced } from '@varco/shared/policy/rules';
import type { Core } from '#core/core';
import { storedPolicy } from './store.ts';

const FRESH_FOR_MS = 1_000;
const lately = new WeakMap<object, { readonly until: number; readonly policy: Promise<EnforcedPolicy> }>();

/** The values in force now; read at most once a second, so that the door does not ask for each attempt (a change counts within 1 s). */
export function policyInForce(core: Pick<Core, 'db' | 'clock'>): Promise<EnforcedPolicy> {
  const at = core.clock.monotonic();
  const known = lately.get(core.db);
  if (known && at < known.until) return known.policy;
  const policy = readPolicy(core);
  lately.set(core.db, { until: at + FRESH_FOR_MS, policy });
  policy.catch(() => lately.delete(core.db));
  return policy;
}

/** Forgets what was read, so that a change made here counts at once on this node. */
export const forgetPolicy = (core: Pick<Core, 'db'>): boolean => lately.delete(core.db);

async function readPolicy(core: Pick<Core, 'db'>): Promise<EnforcedPolicy> {
  const stored = await storedPolicy(core.db);
  const profile = stored ? valuesOf(stored.profile, stored.version) : profiles['misure-minime'].values;
  const differences = stored?.differences ?? {};
  return Object.fromEntries(enforced.map((rule) => [rule, differences[rule] ?? profile[rule]])) as unknown as EnforcedPolicy;
}
