import { setTimeout as wait } from 'node:timers/promises';
import { problems } from '@varco/shared/problems';
import { describe, expect, test } from 'vitest';
import { createHttp } from '#http/server';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A route as the description of the API tells it. */
interface Described {
  readonly method: Method;
  readonly path: string;
  readonly allow: 'anyone' | 'signed-in' | 'setting-up' | 'application' | { readonly capability: string; readonly action: string };
}

/** The routes that answer pages for people, or are no part of the API; every other one is described. */
const undescribed: Readonly<Record<string, string>> = {
  'GET /accessibility': 'a page',
  'GET /api/openapi.json': 'the description itself',
  'GET /door-look/band/{sheet}': 'a style of the door',
  'GET /door-look/logo/{hash}': 'a picture of the door',
  'GET /language': 'a choice made on a page',
  'GET /metrics': 'for Prometheus, in its own format',
  'GET /privacy': 'a page',
  'GET /setup': 'the wizard of the first start',
  'GET /setup/administrator': 'the wizard of the first start',
  'GET /setup/organization': 'the wizard of the first start',
  'GET /setup/profile': 'the wizard of the first start',
  'GET /setup/summary': 'the wizard of the first start',
  'POST /setup/administrator': 'the wizard of the first start',
  'POST /setup/claim': 'the wizard of the first start',
  'POST /setup/finish': 'the wizard of the first start',
  'POST /setup/organization': 'the wizard of the first start',
  'POST /setup/profile': 'the wizard of the first start',
};

/** What the first start answers besides the wizard. */
const beforeSetup = [
  'GET /api/openapi.json',
  'GET /healthz',
  'GET /readyz',
  'GET /language',
  'GET /metrics',
  'GET /accessibility',
  'GET /privacy',
];

async function described(world: World): Promise<Described[]> {
  const { paths } = (await world.house()).app.swagger() as unknown as {
    paths: Record<string, Record<string, { 'x-allow': Described['allow'] }>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase() as Method,
      path,
      allow: operation['x-allow'],
    })),
  );
}

/** Every route that is registered, as `GET /api/users/{id}`; HEAD goes with GET. */
async function registered(world: World): Promise<string[]> {
  const { app } = await world.house();
  return [...app.methodsOf]
    .flatMap(([url, methods]) => [...methods].map((method) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`))
    .filter((route) => !route.startsWith('HEAD '))
    .toSorted();
}

const SOMEBODY_ELSE = '01980000-0000-7000-8000-00000000000e';
const addressOf = ({ path }: Described): string => path.replace('{id}', SOMEBODY_ELSE).replace('{name}', 'privacy');

describe('every route', () => {
  test('is described, or named here with the reason', async () => {
    const world = await freshWorld();
    const told = (await described(world)).map(({ method, path }) => `${method} ${path}`);

    expect(told.length).toBeGreaterThan(20);
    expect((await registered(world)).filter((route) => !told.includes(route))).toEqual(Object.keys(undescribed));
    expect(told.filter((route) => route in undescribed)).toEqual([]);
  });

  test('says who may call it, or the server does not start', async () => {
    const world = await freshWorld({ empty: true });
    const app = await createHttp(world, {
      authenticate: async () => undefined,
      recognize: async () => undefined,
      isSetUp: async () => true,
      organizationName: () => null,
      assets: { css: '', script: null, fonts: [], icon: null },
    });

    expect(() => app.get('/api/forgotten', {}, () => 'x')).toThrow('The route GET /api/forgotten does not say who may call it.');
    await app.close();
  });

  test('answers 503 while the installation is being set up, but those that need nothing', async () => {
    const world = await freshWorld({ empty: true });
    const browser = await world.browser();
    const open: string[] = [];

    for (const route of await registered(world)) {
      const [method, path] = route.split(' ') as [Method, string];
      if (path.startsWith('/setup')) continue;
      const answer = await browser.send(method, path.replace('{id}', SOMEBODY_ELSE).replace('{name}', 'privacy'));
      if (answer.body.type === 'setup.required') expect([route, answer.status]).toEqual([route, 503]);
      else open.push(route);
    }

    expect(open).toEqual(beforeSetup.toSorted());
  });
});

/** How a route receives somebody, by the problem it answers; anything else is for whoever may call it. */
const receptions: Readonly<Record<string, string>> = {
  'sign-in.required': 'sent to the door',
  'sessions.ended': 'told that the session ended',
  'sessions.expired': 'told that the session ended',
  'authorization.not-allowed': 'refused',
  'applications.unknown': 'no application',
};

/** What is expected of each route for each kind of caller, from what it allows. */
function expected(allow: Described['allow']): Readonly<Record<string, string>> {
  if (allow === 'anyone') return { nobody: 'let in', stranger: 'let in', person: 'let in', administrator: 'let in', ended: 'let in' };
  if (allow === 'application')
    return Object.fromEntries(['nobody', 'stranger', 'person', 'administrator', 'ended'].map((caller) => [caller, 'no application']));
  const without = { nobody: 'sent to the door', stranger: 'sent to the door', ended: 'told that the session ended' };
  return { ...without, person: allow === 'signed-in' ? 'let in' : 'refused', administrator: 'let in' };
}

test('R1.40 D8 every route receives nobody, a person, an administrator and an ended session as it says', async () => {
  const world = await freshWorld();
  const [person, gone] = [await world.user(), await world.user()];
  const callers: Record<string, TestBrowser> = {};
  for (const name of ['nobody', 'stranger', 'person', 'administrator', 'ended']) callers[name] = await world.browser();
  callers.stranger?.cookies.set('varco', 'A'.repeat(43));
  const signIn: Record<string, () => Promise<unknown> | undefined> = {
    person: () => callers.person?.signIn(person),
    administrator: () => callers.administrator?.signIn(ADMINISTRATOR),
  };
  for (const enter of Object.values(signIn)) await enter();
  await callers.ended?.signIn(gone);
  await callers.administrator?.send('PATCH', `/api/users/${gone.id}`, { version: 1, disabled: true });
  while ((await callers.ended?.get('/api/me'))?.status !== 401) await wait(10);

  const routes = await described(world);
  for (const route of routes) {
    for (const [name, browser] of Object.entries(callers)) {
      const before = new Map(browser.cookies);
      const answer = await browser.send(route.method, addressOf(route));
      const { type, capability, action } = answer.body as { type?: string; capability?: string; action?: string };
      const reception = (type !== undefined && receptions[type]) || 'let in';
      const label = `${route.method} ${route.path} for ${name}`;
      expect([label, reception]).toEqual([label, expected(route.allow)[name]]);
      if (type !== undefined) expect([label, answer.status]).toEqual([label, problems[type as keyof typeof problems]]);
      if (reception === 'refused') expect({ capability, action }).toEqual(route.allow);
      browser.cookies.clear();
      for (const [cookie, value] of before) browser.cookies.set(cookie, value);
      if (route.path === '/sign-out') await signIn[name]?.();
    }
  }
});

/** Every key and every text of an answer. */
function walk(value: unknown, seen: (key: string, value: unknown) => void, key = ''): void {
  seen(key, value);
  if (Array.isArray(value)) for (const one of value) walk(one, seen, key);
  else if (typeof value === 'object' && value !== null) for (const [name, one] of Object.entries(value)) walk(one, seen, name);
}

/** Every answer to a question that changes nothing, about somebody. */
async function answers(world: World, browser: TestBrowser, id: string): Promise<{ url: string; body: unknown }[]> {
  const found: { url: string; body: unknown }[] = [];
  const about = ['', '?state=all', '?search=e', `?user=${id}&from=2026-01-01&to=2027-01-01`];
  for (const { method, path } of await described(world)) {
    if (method !== 'GET') continue;
    for (const query of about) {
      const url = `${path.replace('{id}', id).replace('{name}', 'privacy')}${query}`;
      found.push({ url, body: (await browser.get(url)).body });
    }
  }
  return found;
}

describe('no answer', () => {
  const CODE = 918_273_645;

  test('R1.4 holds the internal code of a user, whoever asks', async () => {
    const world = await freshWorld();
    await world.owner(`alter table identity.users alter column code restart with ${CODE}`);
    const elena = await world.user();
    const administrator = await world.browser();
    await administrator.signIn(ADMINISTRATOR);
    expect(await world.owner('select code from identity.users where id = $1', [elena.id])).toEqual([{ code: String(CODE) }]);

    const made = await administrator.post('/api/users', { familyName: 'Verdi', givenName: 'Ada', username: 'ada' });
    const changed = await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 1, givenName: 'Ilenia' });
    const conflict = await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 1, givenName: 'Alina' });
    const reset = await administrator.post(`/api/users/${made.body.id}/password-resets`);
    const own = await world.browser();
    await own.signIn(elena);
    const all = [
      ...(await answers(world, administrator, elena.id)),
      ...(await answers(world, own, elena.id)),
      ...[made, changed, conflict, reset].map(({ body }, number) => ({ url: `change ${number}`, body })),
    ];

    expect(all.length).toBeGreaterThan(100);
    for (const { url, body } of all) {
      walk(body, (key, value) => {
        expect([url, key]).not.toEqual([url, 'code']);
        if (typeof value !== 'object') expect([url, String(value).includes(String(CODE).slice(0, 7))]).toEqual([url, false]);
      });
    }
  });

  test('R1.6 R5.13 shows a person without rights the user name of another, or an id of one', async () => {
    const world = await freshWorld();
    const [elena, other] = [
      await world.user({ username: 'elena-zeta' }),
      await world.user({ username: 'nascosto-qui', familyName: 'Neri' }),
    ];
    const administrator = await world.browser();
    await administrator.signIn(ADMINISTRATOR);
    await (await world.browser()).signIn({ ...elena, password: 'sbagliata' });
    await administrator.post(`/api/users/${elena.id}/unlocks`);
    await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 1, fullName: 'Anagrafe' });
    const browser = await world.browser();
    await browser.signIn(elena);
    expect((await browser.get('/api/me/accesses')).text).toContain('"byAnother":true');

    for (const { url, body } of [...(await answers(world, browser, elena.id)), ...(await answers(world, browser, other.id))]) {
      walk(body, (key, value) => {
        if (key === 'username' && url.split('?')[0] !== '/api/me') throw new Error(`${url} has a user name: ${String(value)}`);
        const hidden = [ADMINISTRATOR.username, 'nascosto-qui', other.id, world.administrator.id];
        if (typeof value !== 'object') expect([url, hidden.filter((secret) => String(value).includes(secret))]).toEqual([url, []]);
      });
    }
  });
});
