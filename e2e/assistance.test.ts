import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { Client } from './testing/client.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;
const neri = { username: 'valle/a.neri', password: 'Inverno-2027' };
const NEED = 'Due uffici sono doppi';

beforeAll(async () => {
  varco = await startInstallation();
  await varco.hands.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' });
  const made = await varco.hands.post('/api/organizations', {
    name: 'Consorzio Valle Alta',
    loginId: 'valle',
    administrator: { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' },
  });
  const theirs = new Client(varco.url);
  await theirs.signIn(neri.username, String((made.body.administrator as { temporaryPassword: string }).temporaryPassword));
  await theirs.post('/sign-in/new-password', { next: neri.password, confirmation: neri.password });
});

const noted = (page: Page, words: string): Promise<void> => page.locator('.v-note').filter({ hasText: words }).waitFor();

test('R3.34 R3.54 an organization asks for help, grants it, sees who came and what he did, and puts him out', async () => {
  const theirs = await openPage(varco.url);
  await signIn(theirs, neri);
  await theirs.getByRole('link', { name: 'Richieste di assistenza', exact: true }).first().click();
  await titled(theirs, 'Richieste di assistenza');
  await look(theirs, 'assistance-empty');
  await theirs.getByRole('button', { name: 'Chiedi assistenza' }).click();
  const dialog = theirs.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Chiedi assistenza' }).click();
  await dialog.getByRole('alert').waitFor();
  await look(theirs, 'ask-assistance-faults');
  await dialog.getByLabel('Operatore di riferimento').selectOption('Un’altra persona');
  await look(theirs, 'ask-assistance-for-another');
  await dialog.getByLabel('Operatore di riferimento').selectOption('Io stesso');
  await dialog.getByLabel('Che cosa serve').fill(NEED);
  await dialog.getByRole('button', { name: 'Chiedi assistenza' }).click();
  await noted(theirs, 'Richiesta registrata');

  // Somebody else corrects the same request: nothing typed is lost, and what they wrote is shown.
  await theirs.getByRole('button', { name: `Correggi la richiesta: ${NEED}` }).click();
  await dialog.getByLabel('Che cosa serve').fill('Tre uffici sono doppi');
  const colleague = new Client(varco.url);
  await colleague.signIn(neri.username, neri.password);
  const [{ id, from, to }] = (await colleague.get('/api/assistance')).body.items as [{ id: string; from: string; to: string }];
  const corrected = await colleague.send('PATCH', `/api/assistance/${id}`, { need: 'Quattro uffici', from, to, version: 1 });
  expect(corrected.status).toBe(204);
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await dialog.getByText('Che cosa serve: Quattro uffici').waitFor();
  await look(theirs, 'assistance-overtaken');
  await dialog.getByLabel('Che cosa serve').fill(NEED);
  await dialog.getByRole('button', { name: 'Salva' }).click();
  await noted(theirs, 'Richiesta corretta');
  await theirs.goto('/');
  await theirs.getByRole('link', { name: 'Rispondi' }).click();
  await theirs.getByRole('button', { name: `Concedi: ${NEED}` }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Concedi' }).click();
  await noted(theirs, 'Assistenza concessa');

  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.getByRole('link', { name: 'Vedi gli enti' }).click();
  await titled(desk, 'Assistenza agli enti');
  await look(desk, 'granted-assistance');
  await desk.getByRole('button', { name: 'Entra in Consorzio Valle Alta' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: 'Entra' }).click();
  await desk.getByRole('dialog').getByRole('alert').waitFor();
  await look(desk, 'enter-to-assist-faults');
  await desk.getByLabel('Che cosa vieni a fare').fill('Unisco i due uffici');
  await desk.getByRole('dialog').getByRole('button', { name: 'Entra' }).click();
  await desk.getByText('Sei in Consorzio Valle Alta per assistenza').waitFor();
  await look(desk, 'assisting');
  await desk.getByRole('link', { name: 'Servizi e unità', exact: true }).click();
  await desk.getByRole('button', { name: 'Nuovo servizio' }).first().click();
  await desk.getByRole('dialog').getByLabel('Nome', { exact: true }).fill('Acque');
  await desk.keyboard.press('Control+Enter');
  await desk.getByRole('heading', { name: 'Acque' }).waitFor();

  await theirs.reload();
  await theirs.getByRole('link', { name: /^Che cosa ha fatto Conti Laura/ }).waitFor();
  await look(theirs, 'assistance-visited');
  await theirs.getByRole('link', { name: /^Che cosa ha fatto Conti Laura/ }).click();
  await titled(theirs, 'Accessi utenti');
  await theirs.getByText('Conti Laura per conto di Neri Ada').first().waitFor();
  expect(await theirs.getByText('Conti Laura per conto di Neri Ada').count()).toBe(2);
  await theirs.goto('/organization');
  await theirs.getByRole('button', { name: 'Non ammettere' }).click();
  await look(theirs, 'forbid-assistance');
  await theirs.getByRole('dialog').getByRole('button', { name: 'Non ammettere' }).click();
  await theirs.getByText('Non ammessa').waitFor();

  await desk.goto('/');
  await desk.getByText('L’assistenza è finita.').waitFor();
  await look(desk, 'assistance-over');
  await desk.getByRole('button', { name: 'Ho capito' }).click();
  await desk.getByText('L’assistenza è finita.').waitFor({ state: 'detached' });
});
