import { events } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { publicAddress } from '#core/public-address';
import { ADMINISTRATOR, browserOf, freshWorld, type TestBrowser, type World } from '#testing/world';
import { makeSetupLink } from './links.ts';
import { setUpUnattended, UnattendedFault } from './unattended.ts';

const FORM = { html: true, form: true };
const PASSWORD = 'Primavera-26';
const administrator = { familyName: 'Conti', givenName: 'Laura', username: 'l.conti', password: PASSWORD, confirmation: PASSWORD };

const secretOf = (link: string): string => link.split('#')[1] ?? '';
const secretIn = async (world: World): Promise<string> => secretOf(await makeSetupLink(world, publicAddress(world.config)));
const claim = (browser: TestBrowser, token: string) => browser.post('/setup/claim', { token }, FORM);
const pathOf = (answer: { headers: Readonly<Record<string, unknown>> }) => answer.headers.location;

/** A browser that has the wizard. */
async function wizard(world: World): Promise<TestBrowser> {
  const browser = await world.browser();
  expect(pathOf(await claim(browser, await secretIn(world)))).toBe('/setup/organization');
  return browser;
}

/** Answers every question but the last. */
async function answerAll(browser: TestBrowser, more: Partial<typeof administrator> & { profile?: string } = {}): Promise<void> {
  const { profile = 'misure-minime', ...person } = more;
  expect(pathOf(await browser.post('/setup/organization', { organization: 'Comune di Borgo Ligure' }, FORM))).toBe('/setup/administrator');
  expect(pathOf(await browser.post('/setup/administrator', { ...administrator, ...person }, FORM))).toBe('/setup/profile');
  expect(pathOf(await browser.post('/setup/profile', { profile }, FORM))).toBe('/setup/summary');
}

test('R1.40 the wizard makes the organization, its administrator and its policy, and he signs in', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await answerAll(browser, { profile: 'icaro' });

  const done = await browser.post('/setup/finish', {}, FORM);

  expect(done.status).toBe(200);
  expect(done.text).toContain('l.conti');
  expect(
    await world.owner(
      'select o.name, p.profile, p.version from identity.organizations o join policy.profiles p on p.organization_id = o.id',
    ),
  ).toEqual([{ name: 'Comune di Borgo Ligure', profile: 'icaro', version: 1 }]);
  expect((await world.logRows()).map(({ event, username }) => [event, username])).toEqual([[events['installation-set-up'], 'l.conti']]);
  expect((await browser.signIn(ADMINISTRATOR)).body).toEqual({ step: 'enter', location: '/' });
  expect((await browser.get('/api/me')).body).toMatchObject({ administrator: true, organization: { name: 'Comune di Borgo Ligure' } });
});

test('until then every other route answers that it is being set up, and nothing else', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await world.browser();

  for (const [method, url] of [
    ['GET', '/'],
    ['GET', '/sign-in'],
    ['POST', '/sign-in'],
    ['POST', '/sign-in/new-password'],
    ['POST', '/sign-out'],
    ['GET', '/api/me'],
    ['GET', '/api/users'],
    ['PUT', '/api/me/password'],
    ['GET', '/nowhere'],
  ] as const) {
    expect((await browser.send(method, url, method === 'GET' ? undefined : {})).body, url).toMatchObject({
      type: 'setup.required',
      status: 503,
    });
    expect((await browser.send(method, url, method === 'GET' ? undefined : {}, FORM)).status, url).toBe(503);
  }
  expect((await browser.get('/healthz')).status).toBe(200);
  expect((await browser.get('/setup', { html: true })).status).toBe(200);
});

test('the link’s secret has 256 bits, stands in the fragment, which browsers send to nobody, and is stored as a hash', async () => {
  const world = await freshWorld({ empty: true });

  const link = await makeSetupLink(world, publicAddress(world.config));

  expect(link).toMatch(/^http:\/\/localhost\/setup#[\w-]{43}$/);
  const [row] = await world.owner<{ text: string; same: boolean }>(
    'select l::text as text, token_hash = sha256($1::bytea) as same from setup.links l',
    [Buffer.from(secretOf(link))],
  );
  expect(row?.same).toBe(true);
  expect(row?.text).not.toContain(secretOf(link));
});

test('the link belongs to the first browser that opens it: nobody after it gets in, by the link or without its cookie', async () => {
  const world = await freshWorld({ empty: true });
  const secret = await secretIn(world);
  const first = await world.browser();
  await claim(first, secret);
  const second = await world.browser();

  const answer = await claim(second, secret);

  expect(answer.status).toBe(403);
  expect(answer.text).toContain('Questo link non vale più');
  expect((await second.get('/setup/organization', { html: true })).status).toBe(403);
  expect((await second.post('/setup/finish', {}, FORM)).status).toBe(403);
  expect((await first.get('/setup/organization', { html: true })).status).toBe(200);
});

test('of many browsers that open the link at once one gets it', async () => {
  const world = await freshWorld({ empty: true });
  const secret = await secretIn(world);
  const browsers = await Promise.all(Array.from({ length: 10 }, () => world.browser()));

  const answers = await Promise.all(browsers.map((browser) => claim(browser, secret)));

  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
});

test('after an hour the link is over, also for the browser that claimed it', async () => {
  const world = await freshWorld({ empty: true });
  const unclaimed = await secretIn(world);
  world.clock.advance({ minutes: 60 });
  expect((await claim(await world.browser(), unclaimed)).status).toBe(403);
  const browser = await wizard(world);
  await answerAll(browser);

  world.clock.advance({ minutes: 60 });

  expect((await browser.post('/setup/finish', {}, FORM)).status).toBe(403);
  expect(await world.owner('select 1 from identity.organizations')).toEqual([]);
});

test('a new start makes a new link and the one before is over', async () => {
  const world = await freshWorld({ empty: true });
  const old = await wizard(world);
  await answerAll(old);

  const browser = await wizard(world);

  expect((await old.get('/setup/summary', { html: true })).status).toBe(403);
  expect((await browser.get('/setup/organization', { html: true })).text).not.toContain('value="Comune');
});

test('a finished wizard is over: the link, its cookie and its pages', async () => {
  const world = await freshWorld({ empty: true });
  const secret = await secretIn(world);
  const browser = await world.browser();
  await claim(browser, secret);
  await answerAll(browser);
  const cookie = browser.cookies.get('varco-setup') ?? '';
  await browser.post('/setup/finish', {}, FORM);
  expect(browser.cookies.has('varco-setup')).toBe(false);

  browser.cookies.set('varco-setup', cookie);
  for (const answer of [
    await browser.post('/setup/finish', {}, FORM),
    await browser.get('/setup', { html: true }),
    await browser.get('/setup/summary', { html: true }),
    await claim(browser, secret),
    await claim(await world.browser(), await secretIn(world)),
  ])
    expect(answer.status).toBe(409);
  expect(await world.owner('select 1 from identity.organizations')).toHaveLength(1);
});

test('of two that finish at once, on two nodes, one makes the organization', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await answerAll(browser);
  const other = browserOf(await world.secondNode());
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);

  const answers = await Promise.all([browser, other, browser, other].map((one) => one.post('/setup/finish', {}, FORM)));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await world.owner('select 1 from identity.organizations')).toHaveLength(1);
  expect(await world.owner('select 1 from identity.users')).toHaveLength(1);
  expect((await other.get('/sign-in')).status).toBe(200);
});

test('D7 the password is nowhere in the answers kept on the way, nor on any page, and at the end the answers go', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await answerAll(browser);
  const answers = async () => (await world.owner<{ answers: object }>('select answers from setup.links'))[0]?.answers;

  const pages = await Promise.all(
    ['organization', 'administrator', 'profile', 'summary'].map((step) => browser.get(`/setup/${step}`, { html: true })),
  );

  expect(JSON.stringify(await answers())).not.toContain(PASSWORD);
  expect(await answers()).toMatchObject({ administrator: { hash: expect.stringMatching(/^quick\$/), length: 12, classes: 4 } });
  for (const { text } of pages) expect(text).not.toContain(PASSWORD);
  await browser.post('/setup/finish', {}, FORM);
  expect(await world.owner('select 1 from setup.links')).toEqual([]);
});

test('R1.9 R1.10 R2.27 all faults of the administrator are shown at once, and what was typed stays, but the password', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await browser.post('/setup/organization', { organization: 'Comune' }, FORM);

  const { status, text } = await browser.post(
    '/setup/administrator',
    { familyName: '', givenName: 'Laura', username: 'laura', password: 'LAURA', confirmation: 'x' },
    FORM,
  );

  expect(status).toBe(422);
  for (const sentence of ['Scrivi il cognome', 'Servono almeno 8 caratteri', 'diversa dallo Username', 'non coincidono'])
    expect(text).toContain(sentence);
  expect(text).toContain('value="Laura"');
  expect(text).not.toContain('LAURA');
});

test('R5.23 a password accepted before the profile was chosen is judged again under the profile', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await answerAll(browser, { password: 'Perla-26', confirmation: 'Perla-26', profile: 'guida-attuale' });

  const summary = await browser.get('/setup/summary', { html: true });
  const finish = await browser.post('/setup/finish', {}, FORM);

  expect(summary.text).toContain('Servono almeno 15 caratteri');
  expect(finish.status).toBe(422);
  expect(await world.owner('select 1 from identity.organizations')).toEqual([]);
});

test('R2.27 a password equal to the user name does not slip through a profile that allows it into one that does not', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await browser.post('/setup/organization', { organization: 'Comune' }, FORM);
  await browser.post('/setup/profile', { profile: 'oracle-crm' }, FORM);
  const same = { ...administrator, username: 'Laura.Conti-9', password: 'laura.CONTI-9', confirmation: 'laura.CONTI-9' };
  expect(pathOf(await browser.post('/setup/administrator', same, FORM))).toBe('/setup/summary');

  await browser.post('/setup/profile', { profile: 'misure-minime' }, FORM);

  const finish = await browser.post('/setup/finish', {}, FORM);
  expect(finish.status).toBe(422);
  expect(finish.text).toContain('diversa dallo Username');
});

test('R2.27 nor by giving the user the name of the password kept', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);
  await answerAll(browser);

  const renamed = await browser.post(
    '/setup/administrator',
    { ...administrator, username: PASSWORD, password: '', confirmation: '' },
    FORM,
  );
  const kept = await browser.post('/setup/administrator', { ...administrator, familyName: 'Conte', password: '', confirmation: '' }, FORM);

  expect(renamed.status).toBe(422);
  expect(renamed.text).toContain('Scrivi la password');
  expect(pathOf(kept)).toBe('/setup/summary');
});

test('a wizard that skips its questions is led to the first one without an answer', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);

  expect(pathOf(await browser.get('/setup/summary', { html: true }))).toBe('/setup/organization');
  expect(pathOf(await browser.post('/setup/finish', {}, FORM))).toBe('/setup/organization');
  expect(pathOf(await browser.get('/setup', { html: true }))).toBe('/setup/organization');
});

test('a code typed by hand, even as the whole link, works; half a code is refused with what to do', async () => {
  const world = await freshWorld({ empty: true });
  const link = await makeSetupLink(world, publicAddress(world.config));
  const browser = await world.browser();

  const half = await claim(browser, secretOf(link).slice(0, 20));
  const none = await claim(browser, '');
  const made = await claim(browser, 'A'.repeat(43));

  expect(half.status).toBe(422);
  expect(half.text).toContain('Questo codice non è completo');
  expect(none.status).toBe(422);
  expect(made.status).toBe(403);
  expect(pathOf(await claim(browser, ` ${link} `))).toBe('/setup/organization');
});

test('the wizard bears nonsense', async () => {
  const world = await freshWorld({ empty: true });
  const browser = await wizard(world);

  for (const url of ['/setup/claim', '/setup/organization', '/setup/administrator', '/setup/profile', '/setup/finish'])
    for (const body of [
      {},
      { __proto__: null, organization: 'x'.repeat(1_999), username: '*', profile: 'constructor', token: '#' },
      { organization: '\u0007' },
    ])
      expect((await browser.post(url, body, FORM)).status, url).toBeLessThan(500);
  expect((await browser.post('/setup/organization', { organization: ['a'] })).status).toBe(400);
  expect((await browser.post('/setup/administrator', { username: 'x'.repeat(3_000) }, FORM)).status).toBe(400);
});

const unattended = (more: Record<string, string> = {}) => ({
  VARCO_ADMIN_USERNAME: 'l.conti',
  VARCO_ADMIN_PASSWORD: PASSWORD,
  VARCO_ORGANIZATION: 'Comune di Borgo Ligure',
  VARCO_PROFILE: 'icaro',
  ...more,
});

test('R1.40 an empty installation is set up from the environment, and the administrator signs in', async () => {
  const world = await freshWorld({ empty: true, environment: unattended() });

  expect(await setUpUnattended(world)).toBe('done');

  expect((await (await world.browser()).signIn(ADMINISTRATOR)).status).toBe(200);
  expect(await world.owner('select profile from policy.profiles')).toEqual([{ profile: 'icaro' }]);
});

test('R1.40 a link that nobody used ends with the setup, however it is done', async () => {
  const world = await freshWorld({ empty: true, environment: unattended() });
  const secret = await secretIn(world);

  expect(await setUpUnattended(world)).toBe('done');

  expect(await world.owner('select 1 from setup.links')).toEqual([]);
  expect((await claim(await world.browser(), secret)).status).toBe(409);
});

test('one that has begun is never set up again, and without being asked nothing happens', async () => {
  const begun = await freshWorld({ environment: unattended({ VARCO_ADMIN_USERNAME: 'intruso', VARCO_ADMIN_PASSWORD: 'Intruso-2026' }) });
  expect(await setUpUnattended(begun)).toBe('already-set-up');
  expect((await (await begun.browser()).signIn({ username: 'intruso', password: 'Intruso-2026' })).status).toBe(401);

  expect(await setUpUnattended(await freshWorld({ empty: true }))).toBe('not-asked');
});

test('of two nodes that start at once on an empty database one sets it up and the other goes on', async () => {
  const world = await freshWorld({ empty: true, environment: unattended() });

  const outcomes = await Promise.allSettled([setUpUnattended(world), setUpUnattended(world), setUpUnattended(world)]);

  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason)).sort()).toEqual([
    'already-set-up',
    'already-set-up',
    'done',
  ]);
  expect(await world.owner('select 1 from identity.organizations')).toHaveLength(1);
});

test('R1.10 a password the profile refuses stops the start, with every rule it breaks', async () => {
  const world = await freshWorld({ empty: true, environment: unattended({ VARCO_ADMIN_PASSWORD: 'abc', VARCO_PROFILE: 'misure-minime' }) });

  const start = setUpUnattended(world);

  await expect(start).rejects.toThrow(UnattendedFault);
  await expect(start).rejects.toThrow(
    /VARCO_ADMIN_PASSWORD_FILE.*too-short, at least 8.*\n.*VARCO_ADMIN_PASSWORD_FILE.*too-few-classes, at least 3/,
  );
  await expect(start).rejects.not.toThrow('abc');
  expect(await world.owner('select 1 from identity.organizations')).toEqual([]);
});
