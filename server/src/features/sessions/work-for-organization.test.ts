import { describe, expect, test } from 'vitest';
import { endEnablements } from '#features/identity';
import { enabledIn, type Neighbour, neighbour } from '#testing/neighbour';
import { freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

interface TwoPlaces {
  readonly world: World;
  readonly there: Neighbour;
  readonly elena: Somebody;
  readonly browser: TestBrowser;
}

/** Elena, of the municipality, who also works for the consortium. */
async function twoPlaces(given: { administrator?: boolean } = {}): Promise<TwoPlaces> {
  const world = await freshWorld();
  const there = await neighbour(world);
  const elena = await world.user({ username: 'e.desantis', ...given });
  await enabledIn(world, elena, there.organizationId);
  const browser = await world.browser();
  await browser.signIn(elena);
  return { world, there, elena, browser };
}

const work = (browser: TestBrowser, organizationId: string, usual = false) =>
  browser.send('PUT', '/api/me/organization', { organizationId, usual });

const placeOf = async (browser: TestBrowser) => ((await browser.get('/api/me')).body.organization as { name: string }).name;

describe('D2 who is enabled in several organizations', () => {
  test('works for his own at first, and for the other one at once when he chooses it', async () => {
    const { world, browser, there } = await twoPlaces();
    expect(await placeOf(browser)).toBe('Comune di Borgo Ligure');

    expect((await work(browser, there.organizationId)).status).toBe(204);

    const { body } = await browser.get('/api/me');
    expect(body.organization).toEqual({ id: there.organizationId, name: there.name, home: false, usual: false });
    expect(body.organizations).toEqual([
      { id: world.organizationId, name: 'Comune di Borgo Ligure', home: true, usual: true },
      { id: there.organizationId, name: there.name, home: false, usual: false },
    ]);
  });

  test('has there the rights of there, whatever he is at home', async () => {
    const { browser, there, world, elena } = await twoPlaces({ administrator: true });
    await world.owner('update "authorization".administrators set of_installation = false');
    await browser.signIn(elena);
    expect((await browser.get('/api/users')).status).toBe(200);

    await work(browser, there.organizationId);

    expect((await browser.get('/api/me')).body).toMatchObject({ administrator: false, grants: {} });
    expect((await browser.get('/api/users')).status).toBe(403);
  });

  test('sees there the people of there alone, and at home those of home alone', async () => {
    const { browser, there, world, elena } = await twoPlaces();
    for (const organizationId of [world.organizationId, there.organizationId])
      await world.owner('insert into "authorization".administrators values ($1, $2, now(), false)', [organizationId, elena.id]);
    const names = async () => ((await browser.get('/api/users?limit=50')).body.items as { username: string }[]).map((one) => one.username);
    await browser.signIn(elena);
    expect((await names()).toSorted()).toEqual(['e.desantis', 'l.conti']);

    await work(browser, there.organizationId);

    expect(await names()).toEqual(['altrove/capo']);
    expect((await browser.get(`/api/users/${there.administrator.id}`)).status).toBe(200);
    expect((await browser.get(`/api/users/${world.administrator.id}`)).status).toBe(404);
  });

  test('who administers the installation does so wherever he is enabled, and looks everywhere he is', async () => {
    const { world, there } = await twoPlaces();
    await enabledIn(world, world.administrator, there.organizationId);
    const browser = await world.browser();
    await browser.signIn(world.administrator);
    await work(browser, there.organizationId);

    expect((await browser.get('/api/me')).body).toMatchObject({ administrator: true });
    expect((await browser.get('/api/settings/jobs')).status).not.toBe(403);
    const names = ((await browser.get('/api/users?limit=50')).body.items as { username: string }[]).map((one) => one.username);
    expect(names.toSorted()).toEqual(['altrove/capo', 'e.desantis', 'l.conti']);
  });

  test('an organization in which he is not enabled, one that is switched off and one that does not exist are the same 404', async () => {
    const { browser, world, there } = await twoPlaces();
    const third = await neighbour(world, 'Unione dei Terzi', 'terzi');
    const answers = [await work(browser, third.organizationId), await work(browser, '01980000-0000-7000-8000-0000000000aa')];
    await world.owner('update identity.organizations set active = false where id = $1', [there.organizationId]);
    world.clock.advance({ seconds: 2 });
    await browser.signIn({ username: 'e.desantis', password: 'Autunno-2026' });
    answers.push(await work(browser, there.organizationId));

    for (const { status, body } of answers) expect({ status, type: body.type }).toEqual({ status: 404, type: 'request.not-found' });
    expect((await work(browser, 'x')).status).toBe(400);
    expect((await (await world.browser()).send('PUT', '/api/me/organization', { organizationId: there.organizationId })).status).toBe(401);
  });

  test('his own password, name, accesses and files stay those of home wherever he works', async () => {
    const { browser, there, world, elena } = await twoPlaces();
    await work(browser, there.organizationId);

    expect((await browser.send('PATCH', '/api/me', { familyName: 'De Santis', givenName: 'Elena Maria', fullName: '' })).status).toBe(204);
    expect((await browser.get('/api/me')).body.user).toMatchObject({ givenName: 'Elena Maria' });
    expect(((await browser.get('/api/me/accesses')).body.items as unknown[]).length).toBeGreaterThan(0);
    const asked = await browser.post('/api/me/accesses/exports');
    expect(asked.status).toBe(201);
    expect((await browser.get(`/api/me/accesses/exports/${String(asked.body.id)}/file`)).status).toBe(200);
    const change = { current: elena.password, next: 'Inverno-2027', confirmation: 'Inverno-2027' };
    expect((await browser.send('PUT', '/api/me/password', change)).status).toBe(204);
    expect((await browser.get('/api/me')).body.organization).toMatchObject({ id: there.organizationId });
    const [mine] = await world.owner<{ organization_id: string }>('select organization_id from identity.users where id = $1', [elena.id]);
    expect(mine?.organization_id).toBe(world.organizationId);
  });

  test('R2.25 sent home while he works elsewhere, he chooses a unit at home as before', async () => {
    const { browser, there, world, elena } = await twoPlaces();
    const unit = '01980000-0000-7000-8000-0000000000c1';
    for (const text of [
      `insert into structure.departments (organization_id, id, name, name_folded, created_at) values ($1, $2, 'x', 'x', now())`,
      `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at) values ($1, $2, $2, 'Minori', 'minori', now())`,
      `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
        values ($1, '01980000-0000-7000-8000-0000000000c2', $2, 'Adulti', 'adulti', now())`,
    ])
      await world.owner(text, [world.organizationId, unit]);
    await world.owner(
      `insert into structure.placements (organization_id, id, user_id, unit_id, starts_on)
       select organization_id, id, $2, id, '2026-01-01' from structure.units where organization_id = $1`,
      [world.organizationId, elena.id],
    );
    await work(browser, there.organizationId);
    await world.db.as({ organizations: [there.organizationId] }, (tx) =>
      endEnablements(tx, elena.id, [there.organizationId], world.clock.now()),
    );
    world.clock.advance({ minutes: 1 });
    await expect.poll(() => placeOf(browser)).toBe('Comune di Borgo Ligure');

    const chosen = await browser.send('PUT', '/api/me/unit', { unitId: unit });

    expect([chosen.status, (await browser.get('/api/me')).body.unit]).toMatchObject([204, { name: 'Minori' }]);
  });

  test('the session stays open there while he works', async () => {
    const { browser, there, world } = await twoPlaces();
    await work(browser, there.organizationId);
    for (let minute = 0; minute < 60; minute += 10) {
      world.clock.advance({ minutes: 10 });
      expect((await browser.get('/api/me')).status).toBe(200);
    }
    const [session] = await world.owner<{ late: boolean }>(
      'select last_active_at < $1 as late from sessions.sessions where ended_at is null',
      [world.clock.now()],
    );
    expect(session?.late).toBe(false);
  });
});

describe('D3 the organization that is proposed', () => {
  test('counts at the next sign-in, and the log of both says so', async () => {
    const { browser, there, elena, world } = await twoPlaces();
    await work(browser, there.organizationId, true);
    const other = await world.browser();

    await other.signIn(elena);

    expect(await placeOf(other)).toBe(there.name);
    const rows = await world.owner<{ event: number; here: boolean; username: string; name: string }>(
      `select e.event, e.organization_id = $1 as here, s.username, s.name from access_log.entries e
       join access_log.subjects s on s.id = e.subject_id where s.user_id = $2 and e.event >= 100 or e.event = 1 and s.user_id = $2
       order by e.xid, e.n`,
      [world.organizationId, elena.id],
    );
    const name = 'De Santis Elena';
    expect(rows).toEqual([
      { event: 1, here: true, username: 'e.desantis', name },
      { event: 100, here: true, username: 'e.desantis', name },
      { event: 101, here: false, username: '', name },
      { event: 1, here: true, username: 'e.desantis', name },
      { event: 101, here: false, username: '', name },
    ]);
  });

  test('goes back to his own when it is taken back, and when it is not his any more', async () => {
    const { browser, there, elena, world } = await twoPlaces();
    await work(browser, there.organizationId, true);
    await work(browser, world.organizationId, true);
    expect((await browser.get('/api/me')).body.organization).toMatchObject({ home: true, usual: true });
    await work(browser, there.organizationId, true);

    await world.db.as({ organizations: [there.organizationId] }, (tx) =>
      endEnablements(tx, elena.id, [there.organizationId], world.clock.now()),
    );

    const other = await world.browser();
    await other.signIn(elena);
    expect(await placeOf(other)).toBe('Comune di Borgo Ligure');
    expect((await other.get('/api/me')).body.organizations).toHaveLength(1);
  });
});

describe('D2 an enablement that ends', () => {
  test('sends open sessions home at once on every node, and one that begins anew does not bring them back', async () => {
    const { browser, there, elena, world } = await twoPlaces();
    await work(browser, there.organizationId);
    expect(await placeOf(browser)).toBe(there.name);
    const scope = { organizations: [there.organizationId] };
    const end = async () => {
      await world.db.as(scope, async (tx) => {
        await endEnablements(tx, elena.id, [there.organizationId], world.clock.now());
        await world.events.announce(tx, 'rights.changed', { organizationId: there.organizationId, userId: elena.id });
      });
    };

    await end();
    await expect.poll(() => placeOf(browser)).toBe('Comune di Borgo Ligure');
    world.clock.advance({ minutes: 1 });
    await enabledIn(world, elena, there.organizationId);
    await world.db.as(scope, (tx) =>
      world.events.announce(tx, 'rights.changed', { organizationId: there.organizationId, userId: elena.id }),
    );
    await expect.poll(async () => (await browser.get('/api/me')).body.organizations).toHaveLength(2);

    expect(await placeOf(browser)).toBe('Comune di Borgo Ligure');
    expect((await work(browser, there.organizationId)).status).toBe(204);
    expect(await placeOf(browser)).toBe(there.name);
  });
});

describe('D2 an organization that is switched off', () => {
  test('lets nobody of it in, with the same answer as a wrong password, and the log says why', async () => {
    const { world, there } = await twoPlaces();
    await world.owner('update identity.organizations set active = false where id = $1', [there.organizationId]);
    const browser = await world.browser({ address: '192.0.2.77' });

    const refused = await browser.signIn(there.administrator);
    const wrong = await browser.signIn({ username: 'nessuno', password: 'x' });

    expect(refused.status).toBe(401);
    expect({ ...refused.body, instance: 0 }).toEqual({ ...wrong.body, instance: 0 });
    const theirs = (await world.logRows()).filter(({ event, username }) => event === 2 && username === there.administrator.username);
    expect(theirs.map(({ reason }) => reason)).toEqual([15]);
  });

  test('ends the sessions of its people at their next request', async () => {
    const { world, there } = await twoPlaces();
    const browser = await world.browser();
    await browser.signIn(there.administrator);
    expect((await browser.get('/api/me')).status).toBe(200);
    await world.owner('update identity.organizations set active = false where id = $1', [there.organizationId]);
    await world.db.as({ organizations: [there.organizationId] }, (tx) =>
      world.events.announce(tx, 'rights.changed', { organizationId: there.organizationId, userId: null }),
    );

    await expect.poll(async () => (await browser.get('/api/me')).body).toMatchObject({ status: 401, type: 'sessions.ended' });
  });
});
