import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from '#db/database';
import { checkChunk, type SealToCheck } from './check-chunk.ts';
import { Commitments } from './commitments.ts';
import { type Dictionary, openRows } from './store.ts';

/** What a thread that checks is given. */
export interface CheckThreadData {
  readonly owner: Database['connectionConfig'];
  /** The moment of the log that all connections of a verification see. */
  readonly snapshot: string;
  readonly commitments: Readonly<Record<Dictionary, ReadonlyMap<number, SharedArrayBuffer>>>;
}

// A thread that checks the rows of the seals it is sent, as often as it is asked, and is ended by whoever began it.
const { owner, snapshot, commitments: pages } = workerData as CheckThreadData;
const reads = await openRows(owner, snapshot);
const commitments = {
  subjects: new Commitments(pages.subjects),
  addresses: new Commitments(pages.addresses),
  browsers: new Commitments(pages.browsers),
  details: new Commitments(pages.details),
};
parentPort?.on('message', (chunk: readonly SealToCheck[]) => {
  // A fault ends the thread, and with it the verification.
  void checkChunk(reads, chunk, commitments).then((checked) => parentPort?.postMessage(checked));
});
