import { events, reasons } from '@varco/shared/access-log/events';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal';
import { changeUser, resetPassword } from '#features/directory';
import { ADMINISTRATOR, freshWorld, type World } from '#testing/world';

test('R2.23 the right name and password open a session, written in the log', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn(ADMINISTRATOR);

  expect(answer.body).toEqual({ step: 'enter', location: '/' });
  expect((await browser.get('/api/me')).body).toMatchObject({ user: { username: ADMINISTRATOR.username }, administrator: true });
  expect((await world.logRows()).map((row) => row.event)).toEqual([events['installation-set-up'], events['signed-in']]);
});

test('R2.24 the name is compared exactly: another case is an unknown name', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn({ ...ADMINISTRATOR, username: 'L.Conti' });

  expect(answer.status).toBe(401);
  expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['unknown-user'], username: null });
});

test('R1.42 R2.24 the password is compared exactly: another case is a wrong password', async () => {
  const world = await freshWorld();
  const browser = await world.browser();

  const answer = await browser.signIn({ ...ADMINISTRATOR, password: 'primavera-26' });

  expect(answer.status).toBe(401);
  expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['wrong-password'] });
});

/** Lets something happen while a password is being compared, as it does to whoever waits in the queue. */
function meanwhile(world: World, happens: () => Promise<unknown>): void {
  const matches = world.hasher.matches.bind(world.hasher);
  world.hasher.matches = async (...given) => {
    const matched = await matches(...given);
    world.hasher.matches = matches;
    world.clock.advance({ seconds: 1 });
    await happens();
    return matched;
  };
}

test('R3.65 the password before a reset opens nothing, even if it was being compared at that moment', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  meanwhile(world, () => resetPassword(world, world.operator, world.scope, user.id));

  const answer = await browser.signIn(user);

  expect(answer.body).toMatchObject({ type: 'sign-in.refused' });
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['sign-in-refused'], reason: reasons['wrong-password'] });
  expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
});

test('R3.65 nor does it begin a forced change', async () => {
  const world = await freshWorld();
  const user = await world.user({ mustChangePassword: true });
  const browser = await world.browser();
  meanwhile(world, () => resetPassword(world, world.operator, world.scope, user.id));

  expect((await browser.signIn(user)).status).toBe(401);
  expect(await world.owner('select 1 from sign_in.pending')).toEqual([]);
});

test('R1.12 somebody stopped while his password was being compared does not enter', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  meanwhile(world, () => changeUser(world, world.operator, world.scope, user.id, { version: 1, disabled: true }));

  expect((await browser.signIn(user)).status).toBe(401);
  expect((await world.logRows()).at(-1)).toMatchObject({ event: events['sign-in-refused'], reason: reasons.disabled });
  expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
});

test('R5.22 whoever is late waits for his own user before anything else is taken, so that two of them cannot block each other', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const browser = await world.browser();
  const waiting = async () =>
    (
      await sql<{ waiting: boolean }>`select exists (
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
      ) as waiting`.execute(world.db)
    ).rows[0]?.waiting;
  meanwhile(world, async () => {
    await world.owner(`update credentials.passwords set created_at = created_at + interval '1 second' where user_id = $1`, [user.id]);
    await world.owner('begin');
    await world.owner('select from identity.users where id = $1 for no key update', [user.id]);
  });

  const late = browser.signIn(user);
  await expect.poll(waiting).toBe(true);
  await world.owner('select from sign_in.attempts for update');
  await world.owner('commit');

  expect(await late).toMatchObject({ status: 401, body: { type: 'sign-in.refused' } });
});

test('D3 somebody else’s session cookie shown with a sign-in that opens nothing ends nothing', async () => {
  const world = await freshWorld();
  const owner = await world.browser();
  await owner.signIn(ADMINISTRATOR);
  const stranger = await world.browser();
  const user = await world.user();
  const newcomer = await world.user({ mustChangePassword: true });

  for (const knock of [{ ...user, password: 'Sbagliata-26' }, { username: 'nessuno', password: 'x' }, newcomer]) {
    stranger.cookies.set('varco', owner.cookies.get('varco') ?? '');
    await stranger.signIn(knock);
  }

  expect((await owner.get('/api/me')).status).toBe(200);
  expect((await world.logRows()).map((row) => row.event)).not.toContain(events['signed-out']);
});

test('a hash made with weaker parameters is renewed at the next sign-in, once, and the password stays the same one', async () => {
  const world = await freshWorld();
  const user = await world.user();
  const stored = async () =>
    (await world.owner<{ hash: string; created_at: Date }>('select * from credentials.passwords where user_id = $1', [user.id]))[0];
  const before = await stored();
  world.clock.advance({ days: 1 });
  world.hasher.generation = 2;
  const browsers = await Promise.all([world.browser(), world.browser(), world.browser()]);

  const answers = await Promise.all(browsers.map((browser) => browser.signIn(user)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(before?.hash).toMatch(/^quick\$1/);
  expect(await stored()).toEqual({ ...before, hash: before?.hash.replace('$1$', '$2$') });
  expect((await (await world.browser()).signIn(user)).status).toBe(200);
});

test('a wrong password renews no hash', async () => {
  const world = await freshWorld();
  const user = await world.user();
  world.hasher.generation = 2;

  await (await world.browser()).signIn({ ...user, password: 'Sbagliata-26' });

  expect(await world.owner(`select 1 from credentials.passwords where hash like 'quick$2$%'`)).toEqual([]);
});

test('a hash that cannot be renewed now keeps nobody out', async () => {
  const world = await freshWorld();
  const user = await world.user();
  world.hasher.generation = 2;
  world.hasher.hash = () => Promise.reject(new Refusal('server.busy', { retryAfter: 5 }));

  expect((await (await world.browser()).signIn(user)).status).toBe(200);
});

test('R5.22 a sign-in is one row in the log, with the number of its session, address, browser and channel', async () => {
  const world = await freshWorld();
  const user = await world.user();
  await (await world.browser({ address: '2001:db8::7' })).signIn(user);

  const rows = await world.owner(
    `select e.event, e.reason, e.channel, host(a.address) as address, b.family, b.version, e.session_number = s.number as paired
     from access_log.entries e join access_log.addresses a on a.id = e.address_id join access_log.browsers b on b.id = e.browser_id
     join sessions.sessions s on s.user_id = $1 where e.event = $2`,
    [user.id, events['signed-in']],
  );

  expect(rows).toEqual([{ event: 1, reason: null, channel: 1, address: '2001:db8::7', family: 'Firefox', version: '140', paired: true }]);
});

test('R1.17 a sign-in sets the date of the last access', async () => {
  const world = await freshWorld();
  const user = await world.user();
  world.clock.advance({ days: 3 });

  await (await world.browser()).signIn(user);

  expect(await world.owner('select at from identity.last_accesses where user_id = $1', [user.id])).toEqual([{ at: world.clock.now() }]);
});
