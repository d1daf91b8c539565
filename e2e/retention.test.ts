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

test('R5.12 an administrator shortens the retention, is told what goes and when, and finds it gone and told', async () => {
  askDatabase(
    varco.data,
    `select access_log.record(date_trunc('month', now()) - make_interval(months => m), o.id, 1::smallint, null, 1::smallint, null, o.id, gen_random_uuid(), 'u', 'Rossi Ada',
       null, null, null, null, null, '192.0.2.1', 'Firefox', '140', 'Linux', null, false, null, null, null, null, null)
     from generate_series(0, 9) m, identity.organizations o;
     select access_log.make_partitions(now(), 0)`,
  );
  const unsealed = () => askDatabase(varco.data, 'select unsealed_rows from access_log.seal_state()')[0];
  await expect.poll(unsealed, { timeout: 10_000 }).toBe('0');
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Conservazione del registro' }).click();
  await titled(page, 'Conservazione del registro');
  await page.getByText('Niente: nessun mese è abbastanza vecchio.').waitFor();

  await page.getByRole('link', { name: 'Modifica' }).click();
  await page.getByLabel('Giorni', { exact: true }).fill('90');
  await page.getByRole('button', { name: 'Continua' }).click();
  await page.getByRole('link', { name: 'Scrivi il motivo' }).waitFor();
  await page.getByLabel('Giorni', { exact: true }).fill('180');
  await page.getByLabel('Motivo della modifica').fill('Determina 7 del CED');
  await page.getByRole('button', { name: 'Continua' }).click();
  await page.getByRole('heading', { name: 'Conservare le righe solo per 180 giorni?' }).waitFor();
  expect(await page.getByRole('listitem').filter({ hasText: ': 1 riga' }).count()).toBeGreaterThanOrEqual(2);
  await look(page, 'retention-confirm');
  await page.getByRole('button', { name: 'Riduci la conservazione' }).click();
  await page.getByText('Conservazione modificata', { exact: true }).waitFor();
  await page.getByText(/^Dal .* le righe si conserveranno per 180 giorni$/).waitFor();
  await look(page, 'retention-pending');
  await page.goto('/');
  await page.getByText(/il registro degli accessi si conserverà solo per 180 giorni/).waitFor();

  askDatabase(
    varco.data,
    'alter table access_log.retention disable trigger all; update access_log.retention set acts_from = chosen_at; alter table access_log.retention enable trigger all',
  );
  await page.goto('/settings/jobs');
  await page.getByRole('button', { name: 'Esegui ora: Eliminazione dei mesi vecchi del registro' }).click();
  await page
    .getByText(/^Eliminati [23] mesi \(righe: [23]\)\.$/)
    .first()
    .waitFor();
  const english = await openPage(varco.url, { language: 'en', width: 360 });
  await signIn(english, administrator, 'en');
  await english.goto('/log-retention');
  await titled(english, 'Log retention');
  await english.getByRole('row').filter({ hasText: '180 days' }).first().waitFor();
  await look(english, 'retention-gone', 'en');
  await english.goto('/access-log');
  await english.getByText(/^Before .* the log was purged at the end of its retention/).waitFor();
});
