import type { EnforcedPolicy } from '@varco/shared/policy/rules';
import { forgetPolicy, policyInForce } from '#features/policy';
import type { World } from './world.ts';

/** Sets rules of the world's organization from now on, as if an administrator had done it. */
export async function setPolicy(world: World, values: Partial<EnforcedPolicy>): Promise<void> {
  for (const [rule, value] of Object.entries(values)) {
    await world.owner(
      `insert into policy.rules (organization_id, owner_kind, owner_id, rule, value, since, reason, breaks)
       values ($1, 'organization', $1, $2, $3, $4, 'test', '{}')`,
      [world.organizationId, rule, JSON.stringify(value), world.clock.now()],
    );
  }
  forgetPolicy(world);
}

/** The policy in force in the world. */
export const policyOf = (world: World): Promise<EnforcedPolicy> => policyInForce(world);
