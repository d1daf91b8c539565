import { sql } from 'kysely';
import type pg from 'pg';
import { expect, inject, test } from 'vitest';
import { freshWorld, type World } from '#testing/world';
import { keepPartitions } from './partitions.ts';
import { record } from './record.ts';

const REFUSED_TO_ROLE = '42501';
const REFUSED_BY_TRIGGER = 'VA001';

const ownerOf = (world: World): pg.ClientConfig => ({
  ...(JSON.parse(inject('postgres').owner) as pg.ClientConfig),
  database: world.db.connectionConfig.database,
});

const happened = (world: World, at: Date) =>
  record(world.db, { at, event: 'signed-in', organizationId: world.organizationId, client: world.client() });

/** The tables in which the entries of these instants lie. */
const placeOf = async (world: World, ...at: Date[]) => {
  const rows = await world.owner<{ place: string }>(
    'select tableoid::regclass::text as place from access_log.entries where at = any ($1::timestamptz[]) order by at',
    [at],
  );
  return rows.map((row) => row.place);
};

const partitionsOf = async (world: World) =>
  (
    await world.owner<{ name: string }>(
      `select relid::text as name from pg_partition_tree('access_log.entries') where level > 0 order by 1`,
    )
  ).map((row) => row.name);

const dictionaries = ['access_log.subjects', 'access_log.addresses', 'access_log.browsers', 'access_log.details'];

test('R2.21 the application can neither change nor remove an entry, wherever it lies, nor forge one, nor take the guards away', async () => {
  const world = await freshWorld();
  await happened(world, world.clock.now());

  for (const table of ['access_log.entries', ...(await partitionsOf(world)), ...dictionaries]) {
    const attempts = [
      `delete from ${table}`,
      `truncate ${table}`,
      `alter table ${table} disable trigger refuse_change`,
      `alter table ${table} disable row level security`,
      `drop table ${table} cascade`,
      ...(dictionaries.includes(table)
        ? [`update ${table} set commitment = ''`, `insert into ${table} (commitment) values ('')`]
        : [
            `update ${table} set event = 1`,
            `insert into ${table} (at, organization_id, event, channel) select now(), gen_random_uuid(), 1, 1`,
          ]),
    ];
    for (const attempt of attempts)
      await expect(sql.raw(attempt).execute(world.db), attempt).rejects.toMatchObject({ code: REFUSED_TO_ROLE });
  }
  await expect(sql.raw(`set session_replication_role = replica`).execute(world.db)).rejects.toMatchObject({ code: REFUSED_TO_ROLE });
  await expect(sql.raw(`select access_log.make_partitions(now(), 3)`).execute(world.db)).rejects.toMatchObject({ code: REFUSED_TO_ROLE });
});

test('D5 the triggers refuse the owner too, on the parent, on every partition and in the dictionaries', async () => {
  const world = await freshWorld();
  const far = new Date('2027-06-15T12:00:00Z');
  await keepPartitions(ownerOf(world), far);
  await happened(world, world.clock.now());
  await happened(world, far);
  await happened(world, new Date('2030-01-01T00:00:00Z'));

  const partitions = await partitionsOf(world);
  expect(partitions).toContain('access_log.entries_2027_06');
  expect(partitions).toContain('access_log.entries_default');
  for (const table of ['access_log.entries', ...partitions, ...dictionaries]) {
    await expect(world.owner(`truncate ${table} cascade`), table).rejects.toMatchObject({ code: REFUSED_BY_TRIGGER });
  }
  for (const table of ['access_log.entries', 'access_log.entries_2026_11', 'access_log.entries_2027_06', 'access_log.entries_default']) {
    await expect(world.owner(`delete from ${table}`), table).rejects.toMatchObject({ code: REFUSED_BY_TRIGGER });
    await expect(world.owner(`update ${table} set reason = 1`), table).rejects.toMatchObject({ code: REFUSED_BY_TRIGGER });
  }
  for (const table of dictionaries.slice(1, 3)) {
    await expect(world.owner(`delete from ${table}`), table).rejects.toMatchObject({ code: REFUSED_BY_TRIGGER });
    await expect(world.owner(`update ${table} set commitment = ''`), table).rejects.toMatchObject({ code: REFUSED_BY_TRIGGER });
  }
});

test('D5 every table of the log has its guards switched to always, and row security where there is an organization', async () => {
  const world = await freshWorld();
  await keepPartitions(ownerOf(world), new Date('2027-06-15T12:00:00Z'));

  const tables = await world.owner<{ name: string; guards: string; forced: boolean; organized: boolean }>(
    `select c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as forced,
       (select string_agg(t.tgname::text || ' ' || t.tgenabled::text, ', ' order by t.tgname) from pg_trigger t where t.tgrelid = c.oid) as guards,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id') as organized
     from pg_class c where c.relnamespace = 'access_log'::regnamespace and c.relkind in ('r', 'p')`,
  );

  expect(tables.length).toBeGreaterThan(8);
  // Keys are wrapped anew with a new secret, and destroying one is how changes are made unreadable.
  // What a purge has still to look at is no fact of the log, and only the owner sees it.
  const guarded = tables.filter(({ name }) => !['access_log.organization_keys', 'access_log.leftovers'].includes(name));
  expect(guarded).toHaveLength(tables.length - 2);
  expect(tables.filter(({ organized, forced }) => organized !== forced)).toEqual([]);
  for (const table of guarded) {
    expect(table, table.name).toMatchObject({ guards: 'refuse_change A, refuse_truncate A', forced: table.organized });
  }
});

test('D5 months begin and end in UTC, whatever the zone of the installation or of the session', async () => {
  const world = await freshWorld();
  const last = new Date('2026-11-30T23:59:59.999Z');
  const first = new Date('2026-12-01T00:00:00.000Z');
  await happened(world, last);
  await happened(world, first);

  expect(await placeOf(world, last)).toEqual(['access_log.entries_2026_11']);
  expect(await placeOf(world, first)).toEqual(['access_log.entries_2026_12']);
});

test('D5 this month and three more have their partition, and a second call makes nothing', async () => {
  const world = await freshWorld();
  const owner = ownerOf(world);

  const made = await keepPartitions(owner, new Date('2027-01-31T23:30:00Z'));
  const again = await keepPartitions(owner, new Date('2027-01-31T23:30:00Z'));

  expect(made).toEqual(['entries_2027_03', 'entries_2027_04']);
  expect(again).toEqual([]);
  expect(await partitionsOf(world)).toEqual(
    ['2026_11', '2026_12', '2027_01', '2027_02', '2027_03', '2027_04', 'default', 'kept', 'passing'].map(
      (month) => `access_log.entries_${month}`,
    ),
  );
});

test('D5 entries that fell into the default partition move, unchanged, to a month of their own', async () => {
  const world = await freshWorld();
  const strays = ['2024-02-29T12:00:00Z', '2024-03-01T00:00:00Z', '2027-08-10T10:00:00Z'].map((text) => new Date(text));
  for (const stray of strays) await happened(world, stray);
  const read = () => world.owner('select e.* from access_log.entries e order by e.at, e.xid, e.n');
  const before = await read();
  expect(await placeOf(world, strays[0] as Date)).toEqual(['access_log.entries_default']);

  const made = await keepPartitions(ownerOf(world), world.clock.now());

  expect(made).toEqual(['entries_2024_02', 'entries_2024_03', 'entries_2027_08']);
  expect(await placeOf(world, ...strays)).toEqual([
    'access_log.entries_2024_02',
    'access_log.entries_2024_03',
    'access_log.entries_2027_08',
  ]);
  expect(await read()).toEqual(before);
  await happened(world, new Date('2031-01-01T00:00:00Z'));
  expect(await placeOf(world, new Date('2031-01-01T00:00:00Z'))).toEqual(['access_log.entries_default']);
});

test('D5 a partition is made while somebody is writing, and waits for nobody', async () => {
  const world = await freshWorld();
  const made = await world.db.transaction().execute(async (tx) => {
    await record(tx, { at: world.clock.now(), event: 'signed-in', organizationId: world.organizationId, client: world.client() });
    return keepPartitions(ownerOf(world), new Date('2027-03-01T00:00:00Z'));
  });

  expect(made).toEqual(['entries_2027_03', 'entries_2027_04', 'entries_2027_05', 'entries_2027_06']);
});

test('D5 two servers that start together make each partition once', async () => {
  const world = await freshWorld();
  const owner = ownerOf(world);

  const made = await Promise.all([1, 2, 3, 4].map(() => keepPartitions(owner, new Date('2028-01-10T00:00:00Z'))));

  expect(made.flat().toSorted()).toEqual(['entries_2028_01', 'entries_2028_02', 'entries_2028_03', 'entries_2028_04']);
});

test('R3.56 facts that are never purged lie apart from the months', async () => {
  const world = await freshWorld();
  await happened(world, world.clock.now());

  const places = await world.owner<{ place: string; event: number; kept: boolean }>(
    'select tableoid::regclass::text as place, event, kept from access_log.entries order by event',
  );

  expect(places).toEqual([
    { place: 'access_log.entries_2026_11', event: 1, kept: false },
    { place: 'access_log.entries_kept', event: 40, kept: true },
  ]);
});
