import { eventNamed, reasonNamed } from '@varco/shared/access-log/events';
import { expect, onTestFinished, test } from 'vitest';
import { changeUser, resetPassword } from '#features/directory';
import { setPolicy } from '#testing/policy';
import { browserOf, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { SessionCheck } from './check-session.ts';
import { endOverdueSessions, forgetEndedSessions } from './end-session.ts';

/** Somebody who is signed in. */
async function inside(world: World, more: Parameters<World['user']>[0] = {}): Promise<{ user: Somebody; browser: TestBrowser }> {
  const user = await world.user(more);
  const browser = await world.browser();
  expect((await browser.signIn(user)).status).toBe(200);
  return { user, browser };
}

const act = (browser: TestBrowser) => browser.get('/api/me');
const poll = (browser: TestBrowser) => browser.get('/api/me/session');
const exits = async (world: World) =>
  (await world.logRows()).flatMap(({ event, reason }) =>
    eventNamed.get(event) === 'signed-out' && reason !== null ? [reasonNamed.get(reason)] : [],
  );

/** The same session asked for on another node. */
async function elsewhere(world: World, browser: TestBrowser): Promise<TestBrowser> {
  const other = browserOf(await world.secondNode());
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  return other;
}

test('R2.29 after 30 minutes without activity the session is over, and the log says so once', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  world.clock.advance({ minutes: 29, seconds: 59 });
  expect((await poll(browser)).status).toBe(200);
  world.clock.advance({ seconds: 1 });

  const answers = await Promise.all([act(browser), act(browser), poll(browser), act(browser)]);

  for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: { type: 'sessions.expired' } });
  expect((await act(browser)).body).toMatchObject({ type: 'sessions.expired', reason: 'idle-expired' });
  expect(await exits(world)).toEqual(['idle-expired']);
});

test('R2.30 a page left open for 31 minutes with its polling expires', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);

  for (let minute = 1; minute < 30; minute += 1) {
    world.clock.advance({ minutes: 1 });
    expect((await poll(browser)).status).toBe(200);
    expect((await browser.get('/api/me/password-rules')).status).toBe(200);
  }
  world.clock.advance({ minutes: 2 });

  expect((await poll(browser)).body).toMatchObject({ type: 'sessions.expired' });
});

test('R2.29 activity begins the 30 minutes anew, also what was not written yet', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  world.clock.advance({ seconds: 25 });
  const me = await act(browser);
  world.clock.advance({ minutes: 29, seconds: 50 });

  const clock = await poll(browser);

  expect(clock.status).toBe(200);
  expect(clock.body.idleEndsAt).toBe((me.body.session as { idleEndsAt: string }).idleEndsAt);
  expect(new Date(String(clock.body.idleEndsAt)).getTime() - world.clock.now().getTime()).toBe(10_000);
});

test('D10 activity is written at most every 30 seconds', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const written = async () => (await world.owner<{ at: Date }>('select last_active_at as at from sessions.sessions'))[0]?.at;
  const begin = world.clock.now();
  world.clock.advance({ seconds: 29 });
  await act(browser);
  expect(await written()).toEqual(begin);

  world.clock.advance({ seconds: 1 });
  await act(browser);

  expect(await written()).toEqual(world.clock.now());
});

test('D10 idleness is confirmed by the database: activity on another node counts here', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  await act(browser);
  const other = await elsewhere(world, browser);
  world.clock.advance({ minutes: 20 });
  await act(other);
  world.clock.advance({ minutes: 20 });

  expect((await act(browser)).status).toBe(200);
});

test('R3.8 the limit counts from the sign-in; activity does not extend it', async () => {
  const world = await freshWorld();
  await setPolicy(world, { maxSessionHours: 1 });
  const { browser } = await inside(world);
  for (let n = 0; n < 5; n += 1) {
    world.clock.advance({ minutes: 11, seconds: 59 });
    expect((await act(browser)).status).toBe(200);
  }
  world.clock.advance({ seconds: 5 });

  expect((await act(browser)).body).toMatchObject({ type: 'sessions.expired' });
  expect((await act(browser)).body).toMatchObject({ reason: 'limit-expired' });
  expect(await exits(world)).toEqual(['limit-expired']);
});

test('R3.6 without a limit a session that is used lives on', async () => {
  const world = await freshWorld();
  await setPolicy(world, { maxSessionHours: 'never' });
  const { browser } = await inside(world);
  for (let n = 0; n < 60; n += 1) {
    world.clock.advance({ minutes: 29 });
    expect((await act(browser)).status).toBe(200);
  }

  expect((await act(browser)).body.session).toMatchObject({ endsAt: null });
});

test('D9 a clock set back does not make idleness longer', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const begin = world.clock.now();
  await act(browser);
  world.clock.advance({ minutes: 29 });
  world.clock.setWall(new Date(begin.getTime() - 3 * 3_600_000));
  expect((await poll(browser)).status).toBe(200);
  world.clock.advance({ minutes: 1 });

  expect((await poll(browser)).body).toMatchObject({ type: 'sessions.expired' });
  expect((await poll(browser)).body).toMatchObject({ reason: 'idle-expired' });
});

test('D9 nor does it when the session is read anew meanwhile, because something about its person changed', async () => {
  const world = await freshWorld();
  const { browser, user } = await inside(world);
  const begin = world.clock.now();
  await act(browser);
  world.clock.advance({ minutes: 29 });
  world.clock.setWall(new Date(begin.getTime() - 3_600_000));
  await changeUser(world, world.operator, world.scope, user.id, { version: 1, familyName: 'Bruni' });
  const { sessions } = await world.house();
  const familyName = async () => (await sessions.check(browser.cookies.get('varco') ?? '', world.client(), false))?.session.familyName;
  await expect.poll(familyName).toBe('Bruni');
  world.clock.advance({ minutes: 1 });

  expect((await poll(browser)).status).toBe(401);
});

test('D9 a clock set back does not make the limit longer', async () => {
  const world = await freshWorld();
  await setPolicy(world, { maxSessionHours: 1 });
  const { browser } = await inside(world);
  const begin = world.clock.now();
  await act(browser);
  world.clock.advance({ minutes: 20 });
  await act(browser);
  world.clock.setWall(new Date(begin.getTime() - 5 * 3_600_000));
  world.clock.advance({ minutes: 20 });
  expect((await act(browser)).status).toBe(200);
  world.clock.advance({ minutes: 20 });

  expect((await act(browser)).body).toMatchObject({ type: 'sessions.expired' });
  expect((await act(browser)).body).toMatchObject({ reason: 'limit-expired' });
});

test('R2.29 a session nobody asks for any more is ended by itself, once, also when two nodes sweep at the same moment', async () => {
  const world = await freshWorld();
  const people = await Promise.all([inside(world), inside(world), inside(world)]);
  world.clock.advance({ minutes: 31 });

  const ended = await Promise.all([endOverdueSessions(world), endOverdueSessions(world), endOverdueSessions(world)]);

  expect(ended.reduce((sum, one) => sum + one, 0)).toBe(people.length);
  expect(await exits(world)).toEqual(['idle-expired', 'idle-expired', 'idle-expired']);
  expect(await endOverdueSessions(world)).toBe(0);
});

test('R2.29 what ends forgotten sessions leaves those whose last activity may not be written yet', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  world.clock.advance({ seconds: 29 });
  await act(browser);
  world.clock.advance({ minutes: 29, seconds: 50 });

  expect(await endOverdueSessions(world)).toBe(0);
  expect((await poll(browser)).status).toBe(200);
});

test('R3.8 a session past its limit is ended by itself with that reason', async () => {
  const world = await freshWorld();
  await setPolicy(world, { maxSessionHours: 1, idleMinutes: 120 });
  await inside(world);
  world.clock.advance({ minutes: 61 });

  await endOverdueSessions(world);

  expect(await exits(world)).toEqual(['limit-expired']);
});

test('an ended session is kept for a week, so that its owner is told why it ended, and then forgotten; an open one stays', async () => {
  const world = await freshWorld();
  await setPolicy(world, { maxSessionHours: 'never' });
  const [left, open] = [await inside(world), await inside(world)];
  const token = left.browser.cookies.get('varco') ?? '';
  await left.browser.post('/sign-out');
  left.browser.cookies.set('varco', token);
  world.clock.advance({ days: 7 });
  await forgetEndedSessions(world);
  expect((await act(left.browser)).body).toMatchObject({ type: 'sessions.ended', reason: 'voluntary' });

  world.clock.advance({ seconds: 1 });
  await forgetEndedSessions(world);

  expect((await act(left.browser)).body).toMatchObject({ type: 'sign-in.required' });
  expect(await world.owner('select user_id from sessions.sessions')).toEqual([{ user_id: open.user.id }]);
});

test('R2.31 after signing out the session is over at once, here too', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  await act(browser);
  const token = browser.cookies.get('varco') ?? '';

  const answer = await browser.post('/sign-out');

  expect(answer.status).toBe(204);
  expect(browser.cookies.has('varco')).toBe(false);
  browser.cookies.set('varco', token);
  expect((await act(browser)).body).toMatchObject({ type: 'sessions.ended', reason: 'voluntary' });
  expect(await exits(world)).toEqual(['voluntary']);
  await browser.post('/sign-out');
  expect(await exits(world)).toEqual(['voluntary']);
});

test('R2.31 the button leads to the door, says so, and nothing of what was seen is kept by the browser', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const seen = await act(browser);

  const answer = await browser.post('/sign-out', {}, { html: true, form: true });

  expect(seen.headers['cache-control']).toBe('no-store');
  expect(answer).toMatchObject({ status: 303, headers: { location: '/sign-in?out=1', 'clear-site-data': '"cache"' } });
  expect((await browser.get('/sign-in?out=1', { html: true })).text).toMatch(/role="status"/);
});

test('R1.12 R3.50 whoever is disabled or made inactive is put out at once, with the reason', async () => {
  const world = await freshWorld();
  const [disabled, inactive] = [await inside(world), await inside(world)];
  await act(disabled.browser);

  await changeUser(world, world.operator, world.scope, disabled.user.id, { version: 1, disabled: true });
  await changeUser(world, world.operator, world.scope, inactive.user.id, { version: 1, status: 'inactive' });

  await expect.poll(async () => (await act(disabled.browser)).body).toMatchObject({ type: 'sessions.ended', reason: 'user-stopped' });
  await expect.poll(async () => (await act(inactive.browser)).body).toMatchObject({ reason: 'user-stopped' });
  expect(await exits(world)).toEqual(['user-stopped', 'user-stopped']);
});

test.each([
  ['an ordinary day', '2026-11-21T09:00:00Z', '2026-11-21', '2026-11-21T23:00:00Z'],
  ['the day of 25 hours', '2026-10-25T09:00:00Z', '2026-10-25', '2026-10-25T23:00:00Z'],
])('R1.15 who is valid until today is put out at midnight of the place, not before: %s', async (_, at, validTo, midnight) => {
  const world = await freshWorld({ at: new Date(at) });
  await setPolicy(world, { maxSessionHours: 'never', idleMinutes: 120 });
  const { browser } = await inside(world, { validTo });
  for (let left = 1; left > 0; left = new Date(midnight).getTime() - world.clock.now().getTime() - 3_600_000) {
    world.clock.advance({ milliseconds: Math.min(left, 3_600_000) });
    expect((await act(browser)).status).toBe(200);
  }
  world.clock.advance({ minutes: 59, seconds: 59 });
  const { sessions } = await world.house();
  await expect.poll(() => sessions.isLive).toBe(true);
  expect((await act(browser)).status).toBe(200);

  world.clock.setWall(new Date(midnight));

  expect(sessions.isLive).toBe(true);
  expect((await act(browser)).body).toMatchObject({ type: 'sessions.ended', reason: 'user-stopped' });
  expect(await exits(world)).toEqual(['user-stopped']);
});

test('a reset of the password ends every session of its owner, and of nobody else', async () => {
  const world = await freshWorld();
  const [his, hers] = [await inside(world), await inside(world)];
  const second = await world.browser();
  await second.signIn(his.user);

  await resetPassword(world, world.operator, world.scope, his.user.id);

  for (const browser of [his.browser, second])
    await expect.poll(async () => (await act(browser)).body).toMatchObject({ type: 'sessions.ended', reason: 'password-replaced' });
  expect((await act(hers.browser)).status).toBe(200);
});

test('D10 in the common case a session is checked without asking the database', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  await act(browser);
  await world.owner('alter function sessions.find(bytea) rename to hidden');

  expect((await poll(browser)).status).toBe(200);
  await world.owner('alter function sessions.hidden(bytea) rename to find');
});

test('D10 activity is never moved back, also by a node whose clock went back', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const other = await elsewhere(world, browser);
  await act(other);
  const begin = world.clock.now().getTime();
  world.clock.setWall(new Date(begin + 10 * 60_000));
  await act(browser);
  const latest = world.clock.now();

  world.clock.setWall(new Date(begin + 60_000));
  await act(other);

  expect(await world.owner('select last_active_at as at from sessions.sessions')).toEqual([{ at: latest }]);
});

test('a node remembers nothing of a session that has ended', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const house = await world.secondNode();
  const other = browserOf(house);
  for (const [name, value] of browser.cookies) other.cookies.set(name, value);
  await act(other);
  expect(house.sessions.size).toBe(1);

  await browser.post('/sign-out');
  await expect.poll(async () => (await act(other)).status).toBe(401);

  expect(house.sessions.size).toBe(0);
});

test('a node that remembers as many sessions as it may forgets the oldest, which is asked of the database again', async () => {
  const world = await freshWorld();
  const tokens: string[] = [];
  for (let n = 0; n < 3; n += 1) tokens.push((await inside(world)).browser.cookies.get('varco') ?? '');
  const sessions = new SessionCheck(world, 2);
  onTestFinished(() => sessions.close());
  await sessions.open();
  const isOpen = async (token: string) => (await sessions.check(token, world.client(), false)) !== undefined;
  const asked = async () => [await isOpen(tokens[0] ?? ''), await isOpen(tokens[1] ?? ''), await isOpen(tokens[2] ?? '')];

  expect(await asked()).toEqual([true, true, true]);
  expect(sessions.size).toBe(2);
  expect(await asked()).toEqual([true, true, true]);
  expect(sessions.size).toBe(2);
});

test('a token of another length, of nobody, or unreadable is no session', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(4_000), '%00', "'; drop table sessions.sessions; --"]) {
    browser.cookies.set('varco', encodeURIComponent(token));
    expect((await act(browser)).body, token).toMatchObject({ type: 'sign-in.required' });
  }
});
