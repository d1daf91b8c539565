import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../tools/bootstrap.mjs';
import { type Language, openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;
let longest: User;

beforeAll(async () => {
  varco = await startInstallation();
  longest = await varco.person({
    familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale',
    givenName: 'Maria Antonietta Eleonora',
    username: 'mariaantonietta.dellaroverecastiglionimontecuccoli',
    fullName: 'Servizio politiche abitative e patrimonio',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  });
  await varco.hands.signIn('nessuno', 'sbagliata');
});

/** Every page of the console: its name in the pictures, its address, its title in both languages. */
const pages = (): [name: string, path: string, it: RegExp, en: RegExp][] => [
  ['desk', '/', /^Scrivania$/, /^Desk$/],
  ['users', '/users', /^Utenti$/, /^Users$/],
  ['new-user', '/users/new', /^Nuovo utente$/, /^New user$/],
  ['user', `/users/${longest.id}`, /^Della Rovere/, /^Della Rovere/],
  ['user-edit-access', `/users/${longest.id}?edit=access`, /^Della Rovere/, /^Della Rovere/],
  ['access-log', '/access-log', /^Accessi utenti$/, /^Access log$/],
  ['access-log-refused', '/access-log?outcome=refused', /^Accessi utenti$/, /^Access log$/],
  ['access-log-empty', '/access-log?address=192.0.2.99', /^Accessi utenti$/, /^Access log$/],
  ['policy', '/policy', /^Criteri di accesso$/, /^Access policy$/],
  ['policy-edit', '/policy?edit=yes', /^Criteri di accesso$/, /^Access policy$/],
  ['statements', '/settings/statements', /^Testi delle pagine$/, /^Page texts$/],
  ['profile', '/me', /^Il mio profilo$/, /^My profile$/],
  ['password', '/me/password', /^Cambia password$/, /^Change password$/],
  ['my-accesses', '/me/accesses', /^I miei accessi$/, /^My sign-ins$/],
  ['help', '/help', /^(Aiuto|Manuale)/, /^(Help|Manual)/],
  ['help-of-one', '/help/users', /^Utenti$/, /^Users$/],
  ['not-found', '/nowhere/at/all', /^Pagina non trovata$/, /^Page not found$/],
];

const words = {
  it: { help: 'Aiuto su questa pagina', menu: 'Apri il menu', notFound: 'Pagina non trovata' },
  en: { help: 'Help on this page', menu: 'Open the menu', notFound: 'Page not found' },
} as const;

test.for(['it', 'en'] as const)('R4.17 every page is whole at every width and has its help, %s', async (language) => {
  const page = await openPage(varco.url, { language });
  await signIn(page, administrator, language);
  const faults: string[] = [];
  const tell = (fault: unknown) => faults.push(fault instanceof Error ? fault.message : String(fault));
  for (const [name, path, it, en] of pages()) {
    await page.goto(path);
    await titled(page, language === 'it' ? it : en);
    await look(page, name, language).catch(tell);
    if (!(await leadsToHelp(page, language))) tell(`${name} has no help`);
  }
  expect(faults).toEqual([]);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/');
  await page.getByRole('button', { name: words[language].menu }).click();
  await page.getByRole('dialog').waitFor();
  await look(page, 'menu', language);
});

/** Whether the footer leads to a help of this very page. */
async function leadsToHelp(page: Page, language: Language): Promise<boolean> {
  await page.getByRole('link', { name: words[language].help }).click();
  await page.waitForURL(/\/help/);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  return title !== words[language].notFound && title.trim() !== '';
}

test('every page the console declares is among those looked at', () => {
  const source = readFileSync(join(root, 'web/src/pages.ts'), 'utf8');
  const declared = [...source.matchAll(/^ {2}'(\/[^']*)': \{ slug/gm)].map(([, path = '']) => path);
  const seen = pages().map(([, path]) => path.split('?')[0]?.replace(longest.id, '$id'));

  expect(declared.length).toBeGreaterThan(9);
  expect(declared.filter((path) => !seen.includes(path))).toEqual([]);
});

test('D2 an address that does not exist and one that is not yours are the same page', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/users/01a2000f-45ca-77f7-a868-648b862a4d81');
  await titled(page, 'Pagina non trovata');
  await page.getByRole('link', { name: 'Vai alla scrivania' }).click();
  await titled(page, 'Scrivania');
});

test('R1.23 a change of the policy is compared, given a reason and in force at once', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy?edit=yes');
  const length = page.getByLabel('Lunghezza minima della password', { exact: true });
  await length.selectOption({ label: "Un valore dell'ente" });
  await page.getByLabel(/Lunghezza minima della password, valore/).fill('12');
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await page.getByLabel('Motivo del cambiamento').waitFor();
  await look(page, 'policy-review');
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByRole('alert').filter({ hasText: /\S/ }).waitFor();
  await look(page, 'policy-review-faults');
  await page.getByLabel('Motivo del cambiamento').fill('Delibera 12 del 2026');
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByText('Criteri salvati').waitFor();
  await page
    .getByRole('row', { name: /Lunghezza minima/ })
    .getByText('12 caratteri')
    .first()
    .waitFor();
  await look(page, 'policy-changed');
  const rules = await varco.hands.get('/api/policy');
  expect(JSON.stringify(rules.body)).toContain('Delibera 12 del 2026');
});
