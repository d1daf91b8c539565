import { events } from '@varco/shared/access-log/events';
import type { Pool, Seats } from '@varco/shared/seats/api';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { beforeEach, describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
});

const seats = async (): Promise<Seats> => (await desk.get('/api/seats')).body as unknown as Seats;
const pool = async (licence: string): Promise<Pool | undefined> => (await seats()).items.find((one) => one.licence === licence);
const buy = async (licence: string, bought: number | null, mode: 'concurrent' | 'nominal') =>
  desk.send('PUT', `/api/seats/${licence}`, { version: (await pool(licence))?.version ?? 0, bought, mode });
const make = (name: string, more: object = {}) =>
  desk.post('/api/users', { familyName: 'Verdi', givenName: 'Ada', username: name, licence: 'base', ...more });
const change = async (id: unknown, body: object) => {
  const { version } = (await desk.get(`/api/users/${id}`)).body;
  return desk.send('PATCH', `/api/users/${id}`, { version, ...body });
};
const none = { status: 409, type: 'identity.no-seat-left', issues: [{ field: 'licence', rule: 'no-seat-left', licence: 'base' }] };

describe('R5.16 the seats of a licence', () => {
  test('are without limit until somebody writes down what was bought; who did so stands in the log', async () => {
    await world.user({ licence: 'service' });
    expect(await seats()).toEqual({
      items: [
        { licence: 'base', bought: null, mode: 'concurrent', version: 0, holders: 0, openSessions: 0, isOver: false },
        { licence: 'collaboration', bought: null, mode: 'concurrent', version: 0, holders: 0, openSessions: 0, isOver: false },
        { licence: 'professional', bought: null, mode: 'concurrent', version: 0, holders: 1, openSessions: 1, isOver: false },
      ],
      services: { holders: 1, openSessions: 0 },
    });

    expect((await buy('base', 12, 'nominal')).body).toMatchObject({
      items: [{ licence: 'base', bought: 12, mode: 'nominal', version: 1 }, {}, {}],
    });
    expect((await buy('base', null, 'nominal')).status).toBe(200);
    const { items } = (await desk.get('/api/access-log?event=seats-changed&limit=5')).body as { items: { changes: { items: object[] } }[] };
    const told = (before: number | string, after: number | string, more: readonly object[] = []) =>
      expect.arrayContaining([{ field: 'licence', before: 'base', after: 'base' }, { field: 'bought', before, after }, ...more]);
    expect(items.map(({ changes }) => changes.items)).toEqual([
      told(12, 'unlimited'),
      told('unlimited', 12, [{ field: 'mode', before: 'concurrent', after: 'nominal' }]),
    ]);
  });

  test('R2.4 are not written by who may not, nor with a number that is none, nor over what somebody wrote meanwhile', async () => {
    const clerk = await world.browser({ address: '192.0.2.61' });
    await clerk.signIn(await world.user());

    expect((await clerk.get('/api/seats')).status).toBe(403);
    expect((await clerk.send('PUT', '/api/seats/base', { version: 0, bought: 1, mode: 'nominal' })).status).toBe(403);
    for (const bought of [-1, 1.5, 1_000_001, '3'])
      expect((await desk.send('PUT', '/api/seats/base', { version: 0, bought, mode: 'nominal' })).body).toMatchObject({
        type: 'request.invalid',
        issues: [{ field: 'bought', rule: 'seats' }],
      });
    expect((await desk.send('PUT', '/api/seats/service', { version: 0, bought: 1, mode: 'nominal' })).status).toBe(400);
    const both = await Promise.all([1, 2].map((bought) => desk.send('PUT', '/api/seats/base', { version: 0, bought, mode: 'nominal' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({
      type: 'request.changed-meanwhile',
      current: { items: [{ version: 1 }, {}, {}] },
    });
  });

  test('nominal: one more than bought is refused, however it would be given, and nothing of it is saved', async () => {
    await buy('base', 1, 'nominal');
    const first = await make('a.verdi');
    const other = await world.user({ licence: 'collaboration' });
    const idle = await make('b.verdi', { status: 'inactive' });
    expect([first.status, idle.status]).toEqual([201, 201]);

    expect((await make('c.verdi')).body).toMatchObject(none);
    expect((await change(other.id, { licence: 'base', fullName: 'Altro' })).body).toMatchObject(none);
    expect((await change(idle.body.id, { status: 'active' })).body).toMatchObject(none);
    expect((await desk.get(`/api/users/${other.id}`)).body).toMatchObject({ licence: 'collaboration', fullName: '', version: 1 });
    expect((await desk.get('/api/users?search=c.verdi&state=all')).body.items).toEqual([]);
    // What takes no further seat goes on.
    expect((await change(first.body.id, { fullName: 'Sportello' })).status).toBe(200);
    expect((await make('d.verdi', { validTo: '2026-11-20' })).status).toBe(201);

    expect((await change(first.body.id, { disabled: true })).status).toBe(200);
    expect((await change(idle.body.id, { status: 'active' })).status).toBe(200);
    expect((await change(first.body.id, { disabled: false })).body).toMatchObject(none);
    expect(await pool('base')).toMatchObject({ holders: 1, isOver: false });
  });

  test('nominal: of many given at once as many as there are seats are given', async () => {
    await buy('base', 3, 'nominal');

    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => make(`${name}.verdi`)));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 409, 409, 409]);
    expect(await pool('base')).toMatchObject({ holders: 3, isOver: false });
  });

  test('nominal: a staff list that gives too many is carried out not at all', async () => {
    await buy('base', 1, 'nominal');
    const text = ['Cognome;Nome;Licenza', 'Gialli;Eva;Base', 'Rosa;Ida;Base'].join('\r\n');
    const headers = { 'content-type': 'application/octet-stream' };
    const file = (await desk.send('POST', '/api/staff-imports?name=e.csv', Buffer.from(text), { headers })).body as unknown as StaffImport;
    const { trial } = (await desk.post(`/api/staff-imports/${file.id}/trials`, file.options)).body;
    await desk.post(`/api/staff-imports/${file.id}/confirmations`, { trial });
    await world.runJobs();

    expect(await world.owner('select outcome from jobs.runs')).toMatchObject([
      { outcome: { code: 'staff-not-imported', reason: 'identity.no-seat-left' } },
    ]);
    expect(await pool('base')).toMatchObject({ holders: 0 });
  });

  test('fewer than are taken is allowed, is said as long as it is so, and takes nothing from anybody', async () => {
    await make('a.verdi');
    await make('b.verdi');

    expect((await buy('base', 1, 'nominal')).status).toBe(200);
    expect(await pool('base')).toMatchObject({ holders: 2, isOver: true });
    const [one] = (await desk.get('/api/users?licence=base')).body.items as { id: string }[];
    expect((await change(one?.id, { fullName: 'Resta' })).status).toBe(200);
    await change(one?.id, { status: 'inactive' });
    expect(await pool('base')).toMatchObject({ holders: 1, isOver: false });
  });

  test('concurrent: sessions open now are counted, and the licence may be given to more', async () => {
    await buy('base', 1, 'concurrent');
    const people = [await world.user({ licence: 'base' }), await world.user({ licence: 'base' })];
    expect(await pool('base')).toMatchObject({ holders: 2, openSessions: 0, isOver: false });
    for (const [index, one] of people.entries()) await (await world.browser({ address: `192.0.2.${80 + index}` })).signIn(one);

    expect(await pool('base')).toMatchObject({ holders: 2, openSessions: 2, isOver: true });
    expect(events['seats-changed']).toBe(130);
  });

  test('D2 somebody from elsewhere takes a seat where he may work; a service takes none, wherever it does', async () => {
    await desk.send('PATCH', '/api/organization', { version: 1, loginId: 'borgo' });
    const administrator = { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' };
    const made = await desk.post('/api/organizations', { name: 'Consorzio Valle Alta', loginId: 'valle', administrator });
    const theirs = await world.browser({ address: '192.0.2.40' });
    const { username, temporaryPassword } = made.body.administrator as { username: string; temporaryPassword: string };
    await theirs.signIn({ username, password: temporaryPassword });
    await theirs.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });
    const there = { version: 0, bought: 2, mode: 'nominal' };
    expect((await theirs.send('PUT', '/api/seats/professional', there)).status).toBe(200);
    const [one, two, service] = [await world.user(), await world.user(), await world.user({ licence: 'service' })];
    const enable = (id: string) =>
      desk.send('PUT', `/api/users/${id}/enablements`, { everywhere: false, organizations: [made.body.id], usual: null });

    expect((await enable(one.id)).status).toBe(200);
    expect((await enable(two.id)).body).toMatchObject({ type: 'identity.no-seat-left' });
    expect((await enable(service.id)).status).toBe(200);
    expect((await theirs.get('/api/seats')).body).toMatchObject({
      items: [{}, {}, { licence: 'professional', holders: 2, isOver: false }],
      services: { holders: 1 },
    });
    expect((await theirs.send('PATCH', `/api/guests/${one.id}`, { licence: 'base' })).status).toBe(200);
    expect((await enable(two.id)).status).toBe(200);
    expect((await theirs.send('PATCH', `/api/guests/${one.id}`, { licence: 'professional' })).body).toMatchObject({
      type: 'identity.no-seat-left',
    });
    // What its own organization makes a service is one here too, and so is what it makes somebody again.
    expect((await theirs.send('PATCH', `/api/guests/${service.id}`, { licence: 'base' })).body).toMatchObject({
      issues: [{ rule: 'service-elsewhere' }],
    });
    await change(one.id, { licence: 'service' });
    expect((await theirs.get(`/api/guests/${one.id}`)).body).toMatchObject({ licence: 'service' });
    expect((await pool('professional'))?.holders).toBe(2);
  });
});
