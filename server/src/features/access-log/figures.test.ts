import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { countRefusals, lastRefusalOf } from './figures.ts';
import { record } from './record.ts';

test('R1.17 the last refusal of a user is that of his own sign-ins, under whatever name he had', async () => {
  const world = await freshWorld();
  const [one, other] = [await world.user(), await world.user()];
  const refused = (who: typeof one, name: string) =>
    record(world.db, {
      at: world.clock.now(),
      event: 'sign-in-refused',
      reason: 'wrong-password',
      organizationId: world.organizationId,
      subject: { userId: who.id, organizationId: world.organizationId, username: who.username, name },
      client: world.client(),
    });
  await refused(one, 'Elena De Santis');
  world.clock.advance({ hours: 1 });
  await refused(one, 'Elena De Santis Ferri');
  const last = world.clock.now();
  world.clock.advance({ hours: 1 });
  await refused(other, 'Elena De Santis');

  expect(await world.db.as(world.scope, (tx) => lastRefusalOf(tx, world.scope, one.id))).toEqual(last);
  expect(await world.db.as(world.scope, (tx) => lastRefusalOf(tx, world.scope, world.administrator.id))).toBeUndefined();
});

test('refusals are counted from an instant on, unknown names among them', async () => {
  const world = await freshWorld();
  const since = new Date(world.clock.now().getTime() + 60_000);
  const refused = (text: string) =>
    record(world.db, {
      at: world.clock.now(),
      event: 'sign-in-refused',
      reason: 'unknown-user',
      organizationId: world.organizationId,
      nameHash: world.keys.mac('username', text),
      client: world.client(),
    });
  await refused('prima');
  world.clock.advance({ minutes: 1 });
  await refused('nessuno');
  await refused('nessuna');

  expect(await world.db.as(world.scope, (tx) => countRefusals(tx, world.scope, since))).toBe(2);
});
