import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { Language } from '@varco/shared/language';
import { issueSentence } from '@varco/shared/problem-messages';
import { type ImportOptions, type LinePage, type LineQuery, MAX_ROWS, type StaffImport } from '@varco/shared/staff-import/api';
import { stringify } from 'csv-stringify/sync';
import type { Core } from '#core/core';
import { keepFromFormula } from '#core/formula';
import { Refusal } from '#core/refusal';
import type { Db } from '#db/database';
import * as store from './store.ts';

/** An uploaded file as the page reads it. */
export const toStaffImport = <Options>(file: store.StoredImport<Options>): Omit<StaffImport, 'options'> & { options: Options } => ({
  id: file.id,
  fileName: file.fileName,
  format: file.format,
  encoding: file.encoding,
  separator: file.separator,
  createdAt: file.createdAt.toISOString(),
  expiresAt: file.expiresAt.toISOString(),
  stage: file.stage,
  sheets: [...file.sheets],
  options: file.options,
  remembered: file.remembered,
  counts: file.counts,
  trial: file.trial,
  runId: file.runId,
  doneAt: file.doneAt?.toISOString() ?? null,
});

/** The file, refused when it is not there, is another organization's, or its time is over. */
export async function requireImport<Options = ImportOptions>(
  tx: Db,
  organizationId: OrganizationId,
  id: string,
  at: Date,
  kind: store.ImportKind = 'staff',
): Promise<store.StoredImport<Options>> {
  const file = await store.findImport<Options>(tx, organizationId, id, kind);
  if (!file) throw new Refusal('request.not-found');
  if (file.expiresAt <= at) throw new Refusal('staff-import.expired');
  return file;
}

type Needs = Pick<Core, 'db' | 'clock'>;

/** An uploaded file, with what its trial found. */
export const readImport = (core: Needs, organizationId: OrganizationId, id: string): Promise<StaffImport> =>
  core.db.as({ organizations: [organizationId] }, async (tx) =>
    toStaffImport(await requireImport(tx, organizationId, id, core.clock.now())),
  );

/** One page of what the trial found of the rows. */
export const readLines = (
  core: Needs,
  organizationId: OrganizationId,
  id: string,
  query: LineQuery,
  kind: store.ImportKind = 'staff',
): Promise<LinePage> =>
  core.db.as({ organizations: [organizationId] }, async (tx) => {
    const file = await requireImport(tx, organizationId, id, core.clock.now(), kind);
    const found = await store.findLines(tx, file, { ...query, limit: query.limit + 1 });
    const items = found.slice(0, query.limit);
    return { items, next: found.length > items.length ? (items.at(-1)?.place ?? null) : null };
  });

/** Whom an import created, those erased since left out; undefined when it has not been carried out. */
export async function usersOfImport(tx: Db, organizationId: OrganizationId, id: string, at: Date): Promise<UserId[] | undefined> {
  const file = await requireImport(tx, organizationId, id, at);
  return file.stage === 'done' ? store.createdBy(tx, file) : undefined;
}

const headings = {
  it: ['Riga', 'Colonna', 'Valore', 'Errore'],
  en: ['Row', 'Column', 'Value', 'Fault'],
} as const satisfies Record<Language, readonly string[]>;

/** Every fault of every row as a table to work through, in the form of our exports (requirements R4.40). */
export async function faultsAsCsv(
  core: Needs,
  organizationId: OrganizationId,
  id: string,
  language: Language,
  kind: store.ImportKind = 'staff',
): Promise<string> {
  const lines = await core.db.as({ organizations: [organizationId] }, async (tx) => {
    const file = await requireImport(tx, organizationId, id, core.clock.now(), kind);
    return store.findLines(tx, file, { outcome: 'faulty', after: 0, limit: MAX_ROWS });
  });
  const rows = lines.flatMap(({ row, faults }) =>
    faults.map(({ column, value, ...issue }) => [String(row ?? ''), column, value, issueSentence(language, issue)]),
  );
  const table = [headings[language], ...rows].map((cells) => cells.map(keepFromFormula));
  return stringify(table, { bom: true, delimiter: ';', record_delimiter: '\r\n' });
}
