import pg from 'pg';

/** A fact about the server and the statement that makes it true; checked first, so that an ordinary start writes nothing. */
interface Fact {
  holds: string;
  otherwise: string;
}

/** A connection of the superuser to one database of our server. */
type RootConnection = (database: string) => pg.ClientConfig;

/**
 * Makes the roles, the database and their limits, and repairs them when somebody has changed them.
 * `varco_owner` owns and migrates, `varco_app` only works: three separate logins, none a member of another, because
 * whoever may `SET ROLE` to an owner may switch row security off.
 */
export async function makeRoles(connection: RootConnection, database: string): Promise<void> {
  await through(connection('postgres'), async (client) => {
    await assure(client, roleFacts);
    await revokeMemberships(client);
    await assure(client, databaseFacts(database));
  });
  await through(connection(database), (client) => assure(client, schemaFacts));
}

async function through(config: pg.ClientConfig, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(config);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function assure(client: pg.Client, facts: readonly Fact[]): Promise<void> {
  for (const { holds, otherwise } of facts) {
    const { rows } = await client.query<{ holds: boolean | null }>(`select (${holds}) as holds`);
    if (rows[0]?.holds !== true) await client.query(otherwise);
  }
}

/** Who may do little cannot undo it: neither make roles nor pass row security. */
const powerless = 'nosuperuser nocreatedb nocreaterole noinherit nobypassrls noreplication';

const isPowerless = (role: string): string =>
  `select rolcanlogin and not (rolsuper or rolcreatedb or rolcreaterole or rolinherit or rolbypassrls or rolreplication) from pg_roles where rolname = '${role}'`;

const roleExists = (role: string): string => `exists (select from pg_roles where rolname = '${role}')`;

const hasSettings = (role: string, settings: Readonly<Record<string, string>>): string =>
  `select rolconfig @> array[${Object.entries(settings).map(([name, value]) => `'${name}=${value}'`)}] from pg_roles where rolname = '${role}'`;

/**
 * No page waits longer than 15 s for one statement; behind another's lock 5 s, then the person may try again; a transaction
 * left open holds back vacuum and the sealing of the log, so it is cut after 15 s.
 */
const limitsOfApplication = { statement_timeout: '15s', lock_timeout: '5s', idle_in_transaction_session_timeout: '15s' };

/** Migrations and partitions take the time they need, but do not stand still inside a transaction. */
const limitsOfOwner = { idle_in_transaction_session_timeout: '60s' };

const limit = (role: string, limits: Readonly<Record<string, string>>): Fact => ({
  holds: hasSettings(role, limits),
  otherwise: Object.entries(limits)
    .map(([name, value]) => `alter role ${role} set ${name} = '${value}'`)
    .join('; '),
});

const roleFacts: readonly Fact[] = [
  { holds: roleExists('varco_owner'), otherwise: `create role varco_owner login ${powerless}` },
  { holds: isPowerless('varco_owner'), otherwise: `alter role varco_owner login ${powerless}` },
  { holds: roleExists('varco_app'), otherwise: `create role varco_app login ${powerless}` },
  { holds: isPowerless('varco_app'), otherwise: `alter role varco_app login ${powerless}` },
  limit('varco_app', limitsOfApplication),
  limit('varco_owner', limitsOfOwner),
];

async function revokeMemberships(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ role: string; member: string }>(
    `select r.rolname as role, m.rolname as member from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
     where m.rolname in ('varco_app', 'varco_owner')`,
  );
  for (const { role, member } of rows)
    await client.query(`revoke ${pg.escapeIdentifier(role)} from ${pg.escapeIdentifier(member)} cascade`);
}

const closedToPublic = (acl: string, from: string): string =>
  `select ${acl} is not null and not exists (select from aclexplode(${acl}) where grantee = 0) from ${from}`;

function databaseFacts(database: string): Fact[] {
  const [name, text] = [pg.escapeIdentifier(database), pg.escapeLiteral(database)];
  const closed = (each: string): Fact => ({
    holds: closedToPublic('datacl', `pg_database where datname = ${pg.escapeLiteral(each)}`),
    otherwise: `revoke all on database ${pg.escapeIdentifier(each)} from public`,
  });
  return [
    { holds: `exists (select from pg_database where datname = ${text})`, otherwise: `create database ${name} owner varco_owner` },
    {
      holds: `select pg_get_userbyid(datdba) = 'varco_owner' from pg_database where datname = ${text}`,
      otherwise: `alter database ${name} owner to varco_owner`,
    },
    closed(database),
    closed('postgres'),
    closed('template1'),
    { holds: `has_database_privilege('varco_app', ${text}, 'connect')`, otherwise: `grant connect on database ${name} to varco_app` },
    { holds: `has_database_privilege('varco_owner', ${text}, 'connect')`, otherwise: `grant connect on database ${name} to varco_owner` },
  ];
}

const schemaFacts: readonly Fact[] = [
  { holds: closedToPublic('nspacl', `pg_namespace where nspname = 'public'`), otherwise: 'revoke all on schema public from public' },
];
