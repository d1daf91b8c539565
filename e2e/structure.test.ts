import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

const made = async (path: string, body: object): Promise<string> => {
  const answer = await varco.hands.post(path, body);
  expect([path, answer.status, answer.text]).toEqual([path, 201, expect.any(String)]);
  return String(answer.body.id);
};

/** Opens the menu with the three dots and takes one of its entries. */
async function act(page: Page, on: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: on, exact: true }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

const said = (page: Page, words: string): Promise<void> => page.getByRole('status').filter({ hasText: words }).waitFor();

test('R2.45 R2.25 departments and units are made, one works for one of them, chooses another, and the log says so', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Servizi e unità', exact: true }).click();
  await titled(page, 'Servizi e unità');
  await look(page, 'structure-empty');
  const dialog = page.getByRole('dialog');

  await page.getByRole('button', { name: 'Nuovo servizio' }).click();
  await dialog.getByRole('button', { name: 'Crea servizio' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(page, 'structure-new-department');
  await dialog.getByLabel('Nome', { exact: true }).fill('Servizi sociali');
  await dialog.getByLabel('Nome in inglese').fill('Social services');
  await page.keyboard.press('Control+Enter');
  await said(page, 'Servizio creato: Servizi sociali');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Servizi sociali');
  for (const [name, site] of [
    ['Minori', 'Via Roma 1'],
    ['Adulti', ''],
  ] as const) {
    await page.getByRole('button', { name: 'Nuova unità del servizio Servizi sociali' }).click();
    await dialog.getByLabel('Nome', { exact: true }).fill(name);
    await dialog.getByLabel('Sede').fill(site);
    await dialog.getByRole('button', { name: 'Crea unità' }).click();
    await said(page, `Unità creata: ${name}`);
  }
  await act(page, "Azioni sull'unità Adulti", 'Modifica');
  await dialog.getByLabel('Nome', { exact: true }).fill('MINORI');
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await dialog
    .locator('.v-field--fault')
    .getByText(/C'è già un servizio o un'unità con questo nome/)
    .waitFor();
  // What was typed is not lost by a key: it is asked first, and the same key goes back to it.
  const asks = page.getByRole('dialog', { name: 'Chiudere senza salvare?' });
  await page.keyboard.press('Escape');
  await asks.waitFor();
  await look(page, 'dialog-unsaved');
  await page.keyboard.press('Escape');
  await asks.waitFor({ state: 'detached' });
  expect(await dialog.getByLabel('Nome', { exact: true }).inputValue()).toBe('MINORI');
  await page.keyboard.press('Escape');
  await asks.getByRole('button', { name: 'Chiudi senza salvare' }).click();
  await dialog.first().waitFor({ state: 'detached' });

  const { body } = await varco.hands.get('/api/structure');
  const [social] = body.departments as { id: string; units: { id: string; name: string }[] }[];
  const units = new Map(social?.units.map(({ id, name }) => [name, id]));
  const { body: me } = await varco.hands.get('/api/me');
  const { id: userId } = me.user as { id: string };
  for (const unitId of units.values()) await made(`/api/users/${userId}/placements`, { unitId, from: '2026-01-01' });
  await page.reload();
  const otherTab = await page.context().newPage();
  await otherTab.goto('/me');
  await page.bringToFront();
  await page.getByRole('button', { name: 'Lavori per Adulti, Servizi sociali. Cambia unità' }).focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'Per quale unità lavori?' }).waitFor();
  await look(page, 'choose-unit');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Enter');
  await said(page, 'Ora lavori per Minori, Servizi sociali.');
  await page.getByRole('button', { name: 'Lavori per Minori, Servizi sociali. Cambia unità' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-haspopup'))).toBe('dialog');

  await otherTab.getByRole('region', { name: 'Lavori per' }).getByText('Minori').waitFor();

  await page.goto('/access-log');
  await page.getByRole('table').getByText('Unità di lavoro scelta').first().waitFor();
  await page.goto('/me');
  await page.getByRole('region', { name: 'Lavori per' }).getByText('Minori').waitFor();
});

test('R2.45 what somebody else saved meanwhile is shown beside what was typed, and what is in use is switched off and not deleted', async () => {
  const departmentId = await made('/api/departments', { name: 'Tributi' });
  const other = await made('/api/departments', { name: 'Ragioneria' });
  const rates = await made('/api/units', { departmentId, name: 'Tariffe', site: 'Via Verdi 2' });
  await made(`/api/users/${(await varco.person()).id}/placements`, { unitId: rates, from: '2026-01-01' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/structure');
  const dialog = page.getByRole('dialog');

  await act(page, "Azioni sull'unità Tariffe", 'Modifica');
  await dialog.getByLabel('Nome', { exact: true }).fill('Tariffe e canoni');
  await dialog.getByLabel('Sede').fill('Via Nuova 3');
  const change = { departmentId: other, name: 'Tariffe', site: 'Piazza 1', version: 1 };
  expect((await varco.hands.send('PUT', `/api/units/${rates}`, change)).status).toBe(204);
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await dialog.getByText("Nel frattempo un'altra persona ha modificato gli stessi dati").waitFor();
  await look(page, 'structure-conflict');
  await dialog.getByLabel('Tieni il tuo: Via Nuova 3').check();
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await said(page, 'Salvato: Tariffe e canoni');
  expect((await varco.hands.get('/api/structure')).body.departments).toMatchObject([
    { name: 'Ragioneria', units: [{ name: 'Tariffe e canoni', site: 'Via Nuova 3', people: 1 }] },
    ...(await departmentsBut('Ragioneria')),
  ]);

  await act(page, "Azioni sull'unità Tariffe e canoni", 'Elimina');
  await dialog.getByText('Oggi vi è collocata 1 persona').waitFor();
  await dialog.getByRole('button', { name: 'Rendi non attiva' }).click();
  await dialog.getByText(/Nessuno può più lavorare/).waitFor();
  await dialog.getByRole('button', { name: 'Rendi non attiva' }).click();
  await said(page, 'Unità non attiva: Tariffe e canoni');
  await act(page, 'Azioni sul servizio Tributi', 'Elimina');
  await dialog.getByRole('button', { name: 'Elimina il servizio' }).click();
  await said(page, 'Servizio eliminato: Tributi');
  await look(page, 'structure-some');
});

const departmentsBut = async (name: string) =>
  ((await varco.hands.get('/api/structure')).body.departments as { name: string }[]).filter((department) => department.name !== name);

test('R2.4 who may only look sees no button that changes, and whose right is of another unit is told so on the page', async () => {
  const departmentId = await made('/api/departments', { name: 'Anagrafe' });
  const roleId = await made('/api/roles', { name: 'Lettore', departmentId, grants: { structure: { search: 'organization' } } });
  const reader: User = await varco.person();
  for (const name of ['Carte', 'Sportello']) {
    const unitId = await made('/api/units', { departmentId, name, nameEnglish: name === 'Carte' ? 'Cards' : '' });
    await made(`/api/users/${reader.id}/placements`, { unitId, from: '2026-01-01' });
    if (name === 'Carte') await made(`/api/users/${reader.id}/assignments`, { roleId, unitId, from: '2026-01-01' });
  }
  const page = await openPage(varco.url, { language: 'en', width: 360 });
  await signIn(page, reader, 'en');
  await page.goto('/structure');
  await titled(page, 'Departments and units');
  await page.locator('.v-unit__name').getByText('Cards').waitFor();
  expect(await page.getByRole('button', { name: /^New/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Actions on the unit Cards' }).click();
  await expect.poll(() => page.getByRole('menuitem').allInnerTexts()).toEqual(['History']);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Open the menu' }).click();
  await look(page, 'menu-with-unit', 'en');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Change unit' }).click();
  await page.getByRole('dialog').getByLabel('Sportello').check();
  await page.getByRole('button', { name: 'Work for this unit' }).click();
  await titled(page, 'You cannot open this page');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Open the menu');
});

test('R2.45 200 departments and 2,000 units are found, folded and walked through by keyboard', async () => {
  const { organization } = (await varco.hands.get('/api/me')).body as { organization: { id: string } };
  askDatabase(
    varco.data,
    `with made as (
       insert into structure.departments (organization_id, id, name, name_folded, created_at)
       select '${organization.id}', gen_random_uuid(), 'Ufficio ' || d, 'ufficio ' || d, now() from generate_series(1, 190) d returning *)
     insert into structure.units (organization_id, id, department_id, name, name_folded, created_at)
     select organization_id, gen_random_uuid(), id, 'Sezione ' || substr(name, 9) || '.' || u, 'sezione ' || substr(name, 9) || ' ' || u, now()
     from made, generate_series(1, 10) u`,
  );
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/structure');
  const first = page.getByRole('button', { name: 'Ufficio 1', exact: true });
  expect(await first.getAttribute('aria-expanded')).toBe('false');
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByText('Sezione 1.1', { exact: true }).waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Ufficio 2');
  await page.keyboard.press('ArrowLeft');
  expect(await page.getByText('Sezione 2.1', { exact: true }).count()).toBe(0);

  const search = page.getByLabel('Cerca nella struttura');
  await search.fill('SEZIONE 190 10');
  await said(page, '1 unità in 1 servizio');
  expect(await page.locator('.v-unit__name').allInnerTexts()).toEqual(['Sezione 190.10']);
  await search.fill('nulla di simile');
  await page.getByRole('button', { name: 'Azzera la ricerca' }).click();
  await page.getByRole('button', { name: 'Apri tutti' }).click();
  await expect.poll(() => page.locator('.v-unit__name').count()).toBeGreaterThan(1_899);
  await page.getByRole('button', { name: 'Chiudi tutti' }).click();
  await expect.poll(() => page.locator('.v-unit__name').count()).toBe(0);
  // On paper everything is unfolded.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await page.locator('.v-unit__name').count()).toBeGreaterThan(1_899);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  expect(await page.locator('.v-unit__name').count()).toBe(0);
});
