import { events, reasons } from '@varco/shared/access-log/events';
import { problemSentence } from '@varco/shared/problem-messages';
import { expect, test } from 'vitest';
import { enabledIn, neighbour } from '#testing/neighbour';
import { readPdf } from '#testing/pdf';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const act = {
  act: 'determination',
  number: '112/2026',
  actDate: '2026-11-10',
  signer: 'Ferri Paola',
  purpose: 'Rilascio della carta di identità elettronica',
  from: '2026-11-01',
};

interface Line {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly user: { readonly name: string };
}

/** An administrator at work, and somebody else. */
async function atWork(): Promise<{ world: World; desk: TestBrowser; elena: Somebody }> {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  return { world, desk, elena: await world.user() };
}

const give = (desk: TestBrowser, who: Pick<Somebody, 'id'>, more: object = {}) =>
  desk.post(`/api/users/${who.id}/formal-authorizations`, { ...act, ...more });
const list = async (desk: TestBrowser, query = '') =>
  (await desk.get(`/api/formal-authorizations${query}`)).body as unknown as { items: Line[]; next: string | null };
const requirement = (desk: TestBrowser) => desk.get('/api/formal-authorizations/requirement');
const require_ = (desk: TestBrowser, keptOut: number, required = true) =>
  desk.send('PUT', '/api/formal-authorizations/requirement', { required, keptOut });
const enters = async (world: World, who: Somebody): Promise<number> =>
  (await (await world.browser({ address: '192.0.2.44' })).signIn(who)).status;
const printed = async (world: World, by: TestBrowser): Promise<Buffer> => {
  const answer = await (await world.house()).app.inject({
    method: 'GET',
    url: '/api/formal-authorizations/print',
    headers: { cookie: [...by.cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'accept-language': 'it' },
  });
  expect(answer.headers['content-type']).toBe('application/pdf');
  return answer.rawPayload;
};
const written = (world: World, event: keyof typeof events) =>
  world.owner('select from access_log.entries where event = $1', [events[event]]);

test('R4.31 somebody is authorized by an act with number, date, who signed it, days and purpose; his history and the log say so', async () => {
  const { desk, elena } = await atWork();

  const given = await give(desk, elena, { to: '2026-12-31', note: 'Sostituisce la 98' });

  expect(given).toMatchObject({
    status: 201,
    body: { ...act, to: '2026-12-31', note: 'Sostituisce la 98', state: 'in-force', version: 1 },
  });
  expect(await desk.get(`/api/users/${elena.id}/formal-authorizations`)).toMatchObject({
    body: { required: false, authorized: true, items: [{ number: '112/2026' }] },
  });
  const { body } = await desk.get('/api/access-log?event=authorization-given&outcome=changes');
  const [entry] = body.items as { changes: { items: object[] } }[];
  expect(entry?.changes.items).toContainEqual(expect.objectContaining({ field: 'number', after: '112/2026' }));
});

test('R4.31 every fault of an authorization is told at once, and nothing is saved', async () => {
  const { desk, elena } = await atWork();

  const answer = await give(desk, elena, { actDate: '2026-11-22', from: '2026-12-01', to: '2026-11-30' });

  expect(answer).toMatchObject({
    status: 422,
    body: {
      type: 'formal-authorizations.refused',
      issues: [
        { field: 'actDate', rule: 'act-in-future' },
        { field: 'to', rule: 'ends-before-start' },
      ],
    },
  });
  for (const wrong of [
    { act: 'word' },
    { number: '' },
    { signer: 'x'.repeat(201) },
    { purpose: 'a\nb' },
    { actDate: '2026-02-30' },
    { from: null },
  ])
    expect((await give(desk, elena, wrong)).status, JSON.stringify(wrong)).toBe(400);
  expect((await list(desk, '?state=all')).items).toEqual([]);
});

test('R4.31 where it is required, who has none is refused like anybody, with the reason in the log and in the list', async () => {
  const { world, desk, elena } = await atWork();
  expect(await enters(world, elena)).toBe(200);
  await give(desk, world.administrator);

  expect(await requirement(desk)).toMatchObject({
    body: {
      required: false,
      keptOut: { count: 1, first: [{ id: elena.id, name: 'De Santis Elena' }] },
      administratorsLeft: 1,
      oneselfIn: true,
    },
  });
  expect(await require_(desk, 1)).toMatchObject({ status: 200, body: { required: true } });

  const stranger = await world.browser({ address: '192.0.2.45' });
  const [refused, unknown] = [await stranger.signIn(elena), await stranger.signIn({ username: 'nessuno', password: 'Autunno-2026' })];
  expect(refused).toMatchObject({ status: 401, body: { type: 'sign-in.refused' } });
  expect(refused.text.replace(/"instance":"[^"]*"/, '')).toBe(unknown.text.replace(/"instance":"[^"]*"/, ''));
  expect(await world.owner('select from access_log.entries where reason = $1', [reasons['not-authorized']])).toHaveLength(1);
  expect(await desk.get('/api/users?state=not-authorized')).toMatchObject({ body: { items: [{ id: elena.id, state: 'not-authorized' }] } });
  expect(((await desk.get('/api/users')).body.items as { id: string }[]).map(({ id }) => id)).toEqual([world.administrator.id]);

  await give(desk, elena);
  expect(await enters(world, elena)).toBe(200);
  expect(((await desk.get('/api/users')).body.total as { count: number }).count).toBe(2);
});

test('R4.31 D9 an authorization until the last day that can be typed is one like any other', async () => {
  const { world, desk, elena } = await atWork();
  for (const who of [world.administrator, elena]) expect((await give(desk, who, { to: '9999-12-31' })).status).toBe(201);

  expect((await require_(desk, 0)).status).toBe(200);
  expect(await enters(world, elena)).toBe(200);
  expect((await desk.get('/api/users')).status).toBe(200);
  expect((await desk.get(`/api/users/${elena.id}/formal-authorizations`)).body).toMatchObject({ authorized: true });
});

test('R4.31 an open session ends when the authorization does: at midnight, when it is ended, when one is required', async () => {
  const { world, desk, elena } = await atWork();
  await give(desk, world.administrator);
  const given = await give(desk, elena, { to: '2026-11-21' });
  const hers = await world.browser({ address: '192.0.2.44' });
  await hers.signIn(elena);
  const stays = await world.user({ familyName: 'Altri' });
  const his = await world.browser({ address: '192.0.2.46' });
  await his.signIn(stays);

  await require_(desk, 1);

  await expect.poll(() => his.get('/api/me')).toMatchObject({ status: 401, body: { reason: 'user-stopped' } });
  expect((await hers.get('/api/me')).status).toBe(200);
  world.clock.advance({ milliseconds: Date.parse('2026-11-21T22:59:59Z') - world.clock.now().getTime() });
  await hers.signIn(elena);
  await desk.signIn(ADMINISTRATOR);
  expect((await hers.get('/api/me')).status).toBe(200);
  world.clock.advance({ seconds: 1 });
  expect(await hers.get('/api/me')).toMatchObject({ status: 401, body: { reason: 'user-stopped' } });

  const next = await give(desk, elena, { from: '2026-11-22' });
  await hers.signIn(elena);
  expect((await hers.get('/api/me')).status).toBe(200);
  const { id, version } = next.body as unknown as Line;
  const ended = await desk.post(`/api/formal-authorizations/${id}/ends`, { version, reason: 'Trasferita' });
  expect(ended).toMatchObject({ status: 200, body: { state: 'ended', endedOn: '2026-11-22', endReason: 'Trasferita' } });
  await expect.poll(() => hers.get('/api/me')).toMatchObject({ status: 401, body: { reason: 'user-stopped' } });
  expect(await enters(world, elena)).toBe(401);
  expect(given.status).toBe(201);
});

test('R4.31 nobody begins to require it who would be kept out, nor where no administrator would be left, nor unseen', async () => {
  const { world, desk, elena } = await atWork();

  expect(await require_(desk, 2)).toMatchObject({ status: 409, body: { type: 'formal-authorizations.oneself-out' } });
  const role = await desk.post('/api/roles', {
    name: 'Impostazioni',
    forUnplaced: true,
    grants: { settings: { search: 'organization', modify: 'organization' } },
  });
  await desk.send('PUT', `/api/users/${elena.id}/placed`, { placed: false });
  await desk.post(`/api/users/${elena.id}/assignments`, { roleId: role.body.id, unitId: null, from: '2026-01-01' });
  await give(desk, elena);
  const hers = await world.browser({ address: '192.0.2.44' });
  await hers.signIn(elena);
  expect(await require_(hers, 1)).toMatchObject({ status: 409, body: { type: 'formal-authorizations.nobody-left' } });
  await give(desk, world.administrator);
  expect(await require_(hers, 1)).toMatchObject({ status: 409, body: { type: 'formal-authorizations.not-confirmed' } });
  expect(await require_(hers, 0)).toMatchObject({ status: 200, body: { required: true, keptOut: { count: 0, first: [] } } });
  expect(await written(world, 'authorization-requirement-changed')).toHaveLength(1);
  expect(await require_(desk, 0, false)).toMatchObject({ status: 200, body: { required: false } });
});

test('R3.50 where it is required the last administrator keeps his authorization and its end', async () => {
  const { world, desk } = await atWork();
  const given = await give(desk, world.administrator);
  expect((await require_(desk, 1)).status).toBe(200);
  const { id, version } = given.body as unknown as Line;
  const last = { status: 409, body: { type: 'formal-authorizations.last-administrator' } };

  expect(await desk.post(`/api/formal-authorizations/${id}/ends`, { version, reason: 'x' })).toMatchObject(last);
  for (const more of [{ to: '2026-11-30' }, { from: '2026-11-22' }])
    expect(await desk.send('PUT', `/api/formal-authorizations/${id}`, { ...act, ...more, version }), JSON.stringify(more)).toMatchObject(
      last,
    );
  expect((await desk.get('/api/me')).status).toBe(200);

  const second = await world.user({ familyName: 'Bini', username: 'bini' });
  await desk.send('PUT', `/api/users/${second.id}/administration`, { administers: 'installation' });
  expect(await desk.post(`/api/formal-authorizations/${id}/ends`, { version, reason: 'x' })).toMatchObject(last);
  await give(desk, second);
  expect((await desk.post(`/api/formal-authorizations/${id}/ends`, { version, reason: 'x' })).status).toBe(200);
});

test('R4.31 an authorization is corrected once for each version, and one that was ended no more', async () => {
  const { world, desk, elena } = await atWork();
  const { id } = (await give(desk, elena)).body as unknown as Line;
  const correct = (version: number) => desk.send('PUT', `/api/formal-authorizations/${id}`, { ...act, number: '113', version });

  expect(await correct(1)).toMatchObject({ status: 200, body: { number: '113', version: 2 } });
  // Saved as it was, it is no new version and no row of the history.
  const rows = (await world.logRows()).length;
  expect(await correct(2)).toMatchObject({ status: 200, body: { number: '113', version: 2 } });
  expect(await world.logRows()).toHaveLength(rows);
  expect(await correct(1)).toMatchObject({ status: 409, body: { type: 'request.changed-meanwhile', current: { number: '113' } } });
  await desk.post(`/api/formal-authorizations/${id}/ends`, { version: 2, reason: 'Errore' });
  expect(await correct(3)).toMatchObject({ status: 409, body: { type: 'formal-authorizations.ended' } });
  expect(problemSentence('it', 'formal-authorizations.ended')).toContain('registra il nuovo atto');
});

test('R1.47 who administers nothing authorizes neither himself nor an administrator; without the right nothing is read', async () => {
  const { world, desk, elena } = await atWork();
  const other = await world.user({ familyName: 'Altri' });
  const office = { search: 'organization', create: 'organization', modify: 'organization' };
  const role = await desk.post('/api/roles', { name: 'Autorizzazioni', forUnplaced: true, grants: { 'formal-authorizations': office } });
  await desk.send('PUT', `/api/users/${elena.id}/placed`, { placed: false });
  await desk.post(`/api/users/${elena.id}/assignments`, { roleId: role.body.id, unitId: null, from: '2026-01-01' });
  const hers = await world.browser({ address: '192.0.2.44' });
  await hers.signIn(elena);
  const his = await world.browser({ address: '192.0.2.47' });
  await his.signIn(other);

  expect(await give(hers, elena)).toMatchObject({ status: 403, body: { type: 'formal-authorizations.own' } });
  expect(await give(hers, world.administrator)).toMatchObject({ status: 403, body: { type: 'authorization.above-own' } });
  expect((await give(hers, other)).status).toBe(201);
  expect((await give(his, elena)).status).toBe(403);
  for (const path of ['', '/export', '/print', '/requirement'])
    expect((await his.get(`/api/formal-authorizations${path}`)).status, path).toBe(403);
  expect((await his.get(`/api/users/${elena.id}/formal-authorizations`)).status).toBe(403);
  expect(await his.get('/api/me/formal-authorizations')).toMatchObject({ body: { items: [{ number: '112/2026' }] } });
});

test('D2 nothing of another organization: neither its people nor its authorizations, by whatever id', async () => {
  const { world, desk } = await atWork();
  const there = await neighbour(world);
  const theirs = await there.user({ username: 'altrove/piero' });
  const beyond = await world.browser({ address: '192.0.2.48' });
  await beyond.signIn(there.administrator);
  const given = await give(beyond, theirs);
  const own = await world.user({ familyName: 'Nostri' });
  await give(desk, own);

  expect(given.status).toBe(201);
  expect((await give(beyond, own)).status).toBe(404);
  expect((await list(beyond)).items.map(({ user }) => user.name)).toHaveLength(1);
  expect((await beyond.get(`/api/users/${own.id}/formal-authorizations`)).status).toBe(404);
  const ours = (await list(desk, '?search=nostri')).items[0];
  expect((await beyond.post(`/api/formal-authorizations/${ours?.id}/ends`, { version: 1, reason: 'x' })).status).toBe(404);
  expect((await beyond.send('PUT', `/api/formal-authorizations/${ours?.id}`, { ...act, version: 1 })).status).toBe(404);
  await give(beyond, there.administrator);
  expect((await require_(beyond, 0)).status).toBe(200);
  expect(await enters(world, theirs)).toBe(200);
  expect(await enters(world, own)).toBe(200);
});

test('R4.31 the list goes on by its last day, keeps states and names, and leaves as a table that no spreadsheet obeys', async () => {
  const { world, desk, elena } = await atWork();
  const other = await world.user({ familyName: '=Calcola', givenName: 'Ada' });
  await give(desk, elena, { to: '2027-06-30' });
  await give(desk, elena, { from: '2025-01-01', to: '2025-12-31', number: 'vecchia' });
  await give(desk, other, { to: '2026-12-21', number: '=1+1' });
  await give(desk, other, { from: '2027-01-01', number: 'nuova' });
  const numbers = async (query: string) => (await list(desk, query)).items.map((line) => (line as unknown as { number: string }).number);

  expect(await numbers('')).toEqual(['=1+1', '112/2026']);
  expect(await numbers('?state=ending')).toEqual(['=1+1']);
  expect(await numbers('?state=to-begin')).toEqual(['nuova']);
  expect(await numbers('?state=over')).toEqual(['vecchia']);
  expect(await numbers('?state=all&search=elena%20sant')).toEqual(['vecchia', '112/2026']);
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const page: { items: Line[]; next: string | null } = await list(
      desk,
      `?state=all&limit=1${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`,
    );
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  expect(new Set(seen).size).toBe(4);
  expect(await desk.get('/api/formal-authorizations?after=2026-11-21.x')).toMatchObject({ status: 400, body: { type: 'request.invalid' } });
  expect((await desk.get('/api/desk')).body.administrator).toMatchObject({ authorizationsEnding: 1 });
  const { text, headers } = await desk.get('/api/formal-authorizations/export?state=all');
  expect(headers['content-disposition']).toContain('autorizzazioni-formali.csv');
  expect(text).toContain("'=Calcola Ada;Determinazione;'=1+1;2026-11-10;Ferri Paola");
  expect(await written(world, 'authorizations-exported')).toHaveLength(1);
});

test('R4.31 the list is printed as an accessible document with organization, day and room for a signature', async () => {
  const { world, desk, elena } = await atWork();
  await give(desk, elena, { to: '2026-12-31' });

  const pdf = await printed(world, desk);

  expect(readPdf(pdf, 'pdfinfo')).toMatch(/Tagged: +yes/);
  const text = readPdf(pdf, 'pdftotext', '-layout').replaceAll(/\s+/g, ' ');
  for (const said of [
    'Persone formalmente autorizzate',
    'Comune di Borgo Ligure',
    '21 nov 2026',
    'De Santis Elena',
    '112/2026',
    'Ferri Paola',
    'Firma di chi',
  ])
    expect(text).toContain(said);
});

test('R4.31 D2 an administrator of the installation enabled in two organizations finds, exports and prints only those of the one he works for', async () => {
  const { world, desk, elena } = await atWork();
  const there = await neighbour(world);
  const beyond = await world.browser({ address: '192.0.2.48' });
  await beyond.signIn(there.administrator);
  const theirs = await there.user({ username: 'altrove/piero' });
  await give(beyond, theirs, { to: '2026-12-01' });
  await give(desk, elena);
  await enabledIn(world, world.administrator, there.organizationId);
  await desk.signIn(ADMINISTRATOR);

  expect((await desk.get('/api/me')).body).toMatchObject({ organization: { id: world.organizationId } });
  expect((await desk.get(`/api/users/${theirs.id}/formal-authorizations`)).body).toMatchObject({ items: [{ state: 'ending' }] });
  expect((await list(desk)).items.map(({ user }) => user.name)).toEqual(['De Santis Elena']);
  expect((await list(desk, '?search=verdi')).items).toEqual([]);
  expect((await desk.get('/api/formal-authorizations/export')).text).not.toContain('Verdi');
  const text = readPdf(await printed(world, desk), 'pdftotext', '-layout');
  expect(text).toContain('De Santis Elena');
  expect(text).not.toContain('Verdi');
});

test('R4.31 nothing of it stays with an erased person, and D8 no row is seen without a scope', async () => {
  const { world, desk, elena } = await atWork();
  await give(desk, elena);

  await world.db.as(world.scope, (tx) =>
    world.events.announce(tx, 'person.erased', { organizationId: world.organizationId, userId: elena.id, texts: [] }),
  );

  expect(await world.owner('select from formal_authorizations.authorizations')).toEqual([]);
  expect(await world.owner(`select authorized::text from identity.users where id = $1`, [elena.id])).toEqual([{ authorized: '{}' }]);
});
