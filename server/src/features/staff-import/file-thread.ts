import { parentPort, workerData } from 'node:worker_threads';
import { readStaffFile } from './file-reader.ts';

// The thread in which a file is read; it says one word and ends.
parentPort?.postMessage(await readStaffFile(Buffer.from(workerData as Uint8Array)));
