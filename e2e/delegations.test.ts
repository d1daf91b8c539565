import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;
let bianchi: User;
let rossi: User;

beforeAll(async () => {
  varco = await startInstallation();
  bianchi = await varco.person({ familyName: 'Bianchi', givenName: 'Ugo', username: 'u.bianchi' });
  rossi = await varco.person({ familyName: 'Rossi', givenName: 'Anna', username: 'a.rossi' });
  const role = await varco.hands.post('/api/roles', {
    name: 'Struttura',
    grants: { structure: { search: 'organization', create: 'organization' } },
  });
  await varco.hands.post(`/api/users/${bianchi.id}/assignments`, { roleId: role.body.id, from: '2026-01-01' });
});

const noted = (page: Page, words: string): Promise<void> => page.locator('.v-note').filter({ hasText: words }).waitFor();

test('R3.59 one appoints a delegate, who works in his place, is told so above every page, and whose act carries both names', async () => {
  const page = await openPage(varco.url);
  const dialog = page.getByRole('dialog');
  await signIn(page, bianchi);
  await page.goto('/me/delegations');
  await titled(page, 'Le mie deleghe');
  await look(page, 'my-delegations-empty');
  await page.getByRole('button', { name: 'Nomina un delegato' }).click();
  await dialog.getByRole('button', { name: 'Nomina' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(page, 'appoint-delegate-faults');
  await dialog.getByRole('combobox', { name: 'Delegato' }).fill('ross');
  await dialog.getByRole('option', { name: /Rossi Anna/ }).click();
  const last = await dialog.getByLabel('Dal', { exact: true }).inputValue();
  await dialog.getByLabel('Fino al (compreso)').fill(last);
  await dialog.getByRole('button', { name: 'Nomina' }).click();
  await noted(page, 'Delegato nominato');
  await look(page, 'my-delegations');

  const own = await openPage(varco.url);
  await signIn(own, rossi);
  expect(await own.getByRole('link', { name: 'Servizi e unità', exact: true }).count()).toBe(0);
  await own.goto('/me/delegations');
  await own.getByRole('button', { name: 'Lavora al suo posto: Bianchi Ugo' }).click();
  await own.getByText('Lavori per delega di Bianchi Ugo').waitFor();
  await expect
    .poll(() => own.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toMatch(/^Lavori per delega di Bianchi Ugo/);
  await look(own, 'working-as-delegate');
  await own.goto('/me/rights');
  await own.getByText('il ruolo «Struttura»').first().waitFor();
  await own.getByRole('link', { name: 'Servizi e unità', exact: true }).click();
  await titled(own, 'Servizi e unità');
  await own.getByRole('button', { name: 'Nuovo servizio' }).first().click();
  await own.getByRole('dialog').getByLabel('Nome', { exact: true }).fill('Anagrafe');
  await own.keyboard.press('Control+Enter');
  await own.getByRole('heading', { name: 'Anagrafe' }).waitFor();

  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto('/structure');
  await desk.getByRole('button', { name: 'Azioni sul servizio Anagrafe' }).click();
  await desk.getByRole('menuitem', { name: 'Storia' }).click();
  await desk.getByText('da Rossi Anna per conto di Bianchi Ugo').waitFor();
  await look(desk, 'history-of-a-department');
  await desk.goto('/delegations');
  await titled(desk, 'Deleghe');
  await desk.getByRole('link', { name: 'Bianchi Ugo' }).waitFor();
  await look(desk, 'delegations-of-all');
  await desk.goto(`/users/${rossi.id}/why?function=structure&action=create`);
  await desk.getByText('con il ruolo Struttura di chi delega').waitFor();
  await look(desk, 'why-by-delegation');
  await desk.goto(`/users/${rossi.id}`);
  await desk.getByRole('heading', { name: 'Delegato da' }).waitFor();
  await look(desk, 'user-delegations');
  await desk.goto('/delegations');
  await desk.getByRole('button', { name: 'Revoca la delega di Bianchi Ugo a Rossi Anna' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Revoca' }).click();
  await noted(desk, 'Delega revocata');
  await look(desk, 'delegations-none');

  await own.goto('/me');
  await own.getByText('La delega con cui lavoravi non vale più.').waitFor();
  await own.getByRole('button', { name: 'Ho capito' }).click();
  await own.getByText('La delega con cui lavoravi non vale più.').waitFor({ state: 'detached' });
  await expect.poll(() => own.evaluate(() => document.activeElement?.tagName)).toBe('H1');
});
