import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoints, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
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
export function checkpointFiles({ path }: CheckpointFolder): string[] {
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
    const newest = parseCheckpoints(readFileSync(file, 'utf8')).checkpoints.at(-1);
    if (newest) return newest;
  }
  return undefined;
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
