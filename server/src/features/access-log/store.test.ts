import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '#db/database';
import { PLANNED_ONCE } from '#db/pool';
import type { Tables } from '#db/tables';
import { freshWorld, type World } from '#testing/world';
import * as store from './store.ts';

const ORGANIZATION = '01890000-0000-7000-8000-000000000001' as OrganizationId;
const scope = { organizations: [ORGANIZATION, INSTALLATION] };
const userNumber = (number: number) => `01890000-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as UserId;

const ROWS = 240_000;
const RARE_USER = userNumber(41);
const RARE_ADDRESS = '203.0.113.200';
const RARE_EVENT = 40;

/** Three months of a busy log: forty people, many unknown names, and one person, one address, one event that are rare. */
async function fill(world: World): Promise<void> {
  await world.owner(
    `insert into access_log.subjects (organization_id, user_id, username, name, salt, commitment)
     select $1, ('01890000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid, 'u' || g, 'Nome ' || g, '', '' from generate_series(1, 41) g`,
    [ORGANIZATION],
  );
  await world.owner(
    `insert into access_log.subjects (organization_id, name_hash, salt, commitment) select $1, sha256(g::text::bytea), '', '' from generate_series(1, 30000) g`,
    [INSTALLATION],
  );
  await world.owner(
    `insert into access_log.addresses (address, salt, commitment) select '10.0.0.0'::inet + g, '', '' from generate_series(1, 30000) g`,
  );
  await world.owner(`insert into access_log.addresses (address, salt, commitment) values ('${RARE_ADDRESS}', '', '')`);
  await world.owner(
    `insert into access_log.browsers (family, version, system, salt, commitment) select 'Chrome', g::text, 'Linux', '', '' from generate_series(1, 300) g`,
  );
  await world.owner(
    `with numbers as (
       select (select min(id) from access_log.subjects) as person, (select min(id) from access_log.subjects where user_id is null) as unknown,
         (select min(id) from access_log.addresses) as address, (select min(id) from access_log.browsers) as browser
     )
     insert into access_log.entries (at, xid, n, organization_id, session_number, subject_id, address_id, browser_id, event, reason, channel, kept)
     select '2026-11-01T00:00:00Z'::timestamptz + g * interval '33 seconds', 1000 + g, 1,
       case when g % 10 = 9 then $2::uuid else $1::uuid end, case when g % 10 < 9 then g / 2 end,
       case when g in (5, 100000, 200000) then person + 40 when g % 10 = 9 then unknown + g % 30000 else person + (g::bigint * 7919) % 40 end,
       case when g in (5, 100000, 200000) then address + 30000 else address + (g::bigint * 104729) % 2000 end, browser + g % 300,
       case when g = 120000 then ${RARE_EVENT} when g % 100 = 7 then 21 when g % 10 = 9 then 2 when g % 2 = 0 then 1 else 3 end, null, 1, g = 120000 or g % 100 = 7
     from generate_series(1, ${ROWS}) g, numbers`,
    [ORGANIZATION, INSTALLATION],
  );
  for (const table of ['entries', 'subjects', 'addresses', 'browsers']) await world.owner(`analyze access_log.${table}`);
}

interface Node {
  'Node Type': string;
  'Relation Name'?: string;
  Alias?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: Node[];
}

interface Explained {
  'QUERY PLAN': [{ Plan: Node }];
}

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const setsPlanning = ({ sql }: Statement): boolean => sql.includes('plan_cache_mode');

/** A value as text of a statement that takes no parameters. */
const literal = (value: unknown): string =>
  value === null
    ? 'null'
    : pg.escapeLiteral(value instanceof Date ? value.toISOString() : Array.isArray(value) ? `{${value.join()}}` : `${value}`);

const nodes = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodes)];

describe('the plans of the application, under row security, in a log of 240,000 entries', () => {
  let world: World;
  beforeAll(async () => {
    world = await freshWorld({ empty: true });
    await fill(world);
  });

  /**
   * What the first question of `ask` reads, or the one of that number: every scan that ran, of the plan it has in the product. One that is
   * planned once is explained as the plan for any values.
   */
  async function scansOf(ask: (db: Kysely<Tables>) => Promise<unknown>, number = 0): Promise<Node[]> {
    const pool = new pg.Pool({ ...world.db.connectionConfig, max: 1, options: '-c timezone=UTC' });
    const statements: Statement[] = [];
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void statements.push(query) });
    const client = await pool.connect();
    await client.query(`select set_config('varco.organizations', $1, false)`, [scope.organizations.join(',')]);
    client.release();
    await ask(db);
    const question = statements.filter((statement) => !setsPlanning(statement))[number];
    const before = question?.sql.startsWith(PLANNED_ONCE) ? statements[statements.indexOf(question) - 1] : undefined;
    const values = [...(question?.parameters ?? [])];
    const { rows } = await (async () => {
      const explain = 'explain (analyze, format json)';
      if (before === undefined) return pool.query<Explained>(`${explain} ${question?.sql}`, values);
      await pool.query('begin');
      await pool.query(before.sql, [...before.parameters]);
      await pool.query(`prepare question as ${question?.sql}`);
      return pool.query<Explained>(`${explain} execute question (${values.map(literal).join()})`);
    })();
    await db.destroy();
    const root = rows[0]?.['QUERY PLAN'][0].Plan;
    // The browsers are few hundreds for ever, and quickest read whole.
    return (root ? nodes(root) : []).filter(
      (node) => node['Relation Name'] !== undefined && node['Relation Name'] !== 'browsers' && node['Actual Loops'] > 0,
    );
  }

  const rowsRead = (scans: readonly Node[]): number =>
    scans.reduce(
      (sum, scan) =>
        sum +
        scan['Actual Loops'] * (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0) + (scan['Rows Removed by Index Recheck'] ?? 0)),
      0,
    );
  /** Tables read from end to end; an empty month is quickest read so. */
  const readWhole = (scans: readonly Node[]): (string | undefined)[] =>
    scans.filter((scan) => scan['Node Type'] === 'Seq Scan' && rowsRead([scan]) > 0).map((scan) => scan['Relation Name']);

  const always = { from: undefined, to: undefined };
  const december = { from: new Date('2026-12-05T00:00:00Z'), to: new Date('2026-12-20T00:00:00Z') };
  const place = { at: new Date('2026-12-10T00:00:00Z'), xid: '1', n: 1 };
  const wishes: [string, store.Wanted][] = [
    ['the newest', always],
    ['a person', { ...always, user: userNumber(7) }],
    ['a person seldom here', { ...always, user: RARE_USER }],
    ['an address', { ...always, address: '10.0.0.77' }],
    ['an address seldom seen', { ...always, address: RARE_ADDRESS }],
    ['refusals', { ...always, events: [2, 11] }],
    ['an event that happened once', { ...always, events: [RARE_EVENT] }],
    ['an event that never happened', { ...always, events: [41] }],
    ['sign-ins', { ...always, events: [1] }],
    ['a session', { ...always, session: '70000' }],
    ['a session of a person from an address', { ...always, session: '70000', user: userNumber(7), address: '10.0.0.77', events: [1] }],
    ['a channel and a browser', { ...always, channel: 1, browsers: Array.from({ length: 200 }, (_, index) => index + 1) }],
    ['a browser nobody has', { ...always, browsers: [] }],
  ];

  test.each(wishes)('D8 a page, first or later, and the count of %s read an index as far as they need', async (_, wanted) => {
    for (const when of [wanted, { ...wanted, ...december }]) {
      for (const where of [{}, { after: place }, { before: place }, { oldestFirst: true }, { oldestFirst: true, after: place }]) {
        const page = await scansOf((db) => store.findEntries(db, scope, when, where, 51));
        expect(readWhole(page)).toEqual([]);
        expect(rowsRead(page)).toBeLessThan(1_000);
      }
      const count = await scansOf((db) => store.countEntries(db, scope, when, 1_001));
      expect(readWhole(count)).toEqual([]);
      expect(rowsRead(count)).toBeLessThan(4_000);
      const first = await scansOf((db) => store.firstAt(db, scope, when));
      expect(readWhole(first)).toEqual([]);
      expect(rowsRead(first)).toBeLessThan(100);
    }
  });

  test.each(wishes)('D5 a period of %s leaves the other months aside', async (_, wanted) => {
    const page = await scansOf((db) => store.findEntries(db, scope, { ...wanted, ...december }, {}, 51));
    const read = page.filter((scan) => /^e(_\d+)?$/.test(scan.Alias ?? '')).map((scan) => scan['Relation Name']);

    expect(read.filter((table) => table !== 'entries_2026_12' && table !== 'entries_kept')).toEqual([]);
    expect(rowsRead(page)).toBeLessThan(1_000);
  });

  const plannedOnce: [string, store.Wanted][] = wishes.filter(([what]) =>
    ['the newest', 'a person', 'an address seldom seen', 'refusals', 'an event that never happened', 'a session'].includes(what),
  );

  test.each(plannedOnce)(
    'D8 the first page, the next one and the count of %s are planned once, with or without a period',
    async (_, wanted) => {
      const always = await plansFor(wanted);
      const within = await plansFor({ ...wanted, ...december });

      expect(always.custom).toBe(0);
      expect(always.generic).toBeGreaterThan(3);
      if (wanted.session === undefined) expect(within.texts).toEqual(always.texts);
      expect(within.custom).toBe(0);
    },
  );

  const withSignIns = wishes.filter(
    ([what, { events, browsers }]) => (events ?? [1]).includes(1) && browsers?.length !== 0 && !what.startsWith('a session of'),
  );

  test.each(withSignIns)('D8 the ends of the sessions on a page of %s are read by their own index', async (_, wanted) => {
    for (const when of wanted.session === undefined ? [wanted, { ...wanted, ...december }] : [wanted]) {
      const ends = await scansOf((db) => store.findEntries(db, scope, when, {}, 51), 1);
      expect(ends).not.toEqual([]);
      expect(readWhole(ends)).toEqual([]);
      expect(rowsRead(ends)).toBeLessThan(200);
    }
  });

  test('D8 a question that is not one of those is planned for its values, also after one that is', async () => {
    const before = await plansFor({ ...always, channel: 1, user: userNumber(7) });
    const after = await world.db.as(scope, async (tx) => {
      await store.findEntries(tx, scope, always, {}, 51);
      const { rows } = await sql<{ mode: string; sort: string }>`
        select current_setting('plan_cache_mode') as mode, current_setting('enable_sort') as sort`.execute(tx);
      return rows;
    });

    // What is planned once of it are the ends of its sessions alone.
    expect(before.texts.filter((text) => !text.includes('distinct on'))).toEqual([]);
    expect(after).toEqual([{ mode: 'auto', sort: 'on' }]);
  });

  /** The statements with an order that a connection of the product keeps the plan of after some pages, and how they were planned. */
  async function plansFor(wanted: store.Wanted): Promise<{ texts: string[]; generic: number; custom: number }> {
    const db = openDatabase(world.db.connectionConfig, { connections: 1 });
    try {
      for (let time = 0; time < 2; time += 1) {
        await db.as(scope, (tx) => store.findEntries(tx, scope, wanted, {}, 51));
        await db.as(scope, (tx) => store.findEntries(tx, scope, wanted, { after: place }, 51));
        await db.as(scope, (tx) => store.countEntries(tx, scope, wanted, 1_001));
      }
      const { rows } = await sql<{ text: string; generic: number; custom: number }>`
        select statement as text, generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
        where statement ~ '\\morder by\\M' and statement !~ 'pg_prepared_statements' order by 1`.execute(db);
      const sum = (of: 'generic' | 'custom') => rows.reduce((all, row) => all + row[of], 0);
      return { texts: rows.map(({ text }) => text), generic: sum('generic'), custom: sum('custom') };
    } finally {
      await db.close();
    }
  }

  test('D5 the sealer finds a range of transactions by its own index', async () => {
    const plan = await world.owner<{ 'QUERY PLAN': string }>(
      'explain select * from access_log.entries where xid >= 200000 and xid < 200100',
    );

    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Bitmap Index Scan on entries_2027_01_xid_idx/);
  });
});
