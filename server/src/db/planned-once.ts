import { type RawBuilder, sql } from 'kysely';
import type { Db } from './database.ts';
import { PLANNED_ONCE } from './pool.ts';

/** How a plan that knows no values is kept on the way that is right for all of them. */
interface Planning {
  /** Whether what an index has in order is never sorted: without values nothing else tells a page from the whole of a table. */
  readonly followsOrder: boolean;
}

/**
 * Asks a question whose best plan is the same whatever it is asked with, by a plan that each connection makes once, though the question
 * has an order: over dozens of partitions planning costs many times the reading. Its text must not depend on the values, and its tests
 * must prove that plan (docs/decisions/statements-planned-once.md). Within a transaction; the statements after it are planned as ever.
 */
export async function askPlannedOnce<Row>(tx: Db, question: RawBuilder<Row>, { followsOrder }: Planning): Promise<Row[]> {
  const [, { rows }] = await Promise.all([
    plan(tx, 'force_generic_plan', !followsOrder),
    sql<Row>`${sql.raw(PLANNED_ONCE)} ${question}`.execute(tx),
    plan(tx, 'auto', true),
  ]);
  return rows;
}

const plan = (tx: Db, mode: 'force_generic_plan' | 'auto', sorts: boolean) =>
  sql`select set_config('plan_cache_mode', ${mode}, true), set_config('enable_sort', ${sorts ? 'on' : 'off'}, true)`.execute(tx);
