import { statfs } from 'node:fs/promises';

/** How much room a disk has. */
export interface Room {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** The room on the disk of a folder, for who is not root; undefined when it cannot be asked. */
export async function roomAt(folder: string): Promise<Room | undefined> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return undefined;
  }
}
