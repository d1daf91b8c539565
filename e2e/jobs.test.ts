import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { askDatabase } from './testing/database.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { knock, signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

const spoken = (page: Page) => page.locator('p[role=status]');
const done = 'Finita';

test('an administrator runs a job now, follows it to its end and finds it in the list', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Attività automatiche' }).click();
  await titled(page, 'Attività automatiche');
  await page.getByRole('heading', { name: 'Ancora nessuna esecuzione' }).waitFor();
  await look(page, 'jobs-empty');

  await page.getByRole('button', { name: 'Esegui ora: Sospensione di chi non entra' }).click();

  await page.getByText('Sospensione di chi non entra: in coda').waitFor();
  // Nobody presses anything: the row turns by itself, and is said.
  await page.getByRole('row').filter({ hasText: 'Conti Laura' }).getByText(done, { exact: true }).waitFor();
  await spoken(page).getByText(`Sospensione di chi non entra: ${done}. Nessun utente sospeso.`).waitFor({ state: 'attached' });
  await look(page, 'jobs');

  await page.getByRole('link', { name: 'Segui' }).click();
  await titled(page, 'Sospensione di chi non entra');
  await page.getByText('Nessun utente sospeso.', { exact: true }).waitFor();
  await look(page, 'run');
  await page.goBack();
  await titled(page, 'Attività automatiche');
  await page.getByLabel('Stato').selectOption('failed');
  await page.getByRole('heading', { name: 'Nessuna esecuzione trovata' }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('failed');
  const failed = '0197a000-0000-7000-8000-00000000000f';
  askDatabase(
    varco.data,
    `insert into jobs.runs (organization_id, id, job, asked_at, state, attempt, started_at, heartbeat_at, ended_at, outcome)
     select '00000000-0000-0000-0000-000000000000', id::uuid, job, now(), 'failed', 1, now(), now(), now(), outcome::jsonb
     from (values ('${failed}', 'forget-runs', '{"code":"fault"}'),
       ('0197a000-0000-7000-8000-00000000000e', 'import-staff', '{"code":"staff-not-imported","reason":"staff-import.changed-meanwhile"}')) v (id, job, outcome)`,
  );
  await page.reload();
  const runs = page.getByRole('table', { name: 'Esecuzioni, dalla più recente' });
  await runs.getByRole('row', { name: new RegExp(`Si è fermata per un errore.*Codice da segnalare: ${failed}`) }).waitFor();
  await runs.getByRole('row', { name: /Nel frattempo qualcuno ha cambiato gli utenti/ }).waitFor();
  await look(page, 'jobs-failed');
  askDatabase(varco.data, `delete from jobs.runs where state = 'failed'`);
  await page.reload();
  await page.getByRole('link', { name: 'Azzera i filtri' }).click();
  await page.getByRole('row').filter({ hasText: 'Conti Laura' }).first().waitFor();
});

test('in English, on a telephone, the same', async () => {
  const page = await openPage(varco.url, { language: 'en', width: 360 });
  await signIn(page, administrator, 'en');
  await page.goto('/settings/jobs');
  await titled(page, 'Scheduled jobs');
  await page.getByRole('button', { name: 'Run now: Clearing of runs' }).click();
  await page.getByText('Clearing of runs: queued').waitFor();
  await page.getByRole('row').filter({ hasText: 'Clearing of runs' }).getByText('Done', { exact: true }).first().waitFor();
  await look(page, 'jobs', 'en');
});

test('R2.28 a user is exempted from suspension on its page, and no longer', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto(`/users/${elena.id}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Escludi dalla sospensione per inattività' }).click();
  await page.getByText('Escluso dalla sospensione', { exact: true }).waitFor();
  expect((await varco.hands.get(`/api/users/${elena.id}`)).body).toMatchObject({ exemptFromInactivity: true });
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Non escludere più dalla sospensione' }).click();
  await page.getByText('Non più escluso dalla sospensione', { exact: true }).waitFor();
});

test('a person who administers nothing is shown none of it', async () => {
  const elena = await varco.person();
  const page = await openPage(varco.url);
  await signIn(page, elena);
  await expect.poll(() => page.getByRole('link', { name: 'Attività automatiche' }).count()).toBe(0);
  await page.goto('/settings/jobs');
  await titled(page, 'Non puoi aprire questa pagina');
  const { body } = await varco.hands.get('/api/runs');
  const [first] = (body as { items: { id: string }[] }).items;
  await page.goto(`/jobs/${first?.id}`);
  await titled(page, 'Pagina non trovata');
});

test('R1.44 R2.28 the desk leads to the run that failed and to who was suspended; a reactivated person chooses another password', async () => {
  const elena = await varco.person();
  askDatabase(
    varco.data,
    `insert into jobs.runs (organization_id, id, job, due_at, asked_at, state, ended_at, outcome) values
      ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'forget-runs', now(), now(), 'failed', now(), '{"code": "fault"}')`,
  );
  askDatabase(varco.data, `update identity.users set active_since = now() - interval '1 year' where id = '${elena.id}'`);
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/settings/jobs');
  await page.getByRole('button', { name: 'Esegui ora: Sospensione di chi non entra' }).click();
  await page.getByRole('row').getByText('1 utente sospeso.').first().waitFor();

  await page.goto('/');
  await page.getByText('1 attività automatica non è riuscita').waitFor();
  await page.getByText('1 utente è stato sospeso per inattività in questi giorni').waitFor();
  await look(page, 'desk-needs');
  await page.getByRole('link', { name: "Vedi l'errore" }).click();
  await titled(page, 'Pulizia delle esecuzioni');
  await page.getByText('Non riuscita', { exact: true }).first().waitFor();
  await look(page, 'run-failed');
  await page.goBack();
  await page.getByRole('link', { name: 'Vedi i sospesi' }).click();
  await titled(page, 'Utenti');
  await page.getByRole('link', { name: 'De Santis Elena' }).click();
  await page.getByText('Sospeso perché non entra da troppo tempo').waitFor();
  await look(page, 'user-suspended');

  const door = await openPage(varco.url);
  await door.goto('/sign-in');
  await knock(door, elena);
  await door.getByText('Accesso disattivato.').waitFor();
  await look(door, 'door-suspended');

  await page.getByRole('button', { name: "Riattiva l'utente" }).click();
  await page.getByText('Utente riattivato').waitFor();
  await knock(door, elena);
  await titled(door, 'Scegli una nuova password');
  await door.getByText("L'amministratore ha riattivato il tuo accesso").waitFor();
});
