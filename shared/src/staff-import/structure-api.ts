import { z } from 'zod';
import { dateOrders, MAX_COLUMNS, StaffImport } from './api.ts';

/** What a column of a file of the structure may hold: a department, one of its units, and who is placed there. */
export const structureFields = [
  'department',
  'departmentEnglish',
  'departmentActive',
  'unit',
  'unitEnglish',
  'site',
  'unitActive',
  'employeeNumber',
  'taxCode',
  'username',
  'from',
  'to',
  'qualification',
] as const;
/** One of them. */
export const StructureField = z.enum(structureFields);
export type StructureField = z.infer<typeof StructureField>;

/** The columns that say who is placed. */
export const personFields = ['employeeNumber', 'taxCode', 'username'] as const satisfies readonly StructureField[];

/** What is to be read of the file, and how. */
export const StructureOptions = z.object({
  /** The sheet, counted from zero. */
  sheet: z.number().int().min(0).max(200),
  /** The row of the headings as the spreadsheet numbers it; 0 when there are none. */
  headerRow: z.number().int().min(0).max(1_000),
  /** What each column holds, from the first on; null is left alone. */
  columns: z.array(StructureField.nullable()).max(MAX_COLUMNS),
  dateOrder: z.enum(dateOrders),
});
export type StructureOptions = z.infer<typeof StructureOptions>;

/** An uploaded file on its way into the structure. */
export const StructureImport = StaffImport.extend({ options: StructureOptions });
export type StructureImport = z.infer<typeof StructureImport>;

/** The word to go: all the rows, or none. */
export const ConfirmStructure = z.object({ trial: z.string().max(100) });
export type ConfirmStructure = z.infer<typeof ConfirmStructure>;
