import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { usualCost } from './usual-cost.ts';

test('D7 the door learns what most hashes cost, so that names without a password cost as much', async () => {
  const world = await freshWorld();
  const hash = async (parameters: string) =>
    world.owner('update credentials.passwords set hash = $1 where user_id = $2', [
      `$argon2id$v=19$${parameters}$c2FsdA$dGFn`,
      (await world.user()).id,
    ]);
  await hash('m=19456,t=2,p=1');
  await hash('m=65536,t=3,p=1');
  await hash('m=65536,t=3,p=1');
  world.clock.advance({ hours: 1 });

  expect(await usualCost(world)).toBe('$argon2id$v=19$m=65536,t=3,p=1');
});

test('D7 an installation whose hashes tell no cost imitates none', async () => {
  const world = await freshWorld();

  expect(await usualCost(world)).toBeUndefined();
});
