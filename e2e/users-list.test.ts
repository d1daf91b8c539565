import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look, pageIsSound } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;
let longest: User;

const given = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elisa', 'Franco', 'Giulia', 'Hans', 'Irene', 'Luca'];
const family = ['Abbondanza', 'Esposito', 'Lo Russo', 'Moretti', 'Quaranta', 'Zanetti'];

beforeAll(async () => {
  varco = await startInstallation();
  const names = family.flatMap((familyName) => given.map((givenName) => ({ familyName, givenName })));
  // Two at a time, as many as the machine hashes at once.
  await Promise.all(
    [0, 1].map((half) =>
      eachInTurn(
        names.filter((_, index) => index % 2 === half),
        (name) => varco.person(name),
      ),
    ),
  );
  longest = await varco.person({ familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale', givenName: 'Maria Antonietta Eleonora' });
  await varco.hands.send('PATCH', `/api/users/${longest.id}`, { version: 1, status: 'inactive' });
});

async function eachInTurn<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  for (const one of all) await work(one);
}

const rowsOf = (page: Page): Promise<string[]> => page.getByRole('table').getByRole('rowheader').getByRole('link').allInnerTexts();

test('R2.1 R2.2 the list opens on its rows, keeps filters and place in the address, and Back returns exactly there', async () => {
  const page = await openPage(varco.url, { language: 'en' });
  await signIn(page, administrator, 'en');
  await page.goto('/users');
  await page.getByText('1 to 50 of 61').waitFor();
  expect((await rowsOf(page)).length).toBe(50);
  await page.getByRole('link', { name: 'Next' }).click();
  await page.getByText('51 to 61 of 61').waitFor();
  const secondPage = page.url();
  await look(page, 'users-second-page', 'en');
  await page.getByRole('link', { name: 'Zanetti Bruno' }).click();
  await titled(page, 'Zanetti Bruno');
  await page.goBack();
  await page.getByText('51 to 61 of 61').waitFor();
  await expect.poll(() => page.url()).toBe(secondPage);
  await page.getByRole('link', { name: 'Previous' }).click();
  await page.getByText('1 to 50 of 61').waitFor();

  await page.getByLabel('Find a user').fill('russo gi');
  await page.getByText('1 to 1 of 1').waitFor();
  expect(await rowsOf(page)).toEqual(['Lo Russo Giulia']);
  await expect.poll(() => new URL(page.url()).searchParams.get('search')).toBe('russo gi');
  await page.getByRole('link', { name: 'Lo Russo Giulia' }).click();
  await titled(page, 'Lo Russo Giulia');
  await page.goBack();
  await page.getByText('1 to 1 of 1').waitFor();
  await expect.poll(() => page.getByLabel('Find a user').inputValue()).toBe('russo gi');
  await page.getByLabel('Find a user').fill('nobody at all');
  await titledEmpty(page, 'No user found');
  await look(page, 'users-nobody', 'en');
  await expect.poll(() => page.getByText('Clear the filters', { exact: true }).count()).toBe(1);
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await page.getByText('1 to 50 of 61').waitFor();

  await page.getByLabel('State').selectOption({ label: 'Inactive' });
  await page.getByRole('link', { name: /^Della Rovere/ }).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('inactive');
  await look(page, 'users-inactive', 'en');
  await page.reload();
  await page.getByRole('link', { name: /^Della Rovere/ }).click();
  await titled(page, /^Della Rovere/);
  await look(page, 'user-inactive', 'en');
});

const titledEmpty = (page: Page, name: string): Promise<void> => page.getByRole('heading', { name }).waitFor();

test('WCAG 2.1.1 from the door to a saved change with the keyboard alone, the focus always in view', async () => {
  const page = await openPage(varco.url);
  await page.goto('/sign-in');
  // The field that has the focus by itself gets it when the page is first drawn, which may be after it was loaded.
  await expect.poll(() => focused(page)).toMatchObject({ name: 'Nome utente', shown: true });
  await page.keyboard.type(administrator.username);
  await page.keyboard.press('Tab');
  await expect.poll(() => focused(page)).toMatchObject({ name: 'Password' });
  await page.keyboard.type(administrator.password);
  await page.keyboard.press('Enter');
  await titled(page, 'Scrivania');
  await page.keyboard.press('Tab');
  await expect.poll(() => focused(page)).toMatchObject({ name: 'Vai al contenuto', shown: true });
  await tabTo(page, 'Utenti');
  await page.keyboard.press('Enter');
  await titled(page, 'Utenti');
  await tabTo(page, 'Cerca un utente');
  await page.keyboard.type('moretti luca');
  await page.getByText('Da 1 a 1 di 1').waitFor();
  await tabTo(page, 'Moretti Luca');
  await page.keyboard.press('Enter');
  await titled(page, 'Moretti Luca');
  await tabTo(page, 'Modifica i dati della persona');
  await page.keyboard.press('Enter');
  await page.getByLabel('Cognome').waitFor();
  await expect.poll(() => focused(page)).toMatchObject({ name: 'Cognome' });
  await page.keyboard.press('End');
  await page.keyboard.type(' Ferri');
  await look(page, 'user-edit');
  await page.keyboard.press('Control+Enter');
  await titled(page, 'Moretti Ferri Luca');
  await page.getByText('Salvato').first().waitFor();
  await pageIsSound(page);
});

/** Presses Tab until the control of this name has the focus; on the way every stop must be visible and ringed. */
async function tabTo(page: Page, name: string): Promise<void> {
  const met: string[] = [];
  for (let stops = 0; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    await expect.poll(() => focused(page), { message: `focus after ${met.join(' > ')}` }).toMatchObject({ shown: true });
    const now = await focused(page);
    if (now.name === name) return;
    met.push(now.name);
  }
  throw new Error(`Sixty times Tab did not reach "${name}", but ${met.join(' > ')}`);
}

/** What has the focus, and whether a person sees that it has: drawn around, inside the window, nothing on top. */
function focused(page: Page): Promise<{ name: string; shown: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return { name: '', shown: true };
    const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? [...(element.labels ?? [])] : [];
    const name = element.getAttribute('aria-label') ?? labels[0]?.innerText ?? element.innerText;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const drawn = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    const within = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    const middle = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    const onTop = middle !== null && (element.contains(middle) || middle.contains(element));
    return { name: name.trim(), shown: drawn && within && onTop };
  });
}

test('an address that says too much or too little is mended or explained, never a list that only fails again', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users?state=banana');
  await page.getByText('Da 1 a 50 di 61').waitFor();
  await expect.poll(() => new URL(page.url()).search).toBe('');

  await page.goto('/users?after=half-a-key');
  await page.getByText("L'indirizzo della pagina è incompleto.").waitFor();
  await pageIsSound(page);
  await page.getByRole('link', { name: 'Ricomincia' }).click();
  await page.getByText('Da 1 a 50 di 61').waitFor();

  await page.goto('/users/banana');
  await titled(page, 'Pagina non trovata');

  await page.setViewportSize({ width: 360, height: 800 });
  await page.goto('/access-log?from=2026-11-22&to=2026-11-01');
  await page.getByRole('alert').getByRole('link', { name: 'Periodo non valido.' }).click();
  await expect.poll(() => page.getByLabel('Dal', { exact: true }).evaluate((field) => field === document.activeElement)).toBe(true);
});

test('D7 after a reload the page of somebody just created says that the temporary password is gone', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users/new');
  await page.getByLabel('Cognome', { exact: true }).fill('Sartori');
  await page.getByLabel('Nome', { exact: true }).fill('Ugo');
  await page.getByRole('button', { name: 'Crea utente' }).click();
  await page.getByRole('region', { name: 'Utente creato' }).waitFor();
  page.once('dialog', (question) => void question.accept());
  await page.reload();
  await page.getByText("La password temporanea non si può rivedere. Se non l'hai consegnata, reimpostala.").waitFor();
});

test('R2.10 filters are chosen one after the other, stand in the address, and each is taken away with its chip', async () => {
  const make = async (path: string, body: object): Promise<string> => String((await varco.hands.post(path, body)).body.id);
  const departmentId = await make('/api/departments', { name: 'Servizio politiche abitative e patrimonio', nameEnglish: 'Housing' });
  const unitId = await make('/api/units', { departmentId, name: 'Assegnazione alloggi e manutenzione straordinaria' });
  const roleId = await make('/api/roles', { name: 'Sportello', departmentId, grants: {} });
  const { body } = await varco.hands.get('/api/users?search=moretti%20carla');
  const [carla] = body.items as { id: string }[];
  await make(`/api/users/${carla?.id}/placements`, { unitId, from: '2026-01-01' });
  await make(`/api/users/${carla?.id}/assignments`, { roleId, unitId, from: '2026-01-01' });

  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users');
  await page.getByRole('button', { name: 'Altri filtri' }).click();
  await page.getByLabel('Servizio', { exact: true }).selectOption({ label: 'Servizio politiche abitative e patrimonio' });
  await page.getByText('Da 1 a 1 di 1').waitFor();
  expect(await rowsOf(page)).toEqual(['Moretti Carla']);
  await page.getByLabel('Unità operativa').selectOption({ label: 'Assegnazione alloggi e manutenzione straordinaria' });
  await page.getByLabel('Ruolo', { exact: true }).selectOption({ label: 'Sportello (Servizio politiche abitative e patrimonio)' });
  await page.getByLabel('Collocato').selectOption({ label: 'Sì' });
  const chips = page.getByRole('list', { name: 'Filtri attivi' }).getByRole('link');
  await expect.poll(() => chips.count()).toBe(4);
  await look(page, 'users-filters');

  await page.getByLabel('Ultimo accesso dal').fill('2026-11-01');
  await titledEmpty(page, 'Nessun utente trovato');
  await expect.poll(() => new URL(page.url()).searchParams.get('lastFrom')).toBe('2026-11-01');
  await look(page, 'users-filters-nobody');
  await page.getByLabel('Ultimo accesso al').fill('2026-10-31');
  await page.getByText('Periodo non valido').waitFor();
  await page.getByRole('link', { name: 'Togli il filtro Ultimo accesso dal 1 nov 2026' }).click();
  await page.getByRole('link', { name: 'Togli il filtro Ultimo accesso al 31 ott 2026' }).click();
  await page.getByText('Da 1 a 1 di 1').waitFor();

  await page.reload();
  await page.getByText('Da 1 a 1 di 1').waitFor();
  await page.getByRole('link', { name: 'Togli il filtro Servizio: Servizio politiche abitative e patrimonio' }).click();
  await expect.poll(() => chips.count()).toBe(3);
  await page.getByRole('button', { name: 'Azzera i filtri' }).click();
  // Others of these journeys make users: how many there are is theirs to say.
  await page.getByText(/^Da 1 a 50 di \d+/).waitFor();
  expect(await chips.count()).toBe(0);
});

test('R2.5 "Vai A" leads from a unit, a role and a line of the log to its people, with the record as a filter', async () => {
  const make = async (path: string, body: object): Promise<string> => String((await varco.hands.post(path, body)).body.id);
  const departmentId = await make('/api/departments', { name: 'Servizi demografici' });
  const unitId = await make('/api/units', { departmentId, name: 'Anagrafe' });
  const roleId = await make('/api/roles', { name: 'Operatore anagrafe', grants: { users: { search: 'organization' } } });
  const clerk = await varco.person({ familyName: 'Neri', givenName: 'Paola' });
  await make(`/api/users/${clerk.id}/placements`, { unitId, from: '2026-01-01' });
  await make(`/api/users/${clerk.id}/assignments`, { roleId, unitId, from: '2026-01-01' });
  const page = await openPage(varco.url);
  await signIn(page, administrator);

  await page.goto('/structure');
  await page.getByRole('button', { name: 'Vai a, per Anagrafe' }).click();
  await look(page, 'structure-go-to');
  await page.getByRole('menuitem', { name: 'Persone collocate oggi' }).click();
  await page.getByRole('link', { name: 'Togli il filtro Unità operativa: Anagrafe' }).waitFor();
  await expect.poll(() => rowsOf(page)).toEqual(['Neri Paola']);

  await page.goto(`/roles/${roleId}`);
  await page.getByRole('button', { name: 'Vai a' }).click();
  await page.getByRole('menuitem', { name: 'Persone che lo hanno oggi' }).click();
  await page.getByRole('link', { name: 'Togli il filtro Ruolo: Operatore anagrafe' }).waitFor();
  await expect.poll(() => rowsOf(page)).toEqual(['Neri Paola']);

  await page.getByRole('link', { name: 'Neri Paola' }).click();
  await titled(page, 'Neri Paola');
  await page.getByRole('button', { name: 'Vai a' }).click();
  expect(await page.getByRole('menuitem').allInnerTexts()).toEqual([
    'Accessi utenti',
    'Ingressi e uscite',
    'Modifiche',
    'Ruoli e collocazioni',
    'Perché può?',
  ]);
  await look(page, 'user-go-to');
  await page.getByRole('menuitem', { name: 'Modifiche' }).click();
  await titled(page, 'Accessi utenti');
  await page
    .getByRole('button', { name: /mostra il dettaglio/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Vai a, per Neri Paola' }).click();
  await look(page, 'log-go-to');
  await page.getByRole('menuitem', { name: 'Ruoli e collocazioni' }).click();
  await titled(page, 'Neri Paola');

  // Who may look up users and nothing else has nowhere to go on to.
  const other = await openPage(varco.url);
  await signIn(other, clerk);
  await other.goto(`/users/${clerk.id}`);
  await titled(other, 'Neri Paola');
  await expect.poll(() => other.getByRole('button', { name: 'Vai a' }).count()).toBe(0);
});
