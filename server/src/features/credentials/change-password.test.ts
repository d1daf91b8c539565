import { eventNamed, reasonNamed } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal';
import { resetPassword } from '#features/directory';
import { setPolicy } from '#testing/policy';
import { freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { forgetOldPasswordAttempts } from './jobs.ts';

const NEXT = { next: 'Inverno-2027', confirmation: 'Inverno-2027' };
const WRONG = { current: 'Sbagliata-26', ...NEXT };

async function inside(world: World, more: Parameters<World['user']>[0] = {}): Promise<{ user: Somebody; browser: TestBrowser }> {
  const user = await world.user(more);
  const browser = await world.browser();
  expect((await browser.signIn(user)).status).toBe(200);
  return { user, browser };
}

const change = (browser: TestBrowser, body: object) => browser.send('PUT', '/api/me/password', body);
const facts = async (world: World) =>
  (await world.logRows()).map(({ event, reason }) => [eventNamed.get(event), reason === null ? null : reasonNamed.get(reason)].join(' '));

test('R1.42 everybody can change his own password; the old one opens nothing any more', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  world.clock.advance({ minutes: 5 });

  const answer = await change(browser, { current: user.password, ...NEXT });

  expect(answer.status).toBe(204);
  expect((await facts(world)).at(-1)).toBe('password-changed ');
  const again = await world.browser();
  expect((await again.signIn(user)).status).toBe(401);
  expect((await again.signIn({ ...user, password: NEXT.next })).status).toBe(200);
  expect(await world.owner('select created_at, must_change from credentials.passwords where user_id = $1', [user.id])).toEqual([
    { created_at: world.clock.now(), must_change: false },
  ]);
});

test('R1.42 a change ends the other sessions of its owner, not the one in which it was made, nor anybody else’s', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  const hers = await inside(world);
  const other = await world.browser();
  await other.signIn(user);

  await change(browser, { current: user.password, ...NEXT });

  await expect.poll(async () => (await other.get('/api/me')).body).toMatchObject({ type: 'sessions.ended', reason: 'password-replaced' });
  expect((await browser.get('/api/me')).status).toBe(200);
  expect((await hers.browser.get('/api/me')).status).toBe(200);
});

test('R1.42 whoever copied the cookie of the session in which the password is changed is out: the session goes on under a new token', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  const copy = await world.browser();
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  expect((await copy.get('/api/me')).status).toBe(200);

  expect((await change(browser, WRONG)).headers['set-cookie']).toBeUndefined();
  await change(browser, { current: user.password, ...NEXT });

  await expect.poll(async () => (await copy.get('/api/me')).body).toMatchObject({ type: 'sign-in.required' });
  expect((await browser.get('/api/me')).status).toBe(200);
});

test('R3.4 three wrong passwords inside end the session; the account is not locked and the door still has all its attempts', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);

  const answers = [await change(browser, WRONG), await change(browser, WRONG), await change(browser, WRONG)];

  expect(answers.map(({ status, body }) => [status, body.type, body.left])).toEqual([
    [422, 'credentials.wrong-password', 2],
    [422, 'credentials.wrong-password', 1],
    [401, 'sessions.ended', undefined],
  ]);
  expect((await facts(world)).slice(-4)).toEqual([
    'password-change-refused wrong-password',
    'password-change-refused wrong-password',
    'password-change-refused wrong-password',
    'signed-out too-many-wrong-passwords',
  ]);
  await expect.poll(async () => (await browser.get('/api/me')).body).toMatchObject({ type: 'sessions.ended' });
  const page = await browser.get('/sign-in?ended=1', { html: true });
  expect(page.text).toMatch(/role="status"/);
  const elsewhere = await world.browser();
  await elsewhere.signIn({ ...user, password: 'Sbagliata-26' });
  await elsewhere.signIn({ ...user, password: 'Sbagliata-26' });
  expect((await elsewhere.signIn(user)).status).toBe(200);
});

test('R3.4 a right password gives the session all its attempts back, also when the new one is refused', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  await change(browser, WRONG);
  await change(browser, WRONG);

  expect((await change(browser, { current: user.password, next: 'corta', confirmation: 'corta' })).status).toBe(422);

  expect((await change(browser, WRONG)).body).toMatchObject({ left: 2 });
});

test('R3.4 each session has its own attempts', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  const other = await world.browser();
  await other.signIn(user);
  await change(browser, WRONG);
  await change(browser, WRONG);

  expect((await change(other, WRONG)).body).toMatchObject({ left: 2 });
});

test('R3.4 wrong answers are forgotten two days after the last one', async () => {
  const world = await freshWorld();
  await setPolicy(world, { idleMinutes: 120, maxSessionHours: 'never' });
  const [early, late] = [await inside(world), await inside(world)];
  await change(early.browser, WRONG);
  world.clock.advance({ minutes: 1 });
  await change(late.browser, WRONG);
  world.clock.advance({ days: 2 });

  await forgetOldPasswordAttempts(world);

  expect(
    await world.owner('select s.user_id from credentials.present_password_attempts a join sessions.sessions s on s.id = a.session_id'),
  ).toEqual([{ user_id: late.user.id }]);
});

test('R3.4 of 50 parallel guesses only as many as the attempts allowed are compared with the password', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  const before = world.hasher.compared;

  const answers = await Promise.all(Array.from({ length: 50 }, () => change(browser, WRONG)));

  expect(world.hasher.compared - before).toBeLessThanOrEqual(3);
  expect(answers.filter(({ status }) => status === 204)).toEqual([]);
  expect((await facts(world)).filter((fact) => fact.startsWith('signed-out'))).toEqual(['signed-out too-many-wrong-passwords']);
  await expect.poll(async () => (await browser.get('/api/me')).status).toBe(401);
});

test('R3.4 a comparison that finds the queue full costs no attempt', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  const matches = world.hasher.matches.bind(world.hasher);
  world.hasher.matches = () => Promise.reject(new Refusal('server.busy', { retryAfter: 5 }));
  for (let n = 0; n < 4; n += 1) expect((await change(browser, { current: user.password, ...NEXT })).status).toBe(503);
  world.hasher.matches = matches;

  expect((await change(browser, WRONG)).body).toMatchObject({ left: 2 });
});

test('R1.9 R1.10 R2.27 every fault of the new password is told at once, with its numbers', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world, { username: 'Niccolò' });

  const answer = await change(browser, { current: user.password, next: 'niccolo', confirmation: 'altro' });

  expect(answer.body.issues).toEqual([
    { rule: 'too-short', min: 8, length: 7 },
    { rule: 'too-few-classes', min: 3, classes: 1 },
    { rule: 'same-as-username' },
    { rule: 'not-confirmed' },
  ]);
  expect((await facts(world)).at(-1)).toBe('password-change-refused rules-not-met');
});

test('R1.9 a new password whose confirmation differs is not saved: the present one goes on opening', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);

  const answer = await change(browser, { current: user.password, next: NEXT.next, confirmation: 'Inverno-2028' });

  expect(answer).toMatchObject({ status: 422, body: { issues: [{ rule: 'not-confirmed' }] } });
  const again = await world.browser();
  for (const password of [NEXT.next, 'Inverno-2028']) expect((await again.signIn({ ...user, password })).status).toBe(401);
  expect((await again.signIn(user)).status).toBe(200);
});

test('D7 the present password is no new one, however its accents are composed', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world, { password: 'Perciò-2026' });

  for (const next of [user.password, 'Percio\u0300-2026', 'Perciò－2026'])
    expect((await change(browser, { current: user.password, next, confirmation: next })).body.issues).toEqual([
      { rule: 'same-as-current' },
    ]);
});

test('D7 the present password may be typed with its accents composed in another way', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world, { password: 'Perciò-2026' });

  expect((await change(browser, { current: 'Percio\u0300-2026', ...NEXT })).status).toBe(204);
});

test('a password replaced by an administrator while this change was under way stays the administrator’s', async () => {
  const world = await freshWorld();
  const { user, browser } = await inside(world);
  const { hash } = world.hasher;
  let temporary = '';
  world.hasher.hash = async (password) => {
    world.hasher.hash = hash;
    temporary = (await resetPassword(world, world.operator, world.scope, user.id)).temporaryPassword;
    return hash.call(world.hasher, password);
  };

  const answer = await change(browser, { current: user.password, ...NEXT });

  expect(answer).toMatchObject({ status: 409, body: { type: 'credentials.changed-meanwhile' } });
  const again = await world.browser();
  expect((await again.signIn({ ...user, password: NEXT.next })).status).toBe(401);
  expect((await again.signIn({ ...user, password: temporary })).body).toMatchObject({ step: 'new-password' });
});

test('R1.42 of two changes at once one wins, and the other is told', async () => {
  const world = await freshWorld();
  await setPolicy(world, { attempts: 10 });
  const { user, browser } = await inside(world);
  const to = (next: string) => change(browser, { current: user.password, next, confirmation: next });

  const answers = await Promise.all([to('Inverno-2027'), to('Inverno-2028'), to('Inverno-2029')]);

  expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
  // Whoever comes after the winner shows a token that was replaced.
  for (const { status, body } of answers)
    if (status !== 204) expect(body.type).toMatch(/^(credentials\.(changed-meanwhile|wrong-password)|sign-in\.required)$/);
});

test('R3.63 the rules are shown before the fields, as they are in force', async () => {
  const world = await freshWorld();
  const { browser } = await inside(world);
  await setPolicy(world, { minLength: 12, minCharacterClasses: 4 });

  expect((await browser.get('/api/me/password-rules')).body).toEqual({
    minLength: 12,
    maxLength: 128,
    minCharacterClasses: 4,
    differsFromUsername: true,
  });
});

test('nobody without a session learns the rules or changes a password', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  expect((await browser.get('/api/me/password-rules')).status).toBe(401);
  expect((await change(browser, { current: 'x', ...NEXT })).status).toBe(401);
});
