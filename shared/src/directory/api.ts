import { z } from 'zod';
import { OwnAccess } from '../access-log/api.ts';
import { Day } from '../days.ts';
import { FamilyName, FullName, GivenName, OptionalLine, PersonDetails, Sex, Username } from '../identity/api.ts';
import { licences, personKinds, USUAL_LICENCE } from '../identity/licences.ts';
import { userStatuses } from '../identity/user-status.ts';
import { DepartmentId, RoleId, UnitId } from '../ids.ts';
import { userFilters } from './filters.ts';

/** The states a list shows for a user, the first that applies (requirements R5.14, R2.9). */
export const UserState = z.enum([
  'active',
  'locked',
  'disabled',
  'inactive',
  'suspended',
  'service',
  'out-of-validity',
  'not-authorized',
  'ceased',
]);
export type UserState = z.infer<typeof UserState>;

/** Which users the list keeps. */
export const UserFilter = z.enum(userFilters);
export type UserFilter = z.infer<typeof UserFilter>;

/** Whom the list keeps besides: all that is given together, as it is today (requirements R2.10). */
export const UserNarrowing = z.object({
  /** Placed in one of the units of this department. */
  department: DepartmentId.optional(),
  unit: UnitId.optional(),
  /** Has this role. */
  role: RoleId.optional(),
  /** Whether he is placed in units at all (requirements R2.12). */
  placed: z.enum(['yes', 'no']).optional(),
  /** Has this licence (requirements R1.25). */
  licence: z.enum(licences).optional(),
  /** Is this to the organization (requirements R1.41). */
  personKind: z.enum(personKinds).optional(),
  /** The day of the last access, or later. */
  lastFrom: Day.optional(),
  /** The day of the last access, or earlier; who never entered has none. */
  lastTo: Day.optional(),
});
export type UserNarrowing = z.infer<typeof UserNarrowing>;

/** A page of the list: who, in which order, from where on. */
export const UserQuery = z.object({
  search: z.string().max(200).optional(),
  state: UserFilter.default('can-enter'),
  ...UserNarrowing.shape,
  sort: z.enum(['name', 'last-access']).default('name'),
  after: z.string().max(400).optional(),
  before: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type UserQuery = z.infer<typeof UserQuery>;

/** Which users are exported: those that the list shows, all of its pages. */
export const UserExportQuery = UserQuery.omit({ after: true, before: true, limit: true });
export type UserExportQuery = z.infer<typeof UserExportQuery>;

/** One line of the list. */
export const UserLine = z.object({
  id: z.uuid(),
  familyName: z.string(),
  givenName: z.string(),
  fullName: z.string(),
  /** Absent for whoever only looks people up (requirements R1.6). */
  username: z.string().optional(),
  administrator: z.boolean(),
  licence: z.enum(licences),
  /** Null: a service, and no person (requirements R1.24). */
  personKind: z.enum(personKinds).nullable(),
  /** Whether he is placed in units; absent for whoever may not look up the structure (requirements R2.9). */
  placed: z.boolean().optional(),
  /** How many roles he has today; absent for whoever may not look up roles (requirements R2.9). */
  roles: z.number().int().optional(),
  state: UserState,
  lockedUntil: z.union([z.iso.datetime(), z.literal('never')]).nullable(),
  lastAccessAt: z.iso.datetime().nullable(),
});
export type UserLine = z.infer<typeof UserLine>;

/** One page of the list, with the ways to the next and the previous one. */
export const UserPage = z.object({
  items: z.array(UserLine),
  next: z.string().nullable(),
  previous: z.string().nullable(),
  /** Exact up to 1,000; `more` says that there are more (house rule for lists). */
  total: z.object({ count: z.number().int(), more: z.boolean() }),
  canEnter: z.object({ count: z.number().int(), more: z.boolean() }),
});
export type UserPage = z.infer<typeof UserPage>;

/** The users whose name begins as what was typed, for a field that offers them. */
export const Suggestions = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string(), username: z.string().optional() })) });
export type Suggestions = z.infer<typeof Suggestions>;

/** Everything an administrator sees of one user; the internal code is never part of it (requirements R1.4). */
export const UserRecord = UserLine.omit({ placed: true, roles: true }).extend({
  organization: z.string(),
  taxCode: z.string().nullable(),
  birthDate: z.string().nullable(),
  sex: Sex.nullable(),
  email: z.string().nullable(),
  employeeNumber: z.string().nullable(),
  status: z.enum(userStatuses),
  /** Whether the rule of inactivity leaves him alone, such as a user of a service (requirements R2.28). */
  exemptFromInactivity: z.boolean(),
  disabled: z.boolean(),
  /** A user of a service, who opens no session (requirements R1.60). */
  noSessions: z.boolean(),
  /** A user of a service to whom nothing gives a right (requirements R1.25). */
  withoutRights: z.boolean(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  mustChangePassword: z.boolean(),
  passwordCreatedAt: z.iso.datetime().nullable(),
  lastRefusedAt: z.iso.datetime().nullable(),
  failedAttempts: z.number().int(),
  openSessions: z.number().int(),
  createdAt: z.iso.datetime(),
  /** Changes with every save; sent back with a change so that nobody overwrites what he has not seen. */
  version: z.number().int(),
  /** Whether this is the person who asks: some acts are not offered on oneself. */
  self: z.boolean(),
});
export type UserRecord = z.infer<typeof UserRecord>;

const { taxCode, birthDate, sex, email, employeeNumber } = PersonDetails.shape;
const details = {
  taxCode: taxCode.default(null),
  birthDate: birthDate.default(null),
  sex: sex.default(null),
  email: email.default(null),
  employeeNumber: employeeNumber.default(null),
};
const validity = { validFrom: Day.nullable().default(null), validTo: Day.nullable().default(null) };

/** A new user with the person he is; the first password is chosen by the administrator or made by the server (requirements R1.8, R2.11). */
export const CreateUser = z.object({
  /** Of a service without a person, what it is called. */
  familyName: FamilyName,
  /** Absent only of a service: every other licence is a person's (requirements R1.24). */
  givenName: OptionalLine(100).default(''),
  fullName: FullName.default(''),
  username: Username,
  /** Absent: the server makes a temporary one and shows it once. How long it may be is the policy's business. */
  password: z.string().min(1).optional(),
  confirmation: z.string().optional(),
  mustChangePassword: z.boolean().default(true),
  status: z.enum(['active', 'inactive']).default('active'),
  disabled: z.boolean().default(false),
  administrator: z.boolean().default(false),
  licence: z.enum(licences, 'licence').default(USUAL_LICENCE),
  /** Only of a service: whether it opens no session; absent: it opens none. */
  noSessions: z.boolean().optional(),
  personKind: z.enum(personKinds, 'person-kind').default('internal'),
  ...details,
  ...validity,
});
export type CreateUser = z.infer<typeof CreateUser>;
export type CreateUserInput = z.input<typeof CreateUser>;

/** A user who has just been made, with the temporary password if the server made one: it is shown once. */
export const CreatedUser = z.object({ id: z.uuid(), temporaryPassword: z.string().nullable() });
export type CreatedUser = z.infer<typeof CreatedUser>;

/** A change of the record: what is absent stays as it is. */
export const ChangeUser = z
  .object({
    version: z.number().int(),
    familyName: FamilyName,
    givenName: OptionalLine(100),
    fullName: FullName,
    username: Username,
    ...PersonDetails.shape,
    /** Nobody is suspended by hand: that is what the rule of inactivity does. */
    status: z.enum(['active', 'inactive']),
    exemptFromInactivity: z.boolean(),
    disabled: z.boolean(),
    licence: z.enum(licences, 'licence'),
    noSessions: z.boolean(),
    personKind: z.enum(personKinds, 'person-kind'),
    validFrom: Day.nullable(),
    validTo: Day.nullable(),
  })
  .partial()
  .required({ version: true });
export type ChangeUser = z.infer<typeof ChangeUser>;

/** What a person may change of himself (requirements R3.62). */
export const ChangeOwnProfile = z.object({ familyName: FamilyName, givenName: GivenName, fullName: FullName });
export type ChangeOwnProfile = z.infer<typeof ChangeOwnProfile>;

/** A password reset: the temporary password, shown once and never again (requirements D7). */
export const PasswordReset = z.object({ temporaryPassword: z.string() });
export type PasswordReset = z.infer<typeof PasswordReset>;

/** What needs an administrator, and what a person sees first (the desk). */
export const Desk = z.object({
  lastAccesses: z.array(OwnAccess),
  administrator: z
    .object({
      lockedNow: z.number().int(),
      neverSignedIn: z.number().int(),
      /** Formal authorizations that end within 30 days (requirements R4.31). */
      authorizationsEnding: z.number().int(),
      administrators: z.number().int(),
      users: z.number().int(),
      refusedToday: z.number().int(),
    })
    .nullable(),
});
export type Desk = z.infer<typeof Desk>;
