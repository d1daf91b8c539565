import { actionsOf, type Capability, capabilities, type Grants } from '@varco/shared/authorization/capabilities';
import { compile, decide, isOpen, type MemberFact, type Reached, type Snapshot } from '@varco/shared/authorization/decide';
import { addDays, type Day, startOfDay } from '@varco/shared/days';
import type { UnitId } from '@varco/shared/ids';
import type { Db } from '#db/database';
import {
  findAssignments,
  findGroupFacts,
  findMember,
  findPlacements,
  findRoles,
  findUnits,
  type MemberKey,
  type NamedUnit,
  type StoredAssignment,
  type StoredGroupFact,
} from './store.ts';

/** Everything about one user in one organization from which it is decided what he may do there. */
export interface Membership {
  readonly member: MemberFact;
  readonly snapshot: Snapshot;
  /** His groups and those under them, by name. */
  readonly groups: readonly StoredGroupFact[];
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
  const { memberships, groups, groupRoles } = await findGroupFacts(tx, key, since);
  const theirRoles = groupRoles.map(({ roleId }) => roleId);
  const theirUnits = groupRoles.flatMap(({ unitId }) => (unitId === null ? [] : [unitId]));
  const [stored, placements, assignments, roles, units] = await Promise.all([
    findMember(tx, key),
    findPlacements(tx, key, since),
    findAssignments(tx, key, since),
    findRoles(tx, key, since, theirRoles),
    findUnits(tx, key, since, theirUnits),
  ]);
  if (!stored) return undefined;
  const member: MemberFact = { ...stored, hindrance, placements, assignments, memberships };
  const snapshot = compile({ roles, units, groups, groupRoles, members: [member] });
  const today = (period: { from: Day; to: Day | null }): boolean => period.from <= day && (period.to === null || day <= period.to);
  const placedIn = new Set(placements.filter(today).map(({ unitId }) => unitId));
  const reached = [...snapshot.members.values()].flatMap((one): readonly Reached[] => one.reached);
  const byGroups = reached.filter((one) => isOpen(one, day)).map(({ row }) => row);
  const held: Held[] = [...assignments, ...byGroups.map(({ unitId, from, to }) => ({ unitId, from, to, isDefault: false }))].filter(today);
  const roleIn = new Set(held.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])));
  // Who is placed works where he is placed; who is not, where he has a role (requirements R2.12).
  const here = units.filter(({ id, active }) => active && (stored.placed ? placedIn : roleIn).has(id));
  return {
    member,
    snapshot,
    groups,
    units: here.map(({ id, name, nameEnglish, department }) => ({ id, name, nameEnglish, department })),
    usualUnit: usual(here, held),
  };
}

/** A role that the user has on a day, himself or through a group. */
type Held = Pick<StoredAssignment, 'unitId' | 'from' | 'to' | 'isDefault'>;

/** The unit of the role that is proposed, else the first in which he has a role, else the first in which he is placed (requirements R2.25). */
function usual(units: readonly { readonly id: UnitId }[], assignments: readonly Held[]): UnitId | null {
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
export function nextPeriod({ member, snapshot }: Pick<Membership, 'member' | 'snapshot'>, zone: string, day: Day): Date | null {
  const periods = [...member.placements, ...member.assignments, ...member.memberships, ...snapshot.groupRoles];
  const edges = periods.flatMap(({ from, to }) => [...(from > day ? [from] : []), ...(to !== null && to >= day ? [addDays(to, 1)] : [])]);
  // Compared as instants: the day after the year 9999 would sort before all others as a text.
  const instants = edges.map((edge) => startOfDay(zone, edge).getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}
