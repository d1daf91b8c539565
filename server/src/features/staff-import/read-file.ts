import { Worker } from 'node:worker_threads';
import { MAX_BYTES } from '@varco/shared/staff-import/api';
import { Refusal } from '#core/refusal';
import type { FileReading } from './file-reader.ts';

type File = Exclude<FileReading, { fault: unknown }>;

/** A file that takes longer, or more memory, is no staff list. */
const PATIENCE_MS = 30_000;
const MEMORY_MB = 768;

/** At most so many files are read at once: each costs a thread and its memory. */
const AT_ONCE = 2;
let reading = 0;

/**
 * Reads a staff list in a thread of its own: a large file, or one made to do harm, neither stops the others' answers nor takes the
 * memory of the process. Refuses with what is wrong with the file.
 */
export async function readFile(bytes: Buffer): Promise<File> {
  if (bytes.length > MAX_BYTES) throw refused({ rule: 'file-too-large' });
  if (reading >= AT_ONCE) throw new Refusal('server.busy', { retryAfter: 5 });
  reading += 1;
  try {
    const answer = await inThread(bytes);
    if ('fault' in answer) throw refused(answer.fault);
    return answer;
  } finally {
    reading -= 1;
  }
}

const refused = (issue: { rule: string }): Refusal => new Refusal('staff-import.file-refused', { issues: [{ ...issue, field: 'file' }] });

function inThread(bytes: Buffer): Promise<FileReading> {
  const worker = new Worker(new URL('./file-thread.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    stderr: true,
  });
  return new Promise<FileReading>((done, fail) => {
    const timer = setTimeout(() => done({ fault: { rule: 'file-too-large' } }), PATIENCE_MS);
    worker.once('message', (answer: FileReading) => done(answer));
    worker.once('error', (fault: Error & { code?: string }) => {
      if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY') done({ fault: { rule: 'file-too-large' } });
      else fail(fault);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      fail(new Error('The reader of a file left without an answer.'));
    });
  }).finally(() => worker.terminate());
}
