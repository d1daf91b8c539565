import type { Issue } from '@varco/shared/problems';
import type { ImportOptions, RowFault, StaffField } from '@varco/shared/staff-import/api';
import { columnName } from '@varco/shared/staff-import/headings';
import type { SheetRow } from '../rules/table.ts';
import type { Field } from './planned-line.ts';

/** Where each field stands in the file, and how its column is called. */
export interface Columns {
  place(field: StaffField): number | undefined;
  name(field: StaffField): string;
  cell(row: SheetRow, field: StaffField): string;
}

/** The columns of a file, as they were chosen. */
export function columnsOf(options: ImportOptions, headings: readonly string[]): Columns {
  const places = new Map(options.columns.flatMap((field, place) => (field === null ? [] : [[field, place] as const])));
  const place = (field: StaffField) => places.get(field);
  return {
    place,
    name: (field) => {
      const at = place(field);
      return at === undefined ? '' : columnName(headings, at);
    },
    cell: (row, field) => row.cells[place(field) ?? -1] ?? '',
  };
}

/** Columns that hold both names at once. */
export const wholeNames = ['wholeName', 'wholeNameGivenFirst'] as const;

/** The column in which a field of ours was read: the whole name stands for both its halves. */
export function sourceOf(field: Field, columns: Columns): StaffField {
  const whole = wholeNames.find((name) => columns.place(name) !== undefined);
  return whole !== undefined && (field === 'familyName' || field === 'givenName') ? whole : field;
}

/** Why a value is refused, without where it stands. */
export type Cause = Omit<Issue, 'field'> & { readonly rule: string };

/** A fault of one cell. */
export function faultAt(columns: Columns, row: SheetRow, field: StaffField, cause: Cause): RowFault {
  return { ...cause, field, column: columns.name(field) || field, value: columns.cell(row, field) };
}
