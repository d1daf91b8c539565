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
  /** The most memory that our process held, in MiB of its own pages (RSS). */
  readonly memory: Held;
}

/** What a process held: the most, and by how much that of its second half is above that of its first, as with work that never ends. */
export interface Held {
  readonly most: number;
  readonly grown: number;
  /** The most in each tenth of the time: what is flat, and what goes on growing. */
  readonly tenths: readonly number[];
}

/** The same from what it held at equal distances. */
export function heldInTime(held: readonly number[]): Held {
  const middle = Math.ceil(held.length / 2);
  const most = (of: readonly number[]): number => of.reduce((a, b) => Math.max(a, b), 0);
  const tenth = (number: number): number => Math.floor((held.length * number) / 10);
  return {
    most: most(held),
    grown: most(held.slice(middle)) - most(held.slice(0, middle)),
    tenths: Array.from({ length: 10 }, (_, number) => most(held.slice(tenth(number), tenth(number + 1)))),
  };
}

/** What was held in each tenth of the time, as words of a line. */
export const inTenths = ({ tenths }: Held): string => `by tenths of the time ${tenths.map((held) => held.toFixed(0)).join(' ')} MiB`;

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
  return { said, seconds: (performance.now() - since) / 1_000, spent, memory: heldInTime(held) };
}
