import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { type ImportLine, type ImportOptions, MAX_ROWS, type StaffField, type StaffImport } from '@varco/shared/staff-import/api';
import { columnName, foldHeading } from '@varco/shared/staff-import/headings';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { licencesGivenBy } from '#features/authorization';
import { loginRuleOf } from '#features/identity';
import { requireImport, toStaffImport } from './find-import.ts';
import { makePlan, type Plan } from './plan/make-plan.ts';
import type { PlannedLine } from './plan/planned-line.ts';
import { underHeadings } from './rules/table.ts';
import * as store from './store.ts';
import { nameOfHeadings } from './upload-list.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;

/** Which file is looked at, and for whom. */
export interface Asked {
  readonly organizationId: OrganizationId;
  readonly id: string;
  /** Who asks, so that he is not proposed to himself; undefined: somebody at the terminal. */
  readonly self: UserId | undefined;
  /** Without them those of the last trial. */
  readonly options?: ImportOptions;
  /** Whether who asked went away meanwhile. */
  readonly signal?: AbortSignal;
}

/** Finds out what a file would do, and keeps it to be looked at; not a single user is touched. */
export async function tryImport(core: Needs, asked: Asked & { readonly options: ImportOptions }): Promise<StaffImport> {
  const { organizationId, options } = asked;
  const scope = { organizations: [organizationId] };
  const at = core.clock.now();
  const { file, plan, headings } = await planOf(core, asked, at);
  await core.db.as(scope, async (tx) => {
    const { counts, trial } = plan;
    if (!(await store.saveTrial(tx, file, { options, counts, trial }, plan.lines.map(toLine)))) {
      throw new Refusal('staff-import.already-done');
    }
    const columns = headings.map((heading, place) => ({ heading: foldHeading(heading), field: options.columns[place] ?? null }));
    await store.rememberColumns(tx, organizationId, nameOfHeadings(headings), columns, at);
  });
  return toStaffImport({ ...file, stage: 'tried', options, counts: plan.counts, trial: plan.trial, runId: null });
}

/** The plan of a file as things stand now; the reading is one transaction, the thinking is outside of any. */
export async function planOf(
  core: Needs,
  asked: Asked,
  at: Date,
): Promise<{ file: store.StoredImport; plan: Plan; headings: readonly string[] }> {
  const { organizationId, self, options, signal } = asked;
  const { file, rows, people, login, licences } = await core.db.as({ organizations: [organizationId] }, (tx) => read(tx, asked, at));
  const chosen = options ?? file.options;
  const sheet = { name: '', rows };
  const { headings, people: below } = underHeadings(sheet, chosen.headerRow);
  const issues = optionIssues(chosen, headings, below.length);
  if (issues.length > 0) throw new Refusal('staff-import.columns-refused', { issues });
  const plan = await makePlan({ sheet, options: chosen, people, login, licences, self, zone: core.config.timeZone, at, signal });
  if (signal?.aborted) throw new Refusal('staff-import.abandoned');
  return { file, plan, headings };
}

async function read(tx: Db, { organizationId, id, options, self }: Asked, at: Date) {
  const file = await requireImport(tx, organizationId, id, at);
  const { sheet } = options ?? file.options;
  if (!file.sheets[sheet]) throw new Refusal('staff-import.columns-refused', { issues: [{ field: 'sheet', rule: 'no-such-sheet' }] });
  return {
    file,
    rows: await store.readRows(tx, file, sheet),
    people: await store.everybody(tx, organizationId),
    login: await loginRuleOf(tx, organizationId),
    licences: await licencesGivenBy(tx, organizationId, self),
  };
}

/** Everything that is wrong with the choice of columns, at once. */
function optionIssues({ columns, usernameRule }: ImportOptions, headings: readonly string[], people: number): Issue[] {
  const issues: Issue[] = [];
  const has = (field: StaffField) => columns.includes(field);
  const both = has('familyName') && has('givenName');
  const wholes = [has('wholeName'), has('wholeNameGivenFirst')].filter(Boolean).length;
  const halves = has('familyName') || has('givenName');
  if (wholes > 1 || (wholes === 1 && halves)) issues.push({ field: 'columns', rule: 'names-twice' });
  else if (wholes === 0 && !both) issues.push({ field: 'columns', rule: 'names-needed' });
  for (const field of new Set(columns)) {
    const places = columns.flatMap((one, place) => (one === field && field !== null ? [place] : []));
    if (places.length > 1) {
      issues.push({ field: 'columns', rule: 'column-twice', columns: places.map((place) => columnName(headings, place)).join(', ') });
    }
  }
  if (usernameRule === 'tax-code' && !has('taxCode')) issues.push({ field: 'usernameRule', rule: 'tax-code-rule-needs-column' });
  if (people === 0) issues.push({ field: 'headerRow', rule: 'no-people' });
  if (people > MAX_ROWS) issues.push({ field: 'headerRow', rule: 'too-many-rows', max: MAX_ROWS });
  return issues;
}

const toLine = ({ row, outcome, name, username, known, faults, changes }: PlannedLine): Omit<ImportLine, 'place'> => ({
  row,
  outcome,
  name,
  username,
  userId: known?.id ?? null,
  administrator: known?.administrator ?? false,
  faults: [...faults],
  changes: [...changes],
});
