import { beforeAll, expect, test } from 'vitest';
import { openPage } from './testing/browser.ts';
import { administrator, type Installation, startInstallation } from './testing/installation.ts';
import { look } from './testing/sound.ts';
import { signIn, titled } from './testing/steps.ts';

let varco: Installation;

const made = async (path: string, body: object): Promise<string> => {
  const answer = await varco.hands.post(path, body);
  expect([path, answer.status, answer.text]).toEqual([path, 201, expect.any(String)]);
  return String(answer.body.id);
};

beforeAll(async () => {
  varco = await startInstallation();
});

test('R2.12 R2.13 R2.14 somebody is placed and given a role, sees its page, one asks why, and the role ends in the open session', async () => {
  const social = await made('/api/departments', { name: 'Servizi sociali' });
  const taxes = await made('/api/departments', { name: 'Tributi' });
  await made('/api/units', { departmentId: social, name: 'Minori' });
  await made('/api/units', { departmentId: taxes, name: 'Tariffe' });
  await made('/api/roles', { name: 'Sportello', departmentId: social, grants: { users: { search: 'organization' } } });
  await made('/api/roles', { name: 'Tributarista', departmentId: taxes, grants: { policy: { search: 'organization' } } });
  await made('/api/roles', { name: 'Revisore', forUnplaced: true, grants: { 'access-log': { search: 'organization' } } });
  const ada = await varco.person({ givenName: 'Ada', familyName: 'Bruni', username: 'a.bruni' });

  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto(`/users/${ada.id}`);
  await titled(desk, 'Bruni Ada');
  await desk.getByRole('link', { name: 'Ruoli e collocazioni' }).click();
  await desk.getByText('Senza ruoli entra e vede solo le proprie pagine.').waitFor();
  await look(desk, 'user-roles-empty');

  await desk.getByRole('link', { name: 'Aggiungi collocazione' }).click();
  const adding = desk.getByRole('button', { name: 'Aggiungi collocazione' });
  await adding.click();
  await desk.getByRole('link', { name: "Scegli l'unità." }).waitFor();
  await look(desk, 'user-roles-placement-faults');
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Minori' });
  await desk.getByLabel('Qualifica (facoltativo)').fill('Assistente sociale');
  await adding.click();
  await desk.getByText('Collocazione salvata').waitFor();

  await desk.getByRole('link', { name: 'Assegna ruolo' }).click();
  const role = desk.getByLabel('Ruolo', { exact: true });
  const names = async () => (await role.getByRole('option').allInnerTexts()).slice(1);
  await expect.poll(names).toEqual(['Sportello']);
  await role.selectOption({ label: 'Sportello' });
  await desk.getByText('Utenti, Ricerca: Ente (oggi no)').waitFor();
  await look(desk, 'user-roles-new-role');
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Ovunque lavori' });
  await expect.poll(() => role.inputValue()).toBe('');
  await expect.poll(names).toEqual([]);
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Minori' });
  await role.selectOption({ label: 'Sportello' });
  await desk.getByRole('button', { name: 'Assegna ruolo' }).click();
  await desk.getByText('Ruolo salvato').waitFor();
  await desk.getByText('Vale oggi').waitFor();
  await look(desk, 'user-roles-given');

  const person = await openPage(varco.url);
  await signIn(person, ada);
  const menu = person.getByRole('navigation', { name: 'Principale' }).getByRole('link');
  await expect.poll(() => menu.allInnerTexts()).toEqual(['Scrivania', 'Utenti']);
  await person.goto('/me');
  await person.getByRole('link', { name: 'Vedi che cosa puoi fare e perché' }).click();
  await titled(person, 'Che cosa posso fare');
  await person
    .getByRole('row', { name: /^Utenti/ })
    .getByText('il ruolo «Sportello»')
    .waitFor();
  await look(person, 'my-rights');

  await desk.getByRole('link', { name: 'Perché può?' }).click();
  await desk.getByRole('link', { name: 'Ente: Utenti, Ricerca, perché?' }).click();
  await desk.getByText('Sì: «Utenti, Ricerca», fino a «Ente», quando lavora per «Minori».').waitFor();
  await desk.getByText('Attraverso: il ruolo «Sportello».').waitFor();
  await look(desk, 'user-why-yes');
  await desk.getByRole('link', { name: 'No: Criteri, Ricerca, perché?' }).click();
  await desk.getByText('Nessuno dei suoi ruoli lo dà qui.').waitFor();
  await desk.getByText('il ruolo non dà questa autorizzazione').waitFor();
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Minori' });
  await role.selectOption({ label: 'Sportello' });
  await desk.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await desk.getByText('La persona ha già questo ruolo').waitFor();
  await expect.poll(() => desk.getByRole('link', { name: 'Assegna questo ruolo' }).count()).toBe(0);
  await look(desk, 'user-why-no');

  await desk.getByRole('link', { name: 'Ruoli e collocazioni', exact: true }).click();
  await desk.getByRole('link', { name: 'Modifica se è collocato' }).click();
  await desk.getByLabel('No', { exact: true }).check();
  await desk.getByRole('button', { name: 'Salva' }).click();
  await desk.getByRole('link', { name: 'La collocazione in «Minori» non varrebbe più: rimuovila o terminala subito.' }).waitFor();
  await look(desk, 'user-roles-placed-refused');
  await desk.getByRole('button', { name: 'Annulla' }).click();

  await desk.getByRole('button', { name: 'Altre azioni: il ruolo «Sportello» in «Minori»' }).click();
  await desk.getByRole('menuitem', { name: 'Termina' }).click();
  await desk.getByLabel('Subito').check();
  await look(desk, 'user-roles-end');
  await desk.getByRole('button', { name: 'Termina' }).click();
  await desk.getByText('Terminato').waitFor();
  await desk.getByText('Oggi non ha ruoli.').or(desk.getByText('Senza ruoli entra')).waitFor();

  await person.goto('/me');
  await titled(person, 'Il mio profilo');
  await expect.poll(() => menu.allInnerTexts()).toEqual(['Scrivania']);
  await person.goto('/users');
  await titled(person, 'Non puoi aprire questa pagina');
});

test('R2.4 R1.47 R1.13 who only looks has no buttons, and who gives is offered no more than his own', async () => {
  const lead = await varco.person({ givenName: 'Ivo', familyName: 'Galli', username: 'i.galli' });
  const other = await varco.person({ givenName: 'Ugo', familyName: 'Rinaldi', username: 'u.rinaldi' });
  const reading = { users: { search: 'organization' }, roles: { search: 'organization' } };
  const looks = await made('/api/roles', { name: 'Guarda', nameEnglish: 'Looks', grants: reading });
  const gives = await made('/api/roles', {
    name: 'Assegna',
    grants: { ...reading, roles: { search: 'organization', modify: 'organization' } },
  });
  await made('/api/roles', { name: 'Troppo', grants: { policy: { modify: 'organization' } } });
  await made(`/api/users/${lead.id}/assignments`, { roleId: looks, from: '2026-01-01' });

  const page = await openPage(varco.url, { language: 'en', width: 360 });
  await signIn(page, lead, 'en');
  await page.goto(`/users/${other.id}/roles`);
  await titled(page, 'Rinaldi Ugo');
  await page.getByText('No roles yet.').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Give role' }).count()).toBe(0);
  await expect.poll(() => page.getByRole('link', { name: 'Edit' }).count()).toBe(0);

  await made(`/api/users/${lead.id}/assignments`, { roleId: gives, from: '2026-01-01' });
  await page.goto(`/users/${other.id}/roles?edit=role`);
  await page.getByLabel('Unit', { exact: true }).selectOption({ label: 'Wherever they work' });
  await page.getByText('1 role is not in the list').waitFor();
  await expect
    .poll(async () => (await page.getByLabel('Role', { exact: true }).getByRole('option').allInnerTexts()).slice(1))
    .toEqual(['Assegna', 'Looks']);
  await look(page, 'user-roles-kept-back', 'en');
});

test('R2.15 R2.44 R2.45 rows that give nothing say why, what is over folds away, and administration is asked before it goes', async () => {
  const department = await made('/api/departments', { name: 'Servizio politiche abitative e patrimonio immobiliare' });
  const unit = await made('/api/units', {
    departmentId: department,
    name: 'Ufficio assegnazione alloggi di edilizia residenziale pubblica',
  });
  const role = async (name: string, more: object = {}) =>
    made('/api/roles', { name, departmentId: department, grants: { users: { search: 'organization' } }, ...more });
  const long = await role('Responsabile del procedimento di assegnazione');
  const off = await role('Ruolo spento');
  const maria = await varco.person({
    givenName: 'Maria Antonietta Eleonora',
    familyName: 'Della Rovere Castiglioni Montecuccoli Sanvitale',
    username: 'm.dellarovere',
  });
  const rows = `/api/users/${maria.id}`;
  await made(`${rows}/placements`, { unitId: unit, from: '2020-01-01', to: '2020-12-31' });
  await made(`${rows}/placements`, { unitId: unit, from: '2021-01-01', qualification: 'Istruttore direttivo amministrativo' });
  await made(`${rows}/assignments`, { roleId: long, unitId: unit, from: '2021-01-01', to: '2021-12-31' });
  await made(`${rows}/assignments`, { roleId: long, unitId: unit, from: '2022-01-01', isDefault: true });
  await made(`${rows}/assignments`, { roleId: off, unitId: unit, from: '2022-01-01' });
  await made(`${rows}/assignments`, { roleId: await role('Futuro'), unitId: unit, from: '2099-01-01' });
  const version = (await varco.hands.get(`/api/roles/${off}`)).body.version;
  await varco.hands.send('PUT', `/api/roles/${off}`, { version, name: 'Ruolo spento', departmentId: department, active: false });

  const desk = await openPage(varco.url);
  await signIn(desk, administrator);
  await desk.goto(`/users/${maria.id}/roles`);
  await desk.getByText('Non dà nulla: il ruolo non è attivo').waitFor();
  await desk.getByText("proposto all'ingresso").waitFor();
  await expect.poll(() => desk.getByText('1 riga finita').count()).toBe(2);
  await desk.getByText('1 riga finita').first().click();
  await desk.getByRole('table', { name: 'Ruoli finiti' }).getByText('Finito').waitFor();
  await look(desk, 'user-roles-many');

  await desk.getByRole('link', { name: "Modifica l'amministrazione" }).click();
  await desk.getByLabel(/^L'ente/).check();
  await desk.getByRole('button', { name: 'Salva' }).click();
  await desk.getByText('Amministrazione salvata').waitFor();
  await desk.getByRole('link', { name: "Modifica l'amministrazione" }).click();
  await desk.getByLabel(/^Niente/).check();
  await desk.getByRole('button', { name: 'Salva' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: "Togli l'amministrazione" }).click();
  await desk.getByText('Niente: può fare solo quello che danno i suoi ruoli.').waitFor();

  await made('/api/roles', { name: 'Consultazione', grants: { policy: { search: 'organization' } } });
  await desk.goto(`/users/${maria.id}/why`);
  await desk.getByLabel('Unità', { exact: true }).selectOption({ label: 'Ovunque lavori' });
  await desk.getByLabel('Ruolo', { exact: true }).selectOption({ label: 'Consultazione' });
  await desk.getByRole('button', { name: 'Vedi che cosa cambia' }).click();
  await desk.getByText('Criteri, Ricerca: Ente (oggi no)').waitFor();
  await look(desk, 'user-why-trial');
  await desk.getByRole('link', { name: 'Assegna questo ruolo' }).click();
  await desk.getByRole('button', { name: 'Assegna ruolo' }).click();
  await desk.getByText('Ruolo salvato').waitFor();
  await desk.getByRole('table', { name: 'Ruoli', exact: true }).getByText('Consultazione').waitFor();

  await desk.goto('/users');
  await desk.getByRole('link', { name: 'Conti Laura' }).click();
  await desk.getByRole('link', { name: 'Ruoli e collocazioni' }).click();
  await desk.getByRole('link', { name: "Modifica l'amministrazione" }).click();
  await desk.getByLabel(/^Niente/).check();
  await desk.getByRole('button', { name: 'Salva' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: "Togli l'amministrazione" }).click();
  await desk
    .getByRole('alert')
    .getByText(/ultimo/)
    .waitFor();
  await look(desk, 'user-roles-last-administrator');
});
