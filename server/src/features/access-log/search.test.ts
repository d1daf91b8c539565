import { LogFilters, LogQuery } from '@varco/shared/access-log/api';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshWorld, type World } from '#testing/world';
import { type LogFact, record } from './record.ts';
import { countExactly, defaultPeriod, search } from './search.ts';

const ROSSI = '01890000-0000-7000-8000-0000000000a1' as UserId;
const BIANCHI = '01890000-0000-7000-8000-0000000000b2' as UserId;
const ELSEWHERE = '01890000-0000-7000-8000-0000000000ff' as OrganizationId;

/** A log without the rows of setting up. */
async function emptyLog(options: { at?: Date; environment?: Record<string, string> } = {}) {
  const world = await freshWorld({ empty: true, ...options });
  const organizationId = '01890000-0000-7000-8000-000000000001' as OrganizationId;
  const scope = { organizations: [organizationId, INSTALLATION] };
  const person = (userId: UserId, name: string) => ({ userId, organizationId, username: name.toLowerCase().replace(' ', '.'), name });
  const rossi = person(ROSSI, 'Mario Rossi');
  const bianchi = person(BIANCHI, 'Anna Bianchi');
  const happened = (fact: Partial<LogFact> = {}) =>
    record(world.db, { at: world.clock.now(), event: 'signed-in', organizationId, subject: rossi, client: world.client(), ...fact });
  const ask = (query: Record<string, unknown> = {}, who = scope) => search(world, who, LogQuery.parse(query));
  return { world, organizationId, scope, rossi, bianchi, happened, ask };
}

/** A table that nobody can read until it is let go: what reads it waits, as it would for a disk that does not answer. */
async function heldTable(table: string, world: World): Promise<() => Promise<void>> {
  await world.owner('begin');
  await world.owner(`lock table ${table} in access exclusive mode`);
  return async () => {
    await world.owner('rollback');
  };
}

const unknown = (world: World, name: string): Partial<LogFact> => ({
  event: 'sign-in-refused',
  reason: 'unknown-user',
  organizationId: INSTALLATION,
  subject: undefined,
  nameHash: world.keys.mac('username', name),
});

test('R2.20 a line says who, what, when, from where, by which browser, and how the session ended', async () => {
  const { world, rossi, happened, ask } = await emptyLog();
  await happened({ sessionNumber: '77' });
  const entered = world.clock.now();
  world.clock.advance({ minutes: 30 });
  await happened({ event: 'signed-out', reason: 'voluntary', sessionNumber: '77' });

  const page = await ask({ outcome: 'succeeded' });

  expect(page).toMatchObject({ next: null, previous: null, total: { count: 1, more: false } });
  expect(page.items).toEqual([
    {
      id: expect.stringMatching(/^\d+\.1$/),
      at: entered.toISOString(),
      event: 'signed-in',
      lockedUntil: null,
      count: 1,
      reason: null,
      user: { id: ROSSI, name: rossi.name, username: rossi.username },
      actor: null,
      onBehalfOf: null,
      object: null,
      session: '77',
      address: '192.0.2.10',
      browser: 'Firefox 140 Linux',
      channel: 'web',
      signedOut: { at: world.clock.now().toISOString(), reason: 'voluntary' },
      changes: null,
    },
  ]);
});

test('R2.20 a sign-in is paired with the end of its own session, in another month too, and with nothing while it lasts', async () => {
  const { happened, ask } = await emptyLog();
  const at = (text: string) => new Date(text);
  await happened({ at: at('2026-11-30T22:00:00Z'), sessionNumber: '1' });
  await happened({ at: at('2026-11-30T22:00:00Z'), sessionNumber: '2' });
  await happened({ at: at('2026-11-30T22:30:00Z'), sessionNumber: '3' });
  await happened({ at: at('2026-12-01T02:00:00Z'), event: 'signed-out', reason: 'idle-expired', sessionNumber: '1' });
  await happened({ at: at('2026-11-30T22:00:00Z'), event: 'signed-out', reason: 'user-stopped', sessionNumber: '2' });

  const { items } = await ask({ outcome: 'succeeded' });

  expect(items.map(({ session, signedOut }) => [session, signedOut])).toEqual([
    ['3', null],
    ['2', { at: '2026-11-30T22:00:00.000Z', reason: 'user-stopped' }],
    ['1', { at: '2026-12-01T02:00:00.000Z', reason: 'idle-expired' }],
  ]);
});

test('R2.20 a clock set back does not part a sign-in from the end of its session', async () => {
  const { happened, ask } = await emptyLog();
  const at = (text: string) => new Date(text);
  await happened({ at: at('2026-11-21T10:00:00Z'), sessionNumber: '1' });
  await happened({ at: at('2026-11-20T10:00:00Z'), event: 'signed-out', reason: 'voluntary', sessionNumber: '1' });

  expect((await ask({ outcome: 'succeeded' })).items.map(({ signedOut }) => signedOut)).toEqual([
    { at: '2026-11-20T10:00:00.000Z', reason: 'voluntary' },
  ]);
});

test('R3.54 a line names another person or an operator who did it', async () => {
  const { world, bianchi, happened, ask } = await emptyLog();
  await happened({ event: 'user-changed', actor: bianchi });
  world.clock.advance({ seconds: 1 });
  await happened({ event: 'user-unlocked', actor: { operator: 'root' }, client: world.operator.client });

  const { items } = await ask({ outcome: 'changes' });

  expect(items.map(({ event, actor, channel }) => [event, actor, channel])).toEqual([
    ['user-unlocked', { id: null, name: 'root' }, 'command-line'],
    ['user-changed', { id: BIANCHI, name: 'Anna Bianchi' }, 'web'],
  ]);
});

describe('R2.19 each filter keeps its entries and no other', () => {
  let log: Awaited<ReturnType<typeof emptyLog>>;
  beforeAll(async () => {
    log = await emptyLog();
    const { world, rossi, bianchi, happened } = log;
    const facts: Partial<LogFact>[] = [
      {},
      { event: 'sign-in-refused', reason: 'wrong-password', client: world.client('203.0.113.9') },
      { subject: bianchi, client: world.client('2001:db8::1') },
      { subject: bianchi, event: 'sign-in-refused', reason: 'locked', client: world.client('203.0.113.9') },
      { subject: { ...rossi, name: 'Mario Rossi Verdi' }, event: 'signed-out', reason: 'voluntary' },
      { event: 'password-reset', actor: { operator: 'root' }, client: world.operator.client },
      unknown(world, 'nessuno'),
    ];
    facts[2] = { ...facts[2], client: { ...world.client('2001:db8::1'), browser: { family: 'Edge', version: '141', system: 'Windows' } } };
    for (const [index, fact] of facts.entries()) {
      await happened({ ...fact, sessionNumber: String(index + 1) });
      world.clock.advance({ days: 1 });
    }
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing asked', {}, ['7', '6', '5', '4', '3', '2', '1']],
    ['a person, under every name', { user: ROSSI }, ['6', '5', '2', '1']],
    ['an address', { address: '203.0.113.9' }, ['4', '2']],
    ['an address of IPv6, however written', { address: '2001:DB8:0:0:0:0:0:1' }, ['3']],
    ['an IPv4 address written inside IPv6 (D11)', { address: ' ::FFFF:203.0.113.9 ' }, ['4', '2']],
    ['the same in hexadecimal', { address: '::ffff:cb00:7109' }, ['4', '2']],
    ['an address nobody came from', { address: '203.0.113.99' }, []],
    ['a person and an address', { user: ROSSI, address: '203.0.113.9' }, ['2']],
    ['entries that succeeded', { outcome: 'succeeded' }, ['3', '1']],
    ['refusals', { outcome: 'refused' }, ['7', '4', '2']],
    ['exits', { outcome: 'signed-out' }, ['5']],
    ['changes', { outcome: 'changes' }, ['6']],
    ['refusals of a person', { outcome: 'refused', user: ROSSI }, ['2']],
    ['refusals from an address', { outcome: 'refused', address: '203.0.113.9' }, ['4', '2']],
    ['a channel', { channel: 'command-line' }, ['6']],
    ['from a day on', { from: '2026-11-23' }, ['7', '6', '5', '4', '3']],
    ['up to a day', { to: '2026-11-23' }, ['3', '2', '1']],
    ['one day', { from: '2026-11-24', to: '2026-11-24' }, ['4']],
    ['a person in a period', { user: ROSSI, from: '2026-11-22', to: '2026-11-26' }, ['6', '5', '2']],
    ['an address in a period', { address: '203.0.113.9', from: '2026-11-23', to: '2026-11-30' }, ['4']],
    ['ways in and out (R3.54)', { outcome: 'sign-ins' }, ['7', '5', '4', '3', '2', '1']],
    ['security events (R3.56)', { outcome: 'security' }, ['6']],
    ['one kind of event', { event: 'signed-out' }, ['5']],
    ['a kind of event that the outcome has not', { outcome: 'refused', event: 'signed-out' }, []],
    ['a reason', { reason: 'locked' }, ['4']],
    ['a reason of a refusal of a person', { outcome: 'refused', reason: 'wrong-password', user: ROSSI }, ['2']],
    ['a session', { session: '3' }, ['3']],
    ['a session of another person', { session: '3', user: ROSSI }, []],
    ['a session, a person, an address, an outcome', { session: '2', user: ROSSI, address: '203.0.113.9', outcome: 'refused' }, ['2']],
    ['a session outside the period', { session: '2', from: '2026-11-23' }, []],
    ['a session nobody had', { session: '999999999999999999' }, []],
    ['a browser', { browser: 'Edge' }, ['3']],
    ['a browser of refusals', { browser: 'Firefox', outcome: 'refused' }, ['7', '4', '2']],
    ['a browser nobody has', { browser: 'Lynx' }, []],
    ['a browser and a channel', { browser: 'Edge', channel: 'web' }, ['3']],
    ['refusals in a period', { outcome: 'refused', from: '2026-11-22', to: '2026-11-24' }, ['4', '2']],
  ])('%s', async (_, query, expected) => {
    const page = await log.ask(query);

    expect(page.items.map(({ session }) => session)).toEqual(expected);
    expect(page.total).toEqual({ count: expected.length, more: false });
  });
});

test('R2.6 a search that finds nothing is an empty page, not a refusal', async () => {
  const { ask } = await emptyLog();

  expect(await ask({ user: ROSSI })).toEqual({ items: [], next: null, previous: null, total: { count: 0, more: false } });
});

test('R3.57 the order may begin with the oldest', async () => {
  const { world, happened, ask } = await emptyLog();
  for (let number = 1; number <= 5; number += 1) {
    await happened({ sessionNumber: String(number) });
    world.clock.advance({ seconds: 1 });
  }
  const sessions = async (query: Record<string, unknown>) => {
    const page = await ask({ order: 'oldest', limit: 2, ...query });
    return { ...page, items: page.items.map(({ session }) => session) };
  };

  const first = await sessions({});
  const second = await sessions({ after: first.next });
  const third = await sessions({ after: second.next });

  expect([first.items, second.items, third.items]).toEqual([['1', '2'], ['3', '4'], ['5']]);
  expect([first.previous, third.next]).toEqual([null, null]);
  expect((await sessions({ before: third.previous })).items).toEqual(['3', '4']);
  expect((await sessions({ before: second.previous })).items).toEqual(['1', '2']);
  expect((await sessions({ session: '4' })).items).toEqual(['4']);
});

test('R3.57 all records are counted exactly, also beyond what a page says', async () => {
  const { world, scope, happened } = await emptyLog();
  for (let number = 1; number <= 7; number += 1)
    await happened({ sessionNumber: String(number), ...(number > 4 ? { event: 'signed-out' } : {}) });
  const count = (query: Record<string, unknown>) => countExactly(world, scope, LogFilters.parse(query));

  expect(await count({})).toBe(7);
  expect(await count({ outcome: 'succeeded' })).toBe(4);
  expect(await count({ session: '5', user: ROSSI, address: '192.0.2.10', browser: 'Firefox', channel: 'web' })).toBe(1);
  expect(await count({ user: BIANCHI })).toBe(0);
});

test('R2.16 a search that takes too long is stopped within its time and says what to narrow', async () => {
  const { world, scope, happened, ask } = await emptyLog();
  await happened();
  const stop = await heldTable('access_log.subjects', world);
  const began = performance.now();

  const asked = ask({ user: ROSSI, from: '2026-11-01', to: '2026-11-30' });
  await expect(asked).rejects.toMatchObject({ code: 'access-log.too-wide', data: { narrow: ['address', 'outcome'] } });
  await expect(countExactly(world, scope, LogFilters.parse({ user: ROSSI }))).rejects.toMatchObject({ code: 'access-log.too-wide' });

  // Each is stopped after two seconds; what stops any statement of the application comes at fifteen.
  expect(performance.now() - began).toBeLessThan(15_000);
  await stop();
  expect((await ask({ user: ROSSI, from: '2026-11-01', to: '2026-11-30' })).items).toHaveLength(1);
});

test('R2.18 a period that ends before it begins is refused', async () => {
  const { ask } = await emptyLog();

  await expect(ask({ from: '2026-11-22', to: '2026-11-21' })).rejects.toMatchObject({ code: 'access-log.period-invalid' });
});

test('R2.19 what is not an address is said so', async () => {
  const { ask } = await emptyLog();

  for (const address of ['', 'nowhere', '203.0.113', '203.0.113.0/24', 'fe80::1%eth0', '2001:db8::g']) {
    await expect(ask({ address }), address).rejects.toMatchObject({
      code: 'request.invalid',
      data: { issues: [{ field: 'address', rule: 'address' }] },
    });
  }
});

test('a position that is none of ours is refused', async () => {
  const { ask } = await emptyLog();

  await expect(ask({ after: 'elsewhere' })).rejects.toMatchObject({
    code: 'request.invalid',
    data: { issues: [{ field: 'after', rule: 'cursor' }] },
  });
  await expect(ask({ before: 'elsewhere' })).rejects.toMatchObject({
    code: 'request.invalid',
    data: { issues: [{ field: 'before', rule: 'cursor' }] },
  });
});

test('D9 a day of the search is a day in Rome, also when it has 23 or 25 hours', async () => {
  const { happened, ask } = await emptyLog({ environment: { VARCO_TIME_ZONE: 'Europe/Rome' } });
  const instants = ['2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00Z'];
  instants.push('2026-10-24T21:59:59.999Z', '2026-10-24T22:00:00Z', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00Z');
  for (const instant of instants) await happened({ at: new Date(instant) });

  const spring = await ask({ from: '2026-03-29', to: '2026-03-29' });
  const autumn = await ask({ from: '2026-10-25', to: '2026-10-25' });

  expect(spring.items.map(({ at }) => at)).toEqual(['2026-03-29T21:59:59.999Z', '2026-03-28T23:00:00.000Z']);
  expect(autumn.items.map(({ at }) => at)).toEqual(['2026-10-25T22:59:59.999Z', '2026-10-24T22:00:00.000Z']);
});

test('R2.18 the period proposed begins with the first entry of the user, or of the whole log, and ends today', async () => {
  const { world, scope, bianchi, happened } = await emptyLog({ environment: { VARCO_TIME_ZONE: 'Europe/Rome' } });
  const empty = await defaultPeriod(world, scope, undefined);
  await happened({ at: new Date('2026-09-30T22:30:00Z') });
  await happened({ at: new Date('2026-11-02T10:00:00Z'), subject: { ...bianchi, name: 'Anna Bianchi Neri' } });
  await happened({ at: new Date('2026-11-01T10:00:00Z'), subject: bianchi });

  expect(empty).toEqual({ from: '2026-11-21', to: '2026-11-21', purgedBefore: null });
  expect(await defaultPeriod(world, scope, undefined)).toEqual({ from: '2026-10-01', to: '2026-11-21', purgedBefore: null });
  expect(await defaultPeriod(world, scope, BIANCHI)).toEqual({ from: '2026-11-01', to: '2026-11-21', purgedBefore: null });
});

test('D8 whoever searches sees the organizations of his scope and no others', async () => {
  const { world, organizationId, rossi, happened, ask } = await emptyLog();
  await happened({ sessionNumber: '1' });
  await happened({ sessionNumber: '2', organizationId: ELSEWHERE, subject: { ...rossi, organizationId: ELSEWHERE } });
  await happened({ sessionNumber: '3', ...unknown(world, 'nessuno') });
  const seen = async (organizations: OrganizationId[], query: Record<string, unknown> = {}) =>
    (await ask(query, { organizations })).items.map(({ session }) => session).toSorted();

  expect(await seen([organizationId])).toEqual(['1']);
  expect(await seen([ELSEWHERE])).toEqual(['2']);
  expect(await seen([organizationId, INSTALLATION])).toEqual(['1', '3']);
  expect(await seen([organizationId], { user: ROSSI })).toEqual(['1']);
  expect(await seen([ELSEWHERE], { address: '192.0.2.10' })).toEqual(['2']);
  expect(await seen([INSTALLATION], { outcome: 'refused' })).toEqual(['3']);
  expect(await seen([])).toEqual([]);
  expect((await ask({}, { organizations: [organizationId] })).total.count).toBe(1);
});

describe('pages', () => {
  let log: Awaited<ReturnType<typeof emptyLog>>;
  /** Forty-two entries in bursts of the same millisecond, in one transaction and in several. */
  beforeAll(async () => {
    log = await emptyLog();
    const { world, organizationId, rossi, bianchi, happened } = log;
    for (let burst = 0; burst < 6; burst += 1) {
      await world.db.transaction().execute(async (tx) => {
        for (let time = 0; time < 5; time += 1) {
          const subject = time % 3 === 0 ? bianchi : { ...rossi, name: `Mario Rossi ${time % 2}` };
          const sessionNumber = String(burst * 7 + time);
          await record(tx, {
            at: world.clock.now(),
            event: 'sign-in-refused',
            organizationId,
            subject,
            client: world.client(),
            sessionNumber,
          });
        }
      });
      await happened({ sessionNumber: String(burst * 7 + 5) });
      await happened({ sessionNumber: String(burst * 7 + 6), event: 'password-change-refused' });
      if (burst % 2 === 1) world.clock.advance({ milliseconds: 1 });
    }
  });

  test.each<[string, Record<string, unknown>]>([
    ['the whole log', {}],
    ['one person under two names', { user: ROSSI }],
    ['one address', { address: '192.0.2.10' }],
    ['two kinds of refusal', { outcome: 'refused' }],
    ['one person within a period', { user: ROSSI, from: '2026-11-21', to: '2026-11-21' }],
  ])('of %s visit each entry once, forwards and backwards', async (_, query) => {
    const { ask } = log;
    const whole = (await ask({ ...query, limit: 200 })).items.map(({ session }) => session);
    const forwards: (string | null)[][] = [];
    const backwards: (string | null)[][] = [];

    let page = await ask({ ...query, limit: 4 });
    expect(page.previous).toBeNull();
    for (;;) {
      forwards.push(page.items.map(({ session }) => session));
      if (page.next === null) break;
      page = await ask({ ...query, limit: 4, after: page.next });
    }
    for (;;) {
      backwards.unshift(page.items.map(({ session }) => session));
      if (page.previous === null) break;
      page = await ask({ ...query, limit: 4, before: page.previous });
    }

    expect(whole.length).toBeGreaterThan(12);
    expect(new Set(whole).size).toBe(whole.length);
    expect(forwards.flat()).toEqual(whole);
    // Going back, the newest page is filled up again: what it repeats stands on the second too.
    const [newest, ...others] = backwards;
    expect(newest).toEqual(whole.slice(0, 4));
    expect(others.flat()).toEqual(whole.slice(-others.flat().length));
    expect(others.flat().length).toBeGreaterThanOrEqual(whole.length - 4);
  });

  test('a page of newer entries that has grown stands where it stood', async () => {
    const { world, happened, ask } = await emptyLog();
    for (let number = 1; number <= 6; number += 1) {
      await happened({ sessionNumber: String(number) });
      world.clock.advance({ seconds: 1 });
    }
    const first = await ask({ limit: 3 });
    const second = await ask({ limit: 3, after: first.next });
    await happened({ sessionNumber: '7' });

    const back = await ask({ limit: 3, before: second.previous });

    expect(back.items.map(({ session }) => session)).toEqual(['6', '5', '4']);
    expect(back.previous).not.toBeNull();
  });
});

test('the number of entries found is exact up to a thousand, and says when there are more', async () => {
  const { world, organizationId, ask } = await emptyLog();
  const add = (count: number) =>
    world.owner(
      `insert into access_log.entries (at, organization_id, event, channel) select $1::timestamptz + g * interval '1 second', $2, 1, 1 from generate_series(1, $3) g`,
      [world.clock.now(), organizationId, count],
    );
  await add(1_000);
  const exact = await ask();
  await add(1);
  const more = await ask({ outcome: 'succeeded' });

  expect([exact.total, more.total]).toEqual([
    { count: 1_000, more: false },
    { count: 1_000, more: true },
  ]);
});
