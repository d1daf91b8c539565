import type { RoleGrants } from '@varco/shared/authorization/api';
import { type Visibility, wider } from '@varco/shared/authorization/capabilities';
import { decide, isConditional, type Snapshot } from '@varco/shared/authorization/decide';
import type { BeyondLicence, OverviewQuery, RightsOverview } from '@varco/shared/authorization/overview';
import { type Day, dayAt, startOfDay } from '@varco/shared/days';
import { hindrance } from '@varco/shared/identity/user-status';
import type { UnitId, UserId } from '@varco/shared/ids';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { findUser } from '#features/identity';
import { findEnablement, type StoredEnablement } from '../assignments/store.ts';
import { type Membership, readMembership } from './membership.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;

/** What one user may do where he works, every function at once. */
export async function readOverview(core: Needs, scope: Scope, userId: UserId, query: OverviewQuery): Promise<RightsOverview> {
  const day = dayAt(core.config.timeZone, core.clock.now());
  return core.db.as(scope, async (tx) => {
    const { enabled, membership } = await membershipAsked(core, tx, scope, userId, { day });
    const { snapshot, member, units, usualUnit } = membership;
    const unitId = query.unit ?? usualUnit;
    const unit = units.find(({ id }) => id === unitId) ?? null;
    const isNowhere = unit === null && query.unit !== undefined;
    return {
      mayEnter: member.hindrance === undefined,
      // For a unit that is not among his he does nothing, whatever roles he has elsewhere.
      ...(isNowhere ? NOTHING : reachIn(snapshot, enabled, unitId, day)),
      beyondLicence: isNowhere ? [] : beyondLicence(snapshot, enabled, unitId, day),
      unit,
      units: [...units],
    };
  });
}

/** The membership of somebody about whom one asks, on `day`; refuses for who is not in the scope. */
export async function membershipAsked(
  { clock, config }: Pick<Needs, 'clock' | 'config'>,
  tx: Db,
  scope: Scope,
  userId: UserId,
  { day, since = day }: { day: Day; since?: Day },
): Promise<{ enabled: StoredEnablement; membership: Membership }> {
  const enabled = await findEnablement(tx, scope, userId);
  const user = await findUser(tx, userId);
  if (!enabled || !user) throw new Refusal('request.not-found');
  const now = clock.now();
  const at = day > dayAt(config.timeZone, now) ? startOfDay(config.timeZone, day) : now;
  // A service does its work without a session: what it may do in applications does not hang on one.
  const membership = await readMembership(tx, enabled, {
    day,
    hindrance: hindrance({ ...user, noSessions: false }, config.timeZone, at),
    since,
  });
  if (!membership) throw new Refusal('request.not-found');
  return { enabled, membership };
}

/** What something gives and the licence does not hold (requirements R1.25). */
export const beyondLicence = (
  snapshot: Snapshot,
  { userId, organizationId }: Pick<StoredEnablement, 'userId' | 'organizationId'>,
  unitId: UnitId | null,
  day: Day,
): BeyondLicence[] =>
  [...snapshot.functions].flatMap(([name, admits]) =>
    [...admits.keys()].flatMap((action) => {
      const decision = decide(snapshot, { userId, organizationId, unitId, function: name, action, day, about: 'assumed' });
      return !decision.allowed && decision.licence && decision.ways.length > 0
        ? [{ function: name, action, needs: decision.licence.needs }]
        : [];
    }),
  );

const NOTHING: Reach = { grants: {}, conditional: {} };

/** How far actions reach, and which of them only under a condition. */
export type Reach = Pick<RightsOverview, 'grants' | 'conditional'>;

/** How far each action reaches that something gives, whether or not the user may enter at all; conditions are taken to hold. */
export function reachIn(
  snapshot: Snapshot,
  { userId, organizationId }: Pick<StoredEnablement, 'userId' | 'organizationId'>,
  unitId: UnitId | null,
  day: Day,
): Reach {
  const grants: RoleGrants = {};
  const conditional: Reach['conditional'] = {};
  for (const [name, admits] of snapshot.functions) {
    for (const action of admits.keys()) {
      const decision = decide(snapshot, { userId, organizationId, unitId, function: name, action, day, about: 'assumed' });
      if (!decision.allowed && decision.licence) continue;
      const { ways } = decision;
      const visibility = ways.reduce<Visibility | undefined>(
        (most, way) => (most ? wider(most, way.visibility) : way.visibility),
        undefined,
      );
      if (visibility) grants[name] = { ...grants[name], [action]: visibility };
      if (isConditional(ways)) conditional[name] = [...(conditional[name] ?? []), action];
    }
  }
  return { grants, conditional };
}
