import { ARCHIVE_FORMAT } from '@varco/shared/access-log/evidence/archive';
import { INSTALLATION } from '@varco/shared/ids';
import type { AskArchive, AskedEvidence } from '@varco/shared/log-evidence/api';
import type { Scope, SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { Refusal } from '#core/refusal';
import { detailOf, newestCheckpointOf, record } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import { openRunOf } from '#jobs/store';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'queue'>;

/**
 * Asks for an archive of the log that proves itself; the log says so before its first byte is written (requirements R2.22, D5). One is
 * written at a time: it reads everything.
 */
export async function askForArchive(core: Needs, actor: SignedIn, scope: Scope, { from, to }: AskArchive): Promise<AskedEvidence> {
  const { db, clock, random, queue } = core;
  if (from !== null && to !== null && from > to) throw new Refusal('access-log.period-invalid');
  if ((await newestCheckpointOf(db)).checkpoint === null) throw new Refusal('log-evidence.nothing-sealed');
  const at = clock.now();
  const id = random.id<string>();
  const { organizationId, userId, sessionNumber, client } = actor;
  await db.as(scope, async (tx) => {
    const open = await openRunOf(tx, INSTALLATION, 'log-archive');
    if (open) throw new Refusal('operations.run-open', { run: open });
    const runId = await queue.add(tx, { job: 'log-archive', organizationId: INSTALLATION, input: { archiveId: id }, askedBy: userId });
    await store.insertArchive(tx, { id, askedBy: userId, askedAt: at, from, to, runId });
    const { actor: by } = await byWhom(tx, actor);
    const subject = await personInLog(tx, organizationId, actor.userId);
    await record(tx, {
      at,
      event: 'log-exported',
      organizationId,
      subject,
      actor: by,
      sessionNumber,
      client,
      detail: await detailOf(core, tx, organizationId, 'log-exported', [
        { field: 'from', before: null, after: from },
        { field: 'to', before: null, after: to },
        { field: 'format', before: null, after: ARCHIVE_FORMAT },
      ]),
    });
  });
  return { id };
}
