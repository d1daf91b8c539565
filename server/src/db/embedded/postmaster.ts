import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Engine } from './engine.ts';
import { diskFull, EmbeddedFault, folderFault } from './fault.ts';
import type { Folders } from './folders.ts';
import type { Level, Log } from './log.ts';
import { environment } from './processes.ts';
import type { SystemUser } from './system-user.ts';

/** Everything that decides how the server process is started. */
export interface Launch {
  folders: Folders;
  engine: Engine;
  user: SystemUser;
  settings: Readonly<Record<string, string>>;
  log: Log;
  /** Ends the server when it is aborted, also in the middle of its start. */
  stopping: AbortSignal;
}

/** One life of the server process. */
export interface Postmaster {
  pid: number;
  exited: Promise<void>;
  hasExited(): boolean;
  stop(): Promise<void>;
}

/** Why a start failed, in a word the caller can act on, with the sentence for when he cannot. */
export class LaunchFailure extends Error {
  readonly reason: 'occupied' | 'old-memory' | 'disk-full' | 'other';
  readonly fault: EmbeddedFault;

  constructor(reason: LaunchFailure['reason'], fault: EmbeddedFault) {
    super(fault.message);
    this.reason = reason;
    this.fault = fault;
  }
}

/** A checkpoint on a slow disk takes its time; beyond this the server is ended without one. */
const stopLimit = 60_000;

/** Starts the server and resolves when it accepts connections. */
export async function launch(how: Launch): Promise<Postmaster> {
  const { folders, engine, user, settings, log, stopping } = how;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A relative socket folder has no limit of length and no trouble with commas.
  const { file, args, identity } = user.command(join(engine.bin, 'postgres'), ['-D', folders.home, '-k', '../run', ...options]);
  // In a session of its own: Ctrl-C must reach us only, who first answer what is under way.
  const child = spawn(file, args, {
    ...identity,
    cwd: folders.data,
    env: environment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });

  let ended = false;
  const exited = new Promise<void>((done) => {
    const end = (): void => {
      ended = true;
      done();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  const closed = new Promise<void>((done) => child.once('close', () => done()));
  const watchdog = child.pid === undefined ? undefined : watch(child.pid, user, () => ended);
  const interrupt = (): void => {
    watchdog?.call();
    child.kill('SIGINT');
  };
  stopping.addEventListener('abort', interrupt, { once: true });
  child.once('exit', () => {
    watchdog?.call();
    stopping.removeEventListener('abort', interrupt);
  });

  const said: string[] = [];
  const ready = readLog(child, (level, line) => {
    if (said.push(line) > 30) said.shift();
    log(stopping.aborted ? 'debug' : level, line);
  });
  const slow = setInterval(() => log('warn', `PostgreSQL in ${folders.home} is still recovering.`), 10_000);
  const started = await Promise.race([ready.then(() => true), exited.then(() => false)]).finally(() => clearInterval(slow));
  if (!started) {
    // Backends of a killed server may keep the pipe open: what was said before is enough then.
    await Promise.race([closed, new Promise((done) => setTimeout(done, 200))]);
    throw failure(said, how);
  }
  return {
    pid: child.pid as number,
    exited,
    hasExited: () => ended,
    async stop() {
      interrupt();
      const last = setTimeout(() => child.kill('SIGQUIT'), stopLimit);
      await exited;
      clearTimeout(last);
    },
  };
}

/** Stops the server when we die, however we die: the pipe then closes. Returns how to call the watchdog off. */
function watch(server: number, user: SystemUser, ended: () => boolean): { call(): void } | undefined {
  let off = false;
  let current: ChildProcess | undefined;
  const begin = (): void => {
    const { file, args, identity } = user.command('/bin/sh', ['-c', 'read _; kill -INT "$1"', 'sh', String(server)]);
    const dog = spawn(file, args, {
      ...identity,
      cwd: '/',
      env: environment,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    current = dog;
    dog.stdin.on('error', () => undefined);
    dog.once('error', () => undefined);
    dog.once('exit', () => {
      if (!off && !ended()) setTimeout(() => (off || ended() ? undefined : begin()), 1000).unref();
    });
  };
  begin();
  return {
    call() {
      off = true;
      current?.kill('SIGKILL');
    },
  };
}

const levels: Readonly<Record<string, Level>> = {
  LOG: 'debug',
  INFO: 'debug',
  NOTICE: 'debug',
  // What a statement of ours may expect, such as a constraint, is said where it is met.
  ERROR: 'info',
  WARNING: 'warn',
  FATAL: 'warn',
  PANIC: 'error',
};

/** Passes every line on, since a full pipe would stop the whole server; resolves at the line that says it is ready. */
function readLog(child: ChildProcess, pass: Log): Promise<void> {
  return new Promise((ready) => {
    if (!child.stderr) return;
    let level: Level = 'debug';
    createInterface({ input: child.stderr }).on('line', (line) => {
      // Statements and hints follow the line they belong to.
      const severity = /\b([A-Z]+): {2}/.exec(line)?.[1] ?? '';
      level = levels[severity] ?? level;
      pass(level, line);
      if (severity === 'LOG' && line.includes('ready to accept connections')) ready();
    });
  });
}

function failure(said: readonly string[], { folders, engine, user }: Launch): LaunchFailure {
  const text = said.join('\n');
  const has = (...parts: string[]): boolean => parts.some((part) => text.includes(part));
  const where = folders.home;
  if (/lock file ".*" (already exists|is empty)|bogus data in lock file/.test(text)) {
    return new LaunchFailure(
      'occupied',
      new EmbeddedFault('in-use', `Another PostgreSQL runs on ${where}: stop that one first, or name another folder with VARCO_DATA.`),
    );
  }
  if (has('pre-existing shared memory block')) {
    return new LaunchFailure(
      'old-memory',
      new EmbeddedFault(
        'in-use',
        `Processes of an earlier PostgreSQL still use ${where}: wait until they end, or end them, and start Varco again.`,
      ),
    );
  }
  if (has('No space left on device', 'Disk quota exceeded')) return new LaunchFailure('disk-full', diskFull(folders.data));
  if (has('Read-only file system')) return new LaunchFailure('other', folderFault({ code: 'EROFS' }, folders.data));
  if (has('incompatible with server')) {
    return new LaunchFailure(
      'other',
      new EmbeddedFault(
        'other-version',
        `The database in ${where} does not fit PostgreSQL ${engine.version}: start the Varco that made it.`,
      ),
    );
  }
  if (has('Cannot allocate memory', 'could not map anonymous shared memory')) {
    return new LaunchFailure(
      'other',
      new EmbeddedFault(
        'memory',
        'PostgreSQL does not get the memory it needs: end other programs, or give the machine or container more.',
      ),
    );
  }
  const last = said.findLast((line) => /(FATAL|PANIC): {2}/.test(line)) ?? said.at(-1) ?? 'it said nothing';
  const reason = last.replace(/^.*(FATAL|PANIC): +/, '');
  return new LaunchFailure(
    'other',
    new EmbeddedFault('not-started', `PostgreSQL ${engine.version} did not start in ${where} as ${user.name}: ${reason}`),
  );
}
