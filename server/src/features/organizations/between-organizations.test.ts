import type { OrganizationId, UserId } from '@varco/shared/ids';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { describe, expect, test } from 'vitest';
import { enabledIn } from '#testing/neighbour';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

const TODAY = '2026-11-21';

interface Two {
  readonly world: World;
  /** Who administers the installation, at the first organization. */
  readonly desk: TestBrowser;
  /** The second organization, and its own administrator. */
  readonly id: string;
  readonly theirs: TestBrowser;
  readonly neri: string;
}

async function twoOrganizations(): Promise<Two> {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  expect((await desk.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' })).status).toBe(200);
  const made = await desk.post('/api/organizations', {
    name: 'Consorzio Valle Alta',
    loginId: 'valle',
    administrator: { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' },
  });
  expect(made.status).toBe(201);
  const { username, temporaryPassword } = made.body.administrator as { username: string; temporaryPassword: string };
  const theirs = await world.browser({ address: '192.0.2.40' });
  await theirs.signIn({ username, password: temporaryPassword });
  await theirs.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });
  const { user } = (await theirs.get('/api/me')).body as { user: { id: string } };
  return { world, desk, id: String(made.body.id), theirs, neri: user.id };
}

const made = async (browser: TestBrowser, url: string, body: object): Promise<string> => {
  const answer = await browser.post(url, body);
  expect([url, answer.status, answer.body]).toEqual([url, 201, { id: expect.any(String) }]);
  return String(answer.body.id);
};

/** Somebody of the first organization who administers it, and no more. */
async function administrator({ world, desk }: Two, username = 'm.verdi'): Promise<Somebody & { readonly browser: TestBrowser }> {
  const one = await world.user({ username, familyName: 'Verdi' });
  const answer = await desk.send('PUT', `/api/users/${one.id}/administration`, { administers: 'organization' });
  expect(answer.status).toBe(204);
  const browser = await world.browser({ address: '192.0.2.50' });
  await browser.signIn(one);
  return { ...one, browser };
}

const enable = async ({ desk, id }: Two, user: UserId) => {
  const answer = await desk.send('PUT', `/api/users/${user}/enablements`, { everywhere: false, organizations: [id], usual: null });
  expect(answer.status).toBe(200);
};

/** Works for an organization in which he has just been enabled, as soon as the news has come. */
const entered = (browser: TestBrowser, organizationId: string) =>
  expect.poll(async () => (await browser.send('PUT', '/api/me/organization', { organizationId })).status).toBe(204);

describe('R1.47 who administers the installation', () => {
  test('is not had by who administers his organization: with his password or his name one would be he', async () => {
    const two = await twoOrganizations();
    const { browser } = await administrator(two);
    const above = { status: 403, type: 'authorization.above-own' };
    const conti = `/api/users/${two.world.administrator.id}`;

    expect((await browser.post(`${conti}/password-resets`)).body).toMatchObject(above);
    expect((await browser.post(`${conti}/unlocks`)).body).toMatchObject(above);
    for (const change of [{ email: 'mio@example.it' }, { username: 'borgo/conti' }, { disabled: true }])
      expect((await browser.send('PATCH', conti, { version: 1, ...change })).body).toMatchObject(above);
    expect((await (await two.world.browser()).signIn(ADMINISTRATOR)).status).toBeLessThan(400);
    const peer = await two.world.user({ username: 'p.pari' });
    await two.desk.send('PUT', `/api/users/${peer.id}/administration`, { administers: 'organization' });
    expect((await browser.post(`/api/users/${peer.id}/password-resets`)).status).toBe(201);
  });

  test('D2 is not made by who may make users everywhere and administers one organization; nor is a name outside its prefix', async () => {
    const two = await twoOrganizations();
    const { desk, world } = two;
    const verdi = await administrator(two);
    const roleId = await made(desk, '/api/roles', { name: 'Anagrafe di tutti', grants: { users: { search: 'all', create: 'all' } } });
    await made(desk, `/api/users/${verdi.id}/assignments`, { roleId, unitId: null, from: TODAY, to: null });
    await expect.poll(async () => JSON.stringify((await verdi.browser.get('/api/me')).body.grants)).toContain('"create":"all"');

    const answer = await verdi.browser.post('/api/users', { username: 'mio', familyName: 'Mio', givenName: 'Uso', administrator: true });

    expect(answer.status).toBe(201);
    const rows = await world.owner(
      `select u.username, a.of_installation from identity.users u join "authorization".administrators a on a.user_id = u.id where u.id = $1`,
      [answer.body.id],
    );
    expect(rows).toEqual([{ username: 'borgo/mio', of_installation: false }]);
  });

  test('D2 is made so at home alone, also by who works for the other organization', async () => {
    const two = await twoOrganizations();
    const elena = await two.world.user({ username: 'e.desantis' });
    await enable(two, elena.id);
    await enabledIn(two.world, two.world.administrator, two.id as OrganizationId);
    await two.desk.signIn(ADMINISTRATOR);
    await entered(two.desk, two.id);

    const answer = await two.desk.send('PUT', `/api/users/${elena.id}/administration`, { administers: 'installation' });

    expect(answer.body).toMatchObject({ status: 403, type: 'authorization.beyond-own' });
    expect(await two.world.owner('select 1 from "authorization".administrators where user_id = $1', [elena.id])).toEqual([]);
  });
});

describe('D2 R1.47 what somebody is in one organization', () => {
  test('is not taken with his password, but by who administers his own, which keeps it', async () => {
    const two = await twoOrganizations();
    const { desk, theirs, world } = two;
    const ada = await world.user({ username: 'a.altrove', familyName: 'Altrove' });
    await enable(two, ada.id);
    expect((await theirs.send('PUT', `/api/users/${ada.id}/administration`, { administers: 'organization' })).status).toBe(204);
    const clerk = await world.user({ username: 'sportello' });
    const grants = {
      users: { search: 'organization', create: 'organization', modify: 'organization' },
      roles: { search: 'organization', modify: 'organization' },
    };
    const roleId = await made(desk, '/api/roles', { name: 'Sportello', grants });
    await made(desk, `/api/users/${clerk.id}/assignments`, { roleId, unitId: null, from: TODAY, to: null });
    const counter = await world.browser({ address: '192.0.2.60' });
    await counter.signIn(clerk);
    const above = { status: 403, type: 'authorization.above-own', users: [ada.id] };

    expect((await counter.post(`/api/users/${ada.id}/password-resets`)).body).toMatchObject(above);
    expect((await counter.send('PATCH', `/api/users/${ada.id}`, { version: 1, username: 'borgo/mia' })).body).toMatchObject(above);
    const text = 'Cognome;Nome;Nome completo;Nome utente\r\nAltrove;Elena;Altra;a.altrove';
    const headers = { 'content-type': 'application/octet-stream' };
    const file = (await counter.send('POST', '/api/staff-imports?name=e.csv', Buffer.from(text), { headers }))
      .body as unknown as StaffImport;
    const { trial, counts } = (await counter.post(`/api/staff-imports/${file.id}/trials`, file.options)).body;
    expect(counts).toMatchObject({ changed: 1, faulty: 0 });
    expect((await counter.post(`/api/staff-imports/${file.id}/confirmations`, { trial })).body).toMatchObject(above);
    // What he has here besides is not what he is there.
    expect((await counter.post(`/api/users/${ada.id}/assignments`, { roleId, unitId: null, from: TODAY, to: null })).status).toBe(201);
    const verdi = await administrator(two);
    expect((await verdi.browser.post(`/api/users/${ada.id}/password-resets`)).status).toBe(201);
  });

  test('makes him nothing in another on which a right of his reaches', async () => {
    const two = await twoOrganizations();
    const { desk, theirs, neri } = two;
    const verdi = await administrator(two);
    const all = { search: 'all', create: 'all', modify: 'all' };
    const far = { users: all, roles: all, groups: all, structure: all };
    const roleId = await made(desk, '/api/roles', { name: 'Sportello di tutti', grants: far });
    await made(desk, `/api/users/${verdi.id}/assignments`, { roleId, unitId: null, from: TODAY, to: null });
    await enable(two, verdi.id);
    const ada = await made(theirs, '/api/users', {
      username: 'u.blu',
      familyName: 'Blu',
      givenName: 'Ugo',
      password: 'Autunno-2026',
      confirmation: 'Autunno-2026',
    }).catch(() => '');
    const [blu] = (await theirs.get('/api/users?search=blu')).body.items as { id: string }[];
    expect([ada, blu?.id]).toEqual([expect.any(String), expect.any(String)]);
    const reading = await made(theirs, '/api/roles', { name: 'Controllo', grants: { 'access-log': { search: 'organization' } } });
    const secret = await made(theirs, '/api/groups', { kind: 'security', name: 'Riservati' });
    const open = await made(theirs, '/api/groups', { kind: 'organizational', name: 'Ufficio' });
    await verdi.browser.signIn(verdi);
    const { browser } = verdi;

    expect((await browser.get(`/api/users/${blu?.id}`)).status).toBe(200);
    expect((await browser.post(`/api/users/${neri}/password-resets`)).body).toMatchObject({ type: 'authorization.above-own' });
    expect((await browser.send('PUT', `/api/users/${neri}/administration`, { administers: 'nothing' })).status).toBe(403);
    expect((await browser.send('PUT', `/api/users/${blu?.id}/administration`, { administers: 'organization' })).status).toBe(403);
    const give = { roleId: reading, unitId: null, from: TODAY, to: null };
    expect((await browser.post(`/api/users/${blu?.id}/assignments`, give)).body).toMatchObject({ type: 'authorization.beyond-own' });
    expect((await browser.post(`/api/groups/${open}/roles`, give)).body).toMatchObject({ type: 'authorization.beyond-own' });
    const { body } = await browser.get(`/api/roles/${reading}`);
    const wider = { ...body, departmentId: null, version: body.version, grants: { policy: { modify: 'organization' } } };
    expect((await browser.send('PUT', `/api/roles/${reading}`, wider)).status).not.toBe(204);
    const seen = ((await browser.get('/api/groups')).body.items as { name: string }[]).map(({ name }) => name);
    expect(seen).toEqual(['Ufficio']);
    expect((await browser.get(`/api/groups/${secret}`)).status).toBe(404);
    expect((await browser.send('DELETE', `/api/groups/${secret}`)).status).not.toBe(204);
    expect((await browser.send('PUT', `/api/groups/${secret}`, { version: 1, name: 'Aperti' })).status).toBe(404);
  });
});

describe('D2 people from elsewhere', () => {
  test('R1.33 the log says who was put into a group, by name alone', async () => {
    const two = await twoOrganizations();
    const elena = await two.world.user({ username: 'e.desantis' });
    await enable(two, elena.id);
    const group = await made(two.theirs, '/api/groups', { kind: 'organizational', name: 'Ufficio' });
    const member = await made(two.theirs, `/api/groups/${group}/members`, { userId: elena.id, from: TODAY });
    await enabledIn(two.world, two.world.administrator, two.id as OrganizationId);
    await two.desk.signIn(ADMINISTRATOR);
    await entered(two.desk, two.id);

    await two.desk.send('PUT', `/api/groups/${group}/members/${member}`, { from: TODAY, to: '2027-01-01' });

    const rows = await two.world.owner(
      `select s.username, s.name, s.user_id from access_log.entries e left join access_log.subjects s on s.id = e.subject_id
       where e.organization_id = $1 and e.event = (
         select max(event) from access_log.entries where organization_id = $1 and event in (
           select event from access_log.entries where organization_id = $1 order by at desc, xid desc, n desc limit 1))`,
      [two.id],
    );
    const one = { username: '', name: 'De Santis Elena', user_id: elena.id };
    expect(rows).toEqual([one, one]);
  });

  test('R5.14 are all listed when one among them is erased', async () => {
    const two = await twoOrganizations();
    for (const [number, familyName] of ['Alfa', 'Mu', 'Zeta'].entries())
      await enable(two, (await two.world.user({ username: `p${number}`, familyName })).id);
    await two.world.owner(`update identity.users set status = 'ceased' where username = 'p1'`);

    const names: string[] = [];
    for (let after = '', next: unknown = ''; next !== null; after = `&after=${String(next)}`) {
      const { body } = await two.theirs.get(`/api/guests?limit=1${after}`);
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      next = body.next;
    }

    expect(names).toEqual(['Alfa Elena', 'Zeta Elena']);
  });

  test('R1.33 who is put into a group at the moment he is sent home is not in it when he comes back', async () => {
    const two = await twoOrganizations();
    const { world, theirs } = two;
    const elena = await world.user({ username: 'e.desantis' });
    await enable(two, elena.id);
    const group = await made(theirs, '/api/groups', { kind: 'organizational', name: 'Ufficio' });
    // Holds up whoever refers to the group.
    await world.owner('begin');
    await world.owner('select from groups.groups where id = $1 for update', [group]);

    // What the others do is seen as of now, though this transaction began before.
    const waiting = async (): Promise<number> => {
      await world.owner('select pg_stat_clear_snapshot()');
      const [row] = await world.owner<{ count: number }>(
        `select count(distinct a.pid)::int as count from pg_locks l join pg_stat_activity a on a.pid = l.pid
         where not l.granted and a.datname = current_database()`,
      );
      return row?.count ?? 0;
    };
    const joining = theirs.post(`/api/groups/${group}/members`, { userId: elena.id, from: TODAY });
    await expect.poll(waiting).toBe(1);
    const leaving = theirs.send('DELETE', `/api/guests/${elena.id}`);
    await expect.poll(waiting).toBe(2);
    await world.owner('commit');
    await Promise.all([joining, leaving]);

    expect([(await joining).status, (await leaving).status]).toEqual([201, 204]);
    expect(
      await world.owner('select 1 from groups.memberships where user_id = $1 and (ends_on is null or ends_on >= $2)', [elena.id, TODAY]),
    ).toEqual([]);
  });
});
