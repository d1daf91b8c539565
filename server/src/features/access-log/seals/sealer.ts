import { parseCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import type { Core } from '#core/core';
import { appendCheckpoint, type CheckpointFolder, checkpointFolders, newestCheckpoint, standingOf } from './checkpoint-files.ts';
import { sealRows } from './seal-rows.ts';
import { openSealing, readSealState, type SealingConnection } from './store.ts';

/** A row is sealed at the latest a second after its fact (requirements D5): two rounds. */
const ROUND_MS = 500;
/** Files get the newest checkpoint no more often than this: one each round would be fifty megabytes on a busy day. */
const FILE_MS = 10_000;
/** Seals further behind than this are told. */
const BEHIND_MS = 60_000;

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'config' | 'log'>;

/**
 * Seals the log for as long as it is open, on a connection of its own. Of all nodes one seals at a time: whose connection holds the lock;
 * when it goes, another takes over within a round.
 */
export class Sealer {
  readonly #core: Needs;
  readonly #folders: readonly CheckpointFolder[];
  readonly #ill = new Set<string>();
  #connection: SealingConnection | undefined;
  #isHolder = false;
  #scannedTo = 0;
  #toWrite: string | undefined;
  #writtenAt = Number.NEGATIVE_INFINITY;
  #toldBehindAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isClosed = false;

  constructor(core: Needs) {
    this.#core = core;
    this.#folders = checkpointFolders(core.config);
  }

  /** Begins; nobody waits for the first round, and a database that does not answer is tried again. */
  open(): void {
    this.#next(0);
  }

  /** One more round for what was still written, then the end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
    if (this.#isHolder) await this.#round().catch((fault: unknown) => this.#failed(fault));
    this.#writeFiles();
    await this.#connection?.close();
  }

  #next(afterMs: number): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round()
        .catch((fault: unknown) => this.#failed(fault))
        .finally(() => this.#next(ROUND_MS));
    }, afterMs);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    const connection = this.#connection ?? (await this.#connect());
    if (!this.#isHolder) {
      this.#isHolder = await connection.take();
      if (!this.#isHolder) return;
      this.#scannedTo = 0;
      await this.#compare(connection);
    }
    // At rest this one small question is the whole round.
    while ((await connection.finalBelow()) > this.#scannedTo) {
      const sealed = await connection.round((round) => sealRows(this.#core, round, this.#scannedTo));
      this.#scannedTo = sealed.upTo;
      this.#toWrite = sealed.checkpoint ?? this.#toWrite;
      if (!sealed.more) break;
    }
    if (this.#core.clock.monotonic() - this.#writtenAt >= FILE_MS) this.#writeFiles();
    await this.#tellIfBehind();
    if (this.#ill.delete('sealing')) this.#core.log.info('the log is being sealed again');
  }

  async #connect(): Promise<SealingConnection> {
    let opened: SealingConnection | undefined;
    const connection = await openSealing(this.#core.db.connectionConfig, () => {
      if (opened !== undefined && opened === this.#connection) this.#lost();
    });
    opened = connection;
    this.#connection = connection;
    return connection;
  }

  #lost(): void {
    this.#connection = undefined;
    this.#isHolder = false;
  }

  #failed(fault: unknown): void {
    const connection = this.#connection;
    this.#lost();
    void connection?.close();
    if (this.#ill.has('sealing')) return;
    this.#ill.add('sealing');
    this.#core.log.warn({ err: fault }, 'the log could not be sealed; it is tried again every half second');
  }

  /**
   * Sign-ins go on whatever is found here, and so does sealing: the log of today is worth sealing too, and the newest checkpoints of the
   * files stay as they are, to prove what is missing. But nobody can say that it was not told.
   */
  async #compare(connection: SealingConnection): Promise<void> {
    const { checkpoint } = await connection.place();
    const inDatabase = checkpoint === null ? undefined : parseCheckpoint(checkpoint);
    for (const folder of this.#folders) {
      const standing = this.#tried(folder, () => standingOf(newestCheckpoint(folder), inDatabase));
      if (standing !== 'behind' && standing !== 'another') continue;
      this.#core.log.error(
        { folder: folder.path, standing },
        'the log in the database is shorter or other than the newest checkpoint of this folder says: run "varco log verify"',
      );
    }
    this.#toWrite = checkpoint ?? undefined;
  }

  #writeFiles(): void {
    const checkpoint = this.#toWrite;
    if (checkpoint === undefined) return;
    this.#toWrite = undefined;
    this.#writtenAt = this.#core.clock.monotonic();
    for (const folder of this.#folders) {
      this.#tried(folder, () => {
        if (newestCheckpoint(folder)?.text !== parseCheckpoint(checkpoint)?.text)
          appendCheckpoint(folder, checkpoint, this.#core.clock.now());
      });
    }
  }

  /** A folder that cannot be used is told once, until it can be again. */
  #tried<Result>(folder: CheckpointFolder, work: () => Result): Result | undefined {
    try {
      const result = work();
      this.#ill.delete(folder.path);
      return result;
    } catch (fault) {
      if (!this.#ill.has(folder.path)) this.#core.log.warn({ err: fault }, `checkpoints cannot be written to ${folder.path}`);
      this.#ill.add(folder.path);
      return undefined;
    }
  }

  async #tellIfBehind(): Promise<void> {
    const { db, clock, log } = this.#core;
    const now = clock.monotonic();
    if (now - this.#toldBehindAt < BEHIND_MS) return;
    this.#toldBehindAt = now;
    const { unsealedRows, oldestUnsealedAt } = await readSealState(db);
    if (oldestUnsealedAt === null || clock.now().getTime() - oldestUnsealedAt.getTime() < BEHIND_MS) return;
    log.warn(
      { rows: unsealedRows, since: oldestUnsealedAt },
      'the seals of the log are behind: a transaction that writes is open for long',
    );
  }
}
