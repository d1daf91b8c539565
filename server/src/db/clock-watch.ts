import { sql } from 'kysely';
import type { Clock } from '#core/clock';
import type { Db } from './database.ts';

/** A difference of the clocks worth a warning, in milliseconds (requirements D9). */
export const WARN_MS = 2_000;
/** A difference of the clocks at which nobody may sign in, in milliseconds (requirements D9). */
export const REFUSE_MS = 30_000;

/** Compares this machine's clock with the database's; positive when ours is ahead. Halves the way there and back. */
export async function clockDifference(db: Db, clock: Clock): Promise<number> {
  const before = clock.now().getTime();
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const after = clock.now().getTime();
  const theirs = rows[0]?.now.getTime() ?? before;
  return Math.round((before + after) / 2 - theirs);
}
