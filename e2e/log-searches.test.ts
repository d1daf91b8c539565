import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { Client } from './testing/client.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, picture } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

/** The day it is in the installation's time zone. */
const today = () => askDatabase(varco.data, `select (now() at time zone 'Europe/Rome')::date::text`)[0] ?? '';

beforeAll(async () => {
  varco = await startInstallation();
});

test('R2.22 R3.57 the log is searched, drawn, counted, saved, opened again and exported', async () => {
  const elena = await varco.person({ familyName: 'De Santis', givenName: 'Elena', username: 'e.desantis' });
  const visitor = new Client(varco.url);
  // Three days before, so that the bars are days.
  askDatabase(
    varco.data,
    `select access_log.record(now() - interval '3 days', o.id, 1::smallint, null, 1::smallint, null, o.id, gen_random_uuid(), 'u', 'Rossi Ada',
       null, null, null, null, null, '192.0.2.1', 'Firefox', '140', 'Linux', null, false, null, null, null, null, null)
     from identity.organizations o`,
  );
  for (const password of ['no', 'mai', elena.password]) await visitor.signIn(elena.username, password);
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.getByRole('link', { name: 'Accessi utenti' }).first().click();
  await titled(desk, 'Accessi utenti');

  await desk.getByLabel('Esito o evento').selectOption('Rifiutati');
  await desk.getByRole('button', { name: 'Cerca', exact: true }).click();
  await desk.getByRole('heading', { name: '2 righe, dalla più recente' }).waitFor();
  const filters = desk.getByRole('list', { name: 'Filtri attivi' });
  expect(await filters.getByRole('listitem').allInnerTexts()).toEqual(['Rifiutati']);

  const menu = desk.getByRole('button', { name: 'Elenco' });
  const choose = async (name: string) => {
    await menu.click();
    await desk.getByRole('menuitem', { name }).click();
  };
  await choose('Conta le righe');
  await desk.getByText('2 righe in tutto').waitFor();
  await choose('Mostra i grafici');
  const reasons = desk.getByRole('table', { name: 'Rifiuti per motivo' });
  await reasons.getByRole('row', { name: /password errata.* 2/ }).waitFor();
  await reasons.getByRole('link', { name: 'password errata' }).click();
  await filters.getByRole('link', { name: 'Togli il filtro Motivo: password errata' }).click();
  await filters.getByText('Motivo: password errata').waitFor({ state: 'detached' });
  const hours = desk.getByRole('region', { name: 'Accessi per ora del giorno' });
  await hours.getByRole('img', { name: /Accessi per ora del giorno\. Più accessi:/ }).waitFor();
  await hours.getByRole('button', { name: 'Mostra come tabella' }).click();
  await expect.poll(() => hours.getByRole('row').count()).toBe(25);
  await look(desk, 'access-log-charts');
  await desk.emulateMedia({ forcedColors: 'active' });
  await picture(desk, 'access-log-charts-forced-colours');
  await desk.emulateMedia({ forcedColors: 'none', media: 'print' });
  await picture(desk, 'access-log-charts-print');
  await desk.emulateMedia({ media: 'screen' });

  // The last bar is today, by which the period is narrowed; Back brings the whole of it again.
  const bars = desk.getByRole('region', { name: 'Accessi nel periodo' }).getByRole('img');
  const { width = 0 } = (await bars.boundingBox()) ?? {};
  const wide = new URL(desk.url()).searchParams;
  await bars.click({ position: { x: width - 20, y: 100 } });
  await expect.poll(() => new URL(desk.url()).searchParams.get('from')).toBe(today());
  const narrow = new URL(desk.url()).searchParams;
  expect([wide.get('from'), narrow.get('to'), narrow.get('outcome')]).toEqual([null, today(), 'refused']);
  await filters
    .getByRole('link', { name: /^Togli il filtro/ })
    .nth(1)
    .waitFor();
  await desk.goBack();
  await filters
    .getByRole('link', { name: /^Togli il filtro/ })
    .nth(1)
    .waitFor({ state: 'detached' });
  await choose('Colonne e ordine');
  await desk.getByLabel('Sessione', { exact: true }).last().check();
  await desk.getByLabel('Uscita', { exact: true }).uncheck();
  await desk.getByLabel('Dalla più vecchia').check();
  await look(desk, 'access-log-columns');
  await desk.getByRole('button', { name: 'Applica' }).click();
  await desk.getByRole('heading', { name: '2 righe, dalla più vecchia' }).waitFor();
  await desk.getByRole('columnheader', { name: 'Sessione' }).waitFor();
  await choose('Salva la ricerca');
  await desk.getByRole('button', { name: 'Salva la ricerca' }).click();
  await desk.getByRole('alert').getByText('Scrivi il nome.').waitFor();
  await desk.getByLabel('Nome', { exact: true }).fill('Rifiuti di Elena');
  await look(desk, 'access-log-save');
  await desk.getByRole('button', { name: 'Salva la ricerca' }).click();
  await desk.getByText('Ricerca salvata: Rifiuti di Elena').waitFor();

  await choose('Nuova ricerca');
  await filters.waitFor({ state: 'detached' });
  await choose('Ricerche ed esportazioni');
  await titled(desk, 'Ricerche ed esportazioni');
  await desk.getByRole('link', { name: 'Rifiuti di Elena' }).click();
  await desk.getByRole('heading', { name: '2 righe, dalla più vecchia' }).waitFor();

  await choose('Esporta CSV');
  const download = desk.waitForEvent('download');
  await desk.getByRole('button', { name: 'Scarica il file CSV' }).click();
  const file = await download;
  await desk.getByText('File completo: righe scritte 2').waitFor();
  await look(desk, 'access-log-exported');
  expect(file.suggestedFilename()).toMatch(/^accessi-[\d-]+T\d{6}Z\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('\uFEFFData e ora;Nome utente;Nome;Evento;Motivo;Bloccato fino a;Modifiche;Indirizzo;Browser;Sessione');
  expect(lines.slice(1).map((line) => line.split(';').slice(1, 5))).toEqual([
    ['e.desantis', 'De Santis Elena', 'Accesso rifiutato', 'password errata'],
    ['e.desantis', 'De Santis Elena', 'Accesso rifiutato', 'password errata'],
  ]);

  await choose('Ricerche ed esportazioni');
  await desk.getByRole('row', { name: /Conti Laura.*Rifiutati.*completo.*2/ }).waitFor();
  await look(desk, 'log-searches');
  await desk.getByRole('button', { name: 'Azioni sulla ricerca Rifiuti di Elena' }).click();
  await desk.getByRole('menuitem', { name: 'Condividi' }).click();
  await desk.getByText('tua, condivisa').waitFor();
  await desk.getByRole('button', { name: 'Azioni sulla ricerca Rifiuti di Elena' }).click();
  await desk.getByRole('menuitem', { name: 'Elimina' }).click();
  await desk.getByRole('button', { name: 'Elimina la ricerca' }).click();
  await desk.getByText('Ricerca eliminata: Rifiuti di Elena').waitFor();
  await desk.goto('/access-log?event=log-exported');
  await desk.getByRole('row', { name: /Accessi esportati/ }).waitFor();
});

test('R5.13 R2.22 in English a person exports her own sign-ins', async () => {
  const marta = await varco.person({ familyName: 'Bianchi', givenName: 'Marta', username: 'm.bianchi' });
  const page = await openPage(varco.url, { language: 'en' });
  await signIn(page, marta, 'en');
  await page.goto('/me/accesses');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the CSV file' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  await page.getByText('The file is complete').waitFor();
  await look(page, 'my-accesses-export', 'en');

  expect(text).toContain('Signed in');
  expect(text).not.toContain('Conti');
  // What was written of her is hers; her own name stands there alone.
  expect(text.match(/m\.bianchi/g)).toEqual(['m.bianchi']);
});
