import { setImmediate } from 'node:timers/promises';
import type { Day } from '@varco/shared/days';
import { Line } from '@varco/shared/identity/api';
import { fold } from '@varco/shared/identity/folding';
import type { DateOrder, RowFault } from '@varco/shared/staff-import/api';
import { columnName } from '@varco/shared/staff-import/headings';
import { personFields, type StructureField, type StructureOptions } from '@varco/shared/staff-import/structure-api';
import { undoKeeping } from '#core/formula';
import { type Reading, readDay, readText } from '../rules/cells.ts';
import type { SheetRow } from '../rules/table.ts';

/** What a row says; what it does not say is not there. */
export interface Draft {
  department?: string;
  departmentEnglish?: string;
  departmentActive?: boolean;
  unit?: string;
  unitEnglish?: string;
  site?: string;
  unitActive?: boolean;
  employeeNumber?: string;
  taxCode?: string;
  username?: string;
  from?: Day;
  to?: Day;
  qualification?: string;
}

/** A row that was read, with what is wrong with it so far. */
export interface ReadRow {
  readonly row: SheetRow;
  readonly draft: Draft;
  readonly faults: RowFault[];
  /** A fault of this row, beside the cell of a field. */
  readonly fault: (field: StructureField, rule: string, data?: object) => void;
  /** Whether the row has something in this field, readable or not. */
  readonly says: (field: StructureField) => boolean;
}

const longest: Readonly<Partial<Record<StructureField, number>>> = {
  department: 200,
  departmentEnglish: 200,
  unit: 200,
  unitEnglish: 200,
  site: 200,
  qualification: 100,
};

/** The shapes of texts, by how long they may be: making one costs more than using it. */
const shapes = new Map([100, 200].map((max) => [max, Line(max)]));

const yes = new Set(['si', 'yes', 'y', 's', '1', 'x', 'vero', 'true', 'attivo', 'attiva', 'active']);
const no = new Set(['no', 'n', '0', 'falso', 'false', 'nonattivo', 'nonattiva', 'notactive', 'inactive']);

function readYesNo(text: string): Reading<boolean> {
  const said = fold(text).replaceAll(' ', '');
  if (yes.has(said)) return { value: true };
  return no.has(said) ? { value: false } : { rule: 'yes-no-unread' };
}

/** Of thousands of rows so many are read before the others' requests have their turn. */
const ROWS_AT_ONCE = 200;

/** The rows below the headings that say something, each cell in the column that was chosen for it. */
export async function readRows(rows: readonly SheetRow[], options: StructureOptions, headings: readonly string[]): Promise<ReadRow[]> {
  const places = new Map(options.columns.flatMap((field, place) => (field === null ? [] : [[field, place] as const])));
  const found: ReadRow[] = [];
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    found.push(...rows.slice(from, from + ROWS_AT_ONCE).flatMap((row) => readRow(row, places, options, headings)));
    await setImmediate();
  }
  return found;
}

function readRow(
  row: SheetRow,
  places: ReadonlyMap<StructureField, number>,
  options: StructureOptions,
  headings: readonly string[],
): ReadRow[] {
  const cell = (field: StructureField) => undoKeeping(row.cells[places.get(field) ?? -1] ?? '');
  const says = (field: StructureField) => cell(field).trim() !== '';
  if (![...places.keys()].some(says)) return [];
  const faults: RowFault[] = [];
  const fault = (field: StructureField, rule: string, data: object = {}) => {
    const at = places.get(field);
    faults.push({ ...data, rule, field, column: at === undefined ? field : columnName(headings, at), value: cell(field).trim() });
  };
  const draft: Record<string, unknown> = {};
  for (const field of places.keys()) {
    if (!says(field)) continue;
    const reading = readCell(field, cell(field), options.dateOrder);
    if ('rule' in reading) fault(field, reading.rule, { max: longest[field] });
    else draft[field] = reading.value;
  }
  return [{ row, draft: draft as Draft, faults, fault, says }];
}

function readCell(field: StructureField, cell: string, order: DateOrder): Reading<string | boolean> {
  const text = readText(cell);
  if ('rule' in text) return text;
  const { value } = text;
  if (field === 'departmentActive' || field === 'unitActive') return readYesNo(value);
  if (field === 'from' || field === 'to') return readDay(value, order);
  if (field === 'taxCode') return { value: value.replaceAll(' ', '').toUpperCase() };
  if (personFields.some((one) => one === field)) return { value };
  const max = longest[field] ?? 200;
  const shaped = shapes.get(max)?.safeParse(value);
  if (!shaped?.success) return { rule: [...value].length > max ? 'too-long' : 'broken-text' };
  const isName = field === 'department' || field === 'unit';
  return isName && fold(shaped.data) === '' ? { rule: 'letters-needed' } : { value: shaped.data };
}
