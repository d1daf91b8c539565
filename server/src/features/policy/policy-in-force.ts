import { profiles, valuesOf } from '@varco/shared/policy/profiles';
import { type EnforcedPolicy, enforced } from '@varco/shared/policy/rules';
import type { Core } from '#core/core';
import { Lately } from '#core/lately';
import { storedPolicy } from './store.ts';

const lately = new Lately<EnforcedPolicy>(1_000);

/** The values in force now; read at most once a second, so that the door does not ask for each attempt (a change counts within 1 s). */
export const policyInForce = (core: Pick<Core, 'db' | 'clock'>): Promise<EnforcedPolicy> =>
  lately.get(core, 'policy', () => readPolicy(core));

/** Forgets what was read, so that a change made here counts at once on this node. */
export const forgetPolicy = (core: Pick<Core, 'db'>): void => lately.forget(core);

async function readPolicy(core: Pick<Core, 'db'>): Promise<EnforcedPolicy> {
  const stored = await storedPolicy(core.db);
  const profile = stored ? valuesOf(stored.profile, stored.version) : profiles['misure-minime'].values;
  const differences = stored?.differences ?? {};
  return Object.fromEntries(enforced.map((rule) => [rule, differences[rule] ?? profile[rule]])) as unknown as EnforcedPolicy;
}
