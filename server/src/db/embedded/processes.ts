import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { codeOf } from './fault.ts';

/** The whole environment of the programs we start: ours may hold secrets, and PG* variables would change what they do. */
export const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A program with the user it must run as. */
export interface Command {
  file: string;
  args: readonly string[];
  identity: { uid?: number; gid?: number };
}

/** How a program ended; `failure` is the system's code when it could not even be started. */
export interface Ending {
  ok: boolean;
  stdout: string;
  stderr: string;
  failure?: string;
}

/** Runs a short program to its end and never throws: what went wrong is in the answer. */
export function finish(command: Command, cwd = '/'): Promise<Ending> {
  return new Promise((done) => {
    const child = spawn(command.file, [...command.args], { ...command.identity, cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', (error) => done({ ok: false, stdout, stderr: stderr || error.message, failure: codeOf(error) ?? 'unknown' }));
    child.once('close', (status) => done({ ok: status === 0, stdout, stderr }));
  });
}

/** Whether a process of this number exists and is more than a zombie that nobody has buried. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  return !isZombie(pid);
}

function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the name, which stands in parentheses and may itself hold parentheses.
    return /^[ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, ''));
  } catch {
    return false;
  }
}

/** The command line of a living process, words separated by blanks; undefined when the system does not tell. */
function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trimEnd();
    } catch {
      return undefined;
    }
  }
  const asked = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8', env: environment });
  return asked.error ? undefined : asked.stdout.trim();
}

/** Whether the process is the PostgreSQL server of this folder; the answer is yes when the system hides what it is. */
export function isServerOf(pid: number, home: string): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    // Gone, or another user's: PostgreSQL itself ignores those too.
    return false;
  }
  const line = commandLine(pid);
  if (line === undefined) return isAlive(pid);
  const program = line.split(' -D ')[0] ?? '';
  return basename(program) === 'postgres' && (line.includes(` -D ${home} `) || worksIn(pid, home));
}

function worksIn(pid: number, folder: string): boolean {
  try {
    const [there, here] = [statSync(`/proc/${pid}/cwd`), statSync(folder)];
    return there.dev === here.dev && there.ino === here.ino;
  } catch {
    return false;
  }
}

/** The name of the setting by which a server says which process started it. */
export const parentSetting = 'varco.parent';

/** The process that started a server of ours; undefined when the server was not started by us. */
export function parentOf(server: number): number | undefined {
  const found = new RegExp(`${parentSetting}=(\\d+)`).exec(commandLine(server) ?? '');
  return found ? Number(found[1]) : undefined;
}
