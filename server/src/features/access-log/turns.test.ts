import type { UserId } from '@varco/shared/ids';
import { expect, test, vi } from 'vitest';
import { freshWorld } from '#testing/world';
import { Turns } from './turns.ts';

const person = (name: string) => ({ userId: name as UserId });

/** Work that ends when it is told to. */
function held(turns: Turns, who: string, begun: string[]) {
  let end: () => void = () => undefined;
  const over = new Promise<void>((done) => {
    end = done;
  });
  const answer = turns.take(person(who), () => {
    begun.push(who);
    return over;
  });
  answer.catch(() => undefined);
  return { answer, end };
}

test('R2.16 questions of the log take turns: few at once, fewer for one person, and nobody stands before the first of another', async () => {
  const turns = new Turns({ waitingOfAPerson: 2, longestWaitMs: 60 });
  const begun: string[] = [];
  const first = [held(turns, 'a', begun), held(turns, 'a', begun), held(turns, 'a', begun), held(turns, 'a', begun)];
  await expect(turns.take(person('a'), async () => 1)).rejects.toMatchObject({ code: 'access-log.busy', data: { retryAfter: 5 } });
  const other = held(turns, 'b', begun);
  const third = held(turns, 'c', begun);
  expect(begun).toEqual(['a', 'a', 'b']);

  first[0]?.end();
  await first[0]?.answer;
  expect(begun).toEqual(['a', 'a', 'b', 'c']);
  // Whoever waits too long is told so, and leaves the line.
  await expect(first[2]?.answer).rejects.toMatchObject({ code: 'access-log.busy' });
  await expect(first[3]?.answer).rejects.toMatchObject({ code: 'access-log.busy' });
  for (const one of [...first, other, third]) one.end();
  await Promise.all([first[1]?.answer, other.answer, third.answer]);
  expect(await turns.take(person('a'), async () => 'free')).toBe('free');
  await expect(turns.take(person('a'), () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await Promise.all(Array.from({ length: 4 }, () => turns.take(person('a'), async () => 'free')))).toHaveLength(4);
});

test('R2.16 200 slow counts at once leave the connections to the door, and those beyond the line are told when to come again', async () => {
  const world = await freshWorld();
  const reader = await world.browser();
  await reader.signIn(world.administrator);
  const somebody = await world.user();
  const visitor = await world.browser();
  // As slow as a question may be: each waits for the table until its two seconds are over.
  await world.owner('begin');
  await world.owner('lock table access_log.entries in access exclusive mode');
  const paths = ['/api/access-log/count', '/api/access-log/chart', '/api/access-log'];
  let turnedAway = 0;
  const asked = Array.from({ length: 200 }, (_, number) => reader.get(paths[number % paths.length] ?? ''));
  for (const one of asked) one.then(({ status }) => (turnedAway += status === 503 ? 1 : 0)).catch(() => undefined);
  await vi.waitUntil(() => turnedAway >= 190, { timeout: 60_000 });

  const waited: number[] = [];
  for (let each = 0; each < 20; each += 1) {
    const from = performance.now();
    await world.db.as(world.scope, (tx) => tx.selectFrom('sessions.sessions').select('user_id').execute());
    waited.push(performance.now() - from);
  }
  const seen = await visitor.get('/sign-in');
  await world.owner('rollback');
  const answers = await Promise.all(asked);

  // Half of them, so that one pause of a busy machine is none of ours; behind 200 slow ones each would wait for seconds.
  expect(waited.toSorted((one, other) => one - other)[10]).toBeLessThan(1_000);
  expect(seen.status).toBe(200);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBeGreaterThanOrEqual(190);
  expect(refused[0]).toMatchObject({ headers: { 'retry-after': '5' }, body: { type: 'access-log.busy', retryAfter: 5 } });
  expect(refused[0]?.body.title).toMatch(/Troppe ricerche.*Riprova tra 5 secondi/);
  expect((await visitor.signIn(somebody)).status).toBe(200);
});
