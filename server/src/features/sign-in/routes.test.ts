import { eventNamed, reasonNamed } from '@varco/shared/access-log/events';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { openDatabase } from '#db/database';
import { openGateway } from '#testing/gateway';
import { ADMINISTRATOR, browserOf, freshWorld, type World } from '#testing/world';
import { createApp } from '../../app.ts';

const DAYS_90 = 90 * 86_400;

/** What a browser does with each cookie of an answer, by name. */
const cookiesOf = (headers: Readonly<Record<string, unknown>>): Map<string, { value: string; flags: string[] }> =>
  new Map(
    [headers['set-cookie'] ?? []].flat().map((line) => {
      const [pair = '', ...flags] = String(line).split('; ');
      const [name = '', value = ''] = pair.split('=');
      return [name, { value, flags: flags.sort() }];
    }),
  );

const sessionsIn = (world: World) =>
  world.owner<{ end_reason: string | null; hash: string }>(
    `select end_reason, encode(token_hash, 'hex') as hash from sessions.sessions order by number`,
  );

test('D10 over plain http on this machine the session travels in a cookie that scripts and other sites do not get', async () => {
  const world = await freshWorld();
  const user = await world.user();

  const cookies = cookiesOf((await (await world.browser()).signIn(user)).headers);

  expect(cookies.get('varco')).toEqual({ value: expect.stringMatching(/^[\w-]{43}$/), flags: ['HttpOnly', 'Path=/', 'SameSite=Lax'] });
  expect(cookies.get('varco-browser')?.flags).toEqual(['HttpOnly', `Max-Age=${DAYS_90}`, 'Path=/', 'SameSite=Lax']);
});

test('D10 over https every cookie is secure and bound to the host by its name', async () => {
  const world = await freshWorld({ environment: { VARCO_BASE_URL: 'https://gate.example.it', VARCO_TRUSTED_PROXIES: '10.0.0.5' } });
  const user = await world.user({ mustChangePassword: true });
  const browser = await world.browser();
  const asked = await browser.signIn(user);
  const opened = await browser.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });

  const all = [...cookiesOf(asked.headers), ...cookiesOf(opened.headers)];

  expect(all.map(([name]) => name)).toEqual(['__Host-varco-pending', '__Host-varco-pending', '__Host-varco', '__Host-varco-browser']);
  for (const [name, { flags }] of all)
    expect(
      flags.filter((flag) => !/^(Max-Age|Expires)=/.test(flag)),
      name,
    ).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
  expect(opened.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  expect((await browser.get('/api/me')).status).toBe(200);
  const plain = await world.browser();
  plain.cookies.set('varco', browser.cookies.get('__Host-varco') ?? '');
  expect((await plain.get('/api/me')).status).toBe(401);
});

test('D7 of the token the database keeps only its SHA-256', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await browser.signIn(user);
  const token = browser.cookies.get('varco') ?? '';

  const [row] = await world.owner<{ same: boolean; text: string }>(
    'select token_hash = sha256($1::bytea) as same, s::text as text from sessions.sessions s',
    [Buffer.from(token)],
  );

  expect(row?.same).toBe(true);
  expect(row?.text).not.toContain(token);
});

test('D10 a cookie that was there before the sign-in is never adopted', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  const planted = 'A'.repeat(43);
  browser.cookies.set('varco', planted);
  browser.cookies.set('varco-pending', planted);

  await browser.signIn(user);

  expect(browser.cookies.get('varco')).not.toBe(planted);
  const thief = await world.browser();
  thief.cookies.set('varco', planted);
  expect((await thief.get('/api/me')).body).toMatchObject({ type: 'sign-in.required' });
});

test('D10 each sign-in gets a token of its own, and ends the session its browser had before', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await browser.signIn(user);
  const first = browser.cookies.get('varco') ?? '';

  await browser.signIn(user);

  expect(browser.cookies.get('varco')).not.toBe(first);
  expect((await sessionsIn(world)).map((row) => row.end_reason)).toEqual(['voluntary', null]);
  const old = await world.browser();
  old.cookies.set('varco', first);
  expect((await old.get('/api/me')).body).toMatchObject({ type: 'sessions.ended', reason: 'voluntary' });
  expect((await browser.get('/api/me')).status).toBe(200);
});

test('D10 the session that a sign-in replaces is refused at once here, although the news of its end never comes', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const gateway = await openGateway(world.db.connectionConfig);
  const db = openDatabase(gateway.connection, { connections: 4 });
  const house = await createApp({ ...world, db }, { pages: null, owner: null, jobs: false });
  onTestFinished(async () => {
    await house.close();
    await db.close();
  });
  const [browser, old] = [browserOf(house), browserOf(house)];
  await browser.signIn(user);
  old.cookies.set('varco', browser.cookies.get('varco') ?? '');
  await expect.poll(() => house.sessions.isLive).toBe(true);
  expect((await old.get('/api/me')).status).toBe(200);
  gateway.hang('varco channel');

  await browser.signIn(user);

  expect((await old.get('/api/me')).body).toMatchObject({ type: 'sessions.ended', reason: 'voluntary' });
});

test('D10 sessions in other browsers go on', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const [one, other] = [await world.browser(), await world.browser()];
  await one.signIn(user);
  await other.signIn(user);

  expect((await one.get('/api/me')).status).toBe(200);
});

test('R3.8 whoever is signed in already goes on from the door to the page asked for', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);

  expect((await browser.get('/sign-in?returnTo=%2Futenti%3Fpagina%3D2', { html: true })).headers.location).toBe('/utenti?pagina=2');
});

test('after signing in one stays here, whatever the link asked for', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const elsewhere = [
    '//example.com',
    '/\\example.com',
    'https://example.com',
    'javascript:alert(1)',
    '/\t/example.com',
    '\\\\example.com',
    '/a b',
    '/utenti\r\nset-cookie: a=b',
    '/ćevapi',
    `/${'x'.repeat(2_001)}`,
    '',
  ];

  for (const returnTo of elsewhere) {
    const answer = await browser.post('/sign-in', { ...ADMINISTRATOR, returnTo }, { html: true, form: true });
    expect(answer, returnTo).toMatchObject({ status: 303, headers: { location: '/' } });
    const query = `returnTo=${encodeURIComponent(returnTo)}`;
    expect((await browser.get(`/sign-in?${query}`, { html: true })).headers.location).toBe('/');
    expect((await browser.get(`/language?to=en&${query}`, { html: true })).headers.location).toBe('/');
  }
});

test('R2.29 the door says why the last session ended', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const ends = {
    'idle-expired': /Sessione scaduta/,
    'limit-expired': /durata massima/i,
    'user-stopped': /./,
    'password-replaced': /password/i,
    'too-many-wrong-passwords': /password/i,
  };

  for (const [reason, sentence] of Object.entries(ends)) {
    await world.owner('update sessions.sessions set ended_at = $1, end_reason = $2', [world.clock.now(), reason]);
    const { text, status } = await browser.get('/sign-in?ended=1', { html: true });
    const [, note = ''] = /role="status"[^>]*>.*?<p>(.*?)<\/p>/s.exec(text) ?? [];
    expect(status).toBe(200);
    expect(note, reason).toMatch(sentence);
  }
});

test('the door tells a stranger who types ?ended=1 nothing', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  browser.cookies.set('varco', 'A'.repeat(43));

  expect((await browser.get('/sign-in?ended=1', { html: true })).text).not.toContain('role="status"');
});

test('D9 when the clocks differ by 30 seconds nobody signs in, and the door says why', async () => {
  const world = await freshWorld();
  const user = await world.user({ mustChangePassword: true });
  const before = await world.browser();
  await before.signIn(user);
  // The world's clock stands still, the database's does not: with its jobs the house compares them at the start.
  const house = await createApp(world, { pages: null, owner: null, jobs: true });
  onTestFinished(() => house.close());
  const browser = browserOf(house);
  const logged = (await world.logRows()).length;

  const [json, page] = [
    await browser.signIn(ADMINISTRATOR),
    await browser.post('/sign-in', { ...ADMINISTRATOR }, { html: true, form: true }),
  ];
  for (const [name, value] of before.cookies) browser.cookies.set(name, value);
  const change = await browser.post(
    '/sign-in/new-password',
    { next: 'Inverno-2027', confirmation: 'Inverno-2027' },
    { html: true, form: true },
  );

  expect(json).toMatchObject({ status: 503, headers: { 'retry-after': '60' }, body: { type: 'server.clock-differs' } });
  expect(page.status).toBe(503);
  expect(page.text).toContain('gli orologi del server non concordano');
  expect(change.status).toBe(503);
  expect(change.text).toContain('gli orologi del server non concordano');
  expect(await world.logRows()).toHaveLength(logged);
  expect(await sessionsIn(world)).toEqual([]);
});

test.each([
  [500, 200, []],
  [-500, 200, []],
  [3_000, 200, ['the clocks of this machine and of the database differ']],
  [-29_000, 200, ['the clocks of this machine and of the database differ']],
  [31_000, 503, ['the clocks of this machine and of the database differ']],
  [-31_000, 503, ['the clocks of this machine and of the database differ']],
])('D9 a clock %i ms ahead of the database: the door answers %i', async (ahead, status, warnings) => {
  const world = await freshWorld();
  const told: string[] = [];
  const clock = { now: () => new Date(systemClock.now().getTime() + ahead), monotonic: () => systemClock.monotonic() };
  const log = pino({ level: 'warn' }, { write: (line: string) => void told.push((JSON.parse(line) as { msg: string }).msg) });
  const house = await createApp({ ...world, clock, log }, { pages: null, owner: null, jobs: true });
  onTestFinished(() => house.close());

  expect((await browserOf(house).signIn(ADMINISTRATOR)).status).toBe(status);
  expect(told).toEqual(warnings);
});

test('R2.23 the sign-in page answers programs in JSON and people with a page, and neither is kept by anybody', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const [json, page] = [await browser.get('/sign-in'), await browser.get('/sign-in', { html: true })];

  expect(json.body).toEqual({ step: 'password', location: '/sign-in' });
  expect(page.text).toMatch(/<form method="post" action="\/sign-in"/);
  for (const { headers } of [json, page]) expect(headers['cache-control']).toBe('no-store');
});

test('R2.24 the page says that capital and small letters count', async () => {
  const world = await freshWorld();

  expect((await (await world.browser()).get('/sign-in', { html: true })).text).toContain('Maiuscole e minuscole contano');
});

test('a form without scripts signs in, and one without its fields is refused like a wrong one', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const empty = await browser.post('/sign-in', { altro: 'x' }, { html: true, form: true });
  const right = await browser.post('/sign-in', { ...ADMINISTRATOR }, { html: true, form: true });

  expect(empty.status).toBe(401);
  expect(empty.text).toContain('Accesso non riuscito.');
  expect(right).toMatchObject({ status: 303, headers: { location: '/' } });
  expect((await world.logRows()).map(({ event, reason }) => [eventNamed.get(event), reason && reasonNamed.get(reason)])).toEqual([
    ['installation-set-up', null],
    ['sign-in-refused', 'unknown-user'],
    ['signed-in', null],
  ]);
});
