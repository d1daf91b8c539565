import { events } from '@varco/shared/access-log/events';
import { everything } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

/** The day of the tests, and days around it. */
const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'] as [Day, Day, Day];

/** A municipality with two departments and three units, an administrator at work and a clerk. */
interface Municipality {
  readonly world: World;
  readonly desk: TestBrowser;
  readonly clerk: Somebody;
  readonly at: TestBrowser;
  readonly social: string;
  readonly taxes: string;
  readonly minors: string;
  readonly adults: string;
  readonly rates: string;
}

let town: Municipality;

beforeEach(async () => {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  const made = async (url: string, body: object): Promise<string> => {
    const answer = await desk.post(url, body);
    expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
    return String(answer.body.id);
  };
  const social = await made('/api/departments', { name: 'Servizi sociali', nameEnglish: 'Social services' });
  const taxes = await made('/api/departments', { name: 'Tributi' });
  const minors = await made('/api/units', { departmentId: social, name: 'Minori', site: 'Via Roma 1' });
  const adults = await made('/api/units', { departmentId: social, name: 'Adulti' });
  const rates = await made('/api/units', { departmentId: taxes, name: 'Tariffe' });
  const clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  const at = await world.browser({ address: '192.0.2.20' });
  await at.signIn(clerk);
  town = { world, desk, clerk, at, social, taxes, minors, adults, rates };
});

const made = async (url: string, body: object, by = town.desk): Promise<string> => {
  const answer = await by.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};

const done = async (method: 'PUT' | 'DELETE', url: string, body?: object): Promise<void> =>
  expect([method, url, (await town.desk.send(method, url, body)).status]).toEqual([method, url, 204]);

const role = (name: string, grants: object, more: object = {}): Promise<string> => made('/api/roles', { name, grants, ...more });
const place = (unitId: string, more: object = {}) =>
  made(`/api/users/${town.clerk.id}/placements`, { unitId, from: '2026-01-01', ...more });
const give = (roleId: string, more: object = {}) =>
  made(`/api/users/${town.clerk.id}/assignments`, { roleId, from: '2026-01-01', ...more });
const grants = async (browser = town.at) => (await browser.get('/api/me')).body.grants;
const issuesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.issues as { field: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);

const reading = { users: { search: 'organization' } };

describe('a role', () => {
  test('R3.58 R2.40 what it grants is in force at once in a session that is open, and what it loses is gone at once', async () => {
    expect((await town.at.get('/api/users')).status).toBe(403);

    const id = await role('Sportello', reading);
    await give(id);
    await expect.poll(() => grants()).toEqual(reading);
    expect((await town.at.get('/api/users')).status).toBe(200);
    expect((await town.at.post('/api/users', {})).status).toBe(403);

    await done('PUT', `/api/roles/${id}`, { version: 1, name: 'Sportello', grants: {} });
    await expect.poll(async () => (await town.at.get('/api/users')).status).toBe(403);
  });

  test('R2.44 in use it is not deleted but switched off, and gives nothing any more', async () => {
    const id = await role('Sportello', reading);
    await give(id);

    expect((await town.desk.send('DELETE', `/api/roles/${id}`)).body).toMatchObject({ type: 'authorization.role-in-use', status: 409 });
    await done('PUT', `/api/roles/${id}`, { version: 1, name: 'Sportello', active: false, grants: reading });

    await expect.poll(() => grants()).toEqual({});
  });

  test('R2.38 one name once in a department, whatever its capitals and accents, and again in another', async () => {
    await role('Città', {});
    await role('Città', {}, { departmentId: town.social });

    expect((await town.desk.post('/api/roles', { name: 'CITTA' })).body).toMatchObject({ type: 'authorization.role-name-taken' });
    expect((await town.desk.post('/api/roles', { name: 'citta', departmentId: town.social })).status).toBe(409);
    expect((await town.desk.post('/api/roles', { name: 'Città', departmentId: town.taxes })).status).toBe(201);
  });

  test('R2.41 what a function does not admit is refused, all faults at once, and nothing is saved', async () => {
    const answer = await town.desk.post('/api/roles', {
      name: '…',
      grants: { 'access-log': { delete: 'all', search: 'department' }, nothing: { search: 'all' }, users: { search: 'organization' } },
    });

    expect(answer.body).toMatchObject({ type: 'authorization.role-refused', status: 422 });
    expect(issuesOf(answer)).toEqual([
      'name letters-needed',
      'grants.access-log.search level-not-admitted',
      'grants.access-log.delete not-admitted',
      'grants.nothing.search not-admitted',
    ]);
    expect((await town.desk.get('/api/roles')).body.items).toEqual([]);
  });

  test('R2.44 two who change it at once: the second is shown what the first saved', async () => {
    const id = await role('Sportello', reading);
    await done('PUT', `/api/roles/${id}`, { version: 1, name: 'Sportello unico', grants: reading });

    const late = await town.desk.send('PUT', `/api/roles/${id}`, { version: 1, name: 'Altro', grants: {} });

    expect(late.body).toMatchObject({ type: 'request.changed-meanwhile', current: { name: 'Sportello unico', grants: reading } });
  });

  test('R3.58 every change is in the log, with what it granted before and after', async () => {
    const id = await role('Sportello', reading);
    await done('PUT', `/api/roles/${id}`, {
      version: 1,
      name: 'Sportello',
      grants: { users: { search: 'organization', modify: 'organization' } },
    });

    const { items } = (await town.desk.get(`/api/access-log?event=role-changed`)).body as { items: { changes: { items: unknown[] } }[] };

    expect(items[0]?.changes.items).toEqual([
      { field: 'grants', before: ['users.search=organization'], after: ['users.search=organization', 'users.modify=organization'] },
      { field: 'role', before: 'Sportello', after: 'Sportello' },
    ]);
  });
});

describe('nobody gives what he does not have', () => {
  /** The clerk becomes one who manages roles and finds users. */
  const keeper = async (): Promise<string> => {
    const every = { search: 'organization', create: 'organization', modify: 'organization', delete: 'organization' };
    const id = await role('Gestore', { roles: every, ...reading });
    await give(id);
    return id;
  };

  test('R1.47 neither in a role that he makes, nor by giving one that somebody else made', async () => {
    await keeper();
    const strong = await role('Criteri', { policy: { modify: 'all' } });

    const making = await town.at.post('/api/roles', {
      name: 'Tutto',
      grants: { policy: { search: 'organization' }, users: { search: 'all' } },
    });
    const other = await town.world.user({});
    const giving = await town.at.post(`/api/users/${other.id}/assignments`, { roleId: strong, from: '2026-01-01' });

    expect(making.body).toMatchObject({ type: 'authorization.beyond-own', status: 403 });
    expect(issuesOf(making)).toEqual(['grants.users.search beyond-own', 'grants.policy.search beyond-own']);
    expect(giving.body).toMatchObject({ type: 'authorization.beyond-own' });
    expect(await made('/api/roles', { name: 'Ricerca', grants: reading }, town.at)).toEqual(expect.any(String));
  });

  test('R1.47 a role that reaches further may be corrected in its other parts, and never widened', async () => {
    await keeper();
    const id = await role('Criteri', { policy: { search: 'all' } });
    const change = (more: object) =>
      town.at.send('PUT', `/api/roles/${id}`, { version: 1, name: 'Criteri', grants: { policy: { search: 'all' } }, ...more });

    expect((await change({ grants: { policy: { search: 'all', modify: 'all' } } })).body).toMatchObject({
      type: 'authorization.beyond-own',
    });
    expect((await change({ description: 'Solo lettura' })).status).toBe(204);
  });

  test('R1.47 nobody but an administrator touches an administrator, makes one, or is made one by himself', async () => {
    const { clerk, at, world, desk } = town;
    const id = await role('Utenti', { users: { search: 'organization', create: 'organization', modify: 'organization' } });
    await give(id);
    const boss = world.administrator.id;
    const above = { type: 'authorization.above-own', status: 403 };

    expect((await at.post(`/api/users/${boss}/password-resets`, {})).body).toMatchObject(above);
    expect((await at.post(`/api/users/${boss}/unlocks`, {})).body).toMatchObject(above);
    expect((await at.send('PATCH', `/api/users/${boss}`, { version: 1, username: 'preso' })).body).toMatchObject(above);
    const erasing = { username: world.administrator.username, reason: '' };
    expect((await at.post(`/api/users/${boss}/erasure`, erasing)).body).toMatchObject(above);
    const making = { familyName: 'Verdi', givenName: 'Ugo', username: 'u.verdi', administrator: true };
    expect((await at.post('/api/users', making)).body).toMatchObject({ type: 'authorization.beyond-own' });
    expect((await at.send('PUT', `/api/users/${clerk.id}/administration`, { administers: 'organization' })).status).toBe(403);
    expect((await at.signIn(world.administrator)).status).toBe(200);
    await done('PUT', `/api/users/${clerk.id}/administration`, { administers: 'organization' });
    const again = await world.browser();
    await again.signIn(clerk);
    expect(await grants(again)).toEqual(everything('organization'));
    // Of one organization, he does not touch who administers the installation.
    expect((await again.send('PUT', `/api/users/${boss}/administration`, { administers: 'nothing' })).body).toMatchObject(above);
    expect((await again.send('PUT', `/api/users/${clerk.id}/administration`, { administers: 'installation' })).body).toMatchObject({
      type: 'authorization.beyond-own',
    });
    expect((await desk.get('/api/me')).status).toBe(200);
  });

  test('R1.47 nobody gives himself a role, nor has one for longer or elsewhere than he was given it; giving it up is his', async () => {
    const { clerk, at, minors, rates } = town;
    await place(minors);
    const managing = await role('Ruoli', { roles: { search: 'organization', modify: 'organization' } });
    const given = await give(managing, { unitId: minors, to: TOMORROW });
    const url = `/api/users/${clerk.id}/assignments`;
    await expect.poll(async () => (await at.get('/api/roles')).status).toBe(200);
    const own = { type: 'authorization.own-role', status: 403 };

    expect((await at.send('PUT', `${url}/${given}`, { from: '2026-01-01', to: null })).body).toMatchObject(own);
    expect((await at.post(url, { roleId: managing, from: TODAY })).body).toMatchObject(own);
    expect((await at.post(url, { roleId: managing, unitId: rates, from: TODAY })).body).toMatchObject(own);
    expect((await at.send('PUT', `/api/users/${clerk.id}/placed`, { placed: false })).body).toMatchObject(own);
    expect((await at.send('PUT', `${url}/${given}`, { from: '2026-01-01', to: TODAY })).status).toBe(204);
    expect((await at.send('DELETE', `${url}/${given}`)).status).toBe(204);
  });

  test('R1.47 nobody widens a role that he has: what he may do for one unit today would be his everywhere and for ever', async () => {
    const { clerk, at, minors } = town;
    const managing = { roles: { search: 'organization', modify: 'organization' } };
    const own = await role('Ruoli', managing);
    const others = await role('Sportello', {});
    await place(minors);
    await give(own);
    await give(await role('Utenti', { users: { search: 'organization' } }), { unitId: minors, to: TODAY });
    await expect.poll(async () => Object.keys((await grants(at)) as object).toSorted()).toEqual(['roles', 'users']);
    const change = (id: string, version: number, name: string, more: object) =>
      at.send('PUT', `/api/roles/${id}`, { version, name, grants: more });
    const refused = { type: 'authorization.own-role', status: 403 };

    expect((await change(own, 1, 'Ruoli', { ...managing, ...reading })).body).toMatchObject(refused);
    const group = await made('/api/groups', { kind: 'organizational', name: 'Ufficio' });
    await made(`/api/groups/${group}/members`, { userId: clerk.id, from: '2026-01-01' });
    await made(`/api/groups/${group}/roles`, { roleId: others, from: '2026-01-01' });
    expect((await change(others, 1, 'Sportello', reading)).body).toMatchObject(refused);
    expect((await change(own, 1, 'Ruoli', { roles: { modify: 'organization' } })).status).toBe(204);
    expect((await change(await role('Altrui', {}), 1, 'Altrui', reading)).status).toBe(204);
  });

  test('R2.45 R1.47 no right comes back by a placement from who has it not himself, and nobody places himself', async () => {
    const { clerk, at, minors, world } = town;
    const managing = await role('Struttura', { structure: { search: 'organization', create: 'organization', modify: 'organization' } });
    const powerful = await role('Utenti', { users: { search: 'organization', modify: 'organization' } });
    const other = await world.user({ familyName: 'Neri', givenName: 'Ivo' });
    const places = (id: string) => `/api/users/${id}/placements`;
    const lapsed = async (id: string): Promise<string> => {
      const placement = await made(places(id), { unitId: minors, from: '2026-01-01' });
      await made(`/api/users/${id}/assignments`, { roleId: powerful, unitId: minors, from: '2026-01-01' });
      await done('PUT', `${places(id)}/${placement}`, { from: '2026-01-01', to: YESTERDAY });
      return `${places(id)}/${placement}`;
    };
    const [own, his] = [await lapsed(clerk.id), await lapsed(other.id)];
    await give(managing);
    const longer = { from: '2026-01-01', to: TOMORROW };
    const earlier = { unitId: minors, from: '2025-12-01', to: '2025-12-31' };
    await expect.poll(async () => (await at.get('/api/structure')).status).toBe(200);

    for (const [method, url, body] of [
      ['PUT', own, longer],
      ['POST', places(clerk.id), { unitId: minors, from: TODAY }],
      ['DELETE', own, undefined],
    ] as const)
      expect((await at.send(method, url, body)).body).toMatchObject({ type: 'authorization.own-placement', status: 403 });
    const refused = await at.send('PUT', his, longer);
    expect(refused.body).toMatchObject({ type: 'authorization.beyond-own', status: 403 });
    expect(issuesOf(refused)).toEqual(['grants.users.search beyond-own', 'grants.users.modify beyond-own']);
    expect((await at.send('PUT', his, { from: '2026-01-01', to: null })).status).toBe(403);
    // What brings nothing back is his to do: to mend a day that is past, and to place anew.
    expect((await at.send('PUT', his, { from: '2026-01-01', to: '2026-11-19' })).status).toBe(204);
    expect((await at.send('PUT', his, { from: '2026-01-01', to: YESTERDAY })).status).toBe(204);
    expect((await at.post(places(other.id), earlier)).status).toBe(201);
    expect((await at.post(places(other.id), { unitId: minors, from: TODAY })).status).toBe(201);
    const { body } = await town.desk.get(`/api/users/${other.id}/decision?function=users&action=modify&unit=${minors}`);
    expect(body).toMatchObject({ allowed: false });
    expect(JSON.stringify(body)).toContain('placed-later');
    const boss = places(world.administrator.id);
    expect((await at.post(boss, { unitId: minors, from: TODAY })).body).toMatchObject({ type: 'authorization.above-own' });
  });

  test('R2.44 R1.47 no right comes back by switching on a unit, a department or a role from who has it not himself', async () => {
    const { clerk, at, minors, social } = town;
    const managing = {
      structure: { search: 'organization', modify: 'organization' },
      roles: { search: 'organization', modify: 'organization' },
    };
    const powerful = await role('Utenti', { users: { search: 'organization' } });
    await place(minors);
    await give(powerful, { unitId: minors });
    await give(await role('Struttura', managing));
    const unit = { departmentId: social, name: 'Minori', site: 'Via Roma 1' };
    const department = { name: 'Servizi sociali', nameEnglish: 'Social services' };
    const rights = { name: 'Utenti', grants: { users: { search: 'organization' } } };
    await done('PUT', `/api/units/${minors}`, { ...unit, version: 1, active: false });
    await done('PUT', `/api/departments/${social}`, { ...department, version: 1, active: false });
    await done('PUT', `/api/roles/${powerful}`, { ...rights, version: 1, active: false });
    await expect.poll(() => grants()).toEqual(managing);

    for (const [url, body] of [
      [`/api/units/${minors}`, unit],
      [`/api/departments/${social}`, department],
      [`/api/roles/${powerful}`, rights],
    ] as const) {
      expect((await at.send('PUT', url, { ...body, version: 2, active: false })).status).toBe(204);
      const refused = await at.send('PUT', url, { ...body, version: 3, active: true });
      expect([url, refused.body]).toEqual([url, expect.objectContaining({ type: 'authorization.beyond-own', status: 403 })]);
      await done('PUT', url, { ...body, version: 3, active: true });
    }
    await expect.poll(async () => (await at.get(`/api/users/${clerk.id}`)).status).toBe(200);
  });

  test('R2.45 a placement does not come to begin after a role that was given in it, and the refusal names the role', async () => {
    const { clerk, minors } = town;
    const id = await place(minors);
    await give(await role('Sportello', reading), { unitId: minors, from: '2026-03-01' });
    const move = (from: string) => town.desk.send('PUT', `/api/users/${clerk.id}/placements/${id}`, { from, to: null });

    const refused = await move('2026-03-02');
    expect(refused.body).toMatchObject({
      type: 'structure.refused',
      issues: [{ field: 'from', rule: 'roles-begin-before', roles: ['Sportello'] }],
    });
    expect(JSON.stringify(refused.body)).toContain('Sportello');
    expect((await move('2026-03-01')).status).toBe(204);
  });

  test('R3.50 the last administrator of the installation stays one', async () => {
    const url = `/api/users/${town.world.administrator.id}/administration`;

    expect((await town.desk.send('PUT', url, { administers: 'nothing' })).body).toMatchObject({ type: 'identity.last-administrator' });
    expect((await town.desk.send('PUT', url, { administers: 'organization' })).body).toMatchObject({ type: 'identity.last-administrator' });
    await done('PUT', `/api/users/${town.clerk.id}/administration`, { administers: 'installation' });
    await done('PUT', url, { administers: 'nothing' });
    await expect.poll(async () => (await town.desk.get('/api/users')).status).toBe(403);
  });
});

describe('whoever only looks people up', () => {
  test('R1.6 R5.13 is told no login: in no list, suggestion, record or file; whoever manages users is', async () => {
    const { at, clerk } = town;
    const id = await role('Rubrica', reading);
    await give(id);
    const readings = [
      '/api/users?state=all',
      '/api/users/suggestions?search=bruni',
      `/api/users/${clerk.id}`,
      '/api/users/export?state=all',
    ];
    const seen = () => Promise.all(readings.map(async (url) => (await at.get(url)).text));

    await expect.poll(async () => (await at.get('/api/users')).status).toBe(200);
    for (const text of await seen()) {
      expect(text).toContain('Bruni');
      expect(text).not.toContain(clerk.username);
      expect(text).not.toContain('username');
    }
    await done('PUT', `/api/roles/${id}`, {
      version: 1,
      name: 'Rubrica',
      grants: { users: { search: 'organization', modify: 'organization' } },
    });
    await expect.poll(async () => (await at.get('/api/users')).text).toContain(clerk.username);
    for (const text of await seen()) expect(text).toContain(clerk.username);
  });
});

describe('the unit for which somebody works', () => {
  test('R2.25 R2.43 is the one proposed, is changed during the session, and decides what may be done; the log says it', async () => {
    const { at, minors, rates, world } = town;
    await place(minors);
    await place(rates);
    await give(await role('Minori', reading, { departmentId: town.social }), { unitId: minors });
    await give(await role('Tariffe', { policy: { search: 'organization' } }, { departmentId: town.taxes }), {
      unitId: rates,
      isDefault: true,
    });

    await expect
      .poll(async () => (await at.get('/api/me')).body)
      .toMatchObject({ unit: { name: 'Tariffe' }, units: [{ name: 'Minori' }, { name: 'Tariffe' }] });
    await expect.poll(() => grants()).toEqual({ policy: { search: 'organization' } });
    expect((await at.send('PUT', '/api/me/unit', { unitId: minors })).status).toBe(204);
    await expect.poll(() => grants()).toEqual(reading);
    expect((await at.send('PUT', '/api/me/unit', { unitId: town.adults })).body).toMatchObject({ type: 'request.not-found', status: 404 });
    expect((await world.logRows()).map(({ event }) => event)).toContain(events['unit-chosen']);
  });

  test('R2.45 a placement that ends takes its roles with it the day after, in an open session too', async () => {
    const { world, minors } = town;
    const placement = await place(minors);
    await give(await role('Minori', reading, { departmentId: town.social }), { unitId: minors });
    await expect.poll(() => grants()).toEqual(reading);

    await done('PUT', `/api/users/${town.clerk.id}/placements/${placement}`, { from: '2026-01-01', to: TODAY });
    await expect.poll(() => grants()).toEqual(reading);
    world.clock.advance({ minutes: 13 * 60 + 50 });
    const late = await world.browser();
    await late.signIn(town.clerk);
    expect(await grants(late)).toEqual(reading);
    // Past midnight in Rome.
    world.clock.advance({ minutes: 15 });

    expect(await grants(late)).toEqual({});
  });

  test('R2.13 a role from tomorrow gives nothing today, and one until yesterday nothing any more', async () => {
    const id = await role('Sportello', reading);
    await give(id, { from: '2026-01-01', to: YESTERDAY });
    await give(id, { from: TOMORROW });

    await expect.poll(() => grants()).toEqual({});
  });
});

describe('what does not fit together is refused, with every fault', () => {
  const assigning = (body: object) => town.desk.post(`/api/users/${town.clerk.id}/assignments`, { from: '2026-01-01', ...body });

  test('R2.12 R2.14 a role in a unit of another department, where the person is not placed, with days the wrong way round', async () => {
    const roleId = await role('Minori', reading, { departmentId: town.social });

    expect(issuesOf(await assigning({ roleId }))).toEqual(['unitId unit-needed']);
    expect(issuesOf(await assigning({ roleId, unitId: town.rates }))).toEqual(['unitId unit-of-another', 'unitId not-placed-there']);
    expect(issuesOf(await assigning({ roleId, unitId: town.minors }))).toEqual(['unitId not-placed-there']);
    expect(issuesOf(await assigning({ roleId, unitId: town.rates, from: TODAY, to: YESTERDAY }))).toEqual([
      'to end-before-start',
      'unitId unit-of-another',
    ]);
    expect(issuesOf(await assigning({ roleId: town.clerk.id, unitId: town.clerk.id }))).toEqual(['roleId not-there', 'unitId not-there']);
  });

  test('R2.39 a role for who is placed nowhere to who is placed, and the reverse', async () => {
    const outside = await role('Revisore', reading, { forUnplaced: true });
    const inside = await role('Sportello', reading);

    expect(issuesOf(await assigning({ roleId: outside }))).toEqual(['roleId for-unplaced-only']);
    await done('PUT', `/api/users/${town.clerk.id}/placed`, { placed: false });
    expect(issuesOf(await assigning({ roleId: inside }))).toEqual(['roleId for-placed-only']);
    await give(outside, { unitId: town.minors });
    await expect.poll(() => grants()).toEqual(reading);
  });

  test('R2.15 placed yes or no is not changed while a row would no longer hold, and the rows are named', async () => {
    await place(town.minors);
    await give(await role('Sportello', reading));
    const url = `/api/users/${town.clerk.id}/placed`;

    expect((await town.desk.send('PUT', url, { placed: false })).body).toMatchObject({
      type: 'authorization.placed-refused',
      roles: ['Sportello'],
      units: ['Minori'],
    });
    await expect.poll(() => grants()).toEqual(reading);
  });

  test('R2.15 whom a role is for, and of which department it is, stays while somebody has it', async () => {
    const id = await role('Sportello', reading);
    await give(id);
    const change = (more: object) => town.desk.send('PUT', `/api/roles/${id}`, { version: 1, name: 'Sportello', grants: reading, ...more });

    expect(issuesOf(await change({ forUnplaced: true }))).toEqual(['forUnplaced role-assigned']);
    expect(issuesOf(await change({ departmentId: town.social }))).toEqual(['departmentId role-assigned']);
  });

  test('R2.13 of 40 requests at once that give the same role one succeeds', async () => {
    const roleId = await role('Sportello', reading);

    const answers = await Promise.all(Array.from({ length: 40 }, () => assigning({ roleId })));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.type))).toEqual(
      new Set(['authorization.assigned-twice']),
    );
  });

  test('R2.13 the same role in the same unit twice at a time is refused, one after the other is not', async () => {
    const roleId = await role('Sportello', reading);
    await give(roleId, { to: TODAY });

    expect((await assigning({ roleId, from: TODAY })).body).toMatchObject({ type: 'authorization.assigned-twice' });
    expect((await assigning({ roleId, from: TOMORROW })).status).toBe(201);
  });
});

describe('why can she', () => {
  test('R2.42 the page is told every way and every obstacle by name', async () => {
    const { clerk, desk } = town;
    await place(town.minors);
    await give(await role('Sportello', reading));
    await give(await role('Minori', { users: { modify: 'organization' } }, { departmentId: town.social }), { unitId: town.minors });
    const ask = async (action: string) => (await desk.get(`/api/users/${clerk.id}/decision?function=users&action=${action}`)).body;

    expect(await ask('search')).toMatchObject({
      allowed: true,
      visibility: 'organization',
      ways: [{ by: 'role', role: { name: 'Sportello' }, unit: null }],
      failing: [{ role: { name: 'Minori' }, because: 'not-granted' }],
      unit: { name: 'Minori' },
    });
    expect(await ask('create')).toMatchObject({
      allowed: false,
      lacking: [],
      ways: [],
      failing: [{ because: 'not-granted' }, { because: 'not-granted' }],
    });
    expect(await ask('fly')).toMatchObject({ allowed: false, lacking: ['function'] });
  });
});

describe('what is of the installation', () => {
  test('R2.41 no role of one organization opens jobs and backups, nor does its administrator see them', async () => {
    const { at, clerk, desk, world } = town;
    const answer = await desk.post('/api/roles', { name: 'Lavori', grants: { jobs: { search: 'organization', create: 'organization' } } });
    await done('PUT', `/api/users/${clerk.id}/administration`, { administers: 'organization' });
    await expect.poll(() => grants()).toEqual(everything('organization'));

    expect(issuesOf(answer)).toEqual(['grants.jobs.search level-not-admitted', 'grants.jobs.create level-not-admitted']);
    for (const url of ['/api/jobs', '/api/backups', '/api/runs', '/api/needs'])
      expect([url, (await at.get(url)).status]).toEqual([url, 403]);
    expect((await at.post('/api/jobs/forget-runs/runs', {})).status).toBe(403);
    expect((await at.send('PUT', '/api/access-log/retention', { version: '', days: 'never', reason: 'x' })).body).toMatchObject({
      type: 'authorization.not-allowed',
    });
    const seen = (await at.get('/api/access-log?outcome=refused')).body.items as unknown[];
    await (await world.browser()).signIn({ username: 'nessuno', password: 'sbagliata' });
    expect((await at.get('/api/access-log?outcome=refused')).body.items).toEqual(seen);
    expect((await desk.get('/api/access-log?outcome=refused')).body.items).toHaveLength(seen.length + 1);
  });

  test('R1.47 first passwords are made neither for an administrator by who is none, nor shown to who only looks people up', async () => {
    const { at, desk } = town;
    await give(await role('Utenti', { users: { search: 'organization', create: 'organization', modify: 'organization' } }));
    const chief = { familyName: 'Verdi', givenName: 'Ugo', username: 'u.verdi', administrator: true };
    const { id } = (await desk.post('/api/users', chief)).body;
    await expect.poll(async () => (await at.get('/api/users')).status).toBe(200);

    expect((await at.post('/api/first-passwords', { users: [id] })).body).toMatchObject({ type: 'authorization.above-own' });
    expect((await desk.post('/api/first-passwords', { users: [id] })).status).toBe(201);
  });
});
