import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { systemRandom } from '#core/random';
import { endChannels, openGateway } from '#testing/gateway';
import { freshWorld, type World } from '#testing/world';
import { type Listener, RevocationChannel, TRUST_MS } from './channel.ts';

/** A channel that is open, and what it told. */
async function openChannel(connection: pg.ClientConfig) {
  const heard: (Parameters<Listener['revoked']>[0] | 'lost')[] = [];
  const channel = new RevocationChannel(connection, systemClock, systemRandom, {
    revoked: (what) => heard.push(what),
    lost: () => heard.push('lost'),
  });
  onTestFinished(() => channel.close());
  await channel.open();
  return { channel, heard };
}

const notify = (world: World, payload: string) => world.owner(`select pg_notify('varco_revoked', $1)`, [payload]);
const trusted = (channel: RevocationChannel) => expect.poll(() => channel.isTrusted, { interval: 10 });

test('D10 a channel is trusted from its first beat, and says that what was remembered before it is not', async () => {
  const world = await freshWorld();

  const { channel, heard } = await openChannel(world.db.connectionConfig);

  expect(channel.isTrusted).toBe(true);
  expect(heard).toEqual(['lost']);
});

test('D10 a revocation arrives with its kind and id; one that cannot be read makes everything be forgotten', async () => {
  const world = await freshWorld();
  const { heard } = await openChannel(world.db.connectionConfig);

  for (const payload of ['user:u1', 'session:s1', 'group:g1', 'user', '']) await notify(world, payload);

  await expect.poll(() => heard.slice(1)).toEqual([{ kind: 'user', id: 'u1' }, { kind: 'session', id: 's1' }, 'lost', 'lost', 'lost']);
});

test('D10 a channel that hangs is trusted no longer than a second, and is opened anew when the way is free', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);
  const { channel, heard } = await openChannel(gateway.connection);
  await pause(700);
  await trusted(channel).toBe(true);

  gateway.hang('varco channel');
  const since = performance.now();
  let last = since;
  for (let asked = since; channel.isTrusted; asked = performance.now()) {
    last = asked;
    await pause(5);
  }

  expect(last - since).toBeLessThan(TRUST_MS);
  await expect.poll(() => heard.length).toBe(2);
  gateway.mend();
  await trusted(channel).toBe(true);
  await notify(world, 'user:u1');
  await expect.poll(() => heard.at(-1)).toEqual({ kind: 'user', id: 'u1' });
});

test('D10 a channel whose connection is ended is not trusted from that moment, and comes back by itself', async () => {
  const world = await freshWorld();
  const { channel, heard } = await openChannel(world.db.connectionConfig);

  await endChannels(world.db);

  await expect.poll(() => heard.length, { interval: 5 }).toBeGreaterThan(1);
  await trusted(channel).toBe(true);
  await notify(world, 'session:s1');
  await expect.poll(() => heard.at(-1)).toEqual({ kind: 'session', id: 's1' });
});

test('D10 without a database the channel opens untrusted and keeps trying', async () => {
  const world = await freshWorld();
  const gateway = await openGateway(world.db.connectionConfig);

  const { channel } = await openChannel({ ...gateway.connection, port: 1 });

  expect(channel.isTrusted).toBe(false);
});

test('a closed channel is silent', async () => {
  const world = await freshWorld();
  const { channel, heard } = await openChannel(world.db.connectionConfig);
  await channel.close();
  const before = heard.length;

  await notify(world, 'user:u1');
  await pause(400);

  expect(heard).toHaveLength(before);
  expect(
    await world.owner(`select 1 from pg_stat_activity where application_name = 'varco channel' and datname = current_database()`),
  ).toEqual([]);
});
