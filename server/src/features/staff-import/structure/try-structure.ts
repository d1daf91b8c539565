import { type Day, dayAt } from '@varco/shared/days';
import type { DepartmentId, OrganizationId, UnitId } from '@varco/shared/ids';
import type { Issue } from '@varco/shared/problems';
import { MAX_COLUMNS, MAX_ROWS } from '@varco/shared/staff-import/api';
import { columnName, foldHeading } from '@varco/shared/staff-import/headings';
import { personFields, type StructureField, type StructureImport, type StructureOptions } from '@varco/shared/staff-import/structure-api';
import { guessStructureColumns } from '@varco/shared/staff-import/structure-headings';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import { judgePlacements, openingsBeyond } from '#features/authorization';
import { readAll } from '#features/structure';
import { requireImport, toStaffImport } from '../find-import.ts';
import { guessDateOrder } from '../rules/cells.ts';
import { headerRowOf, type Sheet, type SheetRow, underHeadings } from '../rules/table.ts';
import * as files from '../store.ts';
import { asRemembered, type Kind, nameOfHeadings, type Uploaded, uploadFile } from '../upload-list.ts';
import type { Facts } from './facts.ts';
import { linesOf, makePlan, nameOfTrial, type StructurePlan, type WantedPlacement } from './make-plan.ts';
import { readRows } from './read-row.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'config'>;

/** What the columns of a sheet hold and how its days are written, as far as it shows by itself. */
function propose(sheet: Sheet, known?: readonly files.RememberedColumn<StructureField>[]): StructureOptions {
  const headerRow = headerRowOf(sheet, guessStructureColumns);
  const { headings, people } = underHeadings(sheet, headerRow);
  const columns = (known ? asRemembered(headings, known) : guessStructureColumns(headings)).slice(0, MAX_COLUMNS);
  const days = columns.flatMap((field, place) =>
    field === 'from' || field === 'to' ? people.map(({ cells }) => (cells[place] ?? '').trim()) : [],
  );
  return { sheet: 0, headerRow, columns, dateOrder: guessDateOrder(days) };
}

const structureKind: Kind<StructureField, StructureOptions> = { kind: 'structure', guess: guessStructureColumns, propose };

/** Takes a file of the structure in, and proposes what its columns hold; nothing becomes of it yet. */
export const uploadStructure = (
  core: Pick<Core, 'db' | 'clock' | 'random'>,
  organizationId: OrganizationId,
  file: Uploaded,
): Promise<StructureImport> => uploadFile(core, organizationId, file, structureKind);

/** The file as it was uploaded, with what its trial found. */
export const readStructureImport = (core: Needs, organizationId: OrganizationId, id: string): Promise<StructureImport> =>
  core.db.as({ organizations: [organizationId] }, async (tx) =>
    toStaffImport(await requireImport<StructureOptions>(tx, organizationId, id, core.clock.now(), 'structure')),
  );

/** Which file is looked at, for whom; without options those of the last trial. */
export interface Asked {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly actor: Actor;
  readonly options?: StructureOptions;
}

/** Finds out what a file would do, and keeps it to be looked at; nothing of the structure is touched. */
export async function tryStructure(core: Needs, asked: Asked & { readonly options: StructureOptions }): Promise<StructureImport> {
  const { organizationId, options } = asked;
  const { file, plan, headings } = await planOf(core, asked);
  const { lines, counts } = linesOf(plan);
  const trial = nameOfTrial(plan, options);
  await core.db.as({ organizations: [organizationId] }, async (tx) => {
    if (!(await files.saveTrial(tx, file, { options, counts, trial }, lines))) throw new Refusal('staff-import.already-done');
    const columns = headings.map((heading, place) => ({ heading: foldHeading(heading), field: options.columns[place] ?? null }));
    await files.rememberColumns(tx, organizationId, nameOfHeadings(headings, 'structure'), columns, core.clock.now());
  });
  return toStaffImport({ ...file, stage: 'tried', options, counts, trial, runId: null });
}

/** The plan of a file as things stand now; what is asked of the database is asked at once, the thinking is outside of any transaction. */
export async function planOf(
  core: Needs,
  asked: Asked,
): Promise<{ file: files.StoredImport<StructureOptions>; plan: StructurePlan; headings: readonly string[] }> {
  const { organizationId, actor } = asked;
  const scope = { organizations: [organizationId] };
  const today = dayAt(core.config.timeZone, core.clock.now());
  const { file, rows } = await core.db.as(scope, (tx) => readFile(core, tx, asked));
  const options = asked.options ?? file.options;
  const { headings, people: below } = underHeadings({ name: '', rows }, options.headerRow);
  refuseOptions(options, headings, below.length);
  const read = await readRows(below, options, headings);
  const facts = await core.db.as(scope, (tx) => readFacts(tx, organizationId, options, today));
  const plan = await makePlan(read, facts, today);
  await core.db.as(scope, (tx) => object(core, tx, actor, organizationId, plan));
  return { file, plan, headings };
}

async function readFile(
  { clock }: Pick<Core, 'clock'>,
  tx: Db,
  { organizationId, id, options }: Asked,
): Promise<{ file: files.StoredImport<StructureOptions>; rows: SheetRow[] }> {
  const file = await requireImport<StructureOptions>(tx, organizationId, id, clock.now(), 'structure');
  const { sheet } = options ?? file.options;
  if (!file.sheets[sheet]) throw new Refusal('staff-import.columns-refused', { issues: [{ field: 'sheet', rule: 'no-such-sheet' }] });
  return { file, rows: await files.readRows(tx, file, sheet) };
}

/** Whether a file places people: then it is asked who they are. */
export const placesPeople = ({ columns }: StructureOptions): boolean => personFields.some((field) => columns.includes(field));

async function readFacts(tx: Db, organizationId: OrganizationId, options: StructureOptions, today: Day): Promise<Facts> {
  const departments = await readAll(tx, { organizations: [organizationId] }, today);
  const places = placesPeople(options);
  return {
    departments: departments.map(({ units: _, ...department }) => ({ ...department, id: department.id as DepartmentId })),
    units: departments.flatMap(({ id, units }) =>
      units.map((unit) => ({ ...unit, id: unit.id as UnitId, departmentId: id as DepartmentId })),
    ),
    people: places ? await store.peopleOf(tx, organizationId) : [],
    placements: places ? await store.placementsIn(tx, organizationId) : [],
  };
}

/** Everything that is wrong with the choice of columns, at once. */
function refuseOptions({ columns }: StructureOptions, headings: readonly string[], rows: number): void {
  const issues: Issue[] = [];
  const has = (...fields: StructureField[]) => fields.some((field) => columns.includes(field));
  if (!has('department')) issues.push({ field: 'columns', rule: 'department-column-needed' });
  if (!has('unit') && has('unitEnglish', 'site', 'unitActive', ...personFields)) {
    issues.push({ field: 'columns', rule: 'unit-column-needed' });
  }
  if (!has(...personFields) && has('from', 'to', 'qualification')) issues.push({ field: 'columns', rule: 'person-column-needed' });
  for (const field of new Set(columns)) {
    const places = columns.flatMap((one, place) => (one === field && field !== null ? [place] : []));
    if (places.length > 1) {
      issues.push({ field: 'columns', rule: 'column-twice', columns: places.map((place) => columnName(headings, place)).join(', ') });
    }
  }
  if (rows === 0) issues.push({ field: 'headerRow', rule: 'no-rows' });
  if (rows > MAX_ROWS) issues.push({ field: 'headerRow', rule: 'too-many-rows', max: MAX_ROWS });
  if (issues.length > 0) throw new Refusal('staff-import.columns-refused', { issues });
}

/** Whether a placement puts somebody where he is not on some day. */
const gives = ({ known, to }: WantedPlacement): boolean => !known || (known.to !== null && (to === null || to > known.to));

/** What of a plan its importer could not do by hand, each beside its cell: neither whom he places nor what he switches on (requirements R1.47). */
export async function object(
  core: Pick<Core, 'clock' | 'config'>,
  tx: Db,
  actor: Actor,
  organizationId: OrganizationId,
  plan: StructurePlan,
): Promise<boolean> {
  const placing = plan.lines.flatMap(({ read, placement }) => (placement ? [{ read, placement }] : []));
  const objections = await judgePlacements(
    core,
    tx,
    actor,
    organizationId,
    placing.map(({ placement }) => ({
      userId: placement.person.id,
      unitId: placement.unit.known?.id,
      from: placement.from,
      to: placement.to,
      gives: gives(placement),
    })),
  );
  let objected = false;
  for (const [place, { read }] of placing.entries()) {
    const rule = objections[place];
    if (rule === undefined) continue;
    objected = true;
    read.fault(personFields.find((field) => read.draft[field] !== undefined) ?? 'employeeNumber', rule);
  }
  const opening = plan.lines.flatMap(({ read, opens }) => opens.map((one) => ({ read, ...one })));
  const refused = await openingsBeyond(
    core,
    tx,
    actor,
    organizationId,
    opening.flatMap(({ of }) => of.known?.id ?? []),
  );
  for (const { read, field, of } of opening) {
    if (of.known === undefined || !refused.has(of.known.id)) continue;
    objected = true;
    read.fault(field, 'placement-beyond-own');
  }
  return objected;
}
