import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '#core/clock';
import { Sealer, sealState } from '#features/access-log';
import { untilFinal } from '#testing/final';
import { settingsOf, testTerminal } from '#testing/terminal';
import { ADMINISTRATOR, freshWorld, type World } from '#testing/world';
import { doctor } from '../doctor.ts';
import { logCheckpoint, logKey, logVerify } from './verify.ts';

/** A world whose log is sealed, and the settings by which a command reaches it. */
async function sealed() {
  const world = await freshWorld();
  await world.user();
  const environment = settingsOf(world);
  const sealer = new Sealer({ ...world, config: { ...world.config, data: environment.VARCO_DATA ?? '' }, clock: systemClock });
  await untilFinal(world);
  sealer.open();
  await expect.poll(async () => (await sealState(world.db)).unsealedRows).toBe(0);
  await sealer.close();
  return { world, environment, folder: environment.VARCO_DATA ?? '' };
}

/** What it changes stands in details, under the key of the organization. */
async function changeDepartments(world: World): Promise<void> {
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  expect((await desk.post('/api/departments', { name: 'Tributi' })).status).toBe(201);
}

const nothing = { against: [], key: [] };

test('R2.21 "log verify" says up to when it vouches, with what it agrees, and what nothing vouches for', async () => {
  const { world, environment, folder } = await sealed();
  const printed = testTerminal(environment);
  await logCheckpoint(printed);
  await logKey(printed);
  const [checkpoint = '', key = ''] = printed.answers;
  const file = join(folder, 'kept.txt');
  writeFileSync(file, checkpoint);
  await world.user();

  const english = testTerminal(environment);
  const italian = testTerminal(environment, 'it');

  expect(await logVerify(english, { against: [file], key: [key.trim()] })).toBe(0);
  expect(await logVerify(italian, nothing)).toBe(0);
  const text = english.answers.join('');
  expect(text).toMatch(/Log varco-log\/.*: 2 rows in 1 seals/);
  expect(text).toMatch(/agrees with its seals/);
  expect(text).toMatch(/1 row is not sealed yet/);
  expect(text).toMatch(/agrees with the checkpoints/);
  expect(text).toMatch(/Of those named the newest is of .* \(1 seals\): up to it nobody touched the log/);
  expect(text).not.toMatch(/--against/);
  expect(italian.answers.join('')).not.toMatch(/nessuno ha toccato il registro/);
  expect(italian.answers.join('')).toMatch(/Senza punti di controllo conservati altrove/);
});

test('D5 "log verify" says of how many values it could not read the text, since whoever takes a key away hides what it covered', async () => {
  const { world, environment } = await sealed();
  await changeDepartments(world);
  await world.owner('delete from access_log.organization_keys');
  const [english, italian] = [testTerminal(environment), testTerminal(environment, 'it')];

  expect(await logVerify(english, nothing)).toBe(0);
  expect(await logVerify(italian, nothing)).toBe(0);

  expect(english.answers.join('')).toMatch(/Values that cannot be read: [1-9]\d*\. Their key is missing/);
  expect(italian.answers.join('')).toMatch(/Valori che non si possono leggere: [1-9]\d*\. Manca la loro chiave/);
});

test('R2.21 "log verify" ends with 3 and names what is not as it was sealed, also in JSON', async () => {
  const { world, environment } = await sealed();
  await world.owner('alter table access_log.subjects disable trigger refuse_change');
  await world.owner(`update access_log.subjects set name = 'Altro' where username = 'utente1'`);
  const [terminal, json] = [testTerminal(environment, 'it'), testTerminal(environment)];

  expect(await logVerify(terminal, nothing)).toBe(3);
  expect(await logVerify(json, { ...nothing, json: true })).toBe(3);

  expect(terminal.answers.join('')).toMatch(/Valore modificato: il numero \d+ del dizionario subjects/);
  expect(terminal.answers.join('')).toMatch(/NON è quello che fu sigillato: 1 differenza/);
  expect(JSON.parse(json.answers.join(''))).toMatchObject({ faults: 1, findings: [{ kind: 'value-changed' }] });
});

test('R2.21 what cannot be compared is refused with a sentence that says how to mend it', async () => {
  const { environment, folder } = await sealed();
  const file = join(folder, 'notes.txt');
  writeFileSync(file, 'Nothing of use.\n');
  const terminal = testTerminal(environment);

  await expect(logVerify(terminal, { against: [join(folder, 'none')], key: [] })).rejects.toThrow(/cannot be read/);
  await expect(logVerify(terminal, { against: [file], key: [] })).rejects.toThrow(/no checkpoint in the file/);
  await expect(logVerify(terminal, { against: [], key: ['abc'] })).rejects.toThrow(/no public key/);
});

test('D5 the doctor says how the seals and the checkpoints stand', async () => {
  const { world, environment, folder } = await sealed();
  const healthy = testTerminal(environment);
  await doctor(healthy);
  expect(healthy.answers.join('')).toContain(`ok       The log goes on from the newest checkpoint in ${join(folder, 'checkpoints')}.`);

  await world.user();
  const ill = testTerminal({ ...environment, VARCO_CHECKPOINT_FOLDER: join(folder, 'gone') });
  await doctor(ill);

  expect(ill.answers.join('')).toContain(`fault    Checkpoints of the log cannot be written to ${join(folder, 'gone')}`);
  expect(ill.answers.join('')).toMatch(/ok {7}The log has \d+ seals; 1 row waits for the server/);
});
