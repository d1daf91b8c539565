import { hash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { pack as newPack } from 'tar-stream';
import type { Keys } from '#core/keys';
import { belongToOwnerOf } from '#db/embedded/folders';
import { interrupted, writeFault } from '../fault.ts';
import { type End, format, type Manifest, type ManifestHead } from './manifest.ts';
import { proofOf } from './origin.ts';
import { BLOCK, END, MANIFEST, takenBy } from './tar.ts';

/** Compressed bytes in one part; what is held in memory is one of them. */
const PART = 4 * 1024 ** 2;

const compression = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 } };

/** A file being written under another name: it gets its own only when it is whole and on the disk. */
export interface ArchiveWriter {
  /** Adds a part as it is. */
  add(name: string, bytes: Buffer): Promise<void>;
  /** Compresses a stream of unknown length into numbered parts of a section; answers its length. */
  addStream(section: string, source: AsyncIterable<Buffer>): Promise<number>;
  /** Writes the manifest and the end with the proof of these keys, forces everything to the disk, and gives the file its name. */
  finish(head: ManifestHead, keys: Keys): Promise<Manifest>;
  /** Takes away what has been written. */
  abandon(): Promise<void>;
}

/** The name of a file while it is being written. */
export const partialOf = (path: string): string => `${path}.partial`;

/** Begins a file: a tar whose last entries say what all the others must be. */
export async function beginArchive(path: string, signal: AbortSignal): Promise<ArchiveWriter> {
  const partial = partialOf(path);
  const file = await open(partial, 'wx', 0o600).catch((fault: unknown) => {
    throw writeFault(fault, partial);
  });
  belongToOwnerOf(dirname(path), partial);
  const pack = newPack();
  const parts: Manifest['parts'] = [];
  const sections: Manifest['sections'] = [];
  let length = 0;
  const writing = (async () => {
    for await (const chunk of pack as AsyncIterable<Buffer>) {
      if (signal.aborted) throw interrupted();
      await file.writeFile(chunk).catch((fault: unknown) => {
        throw writeFault(fault, path);
      });
    }
  })();
  writing.catch(() => undefined);
  const entry = async (name: string, bytes: Buffer): Promise<void> => {
    length += takenBy(bytes.length);
    const taken = new Promise<void>(
      (done, fail) => void pack.entry({ name, mode: 0o600 }, bytes, (fault) => (fault ? fail(fault) : done())),
    );
    // When nothing can be written any more, why is what the writing says.
    await Promise.race([taken, writing]).catch(async (fault: unknown) => {
      await writing;
      throw fault;
    });
  };
  const add = async (name: string, bytes: Buffer): Promise<void> => {
    parts.push({ name, size: bytes.length, sha256: hash('sha256', bytes) });
    await entry(name, bytes);
  };

  return {
    add,
    addStream: async (section, source) => {
      let [number, length] = [0, 0];
      const flush = (bytes: Buffer): Promise<void> => {
        number += 1;
        return add(`${section}/${String(number).padStart(6, '0')}.zst`, bytes);
      };
      await pipeline(
        async function* () {
          for await (const chunk of source) {
            length += chunk.length;
            yield chunk;
          }
        },
        createZstdCompress(compression),
        async (compressed: AsyncIterable<Buffer>) => {
          let [held, size]: [Buffer[], number] = [[], 0];
          for await (const chunk of compressed) {
            held.push(chunk);
            size += chunk.length;
            if (size < PART) continue;
            await flush(Buffer.concat(held));
            [held, size] = [[], 0];
          }
          if (size > 0) await flush(Buffer.concat(held));
        },
        { signal },
      ).catch((fault: unknown) => {
        throw signal.aborted ? interrupted() : fault;
      });
      sections.push({ name: section, bytes: length });
      return length;
    },
    finish: async (head, keys) => {
      const manifest: Manifest = { product: 'varco', format, ...head, parts, sections };
      const bytes = Buffer.from(JSON.stringify(manifest));
      const manifestSha256 = hash('sha256', bytes);
      const end: End = { manifestAt: length + BLOCK, manifestSize: bytes.length, manifestSha256, mac: proofOf(keys, manifestSha256) };
      await entry(MANIFEST, bytes);
      await entry(END, Buffer.from(JSON.stringify(end)));
      pack.finalize();
      await writing;
      try {
        await file.sync();
        await file.close();
        await rename(partial, path);
        await syncFolder(dirname(path));
      } catch (fault) {
        throw writeFault(fault, path);
      }
      return manifest;
    },
    abandon: async () => {
      pack.destroy();
      await writing.catch(() => undefined);
      await file.close().catch(() => undefined);
      await rm(partial, { force: true }).catch(() => undefined);
    },
  };
}

/** A rename is on the disk when its folder is; some file systems cannot be asked. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
