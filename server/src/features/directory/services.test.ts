import { events, reasons } from '@varco/shared/access-log/events';
import type { UserRecord } from '@varco/shared/directory/api';
import { issueSentence } from '@varco/shared/problem-messages';
import { beforeEach, describe, expect, test } from 'vitest';
import { enabledIn, neighbour } from '#testing/neighbour';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
});

const make = (body: object) =>
  desk.post('/api/users', { username: 'protocollo', familyName: 'Protocollo notturno', licence: 'service', ...body });
const record = async (id: unknown): Promise<UserRecord> => (await desk.get(`/api/users/${id}`)).body as unknown as UserRecord;
const change = async (id: unknown, body: object) =>
  desk.send('PATCH', `/api/users/${id}`, { version: (await record(id)).version, ...body });
const items = async (query: string) => (await desk.get(`/api/users?${query}`)).body.items as { id: string }[];

describe('R1.24 R1.60 R5.21 a user of a service', () => {
  test('needs no person, gets no password, is found by its name and kept from those who may enter', async () => {
    const made = await make({});
    expect([made.status, made.body]).toEqual([201, { id: expect.any(String), temporaryPassword: null }]);

    expect(await record(made.body.id)).toMatchObject({
      familyName: 'Protocollo notturno',
      givenName: '',
      personKind: null,
      licence: 'service',
      noSessions: true,
      exemptFromInactivity: true,
      state: 'service',
      passwordCreatedAt: null,
    });
    expect(await items('search=notturno')).toEqual([]);
    expect(await items('search=notturno&state=service')).toMatchObject([{ id: made.body.id, personKind: null }]);
    expect(await items('state=never-signed-in')).toEqual([]);
    expect(await items('state=all&personKind=internal')).toHaveLength(1);
    const [entry] = (await desk.get(`/api/access-log?user=${made.body.id}&limit=1`)).body.items as { user: { name: string } }[];
    expect(entry?.user.name).toBe('Protocollo notturno');
  });

  test('has no details of a person, and every other licence needs one', async () => {
    const rulesOf = (body: Record<string, unknown>) =>
      (body.issues as { field: string; rule: string }[]).map(({ field, rule }) => `${field}: ${rule}`);

    expect(rulesOf((await make({ licence: 'base' })).body)).toEqual(['givenName: person-for-licence']);
    expect(rulesOf((await make({ licence: 'base', givenName: 'x'.repeat(101), noSessions: true })).body)).toEqual([
      'givenName: too-long',
      'noSessions: only-services',
    ]);
    expect(rulesOf((await make({ taxCode: 'RSSMRA80A01H501U', sex: 'm' })).body)).toEqual(
      expect.arrayContaining(['taxCode: details-need-person', 'sex: details-need-person']),
    );
    expect(issueSentence('it', { field: 'licence', rule: 'person-for-licence' })).toMatch(
      /^Persona obbligatoria per questa licenza d'uso\./,
    );
    const { id } = (await make({})).body;
    expect(rulesOf((await change(id, { licence: 'professional' })).body)).toEqual(['licence: person-for-licence']);
    expect(rulesOf((await change(id, { employeeNumber: '0042' })).body)).toEqual(['employeeNumber: details-need-person']);
  });

  test('is given a person by name, who stays one, and then another licence', async () => {
    const { id } = (await make({})).body;

    expect((await change(id, { familyName: 'Verdi', givenName: 'Ada', taxCode: null })).body).toMatchObject({
      personKind: 'internal',
      licence: 'service',
    });
    expect((await change(id, { givenName: '' })).body).toMatchObject({ issues: [{ field: 'givenName', rule: 'required' }] });
    expect((await change(id, { licence: 'collaboration' })).body).toMatchObject({
      state: 'active',
      noSessions: false,
      exemptFromInactivity: false,
    });
    expect((await change(id, { givenName: '' })).body).toMatchObject({ issues: [{ field: 'givenName', rule: 'person-for-licence' }] });
    expect((await change(id, { noSessions: true })).body).toMatchObject({ issues: [{ field: 'noSessions', rule: 'only-services' }] });
    const whole = (await make({ username: 'altro' })).body.id;
    expect((await change(whole, { familyName: 'Blu', givenName: 'Ugo', licence: 'base' })).body).toMatchObject({
      licence: 'base',
      personKind: 'internal',
    });
  });

  test('one person has one user', async () => {
    const person = { familyName: 'Rossi', givenName: 'Mario', taxCode: 'RSSMRA80A01H501U', licence: 'base' };
    expect((await make({ ...person, username: 'm.rossi' })).status).toBe(201);

    const again = await make({ ...person, username: 'm.rossi2' });

    expect(again.body).toMatchObject({ status: 422, issues: [{ field: 'taxCode', rule: 'tax-code-taken' }] });
    expect(issueSentence('it', { field: 'taxCode', rule: 'tax-code-taken' })).toMatch(/^La persona è già associata a un altro utente\./);
    const { id } = (await make({})).body;
    expect((await change(id, { givenName: 'Mario', familyName: 'Rossi', taxCode: person.taxCode, licence: 'base' })).body).toMatchObject({
      issues: [{ field: 'taxCode', rule: 'tax-code-taken' }],
    });
  });

  test('is turned away at the door like everybody else, with the reason in the log, until a switch lets it in', async () => {
    const password = 'Autunno-2026';
    const { id } = (await make({ password, confirmation: password, mustChangePassword: false })).body;
    const at = await world.browser({ address: '192.0.2.90' });
    const known = await at.signIn({ username: 'protocollo', password });
    const unknown = await (await world.browser({ address: '192.0.2.91' })).signIn({ username: 'nessuno', password });

    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
    const rows = await world.logRows();
    expect(rows.filter(({ event }) => event === events['sign-in-refused']).map(({ reason }) => reason)).toEqual([
      reasons.service,
      reasons['unknown-user'],
    ]);
    expect((await change(id, { noSessions: false })).body).toMatchObject({ state: 'active' });
    await at.signIn({ username: 'protocollo', password });
    expect((await at.get('/api/me')).status).toBe(200);
    expect((await change(id, { noSessions: true })).status).toBe(200);
    await expect.poll(async () => (await at.get('/api/me')).status).toBe(401);
    expect((await record(id)).openSessions).toBe(0);
  });

  test('is called by its one name, without blanks, wherever it is shown', async () => {
    const NAME = 'Protocollo notturno';
    const service = await world.user({ familyName: NAME, givenName: '', licence: 'service', noSessions: false });
    const there = await neighbour(world);
    await enabledIn(world, service, there.organizationId);
    const its = await world.browser({ address: '192.0.2.20' });
    expect((await its.signIn(service)).status).toBe(200);

    expect((await its.get('/api/me')).body).toMatchObject({ user: { name: NAME } });
    expect((await desk.get('/api/users/suggestions?search=protocollo')).body).toMatchObject({ items: [{ name: NAME }] });
    expect((await desk.get('/api/formal-authorizations/requirement')).body).toMatchObject({
      keptOut: { first: expect.arrayContaining([{ id: service.id, name: NAME }]) },
    });
    const act = { act: 'determination', number: '1', actDate: '2026-11-10', signer: 'Ferri Paola', purpose: 'x', from: '2026-11-01' };
    expect((await desk.post(`/api/users/${service.id}/formal-authorizations`, act)).status).toBe(201);
    expect((await desk.get('/api/formal-authorizations')).body).toMatchObject({ items: [{ user: { name: NAME } }] });

    const theirs = await world.browser({ address: '192.0.2.21' });
    await theirs.signIn(there.administrator);
    expect((await theirs.get('/api/guests')).body).toMatchObject({ items: [{ name: NAME }] });
    expect((await its.send('PUT', '/api/me/organization', { organizationId: there.organizationId })).status).toBe(204);
    expect((await theirs.send('PUT', `/api/users/${service.id}/placed`, { placed: false })).status).toBe(204);
    const names = await world.owner<{ name: string }>('select name from access_log.subjects where name ilike $1', [`%${NAME}%`]);
    expect([...new Set(names.map(({ name }) => name))]).toEqual([NAME]);
  });

  test('R3.50 is not made of the last administrator', async () => {
    const answer = await change(world.administrator.id, { licence: 'service' });

    expect(answer.body).toMatchObject({ type: 'identity.last-administrator' });
    expect((await record(world.administrator.id)).licence).toBe('professional');
  });

  test('R1.25 to which nothing gives a right is told so, until something does', async () => {
    const { id } = (await make({})).body;
    expect(await record(id)).toMatchObject({ withoutRights: true });
    expect(await record((await world.user()).id)).toMatchObject({ withoutRights: false });

    const role = await desk.post('/api/roles', { name: 'Notte', grants: { users: { search: 'organization' } } });
    const group = await desk.post('/api/groups', { kind: 'security', name: 'Procedure' });
    const given = await desk.post(`/api/groups/${group.body.id}/roles`, {
      roleId: role.body.id,
      unitId: null,
      from: '2026-01-01',
      to: null,
    });
    const member = await desk.post(`/api/groups/${group.body.id}/members`, { userId: id, from: '2026-01-01', to: null });
    expect([given.status, member.status]).toEqual([201, 201]);

    expect(await record(id)).toMatchObject({ withoutRights: false });
    expect((await desk.get(`/api/users/${id}/decision?function=users&action=search`)).body).toMatchObject({ allowed: true });
  });

  test('is named by no staff list: it is neither missing from one nor changed by one', async () => {
    await make({});
    const text = ['Cognome;Nome;Nome utente;Nome completo', 'Rossi;Mario;m.rossi;', ';;protocollo;Altro'].join('\r\n');
    const headers = { 'content-type': 'application/octet-stream' };
    const file = (await desk.send('POST', '/api/staff-imports?name=e.csv', Buffer.from(text), { headers })).body as {
      id: string;
      options: object;
    };
    expect((await desk.post(`/api/staff-imports/${file.id}/trials`, file.options)).status).toBe(200);
    const lines = async (outcome: string) =>
      (await desk.get(`/api/staff-imports/${file.id}/lines?outcome=${outcome}`)).body.items as { faults: { rule: string }[] }[];

    expect(await lines('missing')).toEqual([]);
    expect((await lines('faulty')).map(({ faults }) => faults.map(({ rule }) => rule))).toEqual([['names-a-service']]);
  });
});
