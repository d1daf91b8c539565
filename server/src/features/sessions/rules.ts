import { addDays, type Day, dayAt, startOfDay } from '@varco/shared/days';
import type { Standing } from '@varco/shared/identity/user-status';
import type { Limit } from '@varco/shared/policy/rules';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Activity is written at most this often (requirements D10). */
export const WRITE_EVERY_MS = 30_000;

/** When credentials are asked again whatever happens: counted from the sign-in, not extended by activity (requirements R3.6, R3.8). */
export const endOfSession = (openedAt: Date, maxHours: Limit): Date | null =>
  maxHours === 'never' ? null : new Date(openedAt.getTime() + maxHours * HOUR_MS);

/** When the session ends if nothing more is done in it. */
export const endOfIdleness = (lastActiveAt: Date, idleMinutes: number): Date => new Date(lastActiveAt.getTime() + idleMinutes * MINUTE_MS);

/** The earliest instant after `at` at which the dates of a user change what he may do: a remembered answer is good until then (requirements D10). */
export function nextChange(user: Pick<Standing, 'validFrom' | 'validTo' | 'authorized'>, zone: string, at: Date): Date | null {
  const today = dayAt(zone, at);
  const periods = [{ from: user.validFrom, to: user.validTo }, ...(user.authorized ?? [])];
  const edges = periods.flatMap(({ from, to }) => [from, to === null ? null : addDays(to, 1)]);
  const next = edges.filter((edge) => edge !== null && edge > today).map((edge) => startOfDay(zone, edge as Day).getTime());
  return next.length === 0 ? null : new Date(Math.min(...next));
}
