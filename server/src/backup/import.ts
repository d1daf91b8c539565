import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate, readMigrations } from '#db/migrate';
import type { Manifest } from './archive/manifest.ts';
import { decompress, readSections } from './archive/read.ts';
import type { Watched } from './archive/watched.ts';
import { type CatalogTable, plainly, tablesInOrder } from './catalog.ts';
import { isLost, sectionOf } from './export.ts';
import { BackupFault, damaged, databaseLost, interrupted } from './fault.ts';
import { nameOfExport, unsettledImport } from './unfinished.ts';

/** The database that takes an export in. */
export interface ImportTarget {
  readonly owner: pg.ClientConfig;
  readonly appRole: string;
}

/**
 * Fills an empty database with the rows of an export, all or none, and counts them. The database is first brought to the version of the
 * export; the migrations since then are the caller's. Rows of the log keep the numbers of their transactions. What was cut off before
 * its rows were committed begins again; what was cut off after it is told as filled before.
 */
export async function importDatabase(
  target: ImportTarget,
  path: string,
  manifest: Manifest,
  watched: Watched,
): Promise<'filled' | 'filled-before'> {
  const client = new pg.Client({ ...target.owner, ...plainly, application_name: 'varco import', connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const unsettled = await unsettledImport(client);
    if (unsettled === nameOfExport(manifest)) return 'filled-before';
    if (unsettled !== undefined) throw notEmpty('varco.returning');
    const names = new Set(manifest.migrations.map(({ name }) => name));
    if (!(await isUnprepared(client))) await refuseOtherMigrations(client, names);
    const isNew = await holdsNobody(client);
    if (isNew)
      await migrate(
        target.owner,
        target.appRole,
        readMigrations().filter(({ name }) => names.has(name)),
      );
    await client.query('begin');
    await client.query('set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0');
    await fill(client, path, manifest, watched, isNew);
    if (watched.signal.aborted) throw interrupted();
    // From here on it is full and not yet fit to be served.
    await client.query('insert into varco.returning (said) values ($1)', [nameOfExport(manifest)]);
    await client.query('commit');
    await client.query('analyze').catch(() => undefined);
    return 'filled';
  } catch (fault) {
    await client.query('rollback').catch(() => undefined);
    throw isLost(fault) ? databaseLost(fault) : fault;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function fill(client: pg.Client, path: string, manifest: Manifest, watched: Watched, isNew: boolean): Promise<void> {
  const catalog = await tablesInOrder(client);
  const plan = planOf(path, manifest, catalog);
  // What preparing a database leaves in it goes; where a server has been at work already some of it may not.
  if (isNew)
    for (const { name } of catalog.toReversed())
      await client.query(`delete from ${name}`).catch(() => {
        throw notEmpty(name);
      });
  await refuseFilled(client, catalog);
  // The owner fills; with row security forced on him too, COPY would be refused. In this transaction nobody else sees the tables.
  for (const { name, forced } of catalog) if (forced) await client.query(`alter table ${name} no force row level security`);
  for await (const section of readSections(path, manifest, watched)) {
    const table = plan.get(section.name);
    if (!table) continue;
    const columns = table.columns.join(', ');
    await decompress(
      { path, manifest },
      section,
      (plain) =>
        pipeline(Readable.from(plain), client.query(copyFrom(`copy ${table.name} (${columns}) from stdin`)), { signal: watched.signal }),
      watched.signal,
    );
  }
  for (const { name, forced } of catalog) if (forced) await client.query(`alter table ${name} force row level security`);
  for (const { table, column, value, called } of manifest.sequences) {
    if (!catalog.some(({ name, identity }) => name === table && identity.includes(column))) throw damaged(path, `${table}.${column}`);
    await client.query('select setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)', [table, column, value, called]);
  }
  await proveCounts(client, path, [...plan.values()]);
}

/** Which section fills which table; names come from the file, and only those the database has reach a statement. */
function planOf(
  path: string,
  manifest: Manifest,
  catalog: readonly CatalogTable[],
): Map<string, { name: string; columns: string[]; rows: number }> {
  const known = new Map(catalog.map((table) => [table.name, table]));
  return new Map(
    manifest.tables.map((table, index) => {
      const ours = known.get(table.name);
      if (!ours || table.columns.some((column) => !ours.columns.includes(column))) throw damaged(path, table.name);
      return [sectionOf(index), table];
    }),
  );
}

async function isUnprepared(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('varco.migrations') is not null as there");
  return rows[0]?.there !== true;
}

/** Whether nobody has settled here yet: an empty database, or one whose preparation was cut off. */
async function holdsNobody(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("select to_regclass('identity.organizations') is not null as there");
  if (rows[0]?.there !== true) return true;
  return (await client.query('select from access_log.entries limit 1')).rows.length === 0;
}

const notEmpty = (what: string): BackupFault =>
  new BackupFault('database-not-empty', {
    it: `Il database di destinazione non è vuoto (${what}): indica un database nuovo, oppure una cartella dei dati nuova. Non è stato cambiato nulla.`,
    en: `The database to import into is not empty (${what}): name a new database, or a new data folder. Nothing has been changed.`,
  });

/** A database of another version has columns that the export does not know. */
async function refuseOtherMigrations(client: pg.Client, names: ReadonlySet<string>): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select name from varco.migrations order by name');
  const other = rows.find(({ name }) => !names.has(name));
  if (other) throw notEmpty(other.name);
}

async function refuseFilled(client: pg.Client, catalog: readonly CatalogTable[]): Promise<void> {
  const looks = catalog.map(({ name }) => `select ${pg.escapeLiteral(name)} as name where exists (select from ${name})`);
  const { rows } = await client.query<{ name: string }>(looks.join(' union all '));
  if (rows[0]) throw notEmpty(rows[0].name);
}

async function proveCounts(client: pg.Client, path: string, tables: readonly { name: string; rows: number }[]): Promise<void> {
  const counts = tables.map(({ name }) => `select ${pg.escapeLiteral(name)} as name, count(*)::text as rows from ${name}`);
  const { rows } = await client.query<{ name: string; rows: string }>(counts.join(' union all '));
  const found = new Map(rows.map((row) => [row.name, Number(row.rows)]));
  for (const { name, rows: expected } of tables) {
    if (found.get(name) === expected) continue;
    throw new BackupFault('rows-missing', {
      it: `La tabella ${name} ha ${found.get(name)} righe invece di ${expected}: nulla di ${path} è rimasto nel database.`,
      en: `The table ${name} has ${found.get(name)} rows instead of ${expected}: nothing of ${path} has stayed in the database.`,
    });
  }
}
