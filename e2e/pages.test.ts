import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { root } from '../tools/bootstrap.mjs';
import { type Language, openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation, type User } from './testing/installation.ts';
import { look, picture } from './testing/sound.ts';
import { knock, signIn, titled } from './testing/steps.ts';

let varco: Installation;
let longest: User;
let run: string;
let preparation: string;
let role: string;
let organization: string;
let group: string;
let application: string;

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
  application = await applicationOfMany();
  role = String((await varco.hands.post('/api/roles', wideRole)).body.id);
  group = await groupOfGroups();
  organization = await makeOrganization();
  run = String((await varco.hands.post('/api/jobs/forget-runs/runs', {})).body.id);
  await varco.hands.signIn('nessuno', 'sbagliata');
  await placeInTwoUnits();
  preparation = String((await varco.hands.post('/api/first-passwords', { users: [longest.id] })).body.id);
});

/** Who administers works in two units, so that every page has their names above it. */
async function placeInTwoUnits(): Promise<void> {
  const { user } = (await varco.hands.get('/api/me')).body as { user: { id: string } };
  const make = async (path: string, body: object) => String((await varco.hands.post(path, body)).body.id);
  const departmentId = await make('/api/departments', { name: 'Servizio politiche abitative e patrimonio', nameEnglish: 'Housing' });
  for (const name of ['Assegnazione alloggi e manutenzione straordinaria', 'Canoni']) {
    const unitId = await make('/api/units', { departmentId, name, site: 'Via della Repubblica 118, secondo piano', active: true });
    await make(`/api/users/${user.id}/placements`, { unitId, from: '2026-01-01' });
  }
  await make('/api/departments', { name: 'Archivio storico', active: false });
}

/** A group with a long name under another, with the longest person as member and head, and a role of its own. */
async function groupOfGroups(): Promise<string> {
  const make = async (path: string, body: object) => String((await varco.hands.post(path, body)).body.id);
  const over = await make('/api/groups', { kind: 'organizational', name: 'Direzione', nameEnglish: 'Management' });
  const made = await make('/api/groups', {
    kind: 'organizational',
    parentId: over,
    name: 'Area delle politiche abitative, del patrimonio e della manutenzione straordinaria',
    description: 'Coordina gli uffici che seguono gli alloggi pubblici e il patrimonio',
    site: 'Via della Repubblica 118, secondo piano',
    heads: [longest.id],
  });
  await make(`/api/groups/${made}/members`, { userId: longest.id, from: '2026-01-01' });
  await make(`/api/groups/${made}/members`, { userId: longest.id, from: '2025-01-01', to: '2025-12-31' });
  await make(`/api/groups/${made}/roles`, { roleId: role, from: '2026-01-01' });
  await make('/api/groups', { kind: 'organizational', parentId: made, name: 'Canoni', active: false });
  await make('/api/groups', { kind: 'organizational', name: 'Giunta', descriptive: true });
  await make('/api/groups', { kind: 'sharing', name: 'Referenti' });
  return made;
}

/** A second organization with a long name, in which somebody of the first is enabled. */
async function makeOrganization(): Promise<string> {
  await varco.hands.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' });
  const made = await varco.hands.post('/api/organizations', {
    name: 'Consorzio intercomunale dei servizi alla persona delle valli di Sant’Ambrogio e San Giovanni',
    loginId: 'consorzio-valli',
    pec: 'protocollo.generale@pec.consorzio-intercomunale-valli.example.it',
    administrator: { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' },
  });
  const id = String(made.body.id);
  await varco.hands.send('PUT', `/api/users/${longest.id}/enablements`, { everywhere: false, organizations: [id], usual: id });
  return id;
}

/** An application with a long name, functions with actions of their own, and both secrets. */
async function applicationOfMany(): Promise<string> {
  const { organization } = (await varco.hands.get('/api/me')).body as { organization: { id: string } };
  const made = await varco.hands.post('/api/applications', {
    code: 'social-records',
    name: 'Cartella sociale, politiche abitative e contributi alle famiglie',
    nameEnglish: 'Social records, housing and contributions to families',
    description: 'Le pratiche dei servizi sociali, con gli alloggi e i contributi',
    organizations: [organization.id],
  });
  const id = String(made.body.id);
  const levels = ['department', 'organization', 'all'];
  const label = 'Pratiche di assegnazione degli alloggi e manutenzione straordinaria';
  const further = ['Firma', 'Protocollazione e archiviazione', 'Chiusura'].map((one, at) => ({ name: `own-${at}`, label: one, levels }));
  const actions = [{ name: 'search', levels }, { name: 'modify', levels: ['department'] }, ...further];
  await varco.hands.send('PUT', `/api/applications/${id}/functions`, {
    functions: [
      { name: 'cases', label, labelEnglish: 'Housing cases and extraordinary maintenance', actions },
      { name: 'rates', label: 'Tariffe', actions: [{ name: 'search', levels }] },
    ],
  });
  await varco.hands.post(`/api/applications/${id}/secrets`);
  await varco.hands.post(`/api/applications/${id}/secrets`);
  return id;
}

/** A role with a long name, whose grid has a warning and levels of every kind. */
const wideRole = {
  name: 'Responsabile del servizio politiche abitative, patrimonio e lavori pubblici',
  description: 'Per chi coordina gli uffici tecnici e ne vede gli utenti',
  grants: {
    users: { search: 'organization', modify: 'all' },
    structure: { search: 'all', create: 'organization', delete: 'organization' },
    'access-log': { search: 'organization' },
    'social-records/cases': { search: 'organization', modify: 'department', 'own-0': 'all' },
  },
};

/** Every page of the console: its name in the pictures, its address, its title in both languages. */
const pages = (): [name: string, path: string, it: RegExp, en: RegExp][] => [
  ['desk', '/', /^Scrivania$/, /^Desk$/],
  ['users', '/users', /^Utenti$/, /^Users$/],
  ['new-user', '/users/new', /^Nuovo utente$/, /^New user$/],
  ['import-users', '/users/import', /^Importa/, /^Import/],
  ['first-passwords', '/users/first-passwords', /^Prime password$/, /^First passwords$/],
  ['preparation', `/users/first-passwords/${preparation}`, /^Preparazione/, /^Preparation/],
  ['user', `/users/${longest.id}`, /^Della Rovere/, /^Della Rovere/],
  ['user-edit-access', `/users/${longest.id}?edit=access`, /^Della Rovere/, /^Della Rovere/],
  ['structure', '/structure', /^Servizi e unità$/, /^Departments and units$/],
  ['groups', '/groups', /^Gruppi$/, /^Groups$/],
  ['groups-security', '/groups?kind=security', /^Gruppi$/, /^Groups$/],
  ['group', `/groups/${group}?past=yes`, /^Area delle/, /^Area delle/],
  ['import-structure', '/structure/import', /^Importa la struttura$/, /^Import the structure$/],
  ['roles', '/roles', /^Ruoli$/, /^Roles$/],
  ['new-role', '/roles/new', /^Nuovo ruolo$/, /^New role$/],
  ['role', `/roles/${role}`, /^Responsabile/, /^Responsabile/],
  ['role-edit', `/roles/${role}?edit=yes`, /^Responsabile/, /^Responsabile/],
  ['compare-roles', `/roles/compare?a=${role}&b=${role}`, /^Confronta ruoli$/, /^Compare roles$/],
  ['user-roles', `/users/${longest.id}/roles`, /^Della Rovere/, /^Della Rovere/],
  ['user-why', `/users/${longest.id}/why?function=users&action=search`, /^Della Rovere/, /^Della Rovere/],
  ['applications', '/applications', /^Applicazioni$/, /^Applications$/],
  ['new-application', '/applications/new', /^Nuova applicazione$/, /^New application$/],
  ['application', `/applications/${application}`, /^Cartella sociale/, /^Social records/],
  ['application-edit', `/applications/${application}?edit=data`, /^Cartella sociale/, /^Social records/],
  ['application-functions', `/applications/${application}?edit=functions`, /^Cartella sociale/, /^Social records/],
  ['access-log', '/access-log', /^Accessi utenti$/, /^Access log$/],
  ['access-log-refused', '/access-log?outcome=refused', /^Accessi utenti$/, /^Access log$/],
  ['access-log-empty', '/access-log?address=192.0.2.99', /^Accessi utenti$/, /^Access log$/],
  ['log-searches', '/access-log/searches', /^Ricerche ed esportazioni$/, /^Searches and exports$/],
  ['log-evidence', '/log-evidence', /^Prove del registro$/, /^Evidence of the log$/],
  ['log-retention', '/log-retention', /^Conservazione del registro$/, /^Log retention$/],
  ['log-retention-edit', '/log-retention?edit=yes', /^Conservazione del registro$/, /^Log retention$/],
  ['policy', '/policy', /^Criteri di accesso$/, /^Access policy$/],
  ['policy-edit', '/policy?edit=yes', /^Criteri di accesso$/, /^Access policy$/],
  ['own-organization', '/organization', /^Profilo dell'ente$/, /^Profile of the organization$/],
  ['own-organization-edit', '/organization?edit=yes', /^Profilo dell'ente$/, /^Profile of the organization$/],
  ['organizations', '/organizations', /^Enti$/, /^Organizations$/],
  ['organizations-empty', '/organizations?search=zzz', /^Enti$/, /^Organizations$/],
  ['new-organization', '/organizations/new', /^Nuovo ente$/, /^New organization$/],
  ['organization', `/organizations/${organization}`, /^Consorzio/, /^Consorzio/],
  ['organization-edit', `/organizations/${organization}?edit=yes`, /^Consorzio/, /^Consorzio/],
  ['user-edit-organizations', `/users/${longest.id}?edit=organizations`, /^Della Rovere/, /^Della Rovere/],
  ['statements', '/settings/statements', /^Testi delle pagine$/, /^Page texts$/],
  ['jobs', '/settings/jobs', /^Attività automatiche$/, /^Scheduled jobs$/],
  ['run', `/jobs/${run}`, /^Pulizia delle esecuzioni$/, /^Clearing of runs$/],
  ['profile', '/me', /^Il mio profilo$/, /^My profile$/],
  ['password', '/me/password', /^Cambia password$/, /^Change password$/],
  ['my-rights', '/me/rights', /^Che cosa posso fare$/, /^What I can do$/],
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
  const ids = [longest.id, run, preparation, role, organization, group, application];
  const seen = pages().map(([, path]) => ids.reduce((address, id) => address.replace(id, '$id'), path.split('?')[0] ?? ''));

  expect(declared.length).toBeGreaterThan(9);
  expect(declared.filter((path) => !seen.includes(path))).toEqual([]);
});

test('WCAG 2.1.4 "?" lists the keys, never while one types, and can be switched off', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  const list = page.getByRole('dialog', { name: 'Tasti' });
  await page.keyboard.press('?');
  await list.waitFor();
  await look(page, 'keys');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await page.goto('/users');
  await page.getByLabel('Cerca un utente').pressSequentially('co?');
  await expect.poll(() => page.getByLabel('Cerca un utente').inputValue()).toBe('co?');
  await expect.poll(() => list.count()).toBe(0);

  await page.getByRole('button', { name: /profilo e aiuto/ }).click();
  await page.getByRole('menuitem', { name: 'Tasti' }).click();
  await list.getByLabel(/con il tasto/).uncheck();
  await list.getByRole('button', { name: 'Chiudi' }).click();
  await list.waitFor({ state: 'detached' });
  await page.goto('/');
  await titled(page, 'Scrivania');
  await page.keyboard.press('?');
  await page.keyboard.press('Tab');
  await expect.poll(() => list.count()).toBe(0);
});

test.for([
  ['it', 'Queste pagine usano gli script', 'Esci', 'Accedi'],
  ['en', 'These pages use scripts', 'Sign out', 'Sign in'],
] as const)('a console without scripts says what to do, and leads out, %s', async ([language, heading, out, door]) => {
  const page = await openPage(varco.url, { language, width: 360, scripts: false });
  await page.goto('/sign-in');
  await knock(page, administrator, language);
  await titled(page, heading);
  await picture(page, `no-scripts-${language}`);
  expect(await page.locator('main').innerText()).not.toMatch(language === 'it' ? /help desk/ : /impostazioni/);
  await page.getByRole('link', { name: out, exact: true }).click();
  await page.getByRole('button', { name: out, exact: true }).click();
  await titled(page, door);
});

test('in the colours of the system every button still has its box, also one that is a link', async () => {
  const page = await openPage(varco.url, { forcedColors: true });
  await signIn(page, administrator);
  for (const path of ['/', '/users', `/users/${longest.id}`, '/me', '/settings/statements']) {
    await page.goto(path);
    await page.locator('.v-page .btn').first().waitFor();
    const bare = await page.locator('.v-page .btn').evaluateAll((buttons) =>
      buttons
        .filter((button) => {
          const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(button);
          return borderTopStyle === 'none' || borderTopWidth === '0px' || borderTopColor === backgroundColor;
        })
        .map((button) => button.textContent),
    );
    expect(bare, path).toEqual([]);
  }
});

test('WCAG 1.4.4 1.4.10 between the telephone and the desk, and with letters twice as large, nothing sticks out', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  const outside: string[] = [];
  for (const path of ['/users', '/access-log', '/me/accesses']) {
    await page.goto(path);
    await page.getByRole('table').waitFor();
    for (const letters of ['100%', '200%']) {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = size;
      }, letters);
      for (const width of [1440, 1200, 1024, 992, 900, 768, 700, 640, 360]) {
        await page.setViewportSize({ width, height: 900 });
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (beyond > 0) outside.push(`${path} at ${width} px, letters ${letters}: ${beyond} px`);
      }
    }
  }
  expect(outside).toEqual([]);
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
  const change = page.getByRole('row', { name: /Lunghezza minima/ });
  const told = ['8 caratteri', '12 caratteri', '2 persone', 'Quelle di oggi restano valide', 'NIST SP 800-63B-4, 3.1.1.2 punto 1'];
  for (const part of told) expect((await change.innerText()).replaceAll('\u00a0', ' ')).toContain(part);
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

test('R4.17 the policy is changed by keyboard alone, and focus goes where the work goes on', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy');
  const edit = page.getByRole('link', { name: 'Modifica i criteri' });
  const attempts = page.getByLabel('Tentativi prima del blocco', { exact: true });
  const own = page.getByLabel(/Tentativi prima del blocco, valore/);
  const review = page.getByRole('heading', { name: 'Che cosa cambia' });
  const focused = (of: Locator) => expect.poll(() => of.evaluate((element) => element === document.activeElement)).toBe(true);

  await edit.press('Enter');
  await focused(attempts);
  await page.getByRole('button', { name: 'Annulla' }).press('Enter');
  await focused(edit);
  await edit.press('Enter');
  await attempts.press('ArrowDown');
  await page.keyboard.press('Tab');
  await focused(own);
  await own.press('ControlOrMeta+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await focused(review);
  await page.getByRole('button', { name: 'Torna ai valori' }).press('Enter');
  await focused(attempts);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focused(review);
  await page.keyboard.press('Tab');
  await page.keyboard.type('Verbale 3');
  await page.keyboard.press('Enter');
  await page.getByText('Criteri salvati').waitFor();
});

test('a change of the policy made meanwhile is shown to who was writing another, and stays', async () => {
  const page = await openPage(varco.url);
  await signIn(page, administrator);
  await page.goto('/policy?edit=yes');
  await page.getByLabel('Chiusura per inattività', { exact: true }).selectOption({ label: "Un valore dell'ente" });
  await page.getByLabel(/Chiusura per inattività, valore/).fill('20');
  await page.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await page.getByLabel('Motivo del cambiamento').fill('Verbale 4');
  const { version } = (await varco.hands.get('/api/policy')).body;
  await varco.hands.send('PUT', '/api/policy', { version, values: { lockMinutes: 30 }, reason: 'Verbale 5' });

  await page.getByRole('button', { name: 'Salva i criteri' }).click();

  await page.getByText('Nel frattempo qualcun altro ha cambiato i criteri').waitFor();
  await look(page, 'policy-overtaken');
  await expect.poll(() => page.getByRole('row').filter({ hasText: 'Durata del blocco' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Salva i criteri' }).click();
  await page.getByText('Criteri salvati').waitFor();
  const rules = (await varco.hands.get('/api/policy')).body.rules as { rule: string; inForce: unknown }[];
  expect(rules).toContainEqual(expect.objectContaining({ rule: 'lockMinutes', inForce: 30 }));
  expect(rules).toContainEqual(expect.objectContaining({ rule: 'idleMinutes', inForce: 20 }));
});
