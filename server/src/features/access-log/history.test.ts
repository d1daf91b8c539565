import type { OrganizationId, RoleId, UserId } from '@varco/shared/ids';
import { expect, test } from 'vitest';
import { freshWorld, signedIn, type World } from '#testing/world';
import { detailOf } from './details.ts';
import { historyOf } from './history.ts';
import { record } from './record.ts';

const ROLE = '01890000-0000-7000-8000-00000000aaaa' as RoleId;
const OTHER = '01890000-0000-7000-8000-00000000bbbb' as RoleId;

const person = (world: World, number: number, name: string) => ({
  userId: `01890000-0000-7000-8000-00000000000${number}` as UserId,
  organizationId: world.organizationId,
  username: name.toLowerCase().replace(' ', '.'),
  name,
});

const administrator = (world: World) =>
  signedIn(world, world.administrator, { id: '01890000-0000-7000-8000-00000000cccc', number: '1' }, true);

async function changed(world: World, objectId: string, name: string, organizationId = world.organizationId): Promise<void> {
  const scope = { organizations: [organizationId] };
  await world.db.as(scope, async (tx) =>
    record(tx, {
      at: world.clock.now(),
      event: 'role-changed',
      organizationId,
      objectId,
      actor: { ...person(world, 1, 'Rossi Anna'), onBehalfOf: person(world, 2, 'Bianchi Ugo') },
      client: world.client(),
      detail: await detailOf(world, tx, organizationId, 'role-changed', [{ field: 'role', before: null, after: name }]),
    }),
  );
}

test('R2.44 R3.58 the history of a role has its changes alone, from the newest, page by page, with both names', async () => {
  const world = await freshWorld();
  for (let number = 1; number <= 23; number += 1) {
    await changed(world, ROLE, `Ruolo ${number}`);
    await changed(world, OTHER, 'Altro');
    world.clock.advance({ minutes: number % 3 });
  }

  const seen: unknown[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await historyOf(world, administrator(world), { organizationId: world.organizationId, id: ROLE }, { after });
    seen.push(...page.items.map(({ changes }) => changes?.items[0]?.after));
    expect(page.items[0]).toMatchObject({ event: 'role-changed', actor: { name: 'Rossi Anna' }, onBehalfOf: { name: 'Bianchi Ugo' } });
    if (page.next === null) break;
    after = page.next;
  }

  expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => `Ruolo ${23 - index}`));
});

test('R3.56 who may not search the log sees what was done and not who did it', async () => {
  const world = await freshWorld();
  await changed(world, ROLE, 'Ruolo');
  const clerk = { ...administrator(world), administers: 'nothing' as const, grants: {} };

  const page = await historyOf(world, clerk, { organizationId: world.organizationId, id: ROLE }, {});

  expect(page).toMatchObject({ showsWho: false, items: [{ actor: null, onBehalfOf: null, changes: { items: [{ after: 'Ruolo' }] } }] });
});

test('D2 the history of a thing has nothing that stands in the log of another organization', async () => {
  const world = await freshWorld();
  await changed(world, ROLE, 'Altrove', '01890000-0000-7000-8000-0000000000ee' as OrganizationId);

  const page = await historyOf(world, administrator(world), { organizationId: world.organizationId, id: ROLE }, {});

  expect(page.items).toEqual([]);
});
