import { columnsNamed, type LogColumn, type LogEntry, type LogView, usualColumns } from '@varco/shared/access-log/api';
import type { Language } from '@varco/shared/language';
import type { ExportProgress, LogExports } from '@varco/shared/log-searches/api';
import { atHome, homeOf, type Scope, type SignedIn } from '#core/actor';
import type { Core } from '#core/core';
import { pageOf, positionOf } from '#core/page';
import { Refusal } from '#core/refusal';
import { countExactly, detailOf, record, refuseUnsearchable, turnsAtLog, walkLog, walkOwn } from '#features/access-log';
import { byWhom, personInLog } from '#features/identity';
import { csvWriter } from './csv.ts';
import { askedView, type KeptView, keptView } from './rules.ts';
import * as store from './store.ts';

type Needs = Pick<Core, 'db' | 'config' | 'clock' | 'random' | 'keys'>;

const MINUTE_MS = 60_000;
/** A file that is not fetched by then must be asked for again. */
const FETCHED_WITHIN_MS = 5 * MINUTE_MS;
/** Whoever writes a file says so more often; one that nobody writes any more was left by a server that stopped. */
const WRITTEN_WITHIN_MS = MINUTE_MS;
const NOTED_EVERY_MS = 1_000;
const EXPORTS_AT_ONCE = 50;

/** The columns of one's own file: what a person may read of his own lines (requirements R5.13). */
const ownColumns: readonly LogColumn[] = ['at', 'what', 'where', 'exit', 'channel', 'session'];

/** Asks for a file of what a search finds before this moment; the log says so before its first byte is written (requirements R2.22, R5.25). */
export async function askForExport(core: Needs, actor: SignedIn, scope: Scope, view: LogView, language: Language): Promise<ExportProgress> {
  await refuseUnsearchable(core, view);
  const at = core.clock.now();
  return ask(core, actor, scope, {
    at,
    own: false,
    view: keptView(view),
    language,
    expected: await expectedRows(core, actor, scope, view, at),
  });
}

/** Asks for a file of what the log says of oneself. */
export const askForOwnExport = (core: Needs, actor: SignedIn, language: Language): Promise<ExportProgress> =>
  ask(core, atHome(actor), homeOf(actor), { at: core.clock.now(), own: true, view: {}, language, expected: null });

/** How many rows a file will have, if they are counted in time. */
async function expectedRows(core: Needs, actor: SignedIn, scope: Scope, view: LogView, until: Date): Promise<number | null> {
  try {
    return await turnsAtLog.take(actor, () => countExactly(core, scope, view, until));
  } catch (fault) {
    if (fault instanceof Refusal && fault.code === 'access-log.too-wide') return null;
    throw fault;
  }
}

async function ask(
  core: Needs,
  actor: SignedIn,
  scope: Scope,
  { at, ...asked }: { at: Date; own: boolean; view: KeptView; language: Language; expected: number | null },
): Promise<ExportProgress> {
  const { db, random } = core;
  const id = random.id<string>();
  const { organizationId, sessionNumber, client } = actor;
  await db.as(scope, async (tx) => {
    await store.insertExport(tx, actor, { ...asked, id, askedAt: at });
    const { actor: by } = await byWhom(tx, actor);
    const subject = await personInLog(tx, organizationId, actor.userId);
    await record(tx, {
      at,
      event: 'log-exported',
      organizationId,
      subject,
      actor: by,
      sessionNumber,
      client,
      detail: await detailOf(core, tx, organizationId, 'log-exported', [
        { field: 'from', before: null, after: asked.view.from ?? null },
        { field: 'to', before: null, after: asked.view.to ?? null },
        { field: 'rows', before: null, after: asked.expected },
      ]),
    });
  });
  return { id, state: 'asked', rows: 0, expected: asked.expected };
}

/** How far a file of one's own is. */
export async function readExport({ db, clock }: Pick<Core, 'db' | 'clock'>, actor: SignedIn, id: string): Promise<ExportProgress> {
  const found = await db.as({ organizations: [actor.organizationId] }, (tx) => store.findExport(tx, actor, id));
  if (!found) throw new Refusal('request.not-found');
  return progressOf(found, clock.now());
}

/** The files made of the log, by whom and of which search. */
export async function readExports({ db, clock }: Pick<Core, 'db' | 'clock'>, scope: Scope, after: string | undefined): Promise<LogExports> {
  const place = positionOf(after);
  const found = await db.as(scope, (tx) => store.listExports(tx, scope, place, EXPORTS_AT_ONCE + 1));
  const now = clock.now();
  const { items, next } = pageOf(found, EXPORTS_AT_ONCE);
  return { items: items.map((one) => ({ ...progressOf(one, now), by: one.by, askedAt: one.askedAt.toISOString(), view: one.view })), next };
}

function progressOf({ id, state, rows, expected, writtenAt }: store.StoredExport, now: Date): ExportProgress {
  const left = state === 'running' && (writtenAt?.getTime() ?? 0) < now.getTime() - WRITTEN_WITHIN_MS;
  return { id, state: left ? 'broken' : state, rows, expected };
}

/** A file as it is sent: its name, and its text in pieces that are made when the reader wants them. */
export interface CsvFile {
  readonly name: string;
  readonly text: AsyncGenerator<string, void>;
}

/**
 * Takes a file that was asked for: once, and only by whoever asked. `stillAllowed` is asked before every piece and throws when the
 * session has ended meanwhile.
 */
export async function fetchExport(
  core: Needs,
  actor: SignedIn,
  scope: Scope,
  asked: { readonly id: string; readonly own: boolean },
  stillAllowed: () => Promise<void>,
): Promise<CsvFile> {
  const { db, clock, config } = core;
  const at = clock.now();
  const home: Scope = { organizations: [actor.organizationId] };
  const taken = await db.as(home, async (tx) => {
    const found = await store.findExport(tx, actor, asked.id);
    if (!found || found.own !== asked.own) throw new Refusal('request.not-found');
    return store.takeExport(tx, actor, asked.id, {
      at,
      askedAfter: new Date(at.getTime() - FETCHED_WITHIN_MS),
      writtenAfter: new Date(at.getTime() - WRITTEN_WITHIN_MS),
    });
  });
  if (!taken) throw new Refusal('log-searches.export-used');
  const view = askedView(taken.view);
  const columns = taken.own ? ownColumns : (columnsNamed(view.columns) ?? usualColumns);
  const csv = csvWriter(columns, taken.language, config.timeZone);
  const pages = taken.own ? walkOwn(core, actor.homeId, actor.userId, taken.askedAt) : walkLog(core, scope, view, taken.askedAt);
  const note = (state: 'running' | 'done' | 'broken', rows: number) =>
    db.as(home, (tx) => store.noteExport(tx, actor, taken.id, { state, rows, at: clock.now() }));
  const name = `${taken.language === 'it' ? 'accessi' : 'access-log'}-${taken.askedAt.toISOString().slice(0, 19).replaceAll(':', '')}Z.csv`;
  return { name, text: written(csv.header(), pages, csv.rows, { note, stillAllowed, now: () => clock.now().getTime() }) };
}

/** The text of a file, piece by piece; however it ends, how far it came is noted. */
async function* written(
  header: string,
  pages: AsyncGenerator<LogEntry[], void>,
  rowsOf: (entries: readonly LogEntry[]) => string,
  {
    note,
    stillAllowed,
    now,
  }: {
    readonly note: (state: 'running' | 'done' | 'broken', rows: number) => Promise<void>;
    readonly stillAllowed: () => Promise<void>;
    readonly now: () => number;
  },
): AsyncGenerator<string, void> {
  let rows = 0;
  let noted = now();
  let state: 'done' | 'broken' = 'broken';
  try {
    yield header;
    for await (const entries of pages) {
      await stillAllowed();
      yield rowsOf(entries);
      rows += entries.length;
      if (now() - noted >= NOTED_EVERY_MS) {
        noted = now();
        await note('running', rows);
      }
    }
    state = 'done';
  } finally {
    await note(state, rows);
  }
}
