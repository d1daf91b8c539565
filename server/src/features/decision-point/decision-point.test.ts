import { events } from '@varco/shared/access-log/events';
import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const manifest = {
  functions: [
    {
      name: 'case',
      label: 'Pratiche',
      labelEnglish: 'Cases',
      actions: [
        { name: 'search', levels: ['all', 'department', 'organization'] },
        { name: 'create', levels: ['department', 'organization', 'all'] },
        { name: 'modify', levels: ['department', 'organization', 'all'] },
        { name: 'delete', levels: ['department', 'organization', 'all'] },
        { name: 'approve', label: 'Approvazione', labelEnglish: 'Approval', levels: ['organization'] },
      ],
    },
    { name: 'rate', label: 'Tariffe', actions: [{ name: 'search', levels: ['organization'] }] },
  ],
};

/** A municipality with an application that asks, two departments, and a clerk placed in a unit of the first. */
interface Town {
  readonly world: World;
  readonly desk: TestBrowser;
  readonly clerk: Somebody;
  readonly social: string;
  readonly taxes: string;
  readonly minors: string;
  readonly rates: string;
  readonly application: string;
  readonly token: string;
}

let town: Town;

const made = async (desk: TestBrowser, url: string, body: object): Promise<Record<string, string>> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, expect.anything()]);
  return answer.body as Record<string, string>;
};
const idOf = async (...given: Parameters<typeof made>): Promise<string> => String((await made(...given)).id);

beforeEach(async () => {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  const social = await idOf(desk, '/api/departments', { name: 'Servizi sociali' });
  const taxes = await idOf(desk, '/api/departments', { name: 'Tributi' });
  const minors = await idOf(desk, '/api/units', { departmentId: social, name: 'Minori' });
  const rates = await idOf(desk, '/api/units', { departmentId: taxes, name: 'Tariffe' });
  const clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  await made(desk, `/api/users/${clerk.id}/placements`, { unitId: minors, from: '2026-01-01' });
  const application = await idOf(desk, '/api/applications', {
    code: 'social',
    name: 'Cartella sociale',
    organizations: [world.organizationId],
  });
  expect((await desk.send('PUT', `/api/applications/${application}/functions`, manifest)).status).toBe(200);
  const { token = '' } = await made(desk, `/api/applications/${application}/secrets`, {});
  town = { world, desk, clerk, social, taxes, minors, rates, application, token };
});

/** A program without cookies that presents a secret. */
async function program(token = town.token): Promise<(method: string, url: string, body?: object) => ReturnType<TestBrowser['get']>> {
  const browser = await town.world.browser({ address: '198.51.100.7', agent: 'cartella/1.0' });
  return (method, url, body) => browser.send(method as 'POST', url, body, { headers: { authorization: `Bearer ${token}` } });
}

const ask = async (question: object, token?: string) => (await (await program(token))('POST', '/access/v1/evaluation', question)).body;

const about = (action: string, properties: object, more: object = {}) => ({
  subject: { type: 'user', id: town.clerk.id },
  action: { name: action },
  resource: { type: 'case', id: '42', properties },
  ...more,
});

const give = async (grants: object, more: object = {}): Promise<string> => {
  const role = await idOf(town.desk, '/api/roles', {
    name: `Ruolo ${JSON.stringify(grants).length}${Math.abs(JSON.stringify(more).length)}`,
    grants,
  });
  await made(town.desk, `/api/users/${town.clerk.id}/assignments`, { roleId: role, unitId: town.minors, from: '2026-01-01', ...more });
  return role;
};

describe('an application', () => {
  test('R2.40 R2.42 is told for every action and level what a role gives on data of every owner, and nothing else', async () => {
    const { world, social, taxes } = town;
    const owners = {
      own: { organization: world.organizationId, department: social },
      other: { organization: world.organizationId, department: taxes },
      elsewhere: { organization: '01980000-0000-7000-8000-00000000000e', department: social },
    };
    const role = await give({});
    const ask4 = await program();
    let version = 1;
    for (const action of ['search', 'create', 'modify', 'delete']) {
      for (const level of ['department', 'organization', 'all']) {
        const grants = { 'social/case': { [action]: level } };
        const saved = await town.desk.send('PUT', `/api/roles/${role}`, { version, name: 'Sportello', grants });
        expect([action, level, saved.status, saved.body]).toEqual([action, level, 204, {}]);
        version += 1;
        const evaluations = ['search', 'create', 'modify', 'delete'].flatMap((asked) =>
          Object.values(owners).map((properties) => about(asked, properties)),
        );
        const answer = await ask4('POST', '/access/v1/evaluations', { evaluations });
        const expected = ['search', 'create', 'modify', 'delete'].flatMap((asked) =>
          Object.keys(owners).map((owner) => ({
            decision: asked === action && (owner === 'own' || (owner === 'other' && level !== 'department')),
          })),
        );
        expect([action, level, answer.body]).toEqual([action, level, { evaluations: expected }]);
      }
    }
  });

  test('R2.34 R2.35 whose the thing is may be said by its unit, where the person works by the context; what is not said counts against', async () => {
    const { minors, rates, world } = town;
    await give({ 'social/case': { search: 'department' } });
    const { organizationId: organization } = world;

    expect(await ask(about('search', { unit: minors }))).toEqual({ decision: true });
    expect(await ask(about('search', { unit: rates }))).toEqual({ decision: false });
    expect(await ask(about('search', { organization }))).toEqual({ decision: false });
    expect(await ask(about('search', { unit: minors }, { context: { unit: minors, organization } }))).toEqual({ decision: true });
    expect(await ask(about('search', { unit: minors }, { context: { unit: rates } }))).toEqual({ decision: false });
    expect(await ask(about('search', { unit: minors }, { context: { unit: 'Minori' } }))).toEqual({ decision: false });
  });

  test('D2 unknown people, other organizations, functions of others and a plain no are one answer', async () => {
    const { world, desk } = town;
    const other = await idOf(desk, '/api/applications', { code: 'tax', name: 'Tributi', organizations: [world.organizationId] });
    await desk.send('PUT', `/api/applications/${other}/functions`, manifest);
    await give({ 'social/case': { search: 'organization' }, 'tax/case': { search: 'organization' } });
    const { organizationId: organization } = world;
    const yes = about('search', { organization });
    const nobody = '01980000-0000-7000-8000-00000000000e';

    expect(await ask(yes)).toEqual({ decision: true });
    for (const question of [
      { ...yes, subject: { type: 'user', id: nobody } },
      { ...yes, subject: { type: 'user', id: 'l.conti' } },
      { ...yes, subject: { type: 'group', id: town.clerk.id } },
      { ...yes, context: { organization: nobody } },
      { ...yes, resource: { ...yes.resource, type: 'tax/case' } },
      { ...yes, resource: { ...yes.resource, type: 'constructor' } },
      { ...yes, resource: { ...yes.resource, type: 'users' } },
      { ...yes, action: { name: 'toString' } },
      about('search', { organization: nobody }),
    ])
      expect([question, await ask(question)]).toEqual([question, { decision: false }]);
  });

  test('properties of any shape and depth are read for what they may say, and harm nothing', async () => {
    const { world } = town;
    await give({ 'social/case': { search: 'organization' } });
    let deep: unknown = 'x';
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    const properties = { organization: world.organizationId, deep, department: { id: 1 } };

    expect(await ask(about('search', properties, { context: { deep, unit: undefined } }))).toEqual({ decision: true });
    expect(await ask(about('search', { ...properties, organization: [world.organizationId] }))).toEqual({ decision: false });
  });

  test('R1.40 administering the gate gives nothing in the applications behind it', async () => {
    const { world } = town;
    const question = { ...about('search', { organization: world.organizationId }), subject: { type: 'user', id: world.administrator.id } };

    expect(await ask(question)).toEqual({ decision: false });
  });

  test('R3.58 R5.14 a right that is given or taken, and a person who may not enter, count from the next question', async () => {
    const { world, desk, clerk } = town;
    const question = about('approve', { organization: world.organizationId });
    expect(await ask(question)).toEqual({ decision: false });
    const role = await give({ 'social/case': { approve: 'organization' } });
    expect(await ask(question)).toEqual({ decision: true });
    await desk.send('PATCH', `/api/users/${clerk.id}`, { version: 1, disabled: true });
    expect(await ask(question)).toEqual({ decision: false });
    await desk.send('PATCH', `/api/users/${clerk.id}`, { version: 2, disabled: false });
    expect(await ask(question)).toEqual({ decision: true });
    await desk.send('PUT', `/api/roles/${role}`, { version: 1, name: 'Vuoto', grants: {} });
    expect(await ask(question)).toEqual({ decision: false });
  });

  test('R2.42 is told why only when that was allowed, in kinds and never in names', async () => {
    const { desk, application, world, taxes } = town;
    await give({ 'social/case': { search: 'department' } });
    const changed = { version: 1, name: 'Cartella sociale', organizations: [world.organizationId], isToldWhy: true };
    expect((await desk.send('PUT', `/api/applications/${application}`, changed)).status).toBe(204);

    expect(await ask(about('search', { department: town.social }))).toEqual({
      decision: true,
      context: { reason: 'granted', visibility: 'department', ways: ['role'], obstacles: [] },
    });
    expect(await ask(about('search', { department: taxes }))).toMatchObject({
      decision: false,
      context: { reason: 'resource-other-department' },
    });
    expect(await ask(about('modify', { department: taxes }))).toMatchObject({
      decision: false,
      context: { reason: 'not-granted', obstacles: ['not-granted'] },
    });
    expect(await ask({ ...about('search', {}), subject: { type: 'user', id: 'x' } })).toEqual({
      decision: false,
      context: { reason: 'unknown-subject' },
    });
  });
});

describe('many questions at once', () => {
  const subject = () => ({ type: 'user', id: town.clerk.id });
  const ownCase = () => ({ type: 'case', id: '42', properties: { organization: town.world.organizationId } });

  test('share what the request says once, and stop where their semantics say', async () => {
    await give({ 'social/case': { search: 'organization', modify: 'organization' } });
    const names = ['search', 'delete', 'modify'];
    const body = { subject: subject(), resource: ownCase(), evaluations: names.map((name) => ({ action: { name } })) };
    const send = async (more: object) => (await (await program())('POST', '/access/v1/evaluations', { ...body, ...more })).body;
    const decisions = (...all: boolean[]) => ({ evaluations: all.map((decision) => ({ decision })) });

    expect(await send({})).toEqual(decisions(true, false, true));
    expect(await send({ options: { evaluations_semantic: 'deny_on_first_deny' } })).toEqual(decisions(true, false));
    expect(await send({ options: { evaluations_semantic: 'permit_on_first_permit' } })).toEqual(decisions(true));
    expect(await send({ evaluations: [], action: { name: 'search' } })).toEqual({ decision: true });
    expect(await send({ evaluations: [{ action: { name: 'search' } }, { subject: { type: 'user', id: 'x' } }] })).toEqual({
      evaluations: [{ decision: true }, { decision: false, context: { reason: 'incomplete' } }],
    });
    expect(await send({ evaluations: undefined })).toMatchObject({ type: 'request.invalid', status: 400 });
    const toomany = await send({ evaluations: Array.from({ length: 1_001 }, () => ({ action: { name: 'search' } })) });
    expect(toomany).toMatchObject({ type: 'request.invalid', status: 400 });
  });
});

describe('searches', () => {
  test('R1.6 tell by ids who may, a page at a time, only to an application that may search, and stand in the log', async () => {
    const { desk, application, world } = town;
    const role = await idOf(desk, '/api/roles', { name: 'Tutti', grants: { 'social/case': { search: 'organization' } } });
    const able: string[] = [];
    for (let number = 0; number < 5; number += 1) {
      const { id } = await world.user({ familyName: `Bianchi${number}` });
      await made(desk, `/api/users/${id}/assignments`, { roleId: role, from: '2026-01-01' });
      able.push(id);
    }
    const { organizationId: organization } = world;
    const body = {
      subject: { type: 'user' },
      action: { name: 'search' },
      resource: { type: 'case', id: '1', properties: { organization } },
    };
    const search = async (page?: object) =>
      (await (await program())('POST', '/access/v1/search/subject', { ...body, ...(page ? { page } : {}) })).body;
    expect(await search()).toMatchObject({ type: 'applications.may-not-search', status: 403 });
    const changed = { version: 1, name: 'Cartella sociale', organizations: [organization], maySearch: true };
    expect((await desk.send('PUT', `/api/applications/${application}`, changed)).status).toBe(204);

    const found: string[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const answer = (await search({ limit: 2, ...(token ? { token } : {}) })) as {
        page: { next_token: string };
        results: { type: string; id: string }[];
      };
      expect(answer.results.length).toBeLessThanOrEqual(2);
      found.push(...answer.results.map(({ id }) => id));
      token = answer.page.next_token;
      pages += 1;
    } while (token !== '' && pages < 10);
    expect(found).toEqual(able.toSorted());
    const actions = await (await program())('POST', '/access/v1/search/action', {
      subject: { type: 'user', id: able[0] },
      resource: body.resource,
    });
    expect(actions.body).toMatchObject({ results: [{ name: 'search' }] });
    const seen = (await world.logRows()).filter(({ event }) => event === events['people-searched']);
    expect(seen.length).toBe(pages + 1);
    expect(await search({ token: 'x' })).toMatchObject({ type: 'request.invalid' });
  });
});

describe('who asks', () => {
  test('D7 is nobody without a secret, with a withdrawn one, with a session, or while the application is switched off', async () => {
    const { desk, application, world, token } = town;
    const question = about('search', {});
    const status = async (headers: Record<string, string>, by = desk) =>
      (await by.send('POST', '/access/v1/evaluation', question, { headers })).status;
    const unknown = await (await program('A'.repeat(43)))('POST', '/access/v1/evaluation', question);
    expect(unknown).toMatchObject({ status: 401, body: { type: 'applications.unknown' } });
    expect(unknown.headers['www-authenticate']).toBe('Bearer');
    const stranger = await world.browser();
    expect(await status({}, stranger)).toBe(401);
    expect(await status({})).toBe(401);
    expect(await status({ authorization: `Basic ${token}` }, stranger)).toBe(401);
    expect(await status({ authorization: `Bearer ${token}` }, stranger)).toBe(200);
    // A secret opens nothing that is for people.
    expect((await stranger.get('/api/users', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);

    const second = await made(desk, `/api/applications/${application}/secrets`, {});
    expect((await desk.post(`/api/applications/${application}/secrets`, {})).body).toMatchObject({ type: 'applications.too-many-secrets' });
    expect(await status({ authorization: `Bearer ${second.token}` }, stranger)).toBe(200);
    expect((await desk.send('DELETE', `/api/applications/${application}/secrets/${second.id}`)).status).toBe(204);
    expect(await status({ authorization: `Bearer ${second.token}` }, stranger)).toBe(401);
    const off = { version: 1, name: 'Cartella sociale', organizations: [world.organizationId], active: false };
    expect((await desk.send('PUT', `/api/applications/${application}`, off)).status).toBe(204);
    expect(await status({ authorization: `Bearer ${token}` }, stranger)).toBe(401);
    const text = JSON.stringify((await desk.get(`/api/applications/${application}`)).body);
    expect(text).not.toContain(token);
    expect(
      await world.owner('select 1 from applications.secrets where position(convert_to($1, $2) in token_hash) > 0', [token, 'UTF8']),
    ).toEqual([]);
  });

  test('D8 the decision point says where it answers, and gives back the number of a question', async () => {
    const { world } = town;
    const browser = await world.browser();

    expect((await browser.get('/.well-known/authzen-configuration')).body).toEqual({
      policy_decision_point: 'http://localhost',
      access_evaluation_endpoint: 'http://localhost/access/v1/evaluation',
      access_evaluations_endpoint: 'http://localhost/access/v1/evaluations',
      search_subject_endpoint: 'http://localhost/access/v1/search/subject',
      search_resource_endpoint: 'http://localhost/access/v1/search/resource',
      search_action_endpoint: 'http://localhost/access/v1/search/action',
    });
    const headers = { authorization: `Bearer ${town.token}`, 'x-request-id': 'bfe9eb29' };
    expect((await browser.send('POST', '/access/v1/evaluation', about('search', {}), { headers })).headers['x-request-id']).toBe(
      'bfe9eb29',
    );
  });
});
