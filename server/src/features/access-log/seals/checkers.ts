import { Worker } from 'node:worker_threads';
import type { Database } from '#db/database';
import { type Checked, checkChunk, type SealToCheck } from './check-chunk.ts';
import type { CheckThreadData } from './check-thread.ts';
import type { Commitments } from './commitments.ts';
import type { Dictionary, ReadsRows } from './store.ts';

type AllCommitments = Readonly<Record<Dictionary, Commitments>>;

/** Those who check the rows of seals; each takes some seals at a time. */
export interface Checkers {
  /** How many can be at work. */
  readonly atOnce: number;
  check(chunk: readonly SealToCheck[], heard: (rows: number) => void): Promise<Checked>;
  close(): Promise<void>;
}

/** One, in this thread. */
export const checkerHere = (reads: ReadsRows, commitments: AllCommitments): Checkers => ({
  atOnce: 1,
  check: (chunk, heard) => checkChunk(reads, chunk, commitments, heard),
  close: async () => undefined,
});

/** Some, each in a thread with a connection of its own that sees the same moment of the log. */
export function checkersInThreads(
  owner: Database['connectionConfig'],
  snapshot: string,
  commitments: AllCommitments,
  many: number,
): Checkers {
  const { subjects, addresses, browsers, details } = commitments;
  const workerData: CheckThreadData = {
    owner,
    snapshot,
    commitments: { subjects: subjects.pages, addresses: addresses.pages, browsers: browsers.pages, details: details.pages },
  };
  const threads = Array.from({ length: many }, () => new CheckThread(workerData));
  const free = [...threads];
  const waiting: ((thread: CheckThread) => void)[] = [];
  return {
    atOnce: many,
    check: async (chunk, heard) => {
      const thread = free.pop() ?? (await new Promise<CheckThread>((come) => waiting.push(come)));
      try {
        const checked = await thread.check(chunk);
        heard(checked.rows);
        return checked;
      } finally {
        const next = waiting.shift();
        if (next) next(thread);
        else free.push(thread);
      }
    },
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

class CheckThread {
  readonly #worker: Worker;
  #fault: Error | undefined;
  #answer: { done(checked: Checked): void; failed(fault: Error): void } | undefined;

  constructor(workerData: CheckThreadData) {
    this.#worker = new Worker(new URL('./check-thread.ts', import.meta.url), { workerData });
    this.#worker.on('message', (checked: Checked) => this.#answer?.done(checked));
    this.#worker.on('error', (fault: Error) => this.#failed(fault));
    this.#worker.on('exit', () => this.#failed(new Error('A thread that checks the log ended before its work.')));
  }

  check(chunk: readonly SealToCheck[]): Promise<Checked> {
    return new Promise((done, failed) => {
      if (this.#fault) return failed(this.#fault);
      this.#answer = { done, failed };
      this.#worker.postMessage(chunk);
    });
  }

  async close(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #failed(fault: Error): void {
    this.#fault ??= fault;
    this.#answer?.failed(this.#fault);
  }
}
