import { sql } from 'kysely';
import type { Db } from '#db/database';
import { readMigrations } from '#db/migrate';

/** How the database stands to the migrations of this version. */
export interface MigrationState {
  /** Of this version, not yet in the database. */
  readonly missing: readonly string[];
  /** In the database, of a newer version. */
  readonly unknown: readonly string[];
  /** In both, but not the same text. */
  readonly different: readonly string[];
}

/** Compares the database with the migrations of this version; undefined when no server has ever prepared it. */
export async function migrationState(db: Db): Promise<MigrationState | undefined> {
  const { rows: prepared } = await sql`
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'varco' and c.relname = 'migrations' and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
  `.execute(db);
  if (prepared.length === 0) return undefined;
  const { rows } = await sql<{ name: string; hash: string }>`select name, hash from varco.migrations order by name`.execute(db);
  const ours = new Map(readMigrations().map(({ name, hash }) => [name, hash]));
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]));
  return {
    missing: [...ours.keys()].filter((name) => !applied.has(name)),
    unknown: [...applied.keys()].filter((name) => !ours.has(name)),
    different: [...ours].filter(([name, hash]) => applied.has(name) && applied.get(name) !== hash).map(([name]) => name),
  };
}
