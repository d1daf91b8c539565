import { readFileSync } from 'node:fs';
import { Child, programs } from './child.ts';
import { type Spent, spentBy } from './processes.ts';

const SAMPLE_MS = 40;
const MIB = 1024;

/** What a command of the product did and cost, its own PostgreSQL included. */
export interface Commanded {
  readonly said: string;
  readonly seconds: number;
  readonly spent: Spent;
  /** The most memory that our process held, and what it held when it had begun to work, in MiB of its own pages (RSS). */
  readonly memory: { readonly early: number; readonly most: number };
}

/** What a process holds now, in MiB. */
export function heldBy(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / MIB;
  } catch {
    return Number.NaN;
  }
}

/** Runs a command of the product to its end, as somebody at a terminal does, and fails unless it succeeds. */
export async function command(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<Commanded> {
  const since = performance.now();
  const child = new Child(process.execPath, programs.command, args, environment);
  const pid = child.process.pid ?? 0;
  let said = '';
  child.process.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  let spent: Spent = { server: 0, postgres: 0 };
  const held: number[] = [];
  const sample = setInterval(() => {
    const now = spentBy(pid);
    // PostgreSQL ends before us, and what it spent is then in no process that is left.
    if (now.server >= spent.server) spent = { server: now.server, postgres: Math.max(now.postgres, spent.postgres) };
    const memory = heldBy(pid);
    if (memory > 0) held.push(memory);
  }, SAMPLE_MS);
  await child.ended;
  clearInterval(sample);
  if (child.process.exitCode !== 0) throw new Error(`varco ${args.join(' ')} ended with ${child.process.exitCode}.\n${child.said}`);
  // The first quarter is start and first work: what it holds then it may keep, however long the rest is.
  const early = Math.max(...held.slice(0, Math.max(1, Math.ceil(held.length / 4))));
  return { said, seconds: (performance.now() - since) / 1_000, spent, memory: { early, most: Math.max(...held) } };
}
