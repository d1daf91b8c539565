import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Db } from '#db/database';
import { freshWorld } from '#testing/world';
import { type Announcements, Events } from './events.ts';

const nobody = { organizationId: '', userId: '', at: new Date(0) } as unknown as Announcements['user.stopped'];

test('an announcement reaches its followers in their order, and no others', async () => {
  const events = new Events();
  const heard: string[] = [];
  events.follow('user.stopped', async () => void heard.push('first'));
  events.follow('user.changed', async () => void heard.push('another announcement'));
  events.follow('user.stopped', async () => void heard.push('second'));

  await events.announce({} as Db, 'user.stopped', nobody);

  expect(heard).toEqual(['first', 'second']);
});

test('what nobody follows is announced in vain, and that is no fault', async () => {
  await expect(new Events().announce({} as Db, 'user.stopped', nobody)).resolves.toBeUndefined();
});

test('a follower works in the announcer’s transaction: when it fails, nothing of either stays', async () => {
  const world = await freshWorld();
  const events = new Events();
  events.follow('user.stopped', async (tx) => {
    await sql`insert into sign_in.attempts (name_mac, browser_id, used, last_at) values ('\x01', gen_random_uuid(), 1, now())`.execute(tx);
    throw new Error('the follower failed');
  });
  const change = world.db.as(world.scope, async (tx) => {
    await sql`insert into sign_in.attempts (name_mac, browser_id, used, last_at) values ('\x02', gen_random_uuid(), 1, now())`.execute(tx);
    await events.announce(tx, 'user.stopped', nobody);
  });

  await expect(change).rejects.toThrow('the follower failed');
  expect(await world.owner('select 1 from sign_in.attempts')).toEqual([]);
});
