import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { type ArchiveFault, ArchiveReader, type ArchiveVerdict, MOST_LINE } from '@varco/shared/access-log/evidence/archive';
import { keyHashOf, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import type { Sha256 } from '@varco/shared/access-log/evidence/merkle';

/** SHA-256 by any Node from 20 on. */
export const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest();

const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const NEW_LINE = 10;

function isSignedBy(publicKey: Uint8Array, { origin, text, signatures }: SignedCheckpoint): boolean {
  if (publicKey.length !== 32) return false;
  const keyHash = keyHashOf(sha256, origin, publicKey);
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, publicKey]), format: 'der', type: 'spki' });
  return signatures.some(
    (one) => one.name === origin && one.keyHash === keyHash && verify(null, Buffer.from(text, 'utf8'), key, one.signature),
  );
}

/** Checks an archive; without keys those that it brings itself are believed. Memory does not grow with the file. */
export async function verifyArchive(
  file: string,
  checkpoints: readonly SignedCheckpoint[],
  keys: readonly Uint8Array[],
): Promise<ArchiveVerdict> {
  const reader = new ArchiveReader({
    sha256,
    hashing: () => {
      const hash = createHash('sha256');
      return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
    },
    isSigned: (checkpoint, ownKeys) => (keys.length > 0 ? keys : ownKeys).some((key) => isSignedBy(key, checkpoint)),
    checkpoints,
  });
  const source = createReadStream(file);
  const unpacked = createGunzip();
  source.on('error', (fault) => unpacked.destroy(fault));
  try {
    await readLines(source.pipe(unpacked), reader);
  } catch (fault) {
    reader.stop(faultOf(fault));
  } finally {
    source.destroy();
  }
  return reader.finish();
}

async function readLines(chunks: AsyncIterable<Buffer>, reader: ArchiveReader): Promise<void> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, from)) {
      const line = Buffer.concat([...rest, chunk.subarray(from, at)]);
      rest = [];
      length = 0;
      from = at + 1;
      if (!reader.read(line)) return;
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    // A line without an end, such as little bytes that unpack to very many: the reader refuses what is too long already.
    if (length > MOST_LINE) return void reader.read(Buffer.concat(rest));
  }
  if (length > 0) reader.stop({ kind: 'cut-short' });
}

/** What zlib says of a file that it cannot unpack; whatever is no fault of the file is thrown on. */
function faultOf(fault: unknown): ArchiveFault {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  if (code === 'Z_BUF_ERROR') return { kind: 'cut-short' };
  if (code === 'Z_DATA_ERROR')
    return fault instanceof Error && /header/.test(fault.message) ? { kind: 'not-an-archive' } : { kind: 'cut-short' };
  throw fault;
}
