import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

const header = 'Settore;Ufficio;Sede;Matricola;Dal';
const good = [
  'Servizio politiche abitative e patrimonio;Assegnazione alloggi e manutenzione straordinaria;Via della Repubblica 118;00042;01/12/2026',
  'Servizi demografici;Anagrafe;Piazza Grande 1;;',
];
const bad = ['Servizi demografici;Anagrafe;;99999;', 'Servizi demografici;Elettorale;;00042;31/02/2026'];

const choose = (page: Page, name: string, rows: readonly string[]): Promise<void> =>
  page
    .getByLabel('Elenco della struttura')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from([header, ...rows].join('\r\n')) });

test('R2.45 a list becomes departments, units and placements, from the file to the result, and what goes out comes in again', async () => {
  await varco.person({ familyName: 'De Santis', givenName: 'Elena', employeeNumber: '00042' });
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto('/structure');
  await desk.getByRole('link', { name: 'Importa', exact: true }).click();
  await titled(desk, 'Importa la struttura');
  await choose(desk, 'struttura.csv', [...good, ...bad]);
  await desk.getByRole('button', { name: 'Carica il file' }).click();
  await expect.poll(() => desk.getByLabel('Significato di Settore').inputValue()).toBe('department');
  await expect.poll(() => desk.getByLabel('Significato di Ufficio').inputValue()).toBe('unit');
  await look(desk, 'structure-import-columns');
  await desk.getByRole('button', { name: 'Prova il file' }).click();

  await desk.getByText('2 righe pronte, 2 con errori. Finora non è stato salvato nulla.').first().waitFor();
  await desk.getByText(/Matricola: «99999»\. Nessuno ha questo valore/).waitFor();
  await desk.getByText(/Dal: «31\/02\/2026»/).waitFor();
  expect(await desk.getByRole('button', { name: /^Importa/ }).count()).toBe(0);
  await look(desk, 'structure-import-faults');
  const [faults] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Scarica gli errori (CSV)' }).click()]);
  expect(
    readFileSync(await faults.path(), 'utf8')
      .trim()
      .split('\r\n'),
  ).toHaveLength(3);

  await desk.getByRole('link', { name: 'Carica il file corretto' }).click();
  await choose(desk, 'struttura corretta.csv', good);
  await desk.getByRole('button', { name: 'Carica il file' }).click();
  await desk.getByText('Le colonne sono quelle scelte l’ultima volta').waitFor();
  await desk.getByRole('button', { name: 'Prova il file' }).click();
  await desk.getByText('Persona collocata: De Santis Elena').waitFor();
  await look(desk, 'structure-import-trial');
  await desk.getByRole('button', { name: 'Importa 2 righe' }).click();
  await desk.getByText('Importazione eseguita', { exact: true }).waitFor();
  await look(desk, 'structure-import-result');
  await desk.getByRole('link', { name: 'Vai alla struttura' }).click();
  await titled(desk, 'Servizi e unità');
  await desk.getByText('2 servizi, 2 unità.').waitFor();

  const [exported] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: 'Esporta' }).click()]);
  await desk.getByRole('link', { name: 'Importa', exact: true }).click();
  await desk
    .getByLabel('Elenco della struttura')
    .setInputFiles({ name: 'di nuovo.csv', mimeType: 'text/csv', buffer: readFileSync(await exported.path()) });
  await desk.getByRole('button', { name: 'Carica il file' }).click();
  await desk.getByRole('button', { name: 'Prova il file' }).click();
  await desk.getByText('Non c’è nulla da importare: la struttura è già così.').waitFor();
  await desk.goto('/access-log?event=structure-imported');
  await desk.getByRole('cell', { name: 'Struttura importata' }).first().waitFor();
  await pageIsSound(desk);
});
