import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tuplesOf } from './tuples.ts';

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const END = Buffer.from([0xff, 0xff]);

function tupleOf(fields: readonly (Uint8Array | null)[]): Buffer {
  const head = Buffer.alloc(2);
  head.writeInt16BE(fields.length);
  const parts = fields.flatMap((field) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(field?.length ?? -1);
    return field ? [length, field] : [length];
  });
  return Buffer.concat([head, ...parts]);
}

async function readBack(bytes: Buffer, cuts: readonly number[]): Promise<string[]> {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const pieces = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
  const read: string[] = [];
  for await (const tuples of tuplesOf(
    (async function* () {
      yield* pieces;
    })(),
  ))
    read.push(...tuples.map((tuple) => tuple.toString('hex')));
  return read;
}

test('D5 the tuples of a copy are the same wherever it is cut into pieces', async () => {
  const field = fc.option(fc.uint8Array({ maxLength: 60 }), { nil: null });
  const long = fc.uint8Array({ minLength: 1_500, maxLength: 3_000 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.oneof({ weight: 9, arbitrary: field }, { weight: 1, arbitrary: long }), { maxLength: 6 }), { maxLength: 12 }),
      fc.array(fc.nat(), { maxLength: 30 }),
      async (rows, cuts) => {
        const tuples = rows.map(tupleOf);
        const bytes = Buffer.concat([HEADER, ...tuples, END]);

        expect(await readBack(bytes, cuts)).toEqual(tuples.map((tuple) => tuple.toString('hex')));
        await expect(readBack(bytes.subarray(0, -1), cuts)).rejects.toThrow(/before its end/);
      },
    ),
  );
});
