import { actionsOf, type Capability, capabilities, type Grants } from '@varco/shared/authorization/capabilities';
import { compile, decide, type MemberFact, type Snapshot } from '@varco/shared/authorization/decide';
import { addDays, type Day, startOfDay } from '@varco/shared/days';
import type { UnitId } from '@varco/shared/ids';
import type { Db } from '#db/database';
import {
  findAssignments,
  findMember,
  findPlacements,
  findRoles,
  findUnits,
  type MemberKey,
  type NamedUnit,
  type StoredAssignment,
} from './store.ts';

/** Everything about one user in one organization from which it is decided what he may do there. */
export interface Membership {
  readonly member: MemberFact;
  readonly snapshot: Snapshot;
  /** Where he may work today, by name. */
  readonly units: readonly NamedUnit[];
  /** Where he works unless he chose something else. */
  readonly usualUnit: UnitId | null;
}

/**
 * Reads a membership as it stands on `day`; undefined for who is not enabled there. What was over before `since` is left out: who asks
 * why wants to hear of it, who only decides does not.
 */
export async function readMembership(
  tx: Db,
  key: MemberKey,
  { day, hindrance, since = day }: { day: Day; hindrance: MemberFact['hindrance']; since?: Day },
): Promise<Membership | undefined> {
  const [stored, placements, assignments, roles, units] = await Promise.all([
    findMember(tx, key),
    findPlacements(tx, key, since),
    findAssignments(tx, key, since),
    findRoles(tx, key, since),
    findUnits(tx, key, since),
  ]);
  if (!stored) return undefined;
  const member: MemberFact = { ...stored, hindrance, placements, assignments };
  const today = (period: { from: Day; to: Day | null }): boolean => period.from <= day && (period.to === null || day <= period.to);
  const placedIn = new Set(placements.filter(today).map(({ unitId }) => unitId));
  const roleIn = new Set(assignments.filter(today).flatMap(({ unitId }) => (unitId === null ? [] : [unitId])));
  // Who is placed works where he is placed; who is not, where he has a role (requirements R2.12).
  const here = units.filter(({ id, active }) => active && (stored.placed ? placedIn : roleIn).has(id));
  return {
    member,
    snapshot: compile({ roles, units, members: [member] }),
    units: here.map(({ id, name, nameEnglish, department }) => ({ id, name, nameEnglish, department })),
    usualUnit: usual(here, assignments.filter(today)),
  };
}

/** The unit of the role that is proposed, else the first in which he has a role, else the first in which he is placed (requirements R2.25). */
function usual(units: readonly { readonly id: UnitId }[], assignments: readonly StoredAssignment[]): UnitId | null {
  const inSight = (unitId: UnitId | null): unitId is UnitId => units.some(({ id }) => id === unitId);
  const proposed = assignments.find(({ isDefault, unitId }) => isDefault && inSight(unitId))?.unitId;
  const withRole = units.find(({ id }) => assignments.some(({ unitId }) => unitId === id))?.id;
  return proposed ?? withRole ?? units[0]?.id ?? null;
}

/** What the member may do of the product's own while he works for a unit. */
export function grantsIn({ member, snapshot }: Membership, unitId: UnitId | null, day: Day): Grants {
  const { userId, organizationId } = member;
  const given = Object.keys(capabilities).map((name) => {
    const levels = actionsOf(name as Capability).flatMap((action) => {
      const decision = decide(snapshot, { userId, organizationId, unitId, function: name, action, day });
      return decision.allowed ? [[action, decision.visibility] as const] : [];
    });
    return [name, Object.fromEntries(levels)] as const;
  });
  return Object.fromEntries(given.filter(([, levels]) => Object.keys(levels).length > 0));
}

/** The first instant after `day` at which a period of the membership begins or is over; null when none does. */
export function nextPeriod({ member }: Membership, zone: string, day: Day): Date | null {
  const edges = [...member.placements, ...member.assignments].flatMap(({ from, to }) => [
    ...(from > day ? [from] : []),
    ...(to !== null && to >= day ? [addDays(to, 1)] : []),
  ]);
  // Compared as instants: the day after the year 9999 would sort before all others as a text.
  const instants = edges.map((edge) => startOfDay(zone, edge).getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}
