import type { Core } from '#core/core';
import type { Database } from '#db/database';
import { sealRows } from './seal-rows.ts';
import { whileNobodyWrites } from './store.ts';

/**
 * Seals what is final and signs it with the present key. The owner's work, while no server runs: after a key was replaced the
 * newest checkpoint of the database is one of a key that may be lost, and could not be told from a false one until the next seal.
 */
export const sealRest = (core: Pick<Core, 'db' | 'clock' | 'keys'>, owner: Database['connectionConfig']): Promise<void> =>
  whileNobodyWrites(owner, async ({ round }) => {
    while ((await sealRows(core, await round())).more);
  });
