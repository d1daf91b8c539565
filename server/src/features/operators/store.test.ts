import type { Day } from '@varco/shared/days';
import type { UnitId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { insertPeople } from '#testing/people';
import { pagesReadBy } from '#testing/plans';
import { freshWorld } from '#testing/world';
import { listPlaced, listUnits } from './store.ts';

test('D8 R2.36 units and who is placed in one are read by name a page at a time, however many there are, under row security', async () => {
  const world = await freshWorld();
  const { organizationId } = world;
  await insertPeople(world.db, world.keys, { organizationId, at: world.clock.now(), count: 5_000, shares: { inactive: 0, disabled: 0 } });
  const one = '00000000-0000-7000-8000-000000000001';
  await world.owner(
    `insert into structure.departments (organization_id, id, name, name_folded, created_at) values ($1, $2, 'Servizio', 'servizio', now())`,
    [organizationId, one],
  );
  await world.owner(
    `insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
     select $1, ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, $2, 'Unità ' || n, 'unita ' || lpad(n::text, 4, '0'), now()
     from generate_series(1, 1000) n`,
    [organizationId, one],
  );
  await world.owner(
    `insert into structure.placements (organization_id, id, user_id, unit_id, starts_on)
     select $1, gen_random_uuid(), u.id, ('00000000-0000-7000-9000-' || lpad((1 + row_number() over () % 100)::text, 12, '0'))::uuid, '2020-01-01'
     from identity.users u where u.organization_id = $1`,
    [organizationId],
  );
  await world.owner('vacuum analyze');
  const wanted = { beginning: '', after: undefined, limit: 21 };
  const unitId = '00000000-0000-7000-9000-000000000007' as UnitId;
  const found: number[] = [];

  const pages = await pagesReadBy(world, async (tx) => {
    found.push((await listUnits(tx, organizationId, wanted)).length);
    found.push((await listUnits(tx, organizationId, { ...wanted, beginning: 'unita 05' })).length);
    found.push((await listPlaced(tx, organizationId, { ...wanted, unitId, day: '2026-11-21' as Day })).length);
  });

  expect(found).toEqual([21, 21, 21]);
  // Of all people, units and placements there are some hundreds of pages; of the fifty placed there each costs a few.
  expect(pages.map((read) => read < 600)).toEqual([true, true, true]);
  expect(pages[0]).toBeLessThan(120);
});
