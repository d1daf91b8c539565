import { z } from 'zod';
import { Day } from '../days.ts';
import { Line, OptionalLine } from '../identity/api.ts';
import { leastLicences, licences } from '../identity/licences.ts';
import { DepartmentId, RoleId, UnitId } from '../ids.ts';
import { Placement } from '../structure/api.ts';
import { visibilities } from './capabilities.ts';
import { Conditions } from './conditions.ts';

/** At most so many roles has one organization: they are one list. */
export const MOST_ROLES = 500;

const Visibility = z.enum(visibilities);

/** What a role grants: for each function and action how far; what is not named is refused (requirements R2.40). */
export const RoleGrants = z.record(z.string().max(100), z.record(z.string().max(100), Visibility));
export type RoleGrants = z.infer<typeof RoleGrants>;

const named = z.object({ id: z.uuid(), name: z.string() });

/** Ranges of addresses, such as 10.1.0.0/16 or 2001:db8::/32. */
const Addresses = z.array(z.string().max(100)).max(50);

/** One line of the list of roles. */
export const RoleLine = z.object({
  id: z.uuid(),
  name: z.string(),
  nameEnglish: z.string(),
  description: z.string(),
  descriptionEnglish: z.string(),
  /** Null: of the whole organization. */
  department: named.extend({ nameEnglish: z.string() }).nullable(),
  forUnplaced: z.boolean(),
  active: z.boolean(),
  /** How many users have it today. */
  people: z.number().int(),
  /** The functions it opens, by name. */
  capabilities: z.array(z.string()),
});
export type RoleLine = z.infer<typeof RoleLine>;

/** A department that a role may be of. */
export const RoleDepartment = named.extend({ nameEnglish: z.string(), active: z.boolean() });
export type RoleDepartment = z.infer<typeof RoleDepartment>;

/** Every role of the organization, by department and name, and the departments a role may be of. */
export const RoleList = z.object({ items: z.array(RoleLine), departments: z.array(RoleDepartment) });
export type RoleList = z.infer<typeof RoleList>;

/** A role with its grants. */
export const Role = RoleLine.extend({
  grants: RoleGrants,
  conditions: Conditions,
  /** From where it counts; none: from everywhere (requirements R3.49). */
  addresses: z.array(z.string()),
  version: z.number().int(),
  /** Whether somebody has it, had it or will have it: of which department it is, and for whom, stays. */
  assigned: z.boolean(),
});
export type Role = z.infer<typeof Role>;

/** A role as it is typed. */
export const SaveRole = z.object({
  name: Line(100),
  nameEnglish: OptionalLine(100).default(''),
  description: OptionalLine(500).default(''),
  descriptionEnglish: OptionalLine(500).default(''),
  departmentId: DepartmentId.nullable().default(null),
  forUnplaced: z.boolean().default(false),
  active: z.boolean().default(true),
  grants: RoleGrants.default({}),
  conditions: Conditions.default({}),
  /** Absent: as it was, which for a new role is from everywhere. */
  addresses: Addresses.optional(),
});
export type SaveRole = z.infer<typeof SaveRole>;

/** A change of a role, by who has seen this version of it. */
export const ChangeRole = SaveRole.extend({
  version: z.number().int(),
  /** Who has the role himself knows that it counts no more from where he works now. */
  confirmed: z.boolean().default(false),
});
export type ChangeRole = z.infer<typeof ChangeRole>;

/** What has a name in both languages; without an English one the Italian is shown (requirements R1.13). */
export const Called = named.extend({ nameEnglish: z.string() });

/** A role given to a user. */
export const Assignment = z.object({
  id: z.uuid(),
  role: Called.extend({ active: z.boolean(), forUnplaced: z.boolean() }),
  /** Null: wherever the user works in the organization. */
  unit: Called.extend({ active: z.boolean() }).nullable(),
  department: Called.nullable(),
  from: z.string(),
  to: z.string().nullable(),
  /** Proposed when the user signs in. */
  isDefault: z.boolean(),
});
export type Assignment = z.infer<typeof Assignment>;

/** What a user is in the organization, where he is placed and which roles he has, past and future ones too. */
export const UserRights = z.object({
  placed: z.boolean(),
  administers: z.enum(['nothing', 'organization', 'installation']),
  placements: z.array(Placement),
  assignments: z.array(Assignment),
});
export type UserRights = z.infer<typeof UserRights>;

/** A role to be given. */
export const SaveAssignment = z.object({
  roleId: RoleId,
  unitId: UnitId.nullable().default(null),
  from: Day,
  to: Day.nullable().default(null),
  isDefault: z.boolean().default(false),
});
export type SaveAssignment = z.infer<typeof SaveAssignment>;

/** A change of an assignment: another role or unit is another one. */
export const ChangeAssignment = SaveAssignment.omit({ roleId: true, unitId: true });
export type ChangeAssignment = z.infer<typeof ChangeAssignment>;

/** Whether the user is placed in units (requirements R2.12). */
export const ChangePlaced = z.object({ placed: z.boolean() });
export type ChangePlaced = z.infer<typeof ChangePlaced>;

/** What the user administers besides all roles. */
export const ChangeAdministration = UserRights.pick({ administers: true });
export type ChangeAdministration = z.infer<typeof ChangeAdministration>;

/** Of what a decision is asked. */
export const DecisionQuery = z.object({
  function: z.string().max(100),
  action: z.string().max(100),
  unit: UnitId.optional(),
  /** What conditions are judged by, as JSON: `subject`, `resource`, `action` and `context`; absent: each is taken to hold. */
  about: z.string().max(4_000).optional(),
});
export type DecisionQuery = z.infer<typeof DecisionQuery>;

/** Through which group a role comes: from the one of which he is a member down to the one that carries the role. */
export const ThroughGroup = z.object({
  /** Empty: a group of security, which only administrators see (requirements R1.51). */
  path: z.array(Called),
  /** The days of the membership. */
  from: z.string(),
  to: z.string().nullable(),
});
export type ThroughGroup = z.infer<typeof ThroughGroup>;

/** Whether the user may do something where he works, how far, and why (or why not). */
export const ExplainedDecision = z.object({
  allowed: z.boolean(),
  visibility: Visibility.nullable(),
  /** What is not met besides a right: function, module, enabled, may-enter, unit, licence. */
  lacking: z.array(z.enum(['function', 'module', 'enabled', 'may-enter', 'unit', 'licence'])),
  /** The licence he has and the least that is needed, where it is lacking (requirements R1.25). */
  licence: z.object({ has: z.enum(licences), needs: z.enum(leastLicences) }).nullable(),
  /** Each alone gives the right. */
  ways: z.array(
    z.union([
      z.object({ by: z.literal('administration'), of: z.enum(['organization', 'installation']), visibility: Visibility }),
      z.object({
        by: z.literal('role'),
        role: Called,
        unit: Called.nullable(),
        from: z.string(),
        to: z.string().nullable(),
        visibility: Visibility,
        /** What must hold besides; null: nothing. */
        condition: z.string().nullable(),
        /** From where it counts; none: from everywhere. */
        addresses: z.array(z.string()),
      }),
      z.object({
        by: z.literal('group'),
        role: Called,
        unit: Called.nullable(),
        /** The days on which the group carries the role. */
        from: z.string(),
        to: z.string().nullable(),
        through: ThroughGroup,
        visibility: Visibility,
        condition: z.string().nullable(),
        addresses: z.array(z.string()),
      }),
    ]),
  ),
  /** Roles he has that do not give it, each with the first reason. */
  failing: z.array(
    z.object({
      role: Called,
      unit: Called.nullable(),
      from: z.string(),
      to: z.string().nullable(),
      /** Null: his own role. */
      through: ThroughGroup.nullable(),
      condition: z.string().nullable(),
      because: z.enum([
        'membership-not-yet',
        'membership-over',
        'group-inactive',
        'group-descriptive',
        'other-unit',
        'other-department',
        'not-yet',
        'over',
        'role-inactive',
        'for-unplaced-only',
        'for-placed-only',
        'not-placed',
        'placed-later',
        'not-granted',
        'no-department',
        'address',
        'condition-unasked',
        'condition-false',
        'condition-error',
      ]),
    }),
  ),
  /** The unit for which the question was asked. */
  unit: Called.nullable(),
  /** Where he may work today. */
  units: z.array(Called),
});
export type ExplainedDecision = z.infer<typeof ExplainedDecision>;
