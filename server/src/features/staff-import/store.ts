import type { OrganizationId, UnitId, UserId } from '@varco/shared/ids';
import type { RunId, RunState } from '@varco/shared/jobs/jobs';
import type { ImportCounts, ImportLine, ImportOptions, LineOutcome, SheetLook, StaffField } from '@varco/shared/staff-import/api';
import { sql } from 'kysely';
import type { Client } from '#core/actor';
import type { Db } from '#db/database';
import { authorizedIfAsked, type UserRow, userColumns, userOf } from '#features/identity';
import type { Known } from './plan/planned-line.ts';
import type { Sheet, SheetRow } from './rules/table.ts';

/** What a file is made into. */
export type ImportKind = 'staff' | 'structure';

/** An uploaded file as it is kept. */
export interface StoredImport<Options = ImportOptions> {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly fileName: string;
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string | null;
  readonly separator: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly stage: 'uploaded' | 'tried' | 'done';
  readonly sheets: readonly SheetLook[];
  readonly options: Options;
  readonly remembered: boolean;
  readonly counts: ImportCounts | null;
  readonly trial: string | null;
  readonly runId: RunId | null;
  readonly doneAt: Date | null;
}

/** How many rows stand in one block. */
const BLOCK = 500;
/** Of one organization so many files are kept, the newest. */
const KEPT = 20;

/** Keeps a file with its rows; of many files of one organization the oldest go. */
export async function insertImport<Options>(
  tx: Db,
  kind: ImportKind,
  file: StoredImport<Options>,
  sheets: readonly Sheet[],
): Promise<void> {
  const { organizationId, id } = file;
  await sql`
    insert into staff_import.imports (organization_id, id, kind, file_name, format, encoding, separator, created_at, expires_at, sheets, options,
      remembered)
    values (${organizationId}, ${id}, ${kind}, ${file.fileName}, ${file.format}, ${file.encoding}, ${file.separator}, ${file.createdAt},
      ${file.expiresAt}, ${JSON.stringify(file.sheets)}::jsonb, ${JSON.stringify(file.options)}::jsonb, ${file.remembered})`.execute(tx);
  const blocks = sheets.flatMap((sheet, number) =>
    Array.from({ length: Math.ceil(sheet.rows.length / BLOCK) }, (_, block) => ({
      sheet: number,
      block,
      rows: JSON.stringify(sheet.rows.slice(block * BLOCK, (block + 1) * BLOCK)),
    })),
  );
  await sql`
    insert into staff_import.blocks (organization_id, import_id, sheet, block, rows)
    select ${organizationId}::uuid, ${id}::uuid, b.sheet, b.block, b.rows::jsonb
    from unnest(${blocks.map(({ sheet }) => sheet)}::smallint[], ${blocks.map(({ block }) => block)}::int[],
      ${blocks.map(({ rows }) => rows)}::text[]) b (sheet, block, rows)`.execute(tx);
  await sql`
    delete from staff_import.imports i where i.organization_id = ${organizationId} and i.id in (
      select o.id from staff_import.imports o where o.organization_id = ${organizationId} order by o.created_at desc, o.id desc
      offset ${KEPT})`.execute(tx);
}

/** An uploaded file of this kind and organization, or undefined when there is none in sight. */
export async function findImport<Options = ImportOptions>(
  tx: Db,
  organizationId: OrganizationId,
  id: string,
  kind: ImportKind,
): Promise<StoredImport<Options> | undefined> {
  const row = await tx
    .selectFrom('staff_import.imports')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return (
    row && {
      organizationId,
      id: row.id,
      fileName: row.file_name,
      format: row.format === 'csv' ? 'csv' : 'xlsx',
      encoding: row.encoding,
      separator: row.separator,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      stage: row.stage as StoredImport['stage'],
      sheets: row.sheets as unknown as SheetLook[],
      options: row.options as unknown as Options,
      remembered: row.remembered,
      counts: row.counts as unknown as ImportCounts | null,
      trial: row.trial,
      runId: row.run_id as RunId | null,
      doneAt: row.done_at,
    }
  );
}

/** The rows of one sheet, from the first to the last. */
export async function readRows(
  tx: Db,
  { organizationId, id }: Pick<StoredImport, 'organizationId' | 'id'>,
  sheet: number,
): Promise<SheetRow[]> {
  const blocks = await tx
    .selectFrom('staff_import.blocks')
    .select('rows')
    .where('organization_id', '=', organizationId)
    .where('import_id', '=', id)
    .where('sheet', '=', sheet)
    .orderBy('block')
    .execute();
  return blocks.flatMap(({ rows }) => rows as unknown as SheetRow[]);
}

/** Everybody of an organization with all that a row may say of him, in the order of their ids. */
export async function everybody(tx: Db, organizationId: OrganizationId): Promise<Known[]> {
  const { rows } = await sql<UserRow & { administrator: boolean }>`
    select ${sql.join(userColumns.map((column) => (typeof column === 'string' ? sql.ref(column) : sql`${authorizedIfAsked} as authorized`)))}, a.user_id is not null as administrator
    from identity.users u
    join identity.persons p on p.organization_id = u.organization_id and p.id = u.person_id
    join identity.enablements e on e.organization_id = u.organization_id and e.user_id = u.id
    left join "authorization".administrators a on a.organization_id = u.organization_id and a.user_id = u.id
    where u.organization_id = ${organizationId} order by u.id`.execute(tx);
  return rows.map((row) => ({ ...userOf(row), administrator: row.administrator }));
}

/** Keeps what a trial found in place of what an earlier one did; false when the file has been carried out meanwhile. */
export async function saveTrial(
  tx: Db,
  file: Pick<StoredImport, 'organizationId' | 'id'>,
  found: { options: object; counts: ImportCounts; trial: string },
  lines: readonly Omit<ImportLine, 'place'>[],
): Promise<boolean> {
  const { organizationId, id } = file;
  const { rows } = await sql`
    update staff_import.imports set stage = 'tried', options = ${JSON.stringify(found.options)}::jsonb,
      counts = ${JSON.stringify(found.counts)}::jsonb, trial = ${found.trial}, run_id = null
    where organization_id = ${organizationId} and id = ${id} and stage <> 'done' returning id`.execute(tx);
  if (rows.length === 0) return false;
  await sql`delete from staff_import.lines where organization_id = ${organizationId} and import_id = ${id}`.execute(tx);
  const of = <Value>(value: (line: Omit<ImportLine, 'place'>) => Value): Value[] => lines.map(value);
  await sql`
    insert into staff_import.lines (organization_id, import_id, place, row_number, outcome, name, username, user_id, administrator, faults,
      changes)
    select ${organizationId}::uuid, ${id}::uuid, l.place, l.row_number, l.outcome, l.name, l.username, l.user_id, l.administrator,
      l.faults::jsonb, l.changes::jsonb
    from unnest(${of((line) => line.row)}::int[], ${of((line) => line.outcome)}::text[], ${of((line) => line.name)}::text[],
      ${of((line) => line.username)}::text[], ${of((line) => line.userId)}::uuid[], ${of((line) => line.administrator)}::boolean[],
      ${of((line) => JSON.stringify(line.faults))}::text[], ${of((line) => JSON.stringify(line.changes))}::text[])
      with ordinality l (row_number, outcome, name, username, user_id, administrator, faults, changes, place)`.execute(tx);
  return true;
}

/** Lines of one outcome after a place, in the order of the file. */
export async function findLines(
  tx: Db,
  { organizationId, id }: Pick<StoredImport, 'organizationId' | 'id'>,
  { outcome, after, limit }: { readonly outcome: LineOutcome; readonly after: number; readonly limit: number },
): Promise<ImportLine[]> {
  const rows = await tx
    .selectFrom('staff_import.lines')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('import_id', '=', id)
    .where('outcome', '=', outcome)
    .where('place', '>', after)
    .orderBy('place')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    place: row.place,
    row: row.row_number,
    outcome,
    name: row.name,
    username: row.username,
    userId: row.user_id,
    administrator: row.administrator,
    faults: row.faults as unknown as ImportLine['faults'],
    changes: row.changes as unknown as ImportLine['changes'],
  }));
}

/** Who of these the trial found missing from the file. */
export async function missingAmong(tx: Db, file: StoredImport, users: readonly string[]): Promise<{ id: UserId; name: string }[]> {
  const { rows } = await sql<{ id: UserId; name: string }>`
    select l.user_id as id, l.name from staff_import.lines l
    where l.organization_id = ${file.organizationId} and l.import_id = ${file.id} and l.outcome = 'missing'
      and l.user_id = any (${users}::uuid[]) order by l.place`.execute(tx);
  return rows;
}

/** Whom the rows of a file would change. */
export async function changedUsers(tx: Db, { organizationId, id }: StoredImport): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('staff_import.lines')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('import_id', '=', id)
    .where('outcome', '=', 'changed')
    .where('user_id', 'is not', null)
    .execute();
  return rows.map((row) => row.user_id as UserId);
}

/** Takes the file for whoever carries it out, as the trial named it; nobody else gets it after that. */
export async function takeImport(tx: Db, file: Pick<StoredImport, 'organizationId' | 'id'>, trial: string, at: Date): Promise<boolean> {
  const { rows } = await sql`
    update staff_import.imports set stage = 'done', done_at = ${at}
    where organization_id = ${file.organizationId} and id = ${file.id} and stage = 'tried' and trial = ${trial} returning id`.execute(tx);
  return rows.length === 1;
}

/** Locks the file, so that of two confirmations the second sees the run of the first; answers the state of that run. */
export async function lockForRun(
  tx: Db,
  { organizationId, id }: Pick<StoredImport, 'organizationId' | 'id'>,
): Promise<{ runId: RunId; state: RunState } | undefined> {
  await sql`select from staff_import.imports where organization_id = ${organizationId} and id = ${id} for no key update`.execute(tx);
  // Asked apart: a statement that waited for the lock sees the row as it is now, but joins it with what there was before it waited.
  const { rows } = await sql<{ run_id: RunId | null; state: RunState | null }>`
    select i.run_id, r.state from staff_import.imports i
    left join jobs.runs r on r.organization_id = i.organization_id and r.id = i.run_id
    where i.organization_id = ${organizationId} and i.id = ${id}`.execute(tx);
  const [row] = rows;
  return row?.run_id && row.state ? { runId: row.run_id, state: row.state } : undefined;
}

/** From where a file was confirmed: the run that carries it out is no request, and the log names the request. */
export interface ConfirmedFrom {
  readonly sessionNumber: string;
  readonly client: Client;
  /** The unit for which he worked, by which his rights are read again. */
  readonly unitId?: UnitId | null;
  /** Whose user he is, if not of the organization for which he worked. */
  readonly homeId?: OrganizationId;
}

/** Remembers which run carries a file out, and from where it was confirmed. */
export async function setRun(
  tx: Db,
  { organizationId, id }: Pick<StoredImport, 'organizationId' | 'id'>,
  runId: RunId,
  from: ConfirmedFrom,
): Promise<void> {
  await tx
    .updateTable('staff_import.imports')
    .set({ run_id: runId, confirmed_from: JSON.stringify(from) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** From where a file was confirmed; undefined for one that nobody did. */
export async function confirmedFrom(tx: Db, organizationId: OrganizationId, id: string): Promise<ConfirmedFrom | undefined> {
  const row = await tx
    .selectFrom('staff_import.imports')
    .select('confirmed_from')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row?.confirmed_from as unknown as ConfirmedFrom | null) ?? undefined;
}

/** Writes beside the rows whom they have become. */
export async function nameNewUsers(
  tx: Db,
  { organizationId, id }: StoredImport,
  made: readonly { readonly row: number; readonly id: UserId }[],
): Promise<void> {
  await sql`
    update staff_import.lines l set user_id = m.id
    from unnest(${made.map(({ row }) => row)}::int[], ${made.map((user) => user.id)}::uuid[]) m (row_number, id)
    where l.organization_id = ${organizationId} and l.import_id = ${id} and l.outcome = 'new' and l.row_number = m.row_number`.execute(tx);
}

/** Whom a file created when it was carried out. */
export async function createdBy(tx: Db, { organizationId, id }: Pick<StoredImport, 'organizationId' | 'id'>): Promise<UserId[]> {
  const { rows } = await sql<{ id: UserId }>`
    select l.user_id as id from staff_import.lines l
    where l.organization_id = ${organizationId} and l.import_id = ${id} and l.outcome = 'new' and l.user_id is not null
    order by l.place`.execute(tx);
  return rows.map((row) => row.id);
}

/** Who of these has a session open, whose memory of him on the nodes must be read anew. */
export async function withOpenSessions(tx: Db, organizationId: OrganizationId, users: readonly UserId[]): Promise<UserId[]> {
  const { rows } = await sql<{ user_id: UserId }>`
    select distinct s.user_id from sessions.sessions s
    where s.organization_id = ${organizationId} and s.user_id = any (${users}::uuid[]) and s.ended_at is null order by s.user_id`.execute(
    tx,
  );
  return rows.map((row) => row.user_id);
}

/** What was chosen for the columns of a file with these headings; undefined when there was none. */
export async function rememberedColumns<Field extends string = StaffField>(
  tx: Db,
  organizationId: OrganizationId,
  headings: Buffer,
): Promise<RememberedColumn<Field>[] | undefined> {
  const row = await tx
    .selectFrom('staff_import.mappings')
    .select('columns')
    .where('organization_id', '=', organizationId)
    .where('headings', '=', headings)
    .executeTakeFirst();
  return row?.columns as unknown as RememberedColumn<Field>[] | undefined;
}

/** One heading, folded, and what it holds. */
export interface RememberedColumn<Field extends string = StaffField> {
  readonly heading: string;
  readonly field: Field | null;
}

/** Of one organization so many kinds of files are remembered, the last used. */
const REMEMBERED = 50;

/** Remembers what was chosen for the columns of a file with these headings. */
export async function rememberColumns(
  tx: Db,
  organizationId: OrganizationId,
  headings: Buffer,
  columns: readonly RememberedColumn<string>[],
  at: Date,
): Promise<void> {
  await sql`
    insert into staff_import.mappings (organization_id, headings, columns, used_at)
    values (${organizationId}, ${headings}, ${JSON.stringify(columns)}::jsonb, ${at})
    on conflict (organization_id, headings) do update set columns = excluded.columns, used_at = excluded.used_at`.execute(tx);
  await sql`
    delete from staff_import.mappings m where m.organization_id = ${organizationId} and m.headings in (
      select o.headings from staff_import.mappings o where o.organization_id = ${organizationId} order by o.used_at desc, o.headings
      offset ${REMEMBERED})`.execute(tx);
}

/** Forgets the files whose time is over, whoever's they are. */
export async function forgetExpired(db: Db, at: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`select staff_import.forget_expired(${at}) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Forgets every staff list that names somebody, by his user or by any of these texts: a list lives a day, and is uploaded again. */
export async function forgetListsNaming(
  tx: Db,
  { organizationId, userId, texts }: { organizationId: OrganizationId; userId: UserId; texts: readonly string[] },
): Promise<void> {
  await sql`
    delete from staff_import.imports i where i.organization_id = ${organizationId} and (
      exists (select from staff_import.lines l where l.organization_id = i.organization_id and l.import_id = i.id
        and l.user_id = ${userId})
      or exists (select from staff_import.blocks b, unnest(${texts}::text[]) as said (text)
        where b.organization_id = i.organization_id and b.import_id = i.id and strpos(lower(b.rows::text), said.text) > 0)
      or exists (select from unnest(${texts}::text[]) as said (text) where strpos(lower(i.sheets::text), said.text) > 0))`.execute(tx);
}
