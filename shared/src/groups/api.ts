import { z } from 'zod';
import { Assignment, Called, ThroughGroup } from '../authorization/api.ts';
import { Day } from '../days.ts';
import { Line, OptionalLine } from '../identity/api.ts';
import { GroupId, RoleId, UnitId, UserId } from '../ids.ts';

/** At most so many groups has one organization: their tree is one answer. */
export const MOST_GROUPS = 1_000;
/** At most so many heads has one group. */
const MOST_HEADS = 20;
/** So many members are on one page, and at most in one answer. */
export const MEMBERS_ON_A_PAGE = 50;

/** How the organization is made, who may do what besides, who is addressed (requirements R1.48, R1.51, R1.54). */
export const groupKinds = ['organizational', 'security', 'sharing'] as const;
/** The kind of a group; it never changes. */
export const GroupKind = z.enum(groupKinds);
export type GroupKind = z.infer<typeof GroupKind>;

/** One group in the tree of its kind. */
export const GroupLine = z.object({
  id: z.uuid(),
  kind: GroupKind,
  parentId: z.uuid().nullable(),
  name: z.string(),
  /** Empty: the Italian name is shown (requirements R1.13). */
  nameEnglish: z.string(),
  /** Of the chart only: it carries no role (requirements R1.48). */
  descriptive: z.boolean(),
  active: z.boolean(),
  site: z.string(),
  /** How many were put into it and are in it today; those of the groups under it are not counted. */
  people: z.number().int(),
  /** How many roles it carries, today or later. */
  roles: z.number().int(),
});
export type GroupLine = z.infer<typeof GroupLine>;

/** Every group that the reader may see, by name. */
export const GroupList = z.object({
  items: z.array(GroupLine),
  /** The kinds he may see: groups of security are for administrators (requirements R1.51). */
  kinds: z.array(GroupKind),
});
export type GroupList = z.infer<typeof GroupList>;

/** Somebody in a group, or its head. */
export const GroupPerson = z.object({
  id: z.uuid(),
  name: z.string(),
  mayEnter: z.boolean(),
  /** Of another organization: known by name alone (requirements D2). */
  guest: z.boolean(),
});
export type GroupPerson = z.infer<typeof GroupPerson>;

/** A role that the members of a group have, with its days. */
export const GroupRole = Assignment.omit({ isDefault: true });
export type GroupRole = z.infer<typeof GroupRole>;

/** A group as its page shows it. */
export const Group = GroupLine.extend({
  description: z.string(),
  descriptionEnglish: z.string(),
  version: z.number().int(),
  heads: z.array(GroupPerson),
  /** The groups over it, from the top. */
  above: z.array(Called),
  /** What it carries itself, past roles too. */
  ownRoles: z.array(GroupRole),
  /** What its members have besides, through which group under it: today and later. */
  inherited: z.array(GroupRole.extend({ group: Called })),
  /** Whether its members get some role through it, today or later. */
  gives: z.boolean(),
});
export type Group = z.infer<typeof Group>;

/** A group as it is typed. */
export const SaveGroup = z.object({
  kind: GroupKind,
  parentId: GroupId.nullable().default(null),
  name: Line(200),
  nameEnglish: OptionalLine(200).default(''),
  description: OptionalLine(500).default(''),
  descriptionEnglish: OptionalLine(500).default(''),
  descriptive: z.boolean().default(false),
  active: z.boolean().default(true),
  site: OptionalLine(200).default(''),
  heads: z.array(UserId).max(MOST_HEADS).default([]),
});
export type SaveGroup = z.infer<typeof SaveGroup>;

/** A change of a group, by who has seen this version of it. */
export const ChangeGroup = SaveGroup.omit({ kind: true }).extend({ version: z.number().int() });
export type ChangeGroup = z.infer<typeof ChangeGroup>;

/** What became of a group that was to go: one on which something hangs only leaves the group over it (requirements R1.51). */
export const RemovedGroup = z.object({ removed: z.enum(['group', 'link']) });
export type RemovedGroup = z.infer<typeof RemovedGroup>;

/** Whom of a group: put into it or in a group under it; those whose days are over only when asked for. */
export const MembersQuery = z.object({
  of: z.enum(['direct', 'indirect']).default('direct'),
  past: z.stringbool().default(false),
  after: z.string().max(400).optional(),
});
export type MembersQuery = z.infer<typeof MembersQuery>;

/** A member of a group with his days. */
export const GroupMember = z.object({
  id: z.uuid(),
  user: GroupPerson,
  from: z.string(),
  to: z.string().nullable(),
  /** The group under it into which he was put; null: this one. */
  through: Called.nullable(),
});
export type GroupMember = z.infer<typeof GroupMember>;

/** Members by name, so many at a time. */
export const GroupMembers = z.object({ items: z.array(GroupMember), next: z.string().nullable() });
export type GroupMembers = z.infer<typeof GroupMembers>;

/** Somebody to be put into a group. */
export const SaveMembership = z.object({ userId: UserId, from: Day, to: Day.nullable().default(null) });
export type SaveMembership = z.infer<typeof SaveMembership>;

/** Other days of a membership: another person or group is another membership. */
export const ChangeMembership = SaveMembership.omit({ userId: true });
export type ChangeMembership = z.infer<typeof ChangeMembership>;

/** A role to be given to a group. */
export const SaveGroupRole = z.object({
  roleId: RoleId,
  unitId: UnitId.nullable().default(null),
  from: Day,
  to: Day.nullable().default(null),
});
export type SaveGroupRole = z.infer<typeof SaveGroupRole>;

/** Other days of a role of a group. */
export const ChangeGroupRole = SaveGroupRole.pick({ from: true, to: true });
export type ChangeGroupRole = z.infer<typeof ChangeGroupRole>;

/** The roles that may be given to a group, and in which units. */
export const GroupRoleChoices = z.object({
  roles: z.array(Called.extend({ department: Called.nullable(), forUnplaced: z.boolean(), mayGive: z.boolean() })),
  units: z.array(Called.extend({ department: Called })),
});
export type GroupRoleChoices = z.infer<typeof GroupRoleChoices>;

/** Why a role that comes through a group gives nothing today; null when it gives what it grants where the user works. */
export const groupLapses = [
  'membership-not-yet',
  'membership-over',
  'group-inactive',
  'group-descriptive',
  'not-yet',
  'over',
  'role-inactive',
] as const;
export type GroupLapse = (typeof groupLapses)[number];

const OfUser = Called.extend({ kind: GroupKind, active: z.boolean(), descriptive: z.boolean() });

/** The groups of one user (requirements R1.31). */
export const UserGroups = z.object({
  /** Into which he was put, past and future ones too. */
  direct: z.array(z.object({ id: z.uuid(), group: OfUser, from: z.string(), to: z.string().nullable() })),
  /** Over those, with the one through which he is in them: today and later. */
  indirect: z.array(z.object({ group: OfUser, through: Called, from: z.string(), to: z.string().nullable() })),
  /** Of which he is a head. */
  heads: z.array(OfUser),
  /** The roles that come through them, today and later, with what keeps each from giving anything now. */
  roles: z.array(GroupRole.extend({ through: ThroughGroup, because: z.enum(groupLapses).nullable() })),
});
export type UserGroups = z.infer<typeof UserGroups>;
