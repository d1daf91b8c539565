import { capabilities } from '@varco/shared/authorization/capabilities';
import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { ADMINISTRATOR, freshWorld, type Somebody, type World } from '#testing/world';
import { userRights } from './rights.ts';

/** A clerk placed with the minors and, until the day before, with the rates, who has a role in each. */
async function clerkAtWork(): Promise<{ world: World; clerk: Somebody }> {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  const made = async (url: string, body: object): Promise<string> => String((await desk.post(url, body)).body.id);
  const clerk = await world.user({ username: 'a.bruni' });
  const social = await made('/api/departments', { name: 'Servizi sociali' });
  const minors = await made('/api/units', { departmentId: social, name: 'Minori' });
  const rates = await made('/api/units', { departmentId: social, name: 'Tariffe' });
  const role = await made('/api/roles', { name: 'Sportello', grants: { users: { search: 'organization' } } });
  const from = '2020-01-01';
  await made(`/api/users/${clerk.id}/placements`, { unitId: minors, from, qualification: 'Assistente' });
  await made(`/api/users/${clerk.id}/placements`, { unitId: rates, from, to: '2020-12-31' });
  await made(`/api/users/${clerk.id}/assignments`, { roleId: role, unitId: minors, from });
  await made(`/api/users/${clerk.id}/assignments`, { roleId: role, unitId: rates, from, to: '2020-12-31' });
  const direction = await made('/api/groups', { kind: 'organizational', name: 'Direzione' });
  const office = await made('/api/groups', { kind: 'organizational', name: 'Ufficio', parentId: direction });
  await made(`/api/groups/${direction}/members`, { userId: clerk.id, from });
  await made(`/api/groups/${office}/roles`, { roleId: await made('/api/roles', { name: 'Lettura', grants: {} }), from });
  return { world, clerk };
}

test('R2.13 R2.42 the tables say where somebody is placed, which roles are in force, and what she may do', async () => {
  const { world } = await clerkAtWork();
  const terminal = testTerminal(settingsOf(world), 'it');

  await userRights(terminal, 'a.bruni', {});

  expect(terminal.answers.join('').split('\n')).toEqual(
    [
      'a.bruni',
      'Utente collocato: sì',
      'Amministra: niente',
      '',
      'COLLOCAZIONI',
      'UNITÀ SERVIZIO DAL AL QUALIFICA STATO',
      'Minori Servizi sociali 2020-01-01 - Assistente vale oggi',
      'Tariffe Servizi sociali 2020-01-01 2020-12-31 finito',
      '',
      'RUOLI',
      'RUOLO UNITÀ DAL AL STATO',
      'Sportello Minori 2020-01-01 - vale oggi',
      'Sportello Tariffe 2020-01-01 2020-12-31 finito',
      '',
      'GRUPPI',
      'GRUPPO TIPO DAL AL STATO',
      'Direzione Organizzativo 2020-01-01 - vale oggi',
      '',
      'RUOLI CHE VENGONO DAI GRUPPI',
      'RUOLO UNITÀ GRUPPO STATO',
      'Lettura ovunque lavori Direzione > Ufficio vale oggi',
      '',
      'CHE COSA PUÒ FARE, quando lavora per Minori',
      'FUNZIONE RICERCA CREAZIONE MODIFICA CANCELLAZIONE',
      'Utenti Ente no no -',
      ...Array.from({ length: Object.keys(capabilities).length - 1 }, () => expect.any(String)),
      '',
    ].map((line) => (typeof line === 'string' ? expect.stringMatching(new RegExp(`^${line.replace(/ /g, ' +')}$`)) : line)),
  );
});

test('R2.42 the same as JSON, for a unit by its name; one for which she does not work is refused with those she has', async () => {
  const { world, clerk } = await clerkAtWork();
  const terminal = testTerminal(settingsOf(world));

  await userRights(terminal, 'a.bruni', { json: true, unit: 'Minori' });

  expect(JSON.parse(terminal.answers.join(''))).toMatchObject({
    id: clerk.id,
    username: 'a.bruni',
    placed: true,
    assignments: [{ role: { name: 'Sportello' } }, { role: { name: 'Sportello' } }],
    overview: { mayEnter: true, unit: { name: 'Minori' }, grants: { users: { search: 'organization' } } },
  });
  await expect(userRights(terminal, 'a.bruni', { unit: 'Tariffe' })).rejects.toMatchObject({
    sentence: { en: expect.stringContaining('There are: Minori.') },
  });
  await expect(userRights(terminal, 'A.Bruni', {})).rejects.toMatchObject({ sentence: { en: expect.stringContaining('A.Bruni') } });
});

test('R2.42 R1.13 what she may do in applications stands below, by its names, and actions of their own in a column more', async () => {
  const { world, clerk } = await clerkAtWork();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  const application = await desk.post('/api/applications', { code: 'social', name: 'Cartella', organizations: [world.organizationId] });
  const levels = ['department', 'organization'];
  const actions = [
    { name: 'search', levels },
    { name: 'sign', label: 'Firma', labelEnglish: 'Sign', levels },
    { name: 'close', label: 'Chiusura', levels },
  ];
  const manifest = { functions: [{ name: 'cases', label: 'Pratiche', labelEnglish: 'Files', actions }] };
  expect((await desk.send('PUT', `/api/applications/${application.body.id}/functions`, manifest)).status).toBe(200);
  const role = await desk.post('/api/roles', { name: 'Firma', grants: { 'social/cases': { sign: 'department' } } });
  await desk.post(`/api/users/${clerk.id}/assignments`, { roleId: role.body.id, from: '2026-01-01' });
  const told = async (language: 'it' | 'en'): Promise<string[]> => {
    const terminal = testTerminal(settingsOf(world), language);
    await userRights(terminal, 'a.bruni', {});
    return terminal.answers
      .join('')
      .split('\n')
      .map((line) => line.replaceAll(/ +/g, ' ').trim());
  };

  const tables = await told('it');
  expect(tables).toContain('FUNZIONE RICERCA CREAZIONE MODIFICA CANCELLAZIONE ALTRE AZIONI');
  expect(tables).toContain('Pratiche (Cartella) no - - - Firma: Servizio, Chiusura: no');
  expect(await told('en')).toContain('Files (Cartella) no - - - Sign: Department, Chiusura: no');
});
