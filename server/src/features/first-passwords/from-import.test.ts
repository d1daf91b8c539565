import type { UserId } from '@varco/shared/ids';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { beforeEach, expect, test } from 'vitest';
import { resetPassword } from '#features/directory';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

const LIST = 'Cognome;Nome;Matricola\nRossi;Ada;1\nVerdi;Ugo;2\nNeri;Ivo;3\n';

let world: World;
let browser: TestBrowser;
beforeEach(async () => {
  world = await freshWorld();
  browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
});

async function triedList(): Promise<StaffImport> {
  const uploaded = await browser.send('POST', '/api/staff-imports?name=list.csv', Buffer.from(LIST), {
    headers: { 'content-type': 'application/octet-stream' },
  });
  const { id, options } = uploaded.body as unknown as StaffImport;
  return (await browser.post(`/api/staff-imports/${id}/trials`, options)).body as unknown as StaffImport;
}

async function importedList(): Promise<string> {
  const { id, trial } = await triedList();
  await browser.post(`/api/staff-imports/${id}/confirmations`, { trial });
  await world.runJobs();
  return id;
}

const userNamed = async (username: string): Promise<UserId> => {
  const [row] = await world.owner<{ id: UserId }>('select id from identity.users where username = $1', [username]);
  return row?.id as UserId;
};
const made = () =>
  world.owner(`select u.username, i.state, i.reason from first_passwords.items i join identity.users u on u.id = i.user_id order by 1`);

test('R1.55 the users an import created get first passwords, except who has one already; nobody else does', async () => {
  await world.user({ username: 'never.entered' });
  const id = await importedList();
  await resetPassword(world, world.operator, world.scope, await userNamed('ugo.verdi'));

  const preview = await browser.post('/api/first-passwords/previews', { import: id });
  const asked = await browser.post('/api/first-passwords', { import: id });
  await world.runJobs();

  expect(preview.body).toEqual({ people: 3, eligible: 2, parts: 1, skipped: [{ reason: 'has-password', count: 1 }] });
  expect(asked.status).toBe(201);
  expect(await made()).toEqual([
    { username: 'ada.rossi', state: 'made', reason: null },
    { username: 'ivo.neri', state: 'made', reason: null },
    { username: 'ugo.verdi', state: 'skipped', reason: 'has-password' },
  ]);
  expect((await browser.post('/api/first-passwords', { import: id })).body).toMatchObject({ type: 'first-passwords.nobody' });
});

test('R1.55 who is given a password after the question and before his turn keeps it', async () => {
  const id = await importedList();
  await browser.post('/api/first-passwords', { import: id });
  await resetPassword(world, world.operator, world.scope, await userNamed('ugo.verdi'));

  await world.runJobs();

  expect(await made()).toContainEqual({ username: 'ugo.verdi', state: 'skipped', reason: 'has-password' });
});

test('R1.55 an import that was not carried out, is not there or is another audience besides is refused', async () => {
  const { id } = await triedList();
  const ask = (asked: object) => browser.post('/api/first-passwords', asked);

  expect(await ask({ import: id })).toMatchObject({ status: 409, body: { type: 'first-passwords.import-not-done' } });
  expect(await ask({ import: world.random.id() })).toMatchObject({ status: 404 });
  expect(await ask({ import: 'list.csv' })).toMatchObject({ status: 400 });
  expect(await ask({ import: id, matching: { state: 'all' } })).toMatchObject({ body: { issues: [{ rule: 'one-audience' }] } });
  world.clock.advance({ hours: 25 });
  await browser.signIn(ADMINISTRATOR);
  expect(await ask({ import: id })).toMatchObject({ body: { type: 'staff-import.expired' } });
});
