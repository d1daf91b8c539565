import type { Day } from '../days.ts';
import type { Hindrance } from '../identity/user-status.ts';
import type { AssignmentId, DepartmentId, OrganizationId, RoleId, UnitId, UserId } from '../ids.ts';
import { admitted, holds, type Visibility, wider } from './capabilities.ts';

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

/** One user in one organization in which he is enabled. */
export interface MemberFact {
  readonly userId: UserId;
  readonly organizationId: OrganizationId;
  /** Why he may not enter at all, on the day of the question. */
  readonly hindrance: Hindrance | undefined;
  /** Whether he is placed in units, or in none and gets roles made for that (requirements R2.12). */
  readonly placed: boolean;
  readonly administers: 'nothing' | 'organization' | 'installation';
  readonly placements: readonly (Period & { readonly unitId: UnitId })[];
  readonly assignments: readonly AssignmentFact[];
}

/** What decisions are made from: everything that says who may do what. */
export interface Facts {
  readonly roles: readonly RoleFact[];
  readonly units: readonly UnitFact[];
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
}

/** What must be true besides a right that somebody gave; each by its name. */
export type Need = 'function' | 'enabled' | 'may-enter' | 'unit';

/** By what a right is given; each alone is enough. */
export type Way =
  | { readonly by: 'administration'; readonly of: 'organization' | 'installation'; readonly visibility: Visibility }
  | { readonly by: 'role'; readonly roleId: RoleId; readonly assignmentId: AssignmentId; readonly visibility: Visibility };

/** Why a role that a user has does not give him what was asked for, the first that applies. */
export type Obstacle =
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
  | 'no-department';

/** A role that the user has and that does not help, with the reason. */
export interface Failing {
  readonly roleId: RoleId;
  readonly assignmentId: AssignmentId;
  readonly because: Obstacle;
}

/** Yes, with the widest level and every way that gives it; or no, with every need that is not met and every role that does not help. */
export type Decision =
  | { readonly allowed: true; readonly visibility: Visibility; readonly ways: readonly Way[]; readonly failing: readonly Failing[] }
  | { readonly allowed: false; readonly lacking: readonly Need[]; readonly ways: readonly Way[]; readonly failing: readonly Failing[] };

/** Facts made ready for many decisions. */
export interface Snapshot {
  readonly roles: ReadonlyMap<RoleId, { readonly role: RoleFact; readonly grants: ReadonlyMap<string, Visibility> }>;
  readonly units: ReadonlyMap<UnitId, UnitFact>;
  readonly members: ReadonlyMap<string, MemberFact>;
}

const memberKey = (organizationId: OrganizationId, userId: UserId): string => `${organizationId} ${userId}`;
const grantKey = (name: string, action: string): string => `${action} ${name}`;

/** Makes facts ready: after it a decision reads only what is about its own user. */
export function compile({ roles, units, members }: Facts): Snapshot {
  return {
    roles: new Map(
      roles.map((role) => {
        const grants = new Map<string, Visibility>();
        for (const { function: name, action, visibility } of role.grants) grants.set(grantKey(name, action), visibility);
        return [role.id, { role, grants }];
      }),
    ),
    units: new Map(units.map((unit) => [unit.id, unit])),
    members: new Map(members.map((member) => [memberKey(member.organizationId, member.userId), member])),
  };
}

const holdsOn = ({ from, to }: Period, day: Day): boolean => from <= day && (to === null || day <= to);

/**
 * Whether somebody may do something where he works now, how far, and why (requirements R2.42, R2.43, R5.9): rights add up within the unit
 * and are the widest of those given; what nobody gave is refused, and so is what the function does not admit.
 */
export function decide(snapshot: Snapshot, question: Question): Decision {
  const { userId, organizationId, unitId, action, day } = question;
  const levels = admitted(question.function, action);
  const member = snapshot.members.get(memberKey(organizationId, userId));
  const unit = unitId === null ? undefined : snapshot.units.get(unitId);
  const lacking: Need[] = [];
  if (levels.length === 0) lacking.push('function');
  if (!member) lacking.push('enabled');
  if (member?.hindrance !== undefined) lacking.push('may-enter');
  if (unitId !== null && !(unit?.active && unit.organizationId === organizationId)) lacking.push('unit');
  if (!member) return { allowed: false, lacking, ways: [], failing: [] };

  const ways: Way[] = [];
  const failing: Failing[] = [];
  const most = (granted: Visibility): Visibility | undefined => levels.findLast((level) => holds(granted, level));
  if (member.administers !== 'nothing') {
    const visibility = most(member.administers === 'installation' ? 'all' : 'organization');
    if (visibility) ways.push({ by: 'administration', of: member.administers, visibility });
  }
  const placedHere = member.placements.find((placement) => placement.unitId === unitId && holdsOn(placement, day));
  for (const assignment of member.assignments) {
    const known = snapshot.roles.get(assignment.roleId);
    if (!known) continue;
    const { id: assignmentId, roleId } = assignment;
    const granted = known.grants.get(grantKey(question.function, action));
    const visibility = granted && most(granted);
    const because = obstacle({
      assignment,
      role: known.role,
      member,
      unitId,
      departmentId: unit?.departmentId,
      placedHere,
      day,
      visibility,
    });
    if (because) failing.push({ roleId, assignmentId, because });
    else if (visibility) ways.push({ by: 'role', roleId, assignmentId, visibility });
  }
  const [first, ...others] = ways;
  if (lacking.length > 0 || !first) return { allowed: false, lacking, ways, failing };
  return { allowed: true, visibility: others.reduce((widest, way) => wider(widest, way.visibility), first.visibility), ways, failing };
}

interface Judged {
  readonly assignment: AssignmentFact;
  readonly role: RoleFact;
  readonly member: MemberFact;
  readonly unitId: UnitId | null;
  readonly departmentId: DepartmentId | undefined;
  readonly placedHere: Period | undefined;
  readonly day: Day;
  readonly visibility: Visibility | undefined;
}

function obstacle({ assignment, role, member, unitId, departmentId, placedHere, day, visibility }: Judged): Obstacle | undefined {
  if (visibility === undefined) return 'not-granted';
  if (assignment.unitId !== null && assignment.unitId !== unitId) return 'other-unit';
  // A role of a department is for its units alone (requirements R2.14).
  if (role.departmentId !== null && role.departmentId !== departmentId) return 'other-department';
  if (day < assignment.from) return 'not-yet';
  if (assignment.to !== null && day > assignment.to) return 'over';
  if (!role.active) return 'role-inactive';
  if (member.placed && role.forUnplaced) return 'for-unplaced-only';
  if (!member.placed && !role.forUnplaced) return 'for-placed-only';
  // A placement that ended takes the roles of its unit with it, from the next day (requirements R2.45).
  if (member.placed && assignment.unitId !== null && !placedHere) return 'not-placed';
  // ... and who is placed there again does not find them again: they were given for the time before.
  if (member.placed && assignment.unitId !== null && placedHere && placedHere.from > assignment.from) return 'placed-later';
  if (visibility === 'department' && unitId === null) return 'no-department';
  return undefined;
}
