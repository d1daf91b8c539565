import type { Grants } from '@varco/shared/authorization/capabilities';
import { type DelegationFact, decideAsDelegate, delegationLacks } from '@varco/shared/authorization/delegated';
import { addDays, dayAt, startOfDay } from '@varco/shared/days';
import { hindrance, type Standing } from '@varco/shared/identity/user-status';
import type { DelegationId, OrganizationId, RoleId, UnitId, UserId } from '@varco/shared/ids';
import type { Delegator } from '#core/actor';
import type { Core } from '#core/core';
import type { Db } from '#db/database';
import { isByAddress, type Membership, nextPeriod, readMemberships } from '#features/authorization';
import { standingsIn } from '#features/identity';
import { findDelegation, type StoredDelegation } from './store.ts';

/** What somebody has while he works as delegate. */
export interface DelegatedRights {
  readonly delegator: Delegator;
  /** Where the delegator may work today. */
  readonly units: Membership['units'];
  readonly usualUnit: UnitId | null;
  /** What may be done for a unit of his. */
  grantsIn(unitId: UnitId | null, address: string | null): Grants;
  /** Whether it depends on from where the delegate comes (requirements R3.49). */
  readonly isByAddress: boolean;
  /** The delegator's dates, which end it too. */
  readonly standing: Standing;
  /** When it may be another answer, by days alone. */
  readonly changesAt: readonly (Date | null)[];
}

/** A stored delegation as the decision takes it. */
export const factOf = (stored: StoredDelegation): DelegationFact => ({
  id: stored.id,
  organizationId: stored.organizationId,
  delegatorId: stored.delegatorId,
  delegateId: stored.delegateId,
  roleId: (stored.role?.id ?? null) as RoleId | null,
  from: stored.from,
  to: stored.to,
  ended: stored.endedAt !== null,
});

/**
 * What this user has by this delegation now; undefined when it is none of his, does not hold today, or one of the two may not enter. The
 * scope has the organization in which it holds.
 */
export async function delegatedRights(
  { config }: Pick<Core, 'config'>,
  tx: Db,
  { organizationId, userId, id }: { readonly organizationId: OrganizationId; readonly userId: UserId; readonly id: DelegationId },
  now: Date,
): Promise<DelegatedRights | undefined> {
  const stored = await findDelegation(tx, organizationId, id);
  const day = dayAt(config.timeZone, now);
  if (!stored || stored.delegateId !== userId || delegationLacks({ ...stored, ended: stored.endedAt !== null }, day).length > 0)
    return undefined;
  const users = [stored.delegatorId, stored.delegateId];
  const standings = await standingsIn(tx, organizationId, users);
  const standing = standings.get(stored.delegatorId);
  const isOut = users.some((one) => {
    const found = standings.get(one);
    return !found || hindrance(found, config.timeZone, now) !== undefined;
  });
  if (isOut || !standing) return undefined;
  // With the delegate's own, since the decision asks of him too.
  const memberships = await readMemberships(tx, { organizationId, users }, { day, hindranceOf: () => undefined });
  const membership = memberships.get(stored.delegatorId);
  if (!membership) return undefined;
  const { snapshot, units, usualUnit } = membership;
  const fact = factOf(stored);
  return {
    delegator: { delegationId: id, userId: stored.delegatorId, name: stored.delegatorName, roleId: fact.roleId, until: stored.to },
    units,
    usualUnit,
    isByAddress: isByAddress(membership),
    grantsIn: (unitId, address) => {
      const given = [...snapshot.functions].map(([name, admits]) => {
        const levels = [...admits.keys()].flatMap((action) => {
          const decision = decideAsDelegate(snapshot, fact, { unitId, function: name, action, day, address });
          return decision.allowed ? [[action, decision.visibility] as const] : [];
        });
        return [name, Object.fromEntries(levels)] as const;
      });
      return Object.fromEntries(given.filter(([, levels]) => Object.keys(levels).length > 0));
    },
    standing,
    changesAt: [startOfDay(config.timeZone, addDays(stored.to, 1)), nextPeriod(membership, config.timeZone, day)],
  };
}
