import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

/** The day of the tests, and days around it. */
const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'];

let world: World;
let desk: TestBrowser;
let clerk: Somebody;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
});

const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};
const role = (name: string, more: object = {}) => made('/api/roles', { name, grants: { users: { search: 'organization' } }, ...more });
const assignment = (roleId: string, more: object = {}) => ({ roleId, unitId: null, from: TODAY, to: null, isDefault: false, ...more });
const give = (userId: string, roleId: string, more: object = {}) => desk.post(`/api/users/${userId}/assignments`, assignment(roleId, more));
const group = (name: string, more: object = {}) => made('/api/groups', { kind: 'organizational', name, ...more });
const join = (id: string, userId: string, more: object = {}) => desk.post(`/api/groups/${id}/members`, { userId, from: TODAY, ...more });
const carry = (id: string, roleId: string, more: object = {}) => desk.post(`/api/groups/${id}/roles`, { roleId, from: TODAY, ...more });
const organization = async () => (await desk.get('/api/organization')).body as { version: number; oneRoleOnly: boolean };
const turn = async (oneRoleOnly: boolean) =>
  desk.send('PUT', '/api/organization/one-role', { oneRoleOnly, version: (await organization()).version });
const on = async () => expect((await turn(true)).body).toMatchObject({ oneRoleOnly: true });
const refused = { status: 409, type: 'authorization.one-role-only' };
const bruni = () => ({ people: { count: 1, first: [{ id: clerk.id, name: 'Bruni Ada' }] } });

describe('R5.9 where each user has one role only', () => {
  test('a second one is refused with the name of whose it would be, and nothing of it is saved', async () => {
    const [desk1, desk2] = [await role('Sportello'), await role('Controllo')];
    await on();
    expect((await give(clerk.id, desk1)).status).toBe(201);

    const answer = await give(clerk.id, desk2);

    expect(answer.body).toMatchObject({ ...refused, ...bruni() });
    expect(String(answer.body.title)).toContain('Bruni Ada');
    const rights = (await desk.get(`/api/users/${clerk.id}/rights`)).body as { assignments: { role: { name: string } }[] };
    expect(rights.assignments.map((one) => one.role.name)).toEqual(['Sportello']);
  });

  test('one after the other is fine, also made longer up to the day before; a day in common is not', async () => {
    const [first, second] = [await role('Sportello'), await role('Controllo')];
    await on();
    const made = await give(clerk.id, first, { to: TODAY });
    expect(made.status).toBe(201);
    const later = await give(clerk.id, second, { from: '2026-11-24' });
    expect(later.status).toBe(201);
    const change = (to: string) =>
      desk.send('PUT', `/api/users/${clerk.id}/assignments/${String(made.body.id)}`, { from: TODAY, to, isDefault: false });

    expect((await change('2026-11-23')).status).toBe(204);
    expect((await change('2026-11-24')).body).toMatchObject(refused);
  });

  test('the same role in two units is one role, and a day that is over counts no more', async () => {
    const one = await role('Sportello');
    const departmentId = await made('/api/departments', { name: 'Tributi' });
    const units = [await made('/api/units', { departmentId, name: 'Tariffe' }), await made('/api/units', { departmentId, name: 'Canoni' })];
    for (const unitId of units)
      expect((await desk.post(`/api/users/${clerk.id}/placements`, { unitId, from: YESTERDAY, to: null })).status).toBe(201);
    expect((await give(clerk.id, await role('Vecchio'), { from: YESTERDAY, to: YESTERDAY })).status).toBe(201);
    expect((await give(clerk.id, await role('Altro vecchio'), { from: YESTERDAY, to: YESTERDAY })).status).toBe(201);
    await on();

    for (const unitId of units) expect((await give(clerk.id, one, { unitId })).status).toBe(201);
  });

  test('a role that a group brings is refused by every way it can come: membership, role of the group, tree, kind of group', async () => {
    const [own, other] = [await role('Sportello'), await role('Controllo')];
    const office = await group('Ufficio');
    const direction = await group('Direzione');
    expect((await carry(office, other)).status).toBe(201);
    await on();
    expect((await give(clerk.id, own)).status).toBe(201);

    expect((await join(office, clerk.id)).body).toMatchObject({ ...refused, ...bruni() });
    expect((await join(direction, clerk.id)).status).toBe(201);
    expect((await carry(direction, other)).body).toMatchObject({ ...refused, ...bruni() });
    const moved = await desk.send('PUT', `/api/groups/${office}`, { version: 1, name: 'Ufficio', parentId: direction });
    expect(moved.body).toMatchObject({ ...refused, ...bruni() });
    const security = await group('Revisori', { kind: 'security' });
    expect((await join(security, clerk.id)).status).toBe(201);
    expect((await carry(security, other)).body).toMatchObject(refused);
    // The same role is no second one.
    expect((await carry(security, own)).status).toBe(201);
  });

  test('what is switched off counts, so that switching it on again gives no second role', async () => {
    const [own, other] = [await role('Sportello'), await role('Controllo', { active: false })];
    await on();
    expect((await give(clerk.id, own)).status).toBe(201);
    const office = await group('Ufficio', { active: false });
    expect((await carry(office, other)).status).toBe(201);

    expect((await join(office, clerk.id)).body).toMatchObject(refused);
  });

  test('two gifts at the same moment, by two ways, are one', async () => {
    const [own, other] = [await role('Sportello'), await role('Controllo')];
    const office = await group('Ufficio');
    expect((await carry(office, other)).status).toBe(201);
    await on();

    const answers = await Promise.all([give(clerk.id, own), join(office, clerk.id)]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe('R5.9 trying a role', () => {
  const attempt = (roleId: string, day = '') => desk.get(`/api/users/${clerk.id}/rights/trial?role=${roleId}${day && `&day=${day}`}`);

  test('foresees that the second one would be refused, on the days of the first alone', async () => {
    const [first, second] = [await role('Sportello'), await role('Controllo')];
    expect((await give(clerk.id, first, { to: TODAY })).status).toBe(201);
    expect((await attempt(second)).status).toBe(200);
    await on();

    expect((await attempt(second)).body).toMatchObject({ ...refused, ...bruni() });
    expect((await attempt(second, TOMORROW)).status).toBe(200);
    expect((await give(clerk.id, second, { from: TOMORROW })).status).toBe(201);
  });

  test('counts the role that a group brings', async () => {
    const [first, second] = [await role('Sportello'), await role('Controllo')];
    const office = await group('Ufficio');
    expect((await carry(office, first)).status).toBe(201);
    expect((await join(office, clerk.id)).status).toBe(201);
    await on();

    expect((await attempt(first)).status).toBe(200);
    expect((await attempt(second)).body).toMatchObject({ ...refused, ...bruni() });
  });
});

describe('R5.9 choosing one role for each user', () => {
  test('is refused while somebody has two on one day, who are counted and the first ones named; done once they have one', async () => {
    const [first, second] = [await role('Sportello'), await role('Controllo')];
    const office = await group('Ufficio');
    expect((await carry(office, second)).status).toBe(201);
    const people: Somebody[] = [];
    for (const familyName of ['Alfa', 'Beta', 'Delta', 'Gamma', 'Sigma', 'Zeta']) {
      const one = await world.user({ familyName, givenName: 'Eva' });
      people.push(one);
      expect((await give(one.id, first)).status).toBe(201);
      expect((await join(office, one.id, { from: TOMORROW })).status).toBe(201);
    }

    const answer = await turn(true);

    expect(answer.body).toMatchObject({ status: 409, type: 'organizations.more-roles', people: { count: 6 } });
    const { people: told } = answer.body as { people: { first: { id: string; name: string }[] } };
    expect(told.first.map(({ name }) => name)).toEqual(['Alfa Eva', 'Beta Eva', 'Delta Eva', 'Gamma Eva', 'Sigma Eva']);
    expect(told.first[0]?.id).toBe(people[0]?.id);
    expect(await organization()).toMatchObject({ oneRoleOnly: false, version: 1 });
    await world.owner('update "authorization".group_roles set ends_on = starts_on');
    await on();
  });

  test('stands in the history with who did it, is undone again, and takes no older version', async () => {
    await on();
    expect((await turn(false)).body).toMatchObject({ oneRoleOnly: false, version: 3 });
    const late = await desk.send('PUT', '/api/organization/one-role', { oneRoleOnly: true, version: 1 });

    expect(late.body).toMatchObject({ status: 409, type: 'request.changed-meanwhile', current: { version: 3 } });
    const { items } = (await desk.get('/api/organization/history')).body as { items: { changes: { items: unknown[] } }[] };
    expect(items.map(({ changes }) => changes.items)).toEqual([
      [{ field: 'oneRoleOnly', before: true, after: false }],
      [{ field: 'oneRoleOnly', before: false, after: true }],
    ]);
    expect((await give(clerk.id, await role('Sportello'))).status).toBe(201);
    expect((await give(clerk.id, await role('Controllo'))).status).toBe(201);
  });

  test('waits for a gift that is under way, so that both never hold', async () => {
    const [first, second] = [await role('Sportello'), await role('Controllo')];
    expect((await give(clerk.id, first)).status).toBe(201);
    const answers = await Promise.all([give(clerk.id, second), turn(true)]);

    expect(answers.map(({ status }) => status < 300).toSorted()).toEqual([false, true]);
  });

  test('is not for who may only read the settings, and the shape of the choice is judged', async () => {
    await made('/api/roles', { name: 'Lettura', grants: { settings: { search: 'organization' } } }).then((id) => give(clerk.id, id));
    const reader = await world.browser({ address: '192.0.2.20' });
    await reader.signIn(clerk);

    expect((await reader.send('PUT', '/api/organization/one-role', { oneRoleOnly: true, version: 1 })).status).toBe(403);
    expect((await desk.send('PUT', '/api/organization/one-role', { oneRoleOnly: 'sì' })).body).toMatchObject({
      status: 400,
      issues: [
        { field: 'version', rule: 'required' },
        { field: 'oneRoleOnly', rule: 'type' },
      ],
    });
  });
});
