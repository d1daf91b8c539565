import { Day } from '@varco/shared/days';
import { UserQuery } from '@varco/shared/directory/api';
import { describe, expect, test } from 'vitest';
import { insertPeople } from '#testing/people';
import { freshWorld, type World } from '#testing/world';
import { findUsers } from './find-users.ts';

type Wish = Parameters<typeof UserQuery.parse>[0];

const page = (world: World, wish: object) => findUsers(world, world.scope, UserQuery.parse(wish));
const namesOf = async (world: World, wish: object) => (await page(world, wish)).items.map((user) => `${user.familyName} ${user.givenName}`);

describe('R2.6 a search finds a user by the beginning of any of his words', () => {
  const found = async (world: World, searches: readonly (readonly [string, readonly string[]])[]) => {
    for (const [search, expected] of searches) expect([search, await namesOf(world, { search })]).toEqual([search, expected]);
  };

  test('without accents, case and signs, in any order, by user name too', async () => {
    const world = await freshWorld();
    await world.user({ familyName: "D'Angelò", givenName: 'Élodie', username: 'e.dangelo' });
    await world.user({ familyName: 'De Santis Rossi', givenName: 'Maria', username: 'm.desantis' });
    await world.user({ familyName: 'Rossi-Bianchi', givenName: 'Łukasz', username: 'lukas', fullName: 'Ufficio Tributi' });

    await found(world, [
      ["D'Angelò", ["D'Angelò Élodie"]],
      ['d’angelo', ["D'Angelò Élodie"]],
      ['DANGELO', ["D'Angelò Élodie"]],
      ['elodie', ["D'Angelò Élodie"]],
      ['ÉLO ANG', ["D'Angelò Élodie"]],
      ['e.dang', ["D'Angelò Élodie"]],
      ['ross', ['De Santis Rossi Maria', 'Rossi-Bianchi Łukasz']],
      ['ross mar', ['De Santis Rossi Maria']],
      ['santis de', ['De Santis Rossi Maria']],
      ['desan', ['De Santis Rossi Maria']],
      ['rossibi', ['Rossi-Bianchi Łukasz']],
      ['bianchi lukasz', ['Rossi-Bianchi Łukasz']],
      ['tributi', ['Rossi-Bianchi Łukasz']],
      ['con lau', ['Conti Laura']],
      ['  ', ['Conti Laura', "D'Angelò Élodie", 'De Santis Rossi Maria', 'Rossi-Bianchi Łukasz']],
    ]);
    await found(world, [
      ['ossi', []],
      ['ross elodie', []],
      ["'", []],
      ['%', []],
      ['_', []],
      ["x' or true --", []],
    ]);
  });

  test('and no longer by the words of a name he has changed', async () => {
    const world = await freshWorld();
    const elena = await world.user({ familyName: 'Verdi', username: 'e.verdi' });
    const browser = await world.browser();
    await browser.signIn(world.administrator);

    await browser.send('PATCH', `/api/users/${elena.id}`, { version: 1, familyName: 'Neri', username: 'e.neri' });

    await found(world, [
      ['verdi', []],
      ['neri', ['Neri Elena']],
    ]);
  });
});

describe('R5.14 a filter keeps those of one state', () => {
  const at = new Date('2026-11-20T23:30:00Z');

  /** One user for each state, named after it; in Rome it is already the 21st. */
  async function peopled(): Promise<World> {
    const world = await freshWorld({ at, profile: 'oracle-crm' });
    const day = (text: string) => Day.parse(text);
    await world.user({ familyName: 'Attivo' });
    await world.user({ familyName: 'Disabilitato', disabled: true });
    await world.user({ familyName: 'Inattivo', status: 'inactive' });
    await world.user({ familyName: 'Inattivo anche disabilitato', status: 'inactive', disabled: true });
    await world.user({ familyName: 'Finito ieri', validTo: day('2026-11-20') });
    await world.user({ familyName: 'Fino a oggi', validTo: day('2026-11-21') });
    await world.user({ familyName: 'Da oggi', validFrom: day('2026-11-21') });
    await world.user({ familyName: 'Da domani', validFrom: day('2026-11-22') });
    const locked = await world.user({ familyName: 'Bloccato' });
    const stopped = await world.user({ familyName: 'Bloccato e disabilitato', disabled: true });
    const browser = await world.browser();
    for (const who of [locked, stopped]) for (let tries = 0; tries < 3; tries += 1) await browser.signIn({ ...who, password: 'sbagliata' });
    return world;
  }

  test('R1.15 judged on the day it is in the organization, and says so beside each name', async () => {
    const world = await peopled();
    const families = async (state: string) => (await page(world, { state })).items.map((user) => [user.familyName, user.state]);

    expect(await families('can-enter')).toEqual([
      ['Attivo', 'active'],
      ['Bloccato', 'locked'],
      ['Conti', 'active'],
      ['Da oggi', 'active'],
      ['Fino a oggi', 'active'],
    ]);
    expect(await families('locked')).toEqual([['Bloccato', 'locked']]);
    expect(await families('disabled')).toEqual([
      ['Bloccato e disabilitato', 'disabled'],
      ['Disabilitato', 'disabled'],
    ]);
    expect(await families('inactive')).toEqual([
      ['Inattivo', 'inactive'],
      ['Inattivo anche disabilitato', 'inactive'],
    ]);
    expect(await families('out-of-validity')).toEqual([
      ['Da domani', 'out-of-validity'],
      ['Finito ieri', 'out-of-validity'],
    ]);
    expect((await families('all')).length).toBe(11);
    expect(await page(world, {})).toMatchObject({ total: { count: 5, more: false }, canEnter: { count: 5, more: false } });
  });

  test('R5.14 who was erased is in no list of everybody, only where he is asked for', async () => {
    const world = await peopled();
    await world.owner(
      `update identity.users set status = 'ceased' where id = (select min(id::text)::uuid from identity.users where status = 'inactive')`,
    );

    expect((await page(world, { state: 'all' })).total).toEqual({ count: 10, more: false });
    expect((await page(world, { state: 'all' })).items.filter(({ state }) => state === 'ceased')).toEqual([]);
    expect((await page(world, { state: 'ceased' })).total).toEqual({ count: 1, more: false });
  });

  test('a lock that has passed is none, and the day after other dates hold', async () => {
    const world = await peopled();
    world.clock.advance({ days: 1 });

    expect(await namesOf(world, { state: 'locked' })).toEqual([]);
    expect((await page(world, { state: 'all' })).items.filter((user) => user.state === 'locked' || user.lockedUntil !== null)).toEqual([]);
    expect(await namesOf(world, { state: 'out-of-validity' })).toEqual(['Finito ieri Elena', 'Fino a oggi Elena']);
  });

  test('R1.17 who has never signed in leaves that list at his first access', async () => {
    const world = await freshWorld();
    const elena = await world.user();
    await world.user({ familyName: 'Zeta', status: 'inactive' });
    expect(await namesOf(world, { state: 'never-signed-in', sort: 'last-access' })).toEqual(['Conti Laura', 'De Santis Elena']);

    await (await world.browser()).signIn(elena);

    expect(await namesOf(world, { state: 'never-signed-in' })).toEqual(['Conti Laura']);
    expect((await page(world, { search: 'santis' })).items[0]?.lastAccessAt).toBe(world.clock.now().toISOString());
  });

  test('and a search within it keeps both', async () => {
    const world = await peopled();

    expect(await namesOf(world, { state: 'disabled', search: 'blocc' })).toEqual(['Bloccato e disabilitato Elena']);
    expect(await page(world, { state: 'disabled', search: 'elena' })).toMatchObject({ total: { count: 2 }, canEnter: { count: 5 } });
  });
});

describe('the list is sorted', () => {
  test('by name as people read it, without accents and case', async () => {
    const world = await freshWorld();
    for (const [familyName, givenName] of [
      ['Zeta', 'Ada'],
      ['Èrcoli', 'Ugo'],
      ['de luca', 'Pia'],
      ['De Luca', 'Ada'],
      ['Erba', 'Zoe'],
    ])
      await world.user({ familyName, givenName });

    expect(await namesOf(world, {})).toEqual(['Conti Laura', 'De Luca Ada', 'de luca Pia', 'Erba Zoe', 'Èrcoli Ugo', 'Zeta Ada']);
  });

  test('R1.17 by last access, the latest first and who never entered at the end', async () => {
    const world = await freshWorld();
    const [first, second] = [await world.user({ familyName: 'Prima' }), await world.user({ familyName: 'Seconda' })];
    await world.user({ familyName: 'Mai' });
    await (await world.browser()).signIn(first);
    world.clock.advance({ milliseconds: 1 });
    await (await world.browser()).signIn(second);

    expect(await namesOf(world, { sort: 'last-access' })).toEqual(['Seconda Elena', 'Prima Elena', 'Mai Elena', 'Conti Laura']);
  });
});

describe('paging', () => {
  const PEOPLE = 60;

  /** Sixty people, many of one name or of one moment, beside the administrator. */
  async function crowd(): Promise<World> {
    const world = await freshWorld();
    const made = await insertPeople(world.db, world.keys, {
      count: PEOPLE,
      organizationId: world.organizationId,
      at: world.clock.now(),
      shares: { inactive: 0, disabled: 0, ended: 0, notBegun: 0, neverSignedIn: 0.3 },
    });
    const same = made.slice(0, 30).map((person) => person.id);
    await world.owner(`update identity.users set sort_key = E'monte\\tada' where id = any ($1)`, [same]);
    await world.owner(`update identity.last_accesses set at = '2026-10-01T08:00:00Z' where user_id = any ($1)`, [same]);
    return world;
  }

  async function walk(world: World, wish: Wish & object, way: 'after' | 'before', from?: string): Promise<string[][]> {
    const pages: string[][] = [];
    for (let cursor = from; ; ) {
      const now = await page(world, { ...wish, ...(cursor === undefined ? {} : { [way]: cursor }) });
      pages.push(now.items.map((user) => user.id));
      const next = way === 'after' ? now.next : now.previous;
      if (next === null) return pages;
      cursor = next;
    }
  }

  test.for(['name', 'last-access'] as const)('by %s visits everybody once, forwards and back, also among equals', async (sort) => {
    const world = await crowd();
    const whole = (await page(world, { state: 'all', sort, limit: 200 })).items.map((user) => user.id);

    const forwards = await walk(world, { state: 'all', sort, limit: 7 }, 'after');
    const last = await page(world, { state: 'all', sort, limit: 7, ...{ after: await cursorOfLast(world, sort) } });
    const back = await walk(world, { state: 'all', sort, limit: 7 }, 'before', last.previous ?? '');

    expect(whole).toHaveLength(PEOPLE + 1);
    expect(forwards.flat()).toEqual(whole);
    expect(forwards.map((ids) => ids.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 5]);
    expect([...back.reverse().flat(), ...last.items.map((user) => user.id)]).toEqual(whole);
  });

  /** The cursor behind which the last page stands. */
  async function cursorOfLast(world: World, sort: 'name' | 'last-access'): Promise<string> {
    let cursor = '';
    for (let next: string | null = ''; next !== null; ) {
      if (next !== '') cursor = next;
      next = (await page(world, { state: 'all', sort, limit: 7, ...(next === '' ? {} : { after: next }) })).next;
    }
    return cursor;
  }

  test('visits once whoever was there, while others come', async () => {
    const world = await crowd();
    const before = (await page(world, { state: 'all', limit: 200 })).items.map((user) => user.id);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const now = await page(world, { state: 'all', limit: 10, ...(cursor === null ? {} : { after: cursor }) });
      seen.push(...now.items.map((user) => user.id));
      cursor = now.next;
      await world.user({ familyName: seen.length % 20 === 0 ? 'Aaa' : 'Zzz' });
    } while (cursor !== null);

    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !seen.includes(id))).toEqual([]);
  });

  test('says where one is: no way back from the first page, none on from the last', async () => {
    const world = await crowd();
    const first = await page(world, { state: 'all', limit: 30 });
    const second = await page(world, { state: 'all', limit: 30, after: first.next });
    const third = await page(world, { state: 'all', limit: 30, after: second.next });
    const secondAgain = await page(world, { state: 'all', limit: 30, before: third.previous });
    const firstAgain = await page(world, { state: 'all', limit: 30, before: second.previous });

    expect(first.previous).toBe(null);
    expect(third).toMatchObject({ next: null, items: { length: 1 } });
    expect(secondAgain).toEqual(second);
    expect(firstAgain).toEqual(first);
  });

  test('from nowhere is refused, in a sentence', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    await browser.signIn(world.administrator);
    const [first] = (await page(world, { state: 'all', sort: 'name', limit: 1 })).items;
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

    for (const cursor of ['x', '', forged(['name', 'a', 'b']), forged(['last-access', 'yesterday', first?.id])]) {
      for (const field of ['after', 'before']) {
        const answer = await browser.get(`/api/users?sort=last-access&${field}=${cursor}`);
        expect(answer).toMatchObject({ status: 400, body: { type: 'request.invalid', issues: [{ field, rule: 'cursor' }] } });
      }
    }
  });
});

test('the number of users is exact to a thousand, then "more"', async () => {
  const world = await freshWorld();
  const shares = { inactive: 0, disabled: 0, ended: 0, notBegun: 0, neverSignedIn: 0 };
  const { organizationId } = world;
  await insertPeople(world.db, world.keys, { count: 999, organizationId, at: world.clock.now(), shares });
  expect(await page(world, { limit: 1 })).toMatchObject({ total: { count: 1_000, more: false }, canEnter: { count: 1_000, more: false } });

  await world.user();

  expect(await page(world, { limit: 1 })).toMatchObject({ total: { count: 1_000, more: true }, canEnter: { count: 1_000, more: true } });
});
