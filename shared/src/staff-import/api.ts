import { z } from 'zod';

/** The largest file that is taken, and the most rows of people in it; the log numbers the facts of one import up to 32,767. */
export const MAX_BYTES = 20 * 1024 * 1024;
/** The most rows of people in one file. */
export const MAX_ROWS = 30_000;
/** The most columns that are looked at. */
export const MAX_COLUMNS = 100;
/** How long an uploaded file waits. */
export const WAITS_HOURS = 24;

/** What a column may hold. A whole name is family and given name in one cell. */
export const staffFields = [
  'familyName',
  'givenName',
  'wholeName',
  'wholeNameGivenFirst',
  'taxCode',
  'birthDate',
  'sex',
  'employeeNumber',
  'email',
  'username',
  'fullName',
  'validFrom',
  'validTo',
  'licence',
  'personKind',
] as const;
/** One of them. */
export const StaffField = z.enum(staffFields);
export type StaffField = z.infer<typeof StaffField>;

/** In which order a day is written. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** How a user is called when the file does not say; a name that is taken gets a number. */
export const usernameRules = ['given-dot-family', 'initial-dot-family', 'tax-code'] as const;
export type UsernameRule = (typeof usernameRules)[number];

/** What is to be read of the file, and how. */
export const ImportOptions = z.object({
  /** The sheet, counted from zero. */
  sheet: z.number().int().min(0).max(200),
  /** The row of the headings as the spreadsheet numbers it; 0 when there are none. */
  headerRow: z.number().int().min(0).max(1_000),
  /** What each column holds, from the first on; null is left alone. */
  columns: z.array(StaffField.nullable()).max(MAX_COLUMNS),
  dateOrder: z.enum(dateOrders),
  usernameRule: z.enum(usernameRules),
  /** ROSSI becomes Rossi; otherwise names are taken as they are written. */
  properCapitals: z.boolean(),
  /** Employee numbers made of figures are filled with zeros to so many; 0 leaves them. */
  employeeNumberLength: z.number().int().min(0).max(20),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

/** What became, or would become, of one row. */
export const lineOutcomes = ['faulty', 'new', 'changed', 'unchanged', 'missing'] as const;
export type LineOutcome = (typeof lineOutcomes)[number];

/** How many rows are of each kind. */
export const ImportCounts = z.object({
  new: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  faulty: z.number().int(),
  missing: z.number().int(),
});
export type ImportCounts = z.infer<typeof ImportCounts>;

/** One sheet of the file as the page shows it before anything is decided. */
export const SheetLook = z.object({
  name: z.string(),
  rows: z.number().int(),
  /** The first rows, each with its number, as they are read. */
  first: z.array(z.object({ number: z.number().int(), cells: z.array(z.string()) })),
});
export type SheetLook = z.infer<typeof SheetLook>;

/** An uploaded file on its way into users. */
export const StaffImport = z.object({
  id: z.uuid(),
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx']),
  /** How a text was read; null for a spreadsheet. */
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  stage: z.enum(['uploaded', 'tried', 'done']),
  sheets: z.array(SheetLook),
  options: ImportOptions,
  /** Whether the columns are those of an earlier file with the same headings. */
  remembered: z.boolean(),
  counts: ImportCounts.nullable(),
  /** Names what the trial found: sent back with the confirmation, so that nothing else is saved than what was seen. */
  trial: z.string().nullable(),
  /** The run that carries it out, to be looked at until it ends. */
  runId: z.uuid().nullable(),
  doneAt: z.iso.datetime().nullable(),
});
export type StaffImport = z.infer<typeof StaffImport>;

/** A value that the import would change. */
export const ValueChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() });
export type ValueChange = z.infer<typeof ValueChange>;

/** A fault of a row: the column by its heading, the value that was seen, the broken rule with its data. */
export const RowFault = z.looseObject({
  column: z.string(),
  value: z.string(),
  field: z.string().optional(),
  rule: z.string(),
});
export type RowFault = z.infer<typeof RowFault>;

/** One row of the trial or of the result. */
export const ImportLine = z.object({
  /** The place in the list, and the way to the next page. */
  place: z.number().int(),
  /** The row as the spreadsheet numbers it; null for somebody who is not in the file. */
  row: z.number().int().nullable(),
  outcome: z.enum(lineOutcomes),
  name: z.string(),
  username: z.string(),
  userId: z.uuid().nullable(),
  administrator: z.boolean(),
  faults: z.array(RowFault),
  changes: z.array(ValueChange),
});
export type ImportLine = z.infer<typeof ImportLine>;

/** Which lines are wanted. */
export const LineQuery = z.object({
  outcome: z.enum(lineOutcomes).default('faulty'),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LineQuery = z.infer<typeof LineQuery>;

/** One page of lines. */
export const LinePage = z.object({ items: z.array(ImportLine), next: z.number().int().nullable() });
export type LinePage = z.infer<typeof LinePage>;

/** The word to go. */
export const ConfirmImport = z.object({
  trial: z.string().max(100),
  /** Rows with faults are left out; without it a single fault keeps everything out. */
  onlyGood: z.boolean().default(false),
});
export type ConfirmImport = z.infer<typeof ConfirmImport>;

/** Those missing from the file whom an administrator chose, each by hand, to deactivate. */
export const DeactivateMissing = z.object({ users: z.array(z.uuid()).min(1).max(200) });
export type DeactivateMissing = z.infer<typeof DeactivateMissing>;

/** What became of each: deactivated, or why not. */
export const Deactivated = z.object({
  items: z.array(z.object({ userId: z.uuid(), name: z.string(), refusal: z.string().nullable() })),
});
export type Deactivated = z.infer<typeof Deactivated>;
