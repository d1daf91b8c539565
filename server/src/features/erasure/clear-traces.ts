import { UserId } from '@varco/shared/ids';
import type { Outcome } from '@varco/shared/jobs/jobs';
import { z } from 'zod';
import type { Core } from '#core/core';
import { type Sweepers, sweepFiles } from '#db/sweep';
import { usernameMac } from '#features/identity';
import { defineJob, type Job } from '#jobs/job';
import { openTraces } from './store.ts';

/** Empties what the log's dictionary says of an erased person, then the files of the database of everything that is gone. */
export const erasePersonJob = (core: Pick<Core, 'clock' | 'keys'>, sweepers: Sweepers): Job =>
  defineJob({
    name: 'erase-person',
    input: z.object({ userId: UserId }),
    run: async (context): Promise<Outcome> => {
      const { userId } = context.input;
      const traces = await openTraces(sweepers.owner);
      try {
        const values = await traces.eraseFromLog(userId, (name) => usernameMac(core.keys, name), core.clock.now());
        const areOurs = await sweepFiles(sweepers, (done, total) => context.progress(done, total));
        await traces.finish(userId, core.clock.now(), areOurs);
        return { code: areOurs ? 'person-erased' : 'person-erased-outside', values };
      } finally {
        await traces.close();
      }
    },
  });
