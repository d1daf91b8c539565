import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Language, openPage } from './browser.ts';
import { administrator, type Installation, startInstallation, type User } from './installation.ts';
import { look } from './sound.ts';
import { signIn, titled } from './steps.ts';

/** One of everything the pages show, each with the longest words. */
export interface Everything {
  readonly varco: Installation;
  readonly longest: User;
  readonly run: string;
  readonly preparation: string;
  readonly role: string;
  readonly organization: string;
  readonly group: string;
  readonly application: string;
}

/** A running product that holds one of everything. */
export async function startEverything(): Promise<Everything> {
  const varco = await startInstallation();
  const longest = await varco.person({
    familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale',
    givenName: 'Maria Antonietta Eleonora',
    username: 'mariaantonietta.dellaroverecastiglionimontecuccoli',
    fullName: 'Servizio politiche abitative e patrimonio',
    validFrom: '2026-01-01',
    validTo: '2099-12-31',
  });
  const application = await applicationOfMany(varco);
  await authorize(varco, longest);
  const role = String((await varco.hands.post('/api/roles', wideRole)).body.id);
  const group = await groupOfGroups(varco, longest, role);
  const organization = await makeOrganization(varco, longest);
  const run = String((await varco.hands.post('/api/jobs/forget-runs/runs', {})).body.id);
  await varco.hands.signIn('nessuno', 'sbagliata');
  await placeInTwoUnits(varco);
  for (const code of ['agenda', 'mail']) await varco.hands.send('PUT', `/api/modules/${code}`, { active: true });
  await delegate(varco, longest);
  await askForHelp(varco);
  const preparation = String((await varco.hands.post('/api/first-passwords', { users: [longest.id] })).body.id);
  return { varco, longest, run, preparation, role, organization, group, application };
}

/** Who administers works in two units, so that every page has their names above it. */
async function placeInTwoUnits(varco: Installation): Promise<void> {
  const { user } = (await varco.hands.get('/api/me')).body as { user: { id: string } };
  const make = async (path: string, body: object) => String((await varco.hands.post(path, body)).body.id);
  const departmentId = await make('/api/departments', { name: 'Servizio politiche abitative e patrimonio', nameEnglish: 'Housing' });
  for (const name of ['Assegnazione alloggi e manutenzione straordinaria', 'Canoni']) {
    const unitId = await make('/api/units', { departmentId, name, site: 'Via della Repubblica 118, secondo piano', active: true });
    await make(`/api/users/${user.id}/placements`, { unitId, from: '2026-01-01' });
  }
  await make('/api/departments', { name: 'Archivio storico', active: false });
}

/** The municipality asked for help, and one of its requests is granted. */
async function askForHelp(varco: Installation): Promise<void> {
  const today = String((await varco.hands.get('/api/me')).body.now).slice(0, 10);
  const need = 'La struttura importata ha due uffici doppi: aiutateci a unirli senza perdere le collocazioni e la storia';
  const ask = async () => String((await varco.hands.post('/api/assistance', { need, from: today, to: today })).body.id);
  await ask();
  await varco.hands.send('PUT', `/api/assistance/${await ask()}/decision`, { granted: true, version: 1 });
}

/** The longest person is delegate of who administers, and the reverse. */
async function delegate(varco: Installation, longest: User): Promise<void> {
  const { user } = (await varco.hands.get('/api/me')).body as { user: { id: string } };
  const today = String((await varco.hands.get('/api/me')).body.now).slice(0, 10);
  const body = { from: today, to: today, reason: 'Sostituzione durante il congedo ordinario e le ferie arretrate' };
  await varco.hands.post('/api/me/delegations', { ...body, delegateId: longest.id });
  await varco.hands.post('/api/delegations', { ...body, delegatorId: longest.id, delegateId: user.id });
}

/** A group with a long name under another, with the longest person as member and head, and a role of its own. */
async function groupOfGroups(varco: Installation, longest: User, role: string): Promise<string> {
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

/** Acts by which somebody is there: in force, ending, over, and one that was ended. */
async function authorize(varco: Installation, longest: User): Promise<void> {
  const act = {
    act: 'determination',
    number: '112/2026-SERVIZI-DEMOGRAFICI',
    actDate: '2020-01-01',
    signer: 'La dirigente del servizio politiche abitative e patrimonio, Della Casa Grande Mariantonietta',
    purpose: 'Rilascio della carta di identità elettronica e aggiornamento dell’anagrafe nazionale della popolazione residente',
    from: '2020-01-01',
  };
  const give = (more: object) => varco.hands.post(`/api/users/${longest.id}/formal-authorizations`, { ...act, ...more });
  await give({});
  await give({ to: '2024-12-31', note: 'Sostituisce la determinazione 98' });
  const { body } = await give({ act: 'contract', number: '7' });
  await varco.hands.post(`/api/formal-authorizations/${String(body.id)}/ends`, { version: 1, reason: 'Trasferita ad altro servizio' });
}

/** A second organization with a long name, in which somebody of the first is enabled. */
async function makeOrganization(varco: Installation, longest: User): Promise<string> {
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
async function applicationOfMany(varco: Installation): Promise<string> {
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
  conditions: { 'social-records/cases': 'resource.properties.owner == subject.id && resource.properties.amount <= 5000' },
  addresses: ['127.0.0.0/8', '2001:db8:1234:5678::/64'],
};

/** Every page of the console: its name in the pictures, its address, its title in both languages. */
export const pagesOf = ({
  longest,
  run,
  preparation,
  role,
  organization,
  group,
  application,
}: Everything): [name: string, path: string, it: RegExp, en: RegExp][] => [
  ['desk', '/', /^Scrivania$/, /^Desk$/],
  ['users', '/users', /^Utenti$/, /^Users$/],
  ['new-user', '/users/new', /^Nuovo utente$/, /^New user$/],
  ['import-users', '/users/import', /^Importa/, /^Import/],
  ['first-passwords', '/users/first-passwords', /^Prime password$/, /^First passwords$/],
  ['preparation', `/users/first-passwords/${preparation}`, /^Preparazione/, /^Preparation/],
  ['user', `/users/${longest.id}`, /^Della Rovere/, /^Della Rovere/],
  ['user-edit-access', `/users/${longest.id}/access?edit=access`, /^Della Rovere/, /^Della Rovere/],
  ['user-access', `/users/${longest.id}/access`, /^Della Rovere/, /^Della Rovere/],
  ['user-groups', `/users/${longest.id}/groups`, /^Della Rovere/, /^Della Rovere/],
  ['user-applications', `/users/${longest.id}/applications`, /^Della Rovere/, /^Della Rovere/],
  ['user-settings', `/users/${longest.id}/settings/agenda`, /^Della Rovere/, /^Della Rovere/],
  ['user-sessions', `/users/${longest.id}/sessions`, /^Della Rovere/, /^Della Rovere/],
  ['user-history', `/users/${longest.id}/history`, /^Della Rovere/, /^Della Rovere/],
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
  ['user-authorization', `/users/${longest.id}/authorization`, /^Della Rovere/, /^Della Rovere/],
  ['user-authorization-new', `/users/${longest.id}/authorization?edit=new`, /^Della Rovere/, /^Della Rovere/],
  ['authorizations', '/authorizations?state=all', /^Autorizzazioni formali$/, /^Formal authorizations$/],
  ['authorization-requirement', '/authorizations/requirement', /^Obbligo per entrare$/, /^Required to enter$/],
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
  ['seats', '/seats', /^Licenze$/, /^Seats$/],
  ['seats-edit', '/seats?edit=professional', /^Licenze$/, /^Seats$/],
  ['own-organization', '/organization', /^Profilo dell'ente$/, /^Profile of the organization$/],
  ['own-organization-edit', '/organization?edit=yes', /^Profilo dell'ente$/, /^Profile of the organization$/],
  ['organizations', '/organizations', /^Enti$/, /^Organizations$/],
  ['organizations-empty', '/organizations?search=zzz', /^Enti$/, /^Organizations$/],
  ['new-organization', '/organizations/new', /^Nuovo ente$/, /^New organization$/],
  ['organization', `/organizations/${organization}`, /^Consorzio/, /^Consorzio/],
  ['organization-edit', `/organizations/${organization}?edit=yes`, /^Consorzio/, /^Consorzio/],
  ['user-edit-organizations', `/users/${longest.id}?edit=organizations`, /^Della Rovere/, /^Della Rovere/],
  ['modules', '/settings/modules', /^Moduli$/, /^Modules$/],
  ['common-settings', '/settings/modules/mail', /^Impostazioni Posta$/, /^Mail settings$/],
  ['common-settings-edit', '/settings/modules/agenda?edit=yes', /^Impostazioni Agenda$/, /^Calendar settings$/],
  ['my-settings', '/me/settings', /^Le mie impostazioni$/, /^My settings$/],
  ['my-settings-edit', '/me/settings/mail?section=layout&edit=yes', /^Impostazioni Posta$/, /^Mail settings$/],
  ['application-settings', `/applications/${application}?edit=settings`, /^Cartella sociale/, /^Social records/],
  ['statements', '/settings/statements', /^Testi delle pagine$/, /^Page texts$/],
  ['jobs', '/settings/jobs', /^Attività automatiche$/, /^Scheduled jobs$/],
  ['run', `/jobs/${run}`, /^Pulizia delle esecuzioni$/, /^Clearing of runs$/],
  ['profile', '/me', /^Il mio profilo$/, /^My profile$/],
  ['password', '/me/password', /^Cambia password$/, /^Change password$/],
  ['my-rights', '/me/rights', /^Che cosa posso fare$/, /^What I can do$/],
  ['delegations', '/delegations', /^Deleghe$/, /^Delegations$/],
  ['delegations-empty', '/delegations?search=zzz', /^Deleghe$/, /^Delegations$/],
  ['assistance', '/assistance?past=yes', /^Richieste di assistenza$/, /^Requests for assistance$/],
  ['assistance-granted', '/assistance/granted', /^Assistenza agli enti$/, /^Assistance to organizations$/],
  ['my-delegations', '/me/delegations', /^Le mie deleghe$/, /^My delegations$/],
  ['my-accesses', '/me/accesses', /^I miei accessi$/, /^My sign-ins$/],
  ['help', '/help', /^(Aiuto|Manuale)/, /^(Help|Manual)/],
  ['help-of-one', '/help/users', /^Utenti$/, /^Users$/],
  ['not-found', '/nowhere/at/all', /^Pagina non trovata$/, /^Page not found$/],
];

const words = {
  it: { help: 'Aiuto su questa pagina', menu: 'Apri il menu', notFound: 'Pagina non trovata' },
  en: { help: 'Help on this page', menu: 'Open the menu', notFound: 'Page not found' },
} as const;

/** Looks at every page in one language, at every width, and at where its help leads. */
export async function lookAtEveryPage(everything: Everything, language: Language): Promise<void> {
  const { varco } = everything;
  const page = await openPage(varco.url, { language });
  await signIn(page, administrator, language);
  const faults: string[] = [];
  const tell = (fault: unknown) => faults.push(fault instanceof Error ? fault.message : String(fault));
  for (const [name, path, it, en] of pagesOf(everything)) {
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
}

/** Whether the footer leads to a help of this very page. */
async function leadsToHelp(page: Page, language: Language): Promise<boolean> {
  await page.getByRole('link', { name: words[language].help }).click();
  await page.waitForURL(/\/help/);
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  return title !== words[language].notFound && title.trim() !== '';
}
