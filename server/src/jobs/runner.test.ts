import { setTimeout as wait } from 'node:timers/promises';
import { INSTALLATION, type UserId } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { defineJob, type Job, JobFailure } from '#jobs/job';
import { freshWorld, type World } from '#testing/world';
import { Runner } from './runner.ts';
import { cancelRun } from './store.ts';

interface Row {
  id: string;
  job: string;
  state: string;
  due_at: Date | null;
  done: string;
  total: string | null;
  attempt: number;
  node: string | null;
  outcome: Record<string, unknown> | null;
}

const runs = (world: World): Promise<Row[]> => world.owner<Row>('select * from jobs.runs order by asked_at, due_at, id');
const installation = { organizations: [INSTALLATION] };
const ask = (world: World, job: 'suspend-inactive' | 'forget-runs' = 'forget-runs', input: Record<string, unknown> = {}): Promise<RunId> =>
  world.db.as(installation, (tx) => world.queue.add(tx, { job, organizationId: INSTALLATION, input, askedBy: null }));
const node = (world: World, ...jobs: Job[]): Runner => {
  const runner = new Runner(world, jobs);
  onTestFinished(() => runner.stop());
  return runner;
};
const cancel = (world: World, id: RunId) =>
  world.db.as(installation, (tx) => cancelRun(tx, INSTALLATION, id, { userId: null as UserId | null, at: world.clock.now() }));
const until = async (what: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await what())) await wait(5);
};

test('a queued run is worked on once the transaction that added it has ended, with its input and its outcome', async () => {
  const world = await freshWorld();
  const seen: unknown[] = [];
  const runner = node(
    world,
    defineJob({
      name: 'forget-runs',
      input: z.object({ rows: z.number() }),
      run: async ({ input, organizationId, askedBy, attempt }) => {
        seen.push([input.rows, organizationId, askedBy, attempt]);
        return { code: 'done', rows: input.rows };
      },
    }),
  );
  const undone = world.db.as(installation, async (tx) => {
    await world.queue.add(tx, { job: 'forget-runs', organizationId: INSTALLATION, input: { rows: 1 }, askedBy: null });
    await runner.runAll();
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');

  await ask(world, 'forget-runs', { rows: 7 });
  await runner.runAll();

  expect(seen).toEqual([[7, INSTALLATION, null, 1]]);
  expect(await runs(world)).toMatchObject([{ state: 'done', outcome: { code: 'done', rows: 7 }, attempt: 1, due_at: null }]);
});

test('a run is looked for at once on the node that queued it', async () => {
  const world = await freshWorld();
  const runner = node(world, defineJob({ name: 'forget-runs', run: async () => ({ code: 'done' }) }));
  runner.open();

  await ask(world);

  await until(async () => (await runs(world))[0]?.state === 'done');
});

test('several nodes do each run once, and a job never overlaps itself', async () => {
  const world = await freshWorld();
  let [inside, most, count] = [0, 0, 0];
  const job = defineJob({
    name: 'forget-runs',
    run: async () => {
      inside += 1;
      count += 1;
      most = Math.max(most, inside);
      await wait(15);
      inside -= 1;
      return { code: 'done' };
    },
  });
  const nodes = [node(world, job), node(world, job), node(world, job)];
  for (let n = 0; n < 6; n += 1) await ask(world);

  while ((await runs(world)).some(({ state }) => state !== 'done')) {
    await Promise.all(nodes.map((one) => one.look()));
    await wait(5);
  }

  expect({ count, most }).toEqual({ count: 6, most: 1 });
});

test('a planned run happens once over several nodes, and one missed for days happens once', async () => {
  const world = await freshWorld();
  let count = 0;
  const job = defineJob({
    name: 'forget-runs',
    schedule: { daily: '02:30' },
    run: async () => {
      count += 1;
      return { code: 'done' };
    },
  });
  const [first, second] = [node(world, job), node(world, job)];
  await Promise.all([first.runAll(), second.runAll()]);
  expect(count).toBe(0);

  world.clock.advance({ hours: 17, minutes: 30 });
  await Promise.all([first.runAll(), second.runAll()]);
  await first.runAll();
  expect(count).toBe(1);
  world.clock.advance({ days: 5 });
  await Promise.all([node(world, job).runAll(), first.runAll()]);
  await second.runAll();

  expect(count).toBe(2);
  expect((await runs(world)).map(({ due_at, state }) => [due_at?.toISOString(), state])).toEqual([
    ['2026-11-22T01:30:00.000Z', 'done'],
    ['2026-11-27T01:30:00.000Z', 'done'],
  ]);
});

test('a job that was due before this installation knew it was not missed', async () => {
  const world = await freshWorld();
  const runner = node(world, defineJob({ name: 'forget-runs', schedule: { daily: '02:30' }, run: async () => ({ code: 'done' }) }));

  await runner.runAll();

  expect(await runs(world)).toEqual([]);
});

test('a planned run whose transaction does not commit is planned again', async () => {
  const world = await freshWorld();
  const runner = node(world, defineJob({ name: 'forget-runs', schedule: { daily: '02:30' }, run: async () => ({ code: 'done' }) }));
  await runner.runAll();
  world.clock.advance({ days: 1 });
  await world.owner(`create function jobs.fail() returns trigger language plpgsql as $$ begin raise 'no commit'; end $$`);
  await world.owner(
    'create constraint trigger fails after insert on jobs.runs deferrable initially deferred for each row execute function jobs.fail()',
  );
  onTestFinished(async () => void (await world.owner('drop function if exists jobs.fail cascade')));
  await expect(runner.runAll()).rejects.toThrow('no commit');
  await world.owner('drop function jobs.fail cascade');

  await runner.runAll();

  expect(await runs(world)).toMatchObject([{ state: 'done' }]);
});

test('D9 a node whose clock differs from the database plans nothing', async () => {
  const world = await freshWorld();
  const job = defineJob({ name: 'forget-runs', schedule: { daily: '02:30' }, run: async () => ({ code: 'done' }) });
  await node(world, job).runAll();
  world.clock.advance({ days: 200 });

  await new Runner(world, [job], () => false).runAll();

  expect(await runs(world)).toEqual([]);
});

test('a run whose node falls silent is taken by another one, and the first writes nothing more', async () => {
  const world = await freshWorld();
  let release: () => void = () => undefined;
  const begun = Promise.withResolvers<void>();
  const job = (name: string): Job =>
    defineJob({
      name: 'forget-runs',
      run: async ({ attempt }) => {
        if (attempt === 1) {
          begun.resolve();
          await new Promise<void>((go) => {
            release = go;
          });
        }
        return { code: 'done', by: name };
      },
    });
  const dead = node(world, job('first'));
  await ask(world);
  await dead.look();
  await begun.promise;
  const other = node(world, job('second'));
  await other.runAll();
  expect(await runs(world)).toMatchObject([{ state: 'running', attempt: 1 }]);

  await world.owner(`update jobs.runs set heartbeat_at = heartbeat_at - interval '31 seconds'`);
  await other.runAll();
  release();
  await dead.stop();

  expect(await runs(world)).toMatchObject([{ state: 'done', attempt: 2, outcome: { code: 'done', by: 'second' } }]);
});

test('a run that silences three nodes is given up', async () => {
  const world = await freshWorld();
  await ask(world);
  await world.owner(
    `update jobs.runs set state = 'running', attempt = 3, started_at = now(), heartbeat_at = now() - interval '31 seconds'`,
  );
  const run = vi.fn(async () => ({ code: 'done' as const }));

  await node(world, defineJob({ name: 'forget-runs', run })).runAll();

  expect(run).not.toHaveBeenCalled();
  expect(await runs(world)).toMatchObject([{ state: 'failed', outcome: { code: 'node-lost' } }]);
});

test('a failure keeps its outcome in the run and its trace in the log of the server only', async () => {
  const world = await freshWorld();
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => said.push(line) });
  const jobs = [
    defineJob({
      name: 'forget-runs',
      run: async () => {
        throw new Error('the secret cause');
      },
    }),
    defineJob({
      name: 'suspend-inactive',
      run: async () => {
        throw new JobFailure({ code: 'users-suspended', users: 3 });
      },
    }),
  ];
  await ask(world);
  await ask(world, 'suspend-inactive');

  await new Runner({ ...world, log }, jobs).runAll();

  expect(await runs(world)).toMatchObject([
    { state: 'failed', outcome: { code: 'fault' } },
    { state: 'failed', outcome: { code: 'users-suspended', users: 3 } },
  ]);
  expect(JSON.stringify(await runs(world))).not.toContain('secret cause');
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('the secret cause');
});

test('an input that the job cannot read fails the run, whatever it holds', async () => {
  const world = await freshWorld();
  const run = vi.fn(async () => ({ code: 'done' as const }));
  await ask(world, 'forget-runs', { rows: 'many' });

  await node(world, defineJob({ name: 'forget-runs', input: z.object({ rows: z.number() }), run })).runAll();

  expect(run).not.toHaveBeenCalled();
  expect(await runs(world)).toMatchObject([{ state: 'failed', outcome: { code: 'input-unreadable' } }]);
});

test('progress is written at most twice a second, and its last figures always', async () => {
  const world = await freshWorld();
  const as = vi.spyOn(world.db, 'as');
  onTestFinished(() => as.mockRestore());
  const runner = node(
    world,
    defineJob({
      name: 'forget-runs',
      run: async ({ progress }) => {
        as.mockClear();
        for (let row = 1; row <= 5_000; row += 1) progress(row, 5_000);
        return { code: 'done' };
      },
    }),
  );
  await ask(world);

  await runner.runAll();

  expect(await runs(world)).toMatchObject([{ done: '5000', total: '5000', state: 'done' }]);
  // One at the first call, one at the end, and the end itself.
  expect(as.mock.calls.length).toBe(3);
});

test('a run that waits is cancelled at once, one that goes on where it is whole, one that ended not at all', async () => {
  const world = await freshWorld();
  const begun = Promise.withResolvers<void>();
  const runner = node(
    world,
    defineJob({
      name: 'forget-runs',
      run: async (context) => {
        begun.resolve();
        for (let row = 0; ; row += 1) {
          context.progress(row);
          await wait(5);
          context.stopIfCancelled();
        }
      },
    }),
  );
  const [first, second] = [await ask(world), await ask(world)];
  await runner.look();
  await begun.promise;

  expect(await cancel(world, second)).toBe('cancelled');
  expect(await cancel(world, first)).toBe('running');
  await until(async () => (await runs(world)).every(({ state }) => state === 'cancelled'));
  expect(await cancel(world, first)).toBeUndefined();

  expect(await runs(world)).toMatchObject([{ outcome: { code: 'cancelled' } }, { outcome: { code: 'cancelled' }, attempt: 0 }]);
});

test('a node that stops gives back what can be left off, and the attempt does not count', async () => {
  const world = await freshWorld();
  const begun = Promise.withResolvers<void>();
  const stops = defineJob({
    name: 'forget-runs',
    run: async (context) => {
      begun.resolve();
      for (;;) {
        await wait(5);
        context.stopIfCancelled();
      }
    },
  });
  const first = node(world, stops);
  await ask(world);
  await first.look();
  await begun.promise;

  await first.stop();
  expect(await runs(world)).toMatchObject([{ state: 'waiting', attempt: 0, node: null }]);
  await first.look();
  await node(world, defineJob({ name: 'forget-runs', run: async () => ({ code: 'done' }) })).runAll();

  expect(await runs(world)).toMatchObject([{ state: 'done', attempt: 1 }]);
});

test('a job of a later version is left to the nodes that know it', async () => {
  const world = await freshWorld();
  await ask(world, 'suspend-inactive');

  await node(world, defineJob({ name: 'forget-runs', run: async () => ({ code: 'done' }) })).runAll();

  expect(await runs(world)).toMatchObject([{ state: 'waiting', attempt: 0 }]);
});

test('an input above 8 KiB is refused before it is queued', async () => {
  const world = await freshWorld();

  await expect(ask(world, 'forget-runs', { x: 'x'.repeat(9_000) })).rejects.toMatchObject({ code: '23514' });

  expect(await runs(world)).toEqual([]);
});
