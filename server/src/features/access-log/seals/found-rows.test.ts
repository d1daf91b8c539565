import { MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FoundRows } from './found-rows.ts';
import { sha256 } from './seal-rows.ts';

test('D5 rows found together have the root of the tree that grows leaf by leaf, whatever their number', () => {
  const found = new FoundRows();
  for (const size of [0, 1, 2, 3, 4, 5, 7, 8, 63, 511, 512, 513, 640, 641, 1_500]) {
    const tree = new MerkleTree(sha256);
    found.clear();
    for (let number = 0; number < size; number += 1) {
      const leaf = Buffer.from(`row ${number} of ${size}`);
      found.add(leaf, 1_000 - number, number, number % 7);
      tree.append(sha256(leaf));
    }
    if (size > 0) expect(found.root.toString('hex'), String(size)).toBe(Buffer.from(tree.root).toString('hex'));
    expect(found.size).toBe(size);
    expect([found.firstAt, found.lastAt]).toEqual(
      size === 0 ? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] : [1_001 - size, 1_000],
    );
  }
});

test('D5 rows begin with the digests of their leaves and with no others', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), fc.nat(), (leaves, place) => {
      const found = new FoundRows();
      for (const [index, leaf] of leaves.entries()) found.add(leaf, index, index, 1);
      const digests = Buffer.concat(leaves.map((leaf) => sha256(leaf).subarray(0, 2)));

      expect(found.begin(digests)).toBe(true);
      expect(found.begin(Buffer.concat([digests, Buffer.alloc(2)]))).toBe(false);
      if (digests.length === 0) return;
      const other = Buffer.from(digests);
      other[place % other.length] = (other[place % other.length] ?? 0) ^ 1;
      expect(found.begin(other)).toBe(false);
      expect(found.digestOf(0)).toBe(digests.readUInt16BE(0));
    }),
  );
});
