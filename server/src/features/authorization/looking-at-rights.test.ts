import { everything } from '@varco/shared/authorization/capabilities';
import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

/** A municipality with two departments, an administrator at work and a clerk who is placed with the minors. */
let world: World;
let desk: TestBrowser;
let clerk: Somebody;
let social: string;
let taxes: string;
let minors: string;
let rates: string;

const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};
const role = (name: string, grants: object, more: object = {}): Promise<string> => made('/api/roles', { name, grants, ...more });
const place = (unitId: string, more: object = {}) => made(`/api/users/${clerk.id}/placements`, { unitId, from: '2026-01-01', ...more });
const give = (roleId: string, more: object = {}) => made(`/api/users/${clerk.id}/assignments`, { roleId, from: '2026-01-01', ...more });
const ask = async (path: string, by = desk) => (await by.get(`/api/users/${clerk.id}/${path}`)).body;

const reading = { users: { search: 'organization' } };

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  social = await made('/api/departments', { name: 'Servizi sociali' });
  taxes = await made('/api/departments', { name: 'Tributi' });
  minors = await made('/api/units', { departmentId: social, name: 'Minori' });
  rates = await made('/api/units', { departmentId: taxes, name: 'Tariffe' });
  await place(minors);
});

describe('R2.42 everything that somebody may do, in one answer', () => {
  test('is what her open session has, unit by unit', async () => {
    await place(rates);
    await give(await role('Sportello', reading));
    await give(await role('Minori', { users: { search: 'all', modify: 'organization' } }, { departmentId: social }), { unitId: minors });
    const at = await world.browser({ address: '192.0.2.20' });
    await at.signIn(clerk);

    const here = await ask('rights/overview');
    const there = await ask(`rights/overview?unit=${rates}`);

    expect(here).toMatchObject({ mayEnter: true, unit: { name: 'Minori' }, units: [{ name: 'Minori' }, { name: 'Tariffe' }] });
    expect(here.grants).toEqual({ users: { search: 'all', modify: 'organization' } });
    expect((await at.get('/api/me')).body.grants).toEqual(here.grants);
    expect(there.grants).toEqual(reading);
    expect((await at.send('PUT', '/api/me/unit', { unitId: rates })).status).toBe(204);
    expect((await at.get('/api/me')).body.grants).toEqual(there.grants);
  });

  test('R3.50 who may not enter is said to, and what would hold stays in view', async () => {
    await give(await role('Sportello', reading));
    const { version } = (await desk.get(`/api/users/${clerk.id}`)).body;
    expect((await desk.send('PATCH', `/api/users/${clerk.id}`, { disabled: true, version })).status).toBe(200);

    expect(await ask('rights/overview')).toMatchObject({ mayEnter: false, grants: reading });
    expect(await ask('decision?function=users&action=search')).toMatchObject({ allowed: false, lacking: ['may-enter'] });
  });

  test('for a unit in which she does not work, or that is nobody in sight, there is nothing', async () => {
    await give(await role('Sportello', reading));

    for (const unit of [rates, clerk.id]) {
      expect(await ask(`rights/overview?unit=${unit}`)).toMatchObject({ unit: null, grants: {}, units: [{ name: 'Minori' }] });
      expect(await ask(`decision?function=users&action=search&unit=${unit}`)).toMatchObject({ allowed: false, lacking: ['unit'] });
    }
  });

  test('for a unit in which she worked once there is nothing any more, and it is said why', async () => {
    await place(rates, { to: '2026-02-28' });
    await give(await role('Sportello', reading));

    expect(await ask(`rights/overview?unit=${rates}`)).toMatchObject({ unit: null, grants: {} });
    expect(await ask(`decision?function=users&action=search&unit=${rates}`)).toMatchObject({
      allowed: false,
      visibility: null,
      lacking: ['unit'],
      unit: null,
    });
  });

  test('an administrator has everything', async () => {
    const { body } = await desk.get(`/api/users/${world.administrator.id}/rights/overview`);

    expect(body.grants).toEqual(everything('all'));
  });

  test('a role that is over is told when one asks why not', async () => {
    await give(await role('Sportello', reading), { to: '2026-11-20' });

    expect(await ask('decision?function=users&action=search')).toMatchObject({
      allowed: false,
      failing: [{ role: { name: 'Sportello' }, because: 'over', to: '2026-11-20' }],
    });
  });

  test('R2.45 a unit that is switched off is said of role and placement', async () => {
    await give(await role('Minori', reading, { departmentId: social }), { unitId: minors });
    const { departments } = (await desk.get('/api/structure')).body as { departments: { name: string; units: { version: number }[] }[] };
    const version = departments.find(({ name }) => name === 'Servizi sociali')?.units[0]?.version;
    await desk.send('PUT', `/api/units/${minors}`, { version, departmentId: social, name: 'Minori', active: false });

    expect(await ask('rights')).toMatchObject({
      placements: [{ unit: { name: 'Minori', active: false } }],
      assignments: [{ unit: { name: 'Minori', active: false } }],
    });
  });

  test.each(['rights/overview', 'rights/choices', `rights/trial?role=01a2000f-45ca-77f7-a868-648b862a4d81`])(
    'R2.4 D2 %s is refused to who may not look at roles, and of nobody in sight there is nothing',
    async (path) => {
      const at = await world.browser({ address: '192.0.2.20' });
      await at.signIn(clerk);

      expect((await at.get(`/api/users/${clerk.id}/${path}`)).body).toMatchObject({ type: 'authorization.not-allowed' });
      expect((await desk.get(`/api/users/01a2000f-45ca-77f7-a868-648b862a4d81/${path}`)).body).toMatchObject({ type: 'request.not-found' });
    },
  );
});

describe('R2.14 what can be chosen for her', () => {
  const names = (items: unknown) => (items as { name: string }[]).map(({ name }) => name);

  test('R2.12 R2.39 units in which she is placed and roles for who is; once placed nowhere, every unit and the other roles', async () => {
    await role('Sportello', reading);
    await role('Revisore', reading, { forUnplaced: true });
    await role('Spento', reading, { active: false });
    await role('Minori', reading, { departmentId: social });

    const placed = await ask('rights/choices');
    expect(placed.units).toMatchObject([{ id: minors, name: 'Minori', department: { id: social, name: 'Servizi sociali' } }]);
    expect(placed.roles).toMatchObject([
      { name: 'Sportello', department: null, mayGive: true },
      { name: 'Minori', department: { id: social } },
    ]);

    const [{ id }] = (await ask('rights')).placements as [{ id: string }];
    await desk.send('DELETE', `/api/users/${clerk.id}/placements/${id}`);
    await desk.send('PUT', `/api/users/${clerk.id}/placed`, { placed: false });
    const unplaced = await ask('rights/choices');
    expect([names(unplaced.units), names(unplaced.roles)]).toEqual([['Minori', 'Tariffe'], ['Revisore']]);
  });

  test('R1.47 a role is marked that grants more than who asks has himself', async () => {
    await role('Sportello', reading);
    await role('Criteri', { policy: { modify: 'organization' } });
    const lead = await role('Capo', { ...reading, roles: { search: 'organization', modify: 'organization' } });
    await give(lead);
    const at = await world.browser({ address: '192.0.2.20' });
    await at.signIn(clerk);

    expect((await ask('rights/choices', at)).roles).toMatchObject([
      { name: 'Capo', mayGive: true },
      { name: 'Criteri', mayGive: false },
      { name: 'Sportello', mayGive: true },
    ]);
  });
});

describe('what if she had this role', () => {
  const trial = (query: string) => ask(`rights/trial?${query}`);
  const rowsOf = async () => JSON.stringify(await ask('rights'));

  test('what would be new or reach further is told, as it then comes true, and nothing is saved', async () => {
    await give(await role('Sportello', reading));
    const wide = await role('Minori', { users: { search: 'all', modify: 'organization' } }, { departmentId: social });
    const before = await rowsOf();

    const tried = await trial(`role=${wide}&unit=${minors}`);

    expect(tried).toMatchObject({ role: { name: 'Minori' }, unit: { name: 'Minori' }, mayEnter: true, because: null });
    expect(tried.changes).toEqual([
      { function: 'users', action: 'search', before: 'organization', after: 'all', conditional: false },
      { function: 'users', action: 'modify', before: null, after: 'organization', conditional: false },
    ]);
    expect(await rowsOf()).toBe(before);
    await give(wide, { unitId: minors });
    expect((await ask('rights/overview')).grants).toEqual({ users: { search: 'all', modify: 'organization' } });
  });

  test('a role that adds nothing, one without grants and one that is switched off are told apart', async () => {
    await give(await role('Sportello', reading));
    const same = await role('Uguale', reading);
    const empty = await role('Vuoto', {});
    const off = await role('Spento', { policy: { search: 'organization' } }, { active: false });

    expect(await trial(`role=${same}`)).toMatchObject({ because: null, changes: [] });
    expect(await trial(`role=${empty}`)).toMatchObject({ because: 'grants-nothing', changes: [] });
    expect(await trial(`role=${off}`)).toMatchObject({ because: 'role-inactive', changes: [] });
  });

  test('R2.12 R2.13 it is refused as giving it would be, with every fault', async () => {
    const there = await role('Minori', reading, { departmentId: social });
    const had = await role('Sportello', reading);
    await give(had);

    expect(await trial(`role=${there}&unit=${rates}`)).toMatchObject({
      type: 'authorization.assignment-refused',
      issues: [{ rule: 'unit-of-another' }, { rule: 'not-placed-there' }],
    });
    expect(await trial(`role=${had}`)).toMatchObject({ type: 'authorization.assigned-twice' });
    expect(await trial(`role=${clerk.id}&unit=${clerk.id}`)).toMatchObject({ issues: [{ rule: 'not-there' }, { rule: 'not-there' }] });
    expect(await trial('role=x')).toMatchObject({ type: 'request.invalid' });
  });

  test('D9 for a day to come it is judged by what holds on that day', async () => {
    await give(await role('Sportello', reading), { to: '2026-12-31' });
    const next = await role('Anagrafe', reading);

    expect(await trial(`role=${next}`)).toMatchObject({ changes: [] });
    expect(await trial(`role=${next}&day=2027-01-01`)).toMatchObject({
      day: '2027-01-01',
      changes: [{ function: 'users', action: 'search', before: null, after: 'organization' }],
    });
  });

  test('R2.12 who is placed nowhere can try a role in a unit in which she has none yet', async () => {
    const [{ id }] = (await ask('rights')).placements as [{ id: string }];
    await desk.send('DELETE', `/api/users/${clerk.id}/placements/${id}`);
    await desk.send('PUT', `/api/users/${clerk.id}/placed`, { placed: false });
    const outside = await role('Revisore', reading, { forUnplaced: true });

    expect(await trial(`role=${outside}&unit=${rates}`)).toMatchObject({
      unit: { name: 'Tariffe' },
      because: null,
      changes: [{ after: 'organization' }],
    });
  });
});

test('R1.13 names come in both languages, the English one empty where there is none', async () => {
  const registry = await made('/api/departments', { name: 'Demografici', nameEnglish: 'Registry' });
  const desks = await made('/api/units', { departmentId: registry, name: 'Anagrafe', nameEnglish: 'Civil register' });
  await place(desks, { from: '2026-02-01' });
  await give(await role('Sportello', reading, { nameEnglish: 'Counter', departmentId: registry }), { unitId: desks, from: '2026-02-01' });

  const unit = { name: 'Anagrafe', nameEnglish: 'Civil register' };
  const department = { name: 'Demografici', nameEnglish: 'Registry' };
  const counter = { name: 'Sportello', nameEnglish: 'Counter' };
  expect(await ask('rights')).toMatchObject({
    placements: [{ unit, department }, { unit: { name: 'Minori', nameEnglish: '' } }],
    assignments: [{ role: counter, unit, department }],
  });
  expect(await ask('rights/choices')).toMatchObject({
    units: [{ ...unit, department }, { nameEnglish: '' }],
    roles: [{ ...counter, department }],
  });
  expect(await ask(`rights/overview?unit=${desks}`)).toMatchObject({ unit });
  expect(await ask(`decision?function=users&action=search&unit=${desks}`)).toMatchObject({ unit, ways: [{ role: counter, unit }] });
});

describe('what one may do oneself', () => {
  test('R2.4 R2.42 is what the session has, for the unit for which one works, with the names of what gives it', async () => {
    await place(rates);
    await give(await role('Sportello', reading));
    await give(await role('Minori', { users: { search: 'all' } }, { departmentId: social }), { unitId: minors });
    const at = await world.browser({ address: '192.0.2.20' });
    await at.signIn(clerk);

    expect((await at.get('/api/me/rights')).body).toMatchObject({
      unit: { id: minors, name: 'Minori' },
      items: [
        {
          function: 'users',
          action: 'search',
          visibility: 'all',
          administers: null,
          roles: [{ name: 'Sportello' }, { name: 'Minori' }],
        },
      ],
    });
    expect((await at.send('PUT', '/api/me/unit', { unitId: rates })).status).toBe(204);
    expect((await at.get('/api/me/rights')).body).toMatchObject({
      unit: { name: 'Tariffe' },
      items: [{ visibility: 'organization', roles: [{ name: 'Sportello' }] }],
    });
    expect((await desk.get('/api/me/rights')).body.items).toContainEqual(
      expect.objectContaining({ function: 'policy', action: 'modify', administers: 'installation', roles: [] }),
    );
    expect((await (await world.browser()).get('/api/me/rights')).status).toBe(401);
  });
});
