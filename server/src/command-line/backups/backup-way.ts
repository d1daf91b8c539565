import type { Config } from '#core/config';
import type { Postgres } from '#db/postgres';
import type { BackupWay } from '#features/operations';
import { version } from '../version.ts';

/** How this database is copied by itself: the built-in one always, an outside one by the role lent for it, a demonstration never. */
export function backupWayOf({ demo, backups }: Config, { root, owner }: Pick<Postgres, 'root' | 'owner'>): BackupWay | undefined {
  if (demo) return undefined;
  if (root) return { source: { origin: 'built-in', replication: root, owner }, version };
  if (backups.replication === null) return undefined;
  return { source: { origin: 'outside', replication: { connectionString: backups.replication }, owner }, version };
}
