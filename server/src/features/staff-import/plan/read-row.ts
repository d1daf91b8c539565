import {
  Email,
  EmployeeNumber,
  FamilyName,
  FullName,
  GivenName,
  isProvisionalTaxCode,
  TaxCode,
  Username,
} from '@varco/shared/identity/api';
import type { ImportOptions, RowFault, StaffField } from '@varco/shared/staff-import/api';
import type { z } from 'zod';
import { undoKeeping } from '#core/formula';
import { isTaxCodeOf } from '#features/identity';
import { type Reading, readDay, readEmployeeNumber, readLicence, readPersonKind, readSex, readText } from '../rules/cells.ts';
import { isAllCapitals, properCapitals, splitName } from '../rules/names.ts';
import type { SheetRow } from '../rules/table.ts';
import { type Cause, type Columns, faultAt, wholeNames } from './columns.ts';
import type { Field, Known, Wanted } from './planned-line.ts';

type Draft = { -readonly [Field in keyof Wanted]?: NonNullable<Wanted[Field]> };
/** A row on its way: what was read, what is wrong, who it is. */
export interface Reader {
  readonly row: SheetRow;
  readonly draft: Draft;
  readonly faults: RowFault[];
  /** Names that the file has in capitals alone: they differ from the same name written properly only by that. */
  readonly capitals: ReadonlySet<Field>;
  /** The employee number before zeros were put in front. */
  readonly number: string | undefined;
  known?: Known;
}

const shapes = {
  familyName: FamilyName,
  givenName: GivenName,
  fullName: FullName,
  username: Username,
  taxCode: TaxCode,
  email: Email,
  employeeNumber: EmployeeNumber,
} as const;

/** What is wrong with a value, as the shapes of the product say it. */
function shapeIssue(fault: z.ZodError): Cause {
  const [issue] = fault.issues;
  if (issue?.code === 'too_big') return { rule: 'too-long', max: Number(issue.maximum) };
  if (issue?.code === 'too_small') return { rule: 'required' };
  return { rule: issue?.message ?? 'format' };
}

/** Reads one row; a row that says nothing in the columns that count is as good as blank. */
export function readRow(row: SheetRow, options: ImportOptions, columns: Columns): Reader | undefined {
  const draft: Draft = {};
  const faults: RowFault[] = [];
  const capitals = new Set<Field>();
  let number: string | undefined;
  const chosen = options.columns.filter((field) => field !== null);
  if (chosen.every((field) => columns.cell(row, field).trim() === '')) return undefined;

  const take = <Value>(field: StaffField, reading: Reading<Value>, use: (value: Value) => void) => {
    if ('rule' in reading) faults.push(faultAt(columns, row, field, { rule: reading.rule }));
    else use(reading.value);
  };
  const shaped = (field: keyof typeof shapes, source: StaffField, text: string) => {
    const found = shapes[field].safeParse(text);
    if (found.success) draft[field] = found.data;
    else faults.push(faultAt(columns, row, source, shapeIssue(found.error)));
  };
  const named = (field: 'familyName' | 'givenName', source: StaffField, text: string) => {
    if (options.properCapitals && isAllCapitals(text)) capitals.add(field);
    shaped(field, source, options.properCapitals ? properCapitals(text) : text);
  };

  for (const field of chosen) {
    take(field, readText(undoKeeping(columns.cell(row, field))), (text) => {
      if (text === '') return;
      switch (field) {
        case 'familyName':
        case 'givenName':
          return named(field, field, text);
        case 'wholeName':
        case 'wholeNameGivenFirst':
          return;
        case 'birthDate':
        case 'validFrom':
        case 'validTo':
          return take(field, readDay(text, options.dateOrder), (day) => {
            draft[field] = day;
          });
        case 'sex':
          return take(field, readSex(text), (sex) => {
            draft.sex = sex;
          });
        case 'licence':
          return take(field, readLicence(text), (licence) => {
            draft.licence = licence;
          });
        case 'personKind':
          return take(field, readPersonKind(text), (personKind) => {
            draft.personKind = personKind;
          });
        case 'employeeNumber':
          return take(field, readEmployeeNumber(text, options.employeeNumberLength), (filled) => {
            number = text;
            shaped(field, field, filled);
          });
        default:
          return shaped(field, field, text);
      }
    });
  }
  const whole = wholeNames.find((field) => columns.place(field) !== undefined);
  if (whole) {
    take(whole, readText(undoKeeping(columns.cell(row, whole))), (text) => {
      if (text === '') return;
      const { taxCode } = draft;
      const isOfTaxCode =
        taxCode &&
        !isProvisionalTaxCode(taxCode) &&
        ((name: { familyName: string; givenName: string }) => isTaxCodeOf(taxCode, name.familyName, name.givenName));
      const split = splitName(text, { givenFirst: whole === 'wholeNameGivenFirst', isOfTaxCode: isOfTaxCode || undefined });
      if (!split) return void faults.push(faultAt(columns, row, whole, { rule: 'name-not-split' }));
      named('familyName', whole, split.familyName);
      named('givenName', whole, split.givenName);
    });
  }
  // The faults of a text are told once, also where two readings met it.
  const seen = new Set<string>();
  return {
    row,
    draft,
    capitals,
    number,
    faults: faults.filter((fault) => !seen.has(`${fault.field} ${fault.rule}`) && seen.add(`${fault.field} ${fault.rule}`)),
  };
}
