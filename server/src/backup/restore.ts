import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import pg from 'pg';
import { builtInMajor, leaveFree } from '#db/embedded';
import { foldersOf, openFolders } from '#db/embedded/folders';
import { readMigrations } from '#db/migrate';
import type { Manifest } from './archive/manifest.ts';
import type { Progress, Watched } from './archive/watched.ts';
import { BackupFault } from './fault.ts';
import { refuseWithoutRoom } from './folder.ts';
import { forgetReturn, noteReturn } from './unfinished.ts';
import { unpackBackup } from './unpack.ts';

/** Refuses what this program cannot read: another kind of file, or a database of a newer or of another program. */
export function refuseUnreadable(path: string, manifest: Manifest, kind: Manifest['kind']): void {
  if (manifest.kind !== kind)
    throw new BackupFault('other-kind', {
      it: `Il file ${path} è ${manifest.kind === 'backup' ? 'una copia: usa "varco restore"' : 'un\'esportazione: usa "varco import"'}.`,
      en: `The file ${path} is ${manifest.kind === 'backup' ? 'a backup: use "varco restore"' : 'an export: use "varco import"'}.`,
    });
  const ours = new Map(readMigrations().map(({ name, hash }) => [name, hash]));
  for (const { name, hash } of manifest.migrations) {
    const our = ours.get(name);
    if (our === hash) continue;
    throw our === undefined
      ? new BackupFault('newer-schema', {
          it: `Il file ${path} è di una versione più recente di Varco (${manifest.version}, conosce ${name}): usa quella versione.`,
          en: `The file ${path} belongs to a newer Varco (${manifest.version}, it knows ${name}): use that version.`,
        })
      : new BackupFault('other-schema', {
          it: `Il file ${path} è di un database fatto con un'altra migrazione ${name}: usa i file originali della versione ${manifest.version}.`,
          en: `The file ${path} belongs to a database made with another migration ${name}: use the original files of version ${manifest.version}.`,
        });
  }
}

/** Refuses a backup that the built-in PostgreSQL cannot serve: its files belong to one major version, and an outside one has roles of its own. */
export function refuseOtherPostgres(path: string, { postgres }: Manifest): void {
  if (postgres.origin === 'outside')
    throw new BackupFault('other-postgres', {
      it: `Il file ${path} viene da un PostgreSQL esterno: con --unpack CARTELLA se ne ricavano i file per quello stesso PostgreSQL (versione ${postgres.major}).`,
      en: `The file ${path} comes from an outside PostgreSQL: --unpack FOLDER takes its files out for that same PostgreSQL (version ${postgres.major}).`,
    });
  const major = builtInMajor();
  if (postgres.major === major) return;
  throw new BackupFault('other-postgres', {
    it: `Il file ${path} è di PostgreSQL ${postgres.major}, questo Varco ha PostgreSQL ${major}: ripristinalo con il Varco che l'ha fatto (${manifestVersion(postgres.version)}), poi usa "varco export" e "varco import".`,
    en: `The file ${path} belongs to PostgreSQL ${postgres.major}, this Varco has PostgreSQL ${major}: restore it with the Varco that made it (${manifestVersion(postgres.version)}), then use "varco export" and "varco import".`,
  });
}

const manifestVersion = (version: string): string => `PostgreSQL ${version}`;

/** What a data folder may hold besides a database without being somebody's. */
const ownNames = new Set(['keys', 'backups', 'run', 'engine', 'ballast', 'checkpoints', 'return.json']);

/** Whether there is a database in the data folder; refuses a folder in which there is something else. */
export function lookInto(data: string): 'empty' | 'database' {
  if (!existsSync(data)) return 'empty';
  const { home } = foldersOf(data);
  if (existsSync(home) && readdirSync(home).length > 0) return 'database';
  const foreign = readdirSync(data).find((name) => !ownNames.has(name) && !/^pg(\.(before|new|restored|refused)-[\w-]+)?$/.test(name));
  if (foreign === undefined) return 'empty';
  throw new BackupFault('not-empty', {
    it: `La cartella ${data} contiene altro (${foreign}): indicane una nuova o vuota con --data.`,
    en: `The folder ${data} holds something else (${foreign}): name a new or an empty one with --data.`,
  });
}

/** Refuses a folder whose database somebody is using. */
export async function refuseInUse(data: string): Promise<void> {
  try {
    await leaveFree(data);
  } catch (fault) {
    throw new BackupFault(
      'in-use',
      {
        it: `Il database in ${data} è in uso: ferma il server e ripeti. (${fault instanceof Error ? fault.message : String(fault)})`,
        en: `The database in ${data} is in use: stop the server and repeat. (${fault instanceof Error ? fault.message : String(fault)})`,
      },
      { cause: fault },
    );
  }
}

/** A database put in the place of another; both stay until it is known that the new one works. */
export interface Replacement {
  /** Where the old database is kept; undefined when there was none. */
  readonly aside: string | undefined;
  /** Puts the old one back and throws the new one away. */
  undo(): void;
}

/** Unpacks a backup beside its place and puts it there; what is there moves aside under a name with `mark`, if it may. */
export async function placeDatabase(
  path: string,
  manifest: Manifest,
  data: string,
  { mark, mayReplace }: { readonly mark: string; readonly mayReplace: boolean },
  watched: Watched,
): Promise<Replacement> {
  const folders = openFolders(data);
  await refuseWithoutRoom(folders.data, manifest.bytes);
  const fresh = join(folders.data, `pg.restored-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  try {
    await unpackBackup(path, manifest, fresh, watched);
    // Unpacking takes a while: somebody may have come in between.
    if (!mayReplace && lookInto(folders.data) === 'database')
      throw new BackupFault('not-empty', {
        it: `In ${data} intanto è comparso un database: non è stato toccato.`,
        en: `A database has appeared in ${data} meanwhile: it was not touched.`,
      });
    await refuseInUse(folders.data);
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    throw fault;
  }
  const isTaken = existsSync(folders.home) && readdirSync(folders.home).length > 0;
  const aside = isTaken ? join(folders.data, `pg.before-${mark}`) : undefined;
  noteReturn(folders.data, { file: path, mark, aside: aside === undefined ? null : basename(aside) });
  if (aside) renameSync(folders.home, aside);
  renameSync(fresh, folders.home);
  return {
    aside,
    undo: () => {
      rmSync(folders.home, { recursive: true, force: true });
      if (aside) renameSync(aside, folders.home);
      forgetReturn(folders.data);
    },
  };
}

/** Proves that PostgreSQL has begun from the backup's own label and not from whatever its files seemed to say. */
export function proveRecovery(data: string): void {
  const { home } = foldersOf(data);
  if (existsSync(join(home, 'backup_label.old')) && !existsSync(join(home, 'backup_label'))) return;
  throw new BackupFault('not-recovered', {
    it: 'PostgreSQL non ha usato il segno di inizio della copia (backup_label): il database non è affidabile ed è stato tolto. Usa un altro file.',
    en: 'PostgreSQL did not use the mark where the backup begins (backup_label): the database cannot be trusted and was taken away. Use another file.',
  });
}

/** Compares every index of a database with its table, as PostgreSQL's own amcheck does; `root` is the superuser. */
export async function checkIndexes(root: pg.ClientConfig, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<number> {
  const client = new pg.Client({ ...root, application_name: 'varco restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // For this look alone: the database stays as it was.
    await client.query('create extension if not exists amcheck with schema pg_catalog');
    const { rows } = await client.query<{ oid: number; name: string }>(`
      select c.oid, c.oid::regclass::text as name from pg_index i
      join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
      where a.amname = 'btree' and c.relkind = 'i' and i.indisvalid and c.relpersistence = 'p' order by c.relpages desc`);
    for (const [done, { oid, name }] of rows.entries()) {
      if (signal.aborted) return done;
      onProgress({ done, total: rows.length });
      await client.query('select bt_index_check($1::oid::regclass, true)', [oid]).catch((fault: unknown) => {
        throw new BackupFault(
          'broken-index',
          {
            it: `L'indice ${name} non corrisponde alla sua tabella (${fault instanceof Error ? fault.message : String(fault)}): il database è stato tolto. Usa un altro file.`,
            en: `The index ${name} does not match its table (${fault instanceof Error ? fault.message : String(fault)}): the database was taken away. Use another file.`,
          },
          { cause: fault },
        );
      });
    }
    return rows.length;
  } finally {
    await client.query('drop extension if exists amcheck').catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}
