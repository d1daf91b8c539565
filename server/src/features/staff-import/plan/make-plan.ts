import { setImmediate } from 'node:timers/promises';
import { dayAt } from '@varco/shared/days';
import { foldUsername } from '@varco/shared/identity/folding';
import type { Licence } from '@varco/shared/identity/licences';
import type { UserId } from '@varco/shared/ids';
import type { ImportCounts, ImportOptions } from '@varco/shared/staff-import/api';
import { digest } from '#core/digest';
import { Refusal } from '#core/refusal';
import type { LoginRule } from '#features/identity';
import { type Sheet, underHeadings } from '../rules/table.ts';
import { columnsOf } from './columns.ts';
import { judgeRow } from './judge-row.ts';
import { type Known, nameOf, type PlannedLine } from './planned-line.ts';
import { readRow } from './read-row.ts';
import { judgeRepetitions, nameInFull, recognize } from './recognize.ts';
import { keepLastAdministrator, keepOwnUsername } from './who-stays.ts';

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
  /** How the user names of the organization begin; a file makes none outside that. */
  readonly login: LoginRule;
  readonly self: UserId | undefined;
  /** The licences that whoever imports may give. */
  readonly licences: readonly Licence[];
  readonly zone: string;
  readonly at: Date;
  /** Whether who asked went away meanwhile: then nobody needs the plan. */
  readonly signal?: AbortSignal | undefined;
}

/** What becomes of every row and of everybody who is missing; it looks at nothing but what it is given, so that it can be made twice. */
export async function makePlan(given: Circumstances): Promise<Plan> {
  const { sheet, options, people, login, self, licences, zone, at } = given;
  const today = dayAt(zone, at);
  const { headings, people: rows } = underHeadings(sheet, options.headerRow);
  const columns = columnsOf(options, headings);
  const readers = (await inTurns(rows, (row) => readRow(row, options, columns), given.signal)).filter((reader) => reader !== undefined);
  nameInFull(readers, people, { login, columns });
  recognize(readers, people, columns);
  judgeRepetitions(readers, columns);

  const taken = new Set([
    ...people.map(({ username }) => foldUsername(username)),
    ...readers.flatMap(({ draft }) => (draft.username === undefined ? [] : [foldUsername(draft.username)])),
  ]);
  const lines = await inTurns(readers, (reader) => judgeRow(reader, { options, columns, taken, today, login, licences }), given.signal);
  const kept = keepOwnUsername(keepLastAdministrator(lines, columns, { people, zone, at }), self, columns);
  const met = new Set(readers.flatMap(({ known }) => (known ? [known.id] : [])));
  const missing = people
    // No staff list names a service.
    .filter((user) => user.status === 'active' && user.licence !== 'service' && !met.has(user.id) && user.id !== self)
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
