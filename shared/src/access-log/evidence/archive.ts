import { fromBase64, parseCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import {
  bytesOf,
  canonical,
  entryFields,
  hexadecimal,
  LeafFault,
  leafOfPlain,
  leafTables,
  type Plain,
  type PlainRow,
  sealFields,
  sealKinds,
} from './leaf.ts';
import { HASH_BYTES, MerkleTree, type Sha256, subtreesBetween } from './merkle.ts';
import { MonthOfSeals, type PurgedMonth, type PurgeSeal, Purges, readPurgeNote } from './purge.ts';

/** The name and version of the format; a reader refuses what it does not know. */
export const ARCHIVE_FORMAT = 'varco-log-archive/1';
/** No line of an archive is longer. */
export const MOST_LINE = 1_048_576;

/** The names of the fields of rows, in order; an archive writes the values alone. */
export const entryNames = Object.keys(entryFields) as (keyof typeof entryFields)[];

/** Why an archive is not what it should be; `line` counts from one. */
export type ArchiveFault =
  | { readonly kind: 'not-an-archive' }
  | { readonly kind: 'unknown-format'; readonly format: string }
  | { readonly kind: 'bad-line'; readonly line: number }
  | { readonly kind: 'line-too-long'; readonly line: number }
  | { readonly kind: 'cut-short' }
  | { readonly kind: 'after-the-end'; readonly line: number }
  | { readonly kind: 'end-differs'; readonly line: number }
  | { readonly kind: 'seal-out-of-order'; readonly line: number; readonly number: number; readonly expected: number }
  | { readonly kind: 'rows-missing'; readonly line: number; readonly seal: number; readonly rows: number; readonly found: number }
  | { readonly kind: 'row-out-of-place'; readonly line: number; readonly seal: number }
  | { readonly kind: 'rows-differ'; readonly line: number; readonly seal: number; readonly firstAt: string; readonly lastAt: string }
  | { readonly kind: 'value-differs'; readonly line: number; readonly seal: number }
  | { readonly kind: 'value-unnamed'; readonly line: number; readonly seal: number }
  | { readonly kind: 'value-missing'; readonly line: number; readonly seal: number; readonly at: string }
  | { readonly kind: 'purge-missing'; readonly month: string; readonly rows: number }
  | { readonly kind: 'purge-differs'; readonly seal: number; readonly month: string }
  | { readonly kind: 'purge-early'; readonly seal: number; readonly month: string; readonly at: string }
  | { readonly kind: 'purge-unsigned'; readonly seal: number; readonly month: string }
  | { readonly kind: 'purged-twice'; readonly seal: number; readonly month: string }
  | { readonly kind: 'purged-rows-there'; readonly seal: number; readonly month: string; readonly rows: number }
  | { readonly kind: 'checkpoint-unsigned'; readonly size: number; readonly at: string }
  | { readonly kind: 'checkpoint-of-another-log'; readonly size: number; readonly at: string }
  | { readonly kind: 'checkpoint-differs'; readonly size: number; readonly at: string; readonly own: boolean }
  | { readonly kind: 'tail-missing'; readonly size: number; readonly at: string; readonly seals: number }
  | { readonly kind: 'beyond-the-checkpoint'; readonly line: number; readonly size: number };

/** What an archive has shown. */
export interface ArchiveVerdict {
  readonly origin: string | null;
  readonly seals: number;
  /** Seals of which the rows are in the archive. */
  readonly shown: number;
  readonly rows: number;
  readonly erased: number;
  /** The months whose rows were purged, as the tree tells of them. */
  readonly purged: readonly PurgedMonth[];
  readonly agrees: { readonly size: number; readonly at: string } | null;
  /** The newest that agrees of the checkpoints kept elsewhere: what is later whoever has the secret key could have made again. */
  readonly agreesOutside: { readonly size: number; readonly at: string } | null;
  /** Checkpoints inside what the archive leaves out, or signed after it. */
  readonly uncompared: number;
  readonly faults: readonly ArchiveFault[];
}

/** What the program that reads archives hands in. */
export interface ArchiveTools {
  readonly sha256: Sha256;
  /** A SHA-256 that is fed. */
  hashing(): { update(bytes: Uint8Array): void; digest(): Uint8Array };
  /** Whether the checkpoint is signed by a key that is believed; `ownKeys` are those that the archive itself brings. */
  isSigned(checkpoint: SignedCheckpoint, ownKeys: readonly Uint8Array[]): boolean;
  readonly checkpoints: readonly SignedCheckpoint[];
}

const MOST_FAULTS = 1_000;
/** What a commitment covers first; were its length free, fields could hide in it. */
const SALT_BYTES = 32;
const sealNames = Object.keys(sealFields);
const namesOfARow = Object.values(entryFields).filter((kind) => kind === 'hash').length;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
/** Whether it has members of just these names. */
const hasOnly = (value: Record<string, unknown>, names: readonly string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));
const isText = (value: unknown): value is string => typeof value === 'string';
const same = (a: Uint8Array, b: Uint8Array): boolean => hexadecimal(a) === hexadecimal(b);

const purgeSealOf = (seal: PlainRow<typeof sealFields>): PurgeSeal => ({
  number: Number(seal.number),
  month: String(seal.month),
  rows: Number(seal.rows),
  root: String(seal.root),
  firstAt: seal.firstAt === null ? null : String(seal.firstAt),
  lastAt: seal.lastAt === null ? null : String(seal.lastAt),
  closedAt: String(seal.closedAt),
  note: seal.note === null ? null : String(seal.note),
});

/** A seal whose rows are being read. */
interface OpenSeal {
  readonly seal: PlainRow<typeof sealFields>;
  readonly line: number;
  readonly tree: MerkleTree;
  readonly named: Set<string>;
  /** Of those the ones that no row has named yet. */
  readonly unused: Set<string>;
  last: readonly [bigint, number] | undefined;
}

/** Reads an archive line by line, remembering no more than a few hashes and the seal it is in. */
export class ArchiveReader {
  readonly #tools: ArchiveTools;
  readonly #faults: ArchiveFault[] = [];
  readonly #bytes: { update(bytes: Uint8Array): void; digest(): Uint8Array };
  readonly #tree: MerkleTree;
  readonly #left: SignedCheckpoint[];
  #origin: string | null = null;
  #own: SignedCheckpoint | undefined;
  #line = 0;
  #open: OpenSeal | undefined;
  #isOver = false;
  #isHopeless = false;
  #shown = 0;
  #rows = 0;
  #erased = 0;
  #uncompared = 0;
  #agrees: { size: number; at: string } | null = null;
  #agreesOutside: { size: number; at: string } | null = null;
  readonly #purges = new Purges();
  /** The seals without their rows, and the rows that are shown, by month: what is purged must be told by a later seal. */
  readonly #gone = new Map<string, MonthOfSeals>();
  readonly #there = new Map<string, number>();

  constructor(tools: ArchiveTools) {
    this.#tools = tools;
    this.#bytes = tools.hashing();
    this.#tree = new MerkleTree(tools.sha256);
    this.#left = [...tools.checkpoints];
  }

  /** The next line, without its end. False: there is no sense in reading on. */
  read(bytes: Uint8Array): boolean {
    this.#line += 1;
    if (this.#isHopeless) return false;
    if (this.#isOver) return this.#give({ kind: 'after-the-end', line: this.#line });
    if (bytes.length > MOST_LINE) return this.#give({ kind: 'line-too-long', line: this.#line });
    let text: string;
    let value: unknown;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      value = JSON.parse(text);
    } catch {
      return this.#give(this.#line === 1 ? { kind: 'not-an-archive' } : { kind: 'bad-line', line: this.#line });
    }
    // One writing alone: a name that stands twice, or a sign written otherwise, would be read as something else by other programs.
    const isRead = this.#line === 1 ? this.#header(value) : isRecord(value) && JSON.stringify(value) === text && this.#item(value);
    if (!isRead && !this.#isHopeless) return this.#give({ kind: 'bad-line', line: this.#line });
    // The last line holds the hash of those before it.
    if (!this.#isOver) {
      this.#bytes.update(bytes);
      this.#bytes.update(Uint8Array.of(10));
    }
    return !this.#isHopeless;
  }

  /** After the last line: what was found out. */
  finish(): ArchiveVerdict {
    if (!this.#isOver && !this.#isHopeless) this.#fault(this.#line === 0 ? { kind: 'not-an-archive' } : { kind: 'cut-short' });
    if (this.#isOver) {
      // One signed after this archive says more than it can; an earlier one says that something is missing here.
      for (const { size, at } of this.#left) {
        if (at > (this.#own?.at ?? '')) this.#uncompared += 1;
        else this.#fault({ kind: 'tail-missing', size, at, seals: this.#tree.size });
      }
      for (const [month, { rows }] of this.#gone) this.#fault({ kind: 'purge-missing', month, rows });
      for (const { number, month } of this.#purges.seals)
        if ((this.#agrees?.size ?? 0) <= number) this.#fault({ kind: 'purge-unsigned', seal: number, month });
    }
    return {
      origin: this.#origin,
      seals: this.#tree.size,
      shown: this.#shown,
      rows: this.#rows,
      erased: this.#erased,
      purged: this.#purges.months,
      agrees: this.#agrees,
      agreesOutside: this.#agreesOutside,
      uncompared: this.#uncompared,
      faults: this.#faults,
    };
  }

  /** Whoever unpacks the file has found it broken. */
  stop(fault: ArchiveFault): void {
    if (!this.#isOver && !this.#isHopeless) this.#give(fault);
  }

  /** A fault after which nothing can be said. */
  #give(fault: ArchiveFault): false {
    this.#fault(fault);
    this.#isHopeless = true;
    return false;
  }

  #fault(fault: ArchiveFault): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault);
  }

  #header(value: unknown): boolean {
    if (!isRecord(value) || !isText(value.format) || !/^[!-~]*$/.test(value.format)) return this.#give({ kind: 'not-an-archive' });
    if (value.format !== ARCHIVE_FORMAT) return this.#give({ kind: 'unknown-format', format: value.format.slice(0, 100) });
    if (!isText(value.origin) || !isText(value.checkpoint)) return false;
    const own = parseCheckpoint(value.checkpoint);
    if (own?.origin !== value.origin || !Array.isArray(value.keys)) return false;
    const keys = value.keys.flatMap((key) =>
      isRecord(key) && isText(key.publicKey) ? [fromBase64(key.publicKey) ?? new Uint8Array()] : [],
    );
    this.#origin = value.origin;
    this.#own = own;
    for (const checkpoint of [own, ...this.#left.splice(0)]) {
      const { size, at } = checkpoint;
      if (checkpoint.origin !== this.#origin) this.#fault({ kind: 'checkpoint-of-another-log', size, at });
      else if (!this.#tools.isSigned(checkpoint, keys)) this.#fault({ kind: 'checkpoint-unsigned', size, at });
      else this.#left.push(checkpoint);
    }
    this.#left.sort((a, b) => a.size - b.size);
    this.#compare();
    return true;
  }

  #item(value: Record<string, unknown>): boolean {
    const [name, ...others] = Object.keys(value);
    if (others.length > 0) return false;
    switch (name) {
      case 'seal':
        return this.#seal(value.seal, true);
      case 'purged':
        return this.#seal(value.purged, false);
      case 'named':
        return this.#named(value.named);
      case 'row':
        return this.#row(value.row);
      case 'skip':
        return this.#skip(value.skip);
      case 'end':
        return this.#end(value.end);
      default:
        return false;
    }
  }

  // ---- Seals ----

  #seal(value: unknown, hasRows: boolean): boolean {
    if (!isRecord(value) || !this.#isFull()) return isRecord(value);
    if (!hasOnly(value, sealNames)) return false;
    const seal = value as PlainRow<typeof sealFields>;
    let leaf: Uint8Array;
    try {
      leaf = this.#tools.sha256(leafOfPlain(leafTables.seals, sealFields, seal));
    } catch (fault) {
      if (fault instanceof LeafFault) return false;
      throw fault;
    }
    if (Number(seal.number) !== this.#tree.size)
      return this.#give({ kind: 'seal-out-of-order', line: this.#line, number: Number(seal.number), expected: this.#tree.size });
    if (this.#isBeyond(this.#tree.size + 1)) return false;
    this.#tree.append(leaf);
    for (const { number, month, closedAt } of this.#purges.shownEarlyBy(String(seal.closedAt)))
      this.#fault({ kind: 'purge-early', seal: number, month, at: closedAt });
    if (!hasRows) return this.#withoutRows(seal, leaf);
    if (seal.kind === sealKinds.purged) this.#purge(purgeSealOf(seal));
    else if (seal.kind === sealKinds.rows && seal.kept === false)
      this.#there.set(String(seal.month), (this.#there.get(String(seal.month)) ?? 0) + Number(seal.rows));
    this.#shown += 1;
    this.#open = { seal, line: this.#line, tree: new MerkleTree(this.#tools.sha256), named: new Set(), unused: new Set(), last: undefined };
    this.#closeIfFull();
    return true;
  }

  /** Nobody has signed what goes on after the archive's own checkpoint, nor what a step over it leaves uncompared. */
  #isBeyond(size: number): boolean {
    const signed = this.#own?.size ?? 0;
    if (size > signed) this.#give({ kind: 'beyond-the-checkpoint', line: this.#line, size: signed });
    return size > signed;
  }

  /** A seal whose rows are not here because they were purged: a later one must say so. */
  #withoutRows(seal: PlainRow<typeof sealFields>, leaf: Uint8Array): boolean {
    if (seal.kind !== sealKinds.rows || seal.kept !== false) return false;
    const month = String(seal.month);
    const gone = this.#gone.get(month) ?? new MonthOfSeals(this.#tools.sha256);
    this.#gone.set(month, gone);
    gone.add(leaf, purgeSealOf(seal));
    this.#compare();
    return true;
  }

  /** An archive of some days need not have every seal of a month; what it has must fit. */
  #purge(purge: PurgeSeal): void {
    const { number, month, closedAt } = purge;
    const { isSecond, isEarly } = this.#purges.add(purge);
    if (isSecond) this.#fault({ kind: 'purged-twice', seal: number, month });
    if (isEarly) this.#fault({ kind: 'purge-early', seal: number, month, at: closedAt });
    const rows = this.#there.get(month) ?? 0;
    if (rows > 0) this.#fault({ kind: 'purged-rows-there', seal: number, month, rows });
    const gone = this.#gone.get(month);
    const note = readPurgeNote(purge.note);
    const isWhole = gone !== undefined && gone.seals >= (note?.seals ?? 0);
    if (!note || (isWhole ? !gone.isToldBy(purge) : (gone?.rows ?? 0) >= purge.rows))
      this.#fault({ kind: 'purge-differs', seal: number, month });
    this.#gone.delete(month);
  }

  /** Whether the seal before has all its rows; told once when it has not. */
  #isFull(): boolean {
    const open = this.#open;
    if (!open) return true;
    return this.#give({
      kind: 'rows-missing',
      line: open.line,
      seal: Number(open.seal.number),
      rows: Number(open.seal.rows),
      found: open.tree.size,
    });
  }

  #closeIfFull(): void {
    const open = this.#open;
    if (!open || (open.seal.kind === sealKinds.rows && open.tree.size < Number(open.seal.rows))) return;
    const { seal, line, unused } = open;
    if (unused.size > 0) this.#fault({ kind: 'value-unnamed', line, seal: Number(seal.number) });
    if (seal.kind === sealKinds.rows && hexadecimal(open.tree.root) !== seal.root) {
      this.#fault({ kind: 'rows-differ', line, seal: Number(seal.number), firstAt: String(seal.firstAt), lastAt: String(seal.lastAt) });
    }
    this.#open = undefined;
    this.#compare();
  }

  #skip(value: unknown): boolean {
    if (!isRecord(value) || !Array.isArray(value.hashes) || !this.#isFull()) return isRecord(value);
    if (!hasOnly(value, ['from', 'to', 'hashes'])) return false;
    const { from, to, hashes } = value;
    if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || Number(to) <= Number(from)) return false;
    if (from !== this.#tree.size)
      return this.#give({ kind: 'seal-out-of-order', line: this.#line, number: Number(from), expected: this.#tree.size });
    if (this.#isBeyond(Number(to))) return false;
    const levels = subtreesBetween(Number(from), Number(to));
    const roots = hashes.map(bytesOf);
    if (roots.length !== levels.length) return false;
    for (const [index, level] of levels.entries()) {
      const root = roots[index];
      if (root?.length !== HASH_BYTES) return false;
      this.#tree.appendSubtree(level, root);
      this.#compare();
    }
    return true;
  }

  /** Compares with the checkpoints of just this size. */
  #compare(): void {
    for (let [first] = this.#left; first && first.size <= this.#tree.size; [first] = this.#left) {
      this.#left.shift();
      const { size, at, root } = first;
      if (size < this.#tree.size) this.#uncompared += 1;
      else if (same(root, this.#tree.root)) {
        this.#agrees = { size, at };
        if (first !== this.#own) this.#agreesOutside = { size, at };
      } else this.#fault({ kind: 'checkpoint-differs', size, at, own: first === this.#own });
    }
  }

  // ---- Rows ----

  #named(value: unknown): boolean {
    const open = this.#open;
    if (!open || !Array.isArray(value) || value.length !== 3) return false;
    const [commitment, salt, fields] = value as unknown[];
    const bytes = bytesOf(commitment);
    if (bytes?.length !== HASH_BYTES) return false;
    // Each row names six values at most: without an end they would fill the memory.
    if (open.named.size > namesOfARow * Number(open.seal.rows)) return false;
    const name = hexadecimal(bytes);
    if (open.named.has(name)) return false;
    open.named.add(name);
    open.unused.add(name);
    if (salt === null && fields === null) {
      this.#erased += 1;
      return true;
    }
    const salted = bytesOf(salt);
    if (
      salted?.length !== SALT_BYTES ||
      !Array.isArray(fields) ||
      !fields.every((field): field is string | null => field === null || isText(field))
    )
      return false;
    const covered = canonical(fields);
    const whole = new Uint8Array(salted.length + covered.length);
    whole.set(salted);
    whole.set(covered, salted.length);
    if (!same(this.#tools.sha256(whole), bytes)) this.#fault({ kind: 'value-differs', line: this.#line, seal: Number(open.seal.number) });
    return true;
  }

  #row(value: unknown): boolean {
    const open = this.#open;
    if (!open || !Array.isArray(value) || value.length !== entryNames.length) return false;
    const row = Object.fromEntries(entryNames.map((name, index) => [name, value[index] as Plain])) as PlainRow<typeof entryFields>;
    let leaf: Uint8Array;
    try {
      leaf = this.#tools.sha256(leafOfPlain(leafTables.entries, entryFields, row));
    } catch (fault) {
      if (fault instanceof LeafFault) return false;
      throw fault;
    }
    const { seal } = open;
    const [xid, n] = [BigInt(String(row.xid)), Number(row.n)];
    const isAfter = open.last === undefined || xid > open.last[0] || (xid === open.last[0] && n > open.last[1]);
    const isInside = xid >= BigInt(String(seal.fromXid)) && xid < BigInt(String(seal.toXid)) && row.kept === seal.kept;
    if (!isAfter || !isInside || String(row.at).slice(0, 7) !== String(seal.month).slice(0, 7))
      this.#fault({ kind: 'row-out-of-place', line: this.#line, seal: Number(seal.number) });
    for (const name of [row.subject, row.actor, row.onBehalfOf, row.address, row.browser, row.detail]) {
      open.unused.delete(String(name));
      if (name !== null && !open.named.has(String(name)))
        this.#fault({ kind: 'value-missing', line: this.#line, seal: Number(seal.number), at: String(row.at) });
    }
    open.last = [xid, n];
    open.tree.append(leaf);
    this.#rows += 1;
    this.#closeIfFull();
    return true;
  }

  #end(value: unknown): boolean {
    if (!isRecord(value) || !this.#isFull()) return isRecord(value);
    if (!hasOnly(value, ['lines', 'seals', 'rows', 'sha256'])) return false;
    const isSame =
      value.lines === this.#line - 1 &&
      value.seals === this.#tree.size &&
      value.rows === this.#rows &&
      value.sha256 === hexadecimal(this.#bytes.digest());
    if (!isSame) this.#fault({ kind: 'end-differs', line: this.#line });
    this.#isOver = true;
    return true;
  }
}
