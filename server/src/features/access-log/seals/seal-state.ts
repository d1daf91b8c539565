import type { Core } from '#core/core';
import { isSealing, readNewest, readSealState } from './store.ts';

/** How far behind the seals are: what the first page shows, and the doctor says. */
export const sealState = readSealState;

/** Whether a server somewhere seals this log now. */
export const isBeingSealed = isSealing;

/** Which log this is and its newest checkpoint, whole. */
export const newestCheckpointOf = readNewest;

/** For how long the oldest row has waited for its seal; nothing waits: none. */
export async function secondsUnsealed({ db, clock }: Pick<Core, 'db' | 'clock'>): Promise<number> {
  const { oldestUnsealedAt } = await readSealState(db);
  return oldestUnsealedAt === null ? 0 : Math.max(0, (clock.now().getTime() - oldestUnsealedAt.getTime()) / 1_000);
}
