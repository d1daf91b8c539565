import { hexadecimal } from './leaf.ts';
import { MerkleTree, type Sha256 } from './merkle.ts';

/** No month of the log is purged sooner, whatever somebody chose (requirements R5.12). */
export const LEAST_RETENTION_DAYS = 180;

const DAY_MS = 86_400_000;
/** Clocks are set right by little: that much later seals may be dated before the purge they follow. */
const SET_RIGHT_MS = DAY_MS;

/** What the seal of a purge says besides its month, rows and span: after how many days, of how many seals, the root of the last of them. */
export interface PurgeNote {
  readonly days: number;
  readonly last: string;
  readonly seals: number;
}

/** The one writing of a purge's note. */
export const purgeNote = ({ days, last, seals }: PurgeNote): string => JSON.stringify({ days, last, seals });

/** What a note says; undefined when it is none, or written in another way. */
export function readPurgeNote(text: unknown): PurgeNote | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const { days, last, seals } = JSON.parse(text) as Partial<PurgeNote>;
    if (!Number.isSafeInteger(days) || !Number.isSafeInteger(seals) || typeof last !== 'string') return undefined;
    const note = { days: Number(days), last, seals: Number(seals) };
    return purgeNote(note) === text ? note : undefined;
  } catch {
    return undefined;
  }
}

/** From which instant on a month may go when rows are kept for so many days; `month` begins like `2024-03`. */
function purgeableFrom(month: string, days: number): number {
  const [year, number] = month.split('-').map(Number);
  return Date.UTC(year ?? 0, number ?? 0, 1) + Math.max(days, LEAST_RETENTION_DAYS) * DAY_MS;
}

/** The seal of a purge as it was read. */
export interface PurgeSeal {
  readonly number: number;
  /** Its first day. */
  readonly month: string;
  readonly rows: number;
  readonly root: string;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly closedAt: string;
  readonly note: string | null;
}

/** A seal whose rows were purged. */
export interface PurgedSeal {
  readonly rows: number;
  readonly root: string;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
}

/** What the seals of one month amount to, which is what the seal of its purge covers. */
export class MonthOfSeals {
  readonly #tree: MerkleTree;
  rows = 0;
  seals = 0;
  last = '';
  firstAt: string | null = null;
  lastAt: string | null = null;

  constructor(sha256: Sha256) {
    this.#tree = new MerkleTree(sha256);
  }

  /** The root of a tree with the hashes of these seals' leaves. */
  get root(): Uint8Array {
    return this.#tree.root;
  }

  /** The next one, with the hash of its leaf in the tree above. */
  add(leafHash: Uint8Array, { rows, root, firstAt, lastAt }: PurgedSeal): void {
    this.#tree.append(leafHash);
    this.rows += rows;
    this.seals += 1;
    this.last = root;
    if (firstAt !== null && (this.firstAt === null || firstAt < this.firstAt)) this.firstAt = firstAt;
    if (lastAt !== null && (this.lastAt === null || lastAt > this.lastAt)) this.lastAt = lastAt;
  }

  /** Whether the seal of a purge says just this. */
  isToldBy({ rows, root, firstAt, lastAt, note }: PurgeSeal): boolean {
    const told = readPurgeNote(note);
    return (
      told?.seals === this.seals &&
      told.last === this.last &&
      rows === this.rows &&
      firstAt === this.firstAt &&
      lastAt === this.lastAt &&
      root === hexadecimal(this.root)
    );
  }
}

/** A month that is gone as it should, for people. */
export interface PurgedMonth {
  /** Its first day. */
  readonly month: string;
  readonly rows: number;
  readonly at: string;
  readonly days: number;
}

/** The seals of purges one after the other: what each says, and which of them were too early by what they and later seals say. */
export class Purges {
  readonly #told = new Map<string, PurgeSeal>();
  readonly #waiting = new Map<PurgeSeal, number>();
  #latest = Number.NEGATIVE_INFINITY;

  /** Every month that is told to be gone. */
  get months(): PurgedMonth[] {
    return [...this.#told.values()].map(({ month, rows, closedAt, note }) => ({
      month,
      rows,
      at: closedAt,
      days: readPurgeNote(note)?.days ?? 0,
    }));
  }

  get seals(): readonly PurgeSeal[] {
    return [...this.#told.values()];
  }

  /** Takes in the next seal of a purge: whether its month had gone before, and whether it was old enough. */
  add(seal: PurgeSeal): { readonly isSecond: boolean; readonly isEarly: boolean } {
    const isSecond = this.#told.has(seal.month);
    if (!isSecond) this.#told.set(seal.month, seal);
    const days = readPurgeNote(seal.note)?.days ?? Number.POSITIVE_INFINITY;
    const from = purgeableFrom(seal.month, days);
    const isEarly = days < LEAST_RETENTION_DAYS || Date.parse(seal.closedAt) < from;
    if (!isEarly) {
      this.#waiting.set(seal, from - SET_RIGHT_MS);
      this.#latest = Math.max(this.#latest, from - SET_RIGHT_MS);
    }
    return { isSecond, isEarly };
  }

  /** The purges that the moment of a later seal shows to have been made by a clock that ran ahead; each is answered once. */
  shownEarlyBy(closedAt: string): PurgeSeal[] {
    const at = Date.parse(closedAt);
    if (at >= this.#latest) return [];
    const early = [...this.#waiting].filter(([, from]) => at < from).map(([seal]) => seal);
    for (const seal of early) this.#waiting.delete(seal);
    this.#latest = Math.max(Number.NEGATIVE_INFINITY, ...this.#waiting.values());
    return early;
  }
}
