import type { Outcome } from '@varco/shared/jobs/jobs';
import type { Core } from '#core/core';
import type { Database } from '#db/database';
import { type Purged, purgeLog } from '#features/access-log';
import { defineJob, type Job, JobFailure } from '#jobs/job';

/** How a purge ended, as the run keeps it. */
export function outcomeOf({ months, values, refused, isForEver }: Purged): Outcome {
  const gone = { months: months.length, rows: months.reduce((sum, { rows }) => sum + rows, 0), values };
  if (refused) return { code: 'log-purge-refused', ...gone, reason: refused.reason, month: refused.month ?? '' };
  return isForEver ? { code: 'log-kept-for-ever', values } : { code: 'log-purged', ...gone };
}

/** Each night, after the backup: takes away the months of the log that are older than its retention (requirements D5 f, R5.12). */
export const purgeLogJob = (core: Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config'>, owner: Database['connectionConfig']): Job =>
  defineJob({
    name: 'purge-log',
    schedule: { daily: '04:20' },
    run: async (context) => {
      const purged = await purgeLog(core, owner, context.worker, {
        told: (rows, total) => context.progress(rows, total),
        mayGoOn: () => context.stopIfCancelled(),
      });
      const outcome = outcomeOf(purged);
      if (purged.refused) throw new JobFailure(outcome);
      return outcome;
    },
  });
