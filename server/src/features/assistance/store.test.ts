import type { Visibility } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import type { AssistanceId, DepartmentId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { insertPeople } from '#testing/people';
import { pagesReadBy } from '#testing/plans';
import { freshWorld } from '#testing/world';
import * as store from './store.ts';

const TODAY = '2026-11-21' as Day;

test('D8 R2.42 each list reads what it answers, whatever the level, however many requests there were, under row security', async () => {
  const world = await freshWorld();
  const { organizationId, scope } = world;
  const [somebody] = await insertPeople(world.db, world.keys, { organizationId, at: world.clock.now(), count: 3_000 });
  await world.owner(
    `insert into structure.departments (organization_id, id, name, name_folded, created_at)
     select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Servizio ' || n, 'servizio ' || n, now() from generate_series(1, 50) n`,
    [organizationId],
  );
  // So many that no version of PostgreSQL reads the table whole for one of them.
  await world.owner(
    `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
     select $1, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad((case when n > 500 then 1 else 1 + n % 50 end)::text, 12, '0'))::uuid,
       'Unità ' || n, 'unita ' || lpad(n::text, 4, '0'), now() from generate_series(1, 5000) n`,
    [organizationId],
  );
  await world.owner(
    `insert into assistance.requests (organization_id, id, acting_id, acting_unit_id, reference_id, reference_unit_id, need, starts_on, ends_on,
       asked_at, decided_at, granted, ended_at)
     select $1, gen_random_uuid(), $2, k.unit, $2, k.unit, 'Aiuto', k.day, k.day, $3::timestamptz - n * interval '1 hour',
       $3::timestamptz, n % 3 > 0, null
     from generate_series(0, 29999) n
     cross join lateral (select ('00000000-0000-7000-9000-' || lpad((1 + n % 500)::text, 12, '0'))::uuid as unit,
       ('2026-11-24'::date - n / 8) as day) k`,
    [organizationId, somebody?.id, world.clock.now()],
  );
  await world.owner('vacuum analyze');
  const departmentId = '00000000-0000-7000-8000-000000000008' as DepartmentId;
  const reach = (visibility: Visibility) => ({ visibility, organizationId, departmentId, organizations: scope.organizations });
  const middle = { askedAt: new Date(world.clock.now().getTime() - 10_000 * 3_600_000), id: world.random.id<AssistanceId>() };
  const found: number[] = [];
  const list = async (tx: Parameters<typeof store.listRequests>[0], visibility: Visibility, past: boolean, after?: typeof middle) => {
    found.push((await store.listRequests(tx, reach(visibility), { today: TODAY, past, after, limit: 31 })).length);
  };

  const pages = await pagesReadBy(world, async (tx) => {
    for (const visibility of ['department', 'organization', 'all'] as const) {
      await list(tx, visibility, false);
      await list(tx, visibility, true);
      await list(tx, visibility, true, middle);
    }
    await store.countWaiting(tx, organizationId, TODAY);
    await store.openRequests(tx, organizationId, TODAY);
    await store.listGranted(tx, world.administrator.id, { today: TODAY, limit: 31 });
    await store.visitsBy(tx, organizationId, [middle.id], 20);
  });

  expect(found).toEqual([expect.any(Number), 31, 31, expect.any(Number), 31, 31, expect.any(Number), 31, 31]);
  expect(found[3]).toBeGreaterThan(5);
  // Every row that is answered costs some twenty pages for the names in it; all of the requests are more than a thousand.
  expect(found).toEqual([0, 31, 31, 21, 31, 31, 21, 31, 31]);
  for (const [number, rows] of found.entries())
    expect([number, pages[number]]).toEqual([number, expect.toSatisfy((read: number) => read < 80 + 25 * rows)]);
  const [waiting, open, granted, visits] = pages.slice(found.length);
  for (const read of [waiting, open, visits]) expect(read).toBeLessThan(120);
  expect(granted).toBeLessThan(300);
});
