import pg from 'pg';

const FILE = 'server/src/db/tables.ts';

/** How a column of each type reaches the code, with the parsers of `server/src/db/database.ts`. */
const types: Readonly<Record<string, string>> = {
  bigint: 'string',
  boolean: 'boolean',
  bytea: 'Buffer',
  date: 'string',
  datemultirange: 'string',
  inet: 'string',
  integer: 'number',
  jsonb: 'unknown',
  json: 'unknown',
  smallint: 'number',
  text: 'string',
  'text[]': 'string[]',
  'timestamp with time zone': 'Date',
  uuid: 'string',
  'uuid[]': 'string[]',
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Filled by the database when it is left out. */
  readonly filled: boolean;
  /** Never written: `generated always`. */
  readonly fixed: boolean;
}

/** Writes the tables of a migrated database as Kysely wants them: one interface for each, and `Tables` with all. */
export async function generate(context: { owner: pg.ClientConfig }): Promise<{ path: string; text: string }[]> {
  const client = new pg.Client(context.owner);
  await client.connect();
  try {
    return [{ path: FILE, text: page(await columns(client)) }];
  } finally {
    await client.end();
  }
}

async function columns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(`
    select n.nspname || '.' || c.relname as table, a.attname as name, format_type(a.atttypid, null) as type, a.attnotnull as required,
      (a.atthasdef and a.attgenerated = '') or a.attidentity = 'd' as filled, a.attidentity = 'a' or a.attgenerated <> '' as fixed
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    order by n.nspname collate "C", c.relname collate "C", a.attnum`);
  return rows;
}

function page(all: readonly Column[]): string {
  const tables = new Map<string, Column[]>();
  for (const column of all) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const wrappers = ['Generated', 'GeneratedAlways'].filter((name) => all.some((column) => typeOf(column).startsWith(`${name}<`)));
  return [
    '// Made by `npm run generate` from a migrated database; a change here is lost.',
    ...(wrappers.length > 0 ? [`import type { ${wrappers.join(', ')} } from 'kysely';`] : []),
    ...[...tables].flatMap(([table, own]) => [
      '',
      `interface ${nameOf(table)} {`,
      ...own.map((column) => `  ${column.name}: ${typeOf(column)};`),
      '}',
    ]),
    '',
    '/** Every table of the database, by its schema and name. */',
    'export interface Tables {',
    ...[...tables.keys()].map((table) => `  '${table}': ${nameOf(table)};`),
    '}',
    '',
  ].join('\n');
}

const nameOf = (table: string): string => table.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase());

function typeOf(column: Column): string {
  const base = types[column.type];
  if (base === undefined)
    throw new Error(`${column.table}.${column.name} is ${column.type}: say in tools/generate/tables.ts how it reaches the code.`);
  const type = column.required ? base : `${base} | null`;
  if (column.fixed) return `GeneratedAlways<${type}>`;
  return column.filled ? `Generated<${type}>` : type;
}
