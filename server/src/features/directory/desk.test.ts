import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld } from '#testing/world';

test('R1.44 the desk tells an administrator what needs him, and everybody his own last accesses', async () => {
  const world = await freshWorld();
  const elena = await world.user();
  const locked = await world.user();
  await world.user();
  await world.user({ status: 'inactive' });
  await world.user({ disabled: true });
  await world.user({ administrator: true, validTo: '2026-11-20' });
  const miss = async (username: string, times: number) => {
    const door = await world.browser({ address: '203.0.113.9' });
    for (let n = 0; n < times; n += 1) await door.signIn({ username, password: 'Sbagliata-26' });
  };
  await miss('nessuno', 1);
  world.clock.advance({ days: 1 });
  await miss(locked.username, 3);
  await miss('nessuno', 1);
  const [hers, his] = [await world.browser(), await world.browser()];
  await hers.signIn(elena);
  await his.signIn(ADMINISTRATOR);

  const [person, administrator] = [await hers.get('/api/desk'), await his.get('/api/desk')];

  const entered = expect.objectContaining({
    at: world.clock.now().toISOString(),
    event: 'signed-in',
    address: '192.0.2.10',
    browser: 'Firefox 140 Linux',
    byAnother: false,
  });
  expect(person.body).toEqual({
    lastAccesses: [entered, expect.objectContaining({ event: 'user-created', byAnother: true })],
    administrator: null,
  });
  expect(administrator.body).toEqual({
    lastAccesses: [entered, expect.objectContaining({ event: 'installation-set-up' })],
    administrator: { lockedNow: 1, neverSignedIn: 2, authorizationsEnding: 0, users: 4, administrators: 1, refusedToday: 4 },
  });
});

test('R1.44 the desk shows the three latest accesses', async () => {
  const world = await freshWorld();
  const elena = await world.user();
  const browser = await world.browser();
  for (let n = 0; n < 3; n += 1) {
    world.clock.advance({ minutes: 1 });
    await browser.signIn(elena);
  }

  const { lastAccesses } = (await browser.get('/api/desk')).body as { lastAccesses: { at: string }[] };

  expect(lastAccesses.length).toBe(3);
  expect(lastAccesses[0]?.at).toBe(world.clock.now().toISOString());
});
