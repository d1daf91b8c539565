import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R4.31 an act is recorded; of two who correct it the second sees what the first saved and keeps what was typed', async () => {
  const rossi = await varco.person({ familyName: 'Rossi', givenName: 'Anna', username: 'a.rossi' });
  const act = {
    act: 'determination',
    number: '112/2026',
    actDate: '2026-01-10',
    signer: 'Ferri Paola',
    purpose: 'Tributi',
    from: '2026-01-15',
  };
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto(`/users/${rossi.id}/authorization`);
  await page.getByRole('link', { name: 'Registra un atto' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-act');
  await page.getByLabel('Numero').fill(act.number);
  await page.getByLabel("Data dell'atto").fill(act.actDate);
  await page.getByLabel('Chi lo ha firmato').fill(act.signer);
  await page.getByLabel('Per che cosa').fill(act.purpose);
  await page.getByLabel('Valida dal').fill(act.from);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Atto registrato').waitFor();

  await page.getByRole('button', { name: /^Azioni per Determinazione/ }).click();
  await page.getByRole('menuitem', { name: 'Correggi' }).click();
  await page.getByLabel('Per che cosa').fill('Tributi e catasto');
  const { body } = await varco.hands.get(`/api/users/${rossi.id}/formal-authorizations`);
  const [{ id, version }] = body.items as [{ id: string; version: number }];
  const other = { ...act, signer: 'Bini Ugo', note: null, to: '2027-01-14', version };
  expect((await varco.hands.send('PUT', `/api/formal-authorizations/${id}`, other)).status).toBe(200);
  await page.getByRole('button', { name: 'Salva' }).click();
  const note = page.locator('.v-note').filter({ hasText: 'Nel frattempo' });
  await note.getByText('Chi lo ha firmato: Bini Ugo').waitFor();
  await note.getByText('14 gen 2027').waitFor();
  await look(page, 'authorization-overtaken');
  expect(await page.getByLabel('Chi lo ha firmato').inputValue()).toBe('Bini Ugo');
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Autorizzazione corretta').waitFor();
  await page.goto('/authorizations');
  await titled(page, 'Autorizzazioni formali');
  await page.getByRole('cell', { name: /Tributi e catasto/ }).waitFor();
});
