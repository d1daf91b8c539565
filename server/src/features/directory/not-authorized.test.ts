import { UserQuery } from '@varco/shared/directory/api';
import { describe, expect, test } from 'vitest';
import { costOf } from '#testing/costs';
import { insertPeople, withoutIndexes } from '#testing/people';
import { freshWorld } from '#testing/world';
import { findUsers } from './find-users.ts';

describe('D8 where a formal authorization is required, among 50,000 users', () => {
  test('R4.31 who may enter and who may not for want of one are read without a whole table, and are who they should be', async () => {
    const world = await freshWorld();
    const { db, keys, organizationId, owner } = world;
    await withoutIndexes(owner, () => insertPeople(db, keys, { count: 50_000, organizationId, at: world.clock.now() }));
    await owner(
      `insert into formal_authorizations.authorizations (organization_id, id, user_id, act, number, act_date, signer, purpose, starts_on, ends_on, created_at)
       select organization_id, gen_random_uuid(), id, 'decree', '1', '2026-01-01', 'S', 'P', '2026-01-01',
         case when n % 10 = 0 then '2026-11-20'::date when n % 10 = 1 then '2026-12-31' end, now()
       from (select organization_id, id, row_number() over (order by id) as n from identity.users) u where n % 100 <> 7`,
    );
    await owner('update identity.organizations set authorization_required = true');
    await owner('vacuum analyze');
    const active = `u.standing = 'active' and coalesce(u.valid_from <= '2026-11-21', true) and coalesce(u.valid_to >= '2026-11-21', true)`;
    const holds = `exists (select from formal_authorizations.authorizations a where a.user_id = u.id
      and a.starts_on <= '2026-11-21' and coalesce(a.ends_on >= '2026-11-21', true))`;

    for (const [state, which] of [
      ['can-enter', holds],
      ['not-authorized', `not ${holds}`],
    ] as const) {
      for (const sort of ['name', 'last-access'] as const) {
        for (const search of [undefined, 'montealto', 'm']) {
          const wish = { state, sort, search };
          const { whole, pages } = await costOf(world, (core) => findUsers(core, core.scope, UserQuery.parse(wish)));
          expect([
            wish,
            whole.filter((name) => /^(users|persons|user_words|last_accesses)$/.test(name)),
            pages < 60_000 ? 'few' : pages,
          ]).toEqual([wish, [], 'few']);
        }
        const page = await findUsers(world, world.scope, UserQuery.parse({ state, sort, limit: 100 }));
        const order = sort === 'name' ? 'u.sort_key, u.id' : 'l.at desc, u.id desc';
        const expected = await owner<{ id: string }>(
          `select u.id from identity.users u join identity.last_accesses l on l.user_id = u.id where ${active} and ${which} order by ${order}`,
        );
        expect(page.items.map(({ id }) => id)).toEqual(expected.slice(0, 100).map(({ id }) => id));
        expect(page.total).toEqual({ count: Math.min(expected.length, 1_000), more: expected.length > 1_000 });
      }
    }
  }, 240_000);
});
