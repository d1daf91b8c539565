import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

const consortium = {
  name: 'Consorzio Valle Alta',
  loginId: 'valle',
  registryCode: 'cva',
  administrator: { familyName: 'Neri', givenName: 'Ada', username: 'a.neri' },
};

async function atDesk(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return { world, browser };
}

const own = (browser: TestBrowser, change: object) => browser.send('PATCH', '/api/organization', change);

/** With the access id that the first organization needs before there is a second. */
async function withConsortium(): Promise<{ world: World; browser: TestBrowser; id: string; theirs: TestBrowser }> {
  const { world, browser } = await atDesk();
  expect((await own(browser, { version: 1, loginId: 'borgo' })).status).toBe(200);
  const made = await browser.post('/api/organizations', consortium);
  expect(made.status).toBe(201);
  const { username, temporaryPassword } = made.body.administrator as { username: string; temporaryPassword: string };
  const theirs = await world.browser({ address: '192.0.2.40' });
  await theirs.signIn({ username, password: temporaryPassword });
  const answer = await theirs.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });
  expect(answer.status).toBeLessThan(400);
  return { world, browser, id: String(made.body.id), theirs };
}

const issuesOf = ({ body }: { body: Record<string, unknown> }) =>
  ((body.issues ?? []) as { field: string; rule: string }[]).map(({ field, rule }) => `${field}: ${rule}`);

describe('D2 R2.45 a second organization', () => {
  test('is made with its first administrator, who enters with the password shown once and sees nothing of the first', async () => {
    const { theirs, id, browser } = await withConsortium();

    expect((await theirs.get('/api/me')).body).toMatchObject({
      user: { username: 'valle/a.neri' },
      organization: { id, name: consortium.name, home: true },
      administrator: true,
      loginPrefix: 'valle',
    });
    const people = (await theirs.get('/api/users')).body.items as { username: string }[];
    expect(people.map(({ username }) => username)).toEqual(['valle/a.neri']);
    expect((await theirs.get('/api/organizations')).status).toBe(403);
    expect((await theirs.get('/api/settings/jobs')).status).not.toBe(200);
    const names = ((await browser.get('/api/organizations')).body.items as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(['Comune di Borgo Ligure', consortium.name]);
  });

  test('R3.1 has to wait until the first has an access id', async () => {
    const { browser } = await atDesk();

    expect((await browser.post('/api/organizations', consortium)).body).toMatchObject({
      status: 409,
      type: 'organizations.login-id-needed',
    });
    expect((await browser.get('/api/organizations')).body.items).toHaveLength(1);
  });

  test('is refused with every fault at once, and nothing of it is saved', async () => {
    const { browser, world } = await withConsortium();
    const users = await world.owner('select 1 from identity.users');
    const wrong = {
      ...consortium,
      name: '!!!',
      loginId: 'VALLE',
      administrator: { ...consortium.administrator, username: 'borgo/x' },
    };

    const refused = await browser.post('/api/organizations', wrong);

    expect(refused.body).toMatchObject({ status: 422, type: 'organizations.refused' });
    expect(issuesOf(refused)).toEqual([
      'name: letters-needed',
      'loginId: login-id-taken',
      'registryCode: organization-code-taken',
      'administrator.username: login-prefix',
    ]);
    expect(await world.owner('select 1 from identity.users')).toHaveLength(users.length);
    const shapes = await browser.post('/api/organizations', { ...consortium, loginId: 'a b', pec: 'x', taxCode: '1' });
    expect(issuesOf(shapes)).toEqual(['loginId: login-id', 'taxCode: organization-tax-code', 'pec: pec']);
  });

  test('R3.1 does not take an access id by which the names of others begin', async () => {
    const { browser, world } = await atDesk();
    await own(browser, { version: 1, loginId: 'vecchio' });
    await world.owner(`update identity.users set username = 'antico/conti', username_folded = 'antico/conti'`);

    const refused = await browser.post('/api/organizations', { ...consortium, loginId: 'Antico' });

    expect(issuesOf(refused)).toEqual(['loginId: login-id-taken']);
  });

  test('two made at once with the same access id are one', async () => {
    const { browser } = await atDesk();
    await own(browser, { version: 1, loginId: 'borgo' });

    const answers = await Promise.all([
      browser.post('/api/organizations', consortium),
      browser.post('/api/organizations', { ...consortium, name: 'Un altro', registryCode: 'altro' }),
    ]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422]);
    expect((await browser.get('/api/organizations')).body.items).toHaveLength(2);
  });

  test('is listed by name, a page at a time, and found by the beginning of its name', async () => {
    const { browser } = await withConsortium();
    for (const number of [1, 2, 3]) {
      const one = { name: `Àmbito ${number}`, loginId: `ambito${number}`, administrator: consortium.administrator };
      expect((await browser.post('/api/organizations', one)).status).toBe(201);
    }
    const names: string[] = [];
    let after = '';
    do {
      const { body } = await browser.get(`/api/organizations?limit=2${after}`);
      names.push(...(body.items as { name: string }[]).map(({ name }) => name));
      after = body.next === null ? '' : `&after=${String(body.next)}`;
    } while (after !== '');

    expect(names).toEqual(['Àmbito 1', 'Àmbito 2', 'Àmbito 3', 'Comune di Borgo Ligure', consortium.name]);
    expect(((await browser.get('/api/organizations?search=cons')).body.items as { name: string }[]).map(({ name }) => name)).toEqual([
      consortium.name,
    ]);
    expect((await browser.get('/api/organizations?after=xx')).body).toMatchObject({
      status: 400,
      issues: [{ field: 'after', rule: 'cursor' }],
    });
  });
});

describe('D2 the user names made by an administrator of an organization', () => {
  const person = { familyName: 'Blu', givenName: 'Ugo' };

  test('begin with its access id, and no refusal tells of somebody else’s people', async () => {
    const { browser, theirs, world } = await withConsortium();
    await world.user({ username: 'u.blu' });

    const made = await theirs.post('/api/users', { ...person, username: 'u.blu' });
    const outside = await theirs.post('/api/users', { ...person, username: 'borgo/u.blu' });
    const again = await theirs.post('/api/users', { ...person, username: 'valle/U.Blu' });

    expect(made.status).toBe(201);
    expect((await theirs.get(`/api/users/${String(made.body.id)}`)).body.username).toBe('valle/u.blu');
    expect(issuesOf(outside)).toEqual(['username: login-prefix']);
    expect(again.body.type).toBe('identity.username-taken');
    const long = await theirs.post('/api/users', { ...person, username: 'x'.repeat(48) });
    expect(issuesOf(long)).toEqual(['username: too-long']);
    // The administrator of the installation makes one outside.
    const free = await browser.post('/api/users', { ...person, username: 'ugo' });
    expect((await browser.get(`/api/users/${String(free.body.id)}`)).body.username).toBe('ugo');
  });

  test('are so also when they are changed, and stay as they are when something else is', async () => {
    const { theirs } = await withConsortium();
    const made = await theirs.post('/api/users', { ...person, username: 'u.blu' });
    const path = `/api/users/${String(made.body.id)}`;

    expect((await theirs.send('PATCH', path, { version: 1, username: 'ugo.blu' })).body.username).toBe('valle/ugo.blu');
    expect((await theirs.send('PATCH', path, { version: 2, givenName: 'Ugo Maria' })).body.username).toBe('valle/ugo.blu');
    expect(issuesOf(await theirs.send('PATCH', path, { version: 3, username: 'borgo/ugo' }))).toEqual(['username: login-prefix']);
  });
});

describe('R3.1 R2.45 the profile of an organization', () => {
  test('is changed by its administrator, but for the access id, which renames nobody', async () => {
    const { browser, theirs, id, world } = await withConsortium();

    const changed = await own(theirs, { version: 1, name: 'Consorzio Valle Alta e Bassa', pec: 'valle@pec.example.it', phone: '010 1' });
    expect(changed.body).toMatchObject({ name: 'Consorzio Valle Alta e Bassa', pec: 'valle@pec.example.it', version: 2, loginId: 'valle' });
    expect((await own(theirs, { version: 2, loginId: 'altra' })).body).toMatchObject({ status: 403, type: 'organizations.login-id-fixed' });
    expect((await own(theirs, { version: 2, active: false })).status).toBe(403);
    expect((await own(theirs, { version: 1, name: 'x' })).body).toMatchObject({ status: 409, current: { version: 2 } });

    expect((await browser.send('PATCH', `/api/organizations/${id}`, { version: 2, loginId: 'altra' })).body.loginId).toBe('altra');
    const [neri] = await world.owner<{ username: string }>(`select username from identity.users where organization_id = $1`, [id]);
    expect(neri?.username).toBe('valle/a.neri');
    const rows = await world.owner<{ n: number }>(
      `select count(*)::int as n from access_log.entries where event = 103 and organization_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ n: 3 }]);
  });

  test('D2 has a history, which tells the installation what was changed and not by whom of the others’ people', async () => {
    const { browser, theirs, id, world } = await withConsortium();
    await own(theirs, { version: 1, phone: '010 1' });
    const history = async (by: TestBrowser, path: string) => (await by.get(path)).body;
    const phone = { event: 'organization-changed', changes: { items: [{ field: 'phone', before: null, after: '010 1' }] } };

    expect(await history(theirs, '/api/organization/history')).toMatchObject({
      showsWho: true,
      items: [{ ...phone, actor: { name: 'Neri Ada' } }, {}],
    });
    const far = await history(browser, `/api/organizations/${id}/history`);
    expect(far).toMatchObject({ showsWho: false, items: [{ ...phone, actor: null }, {}] });
    expect(JSON.stringify(far)).not.toContain('Neri');
    expect(await history(browser, `/api/organizations/${world.organizationId}/history`)).toMatchObject({ showsWho: true });
  });

  test('D2 switched off lets nobody in; the first and one’s own stay on', async () => {
    const { browser, theirs, id, world } = await withConsortium();
    expect((await own(browser, { version: 2, active: false })).body.type).toBe('organizations.stays-on');

    expect((await browser.send('PATCH', `/api/organizations/${id}`, { version: 1, active: false })).body.active).toBe(false);

    await expect.poll(async () => (await theirs.get('/api/me')).body.type).toBe('sessions.ended');
    const again = await world.browser();
    expect((await again.signIn({ username: 'valle/a.neri', password: 'Inverno-2027' })).body.type).toBe('sign-in.refused');
    await browser.send('PATCH', `/api/organizations/${id}`, { version: 2, active: true });
    expect((await again.signIn({ username: 'valle/a.neri', password: 'Inverno-2027' })).status).toBe(200);
  });

  test('what holds for the whole installation is not there to be changed', async () => {
    const { theirs } = await withConsortium();

    expect((await theirs.get('/api/policy')).body).toMatchObject({ status: 409, type: 'organizations.of-installation' });
    const change = { version: 0, it: 'Mio testo', en: null };
    expect((await theirs.send('PUT', '/api/statements/privacy', change)).body.type).toBe('organizations.of-installation');
  });
});

describe('R1.14 where a user may work', () => {
  interface Enabled {
    readonly everywhere: boolean;
    readonly items: readonly { readonly id: string; readonly endedAt: string | null; readonly usual: boolean; readonly home: boolean }[];
  }
  const save = (browser: TestBrowser, user: string, body: object) => browser.send('PUT', `/api/users/${user}/enablements`, body);

  test('is chosen by an administrator of the installation alone', async () => {
    const { browser, theirs, id, world } = await withConsortium();
    const elena = await world.user({ username: 'e.desantis' });

    const saved = await save(browser, elena.id, { everywhere: false, organizations: [id], usual: id });

    expect((saved.body as unknown as Enabled).items).toMatchObject([
      { id: world.organizationId, home: true, usual: false },
      { id, home: false, endedAt: null, usual: true },
    ]);
    expect((await save(theirs, elena.id, { everywhere: true, organizations: [], usual: null })).status).toBe(403);
    expect((await theirs.get(`/api/users/${elena.id}/enablements`)).status).toBe(404);
    const nowhere = await save(browser, elena.id, {
      everywhere: false,
      organizations: ['01980000-0000-7000-8000-0000000000aa'],
      usual: null,
    });
    expect(nowhere.body.type).toBe('organizations.nowhere');
    expect((await save(browser, elena.id, { everywhere: false, organizations: [], usual: id })).body.type).toBe('organizations.nowhere');
  });

  test('all organizations are also those made later', async () => {
    const { browser, world } = await withConsortium();
    const elena = await world.user({ username: 'e.desantis' });
    await save(browser, elena.id, { everywhere: true, organizations: [], usual: null });
    const later = { name: 'Ente Nuovo', loginId: 'nuovo', administrator: consortium.administrator };

    const made = await browser.post('/api/organizations', later);

    const hers = await world.browser();
    await hers.signIn(elena);
    const { organizations } = (await hers.get('/api/me')).body as { organizations: { name: string }[] };
    expect(organizations.map(({ name }) => name)).toEqual(['Comune di Borgo Ligure', consortium.name, 'Ente Nuovo']);
    expect((await hers.send('PUT', '/api/me/organization', { organizationId: made.body.id })).status).toBe(204);
  });

  test('somebody from elsewhere is a name there, has what is given to him there, and is sent home with all of it', async () => {
    const { browser, theirs, id, world } = await withConsortium();
    const elena = await world.user({ username: 'e.desantis', email: 'elena@example.it' });
    await save(browser, elena.id, { everywhere: false, organizations: [id], usual: null });
    const hers = await world.browser();
    await hers.signIn(elena);
    await hers.send('PUT', '/api/me/organization', { organizationId: id });

    const guests = (await theirs.get('/api/guests')).body.items as Record<string, unknown>[];
    expect(guests).toEqual([
      { id: elena.id, name: 'De Santis Elena', home: 'Comune di Borgo Ligure', since: expect.any(String), licence: 'professional' },
    ]);
    const change = (licence: string) => theirs.send('PATCH', `/api/guests/${elena.id}`, { licence });
    // Each organization decides for itself which programs somebody may use there (requirements R1.25).
    expect((await change('base')).body).toMatchObject({ licence: 'base' });
    expect((await change('service')).body).toMatchObject({
      type: 'request.invalid',
      issues: [{ field: 'licence', rule: 'guest-licence' }],
    });
    expect((await browser.get(`/api/users/${elena.id}`)).body).toMatchObject({ licence: 'professional' });
    expect((await browser.send('PATCH', `/api/guests/${elena.id}`, { licence: 'base' })).status).toBe(404);
    for (const path of ['', '/enablements', '/rights/overview', '/decision?function=users&action=search'])
      expect((await theirs.get(`/api/users/${elena.id}${path}`)).status).toBe(404);
    expect((await theirs.send('PATCH', `/api/users/${elena.id}`, { version: 1, familyName: 'X' })).status).toBe(404);
    expect((await theirs.post(`/api/users/${elena.id}/password-resets`)).status).toBe(404);
    const department = await theirs.post('/api/departments', { name: 'Acque', nameEnglish: '', active: true });
    const unit = await theirs.post('/api/units', {
      departmentId: department.body.id,
      name: 'Pozzi',
      nameEnglish: '',
      site: '',
      active: true,
    });
    expect(unit.status).toBe(201);
    const place = { unitId: unit.body.id, from: '2026-01-01', to: null, qualification: '' };
    expect((await theirs.post(`/api/users/${elena.id}/placements`, place)).status).toBe(201);
    const grants = { users: { search: 'organization' } };
    const role = {
      name: 'Letture',
      nameEnglish: '',
      description: '',
      descriptionEnglish: '',
      departmentId: null,
      forUnplaced: false,
      active: true,
      grants,
    };
    const made = await theirs.post('/api/roles', role);
    expect(made.status).toBe(201);
    const give = { roleId: made.body.id, unitId: null, from: '2026-01-01', to: null, isDefault: false };
    expect((await theirs.post(`/api/users/${elena.id}/assignments`, give)).status).toBe(201);
    await expect.poll(async () => (await hers.get('/api/users')).body.items).toHaveLength(1);

    expect((await theirs.send('DELETE', `/api/guests/${elena.id}`)).status).toBe(204);

    await expect
      .poll(async () => (await hers.get('/api/me')).body)
      .toMatchObject({ organization: { home: true }, organizations: [{ home: true }] });
    expect((await theirs.send('DELETE', `/api/guests/${elena.id}`)).status).toBe(404);
    await save(browser, elena.id, { everywhere: false, organizations: [id], usual: null });
    await hers.signIn(elena);
    await hers.send('PUT', '/api/me/organization', { organizationId: id });
    expect((await hers.get('/api/me')).body).toMatchObject({ organization: { id }, unit: null, grants: {} });
    const rows = await world.owner<{ username: string; name: string }>(
      `select s.username, s.name from access_log.entries e join access_log.subjects s on s.id = e.subject_id
       where e.organization_id = $1 and s.user_id = $2 and e.event in (92, 94, 104)`,
      [id, elena.id],
    );
    expect(rows.length).toBeGreaterThanOrEqual(5);
    expect(rows.every(({ username, name }) => username === '' && name === 'De Santis Elena')).toBe(true);
  });

  test('people from elsewhere are listed by name, a page at a time, and follow their names', async () => {
    const { browser, theirs, id, world } = await withConsortium();
    for (const [number, familyName] of ['Zeta', 'Alfa', 'Mu'].entries()) {
      const one = await world.user({ username: `p${number}`, familyName });
      await save(browser, one.id, { everywhere: false, organizations: [id], usual: null });
    }
    const names = async (query: string) =>
      ((await theirs.get(`/api/guests${query}`)).body.items as { name: string }[]).map(({ name }) => name);
    expect(await names('')).toEqual(['Alfa Elena', 'Mu Elena', 'Zeta Elena']);
    const first = await theirs.get('/api/guests?limit=2');
    expect(await names(`?limit=2&after=${String(first.body.next)}`)).toEqual(['Zeta Elena']);
    expect(await names('?search=m')).toEqual(['Mu Elena']);
    const [zeta] = (await browser.get('/api/users?search=zeta')).body.items as { id: string }[];
    await browser.send('PATCH', `/api/users/${zeta?.id}`, { version: 1, familyName: 'Beta' });

    expect(await names('')).toEqual(['Alfa Elena', 'Beta Elena', 'Mu Elena']);
  });
});

describe('R1.43 D3 whether an organization has a sign-in address of its own', () => {
  test('R1.43 D3 is off when it is made, unless it is said, and stands in the log with what it was before', async () => {
    const { browser, id } = await withConsortium();
    const known = { ...consortium, name: 'Cliente', loginId: 'cliente', registryCode: null, ownDoor: true };
    const made = await browser.post('/api/organizations', known);

    expect((await browser.get(`/api/organizations/${made.body.id}`)).body).toMatchObject({ ownDoor: true });
    expect((await browser.get(`/api/organizations/${id}`)).body).toMatchObject({ ownDoor: false, version: 1 });
    expect((await browser.get('/api/organization')).body).toMatchObject({ ownDoor: false });
    const changed = await browser.send('PATCH', `/api/organizations/${id}`, { version: 1, ownDoor: true });

    expect(changed.body).toMatchObject({ ownDoor: true, version: 2 });
    const { items } = (await browser.get(`/api/organizations/${id}/history`)).body as { items: { changes: { items: object[] } }[] };
    expect(items[0]?.changes.items).toEqual([{ field: 'ownDoor', before: false, after: true }]);
  });

  test('R1.43 D3 is for who administers the installation: nobody else turns it on, and everybody else changes the rest', async () => {
    const { theirs } = await withConsortium();

    const refused = await own(theirs, { version: 1, ownDoor: true });

    expect([refused.status, refused.body.type]).toEqual([403, 'authorization.not-allowed']);
    expect((await own(theirs, { version: 1, ownDoor: false, site: 'Via Nuova 1' })).body).toMatchObject({ site: 'Via Nuova 1' });
  });
});
