import { events } from '@varco/shared/access-log/events';
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
  expect([url, answer.status, answer.body]).toEqual([url, 201, expect.anything()]);
  return String(answer.body.id);
};
const cases = (...actions: object[]) => ({ functions: [{ name: 'case', label: 'Pratiche', actions }] });
const issuesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.issues as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);

describe('the functions of an application', () => {
  test('R2.41 are refused with every fault at once, and nothing is saved', async () => {
    const id = await made('/api/applications', { code: 'social', name: 'Cartella' });
    const url = `/api/applications/${id}/functions`;
    await desk.send('PUT', url, cases({ name: 'search', levels: ['organization'] }));

    const answer = await desk.send('PUT', url, {
      functions: [
        {
          name: 'case',
          label: 'Pratiche',
          actions: [
            { name: 'search', levels: ['organization'], proposed: 'all' },
            { name: 'search', levels: ['all'] },
            { name: 'approve', levels: ['all'] },
          ],
        },
        { name: 'case', label: 'Altro', actions: [{ name: 'search', levels: ['all'] }] },
      ],
    });

    expect(answer.body).toMatchObject({ type: 'applications.manifest-refused', status: 422 });
    expect(issuesOf(answer)).toEqual([
      'functions.0.actions.0.proposed proposed-not-admitted',
      'functions.0.actions.1.name action-twice',
      'functions.0.actions.2.label label-needed',
      'functions.1.name function-twice',
    ]);
    const { body } = await desk.get(`/api/applications/${id}`);
    expect(body.functions).toMatchObject([
      { name: 'social/case', actions: [{ name: 'search', levels: ['organization'], proposed: 'organization' }] },
    ]);
    for (const functions of [
      [{ name: 'Case', label: 'x', actions: [] }],
      [{ name: 'users', label: '', actions: [{ name: 'a b', levels: [] }] }],
      'x',
    ])
      expect((await desk.send('PUT', url, { functions })).status).toBe(400);
  });

  test('R2.41 a plan says what would change and how many roles lose something; what is gone gives nothing and stays written', async () => {
    const id = await made('/api/applications', { code: 'social', name: 'Cartella', organizations: [world.organizationId] });
    const url = `/api/applications/${id}/functions`;
    await desk.send('PUT', url, cases({ name: 'search', levels: ['organization'] }, { name: 'modify', levels: ['organization'] }));
    const grants = { 'social/case': { search: 'organization', modify: 'organization' } };
    const role = await made('/api/roles', { name: 'Sportello', grants });
    const next = cases({ name: 'search', levels: ['organization', 'all'] });

    const plan = { added: [], changed: ['social/case'], removed: [], rolesThatLose: 1 };
    expect((await desk.post(`${url}/plans`, next)).body).toEqual(plan);
    expect((await desk.get(`/api/applications/${id}`)).body).toMatchObject({ functions: [{ actions: [{}, {}] }], isGranted: true });
    expect((await desk.send('PUT', url, next)).body).toEqual(plan);
    expect((await desk.get(`/api/roles/${role}`)).body.grants).toEqual(grants);
    // The role can be saved as it is, but nobody can grant anew what is gone.
    const saved = { version: 1, name: 'Sportello 2', grants };
    expect((await desk.send('PUT', `/api/roles/${role}`, saved)).status).toBe(204);
    expect(issuesOf(await desk.post('/api/roles', { name: 'Altro', grants }))).toEqual(['grants.social/case.modify not-admitted']);
    expect((await desk.send('DELETE', `/api/applications/${id}`)).body).toMatchObject({ type: 'applications.in-use', status: 409 });
    await desk.send('PUT', `/api/roles/${role}`, { version: 2, name: 'Sportello', grants: {} });
    expect((await desk.send('DELETE', `/api/applications/${id}`)).status).toBe(204);
    expect((await desk.get(`/api/applications/${id}`)).status).toBe(404);
    expect((await world.logRows()).filter(({ event }) => event === events['application-changed']).length).toBe(4);
  });

  test('R1.39 serve only the organizations that are named: to the roles of others they are not there', async () => {
    const id = await made('/api/applications', { code: 'social', name: 'Cartella' });
    await desk.send('PUT', `/api/applications/${id}/functions`, cases({ name: 'search', levels: ['organization'] }));
    const granting = { name: 'Sportello', grants: { 'social/case': { search: 'organization' } } };

    expect((await desk.get('/api/functions')).body).toEqual({ items: [] });
    expect(issuesOf(await desk.post('/api/roles', granting))).toEqual(['grants.social/case.search not-admitted']);
    const serving = { version: 1, name: 'Cartella', organizations: [world.organizationId] };
    expect((await desk.send('PUT', `/api/applications/${id}`, serving)).status).toBe(204);
    expect((await desk.get('/api/functions')).body).toMatchObject({
      items: [{ application: { code: 'social' }, functions: [{ name: 'social/case' }] }],
    });
    await made('/api/roles', granting);
    expect((await desk.send('PUT', `/api/applications/${id}`, serving)).body).toMatchObject({ type: 'request.changed-meanwhile' });
    const elsewhere = { ...serving, version: 2, organizations: ['01980000-0000-7000-8000-00000000000e'] };
    expect(issuesOf(await desk.send('PUT', `/api/applications/${id}`, elsewhere))).toEqual(['organizations.0 not-there']);
  });

  test('R1.35 are registered by the application itself too, and the log says that it did', async () => {
    const id = await made('/api/applications', { code: 'social', name: 'Cartella' });
    const { body } = await desk.post(`/api/applications/${id}/secrets`, {});
    const program = await world.browser({ agent: 'cartella/1.0' });
    const headers = { authorization: `Bearer ${String(body.token)}` };

    const answer = await program.send('PUT', '/access/v1/functions', cases({ name: 'search', levels: ['all'] }), { headers });

    expect(answer).toMatchObject({ status: 200, body: { added: ['social/case'], removed: [], rolesThatLose: 0 } });
    const [row] = await world.owner<{ name: string; channel: number }>(
      'select s.name, e.channel from access_log.entries e join access_log.subjects s on s.id = e.actor_id where e.event = $1 and s.user_id is null',
      [events['application-changed']],
    );
    expect(row).toEqual({ name: 'social (API)', channel: 2 });
  });
});

describe('who may register applications', () => {
  test('R2.41 D2 only who administers the installation; others do not even see the list', async () => {
    const role = await made('/api/roles', {
      name: 'Ruoli',
      grants: { roles: { search: 'organization', create: 'organization', modify: 'organization' } },
    });
    const clerk = await world.user({});
    await made(`/api/users/${clerk.id}/assignments`, { roleId: role, from: '2026-01-01' });
    const at = await world.browser({ address: '192.0.2.20' });
    await at.signIn(clerk);
    const id = await made('/api/applications', { code: 'social', name: 'Cartella', organizations: [world.organizationId] });
    await desk.send('PUT', `/api/applications/${id}/functions`, cases({ name: 'search', levels: ['organization', 'all'] }));

    expect((await at.get('/api/applications')).status).toBe(403);
    expect((await at.get('/api/functions')).status).toBe(200);
    // Nobody gives in an application what he does not have there; an administrator does.
    const granting = (level: string) => ({ name: `Sportello ${level}`, grants: { 'social/case': { search: level } } });
    expect((await at.post('/api/roles', granting('organization'))).body).toMatchObject({ type: 'authorization.beyond-own' });
    const given = await made('/api/roles', granting('all'));
    await made(`/api/users/${clerk.id}/assignments`, { roleId: given, from: '2026-01-01' });
    await expect.poll(async () => (await at.get('/api/me')).body.grants).toMatchObject({ 'social/case': { search: 'all' } });
    expect((await at.post('/api/roles', granting('organization'))).status).toBe(201);
    // What reaches far in an application reaches nothing of the installation.
    expect((await at.get('/api/jobs')).status).toBe(403);
    expect((await at.get('/api/applications')).status).toBe(403);
  });

  test('the code is taken once, small letters, and never that of another', async () => {
    await made('/api/applications', { code: 'social', name: 'Cartella' });

    expect((await desk.post('/api/applications', { code: 'social', name: 'Altra' })).body).toMatchObject({
      type: 'applications.code-taken',
    });
    for (const code of ['Social', 'a', 'a/b', '1a', 'x'.repeat(31)])
      expect([code, (await desk.post('/api/applications', { code, name: 'Altra' })).status]).toEqual([code, 400]);
    const answers = await Promise.all(Array.from({ length: 20 }, () => desk.post('/api/applications', { code: 'gara', name: 'Gara' })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });
});

test('R3.58 the history of an application says who changed it, though nobody is at home in the log of the installation', async () => {
  const id = await made('/api/applications', { code: 'social', name: 'Cartella' });

  const { body } = await desk.get(`/api/applications/${id}/history`);
  expect(body).toMatchObject({ showsWho: true, items: [{ event: 'application-changed', actor: { name: expect.stringMatching(/\S/) } }] });
});
