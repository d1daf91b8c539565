import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#db/database';
import { enabledIn, type Neighbour, neighbour } from '#testing/neighbour';
import { browserOf, freshWorld, type TestBrowser, type World } from '#testing/world';
import { createApp } from './app.ts';

const NEVER = '01980000-0000-7000-8000-0000000000ee';

interface TwoOrganizations {
  readonly world: World;
  readonly there: Neighbour;
  /** Who administers the neighbour and nothing else. */
  readonly theirs: TestBrowser;
}

/** Two organizations that both have people, departments, units, roles and a search of the log. */
async function twoOrganizations(): Promise<TwoOrganizations> {
  const world = await freshWorld();
  const there = await neighbour(world);
  const ours = await world.browser();
  await ours.signIn(world.administrator);
  const theirs = await world.browser({ address: '192.0.2.50' });
  await theirs.signIn(there.administrator);
  for (const [browser, name] of [
    [ours, 'Borgo'],
    [theirs, 'Altrove'],
  ] as const) {
    const department = await browser.post('/api/departments', { name: `Servizio ${name}` });
    await browser.post('/api/units', { departmentId: department.body.id, name: `Unità ${name}` });
    await browser.post('/api/roles', { name: `Ruolo ${name}`, grants: { users: { search: 'organization' } } });
    await browser.post('/api/log-searches', { name: `Ricerca ${name}`, shared: true, view: {} });
  }
  return { world, there, theirs };
}

/** Every id of the first organization, of whatever kind, and the organization itself. */
async function idsOf(world: World): Promise<string[]> {
  const tables = await world.owner<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema', 'varco')
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'id' and a.atttypid = 'uuid'::regtype and not a.attisdropped)`);
  const found = [world.organizationId as string];
  for (const { name } of tables) {
    const rows = await world.owner<{ id: string }>(`select id from ${name} where organization_id = $1 limit 2`, [world.organizationId]);
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}

/** An answer without what is of this one request alone. */
const plain = ({ status, body: { instance: _, ...body } }: { status: number; body: Record<string, unknown> }) => ({ status, body });

test('D2 whatever id of another organization is named in whatever route, the answer is that of an id that never was', async () => {
  const { world, theirs } = await twoOrganizations();
  const ids = await idsOf(world);
  const { paths } = (await theirs.get('/api/openapi.json')).body as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    path.includes('{') ? Object.keys(methods).map((method) => [method.toUpperCase() as 'GET', path] as const) : [],
  );
  expect(routes.length).toBeGreaterThan(40);
  expect(ids.length).toBeGreaterThan(6);
  const rowsBefore = await world.owner('select id, version from identity.users where organization_id = $1 order by id', [
    world.organizationId,
  ]);

  for (const [method, path] of routes) {
    const body = method === 'GET' ? undefined : { version: 1 };
    const at = (id: string) => theirs.send(method, path.replaceAll(/\{\w+\}/g, id), body);
    const never = plain(await at(NEVER));
    for (const id of ids) expect([method, path, plain(await at(id))]).toEqual([method, path, never]);
  }

  expect(
    await world.owner('select id, version from identity.users where organization_id = $1 order by id', [world.organizationId]),
  ).toEqual(rowsBefore);
});

test('D8 a thousand requests of two organizations, mixed on two connections, never mix', async () => {
  const { world, there } = await twoOrganizations();
  const both = await world.user({ username: 'doppia', administrator: true });
  await world.owner('update "authorization".administrators set of_installation = false where user_id = $1', [both.id]);
  await enabledIn(world, both, there.organizationId);
  await world.owner('insert into "authorization".administrators values ($1, $2, now(), false)', [there.organizationId, both.id]);
  const db = openDatabase(world.db.connectionConfig, { connections: 2 });
  onTestFinished(() => db.close());
  const house = await createApp({ ...world, db }, { pages: null, owner: null, jobs: false });
  onTestFinished(() => house.close());
  const [here, elsewhere, twofold] = [browserOf(house), browserOf(house), browserOf(house)];
  await here.signIn(world.administrator);
  await elsewhere.signIn(there.administrator);
  // The same person in two sessions, one for each organization.
  await twofold.signIn(both);
  await twofold.send('PUT', '/api/me/organization', { organizationId: there.organizationId });
  const people = new Map<string, string[]>();
  for (const id of [world.organizationId, there.organizationId]) {
    const rows = await world.owner<{ id: string }>('select id from identity.users where organization_id = $1 order by id', [id]);
    people.set(
      id,
      rows.map((row) => row.id),
    );
  }
  const mixed: string[] = [];
  const ask = async (browser: TestBrowser, own: string, name: string, turn: number) => {
    const [users, structure] =
      turn % 2 === 0 ? [await browser.get('/api/users?state=all&limit=50'), undefined] : [undefined, await browser.get('/api/structure')];
    const seen = (users?.body.items as { id: string }[] | undefined)?.map(({ id }) => id).toSorted();
    if (seen && JSON.stringify(seen) !== JSON.stringify(people.get(own))) mixed.push(`${name}: ${JSON.stringify(users?.body)}`);
    const names = (structure?.body.departments as { name: string }[] | undefined)?.map((one) => one.name);
    if (names && JSON.stringify(names) !== JSON.stringify([`Servizio ${name}`])) mixed.push(`${name}: ${JSON.stringify(structure?.body)}`);
  };

  for (let round = 0; round < 10; round += 1) {
    await Promise.all(
      Array.from({ length: 100 }, (_, turn) => {
        if (turn % 3 === 0) return ask(here, world.organizationId, 'Borgo', turn);
        return ask(turn % 3 === 1 ? elsewhere : twofold, there.organizationId, 'Altrove', turn);
      }),
    );
  }

  expect(mixed).toEqual([]);
});

test('D8 without the filter of the application nothing of another organization comes out, of any table', async () => {
  const { world, there } = await twoOrganizations();
  const tables = await world.owner<{ name: string; column: string }>(`
    select c.oid::regclass::text as name, a.attname as column
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = case when c.oid = 'identity.organizations'::regclass then 'id' else 'organization_id' end
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
      and has_column_privilege('varco_app', c.oid, a.attnum, 'select')`);
  expect(tables.length).toBeGreaterThan(20);

  for (const { name, column } of tables) {
    const seen = await world.db.as({ organizations: [there.organizationId] }, (tx) =>
      sql<{ whose: string }>`select distinct ${sql.ref(column)}::text as whose from ${sql.raw(name)}`.execute(tx),
    );
    expect([name, seen.rows.filter(({ whose }) => whose !== there.organizationId)]).toEqual([name, []]);
  }
});
