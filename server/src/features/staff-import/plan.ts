import { setImmediate } from 'node:timers/promises';
import { type Day, dayAt } from '@varco/shared/days';
import {
  Email,
  EmployeeNumber,
  FamilyName,
  FullName,
  GivenName,
  isProvisionalTaxCode,
  noDetails,
  type PersonDetails,
  TaxCode,
  Username,
} from '@varco/shared/identity/api';
import { fold, foldEmail, foldUsername } from '@varco/shared/identity/folding';
import { hindrance } from '@varco/shared/identity/user-status';
import type { UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import type { ImportCounts, ImportOptions, LineOutcome, RowFault, StaffField, ValueChange } from '@varco/shared/staff-import/api';
import type { z } from 'zod';
import { digest } from '#core/digest';
import { undoKeeping } from '#core/formula';
import { Refusal } from '#core/refusal';
import { personIssues } from '#features/directory';
import { isTaxCodeOf, type User } from '#features/identity';
import { type Reading, readDay, readEmployeeNumber, readSex, readText } from './rules/cells.ts';
import { firstFree, isAllCapitals, properCapitals, proposedUsername, splitName } from './rules/names.ts';
import { columnName, type Sheet, type SheetRow, underHeadings } from './rules/table.ts';

/** Somebody who is already here. */
export interface Known extends User {
  readonly administrator: boolean;
}

/** What a row, or a new user, says of a person. */
export interface Wanted extends PersonDetails {
  readonly familyName: string;
  readonly givenName: string;
  readonly fullName: string;
  readonly username: string;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
}

/** What is to become of one row, or of somebody whom no row names. */
export interface PlannedLine {
  readonly row: number | null;
  readonly outcome: LineOutcome;
  readonly name: string;
  readonly username: string;
  readonly known: Known | undefined;
  readonly wanted: Wanted | undefined;
  readonly faults: readonly RowFault[];
  readonly changes: readonly ValueChange[];
}

/** The whole of what a file would do, and the text that names it. */
export interface Plan {
  readonly lines: readonly PlannedLine[];
  readonly counts: ImportCounts;
  readonly trial: string;
}

/** What a plan is made of. */
export interface Circumstances {
  readonly sheet: Sheet;
  readonly options: ImportOptions;
  readonly people: readonly Known[];
  readonly self: UserId | undefined;
  readonly zone: string;
  readonly at: Date;
  /** Whether who asked went away meanwhile: then nobody needs the plan. */
  readonly signal?: AbortSignal | undefined;
}

type Draft = { -readonly [Field in keyof Wanted]?: NonNullable<Wanted[Field]> };
type Field = keyof Wanted;

const fields = [
  'familyName',
  'givenName',
  'fullName',
  'username',
  'taxCode',
  'birthDate',
  'sex',
  'email',
  'employeeNumber',
  'validFrom',
  'validTo',
] as const satisfies readonly Field[];

/** By what somebody is recognized, the surest first. */
const keys = ['taxCode', 'employeeNumber', 'username', 'email'] as const;
type Key = (typeof keys)[number];

/** A key as it is compared. */
const keyOf = (key: Key, value: string): string => {
  if (key === 'username') return foldUsername(value);
  return key === 'email' ? foldEmail(value) : value;
};

const nameOf = ({ familyName, givenName }: { familyName: string; givenName: string }): string => `${familyName} ${givenName}`;

/** A row on its way: what was read, what is wrong, who it is. */
interface Reader {
  readonly row: SheetRow;
  readonly draft: Draft;
  readonly faults: RowFault[];
  /** Names that the file has in capitals alone: they differ from the same name written properly only by that. */
  readonly capitals: ReadonlySet<Field>;
  /** The employee number before zeros were put in front. */
  readonly number: string | undefined;
  known?: Known;
}

/** What becomes of every row and of everybody who is missing; it looks at nothing but what it is given, so that it can be made twice. */
export async function makePlan(given: Circumstances): Promise<Plan> {
  const { sheet, options, people, self, zone, at } = given;
  const today = dayAt(zone, at);
  const { headings, people: rows } = underHeadings(sheet, options.headerRow);
  const columns = columnsOf(options, headings);
  const readers = (await inTurns(rows, (row) => readRow(row, options, columns), given.signal)).filter((reader) => reader !== undefined);
  recognize(readers, people, columns);
  judgeRepetitions(readers, columns);

  const taken = new Set([
    ...people.map(({ username }) => foldUsername(username)),
    ...readers.flatMap(({ draft }) => (draft.username === undefined ? [] : [foldUsername(draft.username)])),
  ]);
  const lines = await inTurns(readers, (reader) => lineOf(reader, options, columns, taken, today), given.signal);
  const kept = keepOwnUsername(keepLastAdministrator(lines, people, columns, zone, at), self, columns);
  const met = new Set(readers.flatMap(({ known }) => (known ? [known.id] : [])));
  const missing = people
    .filter((user) => user.status === 'active' && !met.has(user.id) && user.id !== self)
    .map((known): PlannedLine => ({ ...blank, outcome: 'missing', name: nameOf(known), username: known.username, known }));
  const all = [...kept, ...missing];
  const counts = { new: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 };
  for (const { outcome } of all) counts[outcome] += 1;
  return { lines: all, counts, trial: nameOfTrial(all, options) };
}

/** Of thousands of rows so many are judged before the others' requests have their turn. */
const ROWS_AT_ONCE = 200;

async function inTurns<Item, Result>(items: readonly Item[], work: (item: Item) => Result, signal?: AbortSignal): Promise<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    if (index % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) {
      await setImmediate();
      if (signal?.aborted) throw new Refusal('staff-import.abandoned');
    }
    results.push(work(item));
  }
  return results;
}

const blank = { row: null, wanted: undefined, faults: [], changes: [] } as const;

/** Names what was found: whatever somebody changes meanwhile of those concerned gives another name. */
const nameOfTrial = (lines: readonly PlannedLine[], options: ImportOptions): string =>
  digest(
    JSON.stringify([
      // The database keeps no order of keys.
      Object.entries(options).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      lines.map(({ row, outcome, known, wanted, changes, faults }) => [row, outcome, known?.id, known?.version, wanted, changes, faults]),
    ]),
  ).toString('base64url');

/** Where each field stands in the file, and how its column is called. */
interface Columns {
  place(field: StaffField): number | undefined;
  name(field: StaffField): string;
  cell(row: SheetRow, field: StaffField): string;
}

function columnsOf(options: ImportOptions, headings: readonly string[]): Columns {
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

const wholeNames = ['wholeName', 'wholeNameGivenFirst'] as const;

/** The column in which a field of ours was read: the whole name stands for both its halves. */
function sourceOf(field: Field, columns: Columns): StaffField {
  const whole = wholeNames.find((name) => columns.place(name) !== undefined);
  return whole !== undefined && (field === 'familyName' || field === 'givenName') ? whole : field;
}

function faultAt(columns: Columns, row: SheetRow, field: StaffField, issue: Omit<Issue, 'field'> & { rule: string }): RowFault {
  return { ...issue, field, column: columns.name(field) || field, value: columns.cell(row, field) };
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
function shapeIssue(fault: z.ZodError): Omit<Issue, 'field'> & { rule: string } {
  const [issue] = fault.issues;
  if (issue?.code === 'too_big') return { rule: 'too-long', max: Number(issue.maximum) };
  if (issue?.code === 'too_small') return { rule: 'required' };
  return { rule: issue?.message ?? 'format' };
}

/** Reads one row; a row that says nothing in the columns that count is as good as blank. */
function readRow(row: SheetRow, options: ImportOptions, columns: Columns): Reader | undefined {
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

const bare = (number: string): string => number.replace(/^0+(?=\d)/, '');

/** Finds who each row speaks of; keys that lead to different people are a fault that names both. */
function recognize(readers: readonly Reader[], people: readonly Known[], columns: Columns): void {
  const byKey = Object.fromEntries(
    keys.map((key) => [key, new Map(people.flatMap((user) => (user[key] ? [[keyOf(key, user[key]), user] as const] : [])))]),
  ) as Record<Key, Map<string, Known>>;
  const withoutZeros = Map.groupBy(
    people.filter(({ employeeNumber }) => employeeNumber !== null && /^0+\d+$/.test(employeeNumber)),
    ({ employeeNumber }) => bare(employeeNumber ?? ''),
  );
  // As it is written; or, when a spreadsheet has eaten the zeros in front, who alone has the rest of the number.
  const byNumber = (number: string): Known | undefined => {
    const alike = withoutZeros.get(number);
    return byKey.employeeNumber.get(number) ?? (alike?.length === 1 ? alike[0] : undefined);
  };
  for (const reader of readers) {
    const found: { key: Key; known: Known }[] = [];
    for (const key of keys) {
      const value = reader.draft[key];
      if (value === undefined) continue;
      const known = (key === 'employeeNumber' ? byNumber(reader.number ?? value) : undefined) ?? byKey[key].get(keyOf(key, value));
      if (known) found.push({ key, known });
    }
    const [first] = found;
    if (!first) continue;
    reader.known = first.known;
    const own = first.known.employeeNumber;
    // Only zeros in front are no other number.
    if (own !== null && reader.draft.employeeNumber !== undefined && bare(own) === bare(reader.draft.employeeNumber)) {
      reader.draft.employeeNumber = own;
    }
    // Lists are often in capitals, and at sign-in capitals count: how a name is written changes on the user's page alone.
    const { username } = reader.draft;
    if (username !== undefined && foldUsername(username) === foldUsername(first.known.username))
      reader.draft.username = first.known.username;
    for (const { key, known } of found) {
      const code = reader.draft.taxCode;
      if (known.id !== first.known.id) {
        reader.faults.push(faultAt(columns, reader.row, key, { rule: 'keys-conflict', one: nameOf(first.known), other: nameOf(known) }));
      } else if (key === first.key && key !== 'taxCode' && code !== undefined && known.taxCode !== null && known.taxCode !== code) {
        reader.faults.push(faultAt(columns, reader.row, key, { rule: 'another-person', other: nameOf(known) }));
      }
    }
  }
}

/** The same person, or the same value that only one may have, in two rows: the later row is told of the earlier. */
function judgeRepetitions(readers: readonly Reader[], columns: Columns): void {
  const people = new Map<string, number>();
  const values = new Map<string, number>();
  for (const { row, draft, known, faults } of readers) {
    const before = known && people.get(known.id);
    if (before !== undefined) {
      const by = keys.find((key) => draft[key] !== undefined) ?? 'username';
      faults.push(faultAt(columns, row, by, { rule: 'same-person-twice', row: before }));
    }
    if (known) people.set(known.id, before ?? row.number);
    for (const key of keys) {
      const value = draft[key];
      if (value === undefined) continue;
      const name = `${key} ${keyOf(key, value)}`;
      const earlier = values.get(name);
      if (earlier !== undefined && before === undefined) {
        const same = key === 'taxCode' || key === 'employeeNumber';
        faults.push(faultAt(columns, row, key, { rule: same ? 'same-person-twice' : 'same-value-twice', row: earlier }));
      }
      values.set(name, earlier ?? row.number);
    }
  }
}

function lineOf(reader: Reader, options: ImportOptions, columns: Columns, taken: Set<string>, today: Day): PlannedLine {
  const { row, draft, known, faults } = reader;
  const at = (field: Field, issue: Omit<Issue, 'field'> & { rule: string }) => faultAt(columns, row, sourceOf(field, columns), issue);
  const wanted = known ? changed(reader, known) : { ...nobody, ...draft };
  // A value that could not be read is told once, not also as missing.
  const unread = new Set(faults.map(({ field }) => field));
  if (!known) {
    for (const field of ['familyName', 'givenName'] as const) {
      if (wanted[field] === '' && !unread.has(sourceOf(field, columns))) faults.push(at(field, { rule: 'required' }));
    }
  }
  const changes = known ? changesOf(known, wanted) : [];
  if (!known || changes.length > 0) {
    for (const { field, ...issue } of personIssues(wanted, today)) {
      const own = (fields.find((one) => one === field) ?? 'familyName') as Field;
      if (!unread.has(sourceOf(own, columns))) faults.push(at(own, issue as Omit<Issue, 'field'> & { rule: string }));
    }
  }
  let { username } = wanted;
  if (!known && username === '' && faults.length === 0) {
    const proposed = proposedUsername(options.usernameRule, wanted);
    if (proposed === '' || !Username.safeParse(proposed).success) {
      const source = options.usernameRule === 'tax-code' ? 'taxCode' : 'familyName';
      faults.push(at(source, { rule: 'username-needed' }));
    } else {
      username = firstFree(proposed, (name) => taken.has(foldUsername(name)));
      taken.add(foldUsername(username));
    }
  }
  const outcome = faults.length > 0 ? 'faulty' : !known ? 'new' : changes.length > 0 ? 'changed' : 'unchanged';
  const whole = wholeNames.map((field) => columns.cell(row, field).trim()).find((text) => text !== '') ?? '';
  return {
    row: row.number,
    outcome,
    name: nameOf(wanted).trim() || whole,
    username: username || (known?.username ?? ''),
    known,
    wanted: outcome === 'new' || outcome === 'changed' ? { ...wanted, username } : undefined,
    faults,
    changes: outcome === 'changed' ? changes : [],
  };
}

const nobody: Wanted = { ...noDetails, familyName: '', givenName: '', fullName: '', username: '', validFrom: null, validTo: null };

const single = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** What somebody would be after his row: an empty cell leaves what is there; capitals alone, or other blanks, are no other name. */
function changed({ draft, capitals }: Reader, known: Known): Wanted {
  const given = Object.entries(draft).filter(([field, value]) => {
    const name = field as Field;
    const present = String(known[name] ?? '');
    return single(present) !== value && !(capitals.has(name) && fold(present) === fold(String(value)));
  });
  return { ...wantedOf(known), ...Object.fromEntries(given) };
}

const wantedOf = (known: Known): Wanted => Object.fromEntries(fields.map((field) => [field, known[field]])) as unknown as Wanted;

const changesOf = (known: Known, wanted: Wanted): ValueChange[] =>
  fields
    .filter((field) => known[field] !== wanted[field])
    .map((field) => ({ field, before: known[field] || null, after: wanted[field] || null }));

/** Somebody as he would be. */
export const userAfter = (known: Known, wanted: Wanted): User => ({ ...known, ...wanted });

/** Whether somebody could enter until now and cannot any more. */
export const isStopped = (before: User, after: User, zone: string, at: Date): boolean =>
  hindrance(before, zone, at) === undefined && hindrance(after, zone, at) !== undefined;

/** Whether a change narrows the days of an administrator. */
export const narrowsAdministrator = ({ known, wanted }: PlannedLine): boolean =>
  known?.administrator === true &&
  wanted !== undefined &&
  (known.validFrom !== wanted.validFrom || (wanted.validTo !== null && (known.validTo === null || wanted.validTo < known.validTo)));

/** A file that would leave nobody who administers is refused in the rows that would do it (requirements R3.50). */
function keepLastAdministrator(lines: PlannedLine[], people: readonly Known[], columns: Columns, zone: string, at: Date): PlannedLine[] {
  const narrowed = new Set(lines.filter((line) => line.outcome === 'changed' && narrowsAdministrator(line)).map(({ known }) => known?.id));
  const stay = people.some((user) => user.administrator && !narrowed.has(user.id) && hindrance(user, zone, at) === undefined);
  if (stay || narrowed.size === 0) return lines;
  return lines.map((line) => {
    if (!narrowed.has(line.known?.id) || line.outcome !== 'changed') return line;
    const field = line.changes.some((change) => change.field === 'validTo') ? 'validTo' : 'validFrom';
    const fault: RowFault = {
      rule: 'last-administrator-stays',
      field,
      column: columns.name(field),
      value: line.wanted?.[field] ?? '',
    };
    return { ...line, outcome: 'faulty' as const, wanted: undefined, changes: [], faults: [fault] };
  });
}

/** Whoever runs an import would be signed out of his own name by a row he may not have read: he is told, and changes it on his page. */
const keepOwnUsername = (lines: readonly PlannedLine[], self: UserId | undefined, columns: Columns): PlannedLine[] =>
  lines.map((line) => {
    const change = line.known?.id === self && self !== undefined ? line.changes.find(({ field }) => field === 'username') : undefined;
    if (!change) return line;
    const fault: RowFault = {
      rule: 'own-username',
      field: 'username',
      column: columns.name('username'),
      value: change.after ?? '',
      present: change.before ?? '',
    };
    return { ...line, outcome: 'faulty', wanted: undefined, changes: [], faults: [...line.faults, fault] };
  });
