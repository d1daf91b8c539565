import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { toXlsx } from '../server/src/testing/staff-lists.ts';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

/** A staff list as an office keeps it: a title, a blank row, its own headings. */
const staffList = async (): Promise<Buffer> =>
  (
    await toXlsx([
      ['Personale al 1° novembre'],
      [],
      ['COGNOME E NOME', 'Cod. Fisc.', 'Nato il', 'N. matricola', 'Ufficio'],
      ['ROSSI MARIO', 'RSSMRA80A01H501U', '1980-01-01', '00042', 'Anagrafe'],
      ['ROSSI MARIA', 'RSSMRA80A41H501Y', '1980-01-01', '00043', 'Servizio politiche abitative'],
      ['BIANCHI VERDI ADA', 'RSSMRA80A01H501V', '1990-05-05', '00044', 'Tributi'],
    ])
  ).bytes;

test('R1.55 a spreadsheet becomes users, from the file to the result, and goes out again', async () => {
  await varco.person({ username: 'e.desantis' });
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto('/users');
  await desk.getByRole('link', { name: 'Importa', exact: true }).click();
  await titled(desk, 'Importa utenti');
  await desk.getByRole('button', { name: 'Carica il file' }).click();
  await desk.getByRole('alert').getByText('Scegli un file.').waitFor();
  await look(desk, 'import-file');
  await desk
    .getByLabel('Elenco del personale')
    .setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a', 'hex') });
  await desk.getByRole('button', { name: 'Carica il file' }).click();
  await desk
    .getByRole('alert')
    .getByText(/Non è un elenco/)
    .waitFor();
  await desk
    .getByLabel('Elenco del personale')
    .setInputFiles({ name: 'Personale.xlsx', mimeType: 'application/octet-stream', buffer: await staffList() });
  await desk.getByRole('button', { name: 'Carica il file' }).click();

  await desk.getByLabel('Significato di COGNOME E NOME').waitFor();
  await expect.poll(() => desk.getByLabel('Significato di COGNOME E NOME').inputValue()).toBe('wholeName');
  await expect.poll(() => desk.getByLabel('Significato di Nato il').inputValue()).toBe('birthDate');
  await expect.poll(() => desk.getByLabel('Significato di Ufficio').inputValue()).toBe('');
  await look(desk, 'import-columns');
  await desk.getByLabel('Nome utente di chi è nuovo').selectOption('initial-dot-family');
  await desk.getByRole('button', { name: 'Prova il file' }).click();

  await desk.getByText('2 righe pronte, 1 con errori. Finora non è stato salvato nulla.').first().waitFor();
  await desk.getByText(/Il carattere di controllo del codice fiscale non torna/).waitFor();
  await look(desk, 'import-trial');
  const [faults] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Scarica gli errori (CSV)' }).click()]);
  expect(readFileSync(await faults.path(), 'utf8')).toContain('6;Cod. Fisc.;RSSMRA80A01H501V;');
  await desk.getByRole('link', { name: 'Nuovi: 2' }).click();
  await desk.getByText('Nuovo utente: m.rossi2').waitFor();
  // As long as a fault holds everything back, no button says that it imports.
  await desk.getByText(/^Non si importa nulla finché 1 riga ha errori/).waitFor();
  expect(await desk.getByRole('link', { name: 'Carica il file corretto' }).getAttribute('href')).toBe('/users/import');
  expect(await desk.getByRole('button', { name: /^Importa / }).count()).toBe(0);
  await desk.getByLabel('Importa solo le 2 pronte').check();
  await desk.getByRole('button', { name: 'Importa 2 righe' }).click();

  await desk.getByText('Creati 2, modificati 0, saltati 1.').waitFor();
  await look(desk, 'import-result');
  await desk.getByRole('link', { name: 'Prepara le prime password dei 2 nuovi utenti…' }).click();
  await desk.getByText('2 persone ricevono una password temporanea nuova').waitFor();
  await look(desk, 'import-first-passwords');
  await desk.keyboard.press('Escape');
  await desk.getByRole('dialog').waitFor({ state: 'detached' });
  expect(new URL(desk.url()).search).toBe('');
  await desk.goBack();
  await desk.getByText('Creati 2, modificati 0, saltati 1.').waitFor();
  await desk.getByRole('link', { name: 'Creati: 2' }).click();
  await desk.getByText('Creato: m.rossi2').waitFor();
  await desk
    .getByLabel(/De Santis Elena/)
    .first()
    .check();
  await desk.getByRole('button', { name: 'Disattiva 1 persona' }).click();
  await desk.getByRole('alertdialog').or(desk.getByRole('dialog')).getByRole('button', { name: 'Disattiva 1 persona' }).click();
  await desk.getByText('De Santis Elena: disattivato').waitFor();
  await desk.getByRole('row').filter({ hasText: 'Riga 4' }).getByRole('link').click();
  await titled(desk, 'Rossi Mario');
  await desk.getByRole('definition').filter({ hasText: 'RSSMRA80A01H501U' }).waitFor();
  await desk.getByRole('definition').filter({ hasText: '1 gennaio 1980' }).waitFor();
  await look(desk, 'user-with-details');

  await desk.goto('/users?state=all');
  const [list] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Esporta' }).click()]);
  expect(readFileSync(await list.path(), 'utf8')).toContain('Rossi;Mario;;m.rossi;RSSMRA80A01H501U;1980-01-01;');
});

test.for([
  { width: 360, language: 'it' },
  { width: 320, language: 'en' },
] as const)('the import fits a telephone $width wide ($language)', async ({ width, language }) => {
  const desk = await openPage(varco.url, { width, language });
  await signIn(desk, administrator, language);
  await desk.goto('/users/import');
  await desk
    .getByLabel(language === 'it' ? 'Elenco del personale' : 'Staff list')
    .setInputFiles({ name: 'Personale.xlsx', mimeType: 'application/octet-stream', buffer: await staffList() });
  await desk.getByRole('button', { name: language === 'it' ? 'Carica il file' : 'Upload the file' }).click();
  const go = desk.getByRole('button', { name: language === 'it' ? 'Prova il file' : 'Try the file' });
  await go.waitFor();
  await look(desk, `import-columns-${width}`, language);
  await pageIsSound(desk, language);
  await go.click();
  await desk.getByRole('link', { name: language === 'it' ? 'Scarica gli errori (CSV)' : 'Download the errors (CSV)' }).waitFor();
  await look(desk, `import-trial-${width}`, language);
  await pageIsSound(desk, language);
});
