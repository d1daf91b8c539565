import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { codeOf, folderFault } from '#db/embedded/fault';
import { belongToOwnerOf, foldersOf } from '#db/embedded/folders';
import type { Manifest } from './archive/manifest.ts';
import { BackupFault } from './fault.ts';

/**
 * A database that comes from a file is not fit to be served before it is settled: its sessions are open, its log does not say where it came
 * from. A restore that is under way leaves a note in the data folder, an import a row in the database; whoever finds one was there after
 * the work was cut off.
 */
const Note = z.object({ file: z.string(), mark: z.string(), aside: z.string().nullable(), pid: z.number().int() });
type Note = z.infer<typeof Note>;

const noteOf = (data: string): string => join(data, 'return.json');

function readNote(data: string): Note | undefined {
  let text: string;
  try {
    text = readFileSync(noteOf(data), 'utf8');
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined;
    // A file in the way, a folder of somebody else: that is told of the folder, and says nothing of a restore.
    throw folderFault(fault, data);
  }
  try {
    return Note.parse(JSON.parse(text));
  } catch {
    // Half a note was being written: nothing had been moved yet.
    return { file: '', mark: '', aside: null, pid: 0 };
  }
}

/** Notes, before anything is moved, that a restore is under way. */
export function noteReturn(data: string, note: Omit<Note, 'pid'>): void {
  writeFileSync(noteOf(data), `${JSON.stringify({ ...note, pid: process.pid })}\n`, { mode: 0o600, flush: true });
  belongToOwnerOf(data, noteOf(data));
}

/** The restore is over, whole or undone. */
export const forgetReturn = (data: string): void => rmSync(noteOf(data), { force: true });

/** Puts everything back as it was before a restore that was cut off; answers whether there was one. `keyFile`: where the secret key lies. */
export function undoCutOff(data: string, keyFile: string): boolean {
  for (const name of existsSync(data) ? readdirSync(data) : []) {
    const pid = /^pg\.restored-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(data, name), { recursive: true, force: true });
  }
  const note = readNote(data);
  if (!note) return false;
  if (isAtWork(note.pid))
    throw new BackupFault('in-use', {
      it: `Un altro "varco restore" sta lavorando in ${data}: aspetta che finisca.`,
      en: `Another "varco restore" is at work in ${data}: wait until it ends.`,
    });
  if (note.mark !== '') {
    const { home } = foldersOf(data);
    const aside = note.aside === null ? undefined : join(data, note.aside);
    // Where the former database still lies in its place nothing had been moved.
    if (aside === undefined || existsSync(aside)) rmSync(home, { recursive: true, force: true });
    if (aside !== undefined && existsSync(aside)) renameSync(aside, home);
    const keyAside = `${keyFile}.before-${note.mark}`;
    if (existsSync(keyAside)) renameSync(keyAside, keyFile);
  }
  forgetReturn(data);
  return true;
}

/** Refuses a data folder in which a restore was cut off: what lies there may be half of a database, or one that was never settled. */
export function refuseCutOffRestore(data: string): void {
  const note = readNote(data);
  if (!note) return;
  const { file, aside } = note;
  throw new BackupFault('unfinished', {
    it: `Un ripristino in ${data} è stato interrotto a metà, e il database non è completo. Ripeti "varco restore ${file}": prima rimette tutto com'era${aside ? ` (il database di prima è in ${aside})` : ''}, poi ricomincia.`,
    en: `A restore in ${data} was cut off half way, and the database is not whole. Repeat "varco restore ${file}": it first puts everything back as it was${aside ? ` (the database of before is in ${aside})` : ''}, then begins again.`,
  });
}

/** What an import that was committed and not settled came from; undefined when everything is settled. */
export async function unsettledImport(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('varco.returning') is not null as there");
  if (rows[0]?.there !== true) return undefined;
  return (await client.query<{ said: string }>('select said from varco.returning')).rows[0]?.said;
}

/** How an import names the file it fills a database from: the export, wherever the file lies. */
export const nameOfExport = ({ postgres, begunAt, holdsUntil }: Manifest): string => `${postgres.system} ${begunAt} ${holdsUntil}`;

/** Refuses to work on a database that an import has filled and not settled. */
export async function refuseUnsettled(owner: pg.ClientConfig): Promise<void> {
  if ((await withOwner(owner, unsettledImport)) === undefined) return;
  throw new BackupFault('unfinished', {
    it: 'Un\'importazione in questo database è stata interrotta prima di finire. Ripeti "varco import" con lo stesso file: riprende da dove era arrivata.',
    en: 'An import into this database was cut off before its end. Repeat "varco import" with the same file: it goes on from where it was.',
  });
}

/** The import is settled: the database may be served. */
export const forgetUnsettled = (owner: pg.ClientConfig): Promise<void> =>
  withOwner(owner, async (client) => {
    await client.query('delete from varco.returning');
  });

async function withOwner<Result>(owner: pg.ClientConfig, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ ...owner, application_name: 'varco import' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether that process is still a restore: numbers of processes come again. */
function isAtWork(pid: number): boolean {
  if (pid <= 0 || pid === process.pid || !isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('restore');
  } catch {
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
