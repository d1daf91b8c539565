import { createPublicKey, verify } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { keyHashOf, parseCheckpoint, type SignedCheckpoint } from '@varco/shared/access-log/evidence/checkpoint';
import type { Finding } from '@varco/shared/access-log/evidence/findings';
import { canonical, leafOfTuple, leafTables, partsOf, plainOfTuple, sealFields, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import { HASH_BYTES, MerkleTree } from '@varco/shared/access-log/evidence/merkle';
import { MonthOfSeals, type PurgedMonth, type PurgeSeal, Purges } from '@varco/shared/access-log/evidence/purge';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { UnreadableSecret } from '#core/secret-text';
import type { Database } from '#db/database';
import { coveredByDetail } from '../details.ts';
import type { Checked, SealToCheck } from './check-chunk.ts';
import { type Checkers, checkerHere, checkersInThreads } from './checkers.ts';
import { Commitments } from './commitments.ts';
import { groupOf } from './rules.ts';
import { sha256 } from './seal-rows.ts';
import { type Dictionary, dictionaries, type Evidence, openEvidence } from './store.ts';

/** A checkpoint to compare with, and the file it comes from. */
export interface Witness {
  readonly file: string;
  readonly checkpoint: SignedCheckpoint;
  /** From a folder of this installation, and not named by whoever asks. */
  readonly isKept?: true;
}

/** What verifying has found out. */
export interface Verdict {
  readonly origin: string;
  readonly seals: number;
  readonly rows: number;
  readonly values: number;
  readonly erased: number;
  /** Values whose key is gone, or is not this installation's: of them only the commitment could be compared. */
  readonly unreadable: number;
  /** Up to this moment every row that was there is sealed. */
  readonly sealedUntil: string | null;
  readonly unsealed: { readonly rows: number; readonly oldestAt: Date | null };
  /** The months of which the rows were purged, as seals tell it; what is wrong with one is among the findings. */
  readonly purged: readonly PurgedMonth[];
  /** With how many checkpoints from outside the log was compared, and the newest of those that it agrees with. */
  readonly compared: number;
  readonly agrees: { readonly size: number; readonly at: string } | null;
  /** The newest of those that somebody named: what is later whoever has server and keys could have made again. */
  readonly agreesOutside: { readonly size: number; readonly at: string } | null;
  /** The first of them; `faults` counts all. */
  readonly findings: readonly Finding[];
  readonly faults: number;
}

/** What to compare with, and who wants to know how far it is. */
export interface Wishes {
  readonly witnesses: readonly Witness[];
  /** The public keys to believe; without any, those of the database and of this installation. */
  readonly keys: readonly Uint8Array[];
  progress(rows: number, about: number): void;
  /** In how many threads rows are checked, each with a connection; as many as there are cores when nothing is said. */
  readonly threads?: number;
}

const MOST_FINDINGS = 1_000;
/** Rows asked for at once: enough for a sort to be cheap, few enough for memory. */
const CHUNK_ROWS = 100_000;
const CHUNK_SEALS = 20_000;
/** Where in what a commitment covers begins what an erasure takes away. */
const ERASABLE_FROM: Readonly<Record<Dictionary, number>> = { subjects: 3, addresses: 1, browsers: 1, details: 2 };
const ROWS_FOR_THREADS = 100_000;
const MOST_THREADS = 4;

/** Computes the whole log again and compares it with its seals, and these with checkpoints kept elsewhere (requirements D5, R2.21). */
export async function verifyLog({ keys }: Pick<Core, 'keys'>, owner: Database['connectionConfig'], wishes: Wishes): Promise<Verdict> {
  const evidence = await openEvidence(owner);
  try {
    return await new Verification(evidence, owner, keys, wishes).run();
  } finally {
    await evidence.close();
  }
}

/** A seal as it was read. */
interface ReadSeal extends SealToCheck {
  readonly era: number;
  readonly closedAt: string;
  readonly note: string | null;
}

class Verification {
  readonly #evidence: Evidence;
  readonly #owner: Database['connectionConfig'];
  readonly #own: Keys;
  readonly #wishes: Wishes;
  readonly #keys: readonly Uint8Array[];
  readonly #findings: Finding[] = [];
  #faults = 0;
  #rows = 0;
  #values = 0;
  #erased = 0;
  #unreadable = 0;
  #about = 0;
  readonly #tree = new MerkleTree(sha256);
  readonly #commitments: Record<Dictionary, Commitments> = {
    subjects: new Commitments(),
    addresses: new Commitments(),
    browsers: new Commitments(),
    details: new Commitments(),
  };
  readonly #missing = new Set<string>();
  readonly #agreements: { size: number; at: string }[] = [];
  #agreesOutside: { size: number; at: string } | null = null;
  readonly #passages: { size: number; at: string }[] = [];
  readonly #purges = new Purges();
  /** By month the number of the seal that says that it was purged, and what its seals amount to. */
  readonly #purgedBy = new Map<string, number>();
  readonly #gone = new Map<string, MonthOfSeals>();
  readonly #believed = new Set<string>();
  #purgeRows = 0;
  #believedTo = 0;

  constructor(evidence: Evidence, owner: Database['connectionConfig'], own: Keys, wishes: Wishes) {
    this.#owner = owner;
    this.#own = own;
    this.#evidence = evidence;
    this.#wishes = wishes;
    this.#keys = wishes.keys.length > 0 ? wishes.keys : [own.checkpoints.publicKey, ...evidence.keys.map(({ publicKey }) => publicKey)];
  }

  async run(): Promise<Verdict> {
    const { place } = this.#evidence;
    this.#about = await this.#evidence.estimate();
    for (const dictionary of dictionaries) await this.#readValues(dictionary);
    const witnesses = this.#trusted([...this.#wishes.witnesses, ...ownCheckpoint(place.checkpoint)]);
    for (const { number, month } of await this.#evidence.purges()) this.#purgedBy.set(month, this.#purgedBy.get(month) ?? number);
    const last = await this.#readSeals(witnesses);
    const { purges: unsealedPurges, ...unsealed } = await this.#evidence.unsealed(last?.toXid ?? 0);
    this.#judgePurges(unsealedPurges);
    this.#compareWithPlace(last);
    await this.#findImpossible();
    for (const witness of witnesses) {
      const { size, at } = witness.checkpoint;
      if (size > this.#tree.size && !this.#isBeforeReturn(witness))
        this.#add({ kind: 'tail-missing', file: witness.file, size, at, seals: this.#tree.size });
    }
    return {
      origin: place.origin,
      seals: this.#tree.size,
      rows: this.#rows,
      values: this.#values,
      erased: this.#erased,
      unreadable: this.#unreadable,
      sealedUntil: last?.closedAt ?? null,
      unsealed,
      purged: this.#purges.months,
      compared: this.#wishes.witnesses.length,
      agrees: this.#agreements.at(-1) ?? null,
      agreesOutside: this.#agreesOutside,
      findings: this.#findings,
      faults: this.#faults,
    };
  }

  #add(finding: Finding, isFault = true): void {
    if (isFault) this.#faults += 1;
    if (this.#findings.length < MOST_FINDINGS) this.#findings.push(finding);
  }

  // ---- Dictionaries ----

  async #readValues(dictionary: Dictionary): Promise<void> {
    for await (const tuples of this.#evidence.values(dictionary)) {
      for (const tuple of tuples) {
        const [idBytes, commitment, salt, erased, ...fields] = partsOf(tuple);
        const id = Buffer.from(idBytes ?? []).readInt32BE(0);
        this.#values += 1;
        if (commitment?.length === HASH_BYTES) this.#commitments[dictionary].set(id, commitment);
        if (erased?.[0] === 1) {
          this.#erased += 1;
          if (salt !== null || fields.slice(ERASABLE_FROM[dictionary]).some((field) => field !== null))
            this.#add({ kind: 'value-changed', dictionary, id });
          continue;
        }
        const texts = fields.map((field) => (field === null ? null : Buffer.from(field).toString('utf8')));
        const kept = dictionary === 'details' ? this.#openedDetail(id, texts) : { salt, fields: texts };
        if (!kept) continue;
        const again = sha256(Buffer.concat([kept.salt ?? Buffer.alloc(0), canonical(kept.fields)]));
        if (!commitment || !Buffer.from(commitment).equals(again)) this.#add({ kind: 'value-changed', dictionary, id });
      }
    }
  }

  #openedDetail(id: number, texts: readonly (string | null)[]): { salt: Uint8Array; fields: (string | null)[] } | undefined {
    try {
      const covered = coveredByDetail(this.#own, this.#evidence.organizationKeys, texts);
      if (!covered) this.#unreadable += 1;
      return covered;
    } catch (fault) {
      if (!(fault instanceof UnreadableSecret)) throw fault;
      this.#add({ kind: 'detail-changed', id });
      return undefined;
    }
  }

  // ---- Checkpoints ----

  /** Those that speak of this log and are signed by a known key; of the others it is told why they count for nothing. */
  #trusted(witnesses: readonly Witness[]): Witness[] {
    const { origin } = this.#evidence.place;
    const knownOf = (keys: readonly Uint8Array[]) => new Map(keys.map((key) => [keyHashOf(sha256, origin, key), key]));
    const [believed, own] = [knownOf(this.#keys), knownOf(this.#wishes.keys.length > 0 ? this.#keys : ownKeys(this.#own))];
    return witnesses
      .filter(({ file, checkpoint }) => {
        const { size, at } = checkpoint;
        // Whoever can write a checkpoint into the database can write a key beside it.
        const known = file === '' ? own : believed;
        if (checkpoint.origin !== origin) {
          this.#add({ kind: 'checkpoint-of-another-log', file, size, at, origin: checkpoint.origin });
          return false;
        }
        const ours = checkpoint.signatures.filter(({ name, keyHash }) => name === origin && known.has(keyHash));
        if (ours.length === 0) {
          this.#add({ kind: 'checkpoint-of-unknown-key', file, size, at });
          return false;
        }
        const good = ours.find(({ keyHash, signature }) => isSignedBy(known.get(keyHash), checkpoint.text, signature));
        if (good) {
          // No purge is believed for the sake of a key that only the database knows.
          if (own.has(good.keyHash)) this.#believed.add(checkpoint.text);
          return true;
        }
        this.#add({ kind: 'checkpoint-badly-signed', file, size, at });
        return false;
      })
      .sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  }

  /** Compares the tree, as large as it is now, with the checkpoints of just this size. */
  #compareWith(witnesses: readonly Witness[], next: { at: number }): void {
    for (; next.at < witnesses.length; next.at += 1) {
      const witness = witnesses[next.at] as Witness;
      const { file } = witness;
      const { size, at, root } = witness.checkpoint;
      if (size > this.#tree.size) return;
      if (Buffer.from(this.#tree.root).equals(root)) {
        if (file !== '') this.#agreements.push({ size, at });
        if (file !== '' && !witness.isKept) this.#agreesOutside = { size, at };
        if (this.#believed.has(witness.checkpoint.text)) this.#believedTo = Math.max(this.#believedTo, size);
      } else if (!this.#isBeforeReturn(witness)) {
        const since = this.#agreements.at(-1) ?? null;
        this.#add({ kind: 'another-history', file, size, at, agreesUpTo: since });
      }
    }
  }

  /**
   * A backup that comes back ends a history that had gone on after it; the log itself tells of the return, in a leaf. Checkpoints of this
   * installation keep speaking of the lost end for ever: they are told, and only for those that somebody names it is a fault.
   */
  #isBeforeReturn({ file, checkpoint, isKept }: Witness): boolean {
    const { size, at } = checkpoint;
    const passage = this.#passages.find((one) => one.size < size && Date.parse(one.at) >= Date.parse(at));
    if (!passage || file === '') return false;
    this.#add({ kind: 'history-before-return', file, size, at, returnedAt: passage.at, returnedTo: passage.size }, !isKept);
    return true;
  }

  // ---- Seals and rows ----

  async #readSeals(witnesses: readonly Witness[]): Promise<ReadSeal | undefined> {
    const checkers = this.#checkers();
    try {
      const underWay: Promise<Checked>[] = [];
      const next = { at: 0 };
      let chunk: ReadSeal[] = [];
      let rows = 0;
      let last: ReadSeal | undefined;
      this.#compareWith(witnesses, next);
      for await (const tuples of this.#evidence.seals()) {
        for (const tuple of tuples) {
          const seal = this.#markPurged(readSeal(tuple));
          this.#followOn(last, seal);
          if (isPassage(seal)) this.#passages.push({ size: seal.number, at: seal.closedAt });
          const leaf = sha256(leafOfTuple(leafTables.seals, withoutDigests(tuple)));
          this.#tree.append(leaf);
          this.#followPurges(seal, leaf);
          this.#compareWith(witnesses, next);
          // Seals of one range are checked together.
          if ((rows >= CHUNK_ROWS || chunk.length >= CHUNK_SEALS) && seal.fromXid !== last?.fromXid) {
            await this.#checkChunk(checkers, underWay, chunk);
            chunk = [];
            rows = 0;
          }
          chunk.push(seal);
          rows += seal.rows;
          last = seal;
        }
      }
      await this.#checkChunk(checkers, underWay, chunk);
      while (underWay.length > 0) await this.#take(underWay);
      return last;
    } finally {
      await checkers.close();
    }
  }

  /** A thread takes a while to begin: a small log is checked before. */
  #checkers(): Checkers {
    const threads = this.#wishes.threads ?? (this.#about < ROWS_FOR_THREADS ? 0 : Math.min(availableParallelism(), MOST_THREADS));
    return threads === 0
      ? checkerHere(this.#evidence, this.#commitments)
      : checkersInThreads(this.#owner, this.#evidence.snapshot, this.#commitments, threads);
  }

  #followOn(last: ReadSeal | undefined, seal: ReadSeal): void {
    const expected = (last?.number ?? -1) + 1;
    if (seal.number !== expected) this.#add({ kind: 'seal-missing', number: expected, next: seal.number });
    const goesOn = seal.fromXid === (last?.toXid ?? 0);
    const isSibling = last !== undefined && seal.fromXid === last.fromXid && seal.toXid === last.toXid && seal.group > last.group;
    const era = (last?.era ?? 1) + (isPassage(seal) ? 1 : 0);
    if (seal.number === expected && (!(goesOn || isSibling) || seal.era !== era))
      this.#add({ kind: 'seal-out-of-order', number: seal.number });
  }

  // ---- Purges ----

  /** What was sealed into a month after its purge is there, and is judged like any other. */
  #markPurged(seal: ReadSeal): ReadSeal {
    const by = this.#purgedBy.get(seal.month);
    const isPurged = seal.kind === sealKinds.rows && seal.group.endsWith(' 0') && by !== undefined && seal.number < by;
    return isPurged ? { ...seal, isPurged } : seal;
  }

  #followPurges(seal: ReadSeal, leaf: Uint8Array): void {
    for (const { number, month, closedAt } of this.#purges.shownEarlyBy(seal.closedAt))
      this.#add({ kind: 'purge-early', number, month, at: closedAt });
    if (seal.isPurged) {
      const gone = this.#gone.get(seal.month) ?? new MonthOfSeals(sha256);
      this.#gone.set(seal.month, gone);
      gone.add(leaf, seal);
    }
    if (seal.kind !== sealKinds.purged) return;
    const { number, month } = seal;
    const purge: PurgeSeal = seal;
    const { isSecond, isEarly } = this.#purges.add(purge);
    if (isSecond) this.#add({ kind: 'purged-twice', number, month });
    if (isEarly) this.#add({ kind: 'purge-early', number, month, at: seal.closedAt });
    if (!isSecond && this.#gone.get(month)?.isToldBy(purge) !== true) this.#add({ kind: 'purge-differs', number, month });
  }

  /** A purge counts when a checkpoint by a key that is surely believed covers it, and a row of the log tells of it too. */
  #judgePurges(unsealed: number): void {
    const { seals } = this.#purges;
    for (const { number, month } of seals) if (number >= this.#believedTo) this.#add({ kind: 'purge-unsigned', number, month });
    const rows = this.#purgeRows + unsealed;
    if (rows !== seals.length) this.#add({ kind: 'purge-untold', seals: seals.length, rows });
  }

  /** Hands some seals to whoever is free; there are never more than those at work and as many that wait. */
  async #checkChunk(checkers: Checkers, underWay: Promise<Checked>[], chunk: readonly ReadSeal[]): Promise<void> {
    const checked = checkers.check(chunk, (rows) => {
      this.#rows += rows;
      this.#wishes.progress(this.#rows, this.#about);
    });
    // Whoever waits for it hears of its fault; until then nobody may take it for one that nobody minds.
    checked.catch(() => undefined);
    underWay.push(checked);
    if (underWay.length > 2 * checkers.atOnce) await this.#take(underWay);
  }

  /** Takes over what the first of the chunks under way came to, so that findings stand in the order of the seals. */
  async #take(underWay: Promise<Checked>[]): Promise<void> {
    const checked = await underWay.shift();
    this.#purgeRows += checked?.purges ?? 0;
    for (const finding of checked?.findings ?? []) if (!this.#isKnownMissing(finding)) this.#add(finding);
  }

  #isKnownMissing(finding: Finding): boolean {
    if (finding.kind !== 'value-missing') return false;
    const key = `${finding.dictionary} ${finding.id}`;
    if (this.#missing.has(key) || this.#missing.size > MOST_FINDINGS) return true;
    this.#missing.add(key);
    return false;
  }

  async #findImpossible(): Promise<void> {
    for (const { at, xid, n } of await this.#evidence.impossible())
      this.#add({ kind: 'row-inserted', seal: null, at: at.toISOString(), xid, n });
  }

  #compareWithPlace(last: ReadSeal | undefined): void {
    const { place } = this.#evidence;
    const signed = place.checkpoint === null ? undefined : parseCheckpoint(place.checkpoint);
    if ((signed?.size ?? 0) < this.#tree.size)
      this.#add({ kind: 'checkpoint-missing', size: signed?.size ?? null, seals: this.#tree.size });
    if (place.size === this.#tree.size && Buffer.from(this.#tree.peaks).equals(place.peaks) && place.nextXid === (last?.toXid ?? 0)) return;
    this.#add({ kind: 'tree-differs', seals: this.#tree.size, expected: place.size });
  }
}

/** Whether a seal begins an era. */
const isPassage = ({ kind }: ReadSeal): boolean => kind === sealKinds.moved || kind === sealKinds.restored;

/** The public keys that this installation signs with and has signed with, as its key file says. */
function ownKeys(keys: Keys): Uint8Array[] {
  const all: Uint8Array[] = [];
  for (let known: Keys | undefined = keys; known; known = known.previous) all.push(known.checkpoints.publicKey);
  return all;
}

/** The checkpoint that the database itself keeps as its newest. */
function ownCheckpoint(note: string | null): Witness[] {
  const checkpoint = note === null ? undefined : parseCheckpoint(note);
  return checkpoint ? [{ file: '', checkpoint }] : [];
}

const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text was signed with the private half of this key (Ed25519). */
export function isSignedBy(publicKey: Uint8Array | undefined, text: string, signature: Uint8Array): boolean {
  if (!publicKey) return false;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_HEAD, publicKey]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(text, 'utf8'), key, signature);
}

const SEAL_FIELDS = Object.keys(sealFields).length;

/** The tuple of a seal as its leaf wants it: without the last field. */
export function withoutDigests(tuple: Buffer): Buffer {
  let end = 2;
  for (let field = 0; field < SEAL_FIELDS; field += 1) end += 4 + Math.max(tuple.readInt32BE(end), 0);
  const bytes = Buffer.from(tuple.subarray(0, end));
  bytes.writeInt16BE(SEAL_FIELDS, 0);
  return bytes;
}

function readSeal(tuple: Buffer): ReadSeal {
  const seal = plainOfTuple(sealFields, tuple);
  return {
    number: Number(seal.number),
    era: Number(seal.era),
    kind: Number(seal.kind),
    month: String(seal.month),
    group: groupOf({ month: String(seal.month), kept: seal.kept === true }),
    fromXid: Number(seal.fromXid),
    toXid: Number(seal.toXid),
    rows: Number(seal.rows),
    root: String(seal.root),
    closedAt: String(seal.closedAt),
    firstAt: seal.firstAt === null ? null : String(seal.firstAt),
    lastAt: seal.lastAt === null ? null : String(seal.lastAt),
    // A copy: a view would keep all that was read with it, and go to another thread with all of it.
    digests: Uint8Array.from(partsOf(tuple)[SEAL_FIELDS] ?? []),
    note: seal.note === null ? null : String(seal.note),
    isPurged: false,
  };
}
