import type pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { type Job, Jobs } from '#jobs/jobs';
import { freshWorld } from '#testing/world';
import { createApp } from './app.ts';

test('R2.29 D5 D9 what runs by itself, how often, and that the application has the rights for it', async () => {
  const world = await freshWorld();
  const jobs: Job[] = [];
  const add = vi.spyOn(Jobs.prototype, 'add').mockImplementation((job) => void jobs.push(job));
  onTestFinished(() => add.mockRestore());
  const owner = { ...(JSON.parse(inject('postgres').owner) as pg.ClientConfig), database: world.db.connectionConfig.database };
  const house = await createApp(world, { pages: null, owner, jobs: true });
  onTestFinished(() => house.close());

  expect(jobs.map(({ name, everyMs }) => `${name}: ${everyMs / 60_000}`)).toEqual([
    'compare clocks: 1',
    'end overdue sessions: 0.5',
    'forget abandoned sign-ins: 10',
    'forget wrong passwords: 60',
    'forget ended sessions: 60',
    'forget old staff lists: 60',
    'wipe first passwords: 1',
    'forget first passwords: 60',
    'forget archives of the log: 10',
    `write counted refusals: ${1 / 6}`,
    'look for queued jobs: 0.05',
    'partitions of the log: 720',
  ]);
  for (const job of jobs) await job.run();
});
