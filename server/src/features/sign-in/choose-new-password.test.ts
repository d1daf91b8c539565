import { eventNamed, reasonNamed, reasons } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { resetPassword } from '#features/directory';
import { setPolicy } from '#testing/policy';
import { ADMINISTRATOR, browserOf, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const NEXT = { next: 'Inverno-2027', confirmation: 'Inverno-2027' };
const NEW_PASSWORD = '/sign-in/new-password';

/** Somebody whose first password was given to him by another. */
const newcomer = (world: World, more: Parameters<World['user']>[0] = {}) => world.user({ mustChangePassword: true, ...more });

/** A browser in which the first password was right. */
async function entering(world: World, user: Somebody, from: Parameters<World['browser']>[0] = {}): Promise<TestBrowser> {
  const browser = await world.browser(from);
  expect((await browser.signIn(user)).body).toEqual({ step: 'new-password', location: NEW_PASSWORD });
  return browser;
}

const facts = async (world: World) =>
  (await world.logRows()).map(({ event, reason }) => [eventNamed.get(event), reason === null ? null : reasonNamed.get(reason)].join(' '));

test('R1.11 after the first password the only page that can be reached is the one that changes it', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));

  expect(browser.cookies.has('varco')).toBe(false);
  for (const page of ['/', '/utenti', '/profile'])
    expect((await browser.get(page, { html: true })).headers.location ?? '/sign-in', page).toMatch(/^\/sign-in/);
  for (const api of ['/api/me', '/api/users', '/api/me/session']) expect((await browser.get(api)).body.type, api).toBe('sign-in.required');
  expect((await browser.send('PUT', '/api/me/password', { current: 'Autunno-2026', ...NEXT })).status).toBe(401);
  expect((await browser.get('/sign-in', { html: true })).headers.location).toBe(NEW_PASSWORD);
  expect((await browser.get(NEW_PASSWORD)).body).toEqual({ step: 'new-password', location: NEW_PASSWORD, why: 'first-access' });
  expect((await browser.get(NEW_PASSWORD, { html: true })).text).toContain('name="next"');
});

test('R1.11 the change opens the session, under a new token, and the flag is gone', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  const entry = browser.cookies.get('varco-pending');

  const answer = await browser.post(NEW_PASSWORD, NEXT);

  expect(answer.body).toEqual({ step: 'enter', location: '/' });
  expect(browser.cookies.get('varco')).not.toBe(entry);
  expect(browser.cookies.has('varco-pending')).toBe(false);
  expect((await browser.get('/api/me')).body).toMatchObject({ user: { username: user.username } });
  expect(await world.owner('select must_change, change_reason from credentials.passwords where user_id = $1', [user.id])).toEqual([
    { must_change: false, change_reason: null },
  ]);
  expect((await facts(world)).slice(-3)).toEqual(['sign-in-refused new-password-required', 'password-changed first-access', 'signed-in ']);
  const again = await world.browser();
  expect((await again.signIn(user)).status).toBe(401);
  expect((await again.signIn({ ...user, password: NEXT.next })).body).toMatchObject({ step: 'enter' });
});

test('R1.11 the flag stays on when the page is closed, the change refused, or the time over', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  await entering(world, user);
  const refused = await entering(world, user);
  expect((await refused.post(NEW_PASSWORD, { next: 'corta', confirmation: 'corta' })).status).toBe(422);
  world.clock.advance({ minutes: 11 });

  const browser = await entering(world, user);

  expect((await browser.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ step: 'enter' });
});

test('D3 a sign-in in progress lasts ten minutes', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const [late, inTime] = [await entering(world, user), await entering(world, user)];
  world.clock.advance({ minutes: 9, seconds: 59 });
  expect((await inTime.get(NEW_PASSWORD)).status).toBe(200);

  world.clock.advance({ seconds: 1 });

  expect((await late.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });
  const page = await late.post(NEW_PASSWORD, NEXT, { html: true, form: true });
  expect(page).toMatchObject({ status: 303, headers: { location: '/sign-in?step=expired' } });
  expect((await late.get('/sign-in?step=expired', { html: true })).text).toContain('name="password"');
});

test('D3 a sign-in in progress is no session, and its cookie is kept only as a hash', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));
  const entry = browser.cookies.get('varco-pending') ?? '';

  const tables = await world.owner<{ text: string }>(
    'select t::text as text from sign_in.pending t union all select t::text from sessions.sessions t',
  );

  expect(Buffer.from(entry, 'base64url')).toHaveLength(32);
  expect(tables).toHaveLength(1);
  expect(tables[0]?.text).not.toContain(entry);
  expect(tables[0]?.text).not.toContain(Buffer.from(entry, 'base64url').toString('hex'));
  browser.cookies.set('varco', entry);
  expect((await browser.get('/api/me')).status).toBe(401);
});

test('D3 the cookie of a sign-in in progress is worth nothing in another kind of browser, nor is a made-up one', async () => {
  const world = await freshWorld();
  const his = await entering(world, await newcomer(world));
  const thief = await world.browser({
    agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0.0.0 Safari/537.36',
  });

  for (const stolen of [his.cookies.get('varco-pending') ?? '', 'AAAA', '']) {
    thief.cookies.set('varco-pending', stolen);
    expect((await thief.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });
    expect((await thief.get(NEW_PASSWORD)).status).toBe(401);
  }

  expect((await his.post(NEW_PASSWORD, NEXT)).status).toBe(200);
});

test('D3 the cookie of a finished sign-in opens nothing a second time', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));
  const entry = browser.cookies.get('varco-pending') ?? '';
  await browser.post(NEW_PASSWORD, NEXT);
  const again = await world.browser();
  again.cookies.set('varco-pending', entry);

  expect((await again.post(NEW_PASSWORD, { next: 'Estate-2027', confirmation: 'Estate-2027' })).body).toMatchObject({
    type: 'sign-in.step-expired',
  });
});

test('R1.11 of two tabs that change the password at once, one opens a session', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  const next = (n: number) => ({ next: `Inverno-202${n}`, confirmation: `Inverno-202${n}` });

  const answers = await Promise.all([1, 2, 3, 4].map((n) => browser.post(NEW_PASSWORD, next(n))));

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status, body } of answers.filter((answer) => answer.status !== 200))
    expect([status, body.type]).toEqual(body.type === 'sign-in.step-expired' ? [401, body.type] : [409, 'credentials.changed-meanwhile']);
  expect(await world.owner('select 1 from sessions.sessions where user_id = $1', [user.id])).toHaveLength(1);
});

test('D3 whoever else began with the first password cannot replace the one its owner chose', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const thief = await entering(world, user, { address: '203.0.113.66' });
  const his = await entering(world, user);
  await his.post(NEW_PASSWORD, NEXT);

  const answer = await thief.post(NEW_PASSWORD, { next: 'Rubata-2027', confirmation: 'Rubata-2027' });

  expect(answer.body).toMatchObject({ type: 'sign-in.step-expired' });
  expect(await world.owner('select 1 from sign_in.pending')).toEqual([]);
  expect((await (await world.browser()).signIn({ ...user, password: NEXT.next })).status).toBe(200);
});

test('D3 a reset ends the sign-ins in progress with the password before', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const thief = await entering(world, user, { address: '203.0.113.66' });

  const { temporaryPassword } = await resetPassword(world, world.operator, world.scope, user.id);

  expect((await thief.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });
  const his = await entering(world, { ...user, password: temporaryPassword });
  expect((await his.get(NEW_PASSWORD)).body).toMatchObject({ why: 'reset' });
});

test('D3 when there is nothing left to change, the sign-in in progress is over', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  await world.owner('update credentials.passwords set must_change = false, change_reason = null where user_id = $1', [user.id]);

  expect((await browser.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });
});

test('R1.12 somebody stopped meanwhile does not enter by a sign-in in progress', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  await world.owner('update identity.users set disabled = true where id = $1', [user.id]);

  expect((await browser.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });
  expect((await browser.get('/sign-in', { html: true })).status).toBe(200);
});

test('D3 a person has at most five sign-ins in progress: the oldest gives way', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browsers: TestBrowser[] = [];
  for (let n = 0; n < 6; n += 1) {
    browsers.push(await entering(world, user, { address: `192.0.2.${n}` }));
    world.clock.advance({ seconds: 1 });
  }

  expect(await Promise.all(browsers.map(async (browser) => (await browser.get(NEW_PASSWORD)).status))).toEqual([
    401, 200, 200, 200, 200, 200,
  ]);
});

test('D3 a person has at most five sign-ins in progress also when twenty begin at once', async () => {
  const world = await freshWorld({ profile: 'infinity' });
  const user = await newcomer(world);
  const browser = await world.browser();

  await Promise.all(Array.from({ length: 20 }, () => browser.signIn(user)));

  expect(await world.owner('select 1 from sign_in.pending')).toHaveLength(5);
});

test('D3 an address has at most twenty sign-ins in progress, and the right password beyond them is no failure', async () => {
  const world = await freshWorld();
  const people = await Promise.all(Array.from({ length: 25 }, () => newcomer(world)));
  const browser = await world.browser({ address: '2001:db8:1:1::5' });

  const answers = await Promise.all(people.map((person) => browser.signIn(person)));

  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(refused).toHaveLength(5);
  expect(refused[0]).toMatchObject({ headers: { 'retry-after': '60' }, body: { type: 'sign-in.too-many-open' } });
  expect(await world.owner('select 1 from sign_in.attempts where used > 0')).toEqual([]);
  expect((await facts(world)).filter((fact) => fact === 'sign-in-refused too-many-open')).toHaveLength(5);
  const [late] = people.filter((_, n) => answers[n]?.status === 429);
  expect((await (await world.browser({ address: '2001:db8:1:1::6' })).signIn(late ?? ADMINISTRATOR)).status).toBe(429);
  expect((await (await world.browser({ address: '2001:db8:1:2::5' })).signIn(late ?? ADMINISTRATOR)).status).toBe(200);
});

test('R2.27 R1.9 R1.10 every fault of the new password is told at once', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world, { username: 'Niccolò' }));

  const answer = await browser.post(NEW_PASSWORD, { next: 'NICCOLO', confirmation: 'niccolo' });

  expect(answer.status).toBe(422);
  expect(answer.body.issues).toEqual([
    { rule: 'too-short', min: 8, length: 7 },
    { rule: 'too-few-classes', min: 3, classes: 1 },
    { rule: 'same-as-username' },
    { rule: 'not-confirmed' },
  ]);
  expect((await facts(world)).at(-1)).toBe('password-change-refused rules-not-met');
  const page = await browser.post(NEW_PASSWORD, { next: 'NICCOLO', confirmation: 'niccolo' }, { html: true, form: true });
  expect(page.status).toBe(422);
  expect(page.text).toContain('La password deve essere diversa dallo Username');
  expect(page.text).toContain('Password e conferma non coincidono');
  expect(page.text).not.toMatch(/value="niccolo"/i);
});

test.each([
  ['with other capital letters', 'Mario.Rossi-9', 'mARIO.rOSSI-9'],
  ['with accents', 'Niccolo.Piu-9', 'Niccolò.Più-9'],
  ['in letters of another width', 'Mario.Rossi-9', 'Ｍａｒｉｏ.Rossi-9'],
])('R2.27 the user name %s is no password', async (_, username, next) => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world, { username }));

  expect((await browser.post(NEW_PASSWORD, { next, confirmation: next })).body.issues).toEqual([{ rule: 'same-as-username' }]);
});

test('R1.11 the password that must be replaced is no new one, however its accents are composed', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world, { password: 'Perciò-2026' }));

  for (const next of ['Perciò-2026', 'Percio\u0300-2026', 'Perciò－2026'])
    expect((await browser.post(NEW_PASSWORD, { next, confirmation: next })).body.issues).toEqual([{ rule: 'same-as-current' }]);
});

test('D7 length counts code points of the normalized password, from the least to the most', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));
  const issuesOf = async (next: string) => (await browser.post(NEW_PASSWORD, { next, confirmation: next })).body.issues;

  expect(await issuesOf('Aa1-🐄🐄🐄')).toEqual([{ rule: 'too-short', min: 8, length: 7 }]);
  expect(await issuesOf(`Aa1-${'e\u0301'.repeat(3)}`)).toEqual([{ rule: 'too-short', min: 8, length: 7 }]);
  expect(await issuesOf(`Aa1-${'🐄'.repeat(125)}`)).toEqual([{ rule: 'too-long', max: 128, length: 129 }]);
  // One sign that normalization writes with eighteen: a short text may be a long password.
  expect(await issuesOf(`Aa1-${'\ufdfa'.repeat(8)}`)).toEqual([{ rule: 'too-long', max: 128, length: 148 }]);
  expect(await issuesOf(`Aa1-${'🐄'.repeat(124)}`)).toBeUndefined();
});

test('R1.42 blanks and signs of any alphabet are part of the password', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  const next = '  Пароль 2027 %00 \\u0000 ';

  expect((await browser.post(NEW_PASSWORD, { next, confirmation: next })).status).toBe(200);

  const again = await world.browser();
  expect((await again.signIn({ ...user, password: next.trim() })).status).toBe(401);
  expect((await again.signIn({ ...user, password: next })).status).toBe(200);
});

test('R3.8 after the change one reaches the page asked for', async () => {
  const world = await freshWorld();
  const { username, password } = await newcomer(world);
  const browser = await world.browser();
  await browser.post('/sign-in', { username, password, returnTo: '/utenti?stato=attivi' }, { html: true, form: true });

  const answer = await browser.post(NEW_PASSWORD, NEXT, { html: true, form: true });

  expect(answer).toMatchObject({ status: 303, headers: { location: '/utenti?stato=attivi' } });
});

test('D3 only the change begins a new count of failures, in the counter where the sign-in began', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await world.browser();
  await browser.signIn({ ...user, password: 'Sbagliata-26' });
  await browser.signIn(user);
  expect(await world.owner('select used from sign_in.attempts')).toEqual([{ used: 1 }]);

  await browser.post(NEW_PASSWORD, NEXT);

  expect(await world.owner('select used from sign_in.attempts')).toEqual([]);
});

test('R1.11 a full queue is said as such, and the question stays open', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));
  const { hash } = world.hasher;
  const { Refusal } = await import('#core/refusal');
  world.hasher.hash = () => Promise.reject(new Refusal('server.busy', { retryAfter: 5 }));

  expect(await browser.post(NEW_PASSWORD, NEXT, { html: true, form: true })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '5' },
  });
  world.hasher.hash = hash;

  expect((await browser.post(NEW_PASSWORD, NEXT)).status).toBe(200);
});

test('R1.11 the second node finishes what the first began', async () => {
  const world = await freshWorld();
  const browser = await entering(world, await newcomer(world));
  const other = browserOf(await world.secondNode());
  other.cookies.set('varco-pending', browser.cookies.get('varco-pending') ?? '');

  expect((await other.post(NEW_PASSWORD, NEXT)).body).toEqual({ step: 'enter', location: '/' });
});

test('R3.65 a reset and the change it makes stale do not wait for each other in a circle', async () => {
  const world = await freshWorld();
  await setPolicy(world, { attempts: 100 });
  const user = await newcomer(world);
  const browsers = await Promise.all(Array.from({ length: 4 }, () => entering(world, user)));

  const outcomes = await Promise.allSettled([
    ...browsers.map((browser) => browser.post(NEW_PASSWORD, NEXT)),
    ...browsers.map((browser) => browser.signIn(user)),
    ...Array.from({ length: 4 }, () => resetPassword(world, world.operator, world.scope, user.id)),
  ]);

  for (const outcome of outcomes) {
    expect(outcome.status).toBe('fulfilled');
    if (outcome.status === 'fulfilled' && 'status' in outcome.value) expect(outcome.value.status).toBeLessThan(500);
  }
});

test('D3 whoever goes back on the forced change is at the first question again: the step is over at once, and the log says so', async () => {
  const world = await freshWorld();
  const user = await world.user({ mustChangePassword: true });
  const browser = await world.browser();
  await browser.signIn(user);
  const entry = [...browser.cookies];

  const back = await browser.post('/sign-in/new-password/cancel', {}, { html: true, form: true });

  expect([back.status, back.headers.location]).toEqual([303, '/sign-in']);
  expect(browser.cookies.has('varco-pending')).toBe(false);
  expect((await browser.get('/sign-in', { html: true })).status).toBe(200);
  for (const [name, value] of entry) browser.cookies.set(name, value);
  expect((await browser.get('/sign-in/new-password')).body).toMatchObject({ type: 'sign-in.step-expired' });
  expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['step-abandoned'], username: user.username });
  expect((await browser.post('/sign-in/new-password/cancel', {})).body).toMatchObject({ step: 'password' });
});

test('D3 what was given up while the new password was being hashed changes no password and opens no session', async () => {
  const world = await freshWorld();
  const user = await newcomer(world);
  const browser = await entering(world, user);
  const otherTab = await world.browser();
  for (const [name, value] of browser.cookies) otherTab.cookies.set(name, value);
  const hash = world.hasher.hash.bind(world.hasher);
  world.hasher.hash = async (password) => {
    await otherTab.post(`${NEW_PASSWORD}/cancel`);
    return hash(password);
  };

  expect((await browser.post(NEW_PASSWORD, NEXT)).body).toMatchObject({ type: 'sign-in.step-expired' });

  world.hasher.hash = hash;
  expect((await facts(world)).slice(-2)).toEqual(['sign-in-refused new-password-required', 'sign-in-refused step-abandoned']);
  expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
  await entering(world, user);
});
