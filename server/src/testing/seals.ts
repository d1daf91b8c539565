import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sealer } from '#features/access-log';
import { untilFinal } from './final.ts';
import type { World } from './world.ts';

/** Seals everything that has happened in a world; answers the checkpoint over it. */
export async function sealNow(world: World): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'varco-seals-'));
  const sealer = new Sealer({ ...world, config: { ...world.config, data } });
  await untilFinal(world);
  sealer.open();
  try {
    for (;;) {
      const [state] = await world.owner<{ checkpoint: string | null; behind: boolean }>(
        `select s.checkpoint, exists (select from access_log.entries e where e.xid >= s.next_xid) or s.checkpoint_size is distinct from s.size as behind
         from access_log.sealer s`,
      );
      if (state?.checkpoint && !state.behind) return state.checkpoint;
      await new Promise((done) => setTimeout(done, 50));
    }
  } finally {
    await sealer.close();
    rmSync(data, { recursive: true });
  }
}
