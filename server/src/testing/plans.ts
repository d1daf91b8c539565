import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Tables } from '#db/tables';
import type { World } from './world.ts';

/** The pages of memory that each statement of `ask` reads, as the application's role under row security; `ask` is undone. */
export async function pagesReadBy(world: World, ask: (tx: Kysely<Tables>) => Promise<unknown>): Promise<number[]> {
  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1 });
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void statements.push(query) });
  onTestFinished(() => db.destroy());
  await pool.query(`select set_config('varco.organizations', $1, false)`, [world.scope.organizations.join(',')]);
  await pool.query('begin');
  await ask(db);
  await pool.query('rollback');
  const pages: number[] = [];
  for (const { sql, parameters } of [...statements]) {
    await pool.query('begin');
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${sql}`,
      [...parameters],
    );
    await pool.query('rollback');
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    pages.push((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0));
  }
  return pages;
}
