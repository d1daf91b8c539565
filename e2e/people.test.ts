import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { knock, signIn, titled, wordsOf } from './testing/steps.ts';

let varco: Installation;

beforeAll(async () => {
  varco = await startInstallation();
});

test('R1.11 R2.16 somebody new is added, chooses a password, works and leaves; every step is in the log', async () => {
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.getByRole('link', { name: 'Utenti', exact: true }).click();
  await desk.getByRole('link', { name: 'Nuovo utente' }).click();
  await titled(desk, 'Nuovo utente');
  await desk.getByRole('button', { name: 'Crea utente' }).click();
  await desk.getByRole('alert').filter({ hasText: 'errori' }).waitFor();
  await look(desk, 'new-user-faults');
  await desk.getByLabel('Cognome').fill('Bianchi');
  await desk.getByLabel('Nome', { exact: true }).fill('Marta');
  await expect.poll(() => desk.getByLabel('Nome utente').inputValue()).toBe('m.bianchi');
  await desk.getByRole('button', { name: 'Crea utente' }).click();
  const secret = desk.getByRole('region', { name: 'Utente creato' });
  await secret.waitFor();
  await look(desk, 'new-user-created');
  const password = await secret.locator('dt', { hasText: 'Password temporanea' }).locator('xpath=following-sibling::dd').innerText();
  await desk.getByRole('button', { name: 'Fine' }).click();
  await secret.waitFor({ state: 'detached' });
  expect(await desk.content()).not.toContain(password);

  const person = await openPage(varco.url);
  await person.goto('/me/accesses');
  await titled(person, 'Accedi');
  await knock(person, { username: 'm.bianchi', password });
  await titled(person, 'Scegli una nuova password');
  await look(person, 'new-password');
  await person.reload();
  await titled(person, 'Scegli una nuova password');
  const choose = async (next: string, confirmation = next) => {
    await person.getByLabel('Nuova password', { exact: true }).fill(next);
    await person.getByLabel('Scrivi di nuovo la password', { exact: true }).fill(confirmation);
    await person.getByRole('button', { name: 'Salva e continua' }).click();
  };
  await choose('breve', 'diversa');
  const faults = person.getByRole('alert');
  await faults.waitFor();
  await expect.poll(() => faults.getByRole('listitem').count()).toBe(3);
  await look(person, 'new-password-faults');
  await choose(password);
  await faults.getByText(/diversa/).waitFor();
  await choose('Mare-calmo-26');
  await titled(person, 'I miei accessi');
  await person.getByRole('link', { name: 'Scrivania' }).click();
  await titled(person, 'Scrivania');
  await look(person, 'desk-of-a-person');
  expect(await person.getByRole('navigation', { name: 'Principale' }).getByRole('link').allInnerTexts()).toEqual(['Scrivania']);
  await person.goto('/users');
  await titled(person, 'Non puoi aprire questa pagina');
  await person.getByText('«Utenti, Ricerca»').waitFor();
  await look(person, 'not-allowed');

  await person.getByRole('button', { name: 'Esci' }).click();
  await titled(person, 'Accedi');
  await person.getByText('Sei uscito.').waitFor();
  await look(person, 'signed-out');
  await person.goBack();
  await titled(person, 'Accedi');
  expect(await person.content()).not.toContain('Marta');

  await desk.getByRole('button', { name: 'Vai a' }).click();
  await desk.getByRole('menuitem', { name: 'Accessi utenti' }).click();
  await titled(desk, 'Accessi utenti');
  const rows = desk.getByRole('row').filter({ hasText: 'm.bianchi' });
  await rows.first().waitFor();
  const told = (await rows.allInnerTexts()).map((row) => row.replaceAll(/\s+/g, ' '));
  const expected = [
    'Uscita',
    'Accesso riuscito',
    'Password cambiata',
    'regole della password non rispettate',
    'regole della password non rispettate',
    'in attesa della nuova password',
    'Utente creato',
  ];
  expect(told.map((row, index) => (row.includes(expected[index] ?? '?') ? expected[index] : row))).toEqual(expected);
  await desk
    .getByRole('button', { name: /mostra il dettaglio/ })
    .last()
    .click();
  await desk.getByText('Fatto da').waitFor();
  await look(desk, 'access-log-of-one');
});

test('D4 R5.27 R3.65 three wrong passwords lock, the right one then gets the same answer, the administrator unlocks', async () => {
  const paolo = await varco.person({ givenName: 'Paolo', familyName: 'Ferraris', username: 'p.ferraris' });
  const person = await openPage(varco.url, { language: 'en', width: 360 });
  await person.goto('/sign-in');
  const answers: string[] = [];
  for (const password of ['wrong-1', 'wrong-2', 'wrong-3', paolo.password]) {
    await knock(person, { ...paolo, password }, 'en');
    const alert = person.getByRole('alert');
    await alert.waitFor();
    answers.push(await wordsOf(alert));
    await expect.poll(() => person.getByLabel('User name').inputValue()).toBe('p.ferraris');
    await expect.poll(() => person.getByLabel('Password', { exact: true }).inputValue()).toBe('');
  }
  expect(new Set(answers)).toEqual(new Set(['Sign-in failed. Check your details or ask your administrator.']));
  await look(person, 'sign-in-refused', 'en');

  const desk = await openPage(varco.url, { language: 'en' });
  await signIn(desk, administrator, 'en');
  await desk.getByText('1 user is locked now').waitFor();
  await look(desk, 'desk', 'en');
  await desk.getByRole('link', { name: 'See who is locked' }).click();
  await desk.getByRole('link', { name: 'Ferraris Paolo' }).click();
  await titled(desk, 'Ferraris Paolo');
  await desk
    .getByText(/^Locked until/)
    .first()
    .waitFor();
  await look(desk, 'user-locked', 'en');
  await desk.getByRole('button', { name: 'Unlock' }).click();
  await desk.getByText('User unlocked').first().waitFor();
  await look(desk, 'user-unlocked', 'en');

  await knock(person, paolo, 'en');
  await titled(person, 'Desk');
  await pageIsSound(person, 'en');
});

test('R3.65 D7 a reset shows the temporary password once and closes the sessions, which say why', async () => {
  const elena = await varco.person({ username: 'e.desantis' });
  const person = await openPage(varco.url);
  await signIn(person, elena);
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto(`/users/${elena.id}`);
  await titled(desk, 'De Santis Elena');
  await look(desk, 'user');
  await desk.getByRole('button', { name: 'Reimposta password' }).click();
  const question = desk.getByRole('dialog', { name: 'Reimpostare la password di De Santis Elena?' });
  await question.waitFor();
  await look(desk, 'user-reset-question');
  await desk.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await desk.getByRole('button', { name: 'Reimposta password' }).click();
  await question.getByRole('button', { name: 'Reimposta password' }).click();
  const secret = desk.getByRole('region', { name: 'Password reimpostata' });
  const password = await secret.locator('dt', { hasText: 'Password temporanea' }).locator('xpath=following-sibling::dd').innerText();
  expect(await linesOf(desk, '.v-secret__password', 360)).toBe(1);
  await look(desk, 'user-reset');
  await desk.getByRole('link', { name: 'Utenti', exact: true }).first().click();
  const leave = desk.getByRole('dialog', { name: 'Lasciare la pagina?' });
  await leave.getByRole('button', { name: 'Resta qui' }).click();
  await secret.getByText(password).waitFor();
  await secret.getByRole('button', { name: 'Fine' }).click();
  await desk.reload();
  await titled(desk, 'De Santis Elena');
  expect(await desk.content()).not.toContain(password);
  await desk.getByRole('link', { name: 'Storia', exact: true }).click();
  await desk.locator('.v-history').filter({ hasText: 'Password reimpostata' }).waitFor();

  await person.goto('/me');
  await titled(person, 'Accedi');
  const reason = person.getByRole('status').filter({ hasText: /\S/ });
  expect(await wordsOf(reason)).toBe(
    "La sessione è stata chiusa perché la tua password è cambiata. Accedi con quella nuova. Non sei stato tu? Avvisa l'assistenza.",
  );
  await look(person, 'sign-in-password-replaced');
  await knock(person, { ...elena, password });
  await titled(person, 'Scegli una nuova password');
  await person.getByText('Hai usato una password temporanea').waitFor();
  await person.getByLabel('Nuova password', { exact: true }).fill('Vento-forte-26');
  await person.getByLabel('Scrivi di nuovo la password', { exact: true }).fill('Vento-forte-26');
  await person.getByRole('button', { name: 'Salva e continua' }).click();
  await titled(person, 'Il mio profilo');
  await pageIsSound(person);
});

/** On how many lines a text stands in a window of this width. */
async function linesOf(page: Page, selector: string, width: number): Promise<number> {
  const before = page.viewportSize();
  await page.setViewportSize({ width, height: 900 });
  const lines = await page.locator(selector).evaluate((element) => {
    const tops = [...element.children].map((part) => part.getBoundingClientRect().top);
    return new Set(tops).size;
  });
  if (before) await page.setViewportSize(before);
  return lines;
}

test('R5.14 whoever is stopped is started again by the button in front, whatever stopped him', async () => {
  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  const stops = [
    [{ status: 'inactive' }, 'Inattivo', "Attiva l'utente", 'Utente attivato'],
    [{ disabled: true }, 'Disabilitato', "Riabilita l'utente", 'Utente riabilitato'],
  ] as const;
  for (const [stop, stopped, act, done] of stops) {
    const { id } = await varco.person();
    await varco.hands.send('PATCH', `/api/users/${id}`, { version: 1, ...stop });
    await desk.goto(`/users/${id}`);
    await stateSaid(desk, stopped);
    await desk.getByRole('button', { name: act }).click();
    await desk.getByRole('strong').filter({ hasText: done }).waitFor();
    await stateSaid(desk, 'Attivo');
  }

  const { id } = await varco.person({ validTo: '2026-01-31' });
  await desk.goto(`/users/${id}`);
  await desk.getByRole('link', { name: 'Cambia le date' }).click();
  const last = desk.getByLabel('Fine validità');
  await last.fill('2099-12-31');
  await desk.getByText('31 dicembre 2099', { exact: true }).waitFor();
  await look(desk, 'user-out-of-validity-edit');
  await desk.getByRole('button', { name: 'Salva' }).click();
  await stateSaid(desk, 'Attivo');
});

/** Waits until the state under the name is this one. */
const stateSaid = (page: Page, state: string): Promise<void> => page.locator('.v-head').getByText(state, { exact: true }).waitFor();

test('R1.24 a service is called by its name, in what is asked and in what is missing, until it is given a person', async () => {
  const page = await openPage(varco.url, { language: 'en', width: 360 });
  const fault = page.locator('.v-field--fault');
  await signIn(page, administrator, 'en');
  await page.goto('/users/new');
  await titled(page, 'New user');
  await page.getByLabel('Licence').selectOption('service');
  await page.getByText('The name of the service and a user name are enough.').waitFor();
  await page.getByRole('button', { name: 'Create user' }).click();
  await fault.getByText('Enter the name of the service.').waitFor();
  await look(page, 'new-service-faults', 'en');
  await page.getByLabel('Name of the service').fill('Night export');
  await page.getByLabel('User name').fill('night-export');
  await page.getByRole('button', { name: 'Create user' }).click();
  await titled(page, /^Night export/);
  await page.getByRole('link', { name: "Edit the person's details" }).click();
  await page.getByLabel('Name of the service').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await fault.getByText('Enter the name of the service.').waitFor();
  await look(page, 'service-edit', 'en');
  await page.getByLabel('Given name').fill('Ugo');
  await page.getByLabel('Family name').waitFor();
});
