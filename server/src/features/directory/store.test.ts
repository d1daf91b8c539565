import { type UserFilter, UserQuery } from '@varco/shared/directory/api';
import { INSTALLATION } from '@varco/shared/ids';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sortKey, takenFields } from '#features/identity';
import { type Cost, costOf } from '#testing/costs';
import { insertPeople, type MadePerson, withoutIndexes } from '#testing/people';
import { freshWorld, signedIn, type World } from '#testing/world';
import { readDesk } from './desk.ts';
import { findUsers, readUser } from './find-users.ts';
import { NEVER, type Position, writePosition } from './rules.ts';

const PEOPLE = 50_000;
const LOCKED = 40;

describe('D8 the plans of the application, under row security, among 50,000 users', () => {
  let world: World;
  let people: MadePerson[];
  let byName: Position;
  let byLastAccess: Position;

  beforeAll(async () => {
    world = await freshWorld();
    const { db, keys, organizationId, owner } = world;
    people = await withoutIndexes(owner, () => insertPeople(db, keys, { count: PEOPLE, organizationId, at: world.clock.now() }));
    // Names locked by somebody who guesses: few are of users, most of nobody.
    await world.owner(
      `insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until)
       select username_mac, $3::uuid, 3, $1::timestamptz, 'infinity'::timestamptz
       from (select username_mac from identity.users where standing = 'active' order by id limit $2) u
       union all select sha256(g::text::bytea), $3::uuid, 3, $1::timestamptz, 'infinity'::timestamptz from generate_series(1, 500) g`,
      [world.clock.now(), LOCKED, INSTALLATION],
    );
    // While an automatic analysis looks at the rows just written, they are not yet seen by all, and an index alone does not answer.
    await vi.waitUntil(
      async () => {
        await world.owner('vacuum analyze');
        const unseen = await world.owner(`select from pg_class where oid = 'identity.users'::regclass and relallvisible < relpages`);
        return unseen.length === 0;
      },
      { timeout: 120_000, interval: 200 },
    );
    const far = (keys: { key: string; id: string }[]) =>
      keys.toSorted((a, b) => (a.key < b.key ? -1 : 1))[PEOPLE * 0.8] ?? { key: '', id: '' };
    byName = far(people.map((person) => ({ key: sortKey(person), id: person.id })));
    byLastAccess = far(people.map(({ lastAccessAt, id }) => ({ key: lastAccessAt?.toISOString() ?? NEVER, id })));
  });

  /** What `ask` costs, and which of the large tables it reads whole. */
  async function cost(ask: (core: World) => Promise<unknown>): Promise<Cost> {
    const read = await costOf(world, ask);
    return { ...read, whole: read.whole.filter((name) => /^(users|persons|user_words|last_accesses)$/.test(name)) };
  }

  /** The first page of a list, one far down, and the one before it. */
  function pagesOf<Wish extends { sort: 'name' | 'last-access' }>(wish: Wish): object[] {
    const place = writePosition(wish.sort, wish.sort === 'name' ? byName : byLastAccess);
    return [wish, { ...wish, after: place }, { ...wish, before: place }];
  }

  const states: readonly UserFilter[] = ['can-enter', 'all', 'locked', 'disabled', 'inactive', 'out-of-validity', 'never-signed-in'];
  const searches = ['montealto', 'm', 'm l', 'ada mont', 'a.montea', "d'a", 'zzz', 'm zzz', ''];

  test.for(['name', 'last-access'] as const)('every list by %s reads its page, not the table', async (sort) => {
    for (const state of sort === 'name' ? states : states.filter((one) => one !== 'never-signed-in')) {
      for (const wish of pagesOf({ sort, state })) {
        const { whole, pages } = await cost((core) => findUsers(core, core.scope, UserQuery.parse(wish)));
        expect([wish, whole, pages < 10_000]).toEqual([wish, [], true]);
      }
    }
  });

  test.for(['name', 'last-access'] as const)(
    'every search by %s reads the users it finds, or walks until its page is full',
    async (sort) => {
      for (const search of searches) {
        for (const wish of pagesOf({ sort, state: 'can-enter', search })) {
          const { whole, pages } = await cost((core) => findUsers(core, core.scope, UserQuery.parse(wish)));
          // Where half of those found may not enter, a count looks at the first two thousand of them in vain before it looks at all.
          expect([wish, whole, pages < 24_000]).toEqual([wish, [], true]);
        }
      }
    },
  );

  test.for(states)('a search that finds many among those of one state, %s, reads no table whole', async (state) => {
    for (const sort of ['name', 'last-access']) {
      const wish = { sort, state, search: 'm' };
      const { whole, pages } = await cost((core) => findUsers(core, core.scope, UserQuery.parse(wish)));
      expect([wish, whole, pages < 40_000]).toEqual([wish, [], true]);
    }
  });

  test('a record, the desk and the question whether a name is taken are answered at once', async () => {
    const someone = people[PEOPLE / 2];
    if (!someone) throw new Error('There is nobody.');
    const actor = signedIn(world, world.administrator, { id: world.administrator.id, number: '1' }, true);

    for (const ask of [
      (core: World) => readUser(core, actor, core.scope, someone.id),
      (core: World) => readDesk(core, actor, core.scope),
      (core: World) =>
        takenFields(core.db, {
          organizationId: world.organizationId,
          username: someone.username.toUpperCase(),
          taxCode: 'RSSMRA80A01H501U',
          email: 'a@example.org',
          employeeNumber: '00012',
        }),
    ]) {
      const { whole, pages } = await cost(ask);
      expect([whole, pages < 6_000]).toEqual([[], true]);
    }
  });

  /** The same list as somebody would ask for it who cares for nothing but the answer. */
  async function plainly(wish: { sort: string; state: string; search: string }, limit: number): Promise<{ ids: string[]; count: number }> {
    const today = '2026-11-21';
    const outside = `coalesce(u.valid_from > '${today}', false) or coalesce(u.valid_to < '${today}', false)`;
    const active = `u.status = 'active' and not u.disabled`;
    const states: Readonly<Record<string, string>> = {
      all: 'true',
      'can-enter': `${active} and not (${outside})`,
      disabled: `u.status = 'active' and u.disabled`,
      inactive: `u.status = 'inactive'`,
      'out-of-validity': `${active} and (${outside})`,
      'never-signed-in': `${active} and not (${outside}) and e.at = '-infinity'`,
      locked: `${active} and not (${outside}) and u.username_mac in (select name_mac from sign_in.attempts)`,
    };
    const words = wish.search.split(' ').filter((word) => word !== '');
    const each = words.map((word) => `and u.id in (select user_id from identity.user_words where word like '${word}%')`).join(' ');
    const order = wish.sort === 'name' || wish.state === 'never-signed-in' ? 'u.sort_key, u.id' : 'e.at desc, u.id desc';
    const rows = await world.owner<{ id: string }>(`
      select u.id from identity.users u join identity.last_accesses e on e.user_id = u.id where ${states[wish.state]} ${each} order by ${order}`);
    return { ids: rows.slice(0, limit).map((row) => row.id), count: rows.length };
  }

  test.for(['name', 'last-access'] as const)('R2.6 R5.14 however it is read, a list by %s is the same', async (sort) => {
    for (const state of states) {
      for (const search of state === 'can-enter' || state === 'disabled' ? ['', 'montealto', 'm', 'd a'] : ['', 'm']) {
        const wish = { sort, state, search, limit: 100 };
        const first = await findUsers(world, world.scope, UserQuery.parse(wish));
        const second =
          first.next === null ? undefined : await findUsers(world, world.scope, UserQuery.parse({ ...wish, after: first.next }));
        const again = second?.previous ? await findUsers(world, world.scope, UserQuery.parse({ ...wish, before: second.previous })) : first;
        const expected = await plainly(wish, 200);

        expect([wish, [first, second].flatMap((page) => page?.items.map((user) => user.id) ?? [])]).toEqual([wish, expected.ids]);
        expect([wish, first.total]).toEqual([wish, { count: Math.min(expected.count, 1_000), more: expected.count > 1_000 }]);
        expect([wish, again.items]).toEqual([wish, first.items]);
      }
    }
  });

  test('D4 of many more names typed and locked than there are users, the list and the desk keep those of users', async () => {
    await world.owner(
      `insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until)
       select sha256(('x' || g)::bytea), $2::uuid, 3, $1::timestamptz, 'infinity'::timestamptz from generate_series(1, 100000) g`,
      [world.clock.now(), INSTALLATION],
    );
    await world.owner('vacuum analyze sign_in.attempts');
    const actor = signedIn(world, world.administrator, { id: world.administrator.id, number: '1' }, true);

    for (const ask of [
      (core: World) => findUsers(core, core.scope, UserQuery.parse({ state: 'locked' })),
      (core: World) => readDesk(core, actor, core.scope),
    ]) {
      const { longest, pages } = await cost(ask);
      expect(longest).toBe(LOCKED);
      expect(pages).toBeLessThan(12_000);
    }
  });
});
