import { z } from 'zod';
import { Day } from '../days.ts';
import { leastLicences, licences } from '../identity/licences.ts';
import { RoleId, UnitId } from '../ids.ts';
import { Called, RoleGrants } from './api.ts';
import { visibilities } from './capabilities.ts';

const Visibility = z.enum(visibilities);

/** For which unit everything is asked; absent: the one for which the user works unless he chose another. */
export const OverviewQuery = z.object({ unit: UnitId.optional() });
export type OverviewQuery = z.infer<typeof OverviewQuery>;

/** Something that rights give and a licence does not hold, with the least licence that does. */
export const BeyondLicence = z.object({ function: z.string(), action: z.string(), needs: z.enum(leastLicences) });
export type BeyondLicence = z.infer<typeof BeyondLicence>;

/** What a user may do where he works, all functions at once. */
export const RightsOverview = z.object({
  /** Whether he may enter at all today; who may not has none of what stands here until he may. */
  mayEnter: z.boolean(),
  /** How far each action reaches that something gives him; what is not named is refused. */
  grants: RoleGrants,
  /** Of those, the actions that nothing gives but under a condition, by their function. */
  conditional: z.record(z.string(), z.array(z.string())),
  /** What something gives him and his licence does not hold (requirements R1.25, R5.9). */
  beyondLicence: z.array(BeyondLicence),
  /** The unit for which it was asked; null: for none. */
  unit: Called.nullable(),
  /** Where he may work today. */
  units: z.array(Called),
});
export type RightsOverview = z.infer<typeof RightsOverview>;

/** A role that one may think of giving. */
export const RoleChoice = Called.extend({
  /** Null: of the whole organization. */
  department: Called.nullable(),
  /** Whether who asks has everything that it grants, and so may give it (requirements R1.47). */
  mayGive: z.boolean(),
});
export type RoleChoice = z.infer<typeof RoleChoice>;

/** The units and roles that fit a user as he is: placed, or placed nowhere (requirements R2.12, R2.14). */
export const RoleChoices = z.object({
  /** In which he is placed, today or later; of who is placed nowhere, all. */
  units: z.array(Called.extend({ department: Called })),
  roles: z.array(RoleChoice),
});
export type RoleChoices = z.infer<typeof RoleChoices>;

/** Which role is tried on, where and for which day; absent: wherever he works, and today. */
export const TrialQuery = z.object({ role: RoleId, unit: UnitId.optional(), day: Day.optional() });
export type TrialQuery = z.infer<typeof TrialQuery>;

/** What would be different if a user had a role that he does not have; nothing of it is saved. */
export const RoleTrial = z.object({
  role: Called,
  /** The unit for which he would work, for which before and after are told. */
  unit: Called.nullable(),
  day: z.string(),
  mayEnter: z.boolean(),
  /** Why the role would give him nothing of what it grants; null when it would give something. */
  because: z.enum(['role-inactive', 'unit-inactive', 'grants-nothing', 'no-department', 'licence']).nullable(),
  /** What he could do that he cannot now, or further than now. */
  changes: z.array(
    z.object({ function: z.string(), action: z.string(), before: Visibility.nullable(), after: Visibility, conditional: z.boolean() }),
  ),
});
export type RoleTrial = z.infer<typeof RoleTrial>;

/** What one may do oneself where one works now, and through what each time. */
export const OwnRights = z.object({
  unit: Called.nullable(),
  licence: z.enum(licences),
  /** What something gives and the own licence does not hold. */
  beyondLicence: z.array(BeyondLicence),
  items: z.array(
    z.object({
      function: z.string(),
      action: z.string(),
      visibility: Visibility,
      /** Everything that gives it: administering, or roles. */
      administers: z.enum(['organization', 'installation']).nullable(),
      roles: z.array(Called),
      /** Roles that come through groups, with the group in which one is; null: a group of security, which only administrators see. */
      groups: z.array(z.object({ role: Called, group: Called.nullable() })),
      /** Empty: it is given without a condition; else one of these must hold of what one works on. */
      conditions: z.array(z.string()),
    }),
  ),
});
export type OwnRights = z.infer<typeof OwnRights>;
