const HEADER_BYTES = 19;
const END_OF_COPY = -1;

/**
 * The tuples of a binary copy, as they come: each a view of its bytes, from the number of fields to the end of the last one. They are
 * handed on by the chunk, since a promise for each would cost more than what is done with it; a view is good until the next chunk.
 */
export async function* tuplesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let headerRead = false;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    if (!headerRead) {
      if (bytes.length < HEADER_BYTES) {
        rest = bytes;
        continue;
      }
      at = HEADER_BYTES;
      headerRead = true;
    }
    const tuples: Buffer[] = [];
    for (;;) {
      const end = endOfTuple(bytes, at);
      if (end === undefined) break;
      tuples.push(bytes.subarray(at, end));
      at = end;
    }
    rest = bytes.subarray(at);
    if (tuples.length > 0) yield tuples;
  }
  if (rest.length !== 2 || rest.readInt16BE(0) !== END_OF_COPY) throw new Error('The copy ended before its end.');
}

/** Where the tuple that begins here ends; undefined when it is not whole, or is the mark of the end. */
function endOfTuple(bytes: Buffer, from: number): number | undefined {
  if (from + 2 > bytes.length) return undefined;
  const fields = bytes.readInt16BE(from);
  if (fields === END_OF_COPY) return undefined;
  let at = from + 2;
  for (let field = 0; field < fields; field += 1) {
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readInt32BE(at);
    at += length < 0 ? 4 : 4 + length;
  }
  return at > bytes.length ? undefined : at;
}
