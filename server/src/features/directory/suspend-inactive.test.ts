import { events, reasons } from '@varco/shared/access-log/events';
import type { UserId } from '@varco/shared/ids';
import type { RunPage } from '@varco/shared/operations/api';
import { expect, test } from 'vitest';
import { isPasswordStill } from '#features/credentials';
import { insertPeople } from '#testing/people';
import { setPolicy } from '#testing/policy';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { suspendInactive } from './suspend-inactive.ts';

/** 21 May 2026, six months before the day most tests live on: the count begins on the day after. */
const LONG_AGO = new Date('2026-05-20T09:00:00Z');

async function enter(world: World, who: Pick<Somebody, 'username' | 'password'>): Promise<TestBrowser> {
  const browser = await world.browser();
  expect((await browser.signIn(who)).status).toBe(200);
  return browser;
}

const standings = async (world: World, ...people: readonly Pick<Somebody, 'id'>[]): Promise<(string | undefined)[]> => {
  const rows = await world.owner<{ id: string; standing: string }>('select id, standing from identity.users');
  return people.map(({ id }) => rows.find((row) => row.id === id)?.standing);
};
const statusOf = async (world: World, one: Pick<Somebody, 'id'>) => (await standings(world, one))[0];

/** Until the night after the day on which six months have passed since `LONG_AGO`. */
const sixMonthsLater = (world: World): void => world.clock.setWall(new Date('2026-11-21T01:30:00Z'));

test('R2.28 the nightly job suspends who did not enter for six calendar months, and nobody a day before', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const [gone, here] = [await world.user(), await world.user()];
  await enter(world, gone);
  await world.runJobs();

  world.clock.setWall(new Date('2026-11-19T09:00:00Z'));
  await enter(world, here);
  await enter(world, ADMINISTRATOR);
  world.clock.setWall(new Date('2026-11-20T01:30:00Z'));
  await world.runJobs();
  expect(await statusOf(world, gone)).toBe('active');
  sixMonthsLater(world);
  await world.runJobs();

  expect(await statusOf(world, gone)).toBe('suspended');
  expect(await statusOf(world, here)).toBe('active');
  const logged = (await world.logRows()).filter(({ event }) => event === events['user-suspended']);
  expect(logged).toEqual([{ event: events['user-suspended'], reason: null, username: gone.username }]);
  const [line] = await world.owner<{ channel: number; actor_id: number | null }>(
    'select channel, actor_id from access_log.entries where event = $1',
    [events['user-suspended']],
  );
  expect(line).toEqual({ channel: 4, actor_id: null });
  const { items } = (await (await enter(world, ADMINISTRATOR)).get('/api/runs?job=suspend-inactive')).body as unknown as RunPage;
  expect(items.map(({ outcome, dueAt }) => [outcome, dueAt])).toEqual([
    [{ code: 'users-suspended', users: 1, months: 6 }, '2026-11-21T01:30:00.000Z'],
    [{ code: 'users-suspended', users: 0, months: 6 }, '2026-11-20T01:30:00.000Z'],
  ]);
});

test('R2.28 for who never entered absence is counted from the creation, and for who was not yet valid from his first day', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const [never, seasonal, late] = [
    await world.user(),
    await world.user({ validFrom: '2026-09-01' }),
    await world.user({ validFrom: '2026-12-01' }),
  ];
  world.clock.setWall(new Date('2026-10-01T09:00:00Z'));
  const young = await world.user();
  sixMonthsLater(world);

  await world.runJobs('suspend-inactive');

  expect(await standings(world, never, seasonal, late, young)).toEqual(['suspended', 'active', 'active', 'active']);
});

test('R2.28 R5.14 users of a service marked exempt, inactive, disabled and out of their dates are left as they are', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const [service, inactive, disabled, over] = [
    await world.user(),
    await world.user({ status: 'inactive' }),
    await world.user({ disabled: true }),
    await world.user({ validTo: '2026-08-01' }),
  ];
  const browser = await enter(world, ADMINISTRATOR);
  expect((await browser.send('PATCH', `/api/users/${service.id}`, { version: 1, exemptFromInactivity: true })).status).toBe(200);
  expect((await browser.get(`/api/users/${service.id}`)).body).toMatchObject({ exemptFromInactivity: true, version: 2 });
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['user-changed'], username: service.username });
  sixMonthsLater(world);

  await world.runJobs('suspend-inactive');

  expect(await standings(world, service, inactive, disabled, over)).toEqual(['active', 'inactive', 'disabled', 'active']);
});

test('R2.28 never the last active administrator: of several who are all away the one seen last stays', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const [other, disabled] = [await world.user({ administrator: true }), await world.user({ administrator: true, disabled: true })];
  await enter(world, other);
  world.clock.advance({ minutes: 1 });
  await enter(world, ADMINISTRATOR);
  sixMonthsLater(world);

  await world.runJobs('suspend-inactive');
  await world.runJobs('suspend-inactive');

  expect(await standings(world, world.administrator, other, disabled)).toEqual(['active', 'suspended', 'disabled']);
});

test('R2.28 an administrator who is away goes when another one is here', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const other = await world.user({ administrator: true });
  sixMonthsLater(world);
  await enter(world, other);

  await world.runJobs('suspend-inactive');

  expect(await statusOf(world, world.administrator)).toBe('suspended');
  expect(await statusOf(world, other)).toBe('active');
});

test('R2.28 what was open is closed: sessions of any length and sign-ins in progress', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  await setPolicy(world, { maxSessionHours: 'never' });
  const elena = await world.user();
  const browser = await enter(world, elena);
  const pending = await world.user({ mustChangePassword: true });
  await (await world.browser()).signIn(pending);
  sixMonthsLater(world);
  await world.owner('update sessions.sessions set last_active_at = $1', [world.clock.now()]);
  await world.owner('update sign_in.pending set expires_at = $1', [new Date(world.clock.now().getTime() + 60_000)]);

  await world.runJobs('suspend-inactive');

  expect(await world.owner('select end_reason from sessions.sessions where user_id = $1', [elena.id])).toEqual([
    { end_reason: 'user-stopped' },
  ]);
  expect(await world.owner('select id from sign_in.pending')).toEqual([]);
  await expect.poll(async () => (await browser.get('/api/me')).status).toBe(401);
});

test('R2.28 R5.27 behind the right password alone the door says that the access is deactivated', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const elena = await world.user();
  sixMonthsLater(world);
  await world.runJobs('suspend-inactive');
  const browser = await world.browser();

  const wrong = await browser.signIn({ ...elena, password: 'Sbagliata-26' });
  const right = await browser.signIn(elena);
  const page = await browser.post('/sign-in', { username: elena.username, password: elena.password }, { html: true, form: true });

  expect(wrong).toMatchObject({ status: 401, body: { type: 'sign-in.refused' } });
  expect(right).toMatchObject({
    status: 401,
    body: { type: 'sign-in.suspended', title: "Accesso disattivato. Rivolgersi all'amministratore." },
  });
  expect(page.status).toBe(401);
  expect(page.text).toContain('Accesso disattivato.');
  expect(page.text).not.toContain(elena.password);
  const rows = (await world.logRows()).filter(({ username }) => username === elena.username).slice(-3);
  expect(rows.map(({ reason }) => reason)).toEqual([reasons['wrong-password'], reasons.suspended, reasons.suspended]);
  const other = await world.user({ disabled: true });
  await world.owner(`update identity.users set status = 'suspended' where id = $1`, [other.id]);
  expect((await browser.signIn(other)).body).toMatchObject({ type: 'sign-in.refused' });
});

test('R2.28 reactivated by an administrator he is counted anew and must choose another password', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const elena = await world.user();
  sixMonthsLater(world);
  await world.runJobs('suspend-inactive');
  const administrator = await enter(world, ADMINISTRATOR);
  const before = (await administrator.get(`/api/users/${elena.id}`)).body;
  expect(before).toMatchObject({ state: 'suspended', status: 'suspended', version: 2 });

  expect(await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 1, status: 'active' })).toMatchObject({ status: 409 });
  expect((await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 2, status: 'suspended' })).status).toBe(400);
  expect((await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 2, status: 'active' })).status).toBe(200);
  await world.runJobs('suspend-inactive');

  expect((await administrator.get(`/api/users/${elena.id}`)).body).toMatchObject({ state: 'active', mustChangePassword: true });
  const browser = await world.browser();
  expect((await browser.signIn(elena)).body).toEqual({ step: 'new-password', location: '/sign-in/new-password' });
  expect((await browser.get('/sign-in/new-password', { html: true })).text).toContain('ha riattivato il tuo accesso');
  expect((await world.logRows()).map(({ event }) => event)).toContain(events['user-activated']);
});

test('R2.28 who is enabled again after a long time is not suspended the night after', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const elena = await world.user({ disabled: true });
  sixMonthsLater(world);
  const administrator = await enter(world, ADMINISTRATOR);

  await administrator.send('PATCH', `/api/users/${elena.id}`, { version: 1, disabled: false });
  await world.runJobs('suspend-inactive');

  expect(await statusOf(world, elena)).toBe('active');
});

test('R2.28 the policy says after how many months, and never is never', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const elena = await world.user();
  world.clock.setWall(new Date('2026-07-01T09:00:00Z'));
  await enter(world, ADMINISTRATOR);
  await setPolicy(world, { inactivityMonths: 'never' });
  await world.runJobs('suspend-inactive');
  expect(await statusOf(world, elena)).toBe('active');
  expect(await world.owner('select outcome from jobs.runs')).toEqual([{ outcome: { code: 'rule-off' } }]);

  world.clock.advance({ minutes: 1 });
  await setPolicy(world, { inactivityMonths: 1 });
  await world.runJobs('suspend-inactive');

  expect(await statusOf(world, elena)).toBe('suspended');
});

test('R2.28 hundreds are suspended in transactions of a few, one row in the log each, and are found by their state', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const { db, keys, organizationId } = world;
  await insertPeople(db, keys, { count: 450, organizationId, at: LONG_AGO });
  await world.owner(`update identity.users set status = 'active', disabled = false, valid_from = null, valid_to = null where id <> $1`, [
    world.administrator.id,
  ]);
  await world.owner(`update identity.last_accesses set at = '-infinity'`);
  sixMonthsLater(world);
  await enter(world, ADMINISTRATOR);
  const progress: number[] = [];

  const suspended = await suspendInactive(world, organizationId, 6, (count) => progress.push(count));

  expect(suspended).toBe(450);
  expect(progress).toEqual([200, 400, 450]);
  expect((await world.logRows()).filter(({ event }) => event === events['user-suspended'])).toHaveLength(450);
  const browser = await enter(world, ADMINISTRATOR);
  for (const sort of ['name', 'last-access']) {
    expect((await browser.get(`/api/users?state=suspended&sort=${sort}`)).body).toMatchObject({
      total: { count: 450, more: false },
      canEnter: { count: 1 },
    });
  }
});

test('R2.28 who is entering at that moment is not suspended', async () => {
  const world = await freshWorld({ at: LONG_AGO });
  const elena = await world.user();
  sixMonthsLater(world);
  let begun: () => void = () => undefined;
  const entered = Promise.withResolvers<void>();
  const held = new Promise<void>((go) => {
    begun = go;
  });
  const entrance = world.db.as(world.scope, async (tx) => {
    await isPasswordStill(tx, world.organizationId, elena.id as UserId, '2026-05-20T09:00:00Z');
    begun();
    await entered.promise;
    await tx.updateTable('identity.last_accesses').set({ at: world.clock.now() }).where('user_id', '=', elena.id).execute();
  });
  await held;

  const job = suspendInactive(world, world.organizationId, 6);
  await expect.poll(async () => (await world.owner('select from pg_locks where not granted')).length).toBeGreaterThan(0);
  entered.resolve();
  await Promise.all([entrance, job]);

  expect(await statusOf(world, elena)).toBe('active');
});

/** An installation of so many besides the administrator, of whom so many have been away for too long in the night to come. */
async function withAbsent(people: number, absent: number): Promise<World> {
  const world = await freshWorld({ at: LONG_AGO });
  const { db, keys, organizationId } = world;
  await insertPeople(db, keys, { count: people, organizationId, at: LONG_AGO });
  await world.owner(`update identity.users set status = 'active', disabled = false, valid_from = null, valid_to = null`);
  // The administrator among them: of those away he is the one spared.
  await world.runJobs();
  sixMonthsLater(world);
  await world.owner(`update identity.last_accesses set at = $1`, [world.clock.now()]);
  await world.owner(
    `update identity.last_accesses set at = '-infinity'
     where user_id in (select id from identity.users where id <> $1 order by id limit $2)`,
    [world.administrator.id, absent],
  );
  return world;
}

const suspendedIn = async (world: World): Promise<number> =>
  (await world.owner(`select id from identity.users where standing = 'suspended'`)).length;

test.for([
  { people: 54, absent: 11, goes: true, why: 'eleven of fifty-five are a fifth and no more' },
  { people: 53, absent: 11, goes: false, why: 'eleven of fifty-four are more than a fifth' },
  { people: 11, absent: 10, goes: true, why: 'ten may always go' },
])('R2.28 in one night $absent of $people and the administrator: $why', async ({ people, absent, goes }) => {
  const world = await withAbsent(people, absent);

  await world.runJobs();

  expect(await suspendedIn(world)).toBe(goes ? absent : 0);
});

test('R2.28 with the clock months ahead nobody goes by night, the desk says how many would, and a run by hand confirms it', async () => {
  const world = await withAbsent(60, 40);
  await world.runJobs();
  const browser = await enter(world, ADMINISTRATOR);
  const [run] = ((await browser.get('/api/runs?job=suspend-inactive')).body as unknown as RunPage).items;

  expect(await suspendedIn(world)).toBe(0);
  expect(run?.outcome).toEqual({ code: 'suspension-held', held: 40, users: 0, months: 6 });
  expect((await browser.get('/api/needs')).body).toEqual({ items: [{ kind: 'suspension-held', users: 40, run: run?.id }] });
  expect((await browser.post('/api/jobs/suspend-inactive/runs')).status).toBe(201);
  world.clock.advance({ seconds: 1 });
  await world.runJobs();

  expect(await suspendedIn(world)).toBe(40);
  expect((await browser.get('/api/needs')).body).toEqual({ items: [{ kind: 'suspended-lately', users: 40 }] });
});
