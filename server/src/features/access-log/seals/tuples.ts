const HEADER_BYTES = 19;
const END_OF_COPY = -1;
/** More than nearly every tuple has. */
const JOINT_BYTES = 1_024;

/** Tuples of a binary copy in the bytes they came in: each from the number of fields to the end of the last one. */
export interface Frame {
  readonly bytes: Buffer;
  /** Where each tuple begins, and at last where the last one ends. */
  readonly bounds: readonly number[];
}

/**
 * The tuples of a binary copy, as they come. They are handed on by the chunk, since a promise for each would cost more than what is done
 * with it; the bytes are good until the next chunk.
 */
export async function* framesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let rest: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  let headerRead = false;
  for await (const chunk of chunks) {
    let [bytes, at]: [Buffer, number] = [chunk, 0];
    if (!headerRead) {
      bytes = Buffer.concat([rest, chunk]);
      rest = bytes;
      if (bytes.length < HEADER_BYTES) continue;
      at = HEADER_BYTES;
      headerRead = true;
    } else if (rest.length > 0) {
      // The tuple that two chunks share is put together by itself: joining the chunks would copy all there is.
      const joint = Buffer.concat([rest, chunk.subarray(0, JOINT_BYTES)]);
      const end = endOfTuple(joint, 0);
      if (end === undefined) bytes = Buffer.concat([rest, chunk]);
      else {
        yield { bytes: joint, bounds: [0, end] };
        at = end - rest.length;
      }
    }
    const bounds = [at];
    for (;;) {
      const end = endOfTuple(bytes, at);
      if (end === undefined) break;
      bounds.push(end);
      at = end;
    }
    rest = bytes.subarray(at);
    if (bounds.length > 1) yield { bytes, bounds };
  }
  if (rest.length !== 2 || rest.readInt16BE(0) !== END_OF_COPY) throw new Error('The copy ended before its end.');
}

/** The same tuples, each as a view of its bytes. */
export async function* tuplesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Buffer[]> {
  for await (const { bytes, bounds } of framesOf(chunks)) {
    yield Array.from({ length: bounds.length - 1 }, (_, index) => bytes.subarray(bounds[index], bounds[index + 1]));
  }
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
