import { Day } from '@varco/shared/days';
import type pg from 'pg';
import { expect, inject, test } from 'vitest';
import { browserOf, freshWorld, type World } from '#testing/world';
import { createApp } from '../app.ts';
import { fillDemonstration, MUNICIPALITY, PASSWORD, SEED } from './fill.ts';
import { natureOf, refuseDemonstration } from './nature.ts';
import { inventPeople, type Kind } from './people.ts';
import { welcome } from './welcome.ts';

/** The owner's connection to the database of a world. */
const ownerOf = (world: World): pg.ClientConfig => {
  const database = world.db.connectionConfig.database;
  return { ...(JSON.parse(inject('postgres').owner) as pg.ClientConfig), ...(database === undefined ? {} : { database }) };
};

const count = async (world: World, sql: string): Promise<number> => Number((await world.owner<{ count: string }>(sql))[0]?.count);

test('a demonstration is marked, whole, and what it shows is what the product would have written itself', async () => {
  const world = await freshWorld({ empty: true, environment: { VARCO_DEMO: '1' } });
  const owner = ownerOf(world);
  expect(await natureOf(owner)).toBe('new');

  await fillDemonstration(world, owner);

  expect(await natureOf(owner)).toBe('demonstration');
  await expect(refuseDemonstration(world.db, { demo: false, data: '/somewhere' })).rejects.toThrow(/^\/somewhere holds a demonstration, /);
  await expect(refuseDemonstration(world.db, world.config)).resolves.toBeUndefined();
  await expect(world.db.deleteFrom('setup.demonstration').execute()).rejects.toThrow('permission denied');
  expect(await count(world, 'select count(*) from identity.users')).toBe(81);
  expect(await count(world, 'select count(*) from access_log.entries')).toBeGreaterThan(50_000);
  expect(await count(world, 'select count(*) from access_log.entries_default')).toBe(0);
  expect(await count(world, 'select count(*) from delegations.delegations')).toBe(3);
  expect(await world.owner('select granted, acting_unit_id is not null as placed from assistance.requests order by granted')).toEqual([
    { granted: true, placed: true },
    { granted: null, placed: true },
  ]);
  // The seals go by ranges of transactions that never cross a month (requirements D5).
  expect(
    await world.owner(`select xid from access_log.entries where xid not in (select xid from access_log.entries where event in (40, 41))
      group by xid having count(distinct date_trunc('month', at)) > 1`),
  ).toEqual([]);
  expect(await world.owner('select xid, n from access_log.entries group by xid, n having count(*) > 1')).toEqual([]);
  // Each commitment is that of its value.
  expect(
    await world.owner(`select address from access_log.addresses
      where commitment <> sha256(salt || access_log.canonical('address/1', host(address)))`),
  ).toEqual([]);
  // Every open session is in the log, and the next one gets a number that nobody has.
  expect(
    await world.owner(`select number from sessions.sessions s
      where not exists (select from access_log.entries e where e.event = 1 and e.session_number = s.number)`),
  ).toEqual([]);

  const house = await createApp(world, { pages: null, owner: null, jobs: false });
  const people = inventPeople(SEED, Day.parse('2026-11-21'));
  const nameOf = (kind: Kind): string => people.find((person) => person.kind === kind)?.username ?? '';
  const table = await welcome(world.db, world.config, 'en');
  const knock = async (kind: Kind) => {
    expect(table).toContain(` ${nameOf(kind)} `);
    return (await browserOf(house, { address: '127.0.0.1' }).signIn({ username: nameOf(kind), password: PASSWORD })).body;
  };
  try {
    const browser = browserOf(house, { address: '127.0.0.1' });
    expect((await browser.signIn({ username: nameOf('administrator'), password: PASSWORD })).body).toMatchObject({ step: 'enter' });
    expect(await knock('person')).toMatchObject({ step: 'enter' });
    const theirs = browserOf(house, { address: '127.0.0.1' });
    await theirs.signIn({ username: 'vallefinta/b.ardenti', password: PASSWORD });
    expect((await theirs.get('/api/users')).body).toMatchObject({ total: { count: 1 } });
    expect((await theirs.get('/api/guests')).body.items).toMatchObject([{ home: MUNICIPALITY }]);
    expect(table).toContain(' vallefinta/b.ardenti ');
    expect(table).toContain('/sign-in?organization=vallefinta');
    expect((await theirs.get('/api/organization')).body).toMatchObject({ ownDoor: true });
    expect(await knock('never-entered')).toMatchObject({ step: 'new-password' });
    expect(await knock('reset')).toMatchObject({ step: 'new-password' });
    for (const kind of ['locked', 'disabled', 'inactive', 'ended', 'not-begun'] as const) {
      expect([kind, await knock(kind)]).toEqual([kind, expect.objectContaining({ type: 'sign-in.refused' })]);
    }
    const numbers = await world.owner<{ latest: string; known: string }>(`select max(number) as latest,
      (select max(session_number) from access_log.entries) as known from sessions.sessions`);
    expect(numbers[0]?.latest).toBe(numbers[0]?.known);

    expect((await browser.get('/api/me')).body).toMatchObject({ administrator: true, organization: { name: MUNICIPALITY } });
    for (const [state, total] of [
      ['all', 80],
      ['locked', 1],
      ['disabled', 2],
      ['inactive', 3],
      ['out-of-validity', 3],
      ['never-signed-in', 3],
    ] as const) {
      const found = (await browser.get(`/api/users?state=${state}`)).body;
      expect([state, found.total]).toEqual([state, expect.objectContaining({ count: total })]);
    }
    expect((await browser.get('/api/policy')).body).toMatchObject({
      rules: expect.arrayContaining([expect.objectContaining({ rule: 'lockMinutes', here: 'never', origin: 'organization' })]),
    });
  } finally {
    await house.close();
  }
});

test('a folder is told apart: never used, a real one begun, a real one, half a demonstration', async () => {
  const world = await freshWorld({ empty: true });
  const owner = ownerOf(world);

  expect(await natureOf(owner)).toBe('new');
  await world.owner(`insert into setup.links (id, token_hash, expires_at) values (gen_random_uuid(), '\\x00', now())`);
  expect(await natureOf(owner)).toBe('real');
  expect(await natureOf(ownerOf(await freshWorld()))).toBe('real');

  const half = await freshWorld({ empty: true });
  await half.owner('insert into setup.demonstration (seed, made_at) values (1, now())');
  expect(await natureOf(ownerOf(half))).toBe('unfinished');
});
