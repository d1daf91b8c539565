import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

/** Opens the menu with the three dots and takes one of its entries. */
async function act(page: Page, on: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: on, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

const noted = (page: Page, words: string): Promise<void> => page.locator('.v-note').filter({ hasText: words }).waitFor();

test('R1.48 R1.50 groups are made, one under the other; who is put above has the role of the one below, and the page says why', async () => {
  const clerk = await varco.person({ familyName: 'Bruni', givenName: 'Ada', username: 'a.bruni' });
  await varco.hands.post('/api/roles', { name: 'Sportello', grants: { users: { search: 'organization' } } });
  const page = await openPage(varco.url);
  const dialog = page.getByRole('dialog');
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Gruppi', exact: true }).click();
  await titled(page, 'Gruppi');
  await look(page, 'groups-empty');
  // Of the three kinds one alone is the current one.
  expect(await page.getByRole('navigation', { name: 'Tipi di gruppo' }).locator('[aria-current]').allInnerTexts()).toEqual([
    'Gruppi organizzativi',
  ]);

  await page.getByRole('button', { name: 'Nuovo gruppo' }).click();
  await dialog.getByLabel('Nome', { exact: true }).fill('…');
  await dialog.getByRole('button', { name: 'Crea gruppo' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(page, 'groups-new');
  await dialog.getByLabel('Nome', { exact: true }).fill('Direzione');
  await page.keyboard.press('Control+Enter');
  await noted(page, 'Gruppo Direzione creato');
  await act(page, 'Azioni sul gruppo Direzione', 'Nuovo gruppo sotto questo');
  await dialog.getByLabel('Nome', { exact: true }).fill('Ufficio');
  await dialog.getByRole('combobox', { name: 'Responsabili' }).fill('brun');
  await dialog.getByRole('option', { name: /Bruni Ada/ }).click();
  await dialog.getByRole('button', { name: 'Togli Bruni Ada' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('field-heads');
  await dialog.getByRole('button', { name: 'Crea gruppo' }).click();
  await noted(page, 'Gruppo Ufficio creato');

  await page.getByRole('link', { name: 'Direzione', exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ufficio');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('link', { name: 'Ufficio', exact: true }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await titled(page, /^Ufficio/);
  await page.getByText('Gruppo creato').waitFor();

  await page.getByRole('button', { name: 'Dai un ruolo' }).click();
  await dialog.getByRole('button', { name: 'Dai un ruolo' }).click();
  await dialog.getByRole('alert').getByText('Scegli un ruolo.').waitFor();
  await dialog.getByLabel('Ruolo', { exact: true }).selectOption('Sportello');
  await dialog.getByRole('button', { name: 'Dai un ruolo' }).click();
  await noted(page, 'Aggiunto');
  await page.getByRole('navigation', { name: 'Percorso' }).getByRole('link', { name: 'Direzione' }).click();
  await titled(page, /^Direzione/);
  await page.getByRole('heading', { name: 'Ruoli che vengono dai gruppi sotto' }).waitFor();
  await page.getByRole('button', { name: 'Aggiungi persona' }).click();
  await dialog.getByRole('combobox', { name: 'Persona' }).fill('brun');
  await dialog.getByRole('option', { name: /Bruni Ada/ }).click();
  await look(page, 'group-new-member');
  await dialog.getByRole('button', { name: 'Aggiungi persona' }).click();
  await noted(page, 'Aggiunto');
  await look(page, 'group-members');

  await page.goto(`/users/${clerk.id}/why?function=users&action=search`);
  await page.getByText('il ruolo «Sportello» che viene da Direzione > Ufficio').waitFor();
  await look(page, 'why-by-group');
  await page.goto(`/users/${clerk.id}/groups`);
  await page.getByText('Sportello, da Direzione > Ufficio').waitFor();
  await look(page, 'user-groups');
  const own = await openPage(varco.url);
  await signIn(own, clerk);
  await own.goto('/me/rights');
  await own.getByText('il ruolo «Sportello» che viene da Direzione').waitFor();

  await page.goto('/groups');
  await act(page, 'Azioni sul gruppo Ufficio', 'Elimina');
  await page.getByRole('dialog').getByRole('button', { name: 'Elimina gruppo' }).click();
  await noted(page, 'è stato solo tolto');
  await own.reload();
  await own.getByText('Per ora solo le tue pagine').waitFor();
});
