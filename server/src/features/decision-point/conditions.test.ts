import { events } from '@varco/shared/access-log/events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;
let clerk: Somebody;
let token: string;
let application: string;

const made = async (url: string, body: object): Promise<Record<string, string>> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, expect.anything()]);
  return answer.body as Record<string, string>;
};

const levels = ['organization'];
const manifest = {
  functions: [
    { name: 'case', label: 'Pratiche', actions: ['search', 'modify', 'delete'].map((name) => ({ name, levels })) },
    { name: 'rate', label: 'Tariffe', actions: [{ name: 'search', levels }] },
  ],
};

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni', givenName: 'Ada' });
  const organizations = [world.organizationId];
  application = String((await made('/api/applications', { code: 'social', name: 'Cartella sociale', organizations })).id);
  expect((await desk.send('PUT', `/api/applications/${application}/functions`, manifest)).status).toBe(200);
  const changed = { version: 1, name: 'Cartella sociale', organizations, isToldWhy: true, maySearch: true };
  expect((await desk.send('PUT', `/api/applications/${application}`, changed)).status).toBe(204);
  token = String((await made(`/api/applications/${application}/secrets`, {})).token);
});

const role = async (condition: string | undefined, more: object = {}): Promise<string> =>
  String(
    (
      await made('/api/roles', {
        name: 'Istruttore',
        grants: { 'social/case': { search: 'organization', modify: 'organization' } },
        conditions: condition === undefined ? {} : { 'social/case': condition },
        ...more,
      })
    ).id,
  );
const give = (roleId: string, user = clerk.id) => made(`/api/users/${user}/assignments`, { roleId, from: '2026-01-01' });

const post = async (path: string, body: object) => {
  const browser = await world.browser({ address: '198.51.100.7', agent: 'cartella/1.0' });
  return (await browser.send('POST', path, body, { headers: { authorization: `Bearer ${token}` } })).body;
};
const about = (properties: object, more: object = {}) => ({
  subject: { type: 'user', id: clerk.id },
  action: { name: 'modify' },
  resource: { type: 'case', id: '42', properties },
  ...more,
});
const ask = (properties: object, more: object = {}) => post('/access/v1/evaluation', about(properties, more));

describe('R5.9 many questions at once', () => {
  test.each([
    ['/access/v1/evaluations', 'evaluations'],
    ['/access/v1/search/resource', 'candidates'],
  ])('others get a turn between the answers: %s', async (path, list) => {
    await give(await role('resource.properties.amount <= 5000'));
    const things = Array.from({ length: 400 }, (_, id) => ({ id: String(id), properties: { amount: id } }));
    const many = list === 'candidates' ? things : things.map((one) => ({ resource: { type: 'case', ...one } }));
    const asked = { subject: { type: 'user', id: clerk.id }, action: { name: 'modify' }, resource: { type: 'case', id: '1' } };
    let [turn, time, isOver] = [0, 0, false];
    const others = () => {
      turn += 1;
      if (!isOver) setImmediate(others);
    };
    others();
    const turns = new Set<number>();
    // Each answer takes some time.
    vi.spyOn(world.clock, 'monotonic').mockImplementation(() => {
      turns.add(turn);
      time += 3;
      return time;
    });

    const answer = await post(path, { ...asked, [list]: many });

    isOver = true;
    expect(answer[list === 'candidates' ? 'results' : list]).toHaveLength(400);
    expect(turns.size).toBeGreaterThan(50);
  });
});

describe('R5.9 a role under a condition', () => {
  test('gives what it grants only when the condition holds for what the application says, with its own reason', async () => {
    await give(await role('resource.properties.amount <= 5000 && resource.properties.owner == subject.id'));
    const owner = clerk.id;

    expect(await ask({ amount: 10, owner })).toMatchObject({ decision: true, context: { reason: 'granted', ways: ['role'] } });
    expect(await ask({ amount: 5001, owner })).toMatchObject({
      decision: false,
      context: { reason: 'condition-false', obstacles: ['condition-false'] },
    });
    for (const properties of [{ owner }, { amount: '10', owner }, {}, { amount: null, owner }, { amount: [10], owner }])
      expect(await ask(properties)).toMatchObject({ decision: false, context: { reason: 'condition-error' } });
    expect(await ask({ amount: 10, owner }, { action: { name: 'delete' } })).toMatchObject({ context: { reason: 'not-granted' } });
    // Without the condition of the other role it holds all the same.
    await give(await role(undefined, { name: 'Responsabile' }));
    expect(await ask({})).toMatchObject({ decision: true, context: { obstacles: expect.arrayContaining(['condition-error']) } });
  });

  test('of two that fail says the one that cannot be judged, whichever was given first: there somebody has something to mend', async () => {
    const other = await world.user({ familyName: 'Neri' });
    const [narrow, broken] = [
      await role('resource.properties.amount > 100'),
      await role('resource.properties.owner == "x"', { name: 'Altro' }),
    ];
    for (const [user, roles] of [
      [clerk.id, [narrow, broken]],
      [other.id, [broken, narrow]],
    ] as const) {
      for (const one of roles) await give(one, user);
      expect(await ask({ amount: 10 }, { subject: { type: 'user', id: user } })).toMatchObject({ context: { reason: 'condition-error' } });
    }
  });

  test('reads subject, action and context too, and whose the thing is counts besides', async () => {
    await give(
      await role('action.name == "search" || (context.ip.startsWith("10.1.") && subject.properties.level >= 3 && resource.type == "case")'),
    );
    const context = { ip: '10.1.2.3' };
    const subject = { type: 'user', id: clerk.id, properties: { level: 3 } };

    expect(await ask({}, { context, subject })).toMatchObject({ decision: true });
    expect(await ask({}, { context: { ip: '10.10.2.3' }, subject })).toMatchObject({ decision: false });
    expect(await ask({}, { subject })).toMatchObject({ context: { reason: 'condition-error' } });
    expect(await ask({}, { action: { name: 'search' } })).toMatchObject({ decision: true });
    const elsewhere = { organization: '01980000-0000-7000-8000-00000000000e' };
    expect(await ask(elsewhere, { context, subject })).toMatchObject({ context: { reason: 'resource-other-organization' } });
  });

  test('is judged for every question, person and action of a search by itself', async () => {
    const other = await world.user({ familyName: 'Neri' });
    const id = await role('resource.properties.owner == subject.id && action.name != "search"');
    await give(id);
    await give(id, other.id);
    const evaluations = [clerk, other].flatMap(({ id: owner }) => [
      about({ owner }),
      about({ owner }, { subject: { type: 'user', id: other.id } }),
    ]);

    const { evaluations: answers } = await post('/access/v1/evaluations', { evaluations });
    expect((answers as { decision: boolean }[]).map(({ decision }) => decision)).toEqual([true, false, false, true]);
    const { subject: _, ...question } = about({ owner: other.id });
    expect(await post('/access/v1/search/subject', { ...question, subject: { type: 'user' } })).toMatchObject({
      results: [{ type: 'user', id: other.id }],
    });
    const { action: __, ...whichActions } = about({ owner: clerk.id });
    expect(await post('/access/v1/search/action', whichActions)).toMatchObject({ results: [{ name: 'modify' }] });
  });

  test('R3.58 R3.56 is in force from the next question, and the log says what it was and is', async () => {
    const id = await role('resource.properties.amount <= 5000');
    await give(id);
    const saved = (await desk.get(`/api/roles/${id}`)).body;
    expect(saved.conditions).toEqual({ 'social/case': 'resource.properties.amount <= 5000' });
    expect(await ask({ amount: 6000 })).toMatchObject({ decision: false });

    const input = { name: saved.name, grants: saved.grants, version: 1 };
    const change = await desk.send('PUT', `/api/roles/${id}`, {
      ...input,
      conditions: { 'social/case': 'resource.properties.amount <= 9000' },
    });
    expect(change.status).toBe(204);

    expect(await ask({ amount: 6000 })).toMatchObject({ decision: true });
    const log = (await desk.get('/api/access-log?event=role-changed')).body;
    expect((log.items as { changes: { items: unknown } }[])[0]?.changes.items).toContainEqual({
      field: 'conditions',
      before: ['social/case: resource.properties.amount <= 5000'],
      after: ['social/case: resource.properties.amount <= 9000'],
    });
    expect((await desk.get(`/api/roles/${id}/export`)).text).toContain('resource.properties.amount <= 9000');
  });
});

describe('R2.41 a condition that cannot be', () => {
  test('is refused with every fault of every function, each at its place, and nothing is saved', async () => {
    const answer = await desk.post('/api/roles', {
      name: 'Prova',
      grants: { users: { search: 'organization' }, 'social/case': { search: 'organization' } },
      conditions: {
        users: 'true',
        'social/case': 'ammontare > 1 &&\n x.matches("(a+)+")',
        'social/rate': 'resource.properties.a == ',
      },
    });

    expect(answer.body).toMatchObject({ type: 'authorization.role-refused', status: 422 });
    expect(
      (answer.body.issues as { field: string; rule: string; line?: number; column?: number }[]).map(
        ({ field, rule, line, column }) => `${field} ${rule} ${line}:${column}`,
      ),
    ).toEqual([
      'conditions.users condition-own-function undefined:undefined',
      'conditions.social/rate condition-without-grant undefined:undefined',
      'conditions.social/case condition-unknown-name 1:1',
      'conditions.social/case condition-regular-expression 2:2',
      'conditions.social/case condition-unknown-name 2:2',
      'conditions.social/rate condition-syntax 1:26',
    ]);
    expect((await desk.get('/api/roles')).body.items).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`social/f${n}`, 'true']));
    expect((await desk.post('/api/roles', { name: 'Prova', grants: {}, conditions: many })).body).toMatchObject({
      issues: [{ field: 'conditions', rule: 'condition-too-many' }],
    });
  });

  test('R1.47 taking a condition away or changing it is giving anew: nobody does so who does not have the right himself', async () => {
    const id = await role('resource.properties.amount <= 5000');
    const keeper = await world.user({ familyName: 'Verdi' });
    const keeps = String(
      (await made('/api/roles', { name: 'Gestore', grants: { roles: { search: 'organization', modify: 'organization' } } })).id,
    );
    await give(keeps, keeper.id);
    const hand = await world.browser({ address: '192.0.2.20' });
    await hand.signIn(keeper);
    const saved = (await hand.get(`/api/roles/${id}`)).body;
    const put = (conditions: object) =>
      hand.send('PUT', `/api/roles/${id}`, { name: saved.name, grants: saved.grants, version: 1, conditions });

    expect((await put({})).body).toMatchObject({ type: 'authorization.beyond-own' });
    expect((await put({ 'social/case': 'true' })).body).toMatchObject({ type: 'authorization.beyond-own' });
    const narrower = { 'social/case': 'resource.properties.amount <= 5000' };
    expect((await put(narrower)).status).toBe(204);
    // Who has a right under a condition does not have it to give.
    await give(id, keeper.id);
    const copy = { name: 'Copia', grants: saved.grants, conditions: narrower };
    await desk.send('PUT', `/api/roles/${keeps}`, {
      name: 'Gestore',
      version: 1,
      grants: { roles: { search: 'organization', create: 'organization' } },
    });
    expect((await hand.post('/api/roles', copy)).body).toMatchObject({ type: 'authorization.beyond-own' });
  });
});

describe('R2.42 why somebody may', () => {
  test('says under which condition, and with properties whether it holds, also of what one may do oneself', async () => {
    const condition = 'resource.properties.amount <= 5000';
    await give(await role(condition));
    const why = async (aboutIt?: unknown) =>
      (
        await desk.get(
          `/api/users/${clerk.id}/decision?function=social/case&action=modify${
            aboutIt === undefined ? '' : `&about=${encodeURIComponent(typeof aboutIt === 'string' ? aboutIt : JSON.stringify(aboutIt))}`
          }`,
        )
      ).body;

    expect(await why()).toMatchObject({ allowed: true, ways: [{ by: 'role', condition }] });
    expect(await why({ resource: { amount: 1 } })).toMatchObject({ allowed: true });
    expect(await why({ resource: { amount: 9000 } })).toMatchObject({
      allowed: false,
      failing: [{ because: 'condition-false', condition }],
    });
    expect(await why({})).toMatchObject({ allowed: false, failing: [{ because: 'condition-error' }] });
    for (const wrong of ['{', '[]', '{"risorsa": {}}', '{"resource": 1}'])
      expect(await why(wrong)).toMatchObject({ type: 'request.invalid', issues: [{ field: 'about', rule: 'not-json' }] });
    expect((await desk.get(`/api/users/${clerk.id}/rights/overview`)).body).toMatchObject({
      grants: { 'social/case': { search: 'organization', modify: 'organization' } },
      conditional: { 'social/case': ['search', 'modify'] },
    });
    const own = await world.browser({ address: '192.0.2.21' });
    await own.signIn(clerk);
    expect((await own.get('/api/me/rights')).body.items).toMatchObject([
      { function: 'social/case', action: 'search', conditions: [condition] },
      { function: 'social/case', action: 'modify', conditions: [condition] },
    ]);
  });

  test('a trial of a role says that what it adds is under a condition', async () => {
    const id = await role('resource.properties.amount <= 5000');
    expect((await desk.get(`/api/users/${clerk.id}/rights/trial?role=${id}`)).body.changes).toEqual([
      { function: 'social/case', action: 'search', before: null, after: 'organization', conditional: true },
      { function: 'social/case', action: 'modify', before: null, after: 'organization', conditional: true },
    ]);
  });

  test('a condition is tried on properties that are typed, by who sees roles, and nothing is saved', async () => {
    const trial = (condition: string, sent: object) =>
      desk.post('/api/roles/conditions/trial', { condition, function: 'social/case', action: 'modify', about: sent });
    const condition = 'resource.properties.amount <= 5000 && action.name == "modify" && resource.type == "case"';

    expect((await trial(condition, { resource: { amount: 1 } })).body).toEqual({ outcome: 'true', error: null, name: null });
    expect((await trial(condition, { resource: { amount: 6000 } })).body).toMatchObject({ outcome: 'false' });
    expect((await trial(condition, {})).body).toEqual({ outcome: 'error', error: 'missing', name: 'amount' });
    expect((await trial('x ==', {})).body).toMatchObject({
      type: 'authorization.condition-refused',
      status: 422,
      issues: [{ field: 'condition', rule: 'condition-syntax', line: 1, column: 5 }],
    });
    expect((await trial('true', { altro: {} })).body).toMatchObject({ type: 'request.invalid' });
    const hand = await world.browser({ address: '192.0.2.22' });
    await hand.signIn(clerk);
    expect((await hand.post('/api/roles/conditions/trial', {})).status).toBe(403);
  });
});

describe('R2.42 a search of resources', () => {
  const search = (body: object) =>
    post('/access/v1/search/resource', {
      subject: { type: 'user', id: clerk.id },
      action: { name: 'modify' },
      resource: { type: 'case' },
      ...body,
    });
  const candidates = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `${n}`, properties: { amount: n } }));

  test('finds among the things that the application names those with which one may, in their order, a page at a time', async () => {
    await give(await role('resource.properties.amount <= 4 || resource.properties.state == "free"'));

    const found: string[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const answer = (await search({ candidates: candidates(9), page: { limit: 2, ...(token === undefined ? {} : { token }) } })) as {
        page: { next_token: string; count: number; properties: { judged: number; stopped: boolean } };
        results: { type: string; id: string }[];
      };
      expect(answer.page.count).toBe(answer.results.length);
      found.push(...answer.results.map(({ id }) => id));
      token = answer.page.next_token;
      pages += 1;
    } while (token !== '' && pages < 10);

    expect(found).toEqual(['0', '1', '2', '3', '4']);
    // What is said of all counts for each that does not say otherwise.
    const free = { type: 'case', properties: { state: 'free' } };
    const some = [{ id: 'a' }, { id: 'b', properties: { state: 'taken' } }, { id: 'c', properties: { amount: 9 } }];
    expect((await search({ resource: free, candidates: some })).results).toEqual([
      { type: 'case', id: 'a' },
      { type: 'case', id: 'c' },
    ]);
    expect(await search({ candidates: [] })).toEqual({
      page: { next_token: '', count: 0, properties: { judged: 0, stopped: false } },
      results: [],
    });
    const seen = (await world.logRows()).filter(({ event }) => event === events['people-searched']);
    expect(seen.length).toBe(pages + 2);
  });

  test('judges ten thousand in one request, and no more; whose each is counts as in a question', async () => {
    await give(await role('resource.properties.amount >= 9000'));

    const answer = await search({ candidates: candidates(10_000), page: { limit: 10_000 } });
    expect(answer.page).toEqual({ next_token: '', count: 1_000, properties: { judged: 10_000, stopped: false } });
    expect(await search({ candidates: candidates(10_001) })).toMatchObject({ type: 'request.invalid', status: 400 });
    const elsewhere = { id: 'x', properties: { amount: 9000, organization: '01980000-0000-7000-8000-00000000000e' } };
    expect(await search({ candidates: [elsewhere] })).toMatchObject({ results: [] });
  });

  test('D2 answers nothing about nobody, refuses what it cannot read, and needs the right to search', async () => {
    await give(await role(undefined));
    const one = [{ id: 'a' }];

    expect(await search({ candidates: one })).toMatchObject({ results: [{ id: 'a' }] });
    for (const more of [
      { subject: { type: 'user', id: '01980000-0000-7000-8000-00000000000e' } },
      { resource: { type: 'tax/case' } },
      { action: { name: 'constructor' } },
    ])
      expect(await search({ candidates: one, ...more })).toMatchObject({ results: [] });
    expect(await search({})).toMatchObject({ type: 'request.invalid', issues: [{ field: 'candidates' }] });
    for (const token of ['-1', 'x', '2', '1e1', '01980000-0000-7000-8000-00000000000e'])
      expect(await search({ candidates: one, page: { token } })).toMatchObject({ type: 'request.invalid' });
    const changed = { version: 2, name: 'Cartella sociale', organizations: [world.organizationId] };
    expect((await desk.send('PUT', `/api/applications/${application}`, changed)).status).toBe(204);
    expect(await search({ candidates: one })).toMatchObject({ type: 'applications.may-not-search', status: 403 });
  });
});
