import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ToldFault } from '#core/told-fault';
import { locks } from './locks.ts';

const FOLDER = join(import.meta.dirname, '../../migrations');

/** One numbered file of SQL; `:"app"` and `:"owner"` stand for the two roles. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

/** The migrations of this version, in their order. */
export function readMigrations(folder: string = FOLDER): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(join(folder, file), 'utf8');
      return { name: file.slice(0, -4), sql, hash: createHash('sha256').update(sql).digest('hex') };
    });
}

/**
 * Brings the database to this version, forward only, one transaction for each migration, one server at a time.
 * `appRole` gets the grants. Answers the names of what was applied now.
 */
export async function migrate(
  owner: pg.ClientConfig,
  appRole: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ ...owner, application_name: 'varco migrate', options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [locks.migrations]);
    const ownerRole = (await client.query<{ current_user: string }>('select current_user')).rows[0]?.current_user ?? '';
    await client.query(`
      create schema if not exists varco;
      create table if not exists varco.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now());
    `);
    const applied = new Map(
      (await client.query<{ name: string; hash: string }>('select name, hash from varco.migrations')).rows.map((row) => [
        row.name,
        row.hash,
      ]),
    );
    refuseForeign(applied, migrations);
    const fresh = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of fresh) {
      const roles: Record<string, string> = { app: pg.escapeIdentifier(appRole), owner: pg.escapeIdentifier(ownerRole) };
      const sql = migration.sql.replace(/:"(app|owner)"/g, (_, role: string) => roles[role] ?? '');
      await client.query('begin');
      try {
        await client.query(sql);
        await client.query('insert into varco.migrations (name, hash) values ($1, $2)', [migration.name, migration.hash]);
        await client.query('commit');
      } catch (fault) {
        await client.query('rollback').catch(() => undefined);
        throw new ToldFault(
          `Migration ${migration.name} failed and was undone whole: ${fault instanceof Error ? fault.message : String(fault)}`,
          { cause: fault },
        );
      }
    }
    return fresh.map((migration) => migration.name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuseForeign(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const ours = new Map(migrations.map((migration) => [migration.name, migration.hash]));
  for (const [name, hash] of applied) {
    const our = ours.get(name);
    if (our === undefined)
      throw new ToldFault(`The database was used by a newer Varco (it knows ${name}): start that version or a newer one.`);
    if (our !== hash)
      throw new ToldFault(`Migration ${name} differs from the one the database was made with: restore the original file of the release.`);
  }
}
