import { z } from 'zod';
import { UnitId, UserId } from '../ids.ts';

/** The reference operator as a form names him, with his unit; null: the organization has no units (requirements R2.32). */
export const ChosenOperator = z.object({ userId: UserId, unitId: UnitId.nullable() });
export type ChosenOperator = z.infer<typeof ChosenOperator>;

const OperatorUnit = z.object({ id: z.uuid(), name: z.string(), nameEnglish: z.string() });

/** An operator of a record as people read him. */
export const ShownOperator = z.object({ id: z.uuid(), name: z.string(), unit: OperatorUnit.nullable() });
export type ShownOperator = z.infer<typeof ShownOperator>;

/** The units in use among which a form chooses, by the beginning of the name; nothing typed lists them all. */
export const OperatorUnitQuery = z.object({
  search: z.string().trim().max(60).default(''),
  after: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type OperatorUnitQuery = z.infer<typeof OperatorUnitQuery>;

/** A page of units, by name. */
export const OperatorUnits = z.object({
  items: z.array(OperatorUnit.extend({ department: z.object({ name: z.string(), nameEnglish: z.string() }) })),
  next: z.string().nullable(),
});
export type OperatorUnits = z.infer<typeof OperatorUnits>;

/** Who is placed today in a unit, by the beginning of the name. */
export const OperatorQuery = OperatorUnitQuery.extend({ unitId: UnitId });
export type OperatorQuery = z.infer<typeof OperatorQuery>;

/** A page of people, by name alone: a login is for who may see users (requirements R1.6). */
export const Operators = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })), next: z.string().nullable() });
export type Operators = z.infer<typeof Operators>;
