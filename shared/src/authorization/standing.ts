import type { Assignment, UserRights } from './api.ts';

/** Why a role that somebody has gives nothing on a day, the first that applies. */
export type Lapse =
  | 'over'
  | 'not-yet'
  | 'role-inactive'
  | 'for-unplaced-only'
  | 'for-placed-only'
  | 'unit-inactive'
  | 'not-placed'
  | 'placed-later';

/** From when to when something holds; null: without an end. Days as YYYY-MM-DD. */
interface Period {
  readonly from: string;
  readonly to: string | null;
}

/** Where a day stands to a period: within it, before it or after it. */
export function phaseOf({ from, to }: Period, day: string): 'over' | 'not-yet' | 'current' {
  if (to !== null && to < day) return 'over';
  return day < from ? 'not-yet' : 'current';
}

/** Why a role given to somebody gives nothing on `day`; undefined when it does, where it is given (requirements R2.12, R2.45). */
export function lapseOf(
  assignment: Pick<Assignment, 'from' | 'to' | 'role' | 'unit'>,
  { placed, placements }: Pick<UserRights, 'placed' | 'placements'>,
  day: string,
): Lapse | undefined {
  const { role, unit } = assignment;
  const phase = phaseOf(assignment, day);
  if (phase !== 'current') return phase;
  if (!role.active) return 'role-inactive';
  if (placed && role.forUnplaced) return 'for-unplaced-only';
  if (!placed && !role.forUnplaced) return 'for-placed-only';
  if (unit === null) return undefined;
  if (!unit.active) return 'unit-inactive';
  if (!placed) return undefined;
  const placedHere = placements.find((placement) => placement.unit.id === unit.id && phaseOf(placement, day) === 'current');
  if (!placedHere) return 'not-placed';
  return placedHere.from > assignment.from ? 'placed-later' : undefined;
}
