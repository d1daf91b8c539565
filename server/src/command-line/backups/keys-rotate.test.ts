import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { systemClock } from '#core/clock';
import { fingerprintOf, keysFrom, keysWithFingerprint, parseSecretKey } from '#core/keys';
import { Sealer, sealState } from '#features/access-log';
import { renewKeys } from '#features/sign-in';
import { untilFinal } from '#testing/final';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld, type World } from '#testing/world';
import { logVerify } from '../log/verify.ts';
import { keysRotate } from './keys-rotate.ts';
import { migrateDatabase } from './migrate.ts';

const old = keysFrom(Buffer.alloc(32, 7));

/** The keys in the file of these settings. */
const keysIn = (settings: Record<string, string>) => {
  const { secret, earlier } = parseSecretKey(readFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', 'utf8'), '');
  return keysFrom(secret, earlier);
};
const lockAt = (world: World, mac: Buffer, until: string) =>
  world.owner(
    `insert into sign_in.attempts (name_mac, browser_id, used, last_at, locked_until) values ($1, '00000000-0000-0000-0000-000000000000', 9, now(), $2)`,
    [mac, until],
  );
const locked = async (world: World) =>
  (await world.owner<{ name_mac: Buffer }>('select name_mac from sign_in.attempts order by name_mac')).map(({ name_mac }) =>
    name_mac.toString('hex'),
  );

test('D7 a new key takes the place of the old one, every lock stays, also of names that nobody has, and everybody still enters', async () => {
  const world = await freshWorld();
  const rossi = await world.user();
  const settings = settingsOf(world);
  await lockAt(world, old.mac('username', rossi.username), 'infinity');
  await lockAt(world, old.mac('username', 'nessuno'), 'infinity');
  const terminal = testTerminal(settings);

  await keysRotate(terminal, {});

  const keys = keysIn(settings);
  expect(fingerprintOf(keys)).not.toBe(fingerprintOf(old));
  expect(keysWithFingerprint(keys, fingerprintOf(old))?.mac('username', 'x')).toEqual(old.mac('username', 'x'));
  expect(statSync(settings.VARCO_SECRET_KEY_FILE ?? '').mode & 0o777).toBe(0o600);
  expect(readFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', 'utf8')).toMatch(/^[0-9a-f]{64}\n# in use until 20\d\d-[^\n]+\n(07){32}\n$/);
  expect(await locked(world)).toEqual([rossi.username, 'nessuno'].map((name) => keys.mac('username', name).toString('hex')).sort());
  const macs = await world.owner<{ username: string; username_mac: Buffer }>('select username, username_mac from identity.users');
  for (const { username, username_mac } of macs) expect(username_mac).toEqual(keys.mac('username', username));
  expect((await world.logRows()).at(-1)?.event).toBe(64);

  await keysRotate(testTerminal(settings), {});
  const again = keysIn(settings);
  expect(await locked(world)).toEqual([rossi.username, 'nessuno'].map((name) => again.mac('username', name).toString('hex')).sort());
  expect(again.previous?.previous?.mac('username', 'x')).toEqual(old.mac('username', 'x'));
});

test('D7 a rotation interrupted between file and database is finished by the next one, which makes no further key', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const file = settings.VARCO_SECRET_KEY_FILE ?? '';
  writeFileSync(file, `${'5a'.repeat(32)}\n# in use until 2026-11-21T09:00:00.000Z\n${'07'.repeat(32)}\n`);
  await lockAt(world, old.mac('username', 'nessuno'), 'infinity');
  const text = readFileSync(file, 'utf8');
  const terminal = testTerminal(settings);

  await keysRotate(terminal, {});

  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(terminal.remarks.join()).toContain('had been interrupted');
  expect(await locked(world)).toEqual([keysIn(settings).mac('username', 'nessuno').toString('hex')]);
  expect(await renewKeys({ ...world, keys: keysIn(settings) }, world.scope, undefined)).toBe('present');
});

test('D7 a key that is not the database’s is refused, and accepted when its own is lost for good', async () => {
  const world = await freshWorld();
  const rossi = await world.user();
  const settings = settingsOf(world);
  writeFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', `${'5a'.repeat(32)}\n`);
  await lockAt(world, old.mac('username', rossi.username), 'infinity');
  await lockAt(world, old.mac('username', 'nessuno'), 'infinity');

  await expect(keysRotate(testTerminal(settings), {})).rejects.toThrow(/is not the one this database has worked with/);
  const before = await locked(world);
  expect(before).toHaveLength(2);
  await keysRotate(testTerminal(settings), { lost: true });

  expect(await locked(world)).toEqual([keysIn(settings).mac('username', rossi.username).toString('hex')]);
});

test.for([
  { name: 'replaced', lost: false, isHeld: false },
  { name: 'lost for good', lost: true, isHeld: false },
  { name: 'lost for good, while a transaction elsewhere leaves nothing final,', lost: true, isHeld: true },
])('D5 after a key was $name the log is verified by itself, before any server has started', async ({ lost, isHeld }) => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const sealer = new Sealer({ ...world, config: { ...world.config, data: settings.VARCO_DATA ?? '' }, clock: systemClock });
  await untilFinal(world);
  sealer.open();
  await expect.poll(async () => (await sealState(world.db)).unsealedRows).toBe(0);
  await sealer.close();
  if (lost) writeFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', `${'5a'.repeat(32)}\n`);
  if (isHeld) await world.owner('begin');
  if (isHeld) await world.owner('select pg_current_xact_id()');

  await keysRotate(testTerminal(settings), lost ? { lost } : {});

  if (isHeld) await world.owner('rollback');
  const verifying = testTerminal(settings);
  expect(await logVerify(verifying, { against: [], key: [], json: true })).toBe(0);
  const verdict = JSON.parse(verifying.answers.join(''));
  // The checkpoints that the former key had signed count as before.
  expect(verdict).toMatchObject({ faults: 0, findings: [], compared: 1, agrees: { size: 1 } });
  // Tests beside this one have transactions open too, and their ends decide what is final.
  expect([1, 2]).toContain(verdict.seals);
  if (isHeld) expect(verdict).toMatchObject({ seals: 1, unsealed: { rows: 1 } });
});

test('D7 no key is replaced while a server works with it', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  await world.house();
  const text = readFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', 'utf8');

  await expect(keysRotate(testTerminal(settings), {})).rejects.toThrow(/stop them all/);

  expect(readFileSync(settings.VARCO_SECRET_KEY_FILE ?? '', 'utf8')).toBe(text);
});

test('migrate says what a start would apply, applies it, and finds nothing the second time', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const terminal = testTerminal(settings);
  await migrateDatabase(terminal, {});
  expect(terminal.answers).toEqual(['The database is of this version already.\n']);

  const last = '0010_statements';
  await world.owner('drop schema statements cascade');
  await world.owner('delete from varco.migrations where name = $1', [last]);
  await migrateDatabase(terminal, { dryRun: true });
  expect(terminal.answers.at(-1)).toBe(`to be applied: ${last}\n`);
  expect(await world.owner(`select to_regclass('statements.texts') as there`)).toEqual([{ there: null }]);

  await migrateDatabase(terminal, {});
  expect(terminal.answers.at(-1)).toBe(`applied: ${last}\n`);
  await migrateDatabase(terminal, {});
  expect(terminal.answers.at(-1)).toBe('The database is of this version already.\n');
});
