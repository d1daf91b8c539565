import type { Day } from '../days.ts';
import { MOST_LEVELS } from '../groups/levels.ts';
import { covers, type LeastLicence, type Licence, USUAL_LICENCE } from '../identity/licences.ts';
import type { Hindrance } from '../identity/user-status.ts';
import type { AssignmentId, DepartmentId, GroupId, GroupRoleId, MembershipId, OrganizationId, RoleId, UnitId, UserId } from '../ids.ts';
import { type Catalogue, catalogueOf, type FunctionFact, holds, isCapability, levelsIn, type Visibility, wider } from './capabilities.ts';
import type { AskedAbout, Condition } from './conditions.ts';

/** A role with what it grants: for each function and action, how far. */
export interface RoleFact {
  readonly id: RoleId;
  readonly organizationId: OrganizationId;
  /** Null: a role of the whole organization. */
  readonly departmentId: DepartmentId | null;
  /** Only for users who are placed in no unit (requirements R2.39). */
  readonly forUnplaced: boolean;
  /** Neither it nor its department is switched off. */
  readonly active: boolean;
  readonly grants: readonly { readonly function: string; readonly action: string; readonly visibility: Visibility }[];
  /** What must hold besides, for some of its functions. */
  readonly conditions?: readonly (Condition & { readonly function: string })[];
  /** From where it counts; absent: from everywhere (requirements R3.49). */
  readonly addresses?: { readonly ranges: readonly string[]; readonly admit: (address: string | null) => boolean };
}

/** A unit and the department it is of. */
export interface UnitFact {
  readonly id: UnitId;
  readonly organizationId: OrganizationId;
  readonly departmentId: DepartmentId;
  /** Neither it nor its department is switched off. */
  readonly active: boolean;
}

/** From when to when something holds; null: without an end. Both days are within. */
export interface Period {
  readonly from: Day;
  readonly to: Day | null;
}

/** A role given to a user: in one unit, or wherever he works in the organization. */
export interface AssignmentFact extends Period {
  readonly id: AssignmentId;
  readonly roleId: RoleId;
  readonly unitId: UnitId | null;
}

/** A group that can carry roles; one for sharing never does (requirements R1.54). */
export interface GroupFact {
  readonly id: GroupId;
  readonly organizationId: OrganizationId;
  readonly parentId: GroupId | null;
  readonly kind: 'organizational' | 'security';
  /** Of the chart only: it carries no role, neither its own nor those of the groups under it (requirements R1.48). */
  readonly descriptive: boolean;
  readonly active: boolean;
}

/** A role given to the members of a group: in one unit, or wherever each works in the organization. */
export interface GroupRoleFact extends Period {
  readonly id: GroupRoleId;
  readonly groupId: GroupId;
  readonly roleId: RoleId;
  readonly unitId: UnitId | null;
}

/** A user put into a group, with the days; outside them the group gives him nothing (requirements R1.33). */
export interface MembershipFact extends Period {
  readonly id: MembershipId;
  readonly groupId: GroupId;
}

/** One user in one organization in which he is enabled. */
export interface MemberFact {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  /** Why he may not enter at all, on the day of the question. */
  readonly hindrance: Hindrance | undefined;
  /** Whether he is placed in units, or in none and gets roles made for that (requirements R2.12). */
  readonly placed: boolean;
  readonly administers: 'nothing' | 'organization' | 'installation';
  /** Which programs he may use at most, whatever rights he has (requirements R1.25); absent: all. */
  readonly licence?: Licence;
  readonly placements: readonly (Period & { readonly unitId: UnitId })[];
  readonly assignments: readonly AssignmentFact[];
  readonly memberships: readonly MembershipFact[];
}

/** What decisions are made from: everything that says who may do what. */
export interface Facts {
  /** What applications registered, besides the product's own functions. */
  readonly functions?: readonly FunctionFact[];
  /** The same, of applications that are switched off (requirements R1.39). */
  readonly switchedOff?: readonly FunctionFact[];
  readonly roles: readonly RoleFact[];
  readonly units: readonly UnitFact[];
  readonly groups: readonly GroupFact[];
  readonly groupRoles: readonly GroupRoleFact[];
  readonly members: readonly MemberFact[];
}

/** May this user, who works for this organization and unit on this day, do this? */
export interface Question {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  readonly unitId: UnitId | null;
  readonly function: string;
  readonly action: string;
  readonly day: Day;
  /** What conditions are judged by; `assumed`: what would be if each held. Absent, what needs one is not given. */
  readonly about?: AskedAbout | 'assumed' | undefined;
  /** From where the user comes; null: not known, so from elsewhere. Absent, he is taken to come from where his roles count. */
  readonly address?: string | null | undefined;
}

/** What must be true besides a right that somebody gave; each by its name. */
export type Need = 'function' | 'module' | 'enabled' | 'may-enter' | 'unit' | 'licence';

/** The licence that somebody has, and the least that what he wants to do asks for. */
export interface LicenceGap {
  readonly has: Licence;
  readonly needs: LeastLicence;
}

/** By what a right is given; each alone is enough. */
export type Way =
  | { readonly by: 'administration'; readonly of: 'organization' | 'installation'; readonly visibility: Visibility }
  | (Conditional & { readonly by: 'role'; readonly roleId: RoleId; readonly assignmentId: AssignmentId; readonly visibility: Visibility })
  | (ThroughGroup & Conditional & { readonly by: 'group'; readonly visibility: Visibility });

/** What the role asks for besides, where it does. */
interface Conditional {
  readonly condition?: string;
}

/** A role that a user has through a group: `path` leads from the group of which he is a member down to the one that carries the role. */
export interface ThroughGroup {
  readonly roleId: RoleId;
  readonly groupRoleId: GroupRoleId;
  readonly membershipId: MembershipId;
  readonly path: readonly GroupId[];
}

/** Why a role that a user has does not give him what was asked for, the first that applies. */
export type Obstacle =
  | 'membership-not-yet'
  | 'membership-over'
  | 'group-inactive'
  | 'group-descriptive'
  | 'other-unit'
  | 'other-department'
  | 'not-yet'
  | 'over'
  | 'role-inactive'
  | 'for-unplaced-only'
  | 'for-placed-only'
  | 'not-placed'
  | 'placed-later'
  | 'not-granted'
  | 'no-department'
  | 'address'
  | 'condition-unasked'
  | 'condition-false'
  | 'condition-error';

/** A role that the user has and that does not help, with the reason. */
export type Failing =
  | (Conditional & { readonly by: 'role'; readonly roleId: RoleId; readonly assignmentId: AssignmentId; readonly because: Obstacle })
  | (ThroughGroup & Conditional & { readonly by: 'group'; readonly because: Obstacle });

/** Yes, with the widest level and every way that gives it; or no, with every need that is not met and every role that does not help. */
export type Decision =
  | { readonly allowed: true; readonly visibility: Visibility; readonly ways: readonly Way[]; readonly failing: readonly Failing[] }
  | {
      readonly allowed: false;
      readonly lacking: readonly Need[];
      /** Where the licence is lacking. */
      readonly licence?: LicenceGap;
      readonly ways: readonly Way[];
      readonly failing: readonly Failing[];
    };

/** Facts made ready for many decisions. */
export interface Snapshot {
  readonly functions: Catalogue;
  readonly switchedOff: Catalogue;
  /** What needs more than the basic licence, by action and function. */
  readonly licences: ReadonlyMap<string, LeastLicence>;
  readonly roles: ReadonlyMap<RoleId, KnownRole>;
  readonly units: ReadonlyMap<UnitId, UnitFact>;
  readonly groups: readonly GroupFact[];
  readonly groupRoles: readonly GroupRoleFact[];
  readonly members: ReadonlyMap<string, { readonly member: MemberFact; readonly reached: readonly Reached[] }>;
}

/** A role by what it grants and under which conditions. */
interface KnownRole {
  readonly role: RoleFact;
  readonly grants: ReadonlyMap<string, Visibility>;
  readonly conditions: ReadonlyMap<string, Condition>;
}

/** A role that a member reaches through a group, whether or not it gives him anything. */
export interface Reached {
  readonly membership: MembershipFact;
  readonly path: readonly GroupFact[];
  readonly row: GroupRoleFact;
}

const memberKey = (organizationId: OrganizationId, userId: UserId): string => `${organizationId} ${userId}`;
const grantKey = (name: string, action: string): string => `${action} ${name}`;

/** Makes facts ready: after it a decision reads only what is about its own user. */
export function compile({ functions, switchedOff, roles, units, groups, groupRoles, members }: Facts): Snapshot {
  const reach = reachThrough(groups, groupRoles);
  return {
    functions: catalogueOf(functions),
    switchedOff: catalogueOf(switchedOff),
    licences: new Map(
      [...(functions ?? []), ...(switchedOff ?? [])].flatMap(({ name, licences = {} }) =>
        Object.entries(licences).map(([action, least]) => [grantKey(name, action), least] as const),
      ),
    ),
    groups,
    groupRoles,
    roles: new Map(
      roles.map((role) => {
        const grants = new Map<string, Visibility>();
        for (const { function: name, action, visibility } of role.grants) grants.set(grantKey(name, action), visibility);
        return [role.id, { role, grants, conditions: new Map(role.conditions?.map((condition) => [condition.function, condition])) }];
      }),
    ),
    units: new Map(units.map((unit) => [unit.id, unit])),
    members: new Map(
      members.map((member) => [memberKey(member.organizationId, member.userId), { member, reached: member.memberships.flatMap(reach) }]),
    ),
  };
}

/**
 * Every role that a membership leads to. Members of an organizational group have its roles and those of the groups under it, never the
 * reverse (requirements R1.50); who was put into a group of security has its own roles alone (R1.52).
 */
function reachThrough(groups: readonly GroupFact[], groupRoles: readonly GroupRoleFact[]): (membership: MembershipFact) => Reached[] {
  const known = new Map(groups.map((group) => [group.id, group]));
  const children = Map.groupBy(groups, ({ parentId }) => parentId);
  const rows = Map.groupBy(groupRoles, ({ groupId }) => groupId);
  return (membership) => {
    const reached: Reached[] = [];
    const walk = (group: GroupFact, above: readonly GroupFact[]): void => {
      const path = [...above, group];
      for (const row of rows.get(group.id) ?? []) reached.push({ membership, path, row });
      if (group.kind === 'security' || path.length >= MOST_LEVELS) return;
      for (const child of children.get(group.id) ?? []) walk(child, path);
    };
    const own = known.get(membership.groupId);
    if (own) walk(own, []);
    return reached;
  };
}

/** The roles that a member reaches through groups, whether or not they give him anything. */
export const reachedBy = (
  snapshot: Snapshot,
  { organizationId, userId }: Pick<MemberFact, 'organizationId' | 'userId'>,
): readonly Reached[] => snapshot.members.get(memberKey(organizationId, userId))?.reached ?? [];

const holdsOn = ({ from, to }: Period, day: Day): boolean => from <= day && (to === null || day <= to);

/**
 * Whether somebody may do something where he works now, how far, and why (requirements R2.42, R2.43, R5.9): rights add up within the unit
 * and are the widest of those given; what nobody gave is refused, and so is what the function does not admit.
 */
export function decide(snapshot: Snapshot, question: Question): Decision {
  const { userId, organizationId, unitId, action, day } = question;
  const grantable = levelsIn(snapshot.functions, question.function, action);
  // Judged as if it were switched on, so that whoever asks why learns that nothing else is missing, or what.
  const levels = grantable.length > 0 ? grantable : levelsIn(snapshot.switchedOff, question.function, action);
  const { member, reached = [] } = snapshot.members.get(memberKey(organizationId, userId)) ?? {};
  const unit = unitId === null ? undefined : snapshot.units.get(unitId);
  const lacking: Need[] = [];
  if (levels.length === 0) lacking.push('function');
  else if (grantable.length === 0) lacking.push('module');
  if (!member) lacking.push('enabled');
  if (member?.hindrance !== undefined) lacking.push('may-enter');
  if (unitId !== null && !(unit?.active && unit.organizationId === organizationId)) lacking.push('unit');
  if (!member) return { allowed: false, lacking, ways: [], failing: [] };
  // The licence cuts whatever rights give (requirements R5.9); the product's own functions are the framework, which every licence holds.
  const licence = gapOf(snapshot, member, question);
  if (licence) lacking.push('licence');

  const ways: Way[] = [];
  const failing: Failing[] = [];
  const most = (granted: Visibility): Visibility | undefined => levels.findLast((level) => holds(granted, level));
  // Who administers the gate has by that nothing to do in the applications behind it.
  if (member.administers !== 'nothing' && isCapability(question.function)) {
    const visibility = most(member.administers === 'installation' ? 'all' : 'organization');
    if (visibility) ways.push({ by: 'administration', of: member.administers, visibility });
  }
  const placedHere = member.placements.find((placement) => placement.unitId === unitId && holdsOn(placement, day));
  type JudgedRole = Conditional & ({ readonly because: Obstacle } | { readonly visibility: Visibility });
  const judge = (given: Given, isOwn: boolean): JudgedRole | undefined => {
    const known = snapshot.roles.get(given.roleId);
    if (!known) return undefined;
    const granted = known.grants.get(grantKey(question.function, action));
    const visibility = granted && most(granted);
    if (visibility === undefined) return { because: 'not-granted' };
    const because = obstacle({
      given,
      isOwn,
      role: known.role,
      member,
      unitId,
      departmentId: unit?.departmentId,
      placedHere,
      day,
      visibility,
    });
    const isElsewhere = question.address !== undefined && known.role.addresses?.admit(question.address) === false;
    const before = because ?? (isElsewhere ? 'address' : undefined);
    const condition = known.conditions.get(question.function);
    if (!condition) return before ? { because: before } : { visibility };
    // Judged last: what a role would not give anyway costs nothing.
    const unmet = before ?? unmetCondition(condition, question.about);
    return unmet ? { because: unmet, condition: condition.text } : { visibility, condition: condition.text };
  };
  const under = ({ condition }: Conditional): Conditional => (condition === undefined ? {} : { condition });
  for (const assignment of member.assignments) {
    const { id: assignmentId, roleId } = assignment;
    const judged = judge(assignment, true);
    if (judged && 'because' in judged) failing.push({ by: 'role', roleId, assignmentId, because: judged.because, ...under(judged) });
    else if (judged) ways.push({ by: 'role', roleId, assignmentId, visibility: judged.visibility, ...under(judged) });
  }
  for (const { membership, path, row } of reached) {
    const through = { roleId: row.roleId, groupRoleId: row.id, membershipId: membership.id, path: path.map(({ id }) => id) };
    const judged = judge(row, false);
    // What the role does not grant is said before what keeps the group from giving it.
    const isGranted = judged !== undefined && !('because' in judged && judged.because === 'not-granted');
    const because = (isGranted && obstacleOfGroup({ membership, path }, day)) || (judged && 'because' in judged && judged.because);
    if (because) failing.push({ by: 'group', ...through, because, ...under(judged ?? {}) });
    else if (judged && 'visibility' in judged) ways.push({ by: 'group', ...through, visibility: judged.visibility, ...under(judged) });
  }
  const [first, ...others] = ways;
  if (lacking.length > 0 || !first) return { allowed: false, lacking, ...(licence ? { licence } : {}), ways, failing };
  return { allowed: true, visibility: others.reduce((widest, way) => wider(widest, way.visibility), first.visibility), ways, failing };
}

/** Why a condition does not give what it stands before: nothing was said to judge it by, it does not hold, or it cannot be answered. */
function unmetCondition({ judge }: Condition, about: Question['about']): Extract<Obstacle, `condition-${string}`> | undefined {
  if (about === 'assumed') return undefined;
  if (about === undefined) return 'condition-unasked';
  const outcome = judge(about);
  return outcome === 'true' ? undefined : `condition-${outcome}`;
}

/** Whether a right is given only if a condition holds: by each of its ways. */
export const isConditional = (ways: readonly Way[]): boolean =>
  ways.length > 0 && ways.every((way) => way.by !== 'administration' && way.condition !== undefined);

function gapOf({ licences }: Snapshot, { licence: has = USUAL_LICENCE }: MemberFact, asked: Question): LicenceGap | undefined {
  const needs = isCapability(asked.function) ? undefined : licences.get(grantKey(asked.function, asked.action));
  return needs === undefined || covers(has, needs) ? undefined : { has, needs };
}

/** Whether nothing keeps a group from giving its member on a day what it carries. */
export const isOpen = (reached: Reached, day: Day): boolean => obstacleOfGroup(reached, day) === undefined;

/** Why a group gives its member nothing on a day, whatever role it carries. */
export function obstacleOfGroup(
  { membership, path }: Pick<Reached, 'membership' | 'path'>,
  day: Day,
): Extract<Obstacle, `membership-${string}` | `group-${string}`> | undefined {
  if (day < membership.from) return 'membership-not-yet';
  if (membership.to !== null && day > membership.to) return 'membership-over';
  if (path.some(({ active }) => !active)) return 'group-inactive';
  if (path.some(({ descriptive }) => descriptive)) return 'group-descriptive';
  return undefined;
}

/** A role with its unit and days, given to the user or to a group of his. */
type Given = Pick<AssignmentFact, 'roleId' | 'unitId' | 'from' | 'to'>;

interface Judged {
  readonly given: Given;
  /** Whether it is the user's own, not a group's. */
  readonly isOwn: boolean;
  readonly role: RoleFact;
  readonly member: MemberFact;
  readonly unitId: UnitId | null;
  readonly departmentId: DepartmentId | undefined;
  readonly placedHere: Period | undefined;
  readonly day: Day;
  readonly visibility: Visibility;
}

function obstacle({ given, isOwn, role, member, unitId, departmentId, placedHere, day, visibility }: Judged): Obstacle | undefined {
  if (given.unitId !== null && given.unitId !== unitId) return 'other-unit';
  // A role of a department is for its units alone (requirements R2.14).
  if (role.departmentId !== null && role.departmentId !== departmentId) return 'other-department';
  if (day < given.from) return 'not-yet';
  if (given.to !== null && day > given.to) return 'over';
  if (!role.active) return 'role-inactive';
  if (member.placed && role.forUnplaced) return 'for-unplaced-only';
  if (!member.placed && !role.forUnplaced) return 'for-placed-only';
  // A placement that ended takes the roles of its unit with it, from the next day (requirements R2.45).
  if (member.placed && given.unitId !== null && !placedHere) return 'not-placed';
  // ... and who is placed there again does not find them again: they were given for the time before; a group's are
  // for whoever is in it.
  if (isOwn && member.placed && given.unitId !== null && placedHere && placedHere.from > given.from) return 'placed-later';
  if (visibility === 'department' && unitId === null) return 'no-department';
  return undefined;
}
