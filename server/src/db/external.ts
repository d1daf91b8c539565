import pg from 'pg';
import { ToldFault } from '#core/told-fault';

const OLDEST = 150_000;
/** What migrations ask for beyond PostgreSQL itself. */
const EXTENSIONS = ['btree_gist'] as const;

interface Rights {
  readonly name: string;
  readonly version: string;
  readonly version_num: number;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly makes_roles: boolean;
}

/**
 * Checks the two roles of an outside PostgreSQL before anything is written: 15 or newer, and an application role that is neither
 * superuser nor owner nor a member of the owner, because row security holds nobody of those (requirements D8).
 */
export async function checkExternal(
  connections: { app: pg.ClientConfig; owner: pg.ClientConfig },
  extensions: readonly string[] = EXTENSIONS,
): Promise<{ appRole: string; version: string }> {
  const owner = await ask(connections.owner, 'VARCO_DATABASE_OWNER_URL', { extensions });
  const app = await ask(connections.app, 'VARCO_DATABASE_URL', { ownerRole: owner.rights.name });
  const faults: string[] = [];
  if (app.rights.version_num < OLDEST) faults.push(`PostgreSQL ${app.rights.version} is too old: use 15 or newer.`);
  if (app.rights.name === owner.rights.name)
    faults.push('The application and the owner are the same role: make a second one and name it in VARCO_DATABASE_URL.');
  const role = pg.escapeIdentifier(app.rights.name);
  if (app.rights.superuser) faults.push(`The application's role is superuser; run: ALTER ROLE ${role} NOSUPERUSER;`);
  if (app.rights.bypass) faults.push(`The application's role bypasses row security; run: ALTER ROLE ${role} NOBYPASSRLS;`);
  if (app.rights.makes_roles) faults.push(`The application's role can make roles; run: ALTER ROLE ${role} NOCREATEROLE;`);
  if (app.isMember)
    faults.push(`The application's role is a member of the owner's; run: REVOKE ${pg.escapeIdentifier(owner.rights.name)} FROM ${role};`);
  if (!owner.mayCreate) {
    faults.push(
      `The owner's role may not create schemas in this database; run: GRANT CREATE, CONNECT ON DATABASE ${pg.escapeIdentifier(owner.database)} TO ${pg.escapeIdentifier(owner.rights.name)};`,
    );
  }
  for (const extension of owner.missing)
    faults.push(`The server lacks the extension ${extension}: install PostgreSQL's contrib package (on Debian it comes with the server).`);
  if (owner.database !== app.database)
    faults.push(
      `VARCO_DATABASE_URL names the database ${app.database} and VARCO_DATABASE_OWNER_URL names ${owner.database}: name the same one.`,
    );
  if (faults.length > 0)
    throw new ToldFault(`The outside PostgreSQL cannot be used as it is:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  return { appRole: app.rights.name, version: app.rights.version };
}

async function ask(
  connection: pg.ClientConfig,
  variable: string,
  { ownerRole, extensions = [] }: { ownerRole?: string; extensions?: readonly string[] },
) {
  const client = new pg.Client({ ...connection, application_name: 'varco start', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Rights & { database: string; may_create: boolean }>(`
      select current_user as name, current_setting('server_version') as version, current_setting('server_version_num')::int as version_num,
        rolsuper as superuser, rolbypassrls as bypass, rolcreaterole as makes_roles, current_database() as database,
        has_database_privilege(current_database(), 'create') as may_create
      from pg_roles where rolname = current_user`);
    const [row] = rows;
    if (!row) throw new Error('the role is not in pg_roles');
    const isMember =
      ownerRole !== undefined && ownerRole !== row.name && !row.superuser
        ? ((await client.query<{ member: boolean }>('select pg_has_role(current_user, $1, $2) as member', [ownerRole, 'member'])).rows[0]
            ?.member ?? false)
        : false;
    const { rows: missing } = await client.query<{ name: string }>(
      'select e.name from unnest($1::text[]) e (name) where e.name not in (select a.name from pg_available_extensions a)',
      [extensions],
    );
    return { missing: missing.map(({ name }) => name), rights: row, database: row.database, mayCreate: row.may_create, isMember };
  } catch (fault) {
    throw new ToldFault(
      `The database named by ${variable} cannot be reached: ${fault instanceof Error ? fault.message : String(fault)}. Check that it runs, its address and the password.`,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
