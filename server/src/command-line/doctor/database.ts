import type { OrganizationId } from '@varco/shared/ids';
import { sql } from 'kysely';
import pg from 'pg';
import type { Actor } from '#core/actor';
import type { Clock } from '#core/clock';
import type { Config } from '#core/config';
import type { Core } from '#core/core';
import { clockDifference, REFUSE_MS, WARN_MS } from '#db/clock-watch';
import type { Db } from '#db/database';
import { MONTHS_AHEAD } from '#features/access-log';
import { activeAdministrators } from '#features/authorization';
import { readUser } from '#features/directory';
import { isDemonstration } from '../../demo/nature.ts';
import type { MigrationState } from '../migrations.ts';
import type { Keeper } from '../reach.ts';
import { type Finding, fault, ok, warning } from './finding.ts';

/** Which PostgreSQL answers, and who keeps it. */
export async function version(db: Db, keeper: Keeper): Promise<Finding> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  const name = `PostgreSQL ${rows[0]?.version}`;
  if (keeper === 'outside') return ok(`The outside ${name} answers.`);
  if (keeper === 'command') return ok(`The built-in ${name} works; the server is stopped, so it ran for this check only.`);
  return ok(`The built-in ${name} runs, kept by process ${keeper.server}.`);
}

/** Whether it is a demonstration, and is meant to be one; nothing to say of a real installation. */
export async function nature(db: Db, { demo, data }: Pick<Config, 'demo' | 'data'>): Promise<Finding | undefined> {
  const found = await isDemonstration(db);
  if (found === demo)
    return found ? warning('This is a demonstration: everybody in it is invented, and the passwords are known.') : undefined;
  return found
    ? fault(`${data} holds a demonstration: start it with --demo, or name the folder of the real installation with VARCO_DATA.`)
    : fault(`VARCO_DEMO is set, but ${data} holds no demonstration: remove it, or name another folder with VARCO_DATA.`);
}

/** Whether the application's role may do what it must, and nothing by which it would escape row security or change the log (requirements D5, D8). */
export async function rights(db: Db): Promise<Finding> {
  const { rows } = await sql<{ role: string; owner: string; superuser: boolean; bypass: boolean; makes: boolean; member: boolean }>`
    select current_user as role, pg_get_userbyid(o.relowner) as owner, r.rolsuper as superuser, r.rolbypassrls as bypass,
      r.rolcreaterole or r.rolcreatedb as makes, pg_has_role(current_user, o.relowner, 'member') as member
    from pg_roles r, pg_class o where r.rolname = current_user and o.oid = 'varco.migrations'::regclass`.execute(db);
  const [found] = rows;
  if (!found) return fault("The application's role is not in the catalogue of roles: make it anew as the guide says.");
  const role = pg.escapeIdentifier(found.role);
  const mends: string[] = [];
  if (found.superuser) mends.push(`ALTER ROLE ${role} NOSUPERUSER;`);
  if (found.bypass) mends.push(`ALTER ROLE ${role} NOBYPASSRLS;`);
  if (found.makes) mends.push(`ALTER ROLE ${role} NOCREATEROLE NOCREATEDB;`);
  if (found.member && !found.superuser) mends.push(`REVOKE ${pg.escapeIdentifier(found.owner)} FROM ${role};`);
  mends.push(...(await mendsOfGrants(db, role)), ...(await mendsOfRowSecurity(db)));
  return mends.length === 0
    ? ok(`The application's role ${found.role} may do what it must, and no more.`)
    : fault(`The rights of the application's role ${found.role} are not as they must be; run: ${mends.join(' ')}`);
}

async function mendsOfGrants(db: Db, role: string): Promise<string[]> {
  const { rows: schemas } = await sql<{ name: string }>`
    select quote_ident(n.nspname) as name from pg_namespace n
    where n.nspowner = (select relowner from pg_class where oid = 'varco.migrations'::regclass) and n.nspname not like 'pg\\_%'
      and n.nspname <> 'public' and not has_schema_privilege(n.oid, 'usage')`.execute(db);
  const { rows: log } = await sql<{ changes: boolean }>`
    select has_table_privilege(c.oid, 'update, delete, truncate') as changes
    from pg_class c where c.oid = to_regclass('access_log.entries')`.execute(db);
  return [
    ...schemas.map(({ name }) => `GRANT USAGE ON SCHEMA ${name} TO ${role};`),
    ...(log[0]?.changes ? [`REVOKE UPDATE, DELETE, TRUNCATE ON access_log.entries FROM ${role};`] : []),
  ];
}

async function mendsOfRowSecurity(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind in ('r', 'p') and c.relowner = (select relowner from pg_class where oid = 'varco.migrations'::regclass)
      and not (c.relrowsecurity and c.relforcerowsecurity)
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped)
    order by 1`.execute(db);
  return rows.map(({ name }) => `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`);
}

/** Whether the database and this version know the same migrations. */
export function migrations(state: MigrationState, keeper: Keeper): Finding {
  const { missing, unknown, different } = state;
  if (unknown.length > 0) return fault(`The database belongs to a newer version, which knows ${unknown.join(', ')}: start that version.`);
  if (different.length > 0)
    return fault(`${different.join(', ')} differs from what the database was made with: restore the files of the release.`);
  if (missing.length === 0) return ok('Every migration of this version is in the database.');
  const names = missing.join(', ');
  return typeof keeper === 'object'
    ? fault(`The server that runs is of an earlier version, without ${names}: restart it.`)
    : warning(`${names} ${missing.length === 1 ? 'is' : 'are'} still to come: the next start brings the database to this version.`);
}

/** Whether the log has its partitions, this month's and the three after it; the server makes them at every start and twice a day. */
export async function partitions(db: Db, clock: Clock): Promise<Finding> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass('access_log.entries_passing')`.execute(db);
  const there = new Set(rows.map(({ name }) => name));
  const missing = monthsFrom(clock.now(), MONTHS_AHEAD).filter((month) => !there.has(`entries_${month.replace('-', '_')}`));
  if (missing.length === 0) return ok(`The log has its partitions for this month and the ${MONTHS_AHEAD} after it.`);
  const line = `The log lacks its partition for ${missing.join(', ')}: start or restart the server, which makes it.`;
  // Twice a day the server makes the one that a new month asks for: until then the farthest may be missing.
  const [farthest] = monthsFrom(clock.now(), MONTHS_AHEAD).slice(-1);
  return missing.some((month) => month !== farthest) ? fault(line) : warning(line);
}

/** The month of an instant in UTC and those after it, as YYYY-MM. */
function monthsFrom(at: Date, ahead: number): string[] {
  const first = at.getUTCFullYear() * 12 + at.getUTCMonth();
  return Array.from({ length: ahead + 1 }, (_, index) => {
    const month = first + index;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Whether the clocks of this machine and of the database agree; beyond half a minute nobody may sign in (requirements D9). */
export async function clocks(db: Db, clock: Clock): Promise<Finding> {
  const difference = Math.abs(await clockDifference(db, clock));
  const line = `The clocks of this machine and of the database differ by ${(difference / 1_000).toFixed(1)} s`;
  if (difference >= REFUSE_MS) return fault(`${line}, so nobody may sign in: synchronize both.`);
  return difference >= WARN_MS ? warning(`${line}: synchronize both.`) : ok(`${line}.`);
}

/** Whether somebody may still administer an organization. */
export async function administrators(
  core: Pick<Core, 'db' | 'clock' | 'config'>,
  actor: Actor,
  organization: { readonly id: OrganizationId; readonly name: string },
): Promise<Finding> {
  const scope = { organizations: [organization.id] };
  const ids = await core.db.as(scope, (tx) => activeAdministrators(tx, organization.id, core.config.timeZone, core.clock.now()));
  if (ids.length === 0)
    return fault(`No administrator of ${organization.name} can enter: make one with "varco user create --administrator".`);
  const locked: string[] = [];
  for (const id of ids) {
    const { username, lockedUntil } = await readUser(core, actor, scope, id);
    if (lockedUntil === null)
      return ok(`${organization.name} has ${ids.length === 1 ? 'an administrator' : 'administrators'} who can enter.`);
    locked.push(username ?? id);
  }
  return fault(`Every administrator of ${organization.name} is locked (${locked.join(', ')}): run "varco user unlock ${locked[0]}".`);
}
