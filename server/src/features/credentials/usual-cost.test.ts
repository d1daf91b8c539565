import { expect, test } from 'vitest';
import { freshWorld } from '#testing/world';
import { usualCost } from './usual-cost.ts';

test('D7 the door learns within the hour what most hashes cost, so that names without a password cost as much', async () => {
  const world = await freshWorld();
  const hash = async (parameters: string) =>
    world.owner('update credentials.passwords set hash = $1 where user_id = $2', [
      `$argon2id$v=19$${parameters}$c2FsdA$dGFn`,
      (await world.user()).id,
    ]);
  expect(await usualCost(world)).toBeUndefined();
  await hash('m=19456,t=2,p=1');
  await hash('m=65536,t=3,p=1');
  await hash('m=65536,t=3,p=1');
  world.clock.advance({ minutes: 59, seconds: 59 });
  expect(await usualCost(world)).toBeUndefined();

  world.clock.advance({ seconds: 1 });

  expect(await usualCost(world)).toBe('$argon2id$v=19$m=65536,t=3,p=1');
});

test('D7 an installation whose hashes tell no cost imitates none', async () => {
  const world = await freshWorld();

  expect(await usualCost(world)).toBeUndefined();
});
