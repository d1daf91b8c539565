import { basename } from 'node:path';
import type { Backups } from '@varco/shared/operations/api';
import { BackupFault } from '#backup/fault';
import { type KeptFile, listBackups } from '#backup/folder';
import type { Scope } from '#core/actor';
import { backupFolderOf } from '#core/config';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { readSystem, verifiedBackups } from './store.ts';

type Asked = Pick<Core, 'db' | 'config' | 'keys'>;

/** Older files are not listed: a folder may be shared, and each costs a look at its end. */
const MOST_LISTED = 100;

/** The files in the folder of backups, the newest first, with what is known of each; a folder that cannot be read is told as such. */
export async function readBackups(core: Asked, scope: Scope): Promise<Backups> {
  const { config, db, keys } = core;
  const folder = backupFolderOf(config);
  const about = { folder, at: config.backups.at, keep: config.backups.keep };
  const found = await filesIn(folder, keys);
  if (!found) return { ...about, isReadable: false, items: [] };
  const system = await readSystem(db);
  const verified = await db.as(scope, (tx) => verifiedBackups(tx, MOST_LISTED));
  const items = found.slice(0, MOST_LISTED).map(({ path, size, manifest, isOurs }) => {
    const file = basename(path);
    return {
      file,
      bytes: size,
      kind: manifest?.kind ?? ('unfinished' as const),
      isOurs: isOurs && manifest?.postgres.system === system,
      holdsUntil: manifest?.holdsUntil ?? null,
      keyInside: manifest?.key.inside ?? false,
      verifiedAt: verified.find((one) => one.file === file && one.bytes === size)?.at.toISOString() ?? null,
    };
  });
  return { ...about, isReadable: true, items };
}

/** Up to when the newest whole backup of this installation holds everything; null: there is none, or nobody can look. */
export async function newestBackup({ config, db, keys }: Asked): Promise<Date | null> {
  const system = await readSystem(db);
  const found = await filesIn(backupFolderOf(config), keys);
  const moments = (found ?? []).flatMap(({ manifest, isOurs }) =>
    isOurs && manifest?.kind === 'backup' && manifest.postgres.system === system ? [Date.parse(manifest.holdsUntil)] : [],
  );
  return moments.length === 0 ? null : new Date(Math.max(...moments));
}

async function filesIn(folder: string, keys: Keys): Promise<KeptFile[] | undefined> {
  try {
    return await listBackups(folder, keys);
  } catch (fault) {
    if (fault instanceof BackupFault) return undefined;
    throw fault;
  }
}
