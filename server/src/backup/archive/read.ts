import { hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import type { Keys } from '#core/keys';
import { BackupFault, damaged, interrupted, readFault } from '../fault.ts';
import { Claimed, End, format, Manifest } from './manifest.ts';
import { refuseForged, type Said } from './origin.ts';
import { BLOCK, END, entriesOf, MANIFEST, takenBy } from './tar.ts';
import type { Watched } from './watched.ts';

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
  const at = parts.slice(0, index).reduce((sum, { size }) => sum + takenBy(size), BLOCK);
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
