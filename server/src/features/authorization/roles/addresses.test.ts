import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;
let clerk: Somebody;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  clerk = await world.user({ familyName: 'Bruni' });
});

const made = async (url: string, body: object): Promise<string> => {
  const answer = await desk.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, expect.anything()]);
  return String(answer.body.id);
};
const role = (addresses: string[] | undefined, grants: object = { roles: { search: 'organization', modify: 'organization' } }) =>
  made('/api/roles', { name: 'Gestore', grants, ...(addresses === undefined ? {} : { addresses }) });
const give = (roleId: string) => made(`/api/users/${clerk.id}/assignments`, { roleId, from: '2026-01-01' });
const at = async (address: string): Promise<TestBrowser> => {
  const browser = await world.browser({ address });
  await browser.signIn(clerk);
  return browser;
};

describe('R3.49 a role with a list of addresses', () => {
  test('counts for a session from there and for one from elsewhere not; a change is in force at once', async () => {
    const id = await role(['192.0.2.0/24', '2001:db8::/32']);
    await give(id);
    const [inside, six, outside] = [await at('192.0.2.77'), await at('2001:db8::7'), await at('198.51.100.7')];

    expect((await inside.get('/api/roles')).status).toBe(200);
    expect((await six.get('/api/roles')).status).toBe(200);
    expect((await outside.get('/api/roles')).status).toBe(403);
    expect((await inside.get('/api/me/rights')).body.items).toHaveLength(2);
    expect((await outside.get('/api/me/rights')).body.items).toEqual([]);
    const { version, name, grants } = (await desk.get(`/api/roles/${id}`)).body;
    const put = (more: object, seen = version) => desk.send('PUT', `/api/roles/${id}`, { name, grants, version: seen, ...more });
    // What a program leaves out stays as it was.
    expect((await put({})).status).toBe(204);
    expect((await outside.get('/api/roles')).status).toBe(403);
    expect((await put({ addresses: [] }, 2)).status).toBe(204);
    await expect.poll(async () => (await outside.get('/api/roles')).status).toBe(200);
  });

  test('is kept in one spelling, and every range that is none is told with its line; nothing is saved', async () => {
    const id = await role(['10.1.0.0/16', '10.1.0.0/16', '::ffff:192.0.2.1', '2001:DB8:0::/32']);
    expect((await desk.get(`/api/roles/${id}`)).body.addresses).toEqual(['10.1.0.0/16', '192.0.2.1', '2001:db8::/32']);

    const answer = await desk.post('/api/roles', { name: 'Prova', grants: {}, addresses: ['10.1.0.0/16', 'ufficio', '10.1.0.0/99'] });

    expect(answer.body).toMatchObject({
      type: 'authorization.role-refused',
      issues: [
        { field: 'addresses', rule: 'address-range', range: 'ufficio', line: 2 },
        { field: 'addresses', rule: 'address-range', range: '10.1.0.0/99', line: 3 },
      ],
    });
    expect((await desk.get('/api/roles')).body.items).toHaveLength(1);
    const many = Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`);
    expect((await desk.post('/api/roles', { name: 'Prova', grants: {}, addresses: many })).body).toMatchObject({ type: 'request.invalid' });
  });

  test('that leaves out from where one works asks again, only of who has the role', async () => {
    const id = await role(undefined, { roles: { search: 'organization', modify: 'organization' }, users: { search: 'organization' } });
    await give(id);
    const hand = await at('192.0.2.77');
    const put = (addresses: string[], more: object = {}) =>
      hand.send('PUT', `/api/roles/${id}`, {
        name: 'Gestore',
        version: 1,
        grants: { roles: { search: 'organization', modify: 'organization' }, users: { search: 'organization' } },
        addresses,
        ...more,
      });

    expect((await put(['10.0.0.0/8'])).body).toMatchObject({
      type: 'authorization.address-shuts-out',
      status: 409,
      address: '192.0.2.77',
    });
    expect((await hand.get('/api/roles')).status).toBe(200);
    expect((await put(['10.0.0.0/8'], { confirmed: true })).status).toBe(204);
    await expect.poll(async () => (await hand.get('/api/roles')).status).toBe(403);
    const log = (await desk.get('/api/access-log?event=role-changed')).body;
    expect((log.items as { changes: { items: unknown } }[])[0]?.changes.items).toContainEqual({
      field: 'addresses',
      before: null,
      after: ['10.0.0.0/8'],
    });
    // Who administers does not have it, and is not asked.
    const saved = (await desk.get(`/api/roles/${id}`)).body;
    const { name, grants, version } = saved;
    expect((await desk.send('PUT', `/api/roles/${id}`, { name, grants, version, addresses: ['10.9.0.0/16'] })).status).toBe(204);
  });

  test('R1.47 wider is given anew: nobody widens it for himself', async () => {
    const id = await role(['192.0.2.0/24']);
    await give(id);
    const hand = await at('192.0.2.77');
    const put = (addresses: string[]) =>
      hand.send('PUT', `/api/roles/${id}`, {
        name: 'Gestore',
        version: 1,
        grants: { roles: { search: 'organization', modify: 'organization' } },
        addresses,
      });

    expect((await put([])).body).toMatchObject({ type: 'authorization.own-role' });
    expect((await put(['192.0.2.0/24', '0.0.0.0/0'])).body).toMatchObject({ type: 'authorization.own-role' });
    expect((await put(['192.0.2.0/24'])).status).toBe(204);
  });

  test('for an application counts from the address that it says, and from none it does not', async () => {
    const organizations = [world.organizationId];
    const application = await made('/api/applications', { code: 'social', name: 'Cartella', organizations, isToldWhy: true });
    const functions = [{ name: 'case', label: 'Pratiche', actions: [{ name: 'search', levels: ['organization'] }] }];
    await desk.send('PUT', `/api/applications/${application}/functions`, { functions });
    const { token } = (await desk.post(`/api/applications/${application}/secrets`, {})).body;
    await give(await role(['192.0.2.0/24'], { 'social/case': { search: 'organization' } }));
    const program = await world.browser({ address: '192.0.2.5' });
    const ask = async (context: object) =>
      (
        await program.send(
          'POST',
          '/access/v1/evaluation',
          { subject: { type: 'user', id: clerk.id }, action: { name: 'search' }, resource: { type: 'case', id: '1' }, context },
          { headers: { authorization: `Bearer ${String(token)}` } },
        )
      ).body.decision;

    expect(await ask({ ip: '192.0.2.9' })).toBe(true);
    expect(await ask({ ip: '::ffff:192.0.2.9' })).toBe(true);
    for (const context of [{}, { ip: '198.51.100.1' }, { ip: ['192.0.2.9'] }, { ip: 'x' }, { ip: null }, { ip: '192.0.2.9'.repeat(20) }])
      expect([context, await ask(context)]).toEqual([context, false]);
    const why = (await desk.get(`/api/users/${clerk.id}/decision?function=social/case&action=search`)).body;
    expect(why).toMatchObject({ allowed: true, ways: [{ by: 'role', addresses: ['192.0.2.0/24'] }] });
    const about = encodeURIComponent('{"context":{"ip":"198.51.100.1"}}');
    const not = (await desk.get(`/api/users/${clerk.id}/decision?function=social/case&action=search&about=${about}`)).body;
    expect(not).toMatchObject({ allowed: false, failing: [{ because: 'address' }] });
  });
});
