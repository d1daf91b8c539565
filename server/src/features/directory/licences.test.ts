import type { UserRecord } from '@varco/shared/directory/api';
import type { ImportLine, StaffImport } from '@varco/shared/staff-import/api';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

async function atTheDesk(): Promise<{ world: World; desk: TestBrowser }> {
  const world = await freshWorld();
  const desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
  return { world, desk };
}

const record = async (desk: TestBrowser, id: string): Promise<UserRecord> =>
  (await desk.get(`/api/users/${id}`)).body as unknown as UserRecord;

const change = async (desk: TestBrowser, id: string, body: object) =>
  desk.send('PATCH', `/api/users/${id}`, { version: (await record(desk, id)).version, ...body });

/** Somebody who administers nothing and may manage users. */
async function clerk({ world, desk }: { world: World; desk: TestBrowser }): Promise<Somebody & { readonly browser: TestBrowser }> {
  const one = await world.user({ username: 'u.sportello', licence: 'collaboration' });
  const role = await desk.post('/api/roles', {
    name: 'Sportello',
    grants: { users: { search: 'organization', create: 'organization', modify: 'organization' } },
  });
  const given = { roleId: role.body.id, unitId: null, from: '2026-01-01', to: null };
  expect((await desk.post(`/api/users/${one.id}/assignments`, given)).status).toBe(201);
  const browser = await world.browser({ address: '192.0.2.60' });
  await browser.signIn(one);
  return { ...one, browser };
}

describe('R1.25 the licence of a user', () => {
  test('is professional unless another is chosen, is changed later, and finds him in the list', async () => {
    const { world, desk } = await atTheDesk();
    const usual = await world.user({ familyName: 'Bianchi' });
    const made = await desk.post('/api/users', { familyName: 'Verdi', givenName: 'Ada', username: 'a.verdi', licence: 'base' });
    const id = String(made.body.id);
    const named = async (query: string) =>
      ((await desk.get(`/api/users?${query}`)).body.items as { familyName: string; licence: string }[]).map(
        ({ familyName, licence }) => `${familyName} ${licence}`,
      );

    expect(await named('licence=base')).toEqual(['Verdi base']);
    expect(await named('licence=professional')).toEqual(['Bianchi professional', 'Conti professional']);
    expect((await change(desk, id, { licence: 'collaboration' })).body).toMatchObject({ licence: 'collaboration' });
    expect((await change(desk, id, { licence: 'gold' })).body).toMatchObject({ issues: [{ field: 'licence', rule: 'licence' }] });
    expect(await named('licence=base')).toEqual([]);
    expect(await named('licence=collaboration&search=verdi')).toEqual(['Verdi collaboration']);
    expect((await record(desk, usual.id)).licence).toBe('professional');
    const entries = (await desk.get(`/api/access-log?user=${id}&limit=5`)).body.items as {
      event: string;
      changes: { items: object[] } | null;
    }[];
    expect(entries.find(({ event }) => event === 'user-changed')?.changes?.items).toEqual([
      { field: 'licence', before: 'base', after: 'collaboration' },
    ]);
  });

  test('R1.47 is never given above one’s own by who administers nothing', async () => {
    const at = await atTheDesk();
    const { browser } = await clerk(at);
    const other = await at.world.user({ licence: 'base' });
    const make = (licence: string) => browser.post('/api/users', { familyName: 'Blu', givenName: 'Ugo', username: 'u.blu', licence });
    const beyond = { status: 422, issues: [{ field: 'licence', rule: 'licence-beyond-own' }] };

    for (const licence of ['professional', 'service']) {
      expect((await make(licence)).body).toMatchObject(beyond);
      expect((await change(browser, other.id, { licence })).body).toMatchObject(beyond);
    }
    expect((await change(browser, other.id, { licence: 'collaboration' })).body).toMatchObject({ licence: 'collaboration' });
    expect((await make('base')).status).toBe(201);
  });

  test('R2.28 R5.21 a service is left alone by the rule of inactivity, and only as long as it is one', async () => {
    const { world, desk } = await atTheDesk();
    const { id } = await world.user({ licence: 'service' });

    expect((await record(desk, id)).exemptFromInactivity).toBe(true);
    expect((await change(desk, id, { licence: 'base' })).body).toMatchObject({ exemptFromInactivity: false });
    expect((await change(desk, id, { exemptFromInactivity: true })).body).toMatchObject({ exemptFromInactivity: true });
    expect((await change(desk, id, { licence: 'professional' })).body).toMatchObject({ exemptFromInactivity: true });
    expect((await change(desk, id, { licence: 'service', exemptFromInactivity: false })).body).toMatchObject({
      exemptFromInactivity: false,
    });
  });
});

test('R1.41 what a person is to the organization is said, changed and found', async () => {
  const { world, desk } = await atTheDesk();
  const { id } = await world.user({ familyName: 'Neri', personKind: 'supplier' });
  const found = async (kind: string) =>
    ((await desk.get(`/api/users?personKind=${kind}`)).body.items as { familyName: string }[]).map(({ familyName }) => familyName);

  expect(await found('supplier')).toEqual(['Neri']);
  expect(await found('internal')).toEqual(['Conti']);
  expect((await change(desk, id, { personKind: 'customer' })).body).toMatchObject({ personKind: 'customer' });
  expect(await found('supplier')).toEqual([]);
});

test('R1.25 R1.41 a staff list may say licence and kind of person, in words of either language; unknown ones and those above one’s own are faults', async () => {
  const at = await atTheDesk();
  const known = await at.world.user({ username: 'p.neri', familyName: 'Neri', givenName: 'Pia', licence: 'base' });
  const { browser } = await clerk(at);
  const text = [
    'Cognome;Nome;Nome utente;Licenza;Tipo di persona',
    'Neri;Pia;p.neri;Collaboration;Fornitore',
    'Gialli;Eva;e.gialli;base;customer',
    'Grigi;Ivo;i.grigi;Oro;Marziano',
    'Rosa;Ida;i.rosa;Professional;Interno',
  ].join('\r\n');
  const sent = await browser.send('POST', '/api/staff-imports?name=elenco.csv', Buffer.from(text), {
    headers: { 'content-type': 'application/octet-stream' },
  });
  const file = sent.body as unknown as StaffImport;
  const tried = (await browser.post(`/api/staff-imports/${file.id}/trials`, file.options)).body as unknown as StaffImport;
  const faulty = (await browser.get(`/api/staff-imports/${file.id}/lines?outcome=faulty`)).body.items as ImportLine[];

  expect(faulty.map(({ name, faults }) => [name, faults.map(({ column, rule }) => `${column}: ${rule}`)])).toEqual([
    ['Grigi Ivo', ['Licenza: licence', 'Tipo di persona: person-kind']],
    ['Rosa Ida', ['Licenza: licence-beyond-own']],
  ]);
  expect((await browser.post(`/api/staff-imports/${file.id}/confirmations`, { trial: tried.trial, onlyGood: true })).status).toBe(200);
  await at.world.runJobs();
  expect(await record(at.desk, known.id)).toMatchObject({ licence: 'collaboration', personKind: 'supplier' });
  const items = (await at.desk.get('/api/users?search=gialli&state=all')).body.items;
  expect(items).toMatchObject([{ licence: 'base', personKind: 'customer' }]);
});

test('R1.1 R2.7 users of one organization are both those who may enter and those who are only mapped in it', async () => {
  const { world, desk } = await atTheDesk();
  await world.user({ familyName: 'Bianchi' });
  await world.user({ familyName: 'Azzurri', disabled: true });
  const names = async (state: string) =>
    ((await desk.get(`/api/users?state=${state}`)).body.items as { familyName: string }[]).map(({ familyName }) => familyName);

  expect(await names('all')).toEqual(['Azzurri', 'Bianchi', 'Conti']);
  expect(await names('can-enter')).toEqual(['Bianchi', 'Conti']);
});

test('R1.61 R1.4 lists are in the order of names, and the code of a user stands in no answer', async () => {
  const { world, desk } = await atTheDesk();
  const { id } = await world.user({ familyName: 'Bianchi' });
  const [stored] = await world.owner<{ code: string }>('select code from identity.users where id = $1', [id]);

  expect(Number(stored?.code)).toBeGreaterThan(0);
  for (const url of ['/api/users?state=all', `/api/users/${id}`, '/api/users/suggestions?search=bia', '/api/me'])
    expect(JSON.stringify((await desk.get(url)).body)).not.toContain('"code"');
});

test('R2.8 R1.24 a person has one user and a user one person, whoever writes', async () => {
  const { world } = await atTheDesk();
  const [one, two] = [await world.user(), await world.user()];
  const person = '(select person_id from identity.users where id = $1)';

  await expect(world.owner(`update identity.users set person_id = ${person} where id = $2`, [one.id, two.id])).rejects.toMatchObject({
    constraint: 'users_person_key',
  });
  await expect(world.owner('update identity.users set person_id = null where id = $1', [one.id])).rejects.toThrow(/null/);
});
