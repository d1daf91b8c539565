import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

/** The folder of the repository. */
export const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

const oldestNode = 24;

/** Something a person must mend: shown as one line, without a stack. */
export class Stop extends Error {}

/** Runs a tool's story; what stops it, the system's refusals included, is told on the terminal and in the exit code. */
export async function tell(story) {
  try {
    await story();
  } catch (error) {
    console.error(error instanceof Stop || error.syscall ? error.message : error);
    process.exitCode = 1;
  }
}

/** Says what takes long, on the error stream: the output belongs to the program that follows. */
export function say(line) {
  console.error(line);
}

/** Installs the packages of the lock when they are not the ones installed last; two starts at once install once. */
export async function ensurePackages() {
  const wanted = lockedPackages();
  if (installedPackages() === wanted) return;
  await withLock(
    join(root, '.cache', 'install.lock'),
    async () => {
      if (installedPackages() === wanted) return;
      say('Installing packages: about a minute the first time.');
      await npm(['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
      writeFileSync(join(root, 'node_modules', '.varco-lock'), wanted);
    },
    () => say('Another start is installing packages: waiting for it.'),
  );
}

/** What should be installed: the lock, for this platform. */
function lockedPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}`;
}

function installedPackages() {
  try {
    return readFileSync(join(root, 'node_modules', '.varco-lock'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs npm in the repository, the one that started us when there is one; its output is shown only if it fails. */
async function npm(args) {
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const windows = process.platform === 'win32';
  const { code, output } = own
    ? await collect(process.execPath, [own, ...args], { cwd: root })
    : await collect(windows ? 'npm.cmd' : 'npm', args, { cwd: root, shell: windows });
  if (code !== 0)
    throw new Stop(
      `${output.trimEnd()}\nThe packages could not be installed (npm ${args[0]} ended with ${code}): the lines above say why.`,
    );
}

/** Runs a program to its end and returns its exit code, what it answered (`stdout`) and all it wrote (`output`). */
export function collect(program, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const answer = [];
    const all = [];
    child.stdout.on('data', (chunk) => answer.push(chunk) && all.push(chunk));
    child.stderr.on('data', (chunk) => all.push(chunk));
    const end = (code) => done({ code, stdout: Buffer.concat(answer).toString(), output: Buffer.concat(all).toString() });
    child.on('error', (error) => done({ code: 127, stdout: '', output: `${program}: ${error.message}` }));
    child.on('close', (code, signal) => end(code ?? 128 + constants.signals[signal]));
  });
}

/** The Node that runs the product: the one among the packages, or the machine's own where there is none for this platform. */
export function findNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const packaged = join(
    root,
    'node_modules',
    `node-${platform}-${process.arch}`,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(packaged)) return packaged;
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath;
  throw new Stop(
    `Varco needs Node ${oldestNode} or newer and finds ${process.version} (${process.platform} ${process.arch}): install it from https://nodejs.org and start again.`,
  );
}

/** Node's own: a young generation of 4 MiB instead of 16 costs a server of short requests nothing, and idle memory counts. */
const flags = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];

/**
 * Hands over to a program of ours under `node`, with this terminal, and ends as it ends.
 * The channel lets the program notice when this process is killed without a word.
 */
export function become(node, script, args) {
  const child = spawn(node, [...flags, resolve(root, script), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { NODE_COMPILE_CACHE: join(root, '.cache', 'compiled'), ...process.env },
  });
  const pass = (signal) => child.kill(signal);
  const wait = () => {};
  // Ctrl-C at a terminal reaches the whole group: passing it on would be a second one. Without a terminal it was meant for us alone.
  const interrupt = [0, 1, 2].some((stream) => isTerminal(stream)) ? wait : pass;
  const handlers = { SIGINT: interrupt, SIGTERM: pass, SIGHUP: pass };
  for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler);

  return new Promise((done, fail) => {
    child.on('error', (error) => fail(new Stop(`${node} does not run on this machine: ${error.message}`)));
    child.on('exit', (code, signal) => {
      for (const [name, handler] of Object.entries(handlers)) process.off(name, handler);
      process.exitCode = code ?? 128 + constants.signals[signal];
      if (signal) process.kill(process.pid, signal);
      done();
    });
  });
}

function isTerminal(stream) {
  return [process.stdin, process.stdout, process.stderr][stream].isTTY === true;
}
