import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedFault, folderFault } from './fault.ts';

/** Where everything of the built-in database lives inside the data folder. */
export interface Folders {
  /** The folder a person names. */
  data: string;
  /** PostgreSQL's own folder. */
  home: string;
  /** The folder of the socket. */
  run: string;
  /** Copies of the programs, made only when the installed ones are out of the server's reach. */
  engines: string;
  /** Space kept aside for a full disk. */
  ballast: string;
}

/** Where the parts of a data folder are. */
export function foldersOf(data: string): Folders {
  return { data, home: join(data, 'pg'), run: join(data, 'run'), engines: join(data, 'engine'), ballast: join(data, 'ballast') };
}

/** Whether this process may become another user. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Makes the data folder when it is missing and proves that it can be written.
 * Root's server is another user, who must be able to pass through: 0711 there, 0700 otherwise; parents made on the way are ordinary.
 */
export function openFolders(path: string): Folders {
  const wanted = resolve(path);
  try {
    makeFolder(wanted, isRoot() ? 0o711 : 0o700);
    accessSync(wanted, constants.W_OK | constants.X_OK);
    return foldersOf(realpathSync(wanted));
  } catch (error) {
    throw folderFault(error, wanted);
  }
}

/** Makes a folder of an exact mode whatever the umask; missing parents become 0755, an existing folder stays as it is. */
export function makeFolder(path: string, mode: number): void {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) mkdirSync(path);
    return;
  }
  makeFolder(dirname(path), 0o755);
  try {
    mkdirSync(path);
    chmodSync(path, mode);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}

/** Gives a folder and all it holds to a user; the folder itself last, so that an interrupted walk is walked again. */
export function handOver(path: string, owner: { uid: number; gid: number }): void {
  if (lstatSync(path).uid === owner.uid) return;
  if (!isRoot()) {
    throw new EmbeddedFault(
      'foreign-folder',
      `${path} belongs to another user (${lstatSync(path).uid}): start Varco as that user or as root.`,
    );
  }
  giveAway(path, owner);
}

function giveAway(path: string, owner: { uid: number; gid: number }): void {
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) giveAway(join(path, name), owner);
  lchownSync(path, owner.uid, owner.gid);
}

/** Gives what root has made inside a folder to whom the folder belongs, so that the service is not locked out of it. */
export function belongToOwnerOf(folder: string, path: string): void {
  if (!isRoot()) return;
  const { uid, gid } = statSync(folder);
  lchownSync(path, uid, gid);
}
