import { setTimeout as wait } from 'node:timers/promises';
import { events } from '@varco/shared/access-log/events';
import type { Issue } from '@varco/shared/problems';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, browserOf, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

async function atTheDesk(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return { world, browser };
}

const change = (browser: TestBrowser, who: Pick<Somebody, 'id'>, change: object, version = 1) =>
  browser.send('PATCH', `/api/users/${who.id}`, { version, ...change });

describe('a change', () => {
  test('R1.7 changes what it names and leaves the rest, and the log says what kind of change it was', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user({ username: 'elena', fullName: 'Anagrafe' });

    const answer = await change(browser, elena, { familyName: 'Neri', validFrom: '2026-01-01', disabled: true });

    expect(answer).toMatchObject({
      status: 200,
      body: {
        familyName: 'Neri',
        givenName: 'Elena',
        username: 'elena',
        fullName: 'Anagrafe',
        validFrom: '2026-01-01',
        disabled: true,
        version: 2,
      },
    });
    const after = (await world.logRows()).slice(-2).map((row) => row.event);
    expect(after).toEqual([events['user-disabled'], events['user-changed']]);
  });

  test('R1.12 R3.50 there and back leaves a line for each', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    const cases: readonly (readonly [object, object, keyof typeof events, keyof typeof events])[] = [
      [{ status: 'inactive' }, { status: 'active' }, 'user-deactivated', 'user-activated'],
      [{ disabled: true }, { disabled: false }, 'user-disabled', 'user-enabled'],
      [{ validTo: '2026-12-31' }, { validTo: null }, 'user-changed', 'user-changed'],
    ];

    for (const [index, [there, back]] of cases.entries()) {
      await change(browser, elena, there, 2 * index + 1);
      await change(browser, elena, back, 2 * index + 2);
    }

    expect((await world.logRows()).slice(-6).map((row) => row.event)).toEqual(
      cases.flatMap(([, , there, back]) => [events[there], events[back]]),
    );
  });

  test('made from what is no longer so is refused with what is, and nothing of it is saved', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    await change(browser, elena, { givenName: 'Ilenia' });

    const late = await change(browser, elena, { givenName: 'Alina', familyName: 'Neri' });

    expect(late).toMatchObject({
      status: 409,
      body: { type: 'request.changed-meanwhile', current: { givenName: 'Ilenia', familyName: 'De Santis', version: 2 } },
    });
    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({ givenName: 'Ilenia', familyName: 'De Santis', version: 2 });
  });

  test('of two made from the same version in parallel one is saved', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();

    const answers = await Promise.all(Array.from({ length: 8 }, (_, number) => change(browser, elena, { givenName: `Elena${number}` })));

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409, 409, 409, 409, 409, 409, 409]);
    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({ version: 2 });
  });

  test('R1.5 R1.15 is refused with all its faults, judged with what it leaves as it is', async () => {
    const { world, browser } = await atTheDesk();
    await world.user({ username: 'rossi' });
    const elena = await world.user({ validFrom: '2026-06-01' });
    const issues = (body: Record<string, unknown>) => (body.issues as Issue[]).map(({ field, rule }) => `${field}: ${rule}`).toSorted();

    const shape = await change(browser, elena, { username: 'ROSSI', validTo: '2026-05-31', familyName: '', status: 'gone' });
    const rules = await change(browser, elena, { username: 'ROSSI', validTo: '2026-05-31' });
    const taken = await change(browser, elena, { username: 'ROSSI' });

    expect(shape.status).toBe(400);
    expect(issues(shape.body)).toEqual(['familyName: required', 'status: choice', 'username: username-taken', 'validTo: order-of-dates']);
    expect(rules).toMatchObject({ status: 422, body: { type: 'identity.user-refused' } });
    expect(issues(rules.body)).toEqual(['username: username-taken', 'validTo: order-of-dates']);
    expect(taken).toMatchObject({ status: 409, body: { type: 'identity.username-taken' } });
  });

  test('R1.4 R3.62 changes nothing that it may not name', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    const codes = () => world.owner('select id, code, person_id, organization_id from identity.users order by id');
    const before = await codes();

    const answer = await change(browser, elena, {
      code: '1',
      id: world.administrator.id,
      administrator: true,
      organizationId: world.administrator.id,
    });

    expect(answer.body).toMatchObject({ id: elena.id, administrator: false });
    expect(await codes()).toEqual(before);
  });

  test('R1.17 the record shows when somebody last entered, was last refused and got his password, and takes none of the three', async () => {
    const { world } = await atTheDesk();
    const elena = await world.user();
    const own = await world.browser();
    world.clock.advance({ days: 1 });
    await own.signIn(elena);
    const lastAccessAt = world.clock.now().toISOString();
    world.clock.advance({ minutes: 5 });
    await own.send('PUT', '/api/me/password', { current: elena.password, next: 'Inverno-2027', confirmation: 'Inverno-2027' });
    const passwordCreatedAt = world.clock.now().toISOString();
    world.clock.advance({ minutes: 5 });
    await (await world.browser()).signIn(elena);
    const lastRefusedAt = world.clock.now().toISOString();
    world.clock.advance({ hours: 1 });
    const desk = await world.browser();
    await desk.signIn(ADMINISTRATOR);

    const shown = await desk.get(`/api/users/${elena.id}`);
    const now = world.clock.now().toISOString();
    const changed = await change(desk, elena, { givenName: 'Ilenia', lastAccessAt: now, lastRefusedAt: now, passwordCreatedAt: now });

    expect(shown.body).toMatchObject({ lastAccessAt, lastRefusedAt, passwordCreatedAt });
    expect(changed.body).toMatchObject({ givenName: 'Ilenia', lastAccessAt, lastRefusedAt, passwordCreatedAt });
  });
});

describe('the last administrator who can enter', () => {
  const stops: readonly (readonly [string, object])[] = [
    ['made inactive', { status: 'inactive' }],
    ['disabled', { disabled: true }],
    ['let begin tomorrow', { validFrom: '2026-11-22' }],
    ['let end yesterday', { validTo: '2026-11-20' }],
    ['given an end at all: after it nobody could take it away', { validTo: '2027-12-31' }],
  ];

  test('is not stopped in any way', async () => {
    const { world, browser } = await atTheDesk();
    await world.user({ administrator: true, status: 'inactive' });
    await world.user({ administrator: true, validTo: '2026-11-20' });

    for (const [how, stop] of stops) {
      const refused = await change(browser, world.administrator, stop);
      expect([how, refused.status, refused.body.type]).toEqual([how, 409, 'identity.last-administrator']);
    }
    expect((await browser.get(`/api/users/${world.administrator.id}`)).body).toMatchObject({ version: 1, state: 'active' });
  });

  test('is stopped like anybody beside another who can enter', async () => {
    const { world, browser } = await atTheDesk();
    const other = await world.user({ administrator: true });

    for (const [index, [how, stop]] of stops.entries()) {
      const free = { status: 'active', disabled: false, validFrom: null, validTo: null };
      expect([how, (await change(browser, other, stop, 2 * index + 1)).status]).toEqual([how, 200]);
      await change(browser, other, free, 2 * index + 2);
    }
  });

  test('is changed otherwise like anybody', async () => {
    const { world, browser } = await atTheDesk();

    expect((await change(browser, world.administrator, { givenName: 'Lara', validFrom: '2026-01-01' })).status).toBe(200);
  });

  test('two who stop each other in the same moment do not both succeed', async () => {
    const { world, browser: first } = await atTheDesk();
    const other = await world.user({ administrator: true });
    const second = await world.browser();

    for (let round = 0; round < 6; round += 1) {
      await second.signIn(other);
      await first.signIn(ADMINISTRATOR);
      const versions = await world.owner<{ id: string; version: number }>('select id, version from identity.users');
      const of = (who: Pick<Somebody, 'id'>) => versions.find(({ id }) => id === who.id)?.version ?? 0;

      const answers = await Promise.all([
        change(first, other, { disabled: true }, of(other)),
        change(second, world.administrator, { status: 'inactive' }, of(world.administrator)),
      ]);

      const able = await world.owner(`select from identity.users where standing = 'active'`);
      expect([able.length, answers.filter((answer) => answer.status === 200).length]).toEqual([1, 1]);
      await world.owner(`update identity.users set status = 'active', disabled = false`);
    }
  });
});

describe('R1.12 who is stopped', () => {
  test('disabled, inactive or outside his dates, is put out on every node within the second, and the log says so', async () => {
    const { world, browser } = await atTheDesk();
    const second = await world.secondNode();
    const stops = [{ disabled: true }, { status: 'inactive' }, { validTo: '2026-11-20' }, { validFrom: '2026-11-22' }];

    for (const stop of stops) {
      const elena = await world.user();
      const elsewhere = browserOf(second);
      await elsewhere.signIn(elena);
      expect((await elsewhere.get('/api/me')).status).toBe(200);

      const answer = await change(browser, elena, stop);
      const refused = await until(async () => {
        const me = await elsewhere.get('/api/me');
        return me.status === 401 ? me : undefined;
      });

      expect(answer).toMatchObject({ status: 200, body: { openSessions: 0 } });
      expect(refused.body).toMatchObject({ type: 'sessions.ended', reason: 'user-stopped' });
      expect((await elsewhere.signIn(elena)).status).toBe(401);
    }
    expect((await world.logRows()).filter((row) => row.event === events['signed-out'])).toHaveLength(stops.length);
  });

  test('loses a sign-in that waits for a new password, also when he is let in again', async () => {
    const { world, browser } = await atTheDesk();
    const { id, temporaryPassword } = (await browser.post('/api/users', { familyName: 'Verdi', givenName: 'Ada', username: 'ada' })).body;
    const door = await world.browser();
    await door.signIn({ username: 'ada', password: String(temporaryPassword) });

    await change(browser, { id: id as Somebody['id'] }, { disabled: true });
    await change(browser, { id: id as Somebody['id'] }, { disabled: false }, 2);

    expect(await door.get('/sign-in/new-password')).toMatchObject({ status: 401, body: { type: 'sign-in.step-expired' } });
  });

  test('who is only renamed stays inside', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    const inside = await world.browser();
    await inside.signIn(elena);

    await change(browser, elena, { familyName: 'Neri', username: 'neri', validTo: '2026-11-21' });

    expect(
      (
        await until(async () => {
          const me = (await inside.get('/api/me')).body as { user?: { familyName?: string } };
          return me.user?.familyName === 'Neri' ? me : undefined;
        })
      ).user,
    ).toMatchObject({ username: 'neri' });
  });
});

describe('R3.65 a lock', () => {
  test('is lifted by an administrator: the password stays, the count begins anew, the log says so once', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    const door = await world.browser();
    while (((await browser.get(`/api/users/${elena.id}`)).body as { state: string }).state !== 'locked')
      await door.signIn({ ...elena, password: 'no' });
    expect((await door.signIn(elena)).status).toBe(401);
    // R1.16: tries at a name that is locked are counted, and are no failures of its owner.
    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({ failedAttempts: 3 });

    expect((await browser.post(`/api/users/${elena.id}/unlocks`)).status).toBe(204);

    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({ state: 'active', lockedUntil: null, failedAttempts: 0 });
    expect((await world.logRows()).at(-1)).toMatchObject({ event: events['user-unlocked'], username: elena.username });
    expect((await door.signIn(elena)).body).toMatchObject({ step: 'enter' });

    const lines = (await world.logRows()).length;
    await browser.post(`/api/users/${elena.id}/unlocks`);
    expect((await world.logRows()).length).toBe(lines);
  });

  test('R3.38 goes with a reset too, as do open sessions', async () => {
    const { world, browser } = await atTheDesk();
    const elena = await world.user();
    const inside = await world.browser();
    await inside.signIn(elena);
    const door = await world.browser({ address: '192.0.2.99' });
    while (((await browser.get(`/api/users/${elena.id}`)).body as { state: string }).state !== 'locked')
      await door.signIn({ ...elena, password: 'no' });

    const { temporaryPassword } = (await browser.post(`/api/users/${elena.id}/password-resets`)).body;

    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({
      state: 'active',
      mustChangePassword: true,
      openSessions: 0,
    });
    expect((await door.signIn({ ...elena, password: String(temporaryPassword) })).body).toMatchObject({ step: 'new-password' });
    expect(await until(async () => ((await inside.get('/api/me')).status === 401 ? true : undefined))).toBe(true);
    expect((await world.logRows()).map((row) => row.event)).toContain(events['password-reset']);
  });
});

/** Asks again, for a second at most, until there is an answer. */
async function until<Found>(ask: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await wait(10);
  }
  throw new Error('It did not happen within a second.');
}
