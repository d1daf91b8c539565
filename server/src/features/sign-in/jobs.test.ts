import { events, reasons } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { setPolicy } from '#testing/policy';
import { freshWorld, type World } from '#testing/world';
import { forgetAbandonedSignIns } from './jobs.ts';

const miss = async (world: World, username: string, times = 1) => {
  const browser = await world.browser();
  for (let n = 0; n < times; n += 1) await browser.signIn({ username, password: 'Sbagliata-26' });
};
const counters = (world: World) => world.owner<{ used: number }>('select used from sign_in.attempts order by used');

test('D3 a sign-in that nobody finished is forgotten when its time is over, not before', async () => {
  const world = await freshWorld();
  const user = await world.user({ mustChangePassword: true });
  await (await world.browser()).signIn(user);
  world.clock.advance({ minutes: 9 });
  await forgetAbandonedSignIns(world);
  expect(await world.owner('select 1 from sign_in.pending')).toHaveLength(1);

  world.clock.advance({ minutes: 1 });
  await forgetAbandonedSignIns(world);

  expect(await world.owner('select 1 from sign_in.pending')).toEqual([]);
  expect((await world.logRows()).at(-1)).toEqual({
    event: events['sign-in-refused'],
    reason: reasons['step-abandoned'],
    username: user.username,
  });
});

test('R1.16 counters nobody touched for 30 days are forgotten, and so are locks that ended', async () => {
  const world = await freshWorld();
  await miss(world, 'uno');
  await miss(world, 'due', 3);
  world.clock.advance({ days: 29 });
  await miss(world, 'tre', 2);
  await forgetAbandonedSignIns(world);
  expect(await counters(world)).toHaveLength(3);

  world.clock.advance({ days: 2 });
  await forgetAbandonedSignIns(world);

  expect(await counters(world)).toEqual([{ used: 2 }]);
});

test('R3.5 a permanent lock is never forgotten by itself', async () => {
  const world = await freshWorld({ profile: 'oracle-crm' });
  await setPolicy(world, { lockMinutes: 'never' });
  const user = await world.user();
  await miss(world, user.username, 3);
  world.clock.advance({ days: 400 });

  await forgetAbandonedSignIns(world);

  expect((await (await world.browser()).signIn(user)).status).toBe(401);
});
