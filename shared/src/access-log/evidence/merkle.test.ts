import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, hexadecimal } from './leaf.ts';
import { MerkleTree, type Sha256, SubtreeRun, subtreesBetween } from './merkle.ts';

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const leafHash = (bytes: Uint8Array) => sha256(Uint8Array.from([0, ...bytes]));

/** The leaves of the test vectors of Certificate Transparency, and the root after each of them. */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** The definition of RFC 9162, 2.1.1, word by word. */
function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array());
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return sha256(Uint8Array.from([1, ...rootOf(hashes.slice(0, k)), ...rootOf(hashes.slice(k))]));
}

test('D5 the tree gives the known roots of the vectors of Certificate Transparency', () => {
  const tree = new MerkleTree(sha256);
  expect(hexadecimal(tree.root)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  for (const [index, leaf] of leaves.entries()) {
    tree.append(leafHash(bytesOf(leaf) as Uint8Array));
    expect(hexadecimal(tree.root), `after ${index + 1}`).toBe(roots[index]);
  }
});

test('D5 a tree of any size has the root of RFC 9162, and goes on from its peaks', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), (before, after) => {
      const hashes = Array.from({ length: before + after }, (_, index) => leafHash(Uint8Array.of(index % 256, index >> 8)));
      const first = new MerkleTree(sha256);
      for (const hash of hashes.slice(0, before)) first.append(hash);
      const second = new MerkleTree(sha256, first.size, first.peaks);
      for (const hash of hashes.slice(before)) second.append(hash);

      expect(hexadecimal(second.root)).toBe(hexadecimal(rootOf(hashes)));
      expect(second.size).toBe(before + after);
    }),
    { numRuns: 50 },
  );
});

test('D5 a run that is left out is covered by its perfect subtrees', () => {
  fc.assert(
    fc.property(fc.nat(130), fc.nat(130), (from, length) => {
      const hashes = Array.from({ length: from + length + 3 }, (_, index) => leafHash(Uint8Array.of(index % 256, index >> 8)));
      const tree = new MerkleTree(sha256);
      for (const hash of hashes.slice(0, from)) tree.append(hash);
      const run = new SubtreeRun(sha256, from);
      for (const hash of hashes.slice(from, from + length)) run.append(hash);
      let at = from;
      for (const [index, level] of subtreesBetween(from, from + length).entries()) {
        const root = rootOf(hashes.slice(at, at + 2 ** level));
        tree.appendSubtree(level, root);
        expect(hexadecimal(run.hashes[index] ?? root.subarray(0, 0))).toBe(hexadecimal(root));
        at += 2 ** level;
      }
      for (const hash of hashes.slice(from + length)) tree.append(hash);

      expect(hexadecimal(tree.root)).toBe(hexadecimal(rootOf(hashes)));
    }),
    { numRuns: 60 },
  );
});

test('D5 a subtree that cannot begin here, and peaks of another size, are refused', () => {
  const tree = new MerkleTree(sha256);
  tree.append(leafHash(Uint8Array.of(1)));

  expect(() => tree.appendSubtree(1, leafHash(Uint8Array.of(2)))).toThrow(RangeError);
  expect(() => new MerkleTree(sha256, 3, tree.peaks)).toThrow(RangeError);
});
