import { expect } from 'vitest';
import type { World } from './world.ts';

/**
 * Waits until everything in the log is final. Tests beside this one have transactions open in the same cluster, and while one is older
 * than a row the sealer leaves the row for its next seal.
 */
export async function untilFinal(world: Pick<World, 'owner'>): Promise<void> {
  const isFinal = async () => {
    const [row] = await world.owner<{ final: boolean }>(
      'select coalesce(max(xid), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as final from access_log.entries',
    );
    return row?.final;
  };
  await expect.poll(isFinal, { interval: 5 }).toBe(true);
}
