import type { Finding } from '@varco/shared/access-log/evidence/findings';
import type { Commitments } from './commitments.ts';
import { compareBatch, type Said } from './compare-batch.ts';
import { FoundRows } from './found-rows.ts';
import { leafOfRow } from './leaf-of-row.ts';
import { groupOf, monthOf } from './rules.ts';
import { type Dictionary, placeOfRow, type ReadsRows, tellsOfPurge } from './store.ts';

/** A seal with what puts the rows of its range in their batches. */
export interface SealToCheck extends Said {
  readonly group: string;
  readonly month: string;
  /** Whether a later seal says that its rows are gone. */
  readonly isPurged: boolean;
}

/** What the rows of some seals came to. */
export interface Checked {
  readonly rows: number;
  /** How many of them tell of a purge. */
  readonly purges: number;
  readonly findings: readonly Finding[];
}

/** Enough for whoever reads them; a log of which more is wrong is wrong. */
const MOST_MISSING = 1_000;

/** Reads the rows of seals that follow each other, ranges of transactions whole, and compares each batch with its seal. */
export async function checkChunk(
  reads: ReadsRows,
  chunk: readonly SealToCheck[],
  commitments: Readonly<Record<Dictionary, Commitments>>,
  heard: (rows: number) => void = () => undefined,
): Promise<Checked> {
  const findings: Finding[] = [];
  const [first] = chunk;
  const end = chunk.at(-1);
  if (!first || !end) return { rows: 0, purges: 0, findings };
  const missing = new Set<string>();
  const months = new Months();
  let rows = 0;
  let purges = 0;
  let position = 0;
  let groups = new Map<string, FoundRows>();
  let near: { group: string; found: FoundRows | undefined } = { group: '', found: undefined };
  // Used again: what each would take is more than its rows.
  const spare: FoundRows[] = [];
  const begun = (group: string): FoundRows => {
    const found = spare.pop() ?? new FoundRows();
    found.clear();
    groups.set(group, found);
    return found;
  };
  const closeRange = (): void => {
    const { fromXid, toXid } = chunk[position] as SealToCheck;
    for (; position < chunk.length; position += 1) {
      const seal = chunk[position] as SealToCheck;
      if (seal.fromXid !== fromXid || seal.toXid !== toXid) break;
      const found = groups.get(seal.group);
      if (!seal.isPurged) findings.push(...compareBatch(seal, found));
      else if (found) findings.push({ kind: 'purged-rows-there', seal: seal.number, month: seal.month, rows: found.size });
      groups.delete(seal.group);
      if (found) spare.push(found);
    }
    for (const { ids } of groups.values()) {
      for (const { at, xid, n } of ids) findings.push({ kind: 'row-inserted', seal: null, at: momentOf(at), xid: String(xid), n });
    }
    groups = new Map();
    near = { group: '', found: undefined };
  };
  for await (const { bytes, bounds } of reads.rowFrames(first.fromXid, end.toXid)) {
    for (let index = 0; index + 1 < bounds.length; index += 1) {
      const from = bounds[index] ?? 0;
      const { at, xid, n, kept } = placeOfRow(bytes, from);
      while (position < chunk.length && xid >= (chunk[position] as SealToCheck).toXid) closeRange();
      const group = months.groupOf(at, kept);
      // Nearly every row is of the batch of the one before.
      if (group !== near.group || near.found === undefined) near = { group, found: groups.get(group) ?? begun(group) };
      const leaf = leafOfRow(bytes, from, commitments, (dictionary, id) => {
        const key = `${dictionary} ${id}`;
        if (missing.has(key) || missing.size > MOST_MISSING) return;
        missing.add(key);
        findings.push({ kind: 'value-missing', dictionary, id, at: momentOf(at), xid: String(xid), n });
      });
      near.found?.add(leaf, at, xid, n);
      if (tellsOfPurge(bytes, from)) purges += 1;
    }
    rows += bounds.length - 1;
    heard(bounds.length - 1);
  }
  while (position < chunk.length) closeRange();
  return { rows, purges, findings };
}

/** What tells batches apart, for instants that nearly always are of the month of the one before. */
class Months {
  #from = 0;
  #to = 0;
  #passing = '';
  #kept = '';

  groupOf(at: number, kept: boolean): string {
    if (at < this.#from || at >= this.#to) {
      const month = monthOf(at);
      const date = new Date(at);
      const [year, number] = [date.getUTCFullYear(), date.getUTCMonth()];
      [this.#from, this.#to] = [Date.UTC(year, number, 1), Date.UTC(year, number + 1, 1)];
      [this.#passing, this.#kept] = [groupOf({ month, kept: false }), groupOf({ month, kept: true })];
    }
    return kept ? this.#kept : this.#passing;
  }
}

const momentOf = (at: number): string => new Date(at).toISOString();
