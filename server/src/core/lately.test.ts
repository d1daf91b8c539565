import { expect, test } from 'vitest';
import type { Database } from '#db/database';
import { FixedClock } from '#testing/fakes';
import { Lately } from './lately.ts';

/** Somebody who asks one database, and who answers with the number of the question. */
function asking() {
  const core = { db: {} as Database, clock: new FixedClock(new Date('2026-11-21T09:00:00Z')) };
  const lately = new Lately<number>(1_000);
  let asked = 0;
  const answer = async () => {
    asked += 1;
    return asked;
  };
  return { core, lately, answer, get: (name = 'one') => lately.get(core, name, answer) };
}

test('a question is asked once in its time, whoever waits for it, and each by itself', async () => {
  const { core, get } = asking();

  const first = await Promise.all([get(), get()]);
  const other = await get('other');
  core.clock.advance({ seconds: 1 });
  const later = await get();

  expect({ first, other, later }).toEqual({ first: [1, 1], other: 2, later: 3 });
});

test('what is forgotten is asked anew, and so is what another database answered', async () => {
  const { core, lately, answer, get } = asking();
  await get();

  lately.forget(core);
  const again = await get();
  const elsewhere = await lately.get({ ...core, db: {} as Database }, 'one', answer);

  expect([again, elsewhere]).toEqual([2, 3]);
});

test('a failure is told to everybody who waits for it and is not remembered', async () => {
  const { core, lately, get } = asking();
  const fault = new Error('unreachable');

  const waiting = [1, 2].map(() => lately.get(core, 'one', () => Promise.reject(fault)));

  expect(await Promise.allSettled(waiting)).toEqual([1, 2].map(() => ({ status: 'rejected', reason: fault })));
  expect(await get()).toBe(1);
});
