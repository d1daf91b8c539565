import { everything } from '@varco/shared/authorization/capabilities';
import type { Day } from '@varco/shared/days';
import type { GroupId, OrganizationId, UnitId } from '@varco/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import { lockGroups } from '#features/groups';
import { pagesReadBy } from '#testing/plans';
import { ADMINISTRATOR, freshWorld, type Somebody, signedIn, type TestBrowser, type World } from '#testing/world';
import { findGroupFacts } from '../decisions/store.ts';
import { judgePlacements, openingsBeyond } from '../placements/judge-many.ts';
import { changeGroup } from './groups.ts';
import { listGroups } from './store.ts';

/** The day of the tests, and days around it. */
const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'] as [Day, Day, Day];

let world: World;
let desk: TestBrowser;
let clerk: Somebody;
let at: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  at = await world.browser({ address: '192.0.2.20' });
  await at.signIn(clerk);
});

const made = async (url: string, body: object, by = desk): Promise<string> => {
  const answer = await by.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};
const done = async (method: 'PUT' | 'DELETE', url: string, body?: object, by = desk): Promise<void> => {
  const answer = await by.send(method, url, body);
  expect([method, url, answer.status, answer.body]).toEqual([method, url, 204, {}]);
};

const role = (name: string, grants: object, more: object = {}) => made('/api/roles', { name, grants, ...more });
const group = (name: string, more: object = {}) => made('/api/groups', { kind: 'organizational', name, ...more });
const join = (id: string, userId: string, more: object = {}, by = desk) =>
  made(`/api/groups/${id}/members`, { userId, from: '2026-01-01', ...more }, by);
const carry = (id: string, roleId: string, more: object = {}, by = desk) =>
  made(`/api/groups/${id}/roles`, { roleId, from: '2026-01-01', ...more }, by);
const change = (id: string, version: number, more: object, by = desk) => by.send('PUT', `/api/groups/${id}`, { version, ...more });
const grants = async (browser = at) => (await browser.get('/api/me')).body.grants;
const issuesOf = (answer: { body: Record<string, unknown> }) =>
  (answer.body.issues as { field?: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field ?? ''} ${rule}`.trim());

const reading = { users: { search: 'organization' } };
const auditing = { 'access-log': { search: 'organization' } };

describe('what a group gives', () => {
  test('R1.50 the direction may do what the office under it may, never the reverse; both in force at once in open sessions', async () => {
    const direction = await group('Direzione');
    const office = await group('Ufficio commerciale', { parentId: direction });
    await carry(office, await role('Sportello', reading));
    await carry(direction, await role('Controllo', auditing));
    const director = await world.user({ familyName: 'Alfieri' });
    const atDirection = await world.browser({ address: '192.0.2.21' });
    await atDirection.signIn(director);

    await join(office, clerk.id);
    await join(direction, director.id);

    await expect.poll(() => grants()).toEqual(reading);
    await expect.poll(() => grants(atDirection)).toEqual({ ...reading, ...auditing });
  });

  test('R1.33 outside the days of the link the group gives nothing, from midnight on and until it', async () => {
    const office = await group('Ufficio');
    await carry(office, await role('Sportello', reading));
    const membership = await join(office, clerk.id, { from: TOMORROW, to: TOMORROW });
    await expect.poll(() => grants()).toEqual({});

    await done('PUT', `/api/groups/${office}/members/${membership}`, { from: YESTERDAY, to: YESTERDAY });
    expect(await grants()).toEqual({});
    await done('PUT', `/api/groups/${office}/members/${membership}`, { from: YESTERDAY, to: TODAY });
    await expect.poll(() => grants()).toEqual(reading);

    world.clock.advance({ days: 1 });
    const again = await world.browser({ address: '192.0.2.22' });
    await again.signIn(clerk);
    expect(await grants(again)).toEqual({});
  });

  test('R1.48 a descriptive group carries no role, one with roles does not become descriptive, and the roles are named', async () => {
    const chart = await group('Macro area', { descriptive: true });
    const office = await group('Ufficio', { parentId: chart });
    const reader = await role('Sportello', reading);
    await carry(office, reader);
    await join(chart, clerk.id);
    await expect.poll(() => grants()).toEqual({});

    const refused = await desk.post(`/api/groups/${chart}/roles`, { roleId: reader, from: '2026-01-01' });
    expect([refused.status, issuesOf(refused)]).toEqual([422, ['group-descriptive']]);
    const turned = await change(office, 1, { name: 'Ufficio', parentId: chart, descriptive: true });
    expect(turned.body).toMatchObject({
      type: 'groups.refused',
      issues: [{ field: 'descriptive', rule: 'group-carries-roles', roles: ['Sportello'] }],
    });
  });

  test('R2.44 a group that is switched off gives nothing, until it is switched on again', async () => {
    const office = await group('Ufficio');
    await carry(office, await role('Sportello', reading));
    await join(office, clerk.id);
    await expect.poll(() => grants()).toEqual(reading);

    expect((await change(office, 1, { name: 'Ufficio', active: false })).status).toBe(204);
    await expect.poll(() => grants()).toEqual({});
    expect((await change(office, 2, { name: 'Ufficio', active: true })).status).toBe(204);
    await expect.poll(() => grants()).toEqual(reading);
  });

  test('R1.52 who is put into a group of security has its roles besides, and those of the groups under it he has not', async () => {
    const over = await group('Sicurezza', { kind: 'security' });
    const under = await group('Revisori', { kind: 'security', parentId: over });
    await carry(over, await role('Lettura', reading));
    await carry(under, await role('Controllo', auditing));

    await join(over, clerk.id);

    await expect.poll(() => grants()).toEqual(reading);
  });

  test('R1.54 a group for sharing never gives a right', async () => {
    const readers = await group('Destinatari', { kind: 'sharing' });
    await join(readers, clerk.id);

    const refused = await desk.post(`/api/groups/${readers}/roles`, { roleId: await role('Sportello', reading), from: '2026-01-01' });

    expect([refused.status, issuesOf(refused)]).toEqual([422, ['group-sharing']]);
  });

  test('R2.12 somebody placed nowhere works in the unit for which his group has a role', async () => {
    const department = await made('/api/departments', { name: 'Tributi' });
    const unit = await made('/api/units', { departmentId: department, name: 'Tariffe' });
    const office = await group('Consulenti');
    const adviser = await role('Consulente', reading, { forUnplaced: true, departmentId: department });
    expect(issuesOf(await desk.post(`/api/groups/${office}/roles`, { roleId: adviser, from: '2026-01-01' }))).toEqual([
      'unitId unit-needed',
    ]);
    await carry(office, adviser, { unitId: unit });
    await join(office, clerk.id);
    await done('PUT', `/api/users/${clerk.id}/placed`, { placed: false });

    const { body } = await desk.get(`/api/users/${clerk.id}/decision?function=users&action=search`);

    expect(body).toMatchObject({
      allowed: true,
      unit: { name: 'Tariffe' },
      ways: [{ by: 'group', through: { path: [{ name: 'Consulenti' }] } }],
    });
  });

  test('R2.42 why somebody may, and may not, is told with the way through the groups', async () => {
    const direction = await group('Direzione', { nameEnglish: 'Management' });
    const office = await group('Ufficio', { parentId: direction });
    await carry(office, await role('Sportello', reading));
    await join(direction, clerk.id, { to: YESTERDAY });
    await join(direction, clerk.id, { from: TODAY });

    const { body } = await desk.get(`/api/users/${clerk.id}/decision?function=users&action=search`);
    const own = (await at.get('/api/me/rights')).body;

    expect(body).toMatchObject({
      allowed: true,
      ways: [
        { by: 'group', role: { name: 'Sportello' }, through: { path: [{ nameEnglish: 'Management' }, { name: 'Ufficio' }], from: TODAY } },
      ],
      failing: [{ because: 'membership-over', through: { to: YESTERDAY } }],
    });
    expect(own.items).toMatchObject([
      { function: 'users', roles: [], groups: [{ role: { name: 'Sportello' }, group: { name: 'Direzione' } }] },
    ]);
  });
});

describe('nobody gives by a group what he does not have', () => {
  let keeper: TestBrowser;
  let keeperIs: Somebody;
  let reader: string;
  let auditor: string;

  const everywhere = { search: 'organization', create: 'organization', modify: 'organization', delete: 'organization' };

  beforeEach(async () => {
    reader = await role('Sportello', reading);
    auditor = await role('Controllo', auditing);
    const keeping = await role('Gestione gruppi', { groups: everywhere, roles: everywhere, ...reading });
    keeperIs = await world.user({ familyName: 'Neri' });
    await made(`/api/users/${keeperIs.id}/assignments`, { roleId: keeping, from: '2026-01-01' });
    keeper = await world.browser({ address: '192.0.2.30' });
    await keeper.signIn(keeperIs);
  });

  test('R1.47 by adding a member, whether the role is of the group or of one under it', async () => {
    const over = await group('Direzione');
    const under = await group('Ufficio', { parentId: over });
    await carry(under, auditor);

    for (const id of [over, under]) {
      const answer = await keeper.post(`/api/groups/${id}/members`, { userId: clerk.id, from: '2026-01-01' });
      expect([answer.status, answer.body.type, issuesOf(answer)]).toEqual([
        403,
        'authorization.beyond-own',
        ['grants.access-log.search beyond-own'],
      ]);
    }
    const may = await group('Lettori');
    await carry(may, reader);
    await join(may, clerk.id, {}, keeper);
  });

  test('R1.47 by giving a role to a group, or by making longer what it has', async () => {
    const office = await group('Ufficio');
    expect((await keeper.post(`/api/groups/${office}/roles`, { roleId: auditor, from: '2026-01-01' })).body.type).toBe(
      'authorization.beyond-own',
    );
    await carry(office, reader, {}, keeper);
    const row = await carry(office, auditor, { to: TODAY });

    const longer = await keeper.send('PUT', `/api/groups/${office}/roles/${row}`, { from: '2026-01-01' });
    expect([longer.status, longer.body.type]).toEqual([403, 'authorization.beyond-own']);
    await done('PUT', `/api/groups/${office}/roles/${row}`, { from: '2026-01-01', to: YESTERDAY }, keeper);
  });

  test('R1.47 by making a membership longer, which shortening it is not', async () => {
    const office = await group('Ufficio');
    await carry(office, auditor);
    const row = await join(office, clerk.id, { to: TODAY });

    for (const days of [{ from: '2026-01-01' }, { from: '2025-01-01', to: TODAY }])
      expect((await keeper.send('PUT', `/api/groups/${office}/members/${row}`, days)).body.type).toBe('authorization.beyond-own');
    await done('PUT', `/api/groups/${office}/members/${row}`, { from: '2026-01-01', to: YESTERDAY }, keeper);
  });

  test('R1.50 by putting a group under another, whose members would have what it gives; or by switching one on again', async () => {
    const over = await group('Direzione');
    const under = await group('Ufficio', { active: false });
    await carry(under, auditor);
    await join(over, clerk.id);

    expect((await change(under, 1, { name: 'Ufficio', active: false, parentId: over }, keeper)).body.type).toBe('authorization.beyond-own');
    expect((await change(under, 1, { name: 'Ufficio', active: true }, keeper)).body.type).toBe('authorization.beyond-own');
    expect((await change(under, 1, { name: 'Ufficio contratti', active: false }, keeper)).status).toBe(204);
    await expect.poll(() => grants()).toEqual({});
  });

  test('R1.47 nor to himself, even of what he has: into a group that gives something only an administrator puts him, and takes him out', async () => {
    const office = await group('Ufficio');
    const club = await group('Comitato');
    await carry(office, reader);

    const own = await keeper.post(`/api/groups/${office}/members`, { userId: keeperIs.id, from: '2026-01-01' });
    expect([own.status, own.body.type]).toEqual([403, 'groups.own-rights']);
    await join(club, keeperIs.id, {}, keeper);
    // He is in it now: to bring a role to it is to bring it to himself, and so is a group under it.
    expect((await keeper.post(`/api/groups/${club}/roles`, { roleId: reader, from: '2026-01-01' })).body.type).toBe('groups.own-rights');
    expect((await change(office, 1, { name: 'Ufficio', parentId: club }, keeper)).body.type).toBe('groups.own-rights');
    const row = await join(office, keeperIs.id);
    expect((await keeper.send('DELETE', `/api/groups/${office}/members/${row}`)).body.type).toBe('groups.own-rights');
  });

  test('R1.47 nor does he act upon an administrator: only another one does', async () => {
    const office = await group('Ufficio');

    const answer = await keeper.post(`/api/groups/${office}/members`, { userId: world.administrator.id, from: '2026-01-01' });

    expect([answer.status, answer.body.type]).toEqual([403, 'authorization.above-own']);
  });

  test('R1.47 by a detour: placing somebody, or saying that he is placed nowhere, gives what his groups keep for that', async () => {
    const department = await made('/api/departments', { name: 'Tributi' });
    const unit = await made('/api/units', { departmentId: department, name: 'Tariffe', active: false });
    const office = await group('Ufficio');
    await carry(office, auditor, { unitId: unit });
    await carry(office, await role('Consulente', auditing, { forUnplaced: true }));
    await join(office, clerk.id);
    const planner = await role('Struttura', { structure: everywhere });
    await made(`/api/users/${keeperIs.id}/assignments`, { roleId: planner, from: '2026-01-01' });
    await expect.poll(async () => (await keeper.get('/api/structure')).status).toBe(200);

    for (const [method, url, body] of [
      ['POST', `/api/users/${clerk.id}/placements`, { unitId: unit, from: TODAY }],
      ['PUT', `/api/units/${unit}`, { version: 1, departmentId: department, name: 'Tariffe', active: true }],
      ['PUT', `/api/users/${clerk.id}/placed`, { placed: false }],
    ] as const) {
      const answer = await keeper.send(method, url, body);
      expect([url, answer.status, answer.body.type]).toEqual([url, 403, 'authorization.beyond-own']);
    }
    // The same for many at once, as from a file.
    const actor = signedIn(world, keeperIs, { id: '01980000-0000-7000-8000-000000000001', number: '1' });
    const wish = { userId: clerk.id, unitId: unit as UnitId, from: TODAY, to: null, gives: true };
    const { judged, opened } = await world.db.as(world.scope, async (tx) => ({
      judged: await judgePlacements(world, tx, actor, world.organizationId, [wish]),
      opened: await openingsBeyond(world, tx, actor, world.organizationId, [unit, department]),
    }));
    expect(judged).toEqual(['placement-beyond-own']);
    expect([...opened].toSorted()).toEqual([unit, department].toSorted());
  });

  test('R1.51 groups of security are for administrators: for others they are not there, whatever they do', async () => {
    const secret = await group('Sicurezza', { kind: 'security' });
    await carry(secret, reader);
    const row = await join(secret, clerk.id);

    expect((await keeper.get('/api/groups')).body).toEqual({ items: [], kinds: ['organizational', 'sharing'] });
    for (const url of [`/api/groups/${secret}`, `/api/groups/${secret}/members`]) expect((await keeper.get(url)).status).toBe(404);
    expect((await change(secret, 1, { name: 'x' }, keeper)).status).toBe(404);
    expect((await keeper.send('DELETE', `/api/groups/${secret}`)).status).toBe(404);
    expect((await keeper.post(`/api/groups/${secret}/members`, { userId: clerk.id, from: '2027-01-01' })).status).toBe(404);
    expect((await keeper.send('DELETE', `/api/groups/${secret}/members/${row}`)).status).toBe(404);
    expect((await keeper.post(`/api/groups/${secret}/roles`, { roleId: reader, from: '2026-01-01' })).status).toBe(404);
    expect((await keeper.post('/api/groups', { kind: 'security', name: 'Mio' })).body.type).toBe('groups.administrators-only');
    expect((await keeper.get('/api/groups/export')).text).not.toContain('Sicurezza');
    expect((await keeper.get(`/api/users/${clerk.id}/groups`)).body).toMatchObject({
      direct: [],
      indirect: [],
      heads: [],
      roles: [{ through: { path: [] }, because: null }],
    });
    const told = (await keeper.get(`/api/users/${clerk.id}/decision?function=users&action=search`)).body;
    expect(told).toMatchObject({ allowed: true, ways: [{ by: 'group', through: { path: [] } }] });
    expect(JSON.stringify(told)).not.toContain('Sicurezza');
    expect((await desk.get(`/api/users/${clerk.id}/groups`)).body.direct).toMatchObject([{ group: { name: 'Sicurezza' } }]);
  });

  test('R5.9 without the function nothing of it is open, and giving roles needs the one of roles', async () => {
    const office = await group('Ufficio');

    for (const url of ['/api/groups', '/api/groups/export', `/api/groups/${office}`, `/api/users/${clerk.id}/groups`])
      expect([url, (await at.get(url)).status]).toEqual([url, 403]);
    expect((await at.post('/api/groups', { kind: 'sharing', name: 'x' })).status).toBe(403);
    const onlyGroups = await role('Solo gruppi', { groups: everywhere, ...reading });
    await made(`/api/users/${clerk.id}/assignments`, { roleId: onlyGroups, from: '2026-01-01' });
    await expect.poll(async () => (await at.get('/api/groups')).status).toBe(200);
    expect((await at.post(`/api/groups/${office}/roles`, { roleId: reader, from: '2026-01-01' })).status).toBe(403);
  });
});

describe('the tree', () => {
  test('R1.51 groups of groups never go round in a circle, and stay of one kind', async () => {
    const first = await group('Uno');
    const second = await group('Due', { parentId: first });
    const third = await group('Tre', { parentId: second });

    for (const parentId of [first, second, third]) {
      const answer = await change(first, 1, { name: 'Uno', parentId });
      expect([answer.status, issuesOf(answer)]).toEqual([422, ['parentId group-circle']]);
    }
    const other = await group('Lista', { kind: 'sharing' });
    expect(
      issuesOf(await change(other, 1, { name: '…', parentId: first, descriptive: true, site: 'Via Roma', heads: [clerk.id] })),
    ).toEqual([
      'name letters-needed',
      'descriptive only-organizational',
      'site only-organizational',
      'heads only-organizational',
      'parentId not-there',
    ]);
  });

  test('R1.51 the database refuses a circle, of 200 moves at the same moment too', async () => {
    const ids = await Promise.all(['A', 'B', 'C', 'D'].map((name) => group(name)));
    const moved = await Promise.allSettled(
      Array.from({ length: 200 }, (_, turn) => {
        const id = String(ids[turn % 4]);
        const parent = ids[(turn * 7 + 1 + Math.floor(turn / 4)) % 4];
        return world.db.as(world.scope, async (tx) => {
          await lockGroups(tx, world.organizationId);
          await tx
            .updateTable('groups.groups')
            .set({ parent_id: parent, name_folded: `${turn}` })
            .where('id', '=', id)
            .execute();
        });
      }),
    );

    const constraints = moved.map((one) => (one.status === 'rejected' ? (one.reason as { constraint?: string }).constraint : 'moved'));
    expect(new Set(constraints)).toEqual(new Set(['moved', 'groups_circle_check']));
    const rows = await world.owner<{ id: string; parent_id: string | null }>('select id, parent_id from groups.groups');
    const parents = new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
    for (const { id } of rows) {
      let above: string | null = id;
      for (let step = 0; step < 4 && above !== null; step += 1) above = parents.get(above) ?? null;
      expect(above).toBeNull();
    }
  });

  test('R1.51 two administrators who put two groups under each other: the second is told what he may not', async () => {
    const [first, second] = await Promise.all([group('Uno'), group('Due')]);
    const actor = signedIn(world, world.administrator, { id: '01980000-0000-7000-8000-000000000001', number: '1' }, true);
    const move = (id: string, name: string, parentId: string) =>
      changeGroup(world, actor, world.scope, id as GroupId, { ...plain, name, parentId: parentId as GroupId, version: 1 });

    const outcomes = await Promise.allSettled([move(first, 'Uno', second), move(second, 'Due', first)]);

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find((one) => one.status === 'rejected')).toMatchObject({
      reason: { code: 'groups.refused', data: { issues: [{ field: 'parentId', rule: 'group-circle' }] } },
    });
  });

  test('R1.50 twenty levels and no more, also for a group that brings others with it', async () => {
    let parentId: string | null = null;
    const ids: string[] = [];
    for (let level = 1; level <= 20; level += 1) {
      parentId = await group(`Livello ${level}`, { parentId });
      ids.push(parentId);
    }

    const deeper = await desk.post('/api/groups', { kind: 'organizational', name: 'Livello 21', parentId });
    expect([deeper.status, issuesOf(deeper)]).toEqual([422, ['parentId group-too-deep']]);
    const top = await group('Sopra tutti');
    expect(issuesOf(await change(String(ids[0]), 1, { name: 'Livello 1', parentId: top }))).toEqual(['parentId group-too-deep']);
    await carry(String(ids[19]), await role('Sportello', reading));
    await join(String(ids[0]), clerk.id);
    await expect.poll(() => grants()).toEqual(reading);
  });

  test('R1.51 what still holds people or groups only leaves the one over it; then it stays; empty it goes', async () => {
    const over = await group('Sopra');
    const office = await group('Ufficio', { parentId: over });
    const row = await join(office, clerk.id);
    const remove = async () => {
      const { status, body } = await desk.send('DELETE', `/api/groups/${office}`);
      return [status, body.removed ?? body.type];
    };

    expect(await remove()).toEqual([200, 'link']);
    expect((await desk.get(`/api/groups/${office}`)).body).toMatchObject({ parentId: null, people: 1 });
    expect(await remove()).toEqual([409, 'groups.in-use']);
    await done('DELETE', `/api/groups/${office}/members/${row}`);
    expect(await remove()).toEqual([200, 'group']);
    expect((await desk.get(`/api/groups/${office}`)).status).toBe(404);
  });

  test('R1.51 one name once under one parent, whatever its capitals and accents', async () => {
    const over = await group('Sopra');
    await group('Unità', { parentId: over });

    expect((await desk.post('/api/groups', { kind: 'organizational', name: 'UNITA', parentId: over })).body.type).toBe('groups.name-taken');
    await group('Unità');
    await group('Unità', { kind: 'sharing' });
  });
});

const plain = {
  nameEnglish: '',
  description: '',
  descriptionEnglish: '',
  descriptive: false,
  active: true,
  site: '',
  heads: [],
};

describe('who is in a group', () => {
  test('R1.49 a group has its heads and its site, changed with a version, told in the history and on the page of each head', async () => {
    const second = await world.user({ familyName: 'Alfieri', givenName: 'Ugo' });
    const office = await group('Ufficio tributi', { heads: [clerk.id, second.id], site: 'Via Roma 1, piano 2' });
    const named = [
      { id: second.id, name: 'Alfieri Ugo', mayEnter: true },
      { id: clerk.id, name: 'Bruni Ada', mayEnter: true },
    ];
    expect((await desk.get(`/api/groups/${office}`)).body).toMatchObject({ site: 'Via Roma 1, piano 2', heads: named });
    for (const { id } of named) expect((await desk.get(`/api/users/${id}/groups`)).body.heads).toMatchObject([{ name: 'Ufficio tributi' }]);
    // Who answers for a group is not in it by that, and has nothing of it.
    await carry(office, await role('Sportello', reading));
    expect(await grants()).toEqual({});

    const changed = { name: 'Ufficio tributi', heads: [second.id], site: 'Piazza Grande' };
    expect((await change(office, 1, changed)).status).toBe(204);

    expect((await desk.get(`/api/groups/${office}`)).body).toMatchObject({ site: 'Piazza Grande', heads: [named[0]] });
    expect((await desk.get(`/api/users/${clerk.id}/groups`)).body.heads).toEqual([]);
    expect((await change(office, 1, changed)).body).toMatchObject({ type: 'request.changed-meanwhile' });
    const stranger = '01980000-0000-7000-8000-00000000000e';
    expect(issuesOf(await change(office, 2, { ...changed, heads: [stranger] }))).toEqual(['heads.0 person-not-there']);
    const { items } = (await desk.get(`/api/groups/${office}/history`)).body as { items: { changes: { items: { field: string }[] } }[] };
    expect(items[0]?.changes.items.map(({ field }) => field)).toEqual(expect.arrayContaining(['site', 'heads']));
  });

  test('R1.30 membership decides what somebody may do and what is shared with him, and ends both', async () => {
    const office = await group('Ufficio');
    const readers = await group('Destinatari', { kind: 'sharing' });
    await carry(office, await role('Sportello', reading));
    const [inOffice, inReaders] = [await join(office, clerk.id), await join(readers, clerk.id)];
    const groupsOf = async () => {
      const { direct } = (await desk.get(`/api/users/${clerk.id}/groups`)).body as { direct: { group: { name: string } }[] };
      return direct.map((one) => one.group.name).toSorted();
    };
    await expect.poll(() => grants()).toEqual(reading);
    expect(await groupsOf()).toEqual(['Destinatari', 'Ufficio']);

    await done('DELETE', `/api/groups/${office}/members/${inOffice}`);
    await done('DELETE', `/api/groups/${readers}/members/${inReaders}`);

    await expect.poll(() => grants()).toEqual({});
    expect(await groupsOf()).toEqual([]);
  });

  test('R1.2 people who never sign in are members and heads, and cannot enter all the same', async () => {
    const mayor = await world.user({ familyName: 'Sala', givenName: 'Rita', disabled: true });
    const council = await group('Giunta', { heads: [mayor.id], site: 'Palazzo civico' });
    await join(council, mayor.id);

    const { body } = await desk.get(`/api/groups/${council}`);
    const members = (await desk.get(`/api/groups/${council}/members`)).body.items;

    expect(body).toMatchObject({ site: 'Palazzo civico', heads: [{ id: mayor.id, name: 'Sala Rita', mayEnter: false }] });
    expect(members).toMatchObject([{ user: { name: 'Sala Rita', mayEnter: false }, from: '2026-01-01', to: null, through: null }]);
    const door = await world.browser({ address: '192.0.2.40' });
    expect((await door.signIn(mayor)).status).toBe(401);
    expect((await desk.get(`/api/users/${mayor.id}/groups`)).body.heads).toMatchObject([{ name: 'Giunta' }]);
  });

  test('R1.31 direct rows with their days, indirect ones with their origin, both from the group and from the person', async () => {
    const over = await group('Direzione');
    const office = await group('Ufficio', { parentId: over });
    await join(office, clerk.id, { from: YESTERDAY });

    expect((await desk.get(`/api/groups/${over}/members`)).body.items).toEqual([]);
    expect((await desk.get(`/api/groups/${over}/members?of=indirect`)).body.items).toMatchObject([
      { user: { name: 'Bruni Ada' }, through: { id: office, name: 'Ufficio' } },
    ]);
    expect((await desk.get(`/api/users/${clerk.id}/groups`)).body).toMatchObject({
      direct: [{ group: { id: office }, from: YESTERDAY, to: null }],
      indirect: [{ group: { id: over }, through: { id: office } }],
    });
  });

  test('R1.32 the same group twice on some of the same days is refused, also by two at the same moment', async () => {
    const office = await group('Ufficio');
    const add = (days: object) => desk.post(`/api/groups/${office}/members`, { userId: clerk.id, ...days });

    const both = await Promise.all([add({ from: '2026-01-01', to: TODAY }), add({ from: TODAY })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body.type).toBe('groups.member-twice');
    const wrong = await desk.post(`/api/groups/${office}/members`, {
      userId: clerk.id.replace(/^.{8}/, 'aaaaaaaa'),
      from: TODAY,
      to: YESTERDAY,
    });
    expect([wrong.status, issuesOf(wrong)]).toEqual([422, ['to end-before-start', 'userId person-not-there']]);
  });

  test('R1.31 a long list comes page by page, each person once, past ones only when asked for', async () => {
    const office = await group('Ufficio');
    const people: string[] = [];
    for (let index = 0; index < 60; index += 1)
      people.push((await world.user({ familyName: `Rossi${String(index % 7)}`, givenName: 'Maria' })).id);
    for (const id of people) await join(office, id, id === people[0] ? { to: YESTERDAY } : {});

    const first = (await desk.get(`/api/groups/${office}/members`)).body as {
      items: { user: { id: string; name: string } }[];
      next: string;
    };
    const second = (await desk.get(`/api/groups/${office}/members?after=${encodeURIComponent(first.next)}`)).body as typeof first;

    const both = [...first.items, ...second.items];
    expect([first.items.length, second.items.length, second.next]).toEqual([50, 9, null]);
    expect(new Set(both.map(({ user }) => user.id))).toEqual(new Set(people.slice(1)));
    expect(both.map(({ user }) => user.name)).toEqual(both.map(({ user }) => user.name).toSorted());
    const past = (await desk.get(`/api/groups/${office}/members?past=true`)).body as typeof first;
    expect([past.items.some(({ user }) => user.id === people[0]), both.some(({ user }) => user.id === people[0])]).toEqual([true, false]);
    for (const after of ['x', `${people[0]}%00`]) expect((await desk.get(`/api/groups/${office}/members?after=${after}`)).status).toBe(400);
  });
});

test('R3.56 every change is in the log, with what was before and what is after', async () => {
  const over = await group('Direzione');
  const office = await group('Ufficio', { heads: [clerk.id] });
  await change(office, 1, { name: 'Ufficio', parentId: over, site: 'Via Roma 1' });
  const row = await join(office, clerk.id);
  await done('PUT', `/api/groups/${office}/members/${row}`, { from: '2026-01-01', to: TODAY });
  await carry(office, await role('Sportello', reading));

  const newest = async (event: string) => {
    const { items } = (await desk.get(`/api/access-log?event=${event}`)).body as {
      items: { changes: { items: unknown[] }; user?: unknown }[];
    };
    return items[0]?.changes.items;
  };

  expect(await newest('group-changed')).toEqual([
    { field: 'group', before: 'Ufficio', after: 'Ufficio' },
    { field: 'heads', before: ['Bruni Ada'], after: [] },
    { field: 'parent', before: null, after: 'Direzione' },
    { field: 'site', before: '', after: 'Via Roma 1' },
  ]);
  expect(await newest('group-membership-changed')).toEqual([
    { field: 'group', before: 'Ufficio', after: 'Ufficio' },
    { field: 'to', before: null, after: TODAY },
  ]);
  expect(await newest('group-role-changed')).toEqual([
    { field: 'from', before: null, after: '2026-01-01' },
    { field: 'group', before: null, after: 'Ufficio' },
    { field: 'role', before: null, after: 'Sportello' },
  ]);
});

test('R4.40 the file of the groups obeys no spreadsheet, and says where each stands', async () => {
  const over = await group('=SOMMA(A1)');
  await group('Ufficio', { parentId: over, nameEnglish: '@Office', site: '+39 010' });

  const { text, headers } = await desk.get('/api/groups/export');

  expect(headers['content-disposition']).toBe('attachment; filename="gruppi.csv"');
  expect(text.split('\r\n').slice(0, 3)).toEqual([
    '\ufeffTipo;Percorso;Gruppo;Gruppo in inglese;Descrittivo;Attivo;Sede;Persone oggi;Ruoli',
    "Organizzativo;'=SOMMA(A1);'=SOMMA(A1);;no;sì;;0;0",
    "Organizzativo;'=SOMMA(A1) > Ufficio;Ufficio;'@Office;no;sì;'+39 010;0;0",
  ]);
});

test('R2.44 a role that only a group has is in use: it is not deleted, and its department and people stay', async () => {
  const reader = await role('Sportello', reading);
  await carry(await group('Ufficio'), reader);

  expect((await desk.send('DELETE', `/api/roles/${reader}`)).body.type).toBe('authorization.role-in-use');
  const changed = await desk.send('PUT', `/api/roles/${reader}`, { version: 1, name: 'Sportello', forUnplaced: true, grants: reading });
  expect(issuesOf(changed)).toEqual(['forUnplaced role-assigned']);
});

test('D2 a group of another organization is not there, and nobody of another becomes a member or a head', async () => {
  const other = '01980000-0000-7000-8000-00000000000f' as OrganizationId;
  await world.owner(`insert into identity.organizations (id, name, created_at) values ($1, 'Altrove', now())`, [other]);
  await world.owner(
    `insert into groups.groups (organization_id, id, kind, name, name_folded, created_at) values ($1, $1, 'organizational', 'x', 'x', now())`,
    [other],
  );
  const office = await group('Ufficio');

  expect((await desk.get(`/api/groups/${other}`)).status).toBe(404);
  expect((await desk.post(`/api/groups/${other}/members`, { userId: clerk.id, from: TODAY })).status).toBe(404);
  expect((await desk.send('DELETE', `/api/groups/${other}`)).status).toBe(404);
  expect(issuesOf(await change(office, 1, { name: 'Ufficio', parentId: other, heads: [other] }))).toEqual([
    'parentId not-there',
    'heads.0 person-not-there',
  ]);
});

test('D2 who no longer works for the organization is in none of its groups, and finds none of them when he comes back', async () => {
  const office = await group('Ufficio', { heads: [clerk.id] });
  await carry(office, await role('Sportello', reading));
  await join(office, clerk.id);
  await join(office, clerk.id, { from: '2025-01-01', to: '2025-12-31' });
  const { organizationId } = world;

  await world.db.as(world.scope, (tx) =>
    world.events.announce(tx, 'enablement.ended', { organizationId, userId: clerk.id, at: world.clock.now() }),
  );

  const { direct, heads } = (await desk.get(`/api/users/${clerk.id}/groups`)).body as { direct: { to: string }[]; heads: unknown[] };
  expect([direct.map(({ to }) => to), heads]).toEqual([[YESTERDAY, '2025-12-31'], []]);
});

test('D2 somebody of another organization is a member and head by his name, works there with its groups, and is sent home without them', async () => {
  expect((await desk.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' })).status).toBe(200);
  const { body } = await desk.post('/api/organizations', {
    name: 'Consorzio Valle Alta',
    loginId: 'valle',
    registryCode: 'cva',
    administrator: { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' },
  });
  const { username, temporaryPassword } = body.administrator as { username: string; temporaryPassword: string };
  const theirs = await world.browser({ address: '192.0.2.50' });
  await theirs.signIn({ username, password: temporaryPassword });
  await theirs.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });
  const enabled = { everywhere: false, organizations: [body.id], usual: null };
  expect((await desk.send('PUT', `/api/users/${clerk.id}/enablements`, enabled)).status).toBeLessThan(300);
  expect((await at.send('PUT', '/api/me/organization', { organizationId: body.id })).status).toBeLessThan(300);

  const office = await made('/api/groups', { kind: 'organizational', name: 'Pozzi', heads: [clerk.id] }, theirs);
  await join(office, clerk.id, {}, theirs);
  await carry(office, await made('/api/roles', { name: 'Letture', grants: reading }, theirs), {}, theirs);

  expect((await theirs.get(`/api/groups/${office}`)).body.heads).toEqual([
    { id: clerk.id, name: 'Bruni Ada', mayEnter: true, guest: true },
  ]);
  const members = async () => (await theirs.get(`/api/groups/${office}/members`)).body.items;
  expect(await members()).toMatchObject([{ user: { id: clerk.id, name: 'Bruni Ada', mayEnter: true } }]);
  await expect.poll(() => grants()).toEqual(reading);
  expect((await desk.get(`/api/groups/${office}`)).status).toBe(404);

  expect((await theirs.send('DELETE', `/api/guests/${clerk.id}`)).status).toBe(204);
  expect(await members()).toEqual([]);
});

test('D8 with a thousand groups the facts of one person are a few pages, and the list reads each table once', async () => {
  const { organizationId } = world;
  await world.owner(
    `insert into groups.groups (organization_id, id, kind, name, name_folded, created_at)
     select $1, gen_random_uuid(), 'organizational', 'Gruppo ' || n, 'gruppo ' || n, now() from generate_series(1, 1000) n`,
    [organizationId],
  );
  const reader = await role('Sportello', reading);
  await world.owner(
    `insert into "authorization".group_roles (organization_id, id, group_id, role_id, starts_on)
     select $1, gen_random_uuid(), id, $2, '2026-01-01' from groups.groups`,
    [organizationId, reader],
  );
  await world.owner(
    `insert into groups.memberships (organization_id, id, group_id, user_id, starts_on)
     select $1, gen_random_uuid(), id, $2, '2026-01-01' from groups.groups`,
    [organizationId, world.administrator.id],
  );
  const [{ id: some = '' } = {}] = await world.owner<{ id: string }>(`select id from groups.groups where name = 'Gruppo 500'`);
  await join(some, clerk.id);
  await world.owner('analyze groups.groups, groups.memberships, "authorization".group_roles');

  const [facts = 0] = await pagesReadBy(world, (tx) => findGroupFacts(tx as never, { organizationId, users: [clerk.id] }, TODAY));
  const [list = 0] = await pagesReadBy(world, (tx) =>
    listGroups(tx as never, { organizations: [organizationId] }, ['organizational', 'security', 'sharing'], TODAY),
  );

  expect(facts).toBeLessThan(40);
  expect(list).toBeLessThan(400);
});

test('R1.34 what an administrator may do covers groups like everything else', () => {
  expect(everything('organization').groups).toEqual({
    search: 'organization',
    create: 'organization',
    modify: 'organization',
    delete: 'organization',
  });
});
