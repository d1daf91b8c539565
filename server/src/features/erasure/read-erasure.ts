import { basename } from 'node:path';
import type { Erasure } from '@varco/shared/erasure/api';
import type { UserId } from '@varco/shared/ids';
import { listBackups } from '#backup/folder';
import type { Scope } from '#core/actor';
import { backupFolderOf } from '#core/config';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { findUser } from '#features/identity';
import * as store from './store.ts';

/** What is known of the erasure of a person, and which backups of this installation still hold what was erased. */
export async function readErasure(core: Pick<Core, 'db' | 'config'>, scope: Scope, id: UserId): Promise<Erasure> {
  const found = await core.db.as(scope, async (tx) => {
    const user = await findUser(tx, id);
    const erasure = user && (await store.findErasure(tx, user.organizationId, id));
    if (!erasure) throw new Refusal('request.not-found');
    const by = erasure.byUserId === null ? undefined : await findUser(tx, erasure.byUserId);
    return { erasure, by: by ? `${by.familyName} ${by.givenName}`.trim() : (erasure.byOperator ?? '') };
  });
  const { erasure, by } = found;
  return {
    erasedAt: erasure.erasedAt.toISOString(),
    by,
    reason: erasure.reason,
    finishedAt: erasure.finishedAt?.toISOString() ?? null,
    filesRewritten: erasure.filesRewritten,
    run: erasure.run,
    olderBackups: await backupsBefore(core, erasure.finishedAt ?? erasure.erasedAt),
  };
}

/** A folder that cannot be read now lists nothing; the page says that copies elsewhere are not seen. */
async function backupsBefore({ config }: Pick<Core, 'config'>, moment: Date): Promise<string[]> {
  const kept = await listBackups(backupFolderOf(config), undefined).catch(() => []);
  return kept
    .filter(({ manifest }) => manifest !== undefined && Date.parse(manifest.begunAt) < moment.getTime())
    .map(({ path }) => basename(path));
}
