import type { OrganizationId } from '@varco/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import { enabledIn, neighbour } from '#testing/neighbour';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'];

let world: World;
let desk: TestBrowser;
let bianchi: Somebody;
let rossi: Somebody;
let atBianchi: TestBrowser;
let atRossi: TestBrowser;

const inside = async (who: Somebody, address: string): Promise<TestBrowser> => {
  const browser = await world.browser({ address });
  await browser.signIn(who);
  return browser;
};

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  bianchi = await world.user({ familyName: 'Bianchi', givenName: 'Ugo' });
  rossi = await world.user({ familyName: 'Rossi', givenName: 'Anna' });
  atBianchi = await inside(bianchi, '192.0.2.20');
  atRossi = await inside(rossi, '192.0.2.21');
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
const role = (name: string, grants: object) => made('/api/roles', { name, grants });
const give = (who: Somebody, roleId: string, more: object = {}) =>
  made(`/api/users/${who.id}/assignments`, { roleId, from: '2026-01-01', ...more });
const days = { from: TODAY, to: TOMORROW };
const appoint = (more: object = {}, by = atBianchi) => made('/api/me/delegations', { delegateId: rossi.id, ...days, ...more }, by);
const take = (id: string | null, by = atRossi) => done('PUT', '/api/me/delegation', { id }, by);
const grants = async (browser = atRossi) => (await browser.get('/api/me')).body.grants;
const refusal = async (url: string, body: object, by = atBianchi) => {
  const { status, body: answer } = await by.post(url, body);
  const issues = (answer.issues as { field?: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);
  return [status, answer.type, ...(issues ?? [])];
};
const both = async () =>
  world.owner<{ event: number; actor: string | null; delegator: string | null }>(
    `select e.event, a.name as actor, b.name as delegator from access_log.entries e
     left join access_log.subjects a on a.id = e.actor_id left join access_log.subjects b on b.id = e.on_behalf_of
     where e.event <> 1 order by e.xid desc, e.n desc limit 1`,
  );

const reading = { users: { search: 'organization' } };
const changing = { users: { search: 'organization', modify: 'organization' } };
const auditing = { 'access-log': { search: 'organization' } };

describe('working as delegate', () => {
  test('R3.59 R2.43 the delegate chooses it, has the rights of the delegator and not his own, and goes back', async () => {
    await give(bianchi, await role('Sportello', reading));
    await give(rossi, await role('Controllo', auditing));
    const id = await appoint({ reason: 'Ferie' });
    await expect.poll(() => grants()).toEqual(auditing);

    await take(id);
    expect((await atRossi.get('/api/me')).body).toMatchObject({
      grants: reading,
      administers: 'nothing',
      user: { id: rossi.id },
      delegation: { id, delegator: 'Bianchi Ugo', to: TOMORROW },
    });
    expect((await atRossi.get('/api/me/rights')).body.items).toEqual([
      expect.objectContaining({ function: 'users', action: 'search', visibility: 'organization', administers: null }),
    ]);

    await take(null);
    expect((await atRossi.get('/api/me')).body).toMatchObject({ grants: auditing, delegation: null, delegationLapsed: false });
  });

  test('R3.59 of a delegated role its grants alone, and nothing of what administering gives', async () => {
    const [reader, auditor] = [await role('Sportello', reading), await role('Controllo', auditing)];
    await give(bianchi, reader);
    await give(bianchi, auditor);
    await take(await appoint({ roleId: auditor }));
    expect(await grants()).toEqual(auditing);

    const chief = await world.user({ familyName: 'Verdi', administrator: true });
    const atChief = await inside(chief, '192.0.2.22');
    await take(null);
    await take(await appoint({}, atChief));
    expect((await atRossi.get('/api/me')).body).toMatchObject({ grants: {}, administers: 'nothing', administrator: false });
  });

  test('R3.59 D10 the end of the delegation, of the right and of either user is there at the next request', async () => {
    const reader = await role('Sportello', reading);
    const row = await give(bianchi, reader);
    const id = await appoint();
    await take(id);
    expect(await grants()).toEqual(reading);

    await done('DELETE', `/api/users/${bianchi.id}/assignments/${row}`);
    await expect.poll(() => grants()).toEqual({});
    await give(bianchi, reader);
    await expect.poll(() => grants()).toEqual(reading);

    await done('DELETE', `/api/me/delegations/${id}`, undefined, atBianchi);
    await expect
      .poll(async () => (await atRossi.get('/api/me')).body)
      .toMatchObject({ grants: {}, delegation: null, delegationLapsed: true });

    const again = await appoint();
    await take(again);
    const { version } = (await desk.get(`/api/users/${bianchi.id}`)).body;
    expect((await desk.send('PATCH', `/api/users/${bianchi.id}`, { version, disabled: true })).status).toBeLessThan(300);
    await expect
      .poll(async () => (await atRossi.get('/api/me')).body)
      .toMatchObject({ grants: {}, delegation: null, delegationLapsed: true });
  });

  test('R3.59 D9 it lasts until the end of its last day and not before its first', async () => {
    await give(bianchi, await role('Sportello', reading));
    const later = await appoint({ from: TOMORROW, to: TOMORROW });
    expect((await atRossi.send('PUT', '/api/me/delegation', { id: later })).status).toBe(404);
    await done('DELETE', `/api/me/delegations/${later}`, undefined, atBianchi);
    const last = await appoint({ from: TODAY, to: TODAY });
    await take(last);
    expect(await grants()).toEqual(reading);

    world.clock.advance({ hours: 15 });
    const evening = await inside(rossi, '192.0.2.23');
    expect((await evening.get('/api/me/delegations')).body.by).toContainEqual(expect.objectContaining({ state: 'over' }));
    expect(await grants(evening)).toEqual({});
    // What is over of itself is not ended once more: the history keeps that nobody took it back.
    expect((await evening.send('DELETE', `/api/me/delegations/${last}`)).body).toMatchObject({ status: 409, type: 'delegations.over' });
  });

  test('R3.59 every row written meanwhile carries both names, and the log shows them', async () => {
    await give(bianchi, await role('Anagrafe', changing));
    await take(await appoint());
    expect(await both()).toEqual([{ event: 142, actor: 'Rossi Anna', delegator: 'Bianchi Ugo' }]);
    const somebody = await world.user({ familyName: 'Neri' });
    const { version } = (await desk.get(`/api/users/${somebody.id}`)).body;

    expect((await atRossi.send('PATCH', `/api/users/${somebody.id}`, { version, fullName: 'Neri Ada' })).status).toBeLessThan(300);

    expect(await both()).toEqual([{ event: 21, actor: 'Rossi Anna', delegator: 'Bianchi Ugo' }]);
    const log = await desk.get(`/api/access-log?user=${somebody.id}&outcome=changes`);
    expect((log.body.items as unknown[])[0]).toMatchObject({
      actor: { name: 'Rossi Anna' },
      onBehalfOf: { id: bianchi.id, name: 'Bianchi Ugo' },
    });

    await take(null);
    expect(await both()).toEqual([{ event: 143, actor: 'Rossi Anna', delegator: 'Bianchi Ugo' }]);
  });

  test('R3.59 D2 who goes to work for another organization is a delegate no more, and the log of the first says so', async () => {
    const there = await neighbour(world);
    await enabledIn(world, rossi, there.organizationId);
    await atRossi.signIn(rossi);
    await give(bianchi, await role('Sportello', reading));
    await take(await appoint());

    await done('PUT', '/api/me/organization', { organizationId: there.organizationId, usual: false }, atRossi);

    expect((await atRossi.get('/api/me')).body).toMatchObject({ delegation: null, organization: { id: there.organizationId } });
    const left = (await desk.get('/api/access-log?event=delegation-left')).body.items as { actor: object; onBehalfOf: object }[];
    expect(left).toMatchObject([{ actor: { name: 'Rossi Anna' }, onBehalfOf: { name: 'Bianchi Ugo' } }]);
  });

  test('R3.59 R1.47 neither the delegate nor the delegator is given a role or a placement by the delegate', async () => {
    const manager = await role('Ruoli', {
      users: { search: 'organization' },
      roles: { search: 'organization', create: 'organization', modify: 'organization' },
      structure: { search: 'organization', create: 'organization', modify: 'organization' },
    });
    await give(bianchi, manager);
    await take(await appoint());
    const reader = await role('Sportello', reading);
    const department = await made('/api/departments', { name: 'Servizio' });
    const unit = await made('/api/units', { name: 'Unità', departmentId: department });

    for (const who of [bianchi, rossi]) {
      expect(await refusal(`/api/users/${who.id}/assignments`, { roleId: reader, from: TODAY }, atRossi)).toEqual([
        403,
        'authorization.own-role',
      ]);
      expect(await refusal(`/api/users/${who.id}/placements`, { unitId: unit, from: TODAY }, atRossi)).toEqual([
        403,
        'authorization.own-placement',
      ]);
    }
  });

  test('R3.59 nobody is delegate of a delegate: who works as one appoints nobody, ends nothing and starts no work that goes on', async () => {
    await give(
      bianchi,
      await role('Deleghe', { ...changing, delegations: { search: 'organization', create: 'organization', modify: 'organization' } }),
    );
    const id = await appoint();
    await take(id);
    const other = await world.user({ familyName: 'Neri' });

    const refused = [403, 'delegations.own-name-only'];
    expect(await refusal('/api/me/delegations', { delegateId: other.id, ...days }, atRossi)).toEqual(refused);
    expect(await refusal('/api/delegations', { delegatorId: bianchi.id, delegateId: other.id, ...days }, atRossi)).toEqual(refused);
    expect((await atRossi.send('DELETE', `/api/me/delegations/${id}`)).body.type).toBe('delegations.own-name-only');
    expect((await refusal('/api/first-passwords', { users: [other.id] }, atRossi)).slice(0, 2)).toEqual(refused);
    expect((await atRossi.get('/api/me/delegations')).body.by).toHaveLength(1);
  });

  test('R3.59 D2 the delegate does not take the name of the delegator by a new password of his', async () => {
    await give(bianchi, await role('Anagrafe', changing));
    await take(await appoint());
    const third = await world.user({ familyName: 'Neri' });

    expect(await refusal(`/api/users/${bianchi.id}/password-resets`, {}, atRossi)).toEqual([403, 'delegations.own-name-only']);
    expect((await atRossi.post(`/api/users/${third.id}/password-resets`, {})).status).toBe(201);
    expect((await atBianchi.get('/api/me')).status).toBe(200);
  });

  test('R3.59 R1.47 the delegate changes neither the record of the delegator nor his own, and gives no licence above the delegator’s', async () => {
    await give(bianchi, await role('Anagrafe', { users: { search: 'organization', create: 'organization', modify: 'organization' } }));
    const change = (who: Somebody, version: number, to: object, by = atRossi) =>
      by.send('PATCH', `/api/users/${who.id}`, { version, ...to });
    expect((await change(bianchi, 1, { licence: 'base' }, desk)).status).toBe(200);
    await take(await appoint());
    const third = await world.user({ familyName: 'Neri', licence: 'base' });

    for (const who of [bianchi, rossi])
      for (const to of [{ username: 'altro' }, { email: 'altro@example.it' }, { validTo: null }])
        expect((await change(who, who === bianchi ? 2 : 1, to)).body).toMatchObject({ status: 403, type: 'delegations.own-name-only' });
    expect((await change(third, 1, { licence: 'professional' })).body).toMatchObject({
      status: 422,
      issues: [{ field: 'licence', rule: 'licence-beyond-own' }],
    });
    expect((await change(third, 1, { fullName: 'Neri Elena' })).status).toBe(200);
  });

  test('R3.59 what is no delegation of his is not there for him', async () => {
    const id = await appoint();
    const third = await inside(await world.user({ familyName: 'Neri' }), '192.0.2.24');

    expect((await third.send('PUT', '/api/me/delegation', { id })).status).toBe(404);
    expect((await atBianchi.send('PUT', '/api/me/delegation', { id })).status).toBe(404);
    expect((await third.send('DELETE', `/api/me/delegations/${id}`)).status).toBe(404);
  });
});

/** Somebody of another organization who appointed Bianchi there. */
async function abroad() {
  const there = await neighbour(world);
  await enabledIn(world, bianchi, there.organizationId);
  await world.owner(
    `insert into delegations.delegations (organization_id, id, delegator_id, delegate_id, starts_on, ends_on, reason, made_at)
     values ($1, $2, $3, $4, $5, $6, 'Ferie di Bianchi', $7)`,
    [there.organizationId, world.random.id(), there.administrator.id, bianchi.id, TODAY, TOMORROW, world.clock.now()],
  );
  return there;
}

test('R5.14 R3.59 of who is erased at home no reason stays, wherever he worked; nobody forgets for another organization', async () => {
  const there = await abroad();
  const other = await there.user({ username: 'altrove/altro', familyName: 'Neri' });
  await world.owner(
    `insert into delegations.delegations (organization_id, id, delegator_id, delegate_id, starts_on, ends_on, reason, made_at)
     values ($1, $2, $3, $4, $5, $6, 'Corso', $7)`,
    [there.organizationId, world.random.id(), there.administrator.id, other.id, TODAY, TOMORROW, world.clock.now()],
  );
  await appoint({ reason: 'Ferie a casa' });
  const reasons = async () =>
    (await world.owner<{ reason: string }>('select reason from delegations.delegations order by reason')).map(({ reason }) => reason);
  const erased = (organizationId: OrganizationId) =>
    world.db.as({ organizations: [organizationId] }, (tx) =>
      world.events.announce(tx, 'person.erased', { organizationId, userId: bianchi.id, texts: [] }),
    );

  await erased(there.organizationId);
  expect(await reasons()).toEqual(['Corso', 'Ferie a casa', 'Ferie di Bianchi']);

  await erased(world.organizationId);
  expect(await reasons()).toEqual(['', '', 'Corso']);
});

test('R3.59 R3.56 the log tells each delegation that ends with an enablement, by nobody, and none that was over', async () => {
  const there = await abroad();
  const chief = await inside(there.administrator, '192.0.2.25');
  await world.owner(
    `insert into delegations.delegations (organization_id, id, delegator_id, delegate_id, starts_on, ends_on, made_at)
     select $1, v.id, $2, $3, v.starts_on, v.ends_on, $4 from (values ($5::uuid, $6::date, $6::date), ($7, $8, $9)) v (id, starts_on, ends_on)`,
    [
      ...[there.organizationId, bianchi.id, there.administrator.id, world.clock.now()],
      ...[world.random.id(), YESTERDAY, world.random.id(), TODAY, TOMORROW],
    ],
  );

  await done('DELETE', `/api/guests/${bianchi.id}`, undefined, chief);

  const told = await world.owner<{ subject: string; actor: string | null; organization: string }>(
    `select s.name as subject, a.name as actor, e.organization_id as organization from access_log.entries e
     left join access_log.subjects s on s.id = e.subject_id left join access_log.subjects a on a.id = e.actor_id
     where e.event = 141 order by s.name`,
  );
  const byNobody = { actor: null, organization: there.organizationId };
  expect(told).toEqual([
    { subject: 'Bianchi Ugo', ...byNobody },
    { subject: 'Verdi Piero', ...byNobody },
  ]);
  expect(await world.owner('select ends_on from delegations.delegations where ended_at is null')).toHaveLength(1);
});

describe('appointing', () => {
  test('R3.59 everything that is wrong is said at once', async () => {
    const reader = await role('Sportello', reading);
    const out = await world.user({ familyName: 'Neri', status: 'inactive' });

    expect(await refusal('/api/me/delegations', { delegateId: bianchi.id, roleId: reader, from: TODAY, to: YESTERDAY })).toEqual([
      422,
      'delegations.refused',
      'to end-before-start',
      'delegateId delegate-oneself',
      'roleId role-not-held',
    ]);
    expect(await refusal('/api/me/delegations', { delegateId: out.id, from: '2026-11-01', to: YESTERDAY })).toEqual([
      422,
      'delegations.refused',
      'to delegation-past',
      'delegateId person-may-not-enter',
    ]);
    expect(
      await refusal('/api/me/delegations', { delegateId: '01890000-0000-7000-8000-00000000dead', from: TODAY, to: '2028-01-01' }),
    ).toEqual([422, 'delegations.refused', 'to delegation-too-long', 'delegateId person-not-there']);
  });

  test('R3.59 two delegations of the same two people do not overlap, also when they come at the same moment; ended ones do not count', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => atBianchi.post('/api/me/delegations', { delegateId: rossi.id, ...days })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const id = answers.find(({ status }) => status === 201)?.body.id;

    await done('DELETE', `/api/me/delegations/${id}`, undefined, atRossi);
    await appoint();
  });

  test('R3.59 whoever is taken out of the organization at the moment he is appointed is not appointed', async () => {
    // Only guests are ever taken out; here somebody at home stands for one.
    await world.owner('alter table identity.enablements drop constraint enablements_stays_at_home');
    await world.owner('begin');
    await world.owner('update identity.enablements set ended_at = now() where user_id = $1', [rossi.id]);
    const asked = atBianchi.post('/api/me/delegations', { delegateId: rossi.id, ...days });
    const waiting =
      'select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid where not l.granted and a.datname = current_database()';
    await expect.poll(async () => (await world.owner(waiting)).length).toBeGreaterThan(0);
    await world.owner('commit');
    const { status, body } = await asked;
    expect([status, body.issues]).toMatchObject([422, [{ field: 'delegateId', rule: 'person-not-there' }]]);
  });

  test('R3.59 twenty at most are open at once', async () => {
    for (let number = 0; number < 20; number += 1) await appoint({ delegateId: (await world.user({ familyName: `Neri${number}` })).id });

    expect(await refusal('/api/me/delegations', { delegateId: rossi.id, ...days })).toEqual([409, 'delegations.too-many']);
  });

  test('R3.59 R1.47 for others only with the right, never more than one has, nor to oneself, nor about administrators', async () => {
    const third = await world.user({ familyName: 'Neri' });
    const clerk = await inside(third, '192.0.2.25');
    const body = { delegatorId: bianchi.id, delegateId: rossi.id, ...days };
    expect(await refusal('/api/delegations', body, clerk)).toEqual([403, 'authorization.not-allowed']);
    await give(bianchi, await role('Sportello', reading));
    const managing = { delegations: { search: 'organization', create: 'organization', modify: 'organization' } };
    const manager = await give(third, await role('Deleghe', managing));
    await expect.poll(() => grants(clerk)).toEqual(managing);

    expect((await refusal('/api/delegations', body, clerk)).slice(0, 2)).toEqual([403, 'authorization.beyond-own']);
    await give(third, await role('Tutto', { ...reading }));
    await expect.poll(() => grants(clerk)).toEqual({ ...managing, ...reading });
    expect(await refusal('/api/delegations', { ...body, delegateId: third.id }, clerk)).toEqual([403, 'authorization.own-role']);
    expect((await refusal('/api/delegations', { ...body, delegatorId: world.administrator.id }, clerk)).slice(0, 2)).toEqual([
      403,
      'authorization.above-own',
    ]);
    const id = await made('/api/delegations', body, clerk);
    expect((await clerk.get('/api/delegations')).body).toMatchObject({ items: [{ id, state: 'open' }], next: null });
    expect((await clerk.get('/api/delegations?search=bian')).body.items).toHaveLength(1);
    expect((await clerk.get('/api/delegations?search=verdi')).body.items).toHaveLength(0);
    expect((await clerk.get(`/api/users/${rossi.id}/delegations`)).body).toMatchObject({ to: [], by: [{ id }] });
    await done('DELETE', `/api/delegations/${id}`, undefined, clerk);
    const ofTheirs = await made('/api/delegations', { delegatorId: world.administrator.id, delegateId: bianchi.id, ...days });
    expect((await clerk.send('DELETE', `/api/delegations/${ofTheirs}`)).body).toMatchObject({
      status: 403,
      type: 'authorization.above-own',
    });
    await done('DELETE', `/api/delegations/${ofTheirs}`);
    expect((await clerk.get('/api/delegations')).body.items).toHaveLength(0);
    expect((await clerk.get('/api/delegations?past=true')).body.items).toHaveLength(2);
    expect(manager).toBeTruthy();
  });

  test('R3.59 R1.47 a role that begins while it lasts is given by it too, and so is one for a unit where he is not yet placed', async () => {
    const third = await world.user({ familyName: 'Neri' });
    const clerk = await inside(third, '192.0.2.26');
    const managing = { delegations: { search: 'organization', create: 'organization', modify: 'organization' } };
    await give(third, await role('Deleghe', managing));
    await expect.poll(() => grants(clerk)).toEqual(managing);
    const body = { delegatorId: bianchi.id, delegateId: rossi.id, ...days };
    const later = await give(bianchi, await role('Sportello', changing), { from: TOMORROW });

    expect((await refusal('/api/delegations', body, clerk)).slice(0, 2)).toEqual([403, 'authorization.beyond-own']);

    await done('DELETE', `/api/users/${bianchi.id}/assignments/${later}`);
    const departmentId = await made('/api/departments', { name: 'Servizio' });
    const unitId = await made('/api/units', { name: 'Unità', departmentId });
    await made(`/api/users/${bianchi.id}/placements`, { unitId, from: TOMORROW });
    const group = await made('/api/groups', { kind: 'security', name: 'Anagrafe' });
    await made(`/api/groups/${group}/roles`, { roleId: await role('Anagrafe', changing), unitId, from: '2026-01-01', to: null });
    await made(`/api/groups/${group}/members`, { userId: bianchi.id, from: '2026-01-01', to: null });
    expect((await refusal('/api/delegations', body, clerk)).slice(0, 2)).toEqual([403, 'authorization.beyond-own']);
  });

  test('R1.6 who looks for a delegate finds names, and no login', async () => {
    expect((await atBianchi.get('/api/me/delegations/candidates?search=ros')).body).toEqual({
      items: [{ id: rossi.id, name: 'Rossi Anna' }],
    });
    expect((await atBianchi.get('/api/me/delegations/candidates?search=rossi%20an')).body).toMatchObject({ items: [{ id: rossi.id }] });
    expect((await atBianchi.get('/api/me/delegations/candidates?search=bian')).body).toEqual({ items: [] });
    expect((await atBianchi.get('/api/me/delegations/candidates?search=--')).body).toEqual({ items: [] });
    expect((await atBianchi.get('/api/me/delegations/candidates?search=r')).status).toBe(400);
  });

  test('R1.60 R3.59 a service, which opens no session, is not offered as delegate', async () => {
    await world.user({ familyName: 'Rossi', givenName: 'Protocollo', licence: 'service' });

    expect((await atBianchi.get('/api/me/delegations/candidates?search=rossi')).body).toEqual({
      items: [{ id: rossi.id, name: 'Rossi Anna' }],
    });
  });

  test('R3.59 why somebody may do something says so of each delegation, and why not', async () => {
    const reader = await role('Sportello', reading);
    await give(bianchi, reader);
    const id = await appoint({ from: TOMORROW, to: TOMORROW });
    const why = async (what: string) =>
      (await desk.get(`/api/users/${rossi.id}/delegated-decision?function=${what}&action=search`)).body.items as object[];

    expect(await why('users')).toMatchObject([{ id, allowed: false, because: ['delegation-begun'] }]);
    await done('DELETE', `/api/me/delegations/${id}`, undefined, atBianchi);
    await appoint();
    expect((await why('users')).find((one) => 'allowed' in one && one.allowed)).toMatchObject({
      delegator: { name: 'Bianchi Ugo' },
      visibility: 'organization',
      through: [{ id: reader, name: 'Sportello' }],
      because: [],
    });
    expect((await why('policy')).at(0)).toMatchObject({ allowed: false, because: expect.arrayContaining(['delegator-may-not']) });
    const nobody = await desk.get(`/api/users/${id}/delegated-decision?function=users&action=search`);
    expect([nobody.status, nobody.body.type]).toEqual([404, 'request.not-found']);
  });
});
