import { createHash } from 'node:crypto';
import { ARCHIVE_FORMAT, entryNames } from '@varco/shared/access-log/evidence/archive';
import {
  entryFields,
  type FieldKind,
  hexadecimal,
  leafOfTuple,
  leafTables,
  type Plain,
  type PlainRow,
  partsOf,
  plainOfTuple,
  sealFields,
  sealKinds,
} from '@varco/shared/access-log/evidence/leaf';
import { SubtreeRun } from '@varco/shared/access-log/evidence/merkle';
import { dayAt } from '@varco/shared/days';
import { INSTALLATION } from '@varco/shared/ids';
import type { Actor } from '#core/actor';
import type { Core } from '#core/core';
import type { Keys } from '#core/keys';
import { UnreadableSecret } from '#core/secret-text';
import type { Database } from '#db/database';
import { coveredByDetail, detailOf } from '../details.ts';
import { record } from '../record.ts';
import { groupOf } from './rules.ts';
import { sha256 } from './seal-rows.ts';
import { type Dictionary, type Evidence, openEvidence } from './store.ts';
import { withoutDigests } from './verify-log.ts';

/** The instants between which rows are wanted; a seal that has one of them is shown whole. */
export interface Period {
  readonly from: Date | undefined;
  readonly to: Date | undefined;
}

/** What an archive holds. */
export interface Exported {
  readonly seals: number;
  readonly shown: number;
  readonly rows: number;
  /** Seals of the period whose rows were purged: they are there without them. */
  readonly purged: number;
}

/** Seals shown together: enough rows for a question to be worth its while, few enough for memory. */
const CHUNK_ROWS = 5_000;
const CHUNK_SEALS = 1_000;
/** Values of a dictionary that are remembered for the seals to come: nearly all that a town uses in its days. */
const MOST_REMEMBERED = 20_000;

type Seal = PlainRow<typeof sealFields>;

/** The last fields as the database stores them. */
const storedFields = {
  ...entryFields,
  subject: 'int4',
  actor: 'int4',
  onBehalfOf: 'int4',
  address: 'int4',
  browser: 'int4',
  detail: 'int4',
} as const satisfies Record<string, FieldKind>;
const named = {
  subject: 'subjects',
  actor: 'subjects',
  onBehalfOf: 'subjects',
  address: 'addresses',
  browser: 'browsers',
  detail: 'details',
} as const satisfies Record<string, Dictionary>;
const namedFields = Object.keys(named) as (keyof typeof named)[];

/** Where an archive goes, at the pace of whoever takes it. */
export interface ArchiveTarget {
  write(lines: string): Promise<void>;
  /** There is something to write, and nothing is written yet. */
  begun?(): Promise<void>;
  /** How many rows of the period were looked at, and about how many there are in all. */
  progress?(rows: number, about: number): void;
}

/**
 * Writes the log as an archive, line by line: the rows of a period with what proves them, and hashes in the place of all others
 * (docs/log-evidence.md has the format). Whoever asks for it has said so in the log.
 */
export async function writeArchive(
  { keys }: Pick<Core, 'keys'>,
  owner: Database['connectionConfig'],
  period: Period,
  target: ArchiveTarget,
): Promise<Exported | 'nothing-sealed'> {
  const evidence = await openEvidence(owner);
  try {
    if (evidence.place.checkpoint === null) return 'nothing-sealed';
    await target.begun?.();
    return await new Export(evidence, keys, period, target).run(evidence.place.checkpoint);
  } finally {
    await evidence.close();
  }
}

/** The same for somebody at the terminal: that it was done is itself a fact of the log, whatever becomes of the file. */
export function exportLog(
  core: Pick<Core, 'db' | 'clock' | 'keys' | 'random' | 'config'>,
  owner: Database['connectionConfig'],
  actor: Actor,
  period: Period,
  write: (lines: string) => Promise<void>,
): Promise<Exported | 'nothing-sealed'> {
  const dayOf = (at: Date | undefined) => (at ? dayAt(core.config.timeZone, at) : null);
  const begun = () =>
    core.db.as({ organizations: [INSTALLATION] }, async (tx) =>
      record(tx, {
        at: core.clock.now(),
        event: 'log-exported',
        organizationId: INSTALLATION,
        actor: actor.kind === 'operator' ? { operator: actor.account } : undefined,
        client: actor.client,
        detail: await detailOf(core, tx, INSTALLATION, 'log-exported', [
          { field: 'from', before: null, after: dayOf(period.from) },
          { field: 'to', before: null, after: dayOf(period.to && new Date(period.to.getTime() - 1)) },
          { field: 'format', before: null, after: ARCHIVE_FORMAT },
        ]),
      }),
    );
  return writeArchive(core, owner, period, { write, begun });
}

class Export {
  readonly #evidence: Evidence;
  readonly #keys: Keys;
  readonly #period: Period;
  readonly #target: ArchiveTarget;
  readonly #hash = createHash('sha256');
  #lines = 0;
  #seals = 0;
  #shown = 0;
  #rows = 0;
  #purged = 0;
  readonly #values: Values = { subjects: new Map(), addresses: new Map(), browsers: new Map(), details: new Map() };
  #purgedBy: ReadonlyMap<string, number> = new Map();

  constructor(evidence: Evidence, keys: Keys, period: Period, target: ArchiveTarget) {
    this.#evidence = evidence;
    this.#keys = keys;
    this.#period = period;
    this.#target = target;
  }

  async run(checkpoint: string): Promise<Exported> {
    const { place, keys } = this.#evidence;
    await this.#put([
      {
        format: ARCHIVE_FORMAT,
        origin: place.origin,
        keys: keys.map(({ fromSize, publicKey }) => ({ fromSize, publicKey: publicKey.toString('base64') })),
        checkpoint,
        from: this.#period.from?.toISOString() ?? null,
        to: this.#period.to?.toISOString() ?? null,
      },
    ]);
    this.#purgedBy = new Map((await this.#evidence.purges()).map(({ number, month }) => [month, number]));
    const about = await this.#evidence.estimate();
    let skipped: SubtreeRun | undefined;
    let chunk: Seal[] = [];
    let rows = 0;
    let looked = 0;
    for await (const tuples of this.#evidence.seals()) {
      for (const tuple of tuples) {
        const seal = plainOfTuple(sealFields, tuple);
        const isShown = this.#isWanted(seal);
        if ((!isShown && chunk.length > 0) || rows >= CHUNK_ROWS || chunk.length >= CHUNK_SEALS) {
          await this.#show(chunk);
          chunk = [];
          rows = 0;
        }
        if (isShown) {
          await this.#skip(skipped);
          skipped = undefined;
          chunk.push(seal);
          rows += this.#isPurged(seal) ? 0 : Number(seal.rows);
        } else {
          skipped ??= new SubtreeRun(sha256, this.#seals);
          skipped.append(sha256(leafOfTuple(leafTables.seals, withoutDigests(tuple))));
        }
        this.#seals += 1;
        looked += Number(seal.rows);
      }
      this.#target.progress?.(looked, about);
    }
    await this.#show(chunk);
    await this.#skip(skipped);
    const end = { lines: this.#lines, seals: this.#seals, rows: this.#rows, sha256: this.#hash.copy().digest('hex') };
    await this.#put([{ end }]);
    return { seals: this.#seals, shown: this.#shown, rows: this.#rows, purged: this.#purged };
  }

  async #put(items: readonly object[]): Promise<void> {
    await this.#putLines(items.map((item) => JSON.stringify(item)));
  }

  async #putLines(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const text = `${lines.join('\n')}\n`;
    this.#lines += lines.length;
    this.#hash.update(text, 'utf8');
    await this.#target.write(text);
  }

  /** A passage to the next era and a purge have no rows, and are always shown: they say where the log comes from and what it lost. */
  #isWanted({ kind, firstAt, lastAt }: Seal): boolean {
    const { from, to } = this.#period;
    if (kind !== sealKinds.rows || firstAt === null || lastAt === null) return true;
    return (!from || String(lastAt) >= from.toISOString()) && (!to || String(firstAt) < to.toISOString());
  }

  #isPurged({ kind, kept, month, number }: Seal): boolean {
    return kind === sealKinds.rows && kept === false && Number(number) < (this.#purgedBy.get(String(month)) ?? 0);
  }

  async #skip(run: SubtreeRun | undefined): Promise<void> {
    if (run) await this.#put([{ skip: { from: run.from, to: run.to, hashes: run.hashes.map(hexadecimal) } }]);
  }

  async #show(chunk: readonly Seal[]): Promise<void> {
    const [first] = chunk;
    const last = chunk.at(-1);
    if (!first || !last) return;
    const byBatch = new Map<string, PlainRow<typeof storedFields>[]>();
    const ids: Record<Dictionary, Set<number>> = { subjects: new Set(), addresses: new Set(), browsers: new Set(), details: new Set() };
    const ranges = chunk.map((seal) => ({ from: Number(seal.fromXid), to: Number(seal.toXid) }));
    let range = 0;
    for await (const tuples of this.#evidence.rows(Number(first.fromXid), Number(last.toXid))) {
      for (const tuple of tuples) {
        const row = plainOfTuple(storedFields, tuple);
        while (Number(row.xid) >= (ranges[range]?.to ?? Number.POSITIVE_INFINITY)) range += 1;
        const group = groupOf({ month: `${String(row.at).slice(0, 7)}-01`, kept: row.kept === true });
        const key = `${ranges[range]?.from} ${group}`;
        const batch = byBatch.get(key);
        if (batch) batch.push(row);
        else byBatch.set(key, [row]);
        for (const field of namedFields) if (row[field] !== null) ids[named[field]].add(Number(row[field]));
      }
    }
    await this.#readValues(ids);
    for (const seal of chunk) {
      if (this.#isPurged(seal)) {
        this.#purged += 1;
        await this.#put([{ purged: seal }]);
        continue;
      }
      if (seal.kind !== sealKinds.rows) {
        this.#shown += 1;
        await this.#put([{ seal }]);
        continue;
      }
      const key = `${Number(seal.fromXid)} ${groupOf({ month: String(seal.month), kept: seal.kept === true })}`;
      const batch = byBatch.get(key) ?? [];
      this.#rows += batch.length;
      this.#shown += 1;
      await this.#putLines([JSON.stringify({ seal }), ...linesOf(batch, this.#values)]);
    }
  }

  /** What this installation cannot open any more goes out as what was erased: its commitment alone. */
  #openedDetail(texts: readonly (string | null)[]): { salt: Uint8Array; fields: (string | null)[] } | undefined {
    try {
      return coveredByDetail(this.#keys, this.#evidence.organizationKeys, texts);
    } catch (fault) {
      if (fault instanceof UnreadableSecret) return undefined;
      throw fault;
    }
  }

  /** Every value of these numbers; those of the seals before are remembered, up to a number, and a detail is of one row alone. */
  async #readValues(ids: Readonly<Record<Dictionary, ReadonlySet<number>>>): Promise<void> {
    for (const dictionary of new Set(Object.values(named))) {
      const values = this.#values[dictionary];
      if (dictionary === 'details' || values.size + ids[dictionary].size > MOST_REMEMBERED) values.clear();
      const unknown = [...ids[dictionary]].filter((id) => !values.has(id));
      if (unknown.length === 0) continue;
      for await (const tuples of this.#evidence.valuesOf(dictionary, unknown)) {
        for (const tuple of tuples) {
          const [id, commitment, salt, erased, ...fields] = partsOf(tuple);
          const texts = fields.map((field) => (field === null ? null : Buffer.from(field).toString('utf8')));
          const kept = erased?.[0] === 1 ? undefined : dictionary === 'details' ? this.#openedDetail(texts) : { salt, fields: texts };
          const digits = hexadecimal(commitment ?? new Uint8Array());
          const covered = kept?.salt ? [hexadecimal(kept.salt), kept.fields] : [null, null];
          values.set(Buffer.from(id ?? []).readInt32BE(0), { commitment: digits, line: JSON.stringify({ named: [digits, ...covered] }) });
        }
      }
    }
  }
}

/**
 * A dictionary value, and its line in an archive: its commitment, and the salt and the fields that it covers unless they are erased.
 */
interface Value {
  readonly commitment: string;
  readonly line: string;
}
type Values = Readonly<Record<Dictionary, Map<number, Value>>>;

/** The values that some rows name, each once, and the rows with commitments in their place. */
function linesOf(rows: readonly PlainRow<typeof storedFields>[], values: Values): string[] {
  const said = new Set<string>();
  const lines: string[] = [];
  for (const row of rows) {
    const plain: Record<string, Plain> = { ...row };
    for (const field of namedFields) {
      const value = row[field] === null ? undefined : values[named[field]].get(Number(row[field]));
      plain[field] = value?.commitment ?? null;
      if (!value || said.has(value.commitment)) continue;
      said.add(value.commitment);
      lines.push(value.line);
    }
    lines.push(JSON.stringify({ row: entryNames.map((name) => plain[name]) }));
  }
  return lines;
}
