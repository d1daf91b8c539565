import { hash } from 'node:crypto';
import type { OrganizationId } from '@varco/shared/ids';
import {
  type ImportOptions,
  MAX_COLUMNS,
  type SheetLook,
  type StaffField,
  type StaffImport,
  WAITS_HOURS,
} from '@varco/shared/staff-import/api';
import { foldHeading, guessColumns } from '@varco/shared/staff-import/headings';
import type { Core } from '#core/core';
import type { Db } from '#db/database';
import { toStaffImport } from './find-import.ts';
import { readFile } from './read-file.ts';
import { guessDateOrder } from './rules/cells.ts';
import { headerRowOf, type Sheet, underHeadings } from './rules/table.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'random'>;

const HOUR_MS = 3_600_000;
const SHEETS = 30;
const SHOWN_ROWS = 30;
const SHOWN_SIGNS = 60;
const LONGEST_NAME = 255;

/** Takes a staff list in, whatever kind of file it is, and proposes what its columns hold; nothing becomes of it yet. */
export const uploadStaffList = (core: Needs, organizationId: OrganizationId, file: Uploaded): Promise<StaffImport> =>
  uploadFile(core, organizationId, file, staffKind);

/** A file as it was sent. */
export interface Uploaded {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a kind of import sees in a file by itself. */
export interface Kind<Field extends string, Options> {
  readonly kind: store.ImportKind;
  readonly guess: (headings: readonly string[]) => readonly (Field | null)[];
  readonly propose: (sheet: Sheet, known?: readonly store.RememberedColumn<Field>[]) => Options;
}

/** Takes a file of any kind in, and proposes what its columns hold. */
export async function uploadFile<Field extends string, Options extends { readonly sheet: number }>(
  core: Needs,
  organizationId: OrganizationId,
  file: Uploaded,
  kind: Kind<Field, Options>,
): Promise<ReturnType<typeof toStaffImport<Options>>> {
  const { db, clock, random } = core;
  const { format, encoding, separator, sheets: all } = await readFile(file.bytes);
  const sheets = all.slice(0, SHEETS);
  const at = clock.now();
  const id = random.id<string>();
  const chosen = mostLikely(sheets, kind.guess);
  return db.as({ organizations: [organizationId] }, async (tx) => {
    const { options, remembered } = await propose(tx, organizationId, sheets, chosen, kind);
    const stored: store.StoredImport<Options> = {
      organizationId,
      id,
      fileName: shownName(file.name),
      format,
      encoding,
      separator,
      createdAt: at,
      expiresAt: new Date(at.getTime() + WAITS_HOURS * HOUR_MS),
      stage: 'uploaded',
      sheets: sheets.map(look),
      options,
      remembered,
      counts: null,
      trial: null,
      runId: null,
      doneAt: null,
    };
    await store.insertImport(tx, kind.kind, stored, sheets);
    return toStaffImport(stored);
  });
}

/** The name as a page shows it: without its folder and without what is not seen. */
const shownName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME) || 'file';

const look = ({ name, rows }: Sheet): SheetLook => ({
  name,
  rows: rows.length,
  first: rows.slice(0, SHOWN_ROWS).map(({ number, cells }) => ({ number, cells: cells.map((cell) => cell.slice(0, SHOWN_SIGNS)) })),
});

/** The sheet whose headings name most of what we know; of equals the first. */
function mostLikely(sheets: readonly Sheet[], guess: (headings: readonly string[]) => readonly (string | null)[]): number {
  const worth = sheets.map((sheet) => {
    const { headings } = underHeadings(sheet, headerRowOf(sheet, guess));
    return guess(headings).filter((field) => field !== null).length;
  });
  return Math.max(0, worth.indexOf(Math.max(...worth)));
}

async function propose<Field extends string, Options>(
  tx: Db,
  organizationId: OrganizationId,
  sheets: readonly Sheet[],
  sheet: number,
  kind: Kind<Field, Options>,
): Promise<{ options: Options; remembered: boolean }> {
  const chosen = sheets[sheet] ?? { name: '', rows: [] };
  const { headings } = underHeadings(chosen, headerRowOf(chosen, kind.guess));
  const known = await store.rememberedColumns<Field>(tx, organizationId, nameOfHeadings(headings, kind.kind));
  return { options: { ...kind.propose(chosen, known), sheet }, remembered: known !== undefined };
}

/** What the columns of a sheet hold and how its values are written, as far as it shows by itself. */
export function proposeOptions(sheet: Sheet, known?: readonly store.RememberedColumn[]): ImportOptions {
  const headerRow = headerRowOf(sheet);
  const { headings, people } = underHeadings(sheet, headerRow);
  const columns = (known ? asRemembered(headings, known) : guessColumns(headings)).slice(0, MAX_COLUMNS);
  const textsOf = (...wanted: StaffField[]) =>
    columns.flatMap((field, place) =>
      field !== null && wanted.includes(field) ? people.map(({ cells }) => (cells[place] ?? '').trim()) : [],
    );
  const numbers = textsOf('employeeNumber').filter((text) => /^\d+$/.test(text));
  return {
    sheet: 0,
    headerRow,
    columns,
    dateOrder: guessDateOrder(textsOf('birthDate', 'validFrom', 'validTo')),
    usernameRule: 'given-dot-family',
    properCapitals: true,
    // Where some begin with a zero, the shorter ones have lost theirs.
    employeeNumberLength: numbers.some((text) => text.startsWith('0')) ? Math.min(20, Math.max(...numbers.map((text) => text.length))) : 0,
  };
}

const staffKind: Kind<StaffField, ImportOptions> = { kind: 'staff', guess: guessColumns, propose: proposeOptions };

/** The name under which the columns of such a file are remembered: its headings, in no order, and what the file is made into. */
export const nameOfHeadings = (headings: readonly string[], kind: store.ImportKind = 'staff'): Buffer =>
  hash('sha256', [...headings.map(foldHeading).toSorted(), ...(kind === 'staff' ? [] : ['', kind])].join('\n'), 'buffer');

/** What the columns of a file held when one with these headings was last seen. */
export function asRemembered<Field extends string>(
  headings: readonly string[],
  known: readonly store.RememberedColumn<Field>[],
): (Field | null)[] {
  const left = [...known];
  return headings.map((heading) => {
    const place = left.findIndex((one) => one.heading === foldHeading(heading));
    return place < 0 ? null : (left.splice(place, 1)[0]?.field ?? null);
  });
}
