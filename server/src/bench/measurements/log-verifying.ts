import { hash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { command } from '../command.ts';
import { median } from '../statistics.ts';
import { digits } from '../table.ts';
import { isLong, many, microseconds } from './log-rows.ts';
import type { Measurement } from './measurement.ts';

/** The bytes of the leaf of a sign-in, and of a node above two others. */
const LEAF_BYTES = 245;
const NODE_BYTES = 65;

/** Processor time of what no verification can leave out for a row: the hash of its leaf and one of a node, in microseconds. */
function leafAndNode(): number {
  const [leaf, node, room] = [Buffer.alloc(LEAF_BYTES, 7), Buffer.alloc(NODE_BYTES, 3), Buffer.alloc(64)];
  const round = (times: number): number => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) {
      room.write(hash('sha256', leaf, 'binary'), 0, 32, 'latin1');
      room.write(hash('sha256', node, 'binary'), 32, 32, 'latin1');
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  };
  round(20_000);
  return median(Array.from({ length: 5 }, () => round(60_000)));
}

/** The whole log computed again and compared with its seals, by the command as it is. */
export const logVerifying: Measurement = {
  name: 'log-verifying',
  on: 'nothing',
  async run(ground) {
    const { data, filled } = await ground.ledger();
    const cores = availableParallelism();
    const least = leafAndNode();
    const settings = ground.settings(data);
    // What the command takes when there is nothing to verify: its own start and PostgreSQL's.
    const idle = await command(['log', 'key'], settings);
    const checked = await command(['log', 'verify', '--json'], settings);
    const { rows, faults } = JSON.parse(checked.said) as { rows: number; faults: number };
    if (faults > 0) throw new Error(`The log is not what was sealed: ${checked.said.slice(0, 2_000)}`);
    const spent = {
      server: checked.spent.server - idle.spent.server,
      postgres: Math.max(0, checked.spent.postgres - idle.spent.postgres),
    };
    const each = microseconds({ rows, spent });
    return [
      {
        what: `varco log verify, ${many(filled.rows)}`,
        figure: rows / (checked.seconds - idle.seconds),
        unit: 'rows/s',
        limit: `${((cores / least) * 1e6).toFixed(0)} rows/s: SHA-256 of leaf and node, ${cores} at once`,
        ...(isLong(rows) ? { goal: { atLeast: 200_000 } } : {}),
        note: `${digits(checked.seconds)} s, of which ${digits(idle.seconds)} are the start of the command and of PostgreSQL; ${each.text}; memory ${checked.memory.most.toFixed(0)} MiB`,
      },
      {
        what: 'CPU of verifying a row against its two hashes',
        figure: each.all / least,
        unit: '×',
        limit: `${digits(least)} µs: SHA-256 of leaf and node`,
        note: `${digits(each.all)} µs, of ours and of PostgreSQL`,
      },
    ];
  },
};
