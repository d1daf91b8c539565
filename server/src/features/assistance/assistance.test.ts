import { type Visibility, visibilities } from '@varco/shared/authorization/capabilities';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import { enable } from '#features/identity';
import { saveEnablements } from '#features/organizations';
import { forgetEndedSessions } from '#features/sessions';
import { enabledIn, type Neighbour, neighbour } from '#testing/neighbour';
import { ADMINISTRATOR, browserOf, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const [YESTERDAY, TODAY, TOMORROW] = ['2026-11-20', '2026-11-21', '2026-11-22'];

let world: World;
/** Who administers the installation, at home in the municipality. */
let desk: TestBrowser;
/** The consortium, and who administers it. */
let there: Neighbour;
let theirs: TestBrowser;

const inside = async (who: Pick<Somebody, 'username' | 'password'>, address: string): Promise<TestBrowser> => {
  const browser = await world.browser({ address });
  expect((await browser.signIn(who)).status).toBeLessThan(400);
  return browser;
};

beforeEach(async () => {
  world = await freshWorld();
  there = await neighbour(world);
  desk = await inside(ADMINISTRATOR, '192.0.2.10');
  theirs = await inside(there.administrator, '192.0.2.40');
});

const made = async (by: TestBrowser, url: string, body: object): Promise<string> => {
  const answer = await by.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};
const done = async (by: TestBrowser, method: 'PUT' | 'DELETE' | 'PATCH', url: string, body?: object): Promise<void> => {
  const answer = await by.send(method, url, body);
  expect([method, url, answer.status, answer.body]).toEqual([method, url, 204, {}]);
};
const refusal = async (by: TestBrowser, method: 'POST' | 'PUT' | 'PATCH', url: string, body: object) => {
  const { status, body: answer } = await by.send(method, url, body);
  const issues = (answer.issues as { field?: string; rule: string }[] | undefined)?.map(({ field, rule }) => `${field} ${rule}`);
  return [status, answer.type, ...(issues ?? [])];
};
const wish = { need: 'Le caselle di posta non partono', from: TODAY, to: TOMORROW };
const ask = (by = theirs, more: object = {}) => made(by, '/api/assistance', { ...wish, ...more });
const grant = (id: string, by = theirs, granted = true) =>
  done(by, 'PUT', `/api/assistance/${id}/decision`, { granted, version: 1, answer: granted ? '' : 'Non serve più' });
const enter = (id: string, by = desk) => done(by, 'PUT', '/api/me/assistance', { id, purpose: 'Controllo la coda della posta' });
const placeOf = async (by = desk) => ((await by.get('/api/me')).body.organization as { name: string }).name;
const stateOf = async (id: string, by = theirs) => (await by.get(`/api/assistance/${id}`)).body.state;
const open = async (): Promise<string> => {
  const id = await ask();
  await grant(id);
  await enter(id);
  await expect.poll(() => placeOf()).toBe(there.name);
  return id;
};
const lastRow = async (event: number) =>
  (
    await world.owner<{ organization: OrganizationId; actor: string; behalf: string }>(
      `select e.organization_id as organization, a.name as actor, b.name as behalf from access_log.entries e
       left join access_log.subjects a on a.id = e.actor_id left join access_log.subjects b on b.id = e.on_behalf_of
       where e.event = $1 order by e.xid desc, e.n desc limit 1`,
      [event],
    )
  )[0];
const bothNames = () => ({ organization: there.organizationId, actor: 'Conti Laura', behalf: 'Verdi Piero' });

describe('R3.34 asking for assistance', () => {
  test('R2.32 R2.33 somebody of an organization asks, with himself as both operators, and its administrator grants', async () => {
    const id = await ask();

    expect((await theirs.get('/api/assistance')).body.items).toEqual([
      expect.objectContaining({
        id,
        state: 'waiting',
        ...wish,
        acting: { id: there.administrator.id, name: 'Verdi Piero', unit: null },
        reference: { id: there.administrator.id, name: 'Verdi Piero', unit: null },
        visits: [],
        may: { change: true, end: true, decide: true },
      }),
    ]);
    await grant(id);
    expect((await theirs.get(`/api/assistance/${id}`)).body).toMatchObject({
      state: 'open',
      decidedBy: 'Verdi Piero',
      decidedAt: expect.any(String),
    });
  });

  test('every fault is told at once, and nothing is saved', async () => {
    expect(await refusal(theirs, 'POST', '/api/assistance', { need: ' ', from: TODAY, to: 'ieri' })).toEqual([
      400,
      'request.invalid',
      'need required',
      'to day',
    ]);
    const other = { userId: desk && world.administrator.id, unitId: null };
    expect(await refusal(theirs, 'POST', '/api/assistance', { ...wish, from: YESTERDAY, to: YESTERDAY, reference: other })).toEqual([
      422,
      'assistance.refused',
      'to assistance-past',
      'reference.userId reference-oneself-only',
    ]);
    expect(await refusal(theirs, 'POST', '/api/assistance', { ...wish, to: '2026-11-28' })).toEqual([
      422,
      'assistance.refused',
      'to assistance-too-long',
    ]);
    expect(await refusal(theirs, 'POST', '/api/assistance', { ...wish, to: YESTERDAY })).toEqual([
      422,
      'assistance.refused',
      'to end-before-start',
    ]);
    expect(await world.owner('select 1 from assistance.requests')).toEqual([]);
    await ask(theirs, { to: '2026-11-27' });
  });

  test('R2.32 R2.36 where there are units all four are named: nothing is saved without the unit of either', async () => {
    const departmentId = await made(theirs, '/api/departments', { name: 'Servizi' });
    const unitId = await made(theirs, '/api/units', { departmentId, name: 'Ufficio' });
    const asked = (reference?: object) => refusal(theirs, 'POST', '/api/assistance', { ...wish, ...(reference ? { reference } : {}) });
    expect(await asked()).toEqual([422, 'assistance.refused', 'acting acting-unit-needed']);

    await made(theirs, `/api/users/${there.administrator.id}/placements`, { unitId, from: '2026-01-01', to: null });
    await theirs.signIn(there.administrator);

    expect(await asked({ userId: there.administrator.id, unitId: null })).toEqual([
      422,
      'assistance.refused',
      'reference.unitId reference-unit-needed',
    ]);
    expect(await world.owner('select 1 from assistance.requests')).toEqual([]);
    const id = await ask();
    const unit = { id: unitId, name: 'Ufficio', nameEnglish: '' };
    expect((await theirs.get(`/api/assistance/${id}`)).body).toMatchObject({ acting: { unit }, reference: { unit } });
  });

  test('a refusal says why, and is not taken back; two who answer at once meet', async () => {
    const id = await ask();
    expect(await refusal(theirs, 'PUT', `/api/assistance/${id}/decision`, { granted: false, version: 1 })).toEqual([
      422,
      'assistance.refused',
      'answer assistance-answer-needed',
    ]);
    const answers = await Promise.all(
      [true, false].map((granted) => theirs.send('PUT', `/api/assistance/${id}/decision`, { granted, version: 1, answer: 'x' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);

    const refused = await ask();
    await grant(refused, theirs, false);
    expect(await stateOf(refused)).toBe('refused');
    expect((await theirs.send('PUT', `/api/assistance/${refused}/decision`, { granted: true, version: 2 })).body.type).toBe(
      'assistance.already-decided',
    );
    expect((await theirs.send('PUT', `/api/assistance/${refused}/end`)).body.type).toBe('assistance.over');
    expect((await desk.get('/api/assistance/granted')).body.items).toHaveLength(answers[0]?.status === 204 ? 1 : 0);
  });

  test('it is corrected until somebody answers, by its version', async () => {
    const id = await ask();
    await done(theirs, 'PATCH', `/api/assistance/${id}`, { ...wish, need: 'Altro', version: 1 });
    expect((await theirs.get(`/api/assistance/${id}`)).body).toMatchObject({ need: 'Altro', version: 2 });
    expect((await theirs.send('PATCH', `/api/assistance/${id}`, { ...wish, version: 1 })).body).toMatchObject({
      status: 409,
      type: 'request.changed-meanwhile',
      current: { version: 2, need: 'Altro', from: wish.from, to: wish.to, reference: { name: expect.any(String) } },
    });
    await done(theirs, 'PUT', `/api/assistance/${id}/decision`, { granted: true, version: 2 });
    expect((await theirs.send('PATCH', `/api/assistance/${id}`, { ...wish, version: 3 })).body.type).toBe('assistance.already-decided');
  });

  test('D2 another organization sees none of it: neither the list nor its ids', async () => {
    const id = await ask();

    expect((await desk.get('/api/assistance?past=true')).body.items).toEqual([]);
    expect((await desk.get('/api/assistance/granted')).body.items).toEqual([]);
    for (const [method, url, body] of [
      ['GET', `/api/assistance/${id}`, undefined],
      ['PATCH', `/api/assistance/${id}`, { ...wish, version: 1 }],
      ['PUT', `/api/assistance/${id}/decision`, { granted: true, version: 1 }],
      ['PUT', `/api/assistance/${id}/end`, undefined],
      ['PUT', '/api/me/assistance', { id, purpose: 'Entro lo stesso' }],
    ] as const)
      expect([method, url, (await desk.send(method, url, body)).status]).toEqual([method, url, 404]);
    expect(await stateOf(id)).toBe('waiting');
  });

  test('only an administrator of the organization decides, and forbids', async () => {
    const clerk = await there.user({ username: 'altrove/sportello', familyName: 'Gialli' });
    const levels = { search: 'organization', create: 'organization', modify: 'organization' };
    const roleId = await made(theirs, '/api/roles', {
      name: 'Assistenza',
      grants: { assistance: levels, settings: { search: 'organization', modify: 'organization' } },
    });
    await made(theirs, `/api/users/${clerk.id}/assignments`, { roleId, unitId: null, from: TODAY, to: null });
    await theirs.send('PUT', `/api/users/${clerk.id}/placed`, { placed: true });
    const at = await inside(clerk, '192.0.2.41');
    const id = await ask(at);
    expect((await at.send('PUT', `/api/assistance/${id}/decision`, { granted: true, version: 1 })).body.type).toBe(
      'assistance.administrators-only',
    );
    expect((await at.send('PUT', '/api/organization/assistance', { forbidden: true })).body.type).toBe('assistance.administrators-only');
    expect((await at.get('/api/assistance/granted')).status).toBe(403);
    // Nothing waits on the desk of who may not answer it.
    expect((await at.get('/api/assistance/to-do')).body).toEqual({ waiting: 0, granted: 0 });
    await done(at, 'PUT', `/api/assistance/${id}/end`);
    expect(await stateOf(id)).toBe('ended');
  });
});

describe('R3.34 R3.54 entering', () => {
  test('who administers the installation enters by a request that is open, works there as its administrator, and leaves', async () => {
    expect((await desk.get(`/api/users/${there.administrator.id}`)).status).toBe(404);
    const id = await ask();
    expect((await theirs.get('/api/assistance/to-do')).body).toEqual({ waiting: 1, granted: 0 });
    await grant(id);
    expect((await theirs.get('/api/assistance/to-do')).body).toEqual({ waiting: 0, granted: 0 });
    expect((await desk.get('/api/assistance/to-do')).body).toEqual({ waiting: 0, granted: 1 });
    expect((await desk.get('/api/assistance/granted')).body.items).toEqual([
      { id, organization: { id: there.organizationId, name: there.name }, reference: 'Verdi Piero', ...wish, open: true },
    ]);

    await enter(id);

    expect((await desk.get('/api/me')).body).toMatchObject({
      organization: { id: there.organizationId, name: there.name, home: false },
      organizations: [{ id: world.organizationId }],
      administers: 'organization',
      assistance: { id, reference: 'Verdi Piero', to: TOMORROW },
      grants: { users: { search: 'organization', modify: 'organization' } },
    });
    expect((await desk.get(`/api/users/${there.administrator.id}`)).status).toBe(200);
    expect((await desk.get('/api/me/rights')).status).toBe(200);
    // What is at home is not within reach meanwhile, nor what belongs to the installation.
    expect((await desk.get(`/api/users/${world.administrator.id}`)).status).toBe(404);
    expect((await desk.get('/api/organizations')).status).toBe(403);
    expect(await lastRow(148)).toEqual(bothNames());

    const { id: role } = (await desk.post('/api/roles', { name: 'Fatto da fuori', grants: {} })).body;
    expect(role).toEqual(expect.any(String));
    expect(await lastRow(93)).toEqual(bothNames());
    const [seen] = (await theirs.get(`/api/access-log?event=role-changed`)).body.items as {
      actor: { name: string };
      onBehalfOf: { name: string };
    }[];
    expect([seen?.actor.name, seen?.onBehalfOf.name]).toEqual(['Conti Laura', 'Verdi Piero']);

    world.clock.advance({ minutes: 1 });
    await done(desk, 'DELETE', '/api/me/assistance');
    expect(await placeOf()).toBe('Comune di Borgo Ligure');
    expect((await desk.get('/api/me')).body).toMatchObject({ administers: 'installation', assistance: null, assistanceLapsed: false });
    expect(await lastRow(149)).toEqual(bothNames());
    const [visit] = (await theirs.get(`/api/assistance/${id}`)).body.visits as object[];
    expect(visit).toEqual({
      userId: world.administrator.id,
      name: 'Conti Laura',
      purpose: 'Controllo la coda della posta',
      session: expect.stringMatching(/^\d+$/),
      enteredAt: expect.any(String),
      leftAt: expect.any(String),
    });
    const { session } = visit as { session: string };
    const acts = (await theirs.get(`/api/access-log?session=${session}&from=${TODAY}&to=${TOMORROW}`)).body.items as { event: string }[];
    expect(acts.map(({ event }) => event)).toEqual(['assistance-left', 'role-changed', 'assistance-entered']);
    // He is nobody there when he is gone, and never was in the eyes of his own organization.
    expect((await theirs.get('/api/guests')).body.items).toEqual([]);
    const { items } = (await desk.get(`/api/users/${world.administrator.id}/enablements`)).body as { items: object[] };
    expect(items).toHaveLength(1);
  });

  test.each([
    ['the administrator ends it', (id: string) => done(theirs, 'PUT', `/api/assistance/${id}/end`)],
    ['the organization forbids it', async () => void (await theirs.send('PUT', '/api/organization/assistance', { forbidden: true }))],
  ])('D10 %s: closed within a second on every node, in open sessions too', async (_, close) => {
    const id = await open();
    const node = browserOf(await world.secondNode());
    for (const [name, value] of desk.cookies) node.cookies.set(name, value);
    expect(await placeOf(node)).toBe(there.name);

    await close(id);

    for (const browser of [desk, node]) {
      await expect.poll(() => placeOf(browser), { timeout: 1_000 }).toBe('Comune di Borgo Ligure');
      expect((await browser.get(`/api/users/${there.administrator.id}`)).status).toBe(404);
      expect((await browser.get('/api/me')).body).toMatchObject({ assistance: null, assistanceLapsed: true });
    }
    expect(await stateOf(id)).toBe('ended');
    expect((await desk.send('PUT', '/api/me/assistance', { id, purpose: 'Di nuovo' })).status).toBe(404);
  });

  test('D9 the last day over, it is over at midnight without anybody doing anything', async () => {
    await open();
    world.clock.advance({ milliseconds: Date.parse('2026-11-22T22:59:50Z') - world.clock.now().getTime() });
    await desk.signIn(ADMINISTRATOR);
    const id = await ask(await inside(there.administrator, '192.0.2.44'), { to: TOMORROW, from: TOMORROW });
    theirs = await inside(there.administrator, '192.0.2.44');
    await grant(id, theirs);
    await enter(id);
    expect(await placeOf()).toBe(there.name);

    world.clock.advance({ seconds: 11 });

    expect(await placeOf()).toBe('Comune di Borgo Ligure');
    expect(await stateOf(id)).toBe('over');
  });

  test('D2 nothing of his own stays where he helps: neither a setting of his nor a saved search', async () => {
    await open();
    expect((await desk.send('PUT', '/api/me/settings/mail', { version: 0, values: {} })).body.type).toBe('assistance.own-people-only');
    const search = { name: 'La mia ricerca', shared: false, view: {} };
    expect((await desk.post('/api/log-searches', search)).body.type).toBe('assistance.own-people-only');
    expect(await world.owner('select 1 from application_settings.own')).toEqual([]);
    expect(await world.owner('select 1 from log_searches.searches')).toEqual([]);
  });

  test('D2 who goes home from a visit is not told to have left that organization as one of its own', async () => {
    await enabledIn(world, world.administrator, there.organizationId);
    await desk.signIn(ADMINISTRATOR);
    await open();
    await done(desk, 'PUT', '/api/me/organization', { organizationId: world.organizationId, usual: false });
    expect(await placeOf()).toBe('Comune di Borgo Ligure');
    const events = async () => ((await theirs.get('/api/access-log?limit=5')).body.items as { event: string }[]).map(({ event }) => event);
    expect(await events()).toContain('assistance-left');
    expect(await events()).not.toContain('organization-left');
  });

  test('a request for later is seen and not yet taken; one of his own organization needs none; a clerk takes none', async () => {
    const later = await ask(theirs, { from: TOMORROW, to: TOMORROW });
    await grant(later);
    expect((await desk.get('/api/assistance/granted')).body.items).toMatchObject([{ id: later, open: false }]);
    expect((await desk.send('PUT', '/api/me/assistance', { id: later, purpose: 'Presto' })).body.type).toBe('assistance.not-yet');
    const own = await ask(desk);
    await grant(own, desk);
    expect((await desk.get('/api/assistance/to-do')).body).toEqual({ waiting: 0, granted: 0 });
    expect((await desk.get('/api/assistance/granted')).body.items).toHaveLength(1);
    expect((await desk.send('PUT', '/api/me/assistance', { id: own, purpose: 'A casa' })).status).toBe(404);

    const clerk = await world.user({ username: 'sportello' });
    const at = await inside(clerk, '192.0.2.45');
    expect((await at.send('PUT', '/api/me/assistance', { id: later, purpose: 'Curiosità' })).status).toBe(403);
    expect(await refusal(desk, 'PUT', '/api/me/assistance', { id: later, purpose: ' ' })).toEqual([
      400,
      'request.invalid',
      'purpose required',
    ]);
  });

  test('R3.34 what is open is counted, however many granted for later end before it', async () => {
    const id = await ask(theirs, { to: '2026-11-25' });
    await grant(id);
    await world.owner(
      `insert into assistance.requests (organization_id, id, acting_id, reference_id, need, starts_on, ends_on, asked_at, decided_at, granted)
       select r.organization_id, gen_random_uuid(), r.acting_id, r.reference_id, r.need, $2, $2, r.asked_at, r.decided_at, true
       from assistance.requests r, generate_series(1, 120) where r.id = $1`,
      [id, TOMORROW],
    );

    expect((await desk.get('/api/assistance/to-do')).body).toEqual({ waiting: 0, granted: 1 });
  });

  test('R3.54 when he left is told also after his session, by which it ended, is forgotten', async () => {
    const id = await open();
    world.clock.advance({ minutes: 1 });
    const leftAt = world.clock.now().toISOString();
    await desk.post('/sign-out');
    world.clock.advance({ days: 8 });

    await forgetEndedSessions(world);

    expect(await world.owner('select 1 from sessions.sessions where visit_id is not null')).toEqual([]);
    await theirs.signIn(there.administrator);
    expect((await theirs.get(`/api/assistance/${id}`)).body.visits).toMatchObject([{ leftAt }]);
  });

  test('a guest who chooses an organization where he may not work stays where he is', async () => {
    await open();

    expect((await desk.send('PUT', '/api/me/organization', { organizationId: there.organizationId })).status).toBe(404);
    expect(await placeOf()).toBe(there.name);
    expect((await desk.send('PUT', '/api/me/organization', { organizationId: world.organizationId })).status).toBe(204);
    await expect.poll(() => placeOf()).toBe('Comune di Borgo Ligure');
  });

  test('R3.54 who was put out is told to be out since then, not since his session ended', async () => {
    const id = await open();
    world.clock.advance({ minutes: 1 });
    const closedAt = world.clock.now().toISOString();
    await done(theirs, 'PUT', `/api/assistance/${id}/end`);
    world.clock.advance({ minutes: 5 });
    const leftAt = async () => ((await theirs.get(`/api/assistance/${id}`)).body.visits as { leftAt: string }[]).map((one) => one.leftAt);

    expect(await leftAt()).toEqual([closedAt]);
    expect((await desk.post('/sign-out')).status).toBe(204);
    expect(await leftAt()).toEqual([closedAt]);
  });

  test('of many steps in at the same moment, in two organizations, one is a visit, and nobody is left inside when he goes', async () => {
    const other = await neighbour(world, 'Terzo ente', 'terzo');
    const others = await inside(other.administrator, '192.0.2.47');
    const [here, elsewhere] = [await ask(), await ask(others)];
    await grant(here);
    await grant(elsewhere, others);

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, place) =>
        desk.send('PUT', '/api/me/assistance', { id: place % 2 === 0 ? here : elsewhere, purpose: 'Entro' }),
      ),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array.from({ length: 19 }, () => 404)]);
    world.clock.advance({ minutes: 1 });
    await done(desk, 'DELETE', '/api/me/assistance');
    expect(await world.owner('select left_at is not null as gone from assistance.visits')).toEqual([{ gone: true }]);
  });

  test('who administers the installation no more is out at once; signing out ends the visit with the session', async () => {
    const id = await open();
    const peer = await world.user({ username: 'p.pari' });
    const other = await inside(peer, '192.0.2.46');
    await world.owner('insert into "authorization".administrators values ($1, $2, now(), true)', [world.organizationId, peer.id]);
    await other.signIn(peer);
    await enter(id, other);
    expect(await placeOf(other)).toBe(there.name);
    await world.owner('delete from "authorization".administrators where user_id = $1', [world.administrator.id]);
    await world.owner(`select pg_notify('varco_revoked', $1)`, [`user:${world.administrator.id}`]);
    await expect.poll(() => placeOf(), { timeout: 1_000 }).toBe('Comune di Borgo Ligure');

    expect((await other.post('/sign-out')).status).toBe(204);
    const visits = (await theirs.get(`/api/assistance/${id}`)).body.visits as { userId: string; leftAt: string | null }[];
    expect(visits.find(({ userId }) => userId === peer.id)?.leftAt).toEqual(expect.any(String));
    expect(
      await world.owner('select end_reason from sessions.sessions where user_id = $1 order by number desc limit 1', [peer.id]),
    ).toEqual([{ end_reason: 'voluntary' }]);
  });

  test('a guest resets the password of who is no administrator, in both names; administrators and staying on are not his', async () => {
    const clerk = await there.user({ username: 'altrove/sportello', familyName: 'Gialli' });
    const id = await open();

    expect((await desk.post(`/api/users/${clerk.id}/password-resets`)).status).toBe(201);
    expect(await lastRow(12)).toEqual(bothNames());

    const own = { type: 'assistance.own-people-only' };
    expect((await desk.post(`/api/users/${there.administrator.id}/password-resets`)).body).toMatchObject({
      type: 'authorization.above-own',
    });
    for (const [method, url, body] of [
      ['PUT', `/api/users/${clerk.id}/administration`, { administers: 'organization' }],
      ['POST', '/api/users', { username: 'altrove/mio', familyName: 'Mio', givenName: 'Uso', administrator: true }],
      ['POST', '/api/assistance', { ...wish, to: '2026-11-27' }],
      ['PUT', `/api/assistance/${id}/end`, undefined],
      ['PUT', `/api/assistance/${id}/decision`, { granted: true, version: 2 }],
      ['PUT', '/api/organization/assistance', { forbidden: true }],
      ['PUT', '/api/formal-authorizations/requirement', { required: true, keptOut: 2 }],
      ['POST', '/api/me/delegations', { delegateId: clerk.id, from: TODAY, to: TOMORROW }],
      ['PUT', '/api/me/assistance', { id, purpose: 'Ancora' }],
    ] as const)
      expect([url, (await desk.send(method, url, body)).body]).toEqual([url, expect.objectContaining(own)]);
    expect(
      (await desk.send('PUT', `/api/users/${world.administrator.id}/enablements`, { everywhere: true, organizations: [], usual: null }))
        .status,
    ).toBe(403);
  });

  test('a guest takes no password that opens another organization', async () => {
    const third = await neighbour(world, 'Terzo ente', 'terzo');
    const clerk = await there.user({ username: 'altrove/sportello', familyName: 'Gialli' });
    await world.db.as({ organizations: [third.organizationId] }, (tx) =>
      enable(tx, third.organizationId, [{ organizationId: there.organizationId, userId: clerk.id }], world.clock.now()),
    );
    await open();

    expect((await desk.post(`/api/users/${clerk.id}/password-resets`)).body).toMatchObject({
      status: 403,
      type: 'assistance.own-people-only',
    });
  });

  test('an organization that forbids it is not asked for, until it admits it again', async () => {
    const id = await ask();
    expect((await theirs.send('PUT', '/api/organization/assistance', { forbidden: true })).body).toEqual({ forbidden: true });
    expect(await stateOf(id)).toBe('ended');
    expect((await theirs.post('/api/assistance', wish)).body.type).toBe('assistance.forbidden');
    expect((await theirs.send('PUT', '/api/organization/assistance', { forbidden: false })).body).toEqual({ forbidden: false });
    expect((await theirs.get('/api/organization/assistance')).body).toEqual({ forbidden: false });
    await open();
    const changes = await theirs.get('/api/organization/history');
    expect((changes.body.items as { changes: { items: { field: string }[] } }[]).map((line) => line.changes.items[0]?.field)).toEqual([
      'assistance',
      'assistance',
    ]);
  });
});

describe('R3.34 D2 there is no other way in', () => {
  const letIn = (user: UserId, more: object = {}, by = desk) =>
    by.send('PUT', `/api/users/${user}/enablements`, { everywhere: false, organizations: [there.organizationId], usual: null, ...more });

  test('who administers the installation lets neither himself nor another such in, nor makes one of who works elsewhere', async () => {
    const peer = await world.user({ username: 'p.pari' });
    await done(desk, 'PUT', `/api/users/${peer.id}/administration`, { administers: 'installation' });
    for (const user of [world.administrator.id, peer.id])
      for (const more of [{}, { everywhere: true, organizations: [] }])
        expect((await letIn(user, more)).body).toMatchObject({ status: 403, type: 'assistance.by-request-only' });
    const clerk = await world.user({ username: 'sportello' });
    expect((await letIn(clerk.id)).status).toBe(200);
    expect((await desk.send('PUT', `/api/users/${clerk.id}/administration`, { administers: 'installation' })).body).toMatchObject({
      status: 409,
      type: 'authorization.enabled-elsewhere',
    });
    expect(
      await world.owner('select user_id from identity.enablements where organization_id = $1 and home_id <> organization_id', [
        there.organizationId,
      ]),
    ).toEqual([{ user_id: clerk.id }]);
  });

  test('of two who let somebody in elsewhere and make him administer the installation at the same moment one is refused', async () => {
    for (const username of ['p.pari', 'u.pari', 't.pari']) {
      const peer = await world.user({ username });

      const answers = await Promise.all([
        letIn(peer.id),
        desk.send('PUT', `/api/users/${peer.id}/administration`, { administers: 'installation' }),
      ]);

      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect(answers.map(({ body }) => body.type)).toContainEqual(
        expect.stringMatching(/^(assistance\.by-request-only|authorization\.enabled-elsewhere)$/),
      );
    }
  });

  test('what is already so can be taken away, and somebody at the terminal may do it; the log says so', async () => {
    await enabledIn(world, world.administrator, there.organizationId);
    expect((await letIn(world.administrator.id)).status).toBe(200);
    expect((await letIn(world.administrator.id, { organizations: [] })).status).toBe(200);
    const again = { everywhere: false, organizations: [there.organizationId], usual: null };
    await saveEnablements(world, world.operator, { organizations: [world.organizationId] }, world.administrator.id, again);
    expect((await lastRow(104))?.organization).toBe(there.organizationId);
  });

  test.each([
    ['GET', (id: string) => `/api/users/${id}`],
    ['PATCH', (id: string) => `/api/users/${id}`],
    ['POST', (id: string) => `/api/users/${id}/password-resets`],
    ['POST', (id: string) => `/api/users/${id}/unlocks`],
    ['GET', (id: string) => `/api/users/${id}/enablements`],
    ['PUT', (id: string) => `/api/users/${id}/administration`],
    ['GET', (id: string) => `/api/users/${id}/rights`],
    ['GET', (id: string) => `/api/users/${id}/delegations`],
  ] as const)('the level that reaches everywhere does not reach where one is not enabled: %s %s', async (method, url) => {
    const body = { PATCH: { version: 1, fullName: 'x' }, PUT: { administers: 'nothing' }, POST: {}, GET: undefined }[method];
    expect((await desk.send(method, url(there.administrator.id), body)).status).toBe(404);
  });

  test('nor do its lists, the log among them', async () => {
    await made(theirs, '/api/roles', { name: 'Riservato', grants: {} });
    for (const url of ['/api/users', '/api/roles', '/api/groups', '/api/structure', '/api/access-log', '/api/guests', '/api/delegations'])
      expect([url, (await desk.get(url)).text.match(/Verdi|Riservato/)]).toEqual([url, null]);
  });
});

describe('R2.42 the levels of an iter', () => {
  /** Two departments with a unit each in the municipality, one in the consortium, and a request of each. */
  async function threeOwners() {
    const unit = async (by: TestBrowser, name: string) => {
      const departmentId = await made(by, '/api/departments', { name: `Servizio ${name}` });
      return made(by, '/api/units', { departmentId, name });
    };
    const [counter, tax] = [await unit(desk, 'Sportello'), await unit(desk, 'Tributi')];
    const away = await unit(theirs, 'Altrove');
    const placed = async (by: TestBrowser, user: string, unitId: string) =>
      made(by, `/api/users/${user}/placements`, { unitId, from: '2026-01-01', to: null });
    const clerk = await world.user({ username: 'sportello', familyName: 'Rossi', givenName: 'Anna' });
    const colleague = await world.user({ username: 'tributi', familyName: 'Bianchi', givenName: 'Ugo' });
    await placed(desk, clerk.id, counter);
    await placed(desk, colleague.id, tax);
    await placed(theirs, there.administrator.id, away);
    await placed(desk, world.administrator.id, counter);
    // The sessions read it again at the next sign-in.
    await desk.signIn(ADMINISTRATOR);
    await theirs.signIn(there.administrator);
    const requests = {
      'own department': await ask(desk, { reference: { userId: clerk.id, unitId: counter } }),
      'same organization': await ask(desk, { reference: { userId: colleague.id, unitId: tax } }),
      'other organization': await ask(theirs, { reference: { userId: there.administrator.id, unitId: away } }),
    };
    return { clerk, colleague, counter, tax, away, requests };
  }

  const reached: Readonly<Record<Visibility, readonly string[]>> = {
    department: ['own department'],
    organization: ['own department', 'same organization'],
    all: ['own department', 'same organization', 'other organization'],
  };

  test.each(visibilities)('R2.33 R2.34 T: with the level %s lists and single decisions are equal, for every action', async (level) => {
    const { clerk, counter, tax, away, colleague, requests } = await threeOwners();
    await enabledIn(world, clerk, there.organizationId);
    const grants = { assistance: { search: level, create: level, modify: level } };
    const roleId = await made(desk, '/api/roles', { name: 'Pratiche', grants });
    await made(desk, `/api/users/${clerk.id}/assignments`, { roleId, unitId: counter, from: '2026-11-21', to: null });
    const at = await inside(clerk, '192.0.2.60');

    const listed = ((await at.get('/api/assistance')).body.items as { id: string }[]).map(({ id }) => id);
    for (const [owner, id] of Object.entries(requests)) {
      const isReached = reached[level].includes(owner);
      // Search: the list and the single record.
      expect([owner, 'listed', listed.includes(id)]).toEqual([owner, 'listed', isReached]);
      expect([owner, (await at.get(`/api/assistance/${id}`)).status]).toEqual([owner, isReached ? 200 : 404]);
      // Modify: where one works; of another organization nobody changes anything from here, whatever the level.
      const isChanged = isReached && owner !== 'other organization';
      const said = (await at.get(`/api/assistance/${id}`)).body.may as { change: boolean } | undefined;
      expect([owner, 'may', said?.change ?? false]).toEqual([owner, 'may', isChanged]);
      const changed = await at.send('PATCH', `/api/assistance/${id}`, { ...wish, need: 'Corretta', version: 1 });
      expect([owner, changed.status]).toEqual([owner, isChanged ? 204 : 404]);
      const ended = await at.send('PUT', `/api/assistance/${id}/end`);
      expect([owner, ended.status]).toEqual([owner, isChanged ? 204 : 404]);
    }
    // Create: the unit of the reference decides whose it is.
    const create = (userId: string, unitId: string) => refusal(at, 'POST', '/api/assistance', { ...wish, reference: { userId, unitId } });
    expect((await create(clerk.id, counter))[0]).toBe(201);
    const other = await create(colleague.id, tax);
    expect(other).toEqual(
      level === 'department' ? [422, 'assistance.refused', 'reference.unitId reference-beyond-level'] : [201, undefined],
    );
    expect(await create(there.administrator.id, away)).toEqual([422, 'assistance.refused', 'reference.userId reference-not-placed']);
  });

  test.each(['search', 'create', 'modify'] as const)('T: an action that nobody granted is refused: %s', async (action) => {
    const { clerk, counter, requests } = await threeOwners();
    const others = Object.fromEntries(['search', 'create', 'modify'].filter((one) => one !== action).map((one) => [one, 'organization']));
    const roleId = await made(desk, '/api/roles', { name: 'Pratiche', grants: { assistance: others } });
    await made(desk, `/api/users/${clerk.id}/assignments`, { roleId, unitId: counter, from: '2026-11-21', to: null });
    const at = await inside(clerk, '192.0.2.60');
    const id = requests['own department'];
    const statuses = {
      search: (await at.get('/api/assistance')).status,
      create: (await at.post('/api/assistance', wish)).status,
      modify: (await at.send('PATCH', `/api/assistance/${id}`, { ...wish, version: 1 })).status,
    };
    expect(statuses).toEqual({ search: 200, create: 201, modify: 204, [action]: 403 });
  });

  test('R2.36 units and the people placed in one today are found by name, page by page, and those of no other organization', async () => {
    const { clerk, counter, away } = await threeOwners();
    const at = await inside(clerk, '192.0.2.60');
    const names = async (url: string) => {
      const found: string[] = [];
      for (let next: unknown = ''; next !== null; ) {
        const { body } = await at.get(`${url}&limit=1${next === '' ? '' : `&after=${String(next)}`}`);
        found.push(...(body.items as { name: string }[]).map(({ name }) => name));
        next = body.next;
      }
      return found;
    };
    expect(await names('/api/operators/units?search=')).toEqual(['Sportello', 'Tributi']);
    expect(await names('/api/operators/units?search=tri')).toEqual(['Tributi']);
    expect(await names(`/api/operators?unitId=${counter}`)).toEqual(['Conti Laura', 'Rossi Anna']);
    expect(await names(`/api/operators?unitId=${counter}&search=ros`)).toEqual(['Rossi Anna']);
    expect(await names(`/api/operators?unitId=${away}`)).toEqual([]);
    expect((await at.get('/api/operators/units?after=xx')).status).toBe(400);
    expect((await (await world.browser()).get(`/api/operators?unitId=${counter}`)).status).toBe(401);
  });

  test('R1.60 R2.36 a service placed in a unit, which opens no session, is not offered as an operator', async () => {
    const { clerk, counter } = await threeOwners();
    const service = await world.user({ familyName: 'Protocollo', licence: 'service' });
    await made(desk, `/api/users/${service.id}/placements`, { unitId: counter, from: '2026-11-21' });
    const at = await inside(clerk, '192.0.2.60');

    const { items } = (await at.get(`/api/operators?unitId=${counter}`)).body as { items: { name: string }[] };
    expect(items.map(({ name }) => name)).toEqual(['Conti Laura', 'Rossi Anna']);
  });

  test('R2.45 a unit that a request names is not deleted', async () => {
    const { tax } = await threeOwners();
    expect((await desk.send('DELETE', `/api/units/${tax}`)).body.type).toBe('structure.in-use');
  });
});

test('R5.14 R3.34 of who is erased at home nothing stays that he asked or answered, wherever he worked; nobody forgets for another organization', async () => {
  const guest = await world.user({ familyName: 'Neri' });
  await enabledIn(world, guest, there.organizationId);
  const [asked, answered, neither] = [await ask(), await ask(), await ask()];
  for (const id of [asked, answered, neither]) await grant(id, theirs, false);
  await world.owner('update assistance.requests set reference_id = $2 where id = $1', [asked, guest.id]);
  await world.owner('update assistance.requests set decided_by = $2 where id = $1', [answered, guest.id]);
  const [need, answer] = [wish.need, 'Non serve più'];
  const said = async () => {
    const rows = await world.owner<{ id: string; need: string; answer: string }>('select id, need, answer from assistance.requests');
    return [asked, answered, neither].flatMap((id) => rows.filter((row) => row.id === id).map((row) => [row.need, row.answer]));
  };
  const erased = (organizationId: OrganizationId) =>
    world.db.as({ organizations: [organizationId] }, (tx) =>
      world.events.announce(tx, 'person.erased', { organizationId, userId: guest.id, texts: [] }),
    );

  await erased(there.organizationId);
  expect(await said()).toEqual([1, 2, 3].map(() => [need, answer]));

  await erased(world.organizationId);
  expect(await said()).toEqual([
    ['', ''],
    [need, ''],
    [need, answer],
  ]);
});
