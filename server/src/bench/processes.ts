import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts in hundredths of a second on every Linux, whatever its own clock does. */
const TICK_MS = 10;
const KIB_OF_MIB = 1024;

interface Counted {
  readonly pid: number;
  readonly parent: number;
  readonly own: number;
  /** Of children that ended and were waited for: PostgreSQL's earlier connections. */
  readonly buried: number;
}

/** The processor time of a server, in milliseconds: its own process, and the PostgreSQL it started. */
export interface Spent {
  readonly server: number;
  readonly postgres: number;
}

/** The memory of a server, in MiB, every shared page divided among those who share it (PSS). */
export interface Memory {
  readonly server: number;
  readonly postgres: number;
}

function count(pid: number): Counted | undefined {
  try {
    // The name may hold blanks and parentheses: fields are counted after the last one.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = (field: number) => Number(fields[field] ?? 0) * TICK_MS;
    return { pid, parent: Number(fields[1]), own: ticks(11) + ticks(12), buried: ticks(13) + ticks(14) };
  } catch {
    return undefined;
  }
}

/** Every process that descends from `ancestor`. */
function descendants(ancestor: number): Counted[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => count(Number(name)) ?? []);
  const under = (parent: number): Counted[] => all.filter((one) => one.parent === parent).flatMap((one) => [one, ...under(one.pid)]);
  return under(ancestor);
}

/** What a server and its PostgreSQL have spent since they began. */
export function spentBy(server: number): Spent {
  const postgres = descendants(server).reduce((sum, one) => sum + one.own + one.buried, 0);
  return { server: count(server)?.own ?? Number.NaN, postgres };
}

/** What was spent between two moments, for each of `times`. */
export const spentEach = (before: Spent, after: Spent, times: number): Spent => ({
  server: (after.server - before.server) / times,
  postgres: (after.postgres - before.postgres) / times,
});

function share(pid: number): number {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? Number.NaN) / KIB_OF_MIB;
}

/** What a server and its PostgreSQL hold in memory now. */
export const memoryOf = (server: number): Memory => ({
  server: share(server),
  postgres: descendants(server).reduce((sum, { pid }) => sum + share(pid), 0),
});
