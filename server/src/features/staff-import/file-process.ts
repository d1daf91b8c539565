import { readStaffFile } from './file-reader.ts';

// The process in which a file is read; it says one word and ends.
process.once('message', async (bytes: Uint8Array) => {
  process.send?.(await readStaffFile(Buffer.from(bytes)));
});
// Without whoever asked there is nobody to read for.
process.once('disconnect', () => process.exit());
