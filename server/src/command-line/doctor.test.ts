import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { readConfig } from '#core/config';
import { keepPartitions } from '#features/access-log';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld, type World } from '#testing/world';
import { baseAddress, nodeVersion } from './doctor/machine.ts';
import { doctor } from './doctor.ts';

/** The log of a world lives on the day of the tests; the doctor on today. */
const worldOfToday = async (): Promise<World> => {
  const world = await freshWorld();
  const { database } = world.db.connectionConfig;
  await keepPartitions({ ...(JSON.parse(inject('postgres').owner) as object), database }, systemClock.now());
  return world;
};

const examined = async (environment: Readonly<Record<string, string>>): Promise<{ code: 0 | 1; lines: string[] }> => {
  const terminal = testTerminal(environment);
  const code = await doctor(terminal);
  return { code, lines: terminal.answers.map((line) => line.trimEnd()) };
};

const notOk = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('ok '));

test('an installation on an outside database is well when nothing is wrong', async () => {
  const world = await worldOfToday();

  const { code, lines } = await examined(settingsOf(world));

  expect(notOk(lines)).toEqual([]);
  expect(code).toBe(0);
  expect(lines).toContainEqual(expect.stringMatching(/^ok {7}The outside PostgreSQL \d+\.\d+.* answers\.$/));
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
});

test('D8 rights too few or too many, and tables without row security, come with the SQL that mends them', async () => {
  const world = await worldOfToday();
  await world.owner('revoke usage on schema sessions from varco_app');
  await world.owner('grant update on access_log.entries to varco_app');
  await world.owner('alter table identity.persons no force row level security');

  const { code, lines } = await examined(settingsOf(world));

  expect(code).toBe(1);
  const [rights = ''] = notOk(lines).filter((line) => line.includes('rights of the application'));
  expect(rights).toContain('GRANT USAGE ON SCHEMA sessions TO "varco_app";');
  expect(rights).toContain('REVOKE UPDATE, DELETE, TRUNCATE ON access_log.entries FROM "varco_app";');
  expect(rights).toContain('ALTER TABLE identity.persons ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;');
});

test('a demonstration where something real is meant is a fault', async () => {
  const world = await worldOfToday();
  await world.owner('insert into setup.demonstration (seed, made_at, filled_at) values (1, now(), now())');

  const { code, lines } = await examined(settingsOf(world));

  expect(code).toBe(1);
  expect(notOk(lines)).toEqual([expect.stringMatching(/^fault {4}.+ holds a demonstration: start it with --demo, or name the folder of /)]);
});

test('migrations still to come are a warning, those of a newer version a fault', async () => {
  const world = await worldOfToday();
  const settings = settingsOf(world);
  await world.owner('delete from varco.migrations where name = (select max(name) from varco.migrations)');
  const older = await examined(settings);
  await world.owner("insert into varco.migrations (name, hash) values ('9999_future', '')");

  const newer = await examined(settings);

  expect(older.code).toBe(0);
  expect(notOk(older.lines)).toEqual([expect.stringMatching(/^warning {2}\d{4}_\w+ is still to come: the next start/)]);
  expect(newer.code).toBe(1);
  expect(notOk(newer.lines)[0]).toMatch(/^fault {4}The database belongs to a newer version, which knows 9999_future/);
});

test('R1.40 somebody must be able to administer: nobody who may enter, or everybody locked, is a fault with the command that helps', async () => {
  const world = await worldOfToday();
  const settings = settingsOf(world);
  await world.owner(
    "insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until) select username_mac, $1, 9, now(), now() + interval '1 hour' from identity.users",
    ['00000000-0000-0000-0000-000000000000'],
  );
  const locked = await examined(settings);
  await world.owner("update identity.users set status = 'inactive'");

  const stopped = await examined(settings);

  expect(notOk(locked.lines)).toEqual([expect.stringContaining('is locked (l.conti): run "varco user unlock l.conti"')]);
  expect(notOk(stopped.lines)).toEqual([expect.stringContaining('make one with "varco user create --administrator"')]);
  expect([locked.code, stopped.code]).toEqual([1, 1]);
});

test('an installation not set up yet, a data folder open to others and a port of another program are seen', async () => {
  const world = await freshWorld({ empty: true });
  const settings = settingsOf(world);
  chmodSync(settings.VARCO_DATA ?? '', 0o777);
  const other = createServer((_, response) => response.end('ok'));
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;

  const { code, lines } = await examined({ ...settings, VARCO_PORT: String(port), VARCO_BASE_URL: `http://localhost:${port}` });

  expect(code).toBe(1);
  expect(notOk(lines).filter((line) => !line.includes('partition'))).toEqual([
    expect.stringMatching(/^fault {4}The data folder .* can be written by others: run "chmod go-w /),
    expect.stringMatching(/^warning {2}The installation is not set up yet/),
    expect.stringMatching(new RegExp(`^fault {4}Another program listens on 127\\.0\\.0\\.1:${port}`)),
  ]);
});

test('a database that cannot be reached is one fault with its reason, and the rest is looked at all the same', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const nowhere = (address = '') => address.replace(/host=[^&]+/, `host=${encodeURIComponent(join(settings.VARCO_DATA ?? '', 'nobody'))}`);

  const { code, lines } = await examined({
    ...settings,
    VARCO_DATABASE_URL: nowhere(settings.VARCO_DATABASE_URL),
    VARCO_DATABASE_OWNER_URL: nowhere(settings.VARCO_DATABASE_OWNER_URL),
  });

  expect(code).toBe(1);
  expect(notOk(lines)).toEqual([
    expect.stringMatching(/^fault {4}The database cannot be used.*VARCO_DATABASE_OWNER_URL cannot be reached/),
  ]);
});

test('a wrong configuration is told line by line', async () => {
  const { code, lines } = await examined({ VARCO_PORT: 'http', VARCO_LOG_LEVEL: 'all' });

  expect(code).toBe(1);
  expect(notOk(lines)).toEqual([expect.stringMatching(/^fault {4}VARCO_PORT /), expect.stringMatching(/^fault {4}VARCO_LOG_LEVEL /)]);
});

test('a Node that is too old is a fault', () => {
  expect(nodeVersion('22.21.0').level).toBe('fault');
  expect(nodeVersion('24.0.0').level).toBe('ok');
});

test.for<readonly [Record<string, string>, 'ok' | 'warning']>([
  [{}, 'ok'],
  [{ VARCO_BASE_URL: 'http://127.0.0.1:8080' }, 'warning'],
  [{ VARCO_PORT: '9000' }, 'ok'],
  [{ VARCO_PORT: '9000', VARCO_BASE_URL: 'http://localhost:8080' }, 'warning'],
  [{ VARCO_PORT: '0' }, 'ok'],
  [{ VARCO_BASE_URL: 'https://gate.example.it', VARCO_TRUSTED_PROXIES: '10.0.0.5' }, 'ok'],
])('D11 the base address must lead here and serve passkeys: %j', ([environment, level]) => {
  expect(baseAddress(readConfig(environment)).level).toBe(level);
});
