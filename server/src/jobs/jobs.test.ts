import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Jobs } from './jobs.ts';

const silent = pino({ level: 'silent' });

test('a job that fails is run again at its next interval', async () => {
  const jobs = new Jobs(silent);
  let runs = 0;
  const twice = new Promise<void>((resolve) => {
    jobs.add({
      name: 'fails',
      everyMs: 1,
      run: async () => {
        runs += 1;
        if (runs === 2) resolve();
        throw new Error('not today');
      },
    });
  });

  await twice;
  await jobs.stop();

  expect(runs).toBeGreaterThanOrEqual(2);
});

test('stopping waits for the run under way and starts no other', async () => {
  const jobs = new Jobs(silent);
  let finish: () => void = () => undefined;
  let ended = 0;
  const begun = new Promise<void>((resolve) => {
    jobs.add({
      name: 'slow',
      everyMs: 1,
      run: () =>
        new Promise<void>((end) => {
          finish = () => {
            ended += 1;
            end();
          };
          resolve();
        }),
    });
  });
  await begun;

  const stopped = jobs.stop();
  finish();
  await stopped;

  expect(ended).toBe(1);
});
