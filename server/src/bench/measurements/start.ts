import { spawnSync } from 'node:child_process';
import { startServer } from '../child.ts';
import type { Installation } from '../ground.ts';
import { median } from '../statistics.ts';
import { digits } from '../table.ts';
import type { Measurement } from './measurement.ts';

const LATER_STARTS = 5;
const FIRST_STARTS = 3;

/** How long Node takes to do nothing. */
function bareStart(): number {
  const since = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - since;
}

/** From the start of the process to "ready". */
export const start: Measurement = {
  name: 'start',
  on: 'nothing',
  async run(ground) {
    const limit = `${median(Array.from({ length: 5 }, bareStart)).toFixed(0)} ms: Node by itself`;
    const firsts = [await ground.installation()];
    while (firsts.length < FIRST_STARTS) firsts.push(await ground.install());
    const laters: Pick<Installation, 'readyMs' | 'spentMs'>[] = [];
    const { data } = await ground.installation();
    for (let round = 0; round < LATER_STARTS; round += 1) {
      const server = await startServer('product', [], ground.settings(data));
      const spent = server.spent();
      laters.push({ readyMs: server.readyMs, spentMs: spent.server + spent.postgres });
      await server.stop();
    }
    const row = (what: string, starts: readonly Pick<Installation, 'readyMs' | 'spentMs'>[], atMost: number, more: string) => ({
      what: `${what} start, from the process's begin to "ready"`,
      figure: median(starts.map(({ readyMs }) => readyMs)) / 1_000,
      unit: 's',
      limit,
      goal: { atMost },
      note: `median of ${starts.length}, slowest ${digits(Math.max(...starts.map(({ readyMs }) => readyMs)) / 1_000)} s; CPU of server and PostgreSQL ${digits(median(starts.map(({ spentMs }) => spentMs)) / 1_000)} s; ${more}`,
    });
    return [
      row('later', laters, 2, "Node's own start included"),
      row('first', firsts, 8, 'empty folder, no compiled code kept, set up from the environment with one hash'),
    ];
  },
};
