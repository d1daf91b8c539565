import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BATCH_ROWS, batchesOf, groupOf, type SealableRow } from './rules.ts';

const hash = new Uint8Array(32);
const november = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
const row = (xid: number, at = november, kept = false): SealableRow => ({ xid, at, kept, hash });

const spans = (rows: readonly SealableRow[], from: number, to: number) =>
  batchesOf(rows, from, to).map((batch) => [batch.fromXid, batch.toXid, groupOf(batch), batch.rows.length]);

test('D5 a batch never crosses a month, nor mixes what is purged with what is kept', () => {
  const rows = [row(10), row(10, november + 1), row(11, november, true), row(12)];

  expect(spans(rows, 5, 20)).toEqual([
    [5, 20, '2026-11-01 0', 2],
    [5, 20, '2026-11-01 1', 1],
    [5, 20, '2026-12-01 0', 1],
  ]);
});

test('D5 a transaction is never in two batches, however many rows it has', () => {
  const rows = [row(1), ...Array.from({ length: 3 * BATCH_ROWS }, () => row(2)), row(3)];

  expect(spans(rows, 0, 4)).toEqual([
    [0, 3, '2026-11-01 0', 3 * BATCH_ROWS + 1],
    [3, 4, '2026-11-01 0', 1],
  ]);
});

test('D5 ranges tile what was asked for, and every row is in exactly one', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 3, max: 60 }), fc.nat(3), fc.boolean()), { maxLength: 3_000 }), (made) => {
      const rows = made.map(([xid, month, kept]) => row(xid, november + month * 31 * 86_400_000, kept)).sort((a, b) => a.xid - b.xid);
      const batches = batchesOf(rows, 0, 100);
      let end = 0;
      for (const [index, { fromXid, toXid, rows: members }] of batches.entries()) {
        const before = batches[index - 1];
        if (before?.fromXid !== fromXid) expect(fromXid).toBe(end);
        end = toXid;
        for (const { xid } of members) expect(xid >= fromXid && xid < toXid).toBe(true);
      }
      if (rows.length > 0) expect(end).toBe(100);
      expect(batches.reduce((sum, batch) => sum + batch.rows.length, 0)).toBe(rows.length);
    }),
    { numRuns: 40 },
  );
});
