import { INSTALLATION, type UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { freshWorld, type World } from '#testing/world';
import { createApp } from '../../app.ts';
import { countRefusals } from './figures.ts';
import { Floods } from './floods.ts';
import type { LogFact } from './record.ts';
import { search } from './search.ts';

const userId = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as UserId;

const refused = (world: World) =>
  world.owner<{ reason: number; count: number | null; address: string | null }>(
    `select e.reason, e.count, host(a.address) as address from access_log.entries e left join access_log.addresses a on a.id = e.address_id
     where e.event = 2 order by e.count nulls first, address`,
  );

test('D5 (e) of 200 refusals of one address in a minute 60 have a row, and one row says 140; names beyond them leave nothing', async () => {
  const world = await freshWorld();
  const house = await createApp(world, { pages: null, owner: null, jobs: false });
  const knock = (number: number, remoteAddress: string) =>
    house.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress,
      headers: { accept: 'application/json' },
      payload: { username: `nessuno${number}`, password: 'sbagliata' },
    });
  const answers: Awaited<ReturnType<typeof knock>>[] = [];
  for (let batch = 0; batch < 20; batch += 1)
    answers.push(...(await Promise.all(Array.from({ length: 10 }, (_, each) => knock(batch * 10 + each, '192.0.2.66')))));
  answers.push(await knock(500, '192.0.2.67'));

  await house.close();

  const bodies = new Set(answers.map(({ statusCode, body }) => `${statusCode} ${JSON.parse(body).type}`));
  const rows = await refused(world);
  const counted = rows.filter(({ count }) => count !== null);
  const names = await world.owner(`select from access_log.subjects where name_hash is not null`);
  expect([...bodies]).toEqual(['401 sign-in.refused']);
  expect(rows.filter(({ count, address }) => count === null && address === '192.0.2.66')).toHaveLength(60);
  expect(counted).toEqual([{ reason: 13, count: 140, address: '192.0.2.66' }]);
  expect(names).toHaveLength(61);
  const day = new Date(world.clock.now().getTime() - 86_400_000);
  expect(await world.db.as(world.scope, (tx) => countRefusals(tx, world.scope, day))).toBe(201);
  const { items } = await search(world, world.scope, { outcome: 'refused', order: 'newest', limit: 200 });
  expect(items.map(({ count }) => count)).toContain(140);
});

test('D5 (e) a lock that falls in a flood is written by name when its minute is over, once, and counted once', async () => {
  const world = await freshWorld();
  const house = await createApp(world, { pages: null, owner: null, jobs: false });
  const victim = await world.user();
  const knock = (username: string) =>
    house.app.inject({
      method: 'POST',
      url: '/sign-in',
      remoteAddress: '192.0.2.66',
      headers: { accept: 'application/json' },
      payload: { username, password: 'sbagliata' },
    });
  for (let number = 0; number < 60; number += 1) await knock(`nessuno${number}`);
  const known: Awaited<ReturnType<typeof knock>>[] = [];
  for (let number = 0; number < 5; number += 1) known.push(await knock(victim.username));
  const unknown: Awaited<ReturnType<typeof knock>>[] = [];
  for (let number = 0; number < 5; number += 1) unknown.push(await knock('nessuno'));
  expect(known.map(({ statusCode, body }) => `${statusCode} ${body}`)).toEqual(
    unknown.map(({ statusCode, body }) => `${statusCode} ${body}`),
  );
  const named = () =>
    world.owner<{ locked: Date; at: Date; reason: number; address: string }>(
      `select e.locked_until as locked, e.at, e.reason, host(a.address) as address from access_log.entries e
       join access_log.subjects s on s.id = e.subject_id left join access_log.addresses a on a.id = e.address_id
       where e.event = 2 and s.username = $1`,
      [victim.username],
    );
  expect(await named()).toEqual([]);

  await house.close();

  const at = world.clock.now();
  expect(await named()).toEqual([{ locked: new Date(at.getTime() + 15 * 60_000), at, reason: 2, address: '192.0.2.66' }]);
  const counts = (await refused(world)).filter(({ count }) => count !== null);
  expect(counts).toEqual([{ reason: 13, count: 9, address: '192.0.2.66' }]);
});

test('D5 (e) locks that wait to be written are bounded, and wait while the database is away', async () => {
  const world = await freshWorld();
  const lost = { ...world, db: undefined as unknown as World['db'] };
  const floods = new Floods(lost);
  const at = world.clock.now();
  const client = world.client('192.0.2.1');
  const lockOf = (number: number): LogFact => ({
    at,
    event: 'sign-in-refused',
    reason: 'wrong-password',
    organizationId: INSTALLATION,
    subject: { userId: userId(number), organizationId: INSTALLATION, username: `utente${number}`, name: `Utente ${number}` },
    lockedUntil: 'never',
    client,
  });
  for (let each = 0; each < 60; each += 1) floods.writes(client, at);
  for (let each = 0; each < 3; each += 1) floods.writes(client, at, lockOf(1));
  expect(floods.size).toBe(2);
  await expect(floods.flush('all')).rejects.toThrow();
  expect(floods.size).toBe(2);
  lost.db = world.db;
  await floods.flush(at);
  expect(await refused(world)).toEqual([]);
  await floods.flush(new Date(at.getTime() + 60_000));
  expect((await refused(world)).map(({ reason, count }) => [reason, count])).toEqual([
    [2, null],
    [13, 2],
  ]);
  for (let each = 0; each < 60; each += 1) floods.writes(client, at);
  for (let each = 0; each < 10_500; each += 1) floods.writes(client, at, lockOf(each));
  expect(floods.size).toBe(10_001);
});

test('D5 (e) each address is counted apart, a network of IPv6 together, and what is counted is written when its minute is over', async () => {
  const world = await freshWorld();
  const floods = new Floods(world);
  const at = world.clock.now();
  const count = (address: string, times: number) => {
    for (let each = 0; each < times; each += 1) floods.count('server-busy', world.client(address), at);
  };
  count('192.0.2.1', 3);
  count('192.0.2.2', 2);
  count('2001:db8::1', 4);
  count('2001:db8::2', 5);

  await floods.flush(at);
  expect(await refused(world)).toEqual([]);
  await floods.flush(new Date(at.getTime() + 60_000));
  await floods.flush('all');

  expect(await refused(world)).toEqual([
    { reason: 11, count: 2, address: '192.0.2.2' },
    { reason: 11, count: 3, address: '192.0.2.1' },
    { reason: 11, count: 9, address: '2001:db8::1' },
  ]);
});

test('D5 (e) a clock set back keeps nothing waiting, and begins the sixty anew', async () => {
  const world = await freshWorld();
  const floods = new Floods(world);
  const at = world.clock.now();
  const client = world.client('192.0.2.1');
  const granted = (when: Date) => Array.from({ length: 70 }, () => floods.writes(client, when)).filter(Boolean).length;

  expect(granted(at)).toBe(60);
  const before = new Date(at.getTime() - 3_600_000);
  expect(granted(before)).toBe(60);
  await floods.flush(before);

  expect(await refused(world)).toEqual([{ reason: 13, count: 10, address: '192.0.2.1' }]);
});

test('D5 (e) 20,000 addresses in a minute are 10,000 counts and one of nobody, and none is lost while the database is away', async () => {
  const world = await freshWorld();
  const lost = { ...world, db: undefined as unknown as World['db'] };
  const floods = new Floods(lost);
  const at = world.clock.now();
  const written: boolean[] = [];
  for (let each = 0; each < 20_000; each += 1)
    written.push(floods.writes(world.client(`10.${each >> 16}.${(each >> 8) & 255}.${each & 255}`), at));

  // Those beyond the ten thousand share sixty rows and one count.
  expect(written.filter(Boolean)).toHaveLength(10_060);
  await expect(floods.flush('all')).rejects.toThrow();
  lost.db = world.db;
  await floods.flush('all');
  expect(await refused(world)).toEqual([{ reason: 13, count: 9_940, address: null }]);
  const again = new Floods(lost);
  for (let minute = 0; minute < 5; minute += 1)
    for (let each = 0; each < 11_000; each += 1)
      again.count('clocks-apart', world.client(`10.1.${each >> 8}.${each & 255}`), new Date(at.getTime() + minute * 60_000));
  expect(again.size).toBeLessThanOrEqual(30_005);
});
