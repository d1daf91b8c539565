import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { findPdfReader } from '../tools/debian-packages.mjs';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { knock, signIn, titled } from './testing/steps.ts';

let varco: Installation;
let elena: User;

beforeAll(async () => {
  varco = await startInstallation();
  elena = await varco.person({ username: 'elena' });
  await varco.person({ username: 'piero', givenName: 'Piero', familyName: 'Abbondanza' });
  await varco.person({
    username: 'mariaantonietta.dellaroverecastiglionimontecuccoli',
    givenName: 'Maria Antonietta Eleonora',
    familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale',
  });
});

/** Downloads the only part as letters; answers their text, page by page. */
async function downloadLetters(page: Page): Promise<string[]> {
  await page.getByRole('button', { name: /^Scarica\s+la parte 1/ }).click();
  await page.getByRole('dialog', { name: 'Scaricare la parte 1?' }).waitFor();
  await look(page, 'first-passwords-download');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Scarica', exact: true }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('prime-password-parte-1.pdf');
  const path = await saved.path();
  expect(readFileSync(path, 'latin1').startsWith('%PDF-')).toBe(true);
  return execFileSync(findPdfReader() ?? 'pdftotext is not installed', [path, '-'], { encoding: 'utf8' }).split('\f');
}

test('R1.55 from the list of users to a letter whose password signs in', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users/first-passwords');
  await page.getByRole('heading', { name: 'Nessuna preparazione finora' }).waitFor();
  await look(page, 'first-passwords-empty');
  await page.getByRole('link', { name: 'Scegli dalla lista degli utenti' }).click();
  await titled(page, 'Utenti');
  await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('never-signed-in');

  await page.getByLabel('Seleziona De Santis Elena').check();
  await page.getByText('1 selezionato', { exact: true }).waitFor();
  await look(page, 'users-selected');
  await page.getByRole('button', { name: 'Seleziona tutti i risultati (3)' }).click();
  await page.getByRole('region', { name: 'Utenti selezionati' }).getByText('Selezionati tutti i risultati: 3').waitFor();
  await page.getByLabel('Seleziona Abbondanza Piero').uncheck();
  await page.getByText('2 selezionati', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Prepara prime password…' }).click();
  await page.getByText('2 persone ricevono una password temporanea nuova').waitFor();
  await look(page, 'first-passwords-question');
  await page.getByRole('button', { name: 'Prepara le password' }).click();

  await titled(page, /^Preparazione: (oggi|ieri)/);
  await page.getByText('Pronta', { exact: true }).waitFor();
  await page.getByText('Finita', { exact: true }).waitFor();
  await look(page, 'first-passwords-ready');
  const letters = await downloadLetters(page);
  await page.getByText('Scaricato: prime-password-parte-1.pdf').waitFor();
  await page.getByText('Scaricata', { exact: true }).waitFor();
  await look(page, 'first-passwords-downloaded');
  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Salva di nuovo il file' }).click();
  expect((await again).suggestedFilename()).toBe('prime-password-parte-1.pdf');
  await page.goto('/users/first-passwords');
  await page.getByRole('link', { name: /^(oggi|ieri)/ }).waitFor();
  await look(page, 'first-passwords');

  const letter = letters.find((one) => one.includes('Elena De Santis')) ?? '';
  const [password = ''] = /([a-z2-9]{4}-){3}[a-z2-9]{4}/.exec(letter) ?? [];
  expect(letter).toContain(varco.url);
  const door = await openPage(varco.url);
  await door.goto('/sign-in');
  await knock(door, { username: elena.username, password });
  await titled(door, 'Scegli una nuova password');
  await expect.poll(() => door.getByText('È il tuo primo accesso').count()).toBe(1);
});

test('R1.55 the same in English and by keyboard alone, with who is left out and a preparation that is refused', async () => {
  const page = await openPage(varco.url, { language: 'en' });
  await signIn(page, administrator, 'en');
  await page.goto('/users');
  await page.getByLabel('Select Conti Laura').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Prepare first passwords…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('None of these people can get a first password.').waitFor();
  await page.getByText('1: it is you').waitFor();
  await look(page, 'first-passwords-nobody', 'en');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);

  await page.getByLabel('Select Abbondanza Piero').focus();
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Prepare first passwords…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('1 person gets a new temporary password').waitFor();
  await page.getByLabel('Language of the letters').selectOption('en');
  await page.getByRole('button', { name: 'Prepare the passwords' }).focus();
  await page.keyboard.press('Enter');
  await titled(page, /^Preparation: (today|yesterday)/);
  await page.getByText('Ready', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Conti Laura' }).waitFor();
  await look(page, 'first-passwords-ready', 'en');

  const other = await varco.hands.post(`${new URL(page.url()).pathname.replace('/users', '/api')}/parts/1/downloads`, { format: 'csv' });
  expect(other.status).toBe(200);
  await page.getByRole('button', { name: /^Download\s+part 1/ }).click();
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByText('These passwords were already downloaded').first().waitFor();
  await look(page, 'first-passwords-refused', 'en');
});
