import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { Day, endOfDay, startOfDay } from '@varco/shared/days';
import { INSTALLATION } from '@varco/shared/ids';
import { ARCHIVE_HOURS } from '@varco/shared/log-evidence/api';
import { z } from 'zod';
import type { Core } from '#core/core';
import type { SecretPlace } from '#core/secret-text';
import type { Database } from '#db/database';
import { writeArchive } from '#features/access-log';
import { isLow, roomAt } from '#features/operations';
import { defineJob, type Job, JobFailure } from '#jobs/job';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config'>;
type Reason = 'no-room' | 'withdrawn' | 'nothing-sealed';

/** Large enough that a statement is worth it, small enough for memory. */
const CHUNK_BYTES = 256 * 1024;
/** How often, in pieces, the room on the disk is looked at: the door must never find it full. */
const LOOK_EVERY = 16;
const installation = { organizations: [INSTALLATION] };

/** A piece is bound to its place in its archive. */
export const chunkPlace = (archiveId: string, number: number): SecretPlace => ({
  table: 'log_evidence.chunks',
  column: 'ciphertext',
  ownerId: `${archiveId} ${number}`,
});

const failure = (reason: Reason): JobFailure => new JobFailure({ code: 'log-not-archived', reason });

/**
 * Writes an archive of the log, piece by piece, into the database: whichever node wrote it, each can send it. What an attempt that was
 * cut short has left is taken away by the next, or by the clearing of what nobody fetches.
 */
export const logArchiveJob = (core: Needs, owner: Database['connectionConfig']): Job =>
  defineJob({
    name: 'log-archive',
    input: z.object({ archiveId: z.uuid() }),
    run: async (context) => {
      const { db, clock, config } = core;
      const id = context.input.archiveId;
      const own = { id, attempt: context.attempt };
      const wanted = await db.as(installation, async (tx) => {
        const archive = await store.findArchive(tx, id);
        return archive && (await store.beginArchive(tx, id, context.attempt)) ? archive : undefined;
      });
      if (!wanted) throw failure('withdrawn');
      const pieces = new Pieces(core, own);
      try {
        const written = await writeArchive(core, owner, periodOf(config.timeZone, wanted), {
          write: async (lines) => {
            context.stopIfCancelled();
            await pieces.write(lines);
          },
          progress: (rows, about) => context.progress(rows, Math.max(rows, about)),
        });
        if (written === 'nothing-sealed') throw failure('nothing-sealed');
        const whole = { ...(await pieces.end()), rows: written.rows };
        const readyAt = clock.now();
        const times = { readyAt, expiresAt: new Date(readyAt.getTime() + ARCHIVE_HOURS * 3_600_000) };
        if (!(await db.as(installation, (tx) => store.finishArchive(tx, own, whole, times)))) throw failure('withdrawn');
        return { code: 'log-archived', rows: whole.rows, bytes: whole.bytes };
      } catch (fault) {
        await pieces.abandon();
        await db.as(installation, (tx) => store.dropAttempt(tx, id, context.attempt));
        throw isFull(fault) ? failure('no-room') : fault;
      }
    },
  });

function periodOf(zone: string, { from, to }: Pick<store.StoredArchive, 'from' | 'to'>): { from: Date | undefined; to: Date | undefined } {
  return {
    from: from === null ? undefined : startOfDay(zone, Day.parse(from)),
    to: to === null ? undefined : endOfDay(zone, Day.parse(to)),
  };
}

/** PostgreSQL says so of its own disk, wherever it is. */
const isFull = (fault: unknown): boolean => fault instanceof Error && 'code' in fault && fault.code === '53100';

/** What is written, compressed and kept piece by piece at the pace of the database. */
class Pieces {
  readonly #core: Needs;
  readonly #own: { readonly id: string; readonly attempt: number };
  readonly #gzip = createGzip();
  readonly #hash = createHash('sha256');
  readonly #keeping: Promise<void>;
  #bytes = 0;
  #count = 0;

  constructor(core: Needs, own: { readonly id: string; readonly attempt: number }) {
    this.#core = core;
    this.#own = own;
    this.#keeping = this.#keep();
    // Whoever writes hears of it; until then it is not one that nobody minds.
    this.#keeping.catch(() => undefined);
  }

  async write(lines: string): Promise<void> {
    if (!this.#gzip.write(lines)) await Promise.race([once(this.#gzip, 'drain'), this.#keeping]);
    // People wait at the door of this same process.
    await breathe();
  }

  async end(): Promise<Pick<store.WholeArchive, 'bytes' | 'chunks' | 'sha256'>> {
    this.#gzip.end();
    await this.#keeping;
    return { bytes: this.#bytes, chunks: this.#count, sha256: this.#hash.digest() };
  }

  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#keeping.catch(() => undefined);
  }

  async #keep(): Promise<void> {
    let waiting: Buffer[] = [];
    let size = 0;
    for await (const compressed of this.#gzip as AsyncIterable<Buffer>) {
      waiting.push(compressed);
      size += compressed.length;
      if (size < CHUNK_BYTES) continue;
      await this.#add(Buffer.concat(waiting));
      waiting = [];
      size = 0;
    }
    if (size > 0) await this.#add(Buffer.concat(waiting));
  }

  async #add(bytes: Buffer): Promise<void> {
    const { db, keys, random, config } = this.#core;
    const { id, attempt } = this.#own;
    const number = this.#count;
    // Of a database elsewhere the disk is somebody else's, and it says itself when it is full.
    const room = number % LOOK_EVERY === 0 && config.database === null ? await roomAt(config.data) : undefined;
    if (room && isLow(room)) throw failure('no-room');
    const ciphertext = keys.encrypt(chunkPlace(id, number), bytes.toString('base64'), random);
    if (!(await db.as(installation, (tx) => store.addChunk(tx, id, attempt, { number, ciphertext })))) throw failure('withdrawn');
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    this.#count += 1;
  }
}
