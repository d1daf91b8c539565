import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';

/** A tar is made of blocks of this many bytes. */
export const BLOCK = 512;
/** The entry that says what all the others must be. */
export const MANIFEST = 'manifest.json';
/** The last entry, which says where that one stands. */
export const END = 'end.json';

/** How many bytes an entry takes, its header included. */
export const takenBy = (size: number): number => BLOCK + Math.ceil(size / BLOCK) * BLOCK;

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
