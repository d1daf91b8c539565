import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { findUser, replaceUser } from './store.ts';

test('a user is saved by whoever read him last: of two changes made from one version the second is not', async () => {
  const world = await freshWorld();
  const { id, username } = await world.user();
  const mac = world.keys.mac('username', username);

  const saved = await world.db.as(world.scope, async (tx) => {
    const seen = await findUser(tx, id);
    if (!seen) throw new Error('There is nobody.');
    const save = (givenName: string) => replaceUser(tx, { ...seen, givenName }, mac);
    return [await save('Ilenia'), await save('Alina'), await findUser(tx, id)];
  });

  expect(saved).toEqual([true, false, expect.objectContaining({ givenName: 'Ilenia', version: 2 })]);
});
