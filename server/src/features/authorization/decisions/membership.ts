import type { Grants } from '@varco/shared/authorization/capabilities';
import {
  compile,
  decide,
  isOpen,
  type MemberFact,
  type Question,
  reachedBy,
  type Snapshot,
  type UnitFact,
} from '@varco/shared/authorization/decide';
import { addDays, type Day, startOfDay } from '@varco/shared/days';
import type { OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import type { Db } from '#db/database';
import { functionFactsIn } from '#features/applications';
import {
  findAssignments,
  findGroupFacts,
  findMembers,
  findPlacements,
  findRoleFacts,
  findRoles,
  findUnitFacts,
  findUnits,
  inOrder,
  type MembersKey,
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

type HindranceOf = (userId: UserId) => MemberFact['hindrance'];

/** When memberships are read, and what keeps each user out then. */
interface When {
  readonly day: Day;
  readonly hindranceOf: HindranceOf | Promise<HindranceOf>;
  /** What was over before is left out: who asks why wants to hear of it, who only decides does not. Absent: `day`. */
  readonly since?: Day;
}

/** Reads memberships as they stand on a day, each question once for all of them; who is not enabled there is absent. */
export async function readMemberships(tx: Db, key: MembersKey, { day, hindranceOf, since = day }: When): Promise<Map<UserId, Membership>> {
  // All at once: what groups carry besides is asked for only where there is such a thing.
  const [{ memberships, groups, groupRoles }, { functions, switchedOff }, stored, placements, assignments, ownRoles, ownUnits, hindrance] =
    await Promise.all([
      findGroupFacts(tx, key, since),
      functionFactsIn(tx, key.organizationId),
      findMembers(tx, key),
      findPlacements(tx, key, since),
      findAssignments(tx, key, since),
      findRoles(tx, key, since),
      findUnits(tx, key, since),
      hindranceOf,
    ]);
  const theirRoles = missingAmong(
    ownRoles,
    groupRoles.map(({ roleId }) => roleId),
  );
  const theirUnits = missingAmong(
    ownUnits,
    groupRoles.flatMap(({ unitId }) => unitId ?? []),
  );
  const [roles, units] = await Promise.all([
    theirRoles.length === 0 ? ownRoles : findRoleFacts(tx, key.organizationId, theirRoles).then((more) => [...ownRoles, ...more]),
    theirUnits.length === 0 ? ownUnits : findUnitFacts(tx, key.organizationId, theirUnits).then((more) => inOrder([...ownUnits, ...more])),
  ]);
  const of = { memberships: byUser(memberships), placements: byUser(placements), assignments: byUser(assignments) };
  const members = stored.map((one): Member => {
    const { userId } = one;
    return {
      ...one,
      hindrance: hindrance(userId),
      placements: of.placements.get(userId) ?? [],
      assignments: of.assignments.get(userId) ?? [],
      memberships: of.memberships.get(userId) ?? [],
    };
  });
  const snapshot = compile({ functions, switchedOff, roles, units, groups, groupRoles, members });
  return new Map(members.map((member) => [member.userId, { member, snapshot, groups, ...placesOf(snapshot, member, units, day) }]));
}

const missingAmong = <Id extends string>(known: readonly { readonly id: Id }[], wanted: readonly Id[]): Id[] => {
  const ids = new Set(known.map(({ id }) => id));
  return [...new Set(wanted)].filter((id) => !ids.has(id));
};

/** The membership of one user. */
export async function readMembership(
  tx: Db,
  { organizationId, userId }: { readonly organizationId: OrganizationId; readonly userId: UserId },
  { hindrance, ...when }: Omit<When, 'hindranceOf'> & { readonly hindrance: MemberFact['hindrance'] },
): Promise<Membership | undefined> {
  return (await readMemberships(tx, { organizationId, users: [userId] }, { ...when, hindranceOf: () => hindrance })).get(userId);
}

type Member = MemberFact & { readonly assignments: readonly StoredAssignment[] };

const byUser = <Row extends { readonly userId: UserId }>(rows: readonly Row[]): Map<UserId, Row[]> =>
  Map.groupBy(rows, ({ userId }) => userId);

/** Where a member may work on a day, and where he does unless he chooses. */
function placesOf(
  snapshot: Snapshot,
  member: Member,
  units: readonly (UnitFact & NamedUnit)[],
  day: Day,
): Pick<Membership, 'units' | 'usualUnit'> {
  const today = (period: { from: Day; to: Day | null }): boolean => period.from <= day && (period.to === null || day <= period.to);
  const placedIn = new Set(member.placements.filter(today).map(({ unitId }) => unitId));
  const byGroups = reachedBy(snapshot, member)
    .filter((one) => isOpen(one, day))
    .map(({ row }) => row);
  const held: Held[] = [...member.assignments, ...byGroups.map(({ unitId, from, to }) => ({ unitId, from, to, isDefault: false }))].filter(
    today,
  );
  const roleIn = new Set(held.flatMap(({ unitId }) => (unitId === null ? [] : [unitId])));
  // Who is placed works where he is placed; who is not, where he has a role (requirements R2.12).
  const here = units.filter(({ id, active }) => active && (member.placed ? placedIn : roleIn).has(id));
  return {
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

/** What the member may do while he works for a unit, of the product's own and in the applications behind it. */
export function grantsIn({ member, snapshot }: Membership, { unitId, day, address }: Pick<Question, 'unitId' | 'day' | 'address'>): Grants {
  const { userId, organizationId } = member;
  const given = [...snapshot.functions].map(([name, admits]) => {
    const levels = [...admits.keys()].flatMap((action) => {
      const decision = decide(snapshot, { userId, organizationId, unitId, function: name, action, day, address });
      return decision.allowed ? [[action, decision.visibility] as const] : [];
    });
    return [name, Object.fromEntries(levels)] as const;
  });
  return Object.fromEntries(given.filter(([, levels]) => Object.keys(levels).length > 0));
}

/** Whether what a membership gives depends on from where the user comes (requirements R3.49). */
export const isByAddress = ({ snapshot }: Membership): boolean =>
  [...snapshot.roles.values()].some(({ role }) => role.addresses !== undefined);

/** The first instant after `day` at which a period of the membership begins or is over; null when none does. */
export function nextPeriod({ member, snapshot }: Pick<Membership, 'member' | 'snapshot'>, zone: string, day: Day): Date | null {
  const periods = [...member.placements, ...member.assignments, ...member.memberships, ...snapshot.groupRoles];
  const edges = periods.flatMap(({ from, to }) => [...(from > day ? [from] : []), ...(to !== null && to >= day ? [addDays(to, 1)] : [])]);
  // Compared as instants: the day after the year 9999 would sort before all others as a text.
  const instants = edges.map((edge) => startOfDay(zone, edge).getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}
