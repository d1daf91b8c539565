import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Database } from '#db/database';
import type { Tables } from '#db/tables';
import { freshWorld } from '#testing/world';
import { readStructure } from './departments.ts';

const DEPARTMENTS = 200;
const UNITS_EACH = 10;
const YEARS = 5;

/** One node of a plan, as PostgreSQL tells it. */
interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly Node[];
}

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

test('R2.45 the largest structure is read table by table, each once, also before PostgreSQL has looked at them', async () => {
  const world = await freshWorld();
  const organizationId = world.organizationId;
  await world.owner(
    `insert into structure.departments (organization_id, id, name, name_folded, created_at)
     select $1, gen_random_uuid(), 'Servizio ' || d, 'servizio ' || lpad(d::text, 3, '0'), $2 from generate_series(1, $3::int) d`,
    [organizationId, world.clock.now(), DEPARTMENTS],
  );
  await world.owner(
    `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
     select organization_id, gen_random_uuid(), id, 'Unità ' || u, 'unita ' || lpad(u::text, 3, '0'), $1
     from structure.departments, generate_series(1, $2::int) u`,
    [world.clock.now(), UNITS_EACH],
  );
  // A period each year, the last of which is today's.
  await world.owner(
    `insert into structure.placements (organization_id, id, user_id, unit_id, starts_on, ends_on)
     select organization_id, gen_random_uuid(), $1, id, make_date(2026 - y, 1, 1), make_date(2026 - y, 12, 31)
     from structure.units, generate_series(0, $2::int - 1) y`,
    [world.administrator.id, YEARS],
  );

  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1, options: '-c timezone=UTC' });
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void statements.push(query) });
  try {
    await pool.query(`select set_config('varco.organizations', $1, false)`, [organizationId]);
    const seen = Object.assign(db, { as: (_: unknown, work: (tx: typeof db) => unknown) => work(db) }) as unknown as Database;
    const { departments } = await readStructure({ ...world, db: seen }, world.scope);

    expect(departments.map(({ units }) => units.length)).toEqual(Array.from({ length: DEPARTMENTS }, () => UNITS_EACH));
    expect(departments[0]?.name).toBe('Servizio 1');
    expect(departments[0]?.units[0]).toMatchObject({ name: 'Unità 1', people: 1 });
    const read: [table: string | undefined, times: number][] = [];
    for (const { sql, parameters } of [...statements]) {
      const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, format json) ${sql}`, [...parameters]);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      const tables = (plan ? nodes(plan) : []).filter((node) => node['Relation Name'] !== undefined);
      read.push(...tables.map((node): [string | undefined, number] => [node['Relation Name'], node['Actual Loops']]));
    }
    expect(read.toSorted()).toEqual([
      ['departments', 1],
      ['placements', 1],
      ['units', 1],
    ]);
  } finally {
    await db.destroy();
  }
});
