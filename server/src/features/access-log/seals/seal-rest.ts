import { MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import type { Core } from '#core/core';
import type { Database } from '#db/database';
import { sealRows, sha256, sign } from './seal-rows.ts';
import { whileNobodyWrites } from './store.ts';

/**
 * Seals what is final and signs the log with the present key. The owner's work, while no server runs: after a key was replaced the
 * newest checkpoint of the database is one of a key that may be lost, and could not be told from a false one until the next seal.
 */
export const sealRest = (core: Pick<Core, 'db' | 'clock' | 'keys'>, owner: Database['connectionConfig']): Promise<void> =>
  whileNobodyWrites(owner, async ({ round }) => {
    while ((await sealRows(core, await round())).more);
    // Also when nothing was final, because a transaction is open elsewhere in the cluster.
    const last = await round();
    const { place } = last;
    if (place.size > 0) await sign(core.keys, last, new MerkleTree(sha256, place.size, place.peaks), core.clock.now());
  });
