import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { floors, outOfReach } from '../floors.mjs';

const repository = join(import.meta.dirname, '../..');
const features = join(import.meta.dirname, 'features');

/** A source file as the walls read it: its feature, its path inside the feature, its text. */
interface Source {
  readonly feature: string;
  readonly path: string;
  readonly text: string;
}

const isStore = ({ path }: Source): boolean => basename(path) === 'store.ts';
const isTest = ({ path }: Source): boolean => path.endsWith('.test.ts');
const schemaOf = (feature: string): string => feature.replaceAll('-', '_');
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, first = '']) => first);

/** The bodies of the `sql` templates of a file. */
const rawSql = (text: string): string => found(text, /\bsql(?:<[^`]*>)?(?:\.raw\(|)`((?:[^`\\]|\\.)*)`/g).join('\n');

const builder = /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|replaceInto|withRecursive)\(/g;
const statement =
  /['"`]\s*(select\s[^'"`]*\sfrom\s|insert\s+into\s|update\s+[\w.]+\s+set\s|delete\s+from\s|truncate\s|with\s+\w+\s+as\s)/gi;

/** Queries spoken outside a store. */
const queriesOutsideStore = (source: Source): string[] =>
  isStore(source) || isTest(source)
    ? []
    : [...found(source.text, builder), ...found(source.text, statement), ...found(source.text, /\b(sql)(?:<[^`]*>)?`/g)];

/** The tables of other schemas that a store writes. */
function foreignWrites(source: Source): string[] {
  if (isTest(source)) return [];
  const built = found(source.text, /\.(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`]([\w.]+)/g);
  const spoken = found(
    rawSql(source.text),
    /\b(?:insert\s+into|update(?:\s+only)?|delete\s+from(?:\s+only)?|merge\s+into|truncate(?:\s+table)?)\s+(\w+\.\w+)/gi,
  );
  return [...built, ...spoken].filter((table) => !table.startsWith(`${schemaOf(source.feature)}.`));
}

/** The tables that a feature reads from its neighbours and from the floors above. */
function looksUp(source: Source): string[] {
  if (isTest(source)) return [];
  const schemas = outOfReach(source.feature).map(schemaOf).join('|');
  if (schemas === '') return [];
  const built = found(source.text, new RegExp(`\\.(?:selectFrom|\\w*[jJ]oin|using|from)\\(\\s*\\[?\\s*['"\`]((?:${schemas})\\.\\w+)`, 'g'));
  const spoken = found(rawSql(source.text), new RegExp(`\\b((?:${schemas})\\.\\w+)`, 'g'));
  return [...built, ...spoken];
}

/** What is wrong with the names of the migrations: each number once, from one upwards, without a gap. */
function misnumbered(names: readonly string[]): string[] {
  return names.toSorted().filter((name, index) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name) || Number.parseInt(name, 10) !== index + 1);
}

/** The words that silence a checker. */
const suppressions = (text: string): string[] =>
  found(text, /((?:biome|knip|eslint|prettier)-ignore|@ts-(?:ignore|nocheck|expect-error))/g);

/** Exports without their sentence; a type that is only read off a value shares the value's. */
const unexplained = (text: string): string[] =>
  found(
    text,
    /(?<!\*\/\n)^export (?:async )?(?:function|const|let|class|interface|type) (\w+)\b(?! = (?:z\.(?:infer|input)<|keyof typeof |\(typeof ))/gm,
  );

/** File names that say nothing about what is inside. */
const isNameless = (path: string): boolean => /^(utils?|helpers?|services?|managers?|types?|common|misc)\.tsx?$/.test(basename(path));

const sources: Source[] = readdirSync(features, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: feature }) =>
    globSync('**/*.ts', { cwd: join(features, feature) }).map((path) => ({
      feature,
      path,
      text: readFileSync(join(features, feature, path), 'utf8'),
    })),
  );
const written = globSync('{server,shared,web,verify,e2e,tools}/**/*.{ts,tsx,mjs}', {
  cwd: repository,
  exclude: (path) => /node_modules|dist$/.test(path),
});

const everywhere = (fault: (source: Source) => string[]): string[] =>
  sources.flatMap((source) => fault(source).map((what) => `${source.feature}/${source.path}: ${what}`));

describe('the tree', () => {
  test('has features, and each stands on a floor', () => {
    const folders = [...new Set(sources.map(({ feature }) => feature))];

    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter((feature) => !floors.flat().includes(feature))).toEqual([]);
  });

  test('has one door for each feature', () => {
    const doors = sources.filter(({ path }) => path === 'index.ts').map(({ feature }) => feature);

    expect([...new Set(sources.map(({ feature }) => feature))].filter((feature) => !doors.includes(feature))).toEqual([]);
  });

  test('speaks SQL in stores only', () => expect(everywhere(queriesOutsideStore)).toEqual([]));

  test('writes only the schema of the feature that writes', () => expect(everywhere(foreignWrites)).toEqual([]));

  test('joins downwards only', () => expect(everywhere(looksUp)).toEqual([]));

  test('numbers its migrations once each, without a gap', () =>
    expect(misnumbered(readdirSync(join(import.meta.dirname, '../migrations')))).toEqual([]));

  test('silences no checker', () => {
    const silenced = written.filter(
      (path) => path !== 'server/src/walls.test.ts' && suppressions(readFileSync(join(repository, path), 'utf8')).length > 0,
    );

    expect(silenced).toEqual([]);
  });

  test('says of every export what it is', () => {
    const silent = written
      .filter((path) => /^(server|shared|web|verify|e2e)\//.test(path) && !/\.test\.tsx?$|\/tables\.ts$/.test(path))
      .flatMap((path) => unexplained(readFileSync(join(repository, path), 'utf8')).map((name) => `${path}: ${name}`));

    expect(silent).toEqual([]);
  });

  test('names every file after what is inside', () => expect(written.filter(isNameless)).toEqual([]));
});

describe('a wall sees what breaks it:', () => {
  const inIdentity = (path: string, text: string): Source => ({ feature: 'identity', path, text });

  test.for<readonly [string, string]>([
    ["db.selectFrom('identity.users').execute()", 'selectFrom'],
    ["tx.insertInto('identity.users')", 'insertInto'],
    ["tx.updateTable('identity.users')", 'updateTable'],
    ["tx.deleteFrom('identity.users')", 'deleteFrom'],
    ['sql`select 1`', 'sql'],
    ['sql<{ id: string }>`select 1`', 'sql'],
    ["client.query('select id from identity.users')", 'select id from '],
    ['client.query(`\n  update identity.users set name = $1`)', 'update identity.users set '],
  ])('a query outside a store, %s', ([text, what]) => {
    expect(queriesOutsideStore(inIdentity('find-user.ts', text))).toContain(what);
    expect(queriesOutsideStore(inIdentity('store.ts', text))).toEqual([]);
    expect(queriesOutsideStore(inIdentity('users/store.ts', text))).toEqual([]);
  });

  test('but words that only look like a query are left alone', () => {
    const text = "const line = 'select a user from the list'.length; const note = `updated from the page`; items.from(1);";

    expect(queriesOutsideStore(inIdentity('page.ts', text.replace('select a user from the list', 'choose a user')))).toEqual([]);
  });

  test.for<readonly [string, string]>([
    ["tx.insertInto('sessions.sessions')", 'sessions.sessions'],
    ["tx\n  .updateTable(\n'credentials.passwords')", 'credentials.passwords'],
    ["tx.deleteFrom('varco.migrations')", 'varco.migrations'],
    ["tx.insertInto('users')", 'users'],
    ['sql`insert into access_log.entries (id) values (1)`', 'access_log.entries'],
    ['sql<Row>`with a as (update sessions.sessions set x = 1 returning *) select * from a`', 'sessions.sessions'],
    ['sql`delete from only credentials.passwords`', 'credentials.passwords'],
  ])('a write to the schema of another, %s', ([text, what]) => {
    expect(foreignWrites(inIdentity('store.ts', text))).toEqual([what]);
  });

  test('but a write to its own schema is left alone', () => {
    const text = "tx.insertInto('identity.users'); sql`update identity.users set name = 1`; sql`select 1 from identity.users for update`";

    expect(foreignWrites(inIdentity('store.ts', text))).toEqual([]);
  });

  test.for<readonly [string, string]>([
    ["db.selectFrom('sessions.sessions')", 'sessions.sessions'],
    ["db.selectFrom(['credentials.passwords as p'])", 'credentials.passwords'],
    ["q.innerJoin('sign_in.attempts as a', 'a.user_id', 'u.id')", 'sign_in.attempts'],
    ["q.leftJoin(\n 'policy.profiles', (join) => join)", 'policy.profiles'],
    ['sql`select 1 from identity.users u join sessions.sessions s on s.user_id = u.id`', 'sessions.sessions'],
    ['sql<boolean>`exists (select from policy.profiles)`', 'policy.profiles'],
  ])('a join that looks up, %s', ([text, what]) => {
    expect(looksUp(inIdentity('store.ts', text))).toEqual([what]);
  });

  test('but a join that looks down is left alone', () => {
    expect(looksUp(inIdentity('store.ts', "db.selectFrom('identity.users').innerJoin('access_log.entries as e', 'e.id', 'id')"))).toEqual(
      [],
    );
    expect(looksUp({ feature: 'setup', path: 'store.ts', text: "db.selectFrom('identity.users')" })).toEqual([]);
  });

  test('a migration whose number is missing, doubled or not a number', () => {
    expect(misnumbered(['0001_a.sql', '0002_b.sql'])).toEqual([]);
    expect(misnumbered(['0001_a.sql', '0003_b.sql'])).toEqual(['0003_b.sql']);
    expect(misnumbered(['0001_a.sql', '0001_b.sql', '0002_c.sql'])).toEqual(['0001_b.sql', '0002_c.sql']);
    expect(misnumbered(['0001_a.sql', 'fix.sql'])).toEqual(['fix.sql']);
  });

  test('a comment that silences a checker', () => {
    expect(suppressions('// biome-ignore lint: later\n// @ts-expect-error')).toEqual(['biome-ignore', '@ts-expect-error']);
    expect(suppressions('const ignored = 1; // biome sees it')).toEqual([]);
  });

  test('an export without a sentence', () => {
    expect(unexplained('export const a = 1;\nexport async function b() {}\nexport type C = string;')).toEqual(['a', 'b', 'C']);
    expect(unexplained('/** One. */\nexport const a = 1;\nexport type A = keyof typeof a;\n/**\n * Two.\n */\nexport class B {}')).toEqual(
      [],
    );
  });

  test('a file whose name says nothing', () => {
    expect(['users/utils.ts', 'helper.ts', 'types.ts', 'SERVICE.ts'.toLowerCase()].filter(isNameless)).toHaveLength(4);
    expect(isNameless('type-of-user.ts')).toBe(false);
  });
});
