import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

async function taken(page: Page, name: string): Promise<{ path: string; text: string }> {
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const path = await (await download).path();
  return { path, text: await readFile(path, 'utf8') };
}

test('R2.21 D5 an auditor takes checkpoint, key and archive from the page, and the page finds out what was changed', async () => {
  const unsealed = () => askDatabase(varco.data, 'select unsealed_rows from access_log.seal_state()')[0];
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await expect.poll(unsealed, { timeout: 10_000 }).toBe('0');
  await page.getByRole('link', { name: 'Prove del registro' }).click();
  await titled(page, 'Prove del registro');
  await page.getByText('Ancora nessuna verifica da questa pagina.').waitFor();
  const checkpoint = await taken(page, 'Scarica il punto di controllo');
  const key = await taken(page, 'Scarica la chiave pubblica');

  await page.getByLabel(/^Chiave pubblica conservata altrove/).fill('abc');
  const verify = page.getByRole('button', { name: 'Verifica il registro' });
  await verify.click();
  await page.getByRole('link', { name: 'Questa non è una chiave pubblica' }).waitFor();
  await look(page, 'log-evidence-faults');
  await page.getByLabel(/^Chiave pubblica conservata altrove/).fill(key.text.trim());
  await page
    .getByLabel(/^Punti di controllo conservati altrove/)
    .setInputFiles({ name: 'novembre.txt', mimeType: 'text/plain', buffer: Buffer.from(checkpoint.text) });
  await verify.click();
  await page
    .locator('main')
    .getByText('Il registro è quello che fu sigillato, e concorda con i punti di controllo conservati altrove')
    .waitFor();
  await page.getByText('Lo dice questo server: per non doversi fidare di lui si controlla un archivio con varco-verify.').waitFor();
  await page.getByRole('row', { name: /Conti Laura.*novembre\.txt.*concorda con i punti di controllo di fuori/ }).waitFor();

  await page.getByRole('button', { name: 'Prepara l’archivio' }).click();
  const row = page.getByRole('row', { name: /tutto il registro.*pronto/ });
  await row.waitFor();
  await look(page, 'log-evidence');
  const archive = await taken(page, 'Scarica l’archivio');
  const [head = '', ...lines] = gunzipSync(await readFile(archive.path))
    .toString()
    .trimEnd()
    .split('\n');
  expect(JSON.parse(head)).toMatchObject({ format: 'varco-log-archive/1' });
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ end: { lines: lines.length } });
  await page.getByRole('row', { name: /tutto il registro.*scaricato/ }).waitFor();
  await page.goto('/access-log?event=log-exported');
  await page.getByRole('row', { name: /Accessi esportati/ }).waitFor();

  askDatabase(
    varco.data,
    `alter table access_log.subjects disable trigger all; update access_log.subjects set name = 'Altro Nome';
     alter table access_log.subjects enable trigger all`,
  );
  const english = await openPage(varco.url, { language: 'en', width: 360 });
  await signIn(english, administrator, 'en');
  await english.goto('/log-evidence');
  await titled(english, 'Evidence of the log');
  await english.getByRole('button', { name: 'Verify the log' }).click();
  await english.locator('main').getByText('The log is NOT what was sealed', { exact: true }).waitFor();
  await english
    .getByText(/^Value changed: number \d+ of the dictionary subjects/)
    .first()
    .waitFor();
  await look(english, 'log-evidence-differs', 'en');
  await english.goto('/');
  await english
    .getByText(/Verification of the log/)
    .first()
    .waitFor();
});

test('R2.22 pressing twice asks for one archive, and tells of it as of what was asked, not as of a fault', async () => {
  // So many that it takes a moment; a transaction has room for half of them.
  for (const half of [1, 2]) {
    askDatabase(
      varco.data,
      `select count(access_log.record(now(), o.id, 1::smallint, null, 1::smallint, null, o.id, gen_random_uuid(), md5(w.n::text || ${half}), md5(w.n::text || ${half}),
         null, null, null, null, null, '192.0.2.1', 'Firefox', '140', 'Linux', null, false, null, null, null, null, null))
       from generate_series(1, 30000) w (n), (select id from identity.organizations order by id desc limit 1) o`,
    );
  }
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/log-evidence');
  const prepare = page.getByRole('button', { name: 'Prepara l’archivio' });
  await prepare.click();
  await page.getByRole('row', { name: /tutto il registro.*(in coda|in preparazione)/ }).waitFor();
  await prepare.click();
  await page.getByText('L’archivio che hai chiesto è già in preparazione').waitFor();

  expect(await page.getByRole('form', { name: 'Archivio di prova' }).getByRole('alert').count()).toBe(0);
  await look(page, 'log-evidence-pressed-twice');
  await page
    .getByRole('row', { name: /tutto il registro.*pronto/ })
    .first()
    .waitFor();
});

test('R2.21 the address of a verification shows that one, and says so when nobody remembers it any more', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/log-evidence');
  await page.getByRole('button', { name: 'Verifica il registro' }).click();
  await page.getByRole('heading', { name: 'Risultato della verifica' }).waitFor();

  await page.goto('/log-evidence?verification=01900000-0000-7000-8000-000000000000');
  await page.getByText('Questa verifica non c’è più').waitFor();
  expect(await page.getByRole('heading', { name: 'Risultato della verifica' }).count()).toBe(0);
});
