import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('D5 an administrator erases a person from the page, follows it to the end, and finds a number in list and log', async () => {
  const { id } = await varco.person({ username: 'ornella', givenName: 'Ornella', familyName: 'Quaglierini', status: 'inactive' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto(`/users/${id}`);
  await titled(page, 'Quaglierini Ornella');
  await page.getByRole('button', { name: 'Cancella la persona' }).click();
  const dialog = page.getByRole('dialog', { name: 'Cancellare per sempre Quaglierini Ornella?' });
  await dialog.waitFor();
  await dialog.getByLabel('Nome utente, per conferma').fill('ornela');
  await dialog.getByLabel('Motivo').fill('chiesto da Quaglierini');
  await dialog.getByRole('button', { name: 'Cancella la persona' }).click();
  await dialog.getByText('Il nome scritto non è quello').first().waitFor();
  await look(page, 'erasure-question');

  await dialog.getByLabel('Nome utente, per conferma').fill('ornella');
  await dialog.getByLabel('Motivo').fill('prot. 2026/118');
  await dialog.getByRole('button', { name: 'Cancella la persona' }).click();
  await titled(page, /^Persona cancellata #[0-9A-F]{12}$/);
  await page.getByText('Nel registro e nei file del database non resta nessun testo.').waitFor();
  await look(page, 'erasure-done');
  expect(await page.locator('main').innerText()).not.toMatch(/Quaglierini|ornella/i);

  await page.goto('/access-log?event=person-erased');
  await page
    .getByText(/^Persona cancellata #[0-9A-F]{12}$/)
    .first()
    .waitFor();
});
