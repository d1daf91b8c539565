import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { MAX_BYTES } from '@varco/shared/staff-import/api';
import { Refusal } from '#core/refusal';
import type { FileReading } from './file-reader.ts';

type File = Exclude<FileReading, { fault: unknown }>;

/** A file that takes longer, or more memory, is no staff list. */
const PATIENCE_MS = 30_000;
const MEMORY_MB = 768;

/** At most so many files are read at once: each costs a process and its memory. */
const AT_ONCE = 2;
let reading = 0;

const READER = fileURLToPath(new URL('./file-process.ts', import.meta.url));

/**
 * Reads a staff list in a process of its own: a large file, or one made to do harm, neither stops the others' answers nor takes this
 * process with it, as a thread that runs out of memory does. Refuses with what is wrong with the file.
 */
export async function readFile(bytes: Buffer, patienceMs: number = PATIENCE_MS): Promise<File> {
  if (bytes.length > MAX_BYTES) throw refused({ rule: 'file-too-large' });
  if (reading >= AT_ONCE) throw new Refusal('server.busy', { retryAfter: 5 });
  reading += 1;
  try {
    const answer = await inProcess(bytes, patienceMs);
    if ('fault' in answer) throw refused(answer.fault);
    return answer;
  } finally {
    reading -= 1;
  }
}

const refused = (issue: { rule: string }): Refusal => new Refusal('staff-import.file-refused', { issues: [{ ...issue, field: 'file' }] });

function inProcess(bytes: Buffer, patienceMs: number): Promise<FileReading> {
  return new Promise<FileReading>((done, fail) => {
    // Nothing of our surroundings goes along: neither settings nor the options of this process.
    const child = fork(READER, [], {
      env: {},
      execArgv: [`--max-old-space-size=${MEMORY_MB}`],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    let answer: FileReading | undefined;
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.once('message', (message: FileReading) => {
      answer = message;
      child.kill('SIGKILL');
    });
    child.once('error', fail);
    child.once('close', () => {
      clearTimeout(timer);
      // Ended by us, or by want of memory: no staff list needs as much.
      done(answer ?? { fault: { rule: 'file-too-large' } });
    });
    child.send(bytes, (fault) => {
      if (fault) child.kill('SIGKILL');
    });
  });
}
