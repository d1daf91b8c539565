import { parse } from 'csv-parse/sync';
import { beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

/** An organization with an application whose functions a role grants to a clerk. */
let world: World;
let desk: TestBrowser;
let clerk: Somebody;
let application: string;

const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};

const sign = { name: 'sign', label: 'Firma', labelEnglish: 'Sign', levels: ['organization', 'all'] };
const search = { name: 'search', levels: ['department', 'organization'] };
const register = async (actions: readonly object[]): Promise<void> => {
  const manifest = { functions: [{ name: 'cases', label: 'Pratiche', labelEnglish: 'Files', actions }] };
  expect((await desk.send('PUT', `/api/applications/${application}/functions`, manifest)).status).toBe(200);
};

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  const department = await made('/api/departments', { name: 'Servizi sociali' });
  await made(`/api/users/${clerk.id}/placements`, {
    unitId: await made('/api/units', { departmentId: department, name: 'Minori' }),
    from: '2026-01-01',
  });
  application = await made('/api/applications', {
    code: 'social',
    name: 'Cartella sociale',
    nameEnglish: 'Social records',
    organizations: [world.organizationId],
  });
  await register([search, sign]);
});

const grants = { users: { search: 'organization' }, 'social/cases': { search: 'organization', sign: 'all' } };
const give = async (roleId: string): Promise<string> => made(`/api/users/${clerk.id}/assignments`, { roleId, from: '2026-01-01' });

test('R2.40 R1.13 the file of a role calls them as people do, and says of what is registered no more that it gives nothing', async () => {
  const id = await made('/api/roles', { name: 'Assistente', grants });
  const exported = async (language: string): Promise<string[][]> => {
    const { text } = await desk.get(`/api/roles/${id}/export`, { headers: { 'accept-language': language } });
    return parse(text, { delimiter: ';', bom: true });
  };

  expect((await exported('it')).at(-1)?.slice(2)).toEqual([
    'Pratiche (Cartella sociale)',
    'Ente',
    'non ammessa',
    'non ammessa',
    'non ammessa',
    'Firma: Tutti',
    '',
  ]);
  expect((await exported('en')).at(-1)?.slice(2)).toEqual([
    'Files (Social records)',
    'Organization',
    'not admitted',
    'not admitted',
    'not admitted',
    'Sign: All',
    '',
  ]);
  await register([search]);
  expect((await exported('it')).at(-1)?.at(-2)).toBe('sign: Tutti (non più registrata: non dà nulla)');
});

test('R2.40 R3.58 who has a role reads what it gives him in applications, after the own functions, until it is registered no more', async () => {
  await give(await made('/api/roles', { name: 'Assistente', grants }));
  const at = await world.browser({ address: '192.0.2.20' });
  await at.signIn(clerk);
  const rights = async (): Promise<string[]> => {
    const { items } = (await at.get('/api/me/rights')).body as { items: { function: string; action: string; visibility: string }[] };
    return items.map((one) => `${one.function} ${one.action} ${one.visibility}`);
  };

  expect(await rights()).toEqual(['users search organization', 'social/cases search organization', 'social/cases sign all']);
  expect((await at.get('/api/functions')).body).toMatchObject({ items: [{ functions: [{ name: 'social/cases', label: 'Pratiche' }] }] });
  await register([sign]);
  expect(await rights()).toEqual(['users search organization', 'social/cases sign all']);
});

test('R2.42 a role that grants in applications alone is tried on, and one whose functions are gone grants nothing', async () => {
  const roleId = await made('/api/roles', { name: 'Assistente', grants: { 'social/cases': { sign: 'organization' } } });
  const trial = async () => (await desk.get(`/api/users/${clerk.id}/rights/trial?role=${roleId}`)).body;

  expect(await trial()).toMatchObject({
    because: null,
    changes: [{ function: 'social/cases', action: 'sign', before: null, after: 'organization' }],
  });
  await register([search]);
  expect(await trial()).toMatchObject({ because: 'grants-nothing', changes: [] });
});

test('R2.41 why somebody may in an application is told like for the own functions', async () => {
  await give(await made('/api/roles', { name: 'Assistente', grants }));
  const why = async (action: string) => (await desk.get(`/api/users/${clerk.id}/decision?function=social/cases&action=${action}`)).body;

  expect(await why('sign')).toMatchObject({ allowed: true, visibility: 'all', ways: [{ by: 'role', role: { name: 'Assistente' } }] });
  expect(await why('delete')).toMatchObject({ allowed: false, lacking: ['function'] });
});
