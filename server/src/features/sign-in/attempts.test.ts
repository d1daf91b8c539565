import type { LogPage } from '@varco/shared/access-log/api';
import { reasonNamed } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal';
import { policyOf, setPolicy } from '#testing/policy';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

const WRONG = 'Sbagliata-26';
const MINUTE = { minutes: 1 };

const reasonsIn = async (world: World) =>
  (await world.logRows()).flatMap(({ reason }) => (reason === null ? [] : [reasonNamed.get(reason)]));

/** What an administrator reads of a user's refusals, newest first. */
const lines = async (world: World, user: string) => {
  const administrator = await world.browser();
  await administrator.signIn(ADMINISTRATOR);
  const { body } = await administrator.get(`/api/access-log?user=${user}&outcome=refused`);
  return (body as LogPage).items;
};

/** Types a wrong password so many times, one after the other. */
const miss = async (browser: TestBrowser, username: string, times: number) => {
  for (let n = 0; n < times; n += 1) await browser.signIn({ username, password: WRONG });
};

test('R3.2 of 200 parallel guesses at a name, only as many as the attempts allowed are compared with the password', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();

  const answers = await Promise.all(Array.from({ length: 200 }, () => browser.signIn({ ...user, password: WRONG })));

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  expect(world.hasher.compared).toBe(3);
  expect(world.hasher.decoys).toBe(197);
  expect(await world.owner('select used, locked_until from sign_in.attempts')).toEqual([
    { used: 200, locked_until: new Date(world.clock.now().getTime() + 15 * 60_000) },
  ]);
});

test('R3.2 the right password among 200 parallel guesses opens at most one session, and only as one of the attempts allowed', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  const guesses = Array.from({ length: 200 }, (_, n) => (n === 100 ? user.password : WRONG));

  const answers = await Promise.all(guesses.map((password) => browser.signIn({ ...user, password })));

  const opened = answers.filter(({ status }) => status === 200).length;
  expect(opened).toBeLessThanOrEqual(1);
  expect(world.hasher.compared).toBeLessThanOrEqual(opened === 0 ? 3 : 6);
});

test('R3.2 nothing is compared for a name that nobody has, and it is locked like any other', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  await miss(browser, 'nessuno', 4);

  expect(world.hasher).toMatchObject({ compared: 0, decoys: 4 });
  expect(await world.owner('select used, locked_until from sign_in.attempts')).toEqual([
    { used: 4, locked_until: new Date(world.clock.now().getTime() + 15 * 60_000) },
  ]);
  expect(await reasonsIn(world)).toEqual(['unknown-user', 'unknown-user', 'unknown-user', 'unknown-user']);
});

test('R3.3 when the attempts are used up the account is locked: even the right password is refused', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await miss(browser, user.username, 3);

  const answer = await browser.signIn(user);

  expect(answer.status).toBe(401);
  expect((await reasonsIn(world)).at(-1)).toBe('locked');
});

test('R3.3 the counter is of the account: other addresses and browsers share it', async () => {
  const world = await freshWorld();
  const user = await world.user();
  for (const address of ['192.0.2.1', '198.51.100.2', '2001:db8::3']) await miss(await world.browser({ address }), user.username, 1);

  const answer = await (await world.browser({ address: '203.0.113.4' })).signIn(user);

  expect(answer.status).toBe(401);
});

test('R3.3 failures that do not follow each other are forgotten at a success', async () => {
  const world = await freshWorld();
  const user = await world.user();
  for (let n = 0; n < 3; n += 1) {
    const browser = await world.browser();
    await miss(browser, user.username, 2);
    expect((await browser.signIn(user)).status).toBe(200);
  }

  expect(await world.owner('select 1 from sign_in.attempts')).toEqual([]);
});

test('R3.5 the lock lasts its minutes, to the second, and then the counter begins anew', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await miss(browser, user.username, 3);
  world.clock.advance({ minutes: 14, seconds: 59 });
  expect((await browser.signIn(user)).status).toBe(401);

  world.clock.advance({ seconds: 1 });
  await miss(browser, user.username, 2);

  expect((await browser.signIn(user)).status).toBe(200);
});

test('R3.5 attempts during the lock do not make it longer', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await miss(browser, user.username, 3);
  world.clock.advance({ minutes: 10 });
  await miss(browser, user.username, 20);

  world.clock.advance({ minutes: 5 });

  expect((await browser.signIn(user)).status).toBe(200);
});

test('R3.5 a lock whose attempts are raised meanwhile is still a lock', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  await miss(browser, user.username, 3);
  world.clock.advance(MINUTE);
  await setPolicy(world, { attempts: 10 });
  world.clock.advance(MINUTE);

  expect((await browser.signIn(user)).status).toBe(401);
});

test('R3.5 attempts lowered below what is used leave one, not none', async () => {
  const world = await freshWorld({ profile: 'icaro' });
  const user = await world.user();
  const browser = await world.browser();
  await miss(browser, user.username, 5);
  world.clock.advance(MINUTE);
  await setPolicy(world, { attempts: 3 });
  world.clock.advance(MINUTE);

  expect((await browser.signIn(user)).status).toBe(200);
});

test('R3.5 a permanent lock has no end of its own, and a lock on a known name says nothing that one on an unknown name does not', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  const user = await world.user();
  await setPolicy(world, { lockMinutes: 'never' });
  world.clock.advance(MINUTE);
  const browser = await world.browser();
  await miss(browser, user.username, 3);
  await miss(browser, 'nessuno', 3);

  world.clock.advance({ days: 3_000 });

  expect((await browser.signIn(user)).status).toBe(401);
  expect(await world.owner('select used, locked_until::text from sign_in.attempts order by used')).toEqual([
    { used: 3, locked_until: 'infinity' },
    { used: 4, locked_until: 'infinity' },
  ]);
});

test('D4 someone who hammers a name does not shut out its owner, whose browser is known', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const his = await world.browser();
  await his.signIn(user);
  await his.post('/sign-out');

  await miss(await world.browser({ address: '203.0.113.66' }), user.username, 20);

  expect((await (await world.browser()).signIn(user)).status).toBe(401);
  expect((await his.signIn(user)).status).toBe(200);
});

test('D4 a known browser has attempts of its own, which end too', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const his = await world.browser();
  await his.signIn(user);
  await his.post('/sign-out');
  await miss(his, user.username, 3);

  expect((await his.signIn(user)).status).toBe(401);
  expect((await (await world.browser()).signIn(user)).status).toBe(200);
});

test('D4 a sign-in in a known browser gives no new attempts to whoever hammers the name elsewhere', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const his = await world.browser();
  await his.signIn(user);
  await his.post('/sign-out');
  const stranger = await world.browser({ address: '203.0.113.66' });
  await miss(stranger, user.username, 2);
  await his.signIn(user);
  await miss(stranger, user.username, 1);

  expect((await stranger.signIn(user)).status).toBe(401);
});

test('D4 a browser is known for the names that entered by it, not for others', async () => {
  const world = await freshWorld();
  const [hers, his] = [await world.user(), await world.user()];
  const browser = await world.browser();
  await browser.signIn(hers);
  await browser.post('/sign-out');
  await miss(await world.browser({ address: '203.0.113.66' }), his.username, 3);

  expect((await browser.signIn(his)).status).toBe(401);
  expect((await browser.signIn(hers)).status).toBe(200);
});

test('D4 after 91 days, forged, or taken from another installation, the cookie makes no browser known', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const his = await world.browser();
  await his.signIn(user);
  const cookie = his.cookies.get('varco-browser') ?? '';
  const [id = '', entry = ''] = cookie.split('.');
  const forged = `${id}.${entry.slice(0, -2)}${entry.endsWith('AA') ? 'BB' : 'AA'}`;
  const other = `01890000-0000-7000-8000-000000000000.${entry}`;
  await miss(await world.browser({ address: '203.0.113.66' }), user.username, 3);
  const tryWith = async (value: string) => {
    const browser = await world.browser();
    browser.cookies.set('varco-browser', value);
    return (await browser.signIn(user)).status;
  };

  expect(await tryWith(forged)).toBe(401);
  expect(await tryWith(other)).toBe(401);
  expect(await tryWith('')).toBe(401);
  expect(await tryWith(cookie)).toBe(200);
  world.clock.advance({ days: 91 });
  await miss(await world.browser({ address: '203.0.113.66' }), user.username, 3);
  expect(await tryWith(cookie)).toBe(401);
});

test('R3.5 as written: in the profile oracle-crm the lock reaches known browsers too', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  const user = await world.user();
  const his = await world.browser();
  await his.signIn(user);
  await his.post('/sign-out');

  await miss(await world.browser({ address: '203.0.113.66' }), user.username, 3);

  expect((await policyOf(world)).lockReachesKnownBrowsers).toBe(true);
  expect((await his.signIn(user)).status).toBe(401);
});

test('D4 the only administrator is never locked for good from outside: a permanent lock ends for him after 15 minutes', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  await setPolicy(world, { lockMinutes: 'never' });
  world.clock.advance(MINUTE);
  const browser = await world.browser();
  await miss(browser, ADMINISTRATOR.username, 3);
  world.clock.advance({ minutes: 14, seconds: 59 });
  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(401);

  world.clock.advance({ seconds: 1 });

  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(200);
});

test('D4 two administrators are not both locked for good: the last one left gets in again', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  const second = await world.user({ administrator: true });
  await setPolicy(world, { lockMinutes: 'never' });
  world.clock.advance(MINUTE);
  const browser = await world.browser();
  await miss(browser, ADMINISTRATOR.username, 3);
  await miss(browser, second.username, 3);

  world.clock.advance({ minutes: 15 });

  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(401);
  expect((await browser.signIn(second)).status).toBe(200);
});

test('D4 an administrator locked for good who becomes the last one is locked for 15 minutes more, not for ever', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  const second = await world.user({ administrator: true, validTo: '2026-11-30' });
  await setPolicy(world, { lockMinutes: 'never' });
  world.clock.advance(MINUTE);
  const browser = await world.browser();
  await miss(browser, ADMINISTRATOR.username, 3);
  await world.owner('update identity.users set disabled = true where id = $1', [second.id]);
  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(401);

  world.clock.advance({ minutes: 15 });

  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(200);
});

test.each([
  ['whose validity is over', { validTo: '2026-11-20' }],
  ['whose validity has not begun', { validFrom: '2026-11-22' }],
  ['who is disabled', { disabled: true }],
  ['who is inactive', { status: 'inactive' }],
] as const)('D4 an administrator %s is no other administrator', async (_, stopped) => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  await world.user({ administrator: true, ...stopped });
  await setPolicy(world, { lockMinutes: 'never' });
  world.clock.advance(MINUTE);
  const browser = await world.browser();
  await miss(browser, ADMINISTRATOR.username, 3);

  world.clock.advance({ minutes: 15 });

  expect((await browser.signIn(ADMINISTRATOR)).status).toBe(200);
});

test('D3 a right password that must be changed gives its attempt back and forgets no failure', async () => {
  const world = await freshWorld();
  const user = await world.user({ mustChangePassword: true });
  const browser = await world.browser();
  await miss(browser, user.username, 2);

  for (let n = 0; n < 5; n += 1) expect((await browser.signIn(user)).body).toMatchObject({ step: 'new-password' });

  expect(await world.owner('select used, locked_until from sign_in.attempts')).toEqual([{ used: 2, locked_until: null }]);
  await miss(browser, user.username, 1);
  expect((await browser.signIn(user)).status).toBe(401);
});

test('D4 an attempt that found the queue full costs nothing', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  const matches = world.hasher.matches.bind(world.hasher);
  world.hasher.matches = () => Promise.reject(new Refusal('server.busy', { retryAfter: 5 }));
  for (let n = 0; n < 5; n += 1) {
    const answer = await browser.signIn(user);
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' }, body: { type: 'server.busy', retryAfter: 5 } });
  }
  world.hasher.matches = matches;

  expect((await browser.signIn(user)).status).toBe(200);
});

test('D4 whoever would not get into the queue is told so before anything is asked of the database', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser({ address: '2001:db8:7:7::66' });
  world.hasher.crowded = ({ address, known }) => {
    expect({ address, known }).toEqual({ address: '2001:db8:7:7::/64', known: false });
    throw new Refusal('server.busy', { retryAfter: 2 });
  };

  const answer = await browser.post('/sign-in', { username: user.username, password: user.password }, { html: true, form: true });

  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
  expect(answer.text).toContain('Riprova tra 2 secondi');
  expect(await world.owner('select 1 from sign_in.attempts')).toEqual([]);
});

test('R3.5 the log says until when a refused name is locked, also at the error that brought the lock about', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  const entries = async () =>
    (await world.owner<{ until: Date | null }>('select locked_until as until from access_log.entries where event = 2 order by xid')).map(
      ({ until }) => until,
    );

  await setPolicy(world, { lockMinutes: 30 });
  for (let n = 0; n < 2; n += 1) await browser.signIn({ ...user, password: 'Sbagliata-26' });
  const locked = new Date(world.clock.now().getTime() + 30 * 60_000);
  await browser.signIn({ ...user, password: 'Sbagliata-26' });
  world.clock.advance({ minutes: 1 });
  await browser.signIn(user);

  expect(await entries()).toEqual([null, null, locked, locked]);
  expect((await lines(world, user.id)).map(({ lockedUntil }) => lockedUntil)).toEqual([
    locked.toISOString(),
    locked.toISOString(),
    null,
    null,
  ]);
});

test('R3.5 the log says of a permanent lock that it lasts until somebody lifts it', async () => {
  const world = await freshWorld();
  const user = await world.user();
  await setPolicy(world, { lockMinutes: 'never' });
  const browser = await world.browser();

  for (let n = 0; n < 3; n += 1) await browser.signIn({ ...user, password: 'Sbagliata-26' });

  expect((await lines(world, user.id)).map(({ lockedUntil }) => lockedUntil)).toEqual(['never', null, null]);
});
