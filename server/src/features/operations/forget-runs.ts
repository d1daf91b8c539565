import type { Core } from '#core/core';
import { defineJob, type Job } from '#jobs/job';
import { forgetEndedRuns } from '#jobs/store';

const KEEP_MS = 90 * 24 * 3_600_000;

/** Forgets runs that ended more than 90 days ago: what they did to people stands in the log. */
export const forgetRunsJob = ({ db, clock }: Pick<Core, 'db' | 'clock'>): Job =>
  defineJob({
    name: 'forget-runs',
    schedule: { daily: '03:10' },
    run: async () => ({ code: 'runs-forgotten', runs: await forgetEndedRuns(db, new Date(clock.now().getTime() - KEEP_MS)) }),
  });
