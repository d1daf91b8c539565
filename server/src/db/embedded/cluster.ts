import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.ts';
import { codeOf, diskFull, EmbeddedFault, folderFault } from './fault.ts';
import { type Folders, isRoot } from './folders.ts';
import { finish, isAlive } from './processes.ts';
import type { SystemUser } from './system-user.ts';

/** Refuses a folder that this engine cannot open: PostgreSQL keeps its files only within one major version. */
export function refuseOtherVersion(folders: Folders, engine: Engine): void {
  if (!existsSync(folders.home)) return;
  let made: string;
  try {
    made = readFileSync(join(folders.home, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && readdirSync(folders.home).length === 0) return;
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'ENOTDIR') throw folderFault(error, folders.home);
    throw new EmbeddedFault(
      'not-a-database',
      `${folders.home} is not a database of PostgreSQL: move it away, or name another folder with VARCO_DATA.`,
    );
  }
  if (made === String(engine.major)) return;
  throw new EmbeddedFault(
    'other-version',
    `The database in ${folders.home} was made by PostgreSQL ${made}, this Varco has PostgreSQL ${engine.major}: start the Varco that made it, or name another folder with VARCO_DATA.`,
  );
}

/** Whether PostgreSQL's folder is there; an empty one is not. */
export const hasCluster = (folders: Folders): boolean => existsSync(join(folders.home, 'PG_VERSION'));

/**
 * Makes PostgreSQL's folder beside its place and renames it, so that a half-made one never counts.
 * Several starts may do this at once: all but the lowest process wait, and the rename decides.
 */
export async function makeCluster(folders: Folders, engine: Engine, user: SystemUser, durable: boolean): Promise<void> {
  const fresh = join(folders.data, freshName(process.pid));
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh);
    chmodSync(fresh, 0o700);
    if (isRoot()) chownSync(fresh, user.owner.uid, user.owner.gid);
    if (await madeByAnother(folders)) return;
    const made = await finish(user.command(join(engine.bin, 'initdb'), initialization(fresh, engine, durable)), folders.data);
    if (!made.ok && !hasCluster(folders)) throw initializationFault(made.stderr, folders, user);
    if (made.ok) renameSync(fresh, folders.home);
  } catch (error) {
    if (error instanceof EmbeddedFault) throw error;
    if (!hasCluster(folders)) throw folderFault(error, folders.data);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function initialization(folder: string, engine: Engine, durable: boolean): string[] {
  // The built-in provider sorts the same everywhere and cannot drift with a C library; it came with 17.
  const locale = engine.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
  const sync = durable ? [] : ['--no-sync'];
  const access = ['--auth-local=peer', '--auth-host=reject'];
  return ['-D', folder, '-U', 'varco_root', ...access, '-E', 'UTF8', ...locale, '--data-checksums', '--no-instructions', ...sync];
}

function initializationFault(stderr: string, folders: Folders, user: SystemUser): EmbeddedFault {
  if (stderr.includes('No space left on device')) return diskFull(folders.data);
  const reason = stderr.split('\n').find((line) => /error:|FATAL:|PANIC:/.test(line)) ?? stderr.trim().split('\n')[0] ?? '';
  return new EmbeddedFault('not-started', `PostgreSQL could not make its folder in ${folders.data} as ${user.name}: ${reason.trim()}`);
}

const freshName = (pid: number): string => `pg.new-${pid}`;

function makersOf(folders: Folders): number[] {
  return readdirSync(folders.data).flatMap((name) => /^pg\.new-(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
}

/** Waits for a start of a lower process number; the minute is for a number that today belongs to somebody else. */
async function madeByAnother(folders: Folders): Promise<boolean> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    if (hasCluster(folders)) return true;
    if (!makersOf(folders).some((pid) => pid < process.pid && isAlive(pid))) return false;
    await pause(50);
  }
  return false;
}

/** Deletes what starts that died in the middle have left. */
export function dropHalfMadeClusters(folders: Folders): void {
  for (const pid of makersOf(folders)) {
    if (pid === process.pid || !isAlive(pid)) rmSync(join(folders.data, freshName(pid)), { recursive: true, force: true });
  }
}

/** The system users who may connect are known by the kernel, so there is no password to keep; nothing is answered to a network. */
export function writeAccessRules(folders: Folders, user: SystemUser): void {
  const rules = ['local all all peer map=varco', 'local replication varco_root peer map=varco'];
  const map = user.clients.flatMap((name) => ['varco_root', 'varco_owner', 'varco_app'].map((role) => `varco "${name}" ${role}`));
  for (const [file, lines] of [
    ['pg_hba.conf', rules],
    ['pg_ident.conf', map],
  ] as const) {
    replaceFile(join(folders.home, file), `${lines.join('\n')}\n`, user);
  }
}

/** Only when it differs: a start on a full disk must not need to write. */
function replaceFile(path: string, text: string, user: SystemUser): void {
  try {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
    const fresh = `${path}.${process.pid}.new`;
    writeFileSync(fresh, text, { mode: 0o600 });
    if (isRoot()) chownSync(fresh, user.owner.uid, user.owner.gid);
    renameSync(fresh, path);
  } catch (error) {
    throw folderFault(error, path);
  }
}
