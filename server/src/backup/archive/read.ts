import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { extract, type Header, pack as newPack } from 'tar-stream';
import type { Keys } from '#core/keys';
import { belongToOwnerOf } from '#db/embedded/folders';
import { BackupFault, damaged, interrupted, readFault, writeFault } from '../fault.ts';
import { Claimed, End, format, Manifest, type ManifestHead } from './manifest.ts';
import { proofOf, refuseForged, type Said } from './origin.ts';

/** Compressed bytes in one part; what is held in memory is one of them. */
const PART = 4 * 1024 ** 2;
const BLOCK = 512;
const MANIFEST = 'manifest.json';
const END = 'end.json';

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
    length += BLOCK + Math.ceil(bytes.length / BLOCK) * BLOCK;
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

/** What a file says of itself, read from its end without reading the rest; refuses what was never finished. Who made it is not judged. */
export async function readManifest(path: string): Promise<Said> {
  const file = await open(path, 'r').catch((fault: unknown) => {
    throw readFault(fault, path);
  });
  try {
    const { size } = await file.stat();
    await refuseForeign(file, path, size);
    const end = await readEnd(file, size);
    if (!end)
      throw new BackupFault('incomplete', {
        it: `Il file ${path} non è completo: la sua fine manca. Copialo di nuovo per intero, oppure usane un altro.`,
        en: `The file ${path} is not complete: its end is missing. Copy it again as a whole, or use another one.`,
      });
    const bytes = Buffer.alloc(end.manifestSize);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, end.manifestAt);
    if (bytesRead !== bytes.length || hash('sha256', bytes) !== end.manifestSha256) throw damaged(path, MANIFEST);
    return { manifest: parseManifest(path, bytes), end };
  } catch (fault) {
    throw readFault(fault, path);
  } finally {
    await file.close();
  }
}

/** The magic of a tar stands in its first header. */
async function refuseForeign(file: FileHandle, path: string, size: number): Promise<void> {
  const magic = Buffer.alloc(5);
  await file.read(magic, 0, magic.length, 257);
  if (size === 0 || magic.toString('latin1') === 'ustar') return;
  throw new BackupFault('not-a-backup', {
    it: `Il file ${path} non è una copia né un'esportazione di Varco: indica un file fatto con "varco backup" o "varco export".`,
    en: `The file ${path} is neither a backup nor an export of Varco: name one made by "varco backup" or "varco export".`,
  });
}

/** The last entry stands at a known distance from the end: its header, its one block, and the two empty blocks of a tar. */
async function readEnd(file: FileHandle, size: number): Promise<End | undefined> {
  const tail = Buffer.alloc(4 * BLOCK);
  if (size < tail.length) return undefined;
  await file.read(tail, 0, tail.length, size - tail.length);
  const name = tail.subarray(0, END.length + 1).toString('latin1');
  const text = tail
    .subarray(BLOCK, 2 * BLOCK)
    .toString('latin1')
    .replace(/\0+$/, '');
  if (name !== `${END}\0` || !tail.subarray(2 * BLOCK).every((byte) => byte === 0)) return undefined;
  const end = End.safeParse(parsed(text));
  return end.success && end.data.manifestAt + end.data.manifestSize < size ? end.data : undefined;
}

function parseManifest(path: string, bytes: Buffer): Manifest {
  const value = parsed(bytes.toString('utf8'));
  const claimed = Claimed.safeParse(value);
  if (claimed.success && claimed.data.format > format)
    throw new BackupFault('newer-format', {
      it: `Il file ${path} è di una versione più recente di Varco: usa quella versione, o una ancora più recente.`,
      en: `The file ${path} was made by a newer Varco: use that version, or a newer one.`,
    });
  const manifest = Manifest.safeParse(value);
  if (!manifest.success) throw damaged(path, MANIFEST);
  return manifest.data;
}

/** A text as JSON; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How far a long work is. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** How long work is watched, and stopped. */
export interface Watched {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

/** Reads every part in its order; each is what the manifest says, or the reading ends with a fault. */
async function* readParts(
  path: string,
  { parts }: Manifest,
  { signal, onProgress }: Watched,
): AsyncGenerator<{ name: string; bytes: Buffer }> {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  const expected = parts[Symbol.iterator]();
  let done = 0;
  for await (const { header, body } of entriesOf(createReadStream(path, { highWaterMark: 1024 ** 2 }))) {
    if (signal.aborted) throw interrupted();
    const { value: part } = expected.next();
    if (!part) {
      if (header.name === MANIFEST) return;
      throw damaged(path, header.name);
    }
    if (header.name !== part.name || header.size !== part.size) throw damaged(path, part.name);
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    if (bytes.length !== part.size || hash('sha256', bytes) !== part.sha256) throw damaged(path, part.name);
    done += part.size;
    onProgress({ done, total });
    yield { name: part.name, bytes };
  }
  throw damaged(path, MANIFEST);
}

/** A section of a file: a part of its own, or the numbered parts of one stream. */
export interface Section {
  readonly name: string;
  /** The parts as they are. */
  readonly parts: AsyncIterable<Buffer>;
}

const sectionOf = (part: string): string => (part.endsWith('.zst') ? part.slice(0, part.lastIndexOf('/')) : part);

/** Reads a file section by section; what is left of one is skipped when the next is asked for. */
export async function* readSections(path: string, manifest: Manifest, watched: Watched): AsyncGenerator<Section> {
  const parts = readParts(path, manifest, watched);
  try {
    let next = await parts.next();
    while (!next.done) {
      const name = sectionOf(next.value.name);
      const isOpen = () => !next.done && sectionOf(next.value.name) === name;
      yield {
        name,
        parts: (async function* () {
          while (!next.done && isOpen()) {
            const { bytes } = next.value;
            next = await parts.next();
            yield bytes;
          }
        })(),
      };
      while (isOpen()) next = await parts.next();
    }
  } catch (fault) {
    throw told(fault, path);
  } finally {
    await parts.return(undefined);
  }
}

/** Hands what a section held before it was compressed to `take`: exactly as much as the manifest says. */
export const decompress = (
  { path, manifest }: { readonly path: string; readonly manifest: Manifest },
  section: Section,
  take: (plain: AsyncIterable<Buffer>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> => {
  const declared = manifest.sections.find(({ name }) => name === section.name)?.bytes ?? 0;
  const counted = async function* (plain: AsyncIterable<Buffer>) {
    let length = 0;
    for await (const chunk of plain) {
      length += chunk.length;
      if (length > declared) throw damaged(path, section.name);
      yield chunk;
    }
    if (length !== declared) throw damaged(path, section.name);
  };
  return pipeline(section.parts, createZstdDecompress(), counted, take, { signal }).catch((fault: unknown) => {
    throw signal.aborted ? interrupted() : told(fault, path);
  });
};

/** A part that was added as it is, read from its place without reading the rest; undefined when there is none. */
export async function readPart(path: string, { parts }: Manifest, name: string): Promise<Buffer | undefined> {
  const index = parts.findIndex((part) => part.name === name);
  const part = parts[index];
  if (!part) return undefined;
  const at = parts.slice(0, index).reduce((sum, { size }) => sum + BLOCK + Math.ceil(size / BLOCK) * BLOCK, BLOCK);
  const file = await open(path, 'r').catch((fault: unknown) => {
    throw readFault(fault, path);
  });
  try {
    const bytes = Buffer.alloc(part.size);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
    if (bytesRead !== bytes.length || hash('sha256', bytes) !== part.sha256) throw damaged(path, name);
    return bytes;
  } finally {
    await file.close();
  }
}

/** Reads a whole file again and compares every part with what was written; with keys, refuses first what they did not make. */
export async function verifyArchive(path: string, keys: Keys | undefined, watched: Watched): Promise<Manifest> {
  const said = await readManifest(path);
  if (keys) refuseForged(path, said, keys);
  const { manifest } = said;
  for await (const section of readSections(path, manifest, watched)) void section;
  return manifest;
}

/** What a reader of compressed tars may say about bytes that are not what they were. */
function told(fault: unknown, path: string): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (/^ZSTD_|^Z_/.test(code) || (fault instanceof Error && /Invalid tar header|Unexpected end of data/i.test(fault.message)))
    return damaged(path, fault instanceof Error ? fault.message : code);
  return readFault(fault, path);
}

/** One entry of a tar; its body must be read before the next is asked for. */
export interface TarEntry {
  readonly header: Header;
  readonly body: AsyncIterable<Buffer>;
}

/** The entries of a tar as it comes. */
export async function* entriesOf(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = extract();
  const feeding = pipeline(source, reader as unknown as NodeJS.WritableStream);
  // Met by the loop below, which sees the same fault.
  feeding.catch(() => undefined);
  for await (const entry of reader) yield { header: entry.header, body: entry as AsyncIterable<Buffer> };
  await feeding;
}

/** SHA-256 as it grows. */
export const newDigest = () => createHash('sha256');
