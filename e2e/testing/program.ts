import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { findNode, root } from '../../tools/bootstrap.mjs';
import { ensurePages } from '../../tools/pages.mjs';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** All it wrote, on both streams. */
  readonly said: string;
  /** What it complained of, on the error stream. */
  readonly complained: string;
}

/** The real program, in a process of its own. */
export interface Program {
  readonly url: string;
  readonly data: string;
  readonly pid: number;
  readonly exited: Promise<Ending>;
  said(): string;
  /** The link that sets up an empty installation, as the terminal shows it. */
  setupLink(): Promise<string>;
  /** Sends a signal and waits for the end. */
  end(signal?: NodeJS.Signals): Promise<Ending>;
}

/** How to start it; everything has a good default. */
export interface Wishes {
  readonly data?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** The program and its arguments instead of the server itself. */
  readonly command?: readonly [string, ...string[]];
  /** The user it runs as; the one of the tests unless named. */
  readonly identity?: { readonly uid: number; readonly gid: number };
}

const READY = /^Varco is ready at (\S+)$/m;
/** How long to wait for what should come at once: it ends what hangs, and says nothing about speed. */
export const PATIENCE_MS = 180_000;

const running = new Map<number, Program>();
const folders: string[] = [];

// Whatever a file of tests starts ends with it, also when a test fails halfway.
afterAll(async () => {
  await Promise.all([...running.values()].map((program) => program.end('SIGTERM')));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The last lines that the running programs wrote, for whoever mends a failed test. */
export const lastWords = (): string =>
  [...running.values()].map((program) => program.said().trim().split('\n').slice(-10).join('\n')).join('\n');

/** A folder of the test's own, which the user of the database may pass through; removed at the end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'varco-e2e-'));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

// Below what the system gives to connections of its own choice, and elsewhere in another worker or another run of the tests.
let nextPort = 12_000 + ((process.pid * 7 + Number(process.env.VITEST_POOL_ID ?? 0)) % 50) * 400;

/** A port that was free a moment ago: links and the origin of forms must carry the port people type. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 400; tries += 1) {
    const port = nextPort;
    nextPort += 1;
    const server = createServer();
    const isFree = await new Promise<boolean>((answer) => {
      server.once('error', () => answer(false));
      server.listen(port, () => answer(true));
    });
    await new Promise((done) => server.close(done));
    if (isFree) return port;
  }
  throw new Error('No port is free for the tests.');
}

/** Starts the program and waits until it says that it is ready. */
export async function startVarco(wishes: Wishes = {}): Promise<Program> {
  const launched = await launch(wishes);
  const url = await Promise.race([
    launched.wrote(READY),
    launched.exited.then(({ code, signal, said }) => {
      throw new Error(`Varco ended (${code ?? signal}) before it was ready:\n${said}`);
    }),
  ]);
  const program: Program = {
    url,
    data: launched.data,
    pid: launched.pid,
    exited: launched.exited,
    said: launched.said,
    setupLink: () => launched.wrote(/^ {2}(http\S+\/setup#\S+)$/m),
    end: launched.end,
  };
  running.set(launched.pid, program);
  void launched.exited.then(() => running.delete(launched.pid));
  return program;
}

/** Ends the program in order and starts it again at the same place, as an administrator would. */
export async function restarted(program: Program): Promise<Program> {
  await program.end();
  return startVarco({ data: program.data, port: Number(new URL(program.url).port) });
}

/** Starts the program where it must refuse, and waits for its end. */
export async function refusedStart(wishes: Wishes = {}): Promise<Ending> {
  const launched = await launch(wishes);
  const limit = setTimeout(() => void launched.end('SIGKILL'), PATIENCE_MS);
  const ending = await launched.exited;
  clearTimeout(limit);
  return ending;
}

/** Starts the program, stops it in order once it has written something, and waits for its end. */
export async function interruptedStart(wishes: Wishes, written: RegExp): Promise<Ending> {
  const launched = await launch(wishes);
  await launched.wrote(written);
  return launched.end('SIGINT');
}

/** Starts the program and kills it without a word after some milliseconds, ready or not. */
export async function stillbornStart(wishes: Wishes, milliseconds: number): Promise<void> {
  const launched = await launch(wishes);
  await new Promise((done) => setTimeout(done, milliseconds));
  await launched.end('SIGKILL');
}

/** What a refused start complained of to the person at the terminal: its lines without those of the structured log. */
export const complaintsOf = ({ complained }: Ending): string[] =>
  complained.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('{'));

async function launch(wishes: Wishes) {
  const node = findNode();
  await ensurePages(node);
  const data = wishes.data ?? join(temporaryFolder(), 'data');
  const port = wishes.port ?? (await freePort());
  const [file, ...args] = wishes.command ?? [node, '--disable-warning=ExperimentalWarning', join(root, 'server/src/main.ts')];
  // A group of its own, so that a test can press Ctrl-C in it; the channel ends it should the tests be killed.
  const child = spawn(file, args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'),
      VARCO_DATA: data,
      VARCO_PORT: String(port),
      VARCO_BASE_URL: `http://localhost:${port}`,
      VARCO_LOG_LEVEL: 'warn',
      ...wishes.environment,
    },
    ...wishes.identity,
  });
  let said = '';
  let complained = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (stream === child.stderr) complained += text;
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<Ending>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done({ code, signal, said, complained }));
  });
  /** Waits until it has written something, and answers the part in parentheses. */
  const wrote = (pattern: RegExp): Promise<string> =>
    new Promise((done, fail) => {
      const limit = setTimeout(() => fail(new Error(`It never wrote ${pattern}, but:\n${said}`)), PATIENCE_MS);
      const look = (): void => {
        const found = pattern.exec(said);
        if (!found) return;
        clearTimeout(limit);
        listeners.delete(look);
        done(found[1] ?? found[0]);
      };
      listeners.add(look);
      look();
      void exited.finally(() => clearTimeout(limit));
    });
  const end = (signal: NodeJS.Signals = 'SIGTERM'): Promise<Ending> => {
    child.kill(signal);
    return exited;
  };
  return { pid: child.pid ?? 0, data, exited, said: () => said, wrote, end };
}

/** The processes below one, at any depth; zombies are not counted. */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) parents.set(Number(name), stat.parent);
  }
  const found: number[] = [];
  for (let layer = [pid]; layer.length > 0; ) {
    layer = [...parents].filter(([, parent]) => layer.includes(parent)).map(([child]) => child);
    found.push(...layer);
  }
  return found;
}

/** Waits until none of these processes lives any more. */
export async function allGone(pids: readonly number[]): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const left = pids.filter((pid) => statOf(pid) !== undefined);
    if (left.length === 0) return;
    if (performance.now() > until) throw new Error(`Still there: ${left.map((pid) => `${pid} ${commandOf(pid)}`).join('; ')}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** What a process was started with, words separated by blanks. */
function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

function statOf(pid: number): { parent: number } | undefined {
  try {
    // The state follows the name, which stands in parentheses and may itself hold parentheses.
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state === 'Z' || state === 'X' ? undefined : { parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** The process of PostgreSQL of a data folder. */
export function databaseOf(data: string): number {
  const file = join(data, 'pg', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
}
