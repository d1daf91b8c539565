import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { INSTALLATION } from '@varco/shared/ids';
import { verifyArchive } from '#backup/archive/read';
import { type BackupSource, backUp, type MadeBackup } from '#backup/back-up';
import { BackupFault } from '#backup/fault';
import { BY_ITSELF } from '#core/actor';
import { backupFolderOf } from '#core/config';
import type { Core } from '#core/core';
import { detailOf, newestCheckpointOf, record } from '#features/access-log';
import { defineJob, type Job, JobFailure, type RunContext } from '#jobs/job';

type Needs = Pick<Core, 'db' | 'clock' | 'config' | 'keys' | 'random' | 'log'>;

/** What a server needs to copy its database: where from, and which version the file names. */
export interface BackupWay {
  readonly source: BackupSource;
  readonly version: string;
}

/** How often a copy that writes and says nothing looks whether it should leave off. */
const LOOK_MS = 500;

/**
 * Each night a backup, read again from its first byte to its last before it counts. What a killed attempt left behind is taken away by a
 * later one; a second attempt makes another file, and the oldest goes.
 */
export const nightlyBackupJob = (core: Needs, way: BackupWay): Job =>
  defineJob({
    name: 'nightly-backup',
    ...(core.config.backups.at === null ? {} : { schedule: { daily: core.config.backups.at } }),
    run: async (context) => {
      const { file, manifest, removed } = await watched(context, (signal) => makeAndVerify(core, way, context, signal)).catch((fault) => {
        throw told(core, context, fault);
      });
      const { db, clock } = core;
      await db.as({ organizations: [INSTALLATION] }, async (tx) =>
        record(tx, {
          at: clock.now(),
          event: 'backup-made',
          organizationId: INSTALLATION,
          actor: context.worker,
          client: BY_ITSELF,
          detail: await detailOf(core, tx, INSTALLATION, 'backup-made', [
            { field: 'file', before: null, after: file },
            { field: 'keysInside', before: null, after: false },
            { field: 'holdsUntil', before: null, after: manifest.holdsUntil },
          ]),
        }),
      );
      const { size: bytes } = statSync(file);
      return { code: 'backup-made', file: basename(file), bytes, holdsUntil: manifest.holdsUntil, removed: removed.length };
    },
  });

/** The first half of the progress is the copy, the second the reading. */
async function makeAndVerify(core: Needs, way: BackupWay, context: RunContext<unknown>, signal: AbortSignal): Promise<MadeBackup> {
  const { db, clock, config, keys } = core;
  const half =
    (from: number) =>
    ({ done, total }: { done: number; total: number }): void =>
      context.progress(from + Math.floor((50 * done) / Math.max(1, total)), 100);
  const made = await backUp(way.source, {
    folder: backupFolderOf(config),
    keep: config.backups.keep,
    version: way.version,
    clock,
    keys,
    checkpoint: (await newestCheckpointOf(db)).checkpoint,
    signal,
    onProgress: half(0),
  });
  await verifyArchive(made.file, keys, { signal, onProgress: half(50) });
  return made;
}

async function watched<Result>(context: RunContext<unknown>, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const look = setInterval(() => {
    if (context.cancelled) stop.abort();
  }, LOOK_MS);
  try {
    return await work(stop.signal);
  } finally {
    clearInterval(look);
  }
}

/** A foreseen fault ends the run with its code; the server's log says it whole, with folder and file. */
function told({ log }: Needs, context: RunContext<unknown>, fault: unknown): unknown {
  if (!(fault instanceof BackupFault)) return fault;
  context.stopIfCancelled();
  log.warn({ err: fault }, 'the nightly backup was not made');
  return new JobFailure({ code: 'backup-failed', reason: fault.code });
}
