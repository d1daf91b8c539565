import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, picture } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

const focused = (of: Locator) => expect.poll(() => of.evaluate((element) => element === document.activeElement)).toBe(true);
const made = async (path: string, body: object): Promise<string> => {
  const answer = await varco.hands.post(path, body);
  expect([path, answer.status]).toEqual([path, 201]);
  return String(answer.body.id);
};

test('R2.37 R2.41 R1.53 a role is made with its grid by keyboard alone, and the file of it reads like the grid', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/roles');
  await page.getByRole('heading', { name: 'Ancora nessun ruolo' }).waitFor();
  await look(page, 'roles-none');
  await page.getByRole('link', { name: 'Crea il primo ruolo' }).press('Enter');
  await titled(page, 'Nuovo ruolo');

  const name = page.getByLabel('Nome', { exact: true });
  await name.focus();
  await page.keyboard.type('Sportello');
  await page.getByLabel('Funzione da aggiungere').selectOption({ label: 'Utenti' });
  const add = page.getByRole('button', { name: 'Aggiungi', exact: true });
  await add.press('Enter');
  await page.getByText('Aggiunte con i livelli proposti: Utenti.').first().waitFor();
  await focused(add);
  await page.getByLabel('Funzione da aggiungere').selectOption({ label: 'Accessi utenti' });
  await add.press('Space');
  const cell = (of: string) => page.getByLabel(of, { exact: true });
  await expect.poll(() => cell('Modifica, Utenti').inputValue()).toBe('organization');
  await expect.poll(() => cell('Cancellazione, Utenti').count()).toBe(0);
  expect(await page.getByRole('row', { name: /Accessi utenti/ }).innerText()).toContain('non ammessa');

  await page.getByRole('button', { name: 'Applica alla selezione' }).press('Enter');
  await page.getByText('Seleziona prima almeno una funzione della griglia.').first().waitFor();
  await page.getByLabel('Seleziona tutte le funzioni').press('Space');
  const bulk = page.getByRole('group', { name: 'Imposta le funzioni selezionate' });
  await bulk.getByLabel('Ricerca').selectOption({ label: 'Tutti' });
  await bulk.getByLabel('Creazione').selectOption({ label: 'No' });
  await page.getByRole('button', { name: 'Applica alla selezione' }).press('Enter');
  await page.getByText('3 livelli impostati.').first().waitFor();
  await cell('Ricerca, Utenti').selectOption({ label: 'No' });
  await page.getByText('Modifica o cancella più di quanto trova').waitFor();
  await cell('Ricerca, Utenti').selectOption({ label: 'Tutti' });
  await look(page, 'new-role-filled');

  await name.press('Enter');
  await page.locator('.v-note').getByText('Ruolo creato').waitFor();
  await titled(page, 'Sportello');
  const row = page.getByRole('row', { name: /^Utenti/ });
  expect((await row.innerText()).split(/\s+/)).toEqual(['Utenti', 'Tutti', 'No', 'Ente', 'non', 'ammessa']);
  await look(page, 'role-made');

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Esporta' }).press('Enter')]);
  expect(download.suggestedFilename()).toBe('ruolo-sportello.csv');
  expect(readFileSync(await download.path(), 'utf8').split('\r\n')).toContain('Sportello;Tutto l’ente;Utenti;Tutti;No;Ente;non ammessa;;');
});

test('R2.41 a condition that cannot be read is told where it is typed, and Esc asks before it is lost', async () => {
  const application = await made('/api/applications', {
    name: 'Cartella',
    code: 'cartella',
    organizations: [String(((await varco.hands.get('/api/organization')).body as { id: string }).id)],
  });
  const { body } = await varco.hands.get(`/api/applications/${application}`);
  const functions = [{ name: 'files', label: 'Pratiche', actions: [{ name: 'search', levels: ['organization'] }] }];
  const put = await varco.hands.send('PUT', `/api/applications/${application}/functions`, { version: body.version, functions });
  expect(put.status).toBeLessThan(300);
  const role = await made('/api/roles', { name: 'Lettura pratiche', grants: { 'cartella/files': { search: 'organization' } } });
  const page = await openPage(varco.url);
  const dialog = page.getByRole('dialog', { name: /^Condizione/ });
  await signIn(page, administrator);
  await page.goto(`/roles/${role}?edit=yes`);
  await page.getByRole('button', { name: 'Aggiungi condizione: Pratiche' }).press('Enter');
  const field = dialog.getByLabel('Condizione', { exact: true });
  await field.fill('resource.properties.closed ==');
  await dialog.getByRole('button', { name: 'Usa questa condizione' }).click();
  await focused(field);
  await look(page, 'condition-fault');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Continua a scrivere' }).press('Enter');
  await field.fill('resource.properties.closed == false');
  await dialog.getByRole('button', { name: 'Usa questa condizione' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('resource.properties.closed == false').first().waitFor();
});

test('R2.38 a name that is taken is said at the name, and what was typed stays', async () => {
  await made('/api/roles', { name: 'Protocollo', grants: {} });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/roles/new');
  await page.getByLabel('Nome', { exact: true }).fill('PROTOCOLLO');
  await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
  await page.getByRole('button', { name: 'Crea ruolo' }).click();

  await page
    .getByRole('alert')
    .getByRole('link', { name: /già un ruolo con questo nome/ })
    .click();
  await focused(page.getByLabel('Nome', { exact: true }));
  await expect.poll(() => page.getByLabel('Ricerca, Utenti').inputValue()).toBe('organization');
  await look(page, 'new-role-faults');
});

test('R1.47 what the editor does not have cannot be chosen, and a right lost meanwhile is refused beside its cell', async () => {
  const every = { search: 'organization', create: 'organization', modify: 'organization', delete: 'organization' };
  const grants = { roles: every, users: { search: 'organization', modify: 'organization' } };
  const keeping = await made('/api/roles', { name: 'Gestore dei ruoli', grants });
  const keeper = await varco.person({ username: 'gestore' });
  await made(`/api/users/${keeper.id}/assignments`, { roleId: keeping, from: '2026-01-01' });
  const page = await openPage(varco.url);
  await signIn(page, keeper);
  await page.goto('/roles/new');
  await page.getByLabel('Nome', { exact: true }).fill('Aiuto sportello');
  await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
  const modify = page.getByLabel('Modifica, Utenti', { exact: true });
  await expect.poll(() => page.getByLabel('Creazione, Utenti', { exact: true }).inputValue()).toBe('');
  await expect.poll(() => modify.locator('option:disabled').allInnerTexts()).toEqual(['Tutti (non ce l’hai tu)']);

  await varco.hands.send('PUT', `/api/roles/${keeping}`, {
    version: 1,
    name: 'Gestore dei ruoli',
    grants: { ...grants, users: { search: 'organization' } },
  });
  await expect
    .poll(async () => {
      await page.getByRole('button', { name: 'Crea ruolo' }).click();
      return page.getByRole('alert').getByRole('link').count();
    })
    .toBe(1);
  await page.getByRole('alert').getByRole('link', { name: 'Non hai questa autorizzazione' }).click();
  await focused(modify);
  expect(await modify.getAttribute('aria-invalid')).toBe('true');
  await look(page, 'new-role-beyond');
  await modify.selectOption({ label: 'No' });
  await page.getByRole('button', { name: 'Crea ruolo' }).click();
  await page.locator('.v-note').getByText('Ruolo creato').waitFor();
});

test('R2.44 two who change one role: the second sees what the first saved, keeps what he typed, and takes what he wants', async () => {
  const grants = { users: { search: 'organization' }, policy: { search: 'organization' } };
  const id = await made('/api/roles', { name: 'Ufficio tecnico', grants });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto(`/roles/${id}?edit=yes`);
  await page.getByLabel('Descrizione (facoltativo)').fill('Mia descrizione');
  await page.getByLabel('Ricerca, Utenti', { exact: true }).selectOption({ label: 'Tutti' });
  await page.getByText('era Ente').waitFor();
  await varco.hands.send('PUT', `/api/roles/${id}`, { version: 1, name: 'Ufficio tecnico unico', grants: { policy: grants.policy } });

  await page.getByRole('button', { name: 'Salva' }).click();

  await page.getByText('Nel frattempo qualcun altro ha cambiato questo ruolo').waitFor();
  await page.getByText('Nome: Ufficio tecnico → Ufficio tecnico unico').waitFor();
  await page.getByText(/Ricerca, Utenti: Ente → No \(anche tu/).waitFor();
  await expect.poll(() => page.getByLabel('Descrizione (facoltativo)').inputValue()).toBe('Mia descrizione');
  await look(page, 'role-overtaken');
  await page.getByRole('button', { name: 'Prendi No' }).click();
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Ruolo salvato').waitFor();
  expect((await varco.hands.get(`/api/roles/${id}`)).body).toMatchObject({
    name: 'Ufficio tecnico unico',
    description: 'Mia descrizione',
    grants: { policy: { search: 'organization' } },
  });
});

test('R2.38 R2.44 roles are found by their filters, compared in words, and deleted only when nobody has them', async () => {
  const auditor = await made('/api/roles', { name: 'Revisore', forUnplaced: true, grants: { 'access-log': { search: 'all' } } });
  const clerk = await made('/api/roles', {
    name: 'Operatore',
    grants: { 'access-log': { search: 'organization' }, users: { search: 'organization' } },
  });
  const person = await varco.person({});
  await made(`/api/users/${person.id}/assignments`, { roleId: clerk, from: '2026-01-01' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/roles');
  await page.getByRole('table', { name: /^Ruoli/ }).waitFor();
  await look(page, 'roles-some');
  await page.getByLabel('Funzione contenuta').selectOption({ label: 'Accessi utenti' });
  await page.getByLabel('Per non collocati').selectOption({ label: 'Sì' });
  await expect.poll(() => page.getByRole('table', { name: 'Ruoli, 1 ruolo' }).getByRole('rowheader').allInnerTexts()).toEqual(['Revisore']);
  await page.getByLabel('Cerca un ruolo').fill('niente');
  await page
    .getByText('Nessun ruolo corrisponde a questi filtri: «niente»; Per non collocati: Sì; Funzione contenuta: Accessi utenti.')
    .waitFor();
  await page.getByRole('link', { name: 'Azzera i filtri' }).click();
  await page.getByRole('link', { name: 'Confronta ruoli' }).click();
  await titled(page, 'Confronta ruoli');
  await page.getByLabel('Primo ruolo').selectOption(auditor);
  await page.getByLabel('Secondo ruolo').selectOption(clerk);
  await page.getByText('Il primo dà di più in 1 azione, il secondo in 1 azione.').waitFor();
  await page.getByRole('row', { name: 'Accessi utenti, Ricerca Tutti Ente il primo va più lontano' }).waitFor();
  await look(page, 'compared');
  await page.getByLabel('Mostra solo le differenze').check();
  await expect
    .poll(() => page.getByRole('table', { name: 'Autorizzazioni dei due ruoli' }).getByRole('rowheader').allInnerTexts())
    .toEqual(['Utenti, Ricerca', 'Accessi utenti, Ricerca']);

  await page.goto(`/roles/${clerk}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Elimina ruolo' }).click();
  await page
    .getByRole('dialog', { name: /non si può eliminare/ })
    .getByRole('button', { name: 'Chiudi' })
    .click();
  await page.goto(`/roles/${auditor}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Elimina ruolo' }).click();
  await page.getByRole('dialog', { name: 'Eliminare il ruolo Revisore?' }).getByRole('button', { name: 'Elimina ruolo' }).click();
  await page.locator('.v-note').getByText('Ruolo eliminato').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Revisore' }).count()).toBe(0);
});

test('WCAG 1.4.4 1.4.10 the list, the grid and the comparison stay inside the window at every width, with letters twice as large too', async () => {
  const every = { search: 'all', create: 'organization', modify: 'organization', delete: 'organization' } as const;
  const id = await made('/api/roles', {
    name: 'Responsabile del servizio politiche abitative',
    grants: { roles: every, structure: every },
  });
  const page = await openPage(varco.url, { language: 'en' });
  await signIn(page, administrator, 'en');
  const outside: string[] = [];
  for (const path of ['/roles', `/roles/${id}?edit=yes`, `/roles/compare?a=${id}&b=${id}`]) {
    await page.goto(path);
    await page.getByRole('table').first().waitFor();
    for (const letters of ['100%', '200%']) {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, letters);
      for (const width of [1440, 1200, 992, 900, 768, 700, 640, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (beyond > 0) outside.push(`${path} at ${width} px, letters ${letters}: ${beyond} px`);
        if (width === 768 || width === 992)
          await picture(page, `width-${width}-${letters.slice(0, 1)}-${path.replaceAll(/\W+/g, '').slice(0, 12)}`);
      }
    }
  }
  expect(outside).toEqual([]);
});
