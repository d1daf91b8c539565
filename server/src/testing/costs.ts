import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '#db/database';
import type { Tables } from '#db/tables';
import type { World } from './world.ts';

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  'Parent Relationship'?: string;
  'Actual Loops': number;
  'Actual Rows': number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: Node[];
}

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

/** What the statements of some work read: tables whole, pages of memory, and the most rows that one of their arrays holds. */
export interface Cost {
  readonly whole: readonly string[];
  readonly pages: number;
  readonly longest: number;
}

/** Does some work as the application's role under row security, and has each of its statements say what it read. */
export async function costOf(world: World, work: (core: World) => Promise<unknown>): Promise<Cost> {
  const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1, options: '-c timezone=UTC' });
  const statements: { sql: string; parameters: readonly unknown[] }[] = [];
  const log = ({ query }: { query: { sql: string; parameters: readonly unknown[] } }) => void statements.push(query);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log });
  try {
    await pool.query(`select set_config('varco.organizations', $1, false)`, [world.scope.organizations.join(',')]);
    await work({
      ...world,
      db: Object.assign(db, { as: (_: unknown, inside: (tx: typeof db) => unknown) => inside(db) }) as unknown as Database,
    });
    const read: Node[] = [];
    let pages = 0;
    for (const { sql, parameters } of [...statements]) {
      const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, buffers, format json) ${sql}`, [
        ...parameters,
      ]);
      const plan = rows[0]?.['QUERY PLAN'][0].Plan;
      if (!plan) continue;
      pages += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
      read.push(...nodes(plan).filter((node) => node['Actual Loops'] > 0));
    }
    const longest = Math.max(...read.filter((node) => node['Parent Relationship'] === 'InitPlan').map((node) => node['Actual Rows']));
    const whole = read.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name'] ?? '');
    return { whole, pages, longest };
  } finally {
    await db.destroy();
  }
}
