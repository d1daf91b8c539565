import { MOST_SEARCHES } from '@varco/shared/log-searches/api';
import { expect, test } from 'vitest';
import { freshWorld, type TestBrowser, type World } from '#testing/world';

async function atWork(): Promise<{ world: World; mine: TestBrowser; theirs: TestBrowser }> {
  const world = await freshWorld();
  const mine = await world.browser();
  await mine.signIn(world.administrator);
  const other = await world.user({ administrator: true });
  const theirs = await world.browser();
  await theirs.signIn(other);
  return { world, mine, theirs };
}

const items = async (browser: TestBrowser) =>
  (await browser.get('/api/log-searches')).body.items as {
    id: string;
    name: string;
    own: boolean;
    deletable: boolean;
    owner: string;
    view: object;
  }[];
const names = async (browser: TestBrowser) => (await items(browser)).map(({ name }) => name);

test('R3.57 a search is kept, opened again, renamed and deleted', async () => {
  const { mine } = await atWork();
  const view = { outcome: 'refused', from: '2026-11-01', columns: 'at,user,what', order: 'oldest' };

  const saved = await mine.post('/api/log-searches', { name: '  Rifiuti di novembre ', view });

  expect(saved).toMatchObject({ status: 201, body: { name: 'Rifiuti di novembre', shared: false, own: true, owner: 'Conti Laura', view } });
  const path = `/api/log-searches/${saved.body.id}`;
  expect(await mine.send('PATCH', path, { name: 'Rifiuti' })).toMatchObject({ status: 200, body: { name: 'Rifiuti', view } });
  expect(await mine.send('PATCH', path, { view: { session: '12' } })).toMatchObject({ body: { name: 'Rifiuti', view: { session: '12' } } });
  expect(await items(mine)).toMatchObject([{ name: 'Rifiuti', view: { session: '12' } }]);
  expect((await mine.send('DELETE', path)).status).toBe(204);
  expect(await items(mine)).toEqual([]);
  expect((await mine.send('DELETE', path)).status).toBe(404);
});

test('R3.57 a search is for its owner alone until he shares it; nobody else changes it', async () => {
  const { mine, theirs } = await atWork();
  const { body } = await mine.post('/api/log-searches', { name: 'Di notte', view: {} });
  const path = `/api/log-searches/${body.id}`;

  expect(await names(theirs)).toEqual([]);
  expect((await theirs.send('PATCH', path, { name: 'Presa' })).status).toBe(404);
  await mine.send('PATCH', path, { shared: true });
  expect(await items(theirs)).toMatchObject([{ name: 'Di notte', own: false, owner: 'Conti Laura' }]);
  for (const attempt of [() => theirs.send('PATCH', path, { name: 'Presa' }), () => theirs.send('DELETE', path)]) {
    expect(await attempt()).toMatchObject({ status: 403, body: { type: 'log-searches.not-yours' } });
  }
  expect((await theirs.post('/api/log-searches', { name: 'Di notte', view: {} })).status).toBe(201);
  await mine.send('PATCH', path, { shared: false });
  expect(await items(theirs)).toMatchObject([{ name: 'Di notte', own: true }]);
});

test('R3.57 a shared search whose owner is gone is deleted by an administrator, one that is not shared by nobody', async () => {
  const { world, mine, theirs } = await atWork();
  const shared = await theirs.post('/api/log-searches', { name: 'Di chi va via', shared: true, view: {} });
  const own = await theirs.post('/api/log-searches', { name: 'Solo sua', view: {} });
  const path = `/api/log-searches/${shared.body.id}`;
  const deletable = async () => (await items(mine)).map(({ name, deletable }) => [name, deletable]);
  expect(await deletable()).toEqual([['Di chi va via', false]]);
  expect((await mine.send('DELETE', path)).status).toBe(403);

  const ways = [
    [`update identity.users set disabled = true where username = 'utente1'`, `update identity.users set disabled = false`],
    [`update identity.users set valid_to = '2026-11-20' where username = 'utente1'`, 'update identity.users set valid_to = null'],
  ] as const;
  for (const [leave, comeBack] of ways) {
    await world.owner(leave);
    expect(await deletable(), leave).toEqual([['Di chi va via', true]]);
    await world.owner(comeBack);
    expect(await deletable(), comeBack).toEqual([['Di chi va via', false]]);
  }
  await world.owner(
    `delete from "authorization".administrators where user_id = (select id from identity.users where username = 'utente1')`,
  );
  expect(await deletable()).toEqual([['Di chi va via', true]]);
  expect((await mine.send('PATCH', path, { name: 'Presa' })).status).toBe(403);
  expect((await mine.send('DELETE', `/api/log-searches/${own.body.id}`)).status).toBe(404);
  expect((await mine.send('DELETE', path)).status).toBe(204);
  expect(await world.owner('select name from log_searches.searches')).toEqual([{ name: 'Solo sua' }]);
});

test('R3.57 two searches of one person have two names; of twenty saved at once under one name a single one is kept', async () => {
  const { mine } = await atWork();
  const save = (name: string) => mine.post('/api/log-searches', { name, view: {} });

  const answers = await Promise.all(Array.from({ length: 20 }, () => save('Uscite')));

  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(await save('USCITE')).toMatchObject({
    status: 409,
    body: { type: 'log-searches.name-taken', issues: [{ field: 'name', rule: 'search-name-taken' }] },
  });
  const second = await save('Entrate');
  expect((await mine.send('PATCH', `/api/log-searches/${second.body.id}`, { name: 'uscite' })).status).toBe(409);
  expect(await names(mine)).toEqual(['Entrate', 'Uscite']);
});

test('R3.57 what cannot be searched for is not kept, and all faults are told at once', async () => {
  const { mine } = await atWork();
  const save = (body: object) => mine.post('/api/log-searches', body);

  expect(await save({ name: ' ', view: { outcome: 'none', session: 'x', columns: 'user' } })).toMatchObject({
    status: 400,
    body: { issues: [{ field: 'name' }, { field: 'view.outcome' }, { field: 'view.session' }, { field: 'view.columns' }] },
  });
  expect(await save({ name: 'x'.repeat(61), view: {} })).toMatchObject({
    status: 400,
    body: { issues: [{ field: 'name', rule: 'too-long' }] },
  });
  expect(await save({ name: 'due\nrighe', view: {} })).toMatchObject({ body: { issues: [{ rule: 'control-characters' }] } });
  expect(await save({ name: 'Periodo', view: { from: '2026-11-22', to: '2026-11-21' } })).toMatchObject({
    status: 422,
    body: { type: 'access-log.period-invalid' },
  });
  expect(await save({ name: 'Indirizzo', view: { address: 'qui' } })).toMatchObject({ body: { issues: [{ field: 'address' }] } });
  expect(await items(mine)).toEqual([]);
});

test('R3.57 nobody keeps more than a hundred', async () => {
  const { world, mine } = await atWork();
  await world.owner(
    `insert into log_searches.searches (organization_id, id, owner_id, name, view, shared, changed_at)
     select $1, gen_random_uuid(), $2, 'Ricerca ' || g, '{}', false, $3 from generate_series(1, ${MOST_SEARCHES - 1}) g`,
    [world.organizationId, world.administrator.id, world.clock.now()],
  );

  expect((await mine.post('/api/log-searches', { name: 'Ultima', view: {} })).status).toBe(201);
  expect(await mine.post('/api/log-searches', { name: 'Una di troppo', view: {} })).toMatchObject({
    status: 409,
    body: { type: 'log-searches.too-many' },
  });
});

test('R2.16 whoever may not search the log keeps no searches and makes no files', async () => {
  const { world } = await atWork();
  const person = await world.browser();
  await person.signIn(await world.user());

  for (const [method, path] of [
    ['GET', '/api/log-searches'],
    ['POST', '/api/log-searches'],
    ['GET', '/api/access-log/exports'],
    ['POST', '/api/access-log/exports'],
    ['GET', '/api/access-log/count'],
    ['GET', '/api/access-log/chart'],
    ['GET', '/api/access-log/browsers'],
  ] as const) {
    expect((await person.send(method, path, method === 'POST' ? {} : undefined)).status, path).toBe(403);
  }
});
