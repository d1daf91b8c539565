import { hindrance } from '@varco/shared/identity/user-status';
import type { UserId } from '@varco/shared/ids';
import type { RowFault } from '@varco/shared/staff-import/api';
import type { User } from '#features/identity';
import type { Columns } from './columns.ts';
import type { Known, PlannedLine } from './planned-line.ts';

/** Whether somebody could enter until now and cannot any more. */
export const isStopped = (before: User, after: User, zone: string, at: Date): boolean =>
  hindrance(before, zone, at) === undefined && hindrance(after, zone, at) !== undefined;

/** Whether a change narrows the days of an administrator. */
const narrowsAdministrator = ({ known, wanted }: PlannedLine): boolean =>
  known?.administrator === true &&
  wanted !== undefined &&
  (known.validFrom !== wanted.validFrom || (wanted.validTo !== null && (known.validTo === null || wanted.validTo < known.validTo)));

/** The administrators whose days a file narrows. */
export const narrowedAdministrators = (lines: readonly PlannedLine[]): ReadonlySet<UserId | undefined> =>
  new Set(lines.filter((line) => line.outcome === 'changed' && narrowsAdministrator(line)).map(({ known }) => known?.id));

/** A file that would leave nobody who administers is refused in the rows that would do it (requirements R3.50). */
export function keepLastAdministrator(
  lines: readonly PlannedLine[],
  columns: Columns,
  { people, zone, at }: { readonly people: readonly Known[]; readonly zone: string; readonly at: Date },
): readonly PlannedLine[] {
  const narrowed = narrowedAdministrators(lines);
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
export const keepOwnUsername = (lines: readonly PlannedLine[], self: UserId | undefined, columns: Columns): PlannedLine[] =>
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
