import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
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

const fileOf = (manifest: unknown) => ({
  name: 'funzioni.json',
  mimeType: 'application/json',
  buffer: Buffer.from(typeof manifest === 'string' ? manifest : JSON.stringify(manifest)),
});

const cases = {
  name: 'cases',
  label: 'Pratiche',
  labelEnglish: 'Files',
  actions: [
    { name: 'search', levels: ['department', 'organization'], proposed: 'organization' },
    { name: 'modify', levels: ['organization', 'all'] },
    { name: 'sign', label: 'Firma', labelEnglish: 'Sign', levels: ['organization'] },
  ],
};

test('R2.1 R2.41 R1.53 an application is registered with its file and secret, a role gives its functions, it asks: yes, and no when it is taken away', async () => {
  const department = await made('/api/departments', { name: 'Servizi sociali' });
  const unit = await made('/api/units', { departmentId: department, name: 'Minori' });
  const ada = await varco.person({ givenName: 'Ada', familyName: 'Bruni', username: 'a.bruni' });
  await made(`/api/users/${ada.id}/placements`, { unitId: unit, from: '2026-01-01' });

  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.getByRole('link', { name: 'Applicazioni' }).click();
  await page.getByRole('heading', { name: 'Ancora nessuna applicazione' }).waitFor();
  await look(page, 'applications-none');
  await page.getByRole('link', { name: 'Registra la prima applicazione' }).click();
  await titled(page, 'Nuova applicazione');
  await page.getByRole('button', { name: 'Crea applicazione' }).click();
  await page.getByRole('link', { name: /^Il codice ha da 2 a 30/ }).waitFor();
  await look(page, 'new-application-faults');
  await page.getByLabel('Nome', { exact: true }).fill('Cartella sociale');
  await page.getByLabel('Codice', { exact: true }).fill('social');
  await page.getByRole('group', { name: 'Enti serviti' }).getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Crea applicazione' }).click();
  await page.getByText('Applicazione creata').waitFor();
  await titled(page, 'Cartella sociale');

  await page.getByRole('link', { name: 'Carica funzioni' }).click();
  const file = page.getByLabel('File delle funzioni');
  const read = page.getByRole('button', { name: 'Leggi il file' });
  await file.setInputFiles(fileOf('{"functions":['));
  await read.click();
  await page.getByRole('link', { name: /^Il file non è un JSON leggibile/ }).waitFor();
  await file.setInputFiles(
    fileOf({
      functions: [
        cases,
        {
          ...cases,
          actions: [
            { name: 'sign', levels: [] },
            { name: 'Bad', levels: ['all'] },
          ],
        },
      ],
    }),
  );
  await read.click();
  await page.getByText('2 cose da correggere nel file').waitFor();
  await page.getByText(/^Funzione 2 «cases», azione 1 «sign», levels: Un’azione ammette almeno un livello/).waitFor();
  await page.getByText(/^Funzione 2 «cases», azione 2 «Bad», name: Il nome di un'azione/).waitFor();
  await look(page, 'application-file-faults');
  await file.setInputFiles(fileOf({ functions: [cases, cases] }));
  await read.click();
  await page.getByText('1 cosa da correggere nel file').waitFor();
  await page.getByText(/^Funzione 2 «cases», name: Questa funzione c’è già più sopra/).waitFor();
  await file.setInputFiles(fileOf({ functions: [cases] }));
  await read.click();
  await page.getByText('Che cosa cambia').waitFor();
  await look(page, 'application-file-plan');
  await page.getByRole('button', { name: 'Registra le funzioni' }).click();
  await page.getByText('Funzioni registrate').waitFor();

  await page.getByRole('button', { name: 'Crea chiave' }).click();
  const token = await page.locator('.v-secret__token').innerText();
  expect(token.length).toBeGreaterThan(30);
  await look(page, 'application-secret');
  await page.getByRole('button', { name: 'Fine' }).click();
  await expect.poll(() => page.getByText(token).count()).toBe(0);
  await look(page, 'application');

  await page.goto('/roles/new');
  await page.getByLabel('Nome', { exact: true }).fill('Assistente sociale');
  await page.getByLabel('Funzione da aggiungere').selectOption({ label: 'Pratiche' });
  await page.getByRole('button', { name: 'Aggiungi', exact: true }).click();
  await page.getByText('Aggiunte con i livelli proposti: Pratiche (Cartella sociale).').first().waitFor();
  const cell = (of: string) => page.getByLabel(`${of}, Pratiche (Cartella sociale)`, { exact: true });
  expect(await cell('Ricerca').inputValue()).toBe('organization');
  expect(await cell('Ricerca').getByRole('option').allInnerTexts()).toEqual(['No', 'Servizio', 'Ente']);
  expect(await cell('Cancellazione').count()).toBe(0);
  await page.getByLabel('Seleziona Pratiche').check();
  await page.getByRole('group', { name: 'Imposta le funzioni selezionate' }).getByLabel('Altre azioni').selectOption({ label: 'No' });
  await page.getByRole('button', { name: 'Applica alla selezione' }).click();
  await expect.poll(() => cell('Firma').inputValue()).toBe('');
  await cell('Firma').selectOption({ label: 'Ente' });
  await look(page, 'role-application-edit');
  await page.getByRole('button', { name: 'Crea ruolo' }).click();
  await page.locator('.v-note').getByText('Ruolo creato').waitFor();
  const role = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await made(`/api/users/${ada.id}/assignments`, { roleId: role, unitId: unit, from: '2026-01-01' });

  const { organization } = (await varco.hands.get('/api/me')).body as { organization: { id: string } };
  const ask = async (action: string): Promise<unknown> => {
    const answer = await fetch(new URL('/access/v1/evaluation', varco.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        subject: { type: 'user', id: ada.id },
        action: { name: action },
        resource: { type: 'cases', id: '118', properties: { organization: organization.id } },
      }),
    });
    return [answer.status, await answer.json()];
  };
  expect(await ask('sign')).toEqual([200, { decision: true }]);
  expect(await ask('delete')).toEqual([200, { decision: false }]);

  await page.goto(`/users/${ada.id}/why`);
  await page.getByRole('link', { name: 'Ente: Pratiche (Cartella sociale), Firma, perché?' }).click();
  await page.getByText(/^Sì: «Pratiche \(Cartella sociale\), Firma», fino a «Ente»/).waitFor();
  await look(page, 'user-why-application');
  const person = await openPage(varco.url);
  await signIn(person, ada);
  await person.goto('/me/rights');
  await person.getByRole('row', { name: /Pratiche \(Cartella sociale\) .*Firma/ }).waitFor();

  const file2 = fileOf({ functions: [{ ...cases, actions: cases.actions.slice(0, 2) }] });
  const listed = (await varco.hands.get('/api/applications')).body as { items: { id: string; code: string }[] };
  const social = listed.items.find(({ code }) => code === 'social')?.id;
  await page.goto(`/applications/${social}?edit=functions`);
  await file.setInputFiles(file2);
  await read.click();
  await page.getByText(/^1 ruolo perde qualcosa/).waitFor();
  await page.getByRole('button', { name: 'Registra le funzioni' }).click();
  await page.getByText('Funzioni registrate').waitFor();
  expect(await ask('sign')).toEqual([200, { decision: false }]);
  await page.goto(`/roles/${role}`);
  await page.getByText('non più registrata: non dà nulla').waitFor();
  await look(page, 'role-application-gone');

  expect(await ask('search')).toEqual([200, { decision: true }]);
  await page.goto(`/roles/${role}?edit=yes`);
  await cell('Ricerca').selectOption({ label: 'No' });
  // Nobody says any more how it is called.
  await cell('sign').selectOption({ label: 'No' });
  await page.getByRole('button', { name: 'Salva' }).click();
  await page.getByText('Ruolo salvato').waitFor();
  expect(await ask('search')).toEqual([200, { decision: false }]);

  await page.goto(`/applications/${social}`);
  await page.getByRole('button', { name: 'Altre azioni' }).click();
  await page.getByRole('menuitem', { name: 'Elimina applicazione' }).click();
  await page.getByRole('heading', { name: 'L’applicazione Cartella sociale non si può eliminare' }).waitFor();
  await page.getByRole('button', { name: 'Chiudi' }).click();
  await page.getByRole('button', { name: /^Ritira la chiave/ }).click();
  await page.getByRole('button', { name: 'Ritira', exact: true }).last().click();
  await page.getByText('Chiave ritirata').waitFor();
  expect(await ask('modify')).toEqual([401, expect.anything()]);
});
