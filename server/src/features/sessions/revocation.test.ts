import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#db/database';
import { changeUser } from '#features/directory';
import { endChannels, openGateway } from '#testing/gateway';
import { quickest } from '#testing/quickest';
import { freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { createApp } from '../../app.ts';
import type { SessionCheck } from './check-session.ts';

/** Another node, whose monotonic clock really runs; it may reach the database by a way of its own. */
async function anotherNode(world: World, connection: pg.ClientConfig = world.db.connectionConfig): Promise<SessionCheck> {
  const db = openDatabase(connection, { connections: 2 });
  const clock = { now: () => world.clock.now(), monotonic: () => performance.now() };
  const house = await createApp({ ...world, db, clock }, { pages: null, owner: null, jobs: false });
  onTestFinished(async () => {
    await house.close();
    await db.close();
  });
  return house.sessions;
}

/** Somebody signed in on the first node and remembered by the other. */
async function remembered(world: World, node: SessionCheck) {
  const user: Somebody = await world.user();
  const browser = await world.browser();
  await browser.signIn(user);
  const token = browser.cookies.get('varco') ?? '';
  const isOpen = () => isOpenOn(node, world, token);
  expect(await isOpen()).toBe(true);
  return { user, browser, isOpen };
}

const isOpenOn = (node: SessionCheck, world: World, token: string): Promise<boolean> =>
  node.check(token, world.client(), false).then(
    (open) => open !== undefined,
    () => false,
  );

/** Changes his own password; answers whether the new token of his session is good on the other node. */
async function changePassword(world: World, node: SessionCheck, { user, browser }: { user: Somebody; browser: TestBrowser }) {
  const next = 'Sentiero-Alto-7';
  const { status } = await browser.send('PUT', '/api/me/password', { current: user.password, next, confirmation: next });
  expect(status).toBe(204);
  const token = browser.cookies.get('varco') ?? '';
  return () => isOpenOn(node, world, token);
}

/** How long after `since` the other node last let somebody in. */
async function lastEntry(isOpen: () => Promise<boolean>, since: number): Promise<number> {
  let last = 0;
  for (;;) {
    const asked = performance.now() - since;
    if (!(await isOpen())) return last;
    last = asked;
    await pause(5);
  }
}

test('D10 a session closed on one node is refused on another within 250 ms', async () => {
  const world = await freshWorld();
  const node = await anotherNode(world);

  const signingOut = async () => {
    const { browser, isOpen } = await remembered(world, node);
    await browser.post('/sign-out');
    return lastEntry(isOpen, performance.now());
  };
  for (let n = 0; n < 5; n += 1) expect(await quickest(250, signingOut)).toBeLessThan(250);
});

test('D10 so is somebody who was disabled', async () => {
  const world = await freshWorld();
  const node = await anotherNode(world);

  const disabling = async () => {
    const { user, isOpen } = await remembered(world, node);
    await changeUser(world, world.operator, world.scope, user.id, { version: 1, disabled: true });
    return lastEntry(isOpen, performance.now());
  };

  expect(await quickest(250, disabling)).toBeLessThan(250);
});

test('D10 while the channel hangs nobody is let in later than a second after his session was closed', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const node = await anotherNode(world, gateway.connection);
  const { browser, isOpen } = await remembered(world, node);
  gateway.hang('varco channel');
  const since = performance.now();
  await browser.post('/sign-out');

  const last = await lastEntry(isOpen, since);

  expect(last).toBeLessThan(1_000);
  await expect.poll(() => node.isLive).toBe(false);
});

test('D10 a channel that was ended makes the database be asked at once', async () => {
  const world = await freshWorld();
  const node = await anotherNode(world);

  const signingOut = async () => {
    const { browser, isOpen } = await remembered(world, node);
    await endChannels(world.db);
    await browser.post('/sign-out');
    return lastEntry(isOpen, performance.now());
  };

  expect(await quickest(250, signingOut)).toBeLessThan(250);
});

test('D10 an answer read before a revocation and coming after it is not remembered', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const node = await anotherNode(world, gateway.connection);
  const { user, browser, isOpen } = await remembered(world, node);
  const other = await remembered(world, node);
  await changeUser(world, world.operator, world.scope, user.id, { version: 1, familyName: 'Bruni' });
  await pause(250);
  gateway.hold('varco');
  const reading = isOpen();
  await pause(50);
  await browser.post('/sign-out');
  // News comes in the order of the acts: once that of a later one has made the node ask, that of the first is there.
  await other.browser.post('/sign-out');
  await expect.poll(() => Promise.race([other.isOpen(), pause(50, 'asks')]), { interval: 5 }).toBe('asks');
  gateway.release();

  expect(await reading).toBe(true);
  expect(node.isLive).toBe(true);
  expect(await isOpen()).toBe(false);
});

test('D10 the old token of a session is refused within 250 ms also where the new one is used before the news comes', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const node = await anotherNode(world, gateway.connection);

  const changing = async () => {
    const { user, browser, isOpen: isOldOpen } = await remembered(world, node);
    gateway.hold('varco channel');
    const isNewOpen = await changePassword(world, node, { user, browser });
    expect(await isNewOpen()).toBe(true);
    gateway.release();
    const last = await lastEntry(isOldOpen, performance.now());
    expect(await isNewOpen()).toBe(true);
    return last;
  };

  expect(await quickest(250, changing)).toBeLessThan(250);
});

test('D10 whoever still presents the old token of a session does not keep it from being closed', async () => {
  const world = await freshWorld();
  const node = await anotherNode(world);

  const signingOut = async () => {
    const { user, browser, isOpen: isOldOpen } = await remembered(world, node);
    const isNewOpen = await changePassword(world, node, { user, browser });
    await expect.poll(isOldOpen, { interval: 5 }).toBe(false);
    expect([await isNewOpen(), await isOldOpen()]).toEqual([true, false]);
    await browser.post('/sign-out');
    return lastEntry(isNewOpen, performance.now());
  };

  expect(await quickest(250, signingOut)).toBeLessThan(250);
});

test('D10 a node that cannot reach the database lets nobody in from memory', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const node = await anotherNode(world, gateway.connection);
  const { isOpen } = await remembered(world, node);
  gateway.hang('varco channel');
  await expect.poll(() => node.isLive).toBe(false);
  gateway.hang('varco');

  const answer = await Promise.race([isOpen(), pause(300, 'no answer')]);

  expect(answer).toBe('no answer');
  gateway.cut();
});

test('D10 an answer read before a sign-out here and coming after it is not remembered, although the news never comes', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const node = await anotherNode(world, gateway.connection);
  const browser = await world.browser();
  await browser.signIn(await world.user());
  const token = browser.cookies.get('varco') ?? '';
  const isOpen = () =>
    node.check(token, world.client(), false).then(
      (open) => open !== undefined,
      () => false,
    );
  expect(await node.check('A'.repeat(43), world.client(), false)).toBeUndefined();
  await expect.poll(() => node.isLive).toBe(true);
  gateway.hold('varco');
  const reading = isOpen();
  await pause(50);
  gateway.hang('varco channel');
  await browser.post('/sign-out');
  node.forget(token);
  gateway.release();

  expect(await reading).toBe(true);
  expect(await isOpen()).toBe(false);
});
