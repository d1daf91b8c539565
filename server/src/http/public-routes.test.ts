import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '#db/database';
import { openGateway } from '#testing/gateway';
import { freshWorld, type World } from '#testing/world';
import { createApp } from '../app.ts';

/** A node behind a database that takes questions and does not answer until it is released. */
async function silentNode(world: World) {
  const gateway = await openGateway(world.db.connectionConfig);
  const db = openDatabase(gateway.connection, { connections: 6 });
  const house = await createApp({ ...world, db }, { pages: null, owner: null, jobs: false });
  onTestFinished(async () => {
    await house.close();
    await db.close();
  });
  gateway.hold('varco');
  return { app: house.app, gateway };
}

const connectionsOf = async (world: World): Promise<number> => {
  const rows = await world.owner<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where application_name = 'varco' and datname = current_database()`,
  );
  return rows[0]?.count ?? 0;
};

/** Many ask at once; how many connections they take, and what they are answered when the database speaks again. */
async function crowd(world: World, url: string) {
  const before = await connectionsOf(world);
  const { app, gateway } = await silentNode(world);
  const asked = Array.from({ length: 20 }, () => app.inject({ url, headers: { accept: 'application/json' } }));
  await expect.poll(() => connectionsOf(world)).toBeGreaterThan(before);
  await new Promise((done) => setTimeout(done, 200));
  const taken = (await connectionsOf(world)) - before;
  gateway.release();
  return { taken, statuses: new Set((await Promise.all(asked)).map(({ statusCode }) => statusCode)), app };
}

test('however many ask whether we are ready, the database is asked once a second', async () => {
  const world = await freshWorld();
  const { taken, statuses } = await crowd(world, '/readyz');

  expect(taken).toBe(1);
  expect(statuses).toEqual(new Set([200]));
});

test('however many come before the setup, the database is asked one question at a time', async () => {
  const world = await freshWorld({ empty: true });

  for (const url of ['/sign-in', '/setup']) {
    const { taken, statuses } = await crowd(world, url);
    expect(taken, url).toBe(1);
    expect(statuses.size, url).toBe(1);
  }
});

test('readiness is asked anew after a second, and a database that has gone is told', async () => {
  const world = await freshWorld();
  const { app, gateway } = await silentNode(world);
  gateway.release();
  gateway.hold('nobody');
  const status = async () => (await app.inject('/readyz')).statusCode;
  expect(await status()).toBe(200);

  gateway.hang('varco');
  gateway.cut();
  expect(await status()).toBe(200);
  world.clock.advance({ seconds: 1 });

  expect(await status()).toBe(503);
});

test('metrics are for this machine itself or for whoever shows the token; to everybody else they are not there', async () => {
  const token = 'a long and random token';
  const ask = async (world: World, address: string, headers: Record<string, string> = {}) =>
    (await (await world.browser({ address })).get('/metrics', { headers })).status;
  const plain = await freshWorld();
  const here: number[] = [];
  for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) here.push(await ask(plain, address));
  const elsewhere = [
    await ask(plain, '192.0.2.10'),
    await ask(plain, '192.0.2.10', { host: 'localhost', authorization: 'Bearer null' }),
    await ask(plain, '127.0.0.1', { 'x-forwarded-for': '192.0.2.10' }),
    await ask(plain, '127.0.0.1', { forwarded: 'for=192.0.2.10' }),
    await ask(plain, '127.0.0.1', { host: 'gate.example.it' }),
    await ask(plain, '127.0.0.1', { host: 'localhost.example.it' }),
  ];
  const { text } = await (await plain.browser({ address: '127.0.0.1' })).get('/metrics');

  const guarded = await freshWorld({ environment: { VARCO_METRICS_TOKEN: token } });
  const shown = [
    await ask(guarded, '192.0.2.10', { authorization: `Bearer ${token}` }),
    await ask(guarded, '192.0.2.10', { authorization: `Bearer ${token}x` }),
    await ask(guarded, '192.0.2.10', { authorization: token }),
    await ask(guarded, '192.0.2.10'),
    await ask(guarded, '127.0.0.1'),
  ];

  expect(here).toEqual([200, 200, 200, 200]);
  expect(elsewhere).toEqual([404, 404, 404, 404, 404, 404]);
  expect(text).toMatch(/^varco_hashes_running 0$/m);
  expect(text).toMatch(/^# TYPE varco_process_cpu_seconds_total counter$/m);
  expect(shown).toEqual([200, 404, 404, 404, 200]);
});
