import { createHash } from 'node:crypto';
import { chmodSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Manifest } from './archive/manifest.ts';
import { decompress, parsed, readPart, readSections } from './archive/read.ts';
import { entriesOf } from './archive/tar.ts';
import type { Watched } from './archive/watched.ts';
import { damaged, writeFault } from './fault.ts';
import { KEYS_PART, SealedKeys } from './key-envelope.ts';

/** A file of PostgreSQL takes some 150 bytes of its list. */
const LARGEST_LIST = 256 * 1024 ** 2;

/** The server's own list of what it sent. */
const ServerManifest = z.object({
  Files: z.array(z.object({ Path: z.string(), Size: z.int(), Checksum: z.string() })),
});

/**
 * Unpacks PostgreSQL's folder out of a backup into an empty folder, closed to others. Each part is compared with our list, each file with
 * the server's; a name that would leave the folder, a link, a name twice and a file too many are refused.
 */
export async function unpackBackup(path: string, manifest: Manifest, folder: string, watched: Watched): Promise<void> {
  const unpacked = new Map<string, string>();
  let list: z.infer<typeof ServerManifest> | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    for await (const section of readSections(path, manifest, watched)) {
      if (section.name === 'database') {
        await decompress({ path, manifest }, section, (plain) => unpackTar(path, plain, folder, manifest.bytes, unpacked), watched.signal);
      } else if (section.name === 'server-manifest') {
        // Held in memory whole.
        if ((manifest.sections.find(({ name }) => name === section.name)?.bytes ?? 0) > LARGEST_LIST) throw damaged(path, section.name);
        const chunks: Buffer[] = [];
        await decompress(
          { path, manifest },
          section,
          async (plain) => {
            for await (const chunk of plain) chunks.push(chunk);
          },
          watched.signal,
        );
        const text = Buffer.concat(chunks);
        list = ServerManifest.safeParse(parsed(text.toString('utf8'))).data;
        if (!list) throw damaged(path, section.name);
        writeNew(join(folder, 'backup_manifest'), [text]);
      }
    }
  } catch (fault) {
    throw writeFault(fault, folder);
  }
  if (!unpacked.has('backup_label')) throw damaged(path, 'backup_label');
  for (const { Path, Checksum } of list?.Files ?? []) if (unpacked.get(Path) !== Checksum) throw damaged(path, Path);
  if (!list) throw damaged(path, 'backup_manifest');
}

/** The secret key inside a file, still closed; undefined when there is none. It is read before anything is known of who made the file. */
export async function readSealedKeys(path: string, manifest: Manifest): Promise<SealedKeys | undefined> {
  const bytes = await readPart(path, manifest, KEYS_PART);
  if (!bytes) return undefined;
  const sealed = SealedKeys.safeParse(parsed(bytes.toString('utf8')));
  if (!sealed.success) throw damaged(path, KEYS_PART);
  return sealed.data;
}

/** Whether a name stays inside the folder it is unpacked in. */
const isInside = (name: string): boolean =>
  !/[\\\0:]/.test(name) && name.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');

async function unpackTar(
  path: string,
  plain: AsyncIterable<Buffer>,
  folder: string,
  most: number,
  unpacked: Map<string, string>,
): Promise<void> {
  let total = 0;
  for await (const { header, body } of entriesOf(plain)) {
    const name = header.name.replace(/^\.\//, '').replace(/\/$/, '');
    if (!isInside(name) || unpacked.has(name) || (header.type !== 'file' && header.type !== 'directory'))
      throw damaged(path, JSON.stringify(header.name));
    if (header.type === 'directory') {
      mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
      for await (const chunk of body) void chunk;
      continue;
    }
    mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    const digest = createHash('sha256');
    const file = openSync(join(folder, name), 'wx', 0o600);
    try {
      for await (const chunk of body) {
        total += chunk.length;
        if (total > most) throw damaged(path, name);
        digest.update(chunk);
        for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
      }
    } finally {
      closeSync(file);
    }
    unpacked.set(name, digest.digest('hex'));
  }
}

function writeNew(path: string, chunks: readonly Buffer[]): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) writeSync(file, chunk);
  } finally {
    closeSync(file);
  }
}
