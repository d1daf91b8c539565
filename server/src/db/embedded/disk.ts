import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { messageOf } from './fault.ts';
import type { Folders } from './folders.ts';
import type { Log } from './log.ts';

const mebibyte = 1024 ** 2;
/** Enough for PostgreSQL to write its next segment of log and to stop in order. */
const ballastSize = 32 * mebibyte;
/** On a smaller rest than this the ballast itself would be what fills the disk. */
const roomForBallast = 5 * ballastSize;
const lowSpace = 1024 * mebibyte;

/** Bytes that an ordinary user may still write on the disk of a folder. */
async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Puts 32 MB aside while there is room, so that a full disk can be left again. */
async function keepBallast(folders: Folders, free: number): Promise<void> {
  if ((statSync(folders.ballast, { throwIfNoEntry: false })?.size ?? 0) >= ballastSize || free < roomForBallast) return;
  // Bytes that no file system can compress away.
  const block = createHash('shake256', { outputLength: mebibyte }).update('ballast').digest();
  try {
    const file = await open(folders.ballast, 'w', 0o600);
    try {
      for (let written = 0; written < ballastSize; written += block.length) await file.write(block);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch {
    dropBallast(folders);
  }
}

/** Gives the ballast back to a full disk; false when there is none. */
export function dropBallast(folders: Folders): boolean {
  if (!statSync(folders.ballast, { throwIfNoEntry: false })) return false;
  rmSync(folders.ballast, { force: true });
  return true;
}

/** Looks at the free space now and every minute, says once when it falls below 1 GB, and renews the ballast; returns how to stop. */
export async function watchDisk(folders: Folders, log: Log): Promise<() => Promise<void>> {
  let low = false;
  const look = async (): Promise<void> => {
    try {
      const free = await freeSpace(folders.data);
      if (free < lowSpace && !low) {
        const left = Math.floor(free / mebibyte);
        log('warn', `Only ${left} MB are free on the disk of ${folders.data}: free more before the database has to stop writing.`);
      }
      low = free < lowSpace;
      await keepBallast(folders, free);
    } catch (error) {
      log('warn', `The free space of ${folders.data} cannot be read: ${messageOf(error)}`);
    }
  };
  let looking = look();
  await looking;
  const timer = setInterval(() => {
    looking = look();
  }, 60_000).unref();
  return () => {
    clearInterval(timer);
    return looking;
  };
}
