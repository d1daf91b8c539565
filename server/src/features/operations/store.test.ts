import { INSTALLATION } from '@varco/shared/ids';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Tables } from '#db/tables';
import { freshWorld, type World } from '#testing/world';
import { findRuns, latestRuns } from './store.ts';

const RUNS = 20_000;

/** The pages of memory that each statement of `ask` reads, as the application's role under row security. */
async function pagesRead(world: World, ask: (tx: Kysely<Tables>) => Promise<unknown>): Promise<number[]> {
  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1 });
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void statements.push(query) });
  onTestFinished(() => db.destroy());
  await pool.query(`select set_config('varco.organizations', $1, false)`, [world.scope.organizations.join(',')]);
  await ask(db);
  const pages: number[] = [];
  for (const { sql, parameters } of [...statements]) {
    const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      `explain (analyze, buffers, format json) ${sql}`,
      [...parameters],
    );
    const plan = rows[0]?.['QUERY PLAN'][0].Plan;
    pages.push((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0));
  }
  return pages;
}

test('D8 a page of runs reads a page of runs, however many there are, under row security', async () => {
  const world = await freshWorld();
  await world.owner(
    `insert into jobs.runs (organization_id, id, job, asked_at, state, ended_at, outcome)
     select $1, gen_random_uuid(), (array['forget-runs', 'suspend-inactive'])[1 + n % 2], $2::timestamptz - n * interval '1 minute',
       case when n % 1000 = 0 then 'failed' else 'done' end, $2::timestamptz, '{"code": "done"}'
     from generate_series(1, $3::int) n`,
    [INSTALLATION, world.clock.now(), RUNS],
  );
  await world.owner('vacuum analyze jobs.runs');
  const everything = { job: undefined, state: undefined, after: undefined };
  const middle = { askedAt: new Date(world.clock.now().getTime() - (RUNS / 2) * 60_000), id: INSTALLATION };

  const pages = await pagesRead(world, async (tx) => {
    await findRuns(tx, world.scope, everything, 26);
    await findRuns(tx, world.scope, { ...everything, after: middle }, 26);
    await findRuns(tx, world.scope, { ...everything, job: 'forget-runs' }, 26);
    await findRuns(tx, world.scope, { ...everything, state: 'failed' }, 20);
    await latestRuns(tx, INSTALLATION, ['forget-runs', 'suspend-inactive'], 'ended');
  });

  expect(pages).toHaveLength(5);
  expect(Math.max(...pages)).toBeLessThan(120);
});
