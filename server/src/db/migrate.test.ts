import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { migrate, readMigrations } from './migrate.ts';

const step = (name: string, sql: string) => ({ name, sql, hash: `hash of ${name} ${sql}` });

async function emptyDatabase(): Promise<{ owner: pg.ClientConfig; ask: (text: string) => Promise<pg.QueryResultRow[]> }> {
  const postgres = inject('postgres');
  count += 1;
  const name = `migrate_${process.pid}_${count}`;
  const root = new pg.Client(JSON.parse(postgres.root) as pg.ClientConfig);
  await root.connect();
  await root.query(`create database ${name} owner varco_owner`);
  await root.end();
  const owner = { ...(JSON.parse(postgres.owner) as pg.ClientConfig), database: name };
  const client = new pg.Client(owner);
  client.on('error', () => undefined);
  await client.connect();
  onTestFinished(() => client.end());
  return { owner, ask: async (text) => (await client.query(text)).rows };
}
let count = 0;

test('a migration that fails is undone whole and named, and those before it stay', async () => {
  const { owner, ask } = await emptyDatabase();
  const good = step('0001_good', 'create table varco.good (id int)');
  const bad = step('0002_bad', 'create table varco.half (id int); select 1 / 0');

  await expect(migrate(owner, 'varco_app', [good, bad])).rejects.toThrow(/0002_bad failed and was undone whole: division by zero/);

  expect(await ask("select to_regclass('varco.good') is not null as good, to_regclass('varco.half') is null as half")).toEqual([
    { good: true, half: true },
  ]);
});

test('two servers that start at once migrate once', async () => {
  const { owner } = await emptyDatabase();
  const steps = [step('0001_one', 'create table varco.one (id int)'), step('0002_two', 'create table varco.two (id int)')];

  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(owner, 'varco_app', steps)));

  expect(applied.flat().sort()).toEqual(['0001_one', '0002_two']);
});

test('a database of a newer version is refused', async () => {
  const { owner } = await emptyDatabase();
  await migrate(owner, 'varco_app', [step('0001_one', 'select 1'), step('0002_later', 'select 1')]);

  await expect(migrate(owner, 'varco_app', [step('0001_one', 'select 1')])).rejects.toThrow(/newer Varco/);
});

test('a migration changed after it was applied is refused', async () => {
  const { owner } = await emptyDatabase();
  await migrate(owner, 'varco_app', [step('0001_one', 'select 1')]);

  await expect(migrate(owner, 'varco_app', [step('0001_one', 'select 2')])).rejects.toThrow(/0001_one differs/);
});

test('the roles are written by their own names, quoted', async () => {
  const { owner, ask } = await emptyDatabase();

  await migrate(owner, 'varco_app', [
    step('0001_roles', 'create table varco.mine (id int); grant select on varco.mine to :"app"; alter table varco.mine owner to :"owner"'),
  ]);

  expect(await ask("select has_table_privilege('varco_app', 'varco.mine', 'select') as may")).toEqual([{ may: true }]);
});

test('the migrations of this version are in their order', () => {
  const names = readMigrations().map((migration) => migration.name);

  expect(names).toEqual([...names].sort());
  expect(names[0]).toBe('0001_foundation');
});
