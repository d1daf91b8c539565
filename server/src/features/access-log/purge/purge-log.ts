import { setTimeout as pause } from 'node:timers/promises';
import { leafTables, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import { MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import { type MonthOfSeals, purgeNote } from '@varco/shared/access-log/evidence/purge';
import { INSTALLATION } from '@varco/shared/ids';
import { type Actor, BY_ITSELF } from '#core/actor';
import type { Core } from '#core/core';
import type { Database } from '#db/database';
import { detailOf } from '../details.ts';
import { keepPartitions } from '../partitions.ts';
import { entryOf } from '../record.ts';
import { checkpointStandings, leaveCheckpoint } from '../seals/checkpoint-files.ts';
import { addToTree, sha256, sign } from '../seals/seal-rows.ts';
import { readNewest } from '../seals/store.ts';
import type { LoggedActor } from '../store.ts';
import { compareMonth } from './compare-month.ts';
import { daysInForce } from './retention.ts';
import { monthsOlderThan, openPurge, type PurgeConnection, refusedDrop, type SealedMonth } from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config'>;

/** No more go at once: what a wrong clock could take in a night is little, and somebody sees it in the morning. */
const MOST_MONTHS = 3;
/** Values looked at in one step: what people who sign in wait for is over before they notice. */
const STEP_VALUES = 2_000;
const TRIES = 20;
const LOOKS = 3;
const PAUSE_MS = 1_000;

/** What came of a purge; `refused`: why it stopped before everything that was due had gone. */
export interface Purged {
  readonly months: readonly SealedMonth[];
  /** Values of the dictionaries that no row names any more. */
  readonly values: number;
  readonly refused: { readonly reason: string; readonly month: string | null } | undefined;
  /** Nothing goes, whatever its age. */
  readonly isForEver: boolean;
}

/** Who watches a purge: told after each month, and asked before each whether to go on. */
export interface Watching {
  told(rows: number, total: number): void;
  mayGoOn(): void;
}

/**
 * Takes the months away that are older than the retention, each whole: its seals stay, a seal and a row tell of it, and the checkpoint after
 * it signs that (requirements D5 f, R5.12). `by` is absent when it comes by itself.
 */
export async function purgeLog(
  core: Needs,
  owner: Database['connectionConfig'],
  by: Actor | LoggedActor | undefined,
  watching: Watching,
  pauseMs = PAUSE_MS,
): Promise<Purged> {
  const at = core.clock.now();
  const connection = await openPurge(owner, core.db);
  if (!connection) return { months: [], values: 0, refused: { reason: 'already-running', month: null }, isForEver: false };
  try {
    const days = await daysInForce(core.db, at);
    let values = await clearLeftovers(connection, at, pauseMs);
    if (days === null) return { months: [], values, refused: undefined, isForEver: true };
    await keepPartitions(owner, at);
    const due = (await monthsOlderThan(core.db, days, at)).slice(0, MOST_MONTHS);
    const total = due.reduce((sum, { rows }) => sum + rows, 0);
    const gone: SealedMonth[] = [];
    for (const month of due) {
      watching.mayGoOn();
      const reason = await purgeMonth(core, connection, { month, days, at, by, pauseMs });
      if (reason !== undefined) return { months: gone, values, refused: { reason, month: month.month }, isForEver: false };
      gone.push(month);
      watching.told(
        gone.reduce((sum, { rows }) => sum + rows, 0),
        total,
      );
      values += await clearLeftovers(connection, at, pauseMs);
    }
    return { months: gone, values, refused: undefined, isForEver: false };
  } finally {
    await connection.close();
  }
}

interface OneMonth {
  readonly month: SealedMonth;
  readonly days: number;
  readonly at: Date;
  readonly by: Actor | LoggedActor | undefined;
  readonly pauseMs: number;
}

/** Takes one month away, or answers why not. */
async function purgeMonth(core: Needs, connection: PurgeConnection, one: OneMonth): Promise<string | undefined> {
  const { month, rows } = one.month;
  const hindrance = await connection.hindrance(month, one.at);
  if (hindrance !== undefined) return hindrance;
  const checkpoint = await leftCheckpoint(core, one.at);
  if (checkpoint === undefined) return 'checkpoints';
  const seals = await compareMonth(core.keys, connection, checkpoint, month);
  if (seals?.rows !== rows) return 'rows-differ';
  await connection.noteLeftovers(month);
  for (let left = TRIES; left > 0; left -= 1) {
    const said = await tried(core, connection, one, seals);
    if (said !== 'busy') return said;
    await pause(one.pauseMs);
  }
  return 'busy';
}

/** The newest checkpoint once it is in every folder of this node; undefined when one cannot be used, or speaks of another log or a longer one. */
async function leftCheckpoint({ db, config }: Needs, at: Date): Promise<string | undefined> {
  for (let left = LOOKS; left > 0; left -= 1) {
    const { checkpoint } = await readNewest(db);
    if (checkpoint === null) return undefined;
    const standings = checkpointStandings(config, checkpoint).map(({ standing }) => standing);
    if (standings.some((standing) => standing === 'another' || standing === 'unusable')) return undefined;
    // The sealer may have written a newer one between the two looks.
    if (standings.includes('behind')) continue;
    return leaveCheckpoint(config, checkpoint, at).length === 0 ? checkpoint : undefined;
  }
  return undefined;
}

async function tried(core: Needs, connection: PurgeConnection, one: OneMonth, seals: MonthOfSeals): Promise<string | undefined> {
  const { month, at, days, by } = one;
  const detail = await core.db.as({ organizations: [INSTALLATION] }, (tx) =>
    detailOf(core, tx, INSTALLATION, 'log-purged', [
      { field: 'month', before: null, after: month.month.slice(0, 7) },
      { field: 'rows', before: null, after: seals.rows },
      { field: 'firstRow', before: null, after: seals.firstAt },
      { field: 'lastRow', before: null, after: seals.lastAt },
      { field: 'logRetentionDays', before: null, after: days },
    ]),
  );
  try {
    const checkpoint = await connection.alone(async (tx) => {
      const round = await tx.round();
      const { place } = round;
      const tree = new MerkleTree(sha256, place.size, place.peaks);
      await round.add(
        addToTree(tree, place.era, {
          kind: sealKinds.purged,
          ofTable: leafTables.entries,
          month: month.month,
          kept: false,
          fromXid: String(place.nextXid),
          toXid: String(place.nextXid),
          rows: seals.rows,
          root: seals.root,
          firstAt: seals.firstAt,
          lastAt: seals.lastAt,
          closedAt: at.toISOString(),
          note: purgeNote({ days, last: seals.last, seals: seals.seals }),
          digests: new Uint8Array(),
        }),
      );
      const signed = await sign(core.keys, round, tree, at);
      await tx.drop(month.month, at);
      await tx.record(
        entryOf({
          at,
          event: 'log-purged',
          organizationId: INSTALLATION,
          actor: whoIn(by),
          client: by && 'client' in by ? by.client : BY_ITSELF,
          detail,
        }),
      );
      return signed;
    });
    if (checkpoint === undefined) return 'busy';
    // A folder that is full now gets it from the sealer later.
    leaveCheckpoint(core.config, checkpoint, at);
    return undefined;
  } catch (fault) {
    const reason = refusedDrop(fault);
    if (reason === undefined) throw fault;
    return reason;
  }
}

/** Erases what only purged rows named, in steps, whatever was left of earlier purges too; answers how many values. */
async function clearLeftovers(connection: PurgeConnection, at: Date, pauseMs: number): Promise<number> {
  let values = 0;
  let left = TRIES;
  for (let some = await connection.leftovers(STEP_VALUES); some && left > 0; ) {
    const erased = await connection.eraseUnnamed(some.dictionary, some.ids, at);
    if (erased === undefined) {
      left -= 1;
      await pause(pauseMs);
      continue;
    }
    values += erased;
    some = await connection.leftovers(STEP_VALUES);
  }
  return values;
}

/** How the log names who purged: the account at the terminal, or the user of a service as which the job is worked. */
function whoIn(by: Actor | LoggedActor | undefined): LoggedActor | { readonly operator: string } | undefined {
  if (!by || !('kind' in by)) return by;
  return by.kind === 'operator' ? { operator: by.account } : undefined;
}
