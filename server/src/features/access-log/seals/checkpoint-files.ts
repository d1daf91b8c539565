import { accessSync, closeSync, constants, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint, parseCheckpoints, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import type { Config } from '#core/config';

/** Where checkpoints are written besides the database. */
export interface CheckpointFolder {
  readonly path: string;
  /** Named by whoever installs, and then his to make: a disk that is not there must not become a folder of ours. */
  readonly isNamed: boolean;
}

/** The folders of checkpoints: the one with the data, and the one elsewhere if it is named. */
export const checkpointFolders = ({ data, checkpointFolder }: Pick<Config, 'data' | 'checkpointFolder'>): CheckpointFolder[] => [
  { path: join(data, 'checkpoints'), isNamed: false },
  ...(checkpointFolder === null ? [] : [{ path: checkpointFolder, isNamed: true }]),
];

/** Adds a checkpoint to the file of its day, on the disk when this returns. */
export function appendCheckpoint({ path, isNamed }: CheckpointFolder, checkpoint: string, at: Date): void {
  if (!isNamed) mkdirSync(path, { recursive: true, mode: 0o755 });
  const file = openSync(join(path, `${at.toISOString().slice(0, 10)}.txt`), 'a+', 0o644);
  try {
    writeSync(file, `${endsInTheMiddle(file) ? '\n\n' : ''}${checkpoint}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Whether what was written last was cut short by a stop. */
function endsInTheMiddle(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
}

/** The files of checkpoints of a folder, the oldest first; none when there is no folder. */
function checkpointFiles({ path }: CheckpointFolder): string[] {
  try {
    return readdirSync(path)
      .filter((name) => /^\d{4}-\d{2}-\d{2}\.txt$/.test(name))
      .sort()
      .map((name) => join(path, name));
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw fault;
  }
}

/** The newest whole checkpoint of a folder. */
export function newestCheckpoint(folder: CheckpointFolder): SignedCheckpoint | undefined {
  for (const file of checkpointFiles(folder).reverse()) {
    const newest = lastOf(file);
    if (newest) return newest;
  }
  return undefined;
}

/** Room for some checkpoints, and for one cut short after them. */
const TAIL_BYTES = 8_192;

function lastOf(path: string): SignedCheckpoint | undefined {
  const file = openSync(path, 'r');
  try {
    const tail = Buffer.alloc(TAIL_BYTES);
    const read = readSync(file, tail, 0, TAIL_BYTES, Math.max(0, fstatSync(file).size - TAIL_BYTES));
    return parseCheckpoints(tail.toString('utf8', 0, read)).checkpoints.at(-1);
  } finally {
    closeSync(file);
  }
}

/** The last checkpoint of each day in the folders of this installation, with its file. */
export function keptCheckpoints(config: Pick<Config, 'data' | 'checkpointFolder'>): { file: string; checkpoint: SignedCheckpoint }[] {
  return checkpointFolders(config).flatMap((folder) =>
    checkpointFiles(folder).flatMap((file) => {
      const checkpoint = lastOf(file);
      return checkpoint ? [{ file, checkpoint }] : [];
    }),
  );
}

/** Adds a checkpoint to each folder that can be used; answers those that cannot. */
export function leaveCheckpoint(config: Pick<Config, 'data' | 'checkpointFolder'>, checkpoint: string, at: Date): string[] {
  return checkpointFolders(config).flatMap((folder) => {
    try {
      appendCheckpoint(folder, checkpoint, at);
      return [];
    } catch {
      return [folder.path];
    }
  });
}

/** How the log of the database stands to each folder; a folder that cannot be used is told too. */
export function checkpointStandings(
  config: Pick<Config, 'data' | 'checkpointFolder'>,
  newest: string | null,
): { path: string; standing: Standing | 'unusable' }[] {
  const inDatabase = newest === null ? undefined : parseCheckpoint(newest);
  return checkpointFolders(config).map((folder) => {
    try {
      if (folder.isNamed) accessSync(folder.path, constants.W_OK | constants.X_OK);
      return { path: folder.path, standing: standingOf(newestCheckpoint(folder), inDatabase) };
    } catch {
      return { path: folder.path, standing: 'unusable' as const };
    }
  });
}

/** How the log of the database stands to the newest checkpoint of a folder. */
export type Standing = 'none' | 'goes-on' | 'behind' | 'another';

/** Compares without reading the log again: a shorter or another log is seen at once, one rewritten further back by `varco log verify`. */
export function standingOf(inFile: SignedCheckpoint | undefined, inDatabase: SignedCheckpoint | undefined): Standing {
  if (!inFile) return 'none';
  if (!inDatabase || inDatabase.size < inFile.size) return 'behind';
  if (inDatabase.origin !== inFile.origin) return 'another';
  return inDatabase.size === inFile.size && !Buffer.from(inDatabase.root).equals(inFile.root) ? 'another' : 'goes-on';
}
