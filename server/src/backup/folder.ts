import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { mkdir, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Keys } from '#core/keys';
import { belongToOwnerOf } from '#db/embedded/folders';
import type { Manifest } from './archive/manifest.ts';
import { isMadeUnder } from './archive/origin.ts';
import { readManifest } from './archive/read.ts';
import { partialOf } from './archive/write.ts';
import { BackupFault, inMegabytes, writeFault } from './fault.ts';

const EXTENSION = '.varco';
/** Whoever writes a file writes it all the time: one left alone for so long has nobody. */
const ABANDONED_MS = 3_600_000;

/** The name of a file made at a moment: sorted by name they are sorted by time. */
export const fileNameAt = (at: Date): string =>
  `varco-${at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '')}${EXTENSION}`;

/** A file in a folder of backups; without a manifest it is not whole. `isOurs`: these keys made it, as its proof says. */
export interface KeptFile {
  readonly path: string;
  readonly size: number;
  readonly manifest: Manifest | undefined;
  readonly isOurs: boolean;
}

/** The files of a folder, the newest first; only the end of each is read. Without keys nothing counts as ours. */
export async function listBackups(folder: string, keys: Keys | undefined): Promise<KeptFile[]> {
  const found: KeptFile[] = [];
  for (const name of namesIn(folder, (each) => each.endsWith(EXTENSION) || each.endsWith(partialOf(EXTENSION)))) {
    const path = join(folder, name);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) continue;
    const said = name.endsWith(EXTENSION) ? await readManifest(path).catch(() => undefined) : undefined;
    found.push({ path, size, manifest: said?.manifest, isOurs: said !== undefined && keys !== undefined && isMadeUnder(keys, said) });
  }
  const moment = ({ manifest, path }: KeptFile): string => manifest?.begunAt ?? path;
  return found.sort((a, b) => (moment(a) < moment(b) ? 1 : -1));
}

function namesIn(folder: string, wanted: (name: string) => boolean): string[] {
  try {
    return readdirSync(folder).filter(wanted).sort().reverse();
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return [];
    throw writeFault(fault, folder);
  }
}

/** Makes the folder of the backups, closed to others, and refuses it when there is no room for so many bytes. */
export async function prepareFolder(folder: string, needed: number): Promise<void> {
  try {
    // The parents as the user's mask has it, the folder itself closed.
    await mkdir(dirname(folder), { recursive: true });
    if (!existsSync(folder)) {
      await mkdir(folder, { mode: 0o700 });
      belongToOwnerOf(dirname(folder), folder);
    }
    await refuseWithoutRoom(folder, needed);
  } catch (fault) {
    throw writeFault(fault, folder);
  }
}

/** Refuses a folder on whose disk there is no room for so many bytes; the folder must exist. */
export async function refuseWithoutRoom(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed) return;
  throw new BackupFault('no-room', {
    it: `Sul disco di ${folder} ci sono ${inMegabytes(free)} liberi e ne servono ${inMegabytes(needed)}: libera spazio, oppure indica un'altra cartella.`,
    en: `The disk of ${folder} has ${inMegabytes(free)} free, and ${inMegabytes(needed)} are needed: free some room, or name another folder.`,
  });
}

/** Takes away what commands that were killed have left unfinished. */
export function dropAbandoned(folder: string, now: Date): void {
  for (const name of namesIn(folder, (each) => each.endsWith(partialOf(EXTENSION)))) {
    const path = join(folder, name);
    const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (written !== undefined && now.getTime() - written > ABANDONED_MS) rmSync(path, { force: true });
  }
}

/**
 * Keeps the newest `keep` whole backups of one database, made under these keys, and takes the older ones away. What is not whole, or of
 * another installation, or an export, is neither counted nor touched: a forged file must not push a real one out.
 */
export async function keepNewest(
  folder: string,
  { keys, system }: { readonly keys: Keys; readonly system: string },
  keep: number,
): Promise<string[]> {
  const ours = (await listBackups(folder, keys)).filter(
    ({ manifest, isOurs }) => isOurs && manifest?.kind === 'backup' && manifest.postgres.system === system,
  );
  const removed = ours.slice(Math.max(1, keep)).map(({ path }) => path);
  for (const path of removed) rmSync(path, { force: true });
  return removed;
}
