import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Memory, memoryOf, type Spent, spentBy } from './processes.ts';

const READY = /^Varco is ready at http:\/\/[^:]+:(\d+)$/m;
const LONGEST_START_MS = 120_000;
const LONGEST_STOP_MS = 15_000;
const LINES_KEPT = 20;

const alive = new Set<Child>();

/** The programs a measurement may start. */
export const programs = {
  product: fileURLToPath(import.meta.resolve('../main.ts')),
  house: fileURLToPath(import.meta.resolve('./server.ts')),
  bare: fileURLToPath(import.meta.resolve('./bare-http.ts')),
  attack: fileURLToPath(import.meta.resolve('./attack.ts')),
  ledger: fileURLToPath(import.meta.resolve('./ledger.ts')),
  command: fileURLToPath(import.meta.resolve('../cli.ts')),
} as const;

/** A server in a process of its own. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  /** From the moment it was started to the line that says it is ready: Node's own start is part of it. */
  readonly readyMs: number;
  /** What it and its PostgreSQL have spent since they began. */
  spent(): Spent;
  memory(): Memory;
  stop(): Promise<void>;
}

/** One of our programs in a process of its own, which ends with us. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<void>;
  readonly #said: string[] = [];

  constructor(node: string, program: string, args: readonly string[], environment: Readonly<Record<string, string>>) {
    const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('VARCO_'));
    // Node's own flags are those we were started with; the channel is how the child notices that we are gone without a word.
    this.process = spawn(node, [...process.execArgv, program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...Object.fromEntries(clean), ...environment },
    });
    alive.add(this);
    this.ended = new Promise((ended) => {
      this.process.once('exit', () => {
        alive.delete(this);
        ended();
      });
    });
    this.process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said.push(text);
      if (this.#said.length > LINES_KEPT) this.#said.shift();
    });
  }

  get said(): string {
    return this.#said.join('');
  }

  async stop(): Promise<void> {
    if (!alive.has(this)) return;
    this.process.kill('SIGTERM');
    const late = setTimeout(() => this.process.kill('SIGKILL'), LONGEST_STOP_MS);
    await this.ended;
    clearTimeout(late);
  }
}

/** Starts one of our programs and waits until it says that it is ready; `node` is the Node that runs it. */
export async function startServer(
  program: keyof typeof programs,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
  node: string = process.execPath,
): Promise<Server> {
  const since = performance.now();
  const child = new Child(node, programs[program], args, environment);
  const port = await new Promise<number>((ready, failed) => {
    let text = '';
    const late = setTimeout(() => failed(new Error(`${program} was not ready in time.\n${child.said}`)), LONGEST_START_MS);
    child.process.stdout?.setEncoding('utf8').on('data', (said: string) => {
      text += said;
      const found = READY.exec(text)?.[1];
      if (found === undefined) return;
      clearTimeout(late);
      ready(Number(found));
    });
    void child.ended.then(() => {
      clearTimeout(late);
      failed(new Error(`${program} ended before it was ready.\n${text}${child.said}`));
    });
  });
  const readyMs = performance.now() - since;
  const pid = child.process.pid ?? 0;
  return { pid, port, readyMs, spent: () => spentBy(pid), memory: () => memoryOf(pid), stop: () => child.stop() };
}

/** Runs one of our programs to its end and answers what it sends through the channel. */
export async function finish(
  program: keyof typeof programs,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  const child = new Child(process.execPath, programs[program], args, environment);
  const answer = new Promise((answered) => child.process.once('message', answered));
  await child.ended;
  return Promise.race([answer, Promise.reject(new Error(`${program} ended without an answer.\n${child.said}`))]);
}

/** Ends whatever still runs, by its number. */
export const stopAll = (): Promise<unknown> => Promise.all([...alive].map((child) => child.stop()));
