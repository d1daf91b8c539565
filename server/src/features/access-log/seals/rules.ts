/** A final row as the sealer needs it: where it stands in the order of sealing, when it was, the hash of its leaf. */
export interface SealableRow {
  readonly xid: number;
  readonly at: number;
  readonly kept: boolean;
  readonly hash: Uint8Array;
}

/** Rows that one seal closes: those of one month, purged or kept together, whose transactions are in [fromXid, toXid). */
export interface Batch {
  readonly fromXid: number;
  readonly toXid: number;
  /** Its first day, in UTC. */
  readonly month: string;
  readonly kept: boolean;
  readonly rows: readonly SealableRow[];
}

/** From how many rows on a batch ends with the transaction it is in: a transaction is never in two. */
export const BATCH_ROWS = 512;

/** The first day of the month of an instant, in UTC. */
export const monthOf = (at: number): string => `${new Date(at).toISOString().slice(0, 7)}-01`;

/** What tells the batches of one range apart; in the order of these texts they are sealed. */
export const groupOf = ({ month, kept }: Pick<Batch, 'month' | 'kept'>): string => `${month} ${kept ? 1 : 0}`;

/**
 * Divides the rows of the transactions in [from, to), which come in the order of transaction and number, into batches. The ranges tile:
 * together they are [from, to), so that a row that appears later in a stretch without any is found.
 */
export function batchesOf(rows: readonly SealableRow[], from: number, to: number): Batch[] {
  const batches: Batch[] = [];
  let begin = from;
  let first = 0;
  const close = (end: number, upTo: number): void => {
    const groups = new Map<string, SealableRow[]>();
    for (const row of rows.slice(first, upTo)) {
      const group = groupOf({ month: monthOf(row.at), kept: row.kept });
      const known = groups.get(group);
      if (known) known.push(row);
      else groups.set(group, [row]);
    }
    for (const [group, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
      batches.push({ fromXid: begin, toXid: end, month: group.slice(0, 10), kept: group.endsWith('1'), rows: members });
    }
    begin = end;
    first = upTo;
  };
  for (const [index, row] of rows.entries()) {
    if (index - first >= BATCH_ROWS && row.xid !== rows[index - 1]?.xid) close(row.xid, index);
  }
  close(to, rows.length);
  return batches;
}
