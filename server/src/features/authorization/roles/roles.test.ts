import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
});

const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};

describe('R2.38 the list of roles', () => {
  test('says of each of which department it is, what it opens, and which departments a role may be of', async () => {
    const departmentId = await made('/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
    await made('/api/departments', { name: 'Archivio', active: false });
    await made('/api/roles', { name: 'Minori', departmentId, grants: { users: { search: 'organization', modify: 'organization' } } });
    await made('/api/roles', { name: 'Revisore', forUnplaced: true, grants: {} });

    const { items, departments } = (await desk.get('/api/roles')).body;

    expect(items).toMatchObject([
      { name: 'Revisore', department: null, forUnplaced: true, capabilities: [], people: 0 },
      { name: 'Minori', department: { name: 'Servizi sociali', nameEnglish: 'Social services' }, capabilities: ['users'] },
    ]);
    expect(departments).toMatchObject([
      { name: 'Archivio', active: false },
      { name: 'Servizi sociali', nameEnglish: 'Social services', active: true },
    ]);
  });

  test('R2.15 a role tells whether somebody has it, had it or will have it', async () => {
    const id = await made('/api/roles', { name: 'Sportello', grants: {} });
    const clerk = await world.user({});
    const assigned = async () => (await desk.get(`/api/roles/${id}`)).body;

    expect(await assigned()).toMatchObject({ assigned: false, people: 0 });
    await made(`/api/users/${clerk.id}/assignments`, { roleId: id, from: '2099-01-01' });
    expect(await assigned()).toMatchObject({ assigned: true, people: 0 });
  });
});

test('R2.41 names that every object has are no actions: they are refused, each at its cell', async () => {
  const answer = await desk.post('/api/roles', {
    name: 'Prova',
    grants: { users: { constructor: 'all', toString: 'all' }, constructor: { search: 'all' } },
  });

  expect(answer.status).toBe(422);
  expect((answer.body.issues as { field: string; rule: string }[]).map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    'grants.users.constructor not-admitted',
    'grants.users.toString not-admitted',
    'grants.constructor.search not-admitted',
  ]);
});

test('R2.38 R2.15 everything wrong with a change is said at once, each at its field, and nothing is saved', async () => {
  const departmentId = await made('/api/departments', { name: 'Tributi' });
  const id = await made('/api/roles', { name: 'Sportello', grants: {} });
  const clerk = await world.user({});
  await made(`/api/users/${clerk.id}/assignments`, { roleId: id, from: '2026-01-01' });
  const limited = await made('/api/roles', { name: 'Gestore', grants: { roles: { search: 'organization', modify: 'organization' } } });
  await made(`/api/users/${clerk.id}/assignments`, { roleId: limited, from: '2026-01-01' });
  const keeper = await world.browser({ address: '192.0.2.20' });
  await keeper.signIn(clerk);

  const answer = await keeper.send('PUT', `/api/roles/${id}`, {
    version: 1,
    name: '…',
    departmentId,
    forUnplaced: true,
    grants: { users: { search: 'organization', delete: 'all' } },
  });

  expect(answer.body).toMatchObject({ type: 'authorization.role-refused', status: 422 });
  expect((answer.body.issues as { field: string; rule: string }[]).map(({ field, rule }) => `${field} ${rule}`)).toEqual([
    'name letters-needed',
    'grants.users.delete not-admitted',
    'departmentId role-assigned',
    'forUnplaced role-assigned',
    'grants.users.search beyond-own',
  ]);
  expect((await desk.get(`/api/roles/${id}`)).body).toMatchObject({ name: 'Sportello', version: 1, department: null });
});

describe('R2.40 what a role grants as a file', () => {
  const lines = (text: string): string[][] => parse(text, { delimiter: ';', bom: true });
  const exported = async (id: string, language = 'it') => desk.get(`/api/roles/${id}/export`, { headers: { 'accept-language': language } });

  test('reads like the grid, function by function, in the reader language', async () => {
    const id = await made('/api/roles', {
      name: 'Sportello d’anagrafe',
      grants: { 'access-log': { search: 'organization' }, users: { search: 'all', create: 'organization' } },
    });

    const answer = await exported(id);

    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="ruolo-sportello-d-?anagrafe\.csv"$/);
    expect(lines(answer.text)).toEqual([
      ['Ruolo', 'Servizio', 'Funzione', 'Ricerca', 'Creazione', 'Modifica', 'Cancellazione', 'Altre azioni', 'Condizione'],
      ['Sportello d’anagrafe', 'Tutto l’ente', 'Utenti', 'Tutti', 'Ente', 'No', 'non ammessa', '', ''],
      ['Sportello d’anagrafe', 'Tutto l’ente', 'Accessi utenti', 'Ente', 'non ammessa', 'non ammessa', 'non ammessa', '', ''],
    ]);
  });

  test('R1.13 in English by its English names, and by the Italian ones where there are none', async () => {
    const departmentId = await made('/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
    const id = await made('/api/roles', { name: 'Minori', departmentId, grants: { policy: { search: 'organization' } } });

    const [, line] = lines((await exported(id, 'en')).text);

    expect(line?.slice(0, 3)).toEqual(['Minori', 'Social services', 'Policy']);
  });

  test('R4.40 R5.25 a name that a spreadsheet would obey is kept from it, and a role that grants nothing is one empty line', async () => {
    const id = await made('/api/roles', { name: '=HYPERLINK("https://evil.example";"qui")', grants: {} });

    const [, line] = lines((await exported(id)).text);

    expect(line).toEqual([`'=HYPERLINK("https://evil.example";"qui")`, 'Tutto l’ente', '', '', '', '', '', '', '']);
  });

  test('D2 nobody gets it without the right to see roles, and one that is not there is not found', async () => {
    const id = await made('/api/roles', { name: 'Sportello', grants: {} });
    const clerk = await world.browser({ address: '192.0.2.20' });
    await clerk.signIn(await world.user({}));

    expect((await clerk.get(`/api/roles/${id}/export`)).status).toBe(403);
    expect((await exported('01a2000f-45ca-77f7-a868-648b862a4d81')).body).toMatchObject({ type: 'request.not-found' });
  });
});
