import type { Need, Needs } from '@varco/shared/operations/api';
import type { Scope } from '#core/actor';
import type { Core } from '#core/core';
import { REFUSE_MS, WARN_MS } from '#db/clock-watch';
import type { Db } from '#db/database';
import { checkpointStandings, newestCheckpointOf } from '#features/access-log';
import { pendingRetention } from '#features/retention';
import { newestBackup } from './backups/list-backups.ts';
import { type Room, roomAt } from './disk.ts';
import { isLow } from './rules.ts';
import { failedLately, suspendedLately, suspensionHeld, waitingSince } from './store.ts';

/** How far back what failed is still told. */
const LATELY_MS = 7 * 24 * 3_600_000;
/** A node that works takes what waits within seconds, unless a long run of the same job is before it. */
const PATIENCE_MS = 15 * 60_000;
/** A night without a backup is told in the morning. */
const BACKUP_MS = 26 * 3_600_000;
const BEHIND_SECONDS = 60;

/** What the needs are found in besides the database. */
export interface Around {
  /** How far this machine's clock is ahead of the database's, as it was compared last. */
  clockOffMs(): number;
  /** The room on the disk of the data; replaced in tests. */
  room?(folder: string): Promise<Room | undefined>;
  /** For how long the oldest row waits for its seal, where somebody seals. */
  secondsUnsealed?(): Promise<number>;
  /** Whether this installation can be copied by itself. */
  readonly hasBackups?: boolean;
}

type Asked = Pick<Core, 'db' | 'clock' | 'config' | 'keys'>;
type OfMachine = (core: Asked, around: Around) => Promise<Need | undefined> | Need | undefined;
type OfRuns = (tx: Db, scope: Scope, at: Date) => Promise<Need | undefined>;

/** What may need an administrator, the most urgent first; a new need is one more line in one of the two. */
const ofMachine: readonly OfMachine[] = [clockDiffers, diskLow, backupOld, sealsBehind, checkpointsUnwritten, retentionLowered];
const ofRuns: readonly OfRuns[] = [failedRuns, heldBack, waitingRuns, suspended];

/** What of the machine and of its jobs needs an administrator now. */
export async function readNeeds(core: Asked, scope: Scope, around: Around): Promise<Needs> {
  const at = core.clock.now();
  const found = await Promise.all(ofMachine.map((need) => need(core, around)));
  await core.db.as(scope, async (tx) => {
    for (const need of ofRuns) found.push(await need(tx, scope, at));
  });
  return { items: found.filter((need) => need !== undefined) };
}

function clockDiffers(_: Asked, { clockOffMs }: Around): Need | undefined {
  const off = Math.abs(clockOffMs());
  return off < WARN_MS ? undefined : { kind: 'clock-differs', seconds: Math.round(off / 1_000), refuses: off >= REFUSE_MS };
}

/** Of a database elsewhere the disk is somebody else's. */
async function diskLow({ config }: Asked, { room = roomAt }: Around): Promise<Need | undefined> {
  const found = config.database === null ? await room(config.data) : undefined;
  if (!found || !isLow(found)) return undefined;
  return { kind: 'disk-low', freeBytes: found.freeBytes, percent: Math.floor((100 * found.freeBytes) / Math.max(1, found.totalBytes)) };
}

async function backupOld(core: Asked, { hasBackups }: Around): Promise<Need | undefined> {
  if (!hasBackups) return undefined;
  const newest = await newestBackup(core);
  if (newest && core.clock.now().getTime() - newest.getTime() <= BACKUP_MS) return undefined;
  return { kind: 'backup-old', newestAt: newest?.toISOString() ?? null };
}

async function sealsBehind(_: Asked, { secondsUnsealed }: Around): Promise<Need | undefined> {
  const seconds = Math.round((await secondsUnsealed?.()) ?? 0);
  return seconds > BEHIND_SECONDS ? { kind: 'seals-behind', seconds } : undefined;
}

async function checkpointsUnwritten({ db, config }: Asked): Promise<Need | undefined> {
  const { checkpoint } = await newestCheckpointOf(db);
  const unusable = checkpointStandings(config, checkpoint).find(({ standing }) => standing === 'unusable');
  return unusable && { kind: 'checkpoints-unwritten', folder: unusable.path };
}

async function retentionLowered({ db, clock }: Asked): Promise<Need | undefined> {
  const pending = await pendingRetention(db, clock.now());
  return pending && { kind: 'retention-lowered', ...pending, actsFrom: pending.actsFrom.toISOString() };
}

async function failedRuns(tx: Db, scope: Scope, at: Date): Promise<Need | undefined> {
  const failed = await failedLately(tx, scope, new Date(at.getTime() - LATELY_MS));
  return failed && { kind: 'failed-runs', runs: failed.runs, job: failed.job, run: failed.latest };
}

async function waitingRuns(tx: Db, scope: Scope, at: Date): Promise<Need | undefined> {
  const waiting = await waitingSince(tx, scope, new Date(at.getTime() - PATIENCE_MS));
  return waiting && { kind: 'waiting-runs', runs: waiting.runs, since: waiting.since.toISOString() };
}

async function heldBack(tx: Db): Promise<Need | undefined> {
  const held = await suspensionHeld(tx);
  return held && { kind: 'suspension-held', ...held };
}

async function suspended(tx: Db, _: Scope, at: Date): Promise<Need | undefined> {
  const users = await suspendedLately(tx, new Date(at.getTime() - LATELY_MS));
  return users > 0 ? { kind: 'suspended-lately', users } : undefined;
}
