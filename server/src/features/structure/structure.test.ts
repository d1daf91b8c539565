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
  expect([url, answer.status]).toEqual([url, 201]);
  return String(answer.body.id);
};

const issuesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.issues as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);

describe('the structure as a file', () => {
  test('R2.45 R4.40 is a row for each unit and one for a department without units, in the language asked for, obeyed by no spreadsheet', async () => {
    const social = await made('/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
    await made('/api/departments', { name: '=Tributi()', active: false });
    const minors = await made('/api/units', { departmentId: social, name: 'Minori', site: 'Via Roma 1; piano 2' });
    await made('/api/units', { departmentId: social, name: 'Adulti', active: false });
    await made(`/api/users/${world.administrator.id}/placements`, { unitId: minors, from: '2026-01-01' });

    const answer = await desk.get('/api/structure/export');

    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="struttura.csv"');
    expect(answer.text.split('\r\n')).toEqual([
      '\ufeffServizio;Servizio in inglese;Servizio attivo;Unità operativa;Unità in inglese;Sede;Unità attiva;Persone collocate oggi',
      'Servizi sociali;Social services;sì;Adulti;;;no;0',
      'Servizi sociali;Social services;sì;Minori;;"Via Roma 1; piano 2";sì;1',
      "'=Tributi();;no;;;;;",
      '',
    ]);
    const english = await desk.get('/api/structure/export', { headers: { 'accept-language': 'en' } });
    expect(english.text).toMatch(/^\ufeffDepartment;Department in English;/);
  });

  test('R2.4 is for who may look up the structure', async () => {
    const clerk = await world.browser({ address: '192.0.2.20' });
    await clerk.signIn(await world.user({}));

    expect((await clerk.get('/api/structure/export')).body).toMatchObject({ type: 'authorization.not-allowed', status: 403 });
  });
});

describe('a unit', () => {
  test('R2.45 that is refused is told everything at once', async () => {
    const answer = await desk.post('/api/units', { departmentId: world.administrator.id, name: '…' });

    expect(answer.body).toMatchObject({ type: 'structure.refused', status: 422 });
    expect(issuesOf(answer)).toEqual(['departmentId not-there', 'name letters-needed']);
  });

  test('R2.45 moves to another department only while nobody has a role in it, and the refusal says so', async () => {
    const social = await made('/api/departments', { name: 'Servizi sociali' });
    const taxes = await made('/api/departments', { name: 'Tributi' });
    const minors = await made('/api/units', { departmentId: social, name: 'Minori' });
    const roleId = await made('/api/roles', { name: 'Sportello', departmentId: social, grants: {} });
    const clerk = await world.user({});
    await made(`/api/users/${clerk.id}/placements`, { unitId: minors, from: '2026-01-01' });
    const given = await made(`/api/users/${clerk.id}/assignments`, { roleId, unitId: minors, from: '2026-01-01' });
    const move = () => desk.send('PUT', `/api/units/${minors}`, { version: 1, departmentId: taxes, name: 'Minori' });

    expect((await move()).body).toMatchObject({ type: 'structure.unit-has-roles', status: 409 });
    expect((await desk.send('DELETE', `/api/users/${clerk.id}/assignments/${given}`)).status).toBe(204);
    expect((await move()).status).toBe(204);

    const { body } = await desk.get('/api/structure');
    expect(body.departments).toMatchObject([
      { name: 'Servizi sociali', units: [] },
      { name: 'Tributi', units: [{ name: 'Minori', people: 1 }] },
    ]);
  });
});

test('R1.13 R2.25 whoever works for a unit is told its name and that of its department in both languages', async () => {
  const social = await made('/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
  const minors = await made('/api/units', { departmentId: social, name: 'Minori', nameEnglish: 'Minors' });
  await made(`/api/users/${world.administrator.id}/placements`, { unitId: minors, from: '2026-01-01' });

  const unit = {
    id: minors,
    name: 'Minori',
    nameEnglish: 'Minors',
    department: { name: 'Servizi sociali', nameEnglish: 'Social services' },
  };
  await expect.poll(async () => (await desk.get('/api/me')).body).toMatchObject({ unit, units: [unit] });
});
