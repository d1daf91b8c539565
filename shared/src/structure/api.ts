import { z } from 'zod';
import { Day } from '../days.ts';
import { Line, OptionalLine } from '../identity/api.ts';
import { DepartmentId, UnitId } from '../ids.ts';

/** At most so many departments has one organization: its whole structure is one answer. */
export const MOST_DEPARTMENTS = 200;
/** At most so many units has one organization, in all its departments. */
export const MOST_UNITS = 2_000;

/** A unit, with how many people are placed in it today (requirements R2.45). */
export const Unit = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Empty: the Italian name is shown (requirements R1.13). */
  nameEnglish: z.string(),
  site: z.string(),
  active: z.boolean(),
  people: z.number().int(),
  version: z.number().int(),
});
export type Unit = z.infer<typeof Unit>;

/** A department with its units, by name. */
export const Department = z.object({
  id: z.uuid(),
  name: z.string(),
  nameEnglish: z.string(),
  active: z.boolean(),
  version: z.number().int(),
  units: z.array(Unit),
});
export type Department = z.infer<typeof Department>;

/** How an organization is made. */
export const Structure = z.object({ departments: z.array(Department) });
export type Structure = z.infer<typeof Structure>;

/** A department as it is typed. */
export const SaveDepartment = z.object({
  name: Line(200),
  nameEnglish: OptionalLine(200).default(''),
  active: z.boolean().default(true),
});
export type SaveDepartment = z.infer<typeof SaveDepartment>;

/** A change of a department, by who has seen this version of it. */
export const ChangeDepartment = SaveDepartment.extend({ version: z.number().int() });
export type ChangeDepartment = z.infer<typeof ChangeDepartment>;

/** A unit as it is typed. */
export const SaveUnit = z.object({
  departmentId: DepartmentId,
  name: Line(200),
  nameEnglish: OptionalLine(200).default(''),
  site: OptionalLine(200).default(''),
  active: z.boolean().default(true),
});
export type SaveUnit = z.infer<typeof SaveUnit>;

/** A change of a unit, by who has seen this version of it. */
export const ChangeUnit = SaveUnit.extend({ version: z.number().int() });
export type ChangeUnit = z.infer<typeof ChangeUnit>;

/** Where a user is placed, was or will be (collocazione). */
export const Placement = z.object({
  id: z.uuid(),
  unit: z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string(), active: z.boolean() }),
  department: z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() }),
  from: z.string(),
  to: z.string().nullable(),
  qualification: z.string(),
});
export type Placement = z.infer<typeof Placement>;

/** From when to when a user is placed and as what; both days are within. */
export const SavePlacement = z.object({
  unitId: UnitId,
  from: Day,
  to: Day.nullable().default(null),
  qualification: OptionalLine(100).default(''),
});
export type SavePlacement = z.infer<typeof SavePlacement>;

/** A change of a placement: another unit is another placement. */
export const ChangePlacement = SavePlacement.omit({ unitId: true });
export type ChangePlacement = z.infer<typeof ChangePlacement>;

/** What was just made. */
export const Made = z.object({ id: z.uuid() });
export type Made = z.infer<typeof Made>;
