import { events, reasons } from '@varco/shared/access-log/events';
import { INSTALLATION } from '@varco/shared/ids';
import { languages } from '@varco/shared/language';
import { describe, expect, test } from 'vitest';
import { endEnablements } from '#features/identity';
import { enabledIn, type Neighbour, neighbour } from '#testing/neighbour';
import { statementsOf } from '#testing/statements';
import { ADMINISTRATOR, type Answer, type Ask, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';

interface TwoOrganizations {
  readonly world: World;
  /** Where Elena may work too; it has a door of its own. */
  readonly there: Neighbour;
  /** Where she may not; it has one too. */
  readonly closed: Neighbour;
  readonly elena: Somebody;
}

async function organizations(given: Parameters<World['user']>[0] = {}): Promise<TwoOrganizations> {
  const world = await freshWorld();
  const there = await neighbour(world);
  const closed = await neighbour(world, 'Unione dei Terzi', 'terzi');
  for (const { organizationId } of [there, closed]) await ownDoor(world, organizationId, true);
  const elena = await world.user({ username: 'e.desantis', ...given });
  await enabledIn(world, elena, there.organizationId);
  return { world, there, closed, elena };
}

const knock = (browser: TestBrowser, { username, password }: Pick<Somebody, 'username' | 'password'>, organization: string, ask?: Ask) =>
  browser.post('/sign-in', { username, password, organization }, ask);

const placeOf = async (browser: TestBrowser) => ((await browser.get('/api/me')).body.organization as { name: string } | undefined)?.name;

const endThere = ({ world, there, elena }: TwoOrganizations) =>
  world.db.as({ organizations: [there.organizationId] }, (tx) => endEnablements(tx, elena.id, [there.organizationId], world.clock.now()));

const ownDoor = (world: World, id: string, is: boolean) =>
  world.owner('update identity.organizations set own_door = $2 where id = $1', [id, is]);

const page = (browser: TestBrowser, path = '/sign-in') => browser.get(path, { html: true });

const switchedOff = (world: World, id: string) => world.owner('update identity.organizations set active = false where id = $1', [id]);

/** Where no organization may be named, with scripts and without: what anybody is answered who has not shown the right password. */
async function toldToStrangers(world: World, ask: Ask): Promise<Answer[]> {
  const browser = await world.browser({ address: '192.0.2.77' });
  const asked = ['/', '/sign-in', '/sign-in?organization=nessuno', '/sign-in?returnTo=/organizations', '/sign-out', '/setup', '/niente'];
  const open = ['/api/openapi.json', '/api/me', '/api/organization', '/api/organizations', '/api/niente', '/sign-in/new-password'];
  const wrong = { username: 'e.desantis', password: 'Sbagliata-26' };
  const answers: Answer[] = [];
  for (const path of [...asked, ...open]) answers.push(await browser.get(path, ask));
  for (const path of ['/sign-in', '/sign-in?organization=nessuno', '/sign-in/new-password'])
    answers.push(await browser.post(path, wrong, { ...ask, form: ask.html === true }));
  answers.push(await browser.post('/sign-in', { ...wrong, organization: 'nessuno' }, { ...ask, form: ask.html === true }));
  return answers;
}

describe('R1.43 D3 the door lists no organization', () => {
  test.each<[string, Ask]>([
    ['JSON', {}],
    ['pages', { html: true }],
  ])('R1.43 D3 nothing that a stranger is answered names one that he did not name, by name or by id, as %s', async (_, ask) => {
    const { world, there, closed } = await organizations();
    const hidden = await neighbour(world, 'Cliente Riservato', 'riservato');
    const ids = [there, closed, hidden].map(({ organizationId }) => organizationId);
    const unnamed = [there.name, closed.name, hidden.name, 'terzi', 'riservato', ...ids, world.organizationId];

    const answers = await toldToStrangers(world, ask);

    expect(answers.filter(({ status }) => status === 401 || status === 200).length).toBeGreaterThan(5);
    for (const { status, headers, text } of answers) {
      const told = `${status} ${JSON.stringify(headers)} ${text}`;
      expect(unnamed.filter((name) => told.includes(name))).toEqual([]);
    }
  });

  test('R1.43 D3 nor does the forced change behind the right password, asked and refused', async () => {
    const { world, there, closed, elena } = await organizations({ mustChangePassword: true });
    const browser = await world.browser();
    const form = { html: true, form: true };

    const answers = [
      await knock(browser, elena, '', form),
      await page(browser, '/sign-in/new-password'),
      await browser.post('/sign-in/new-password', { next: 'corta', confirmation: 'altra' }, form),
    ];

    expect(answers.map(({ status }) => status)).toEqual([303, 200, 422]);
    const unnamed = [there.name, closed.name, there.organizationId, closed.organizationId, world.organizationId];
    for (const { headers, text } of answers)
      expect(unnamed.filter((name) => `${JSON.stringify(headers)} ${text}`.includes(name))).toEqual([]);
  });

  test('R1.43 D3 the page is the same to the byte with one organization and with many, and holds no list', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    const alone = (await page(browser)).text;
    const there = await neighbour(world);
    await ownDoor(world, there.organizationId, true);
    world.clock.advance({ seconds: 31 });
    await expect.poll(async () => (await page(browser, '/sign-in?organization=altrove')).text).toContain(there.name);

    expect((await page(browser)).text).toBe(alone);
    expect(alone).not.toMatch(/<select|<datalist|type="radio"|name="organization"/);
  });
});

describe('R1.43 D3 who is enabled where he came', () => {
  test('R1.43 begins there, in the usual unit, and the log of both says so', async () => {
    const { world, there, elena } = await organizations();
    const browser = await world.browser();

    const answer = await knock(browser, elena, there.organizationId);

    expect(answer.body).toEqual({ step: 'enter', location: '/' });
    expect(await placeOf(browser)).toBe(there.name);
    const rows = await world.owner(
      `select e.event, e.organization_id = $1 as here, s.username from access_log.entries e join access_log.subjects s on s.id = e.subject_id
       where s.user_id = $2 and e.event <> $3 order by e.xid, e.n`,
      [world.organizationId, elena.id, events['user-created']],
    );
    expect(rows).toEqual([
      { event: events['signed-in'], here: true, username: 'e.desantis' },
      { event: events['organization-chosen'], here: true, username: 'e.desantis' },
      { event: events['organization-entered'], here: false, username: '' },
    ]);
  });

  test('R1.43 as a form, with nothing but what the page holds', async () => {
    const { world, there, elena } = await organizations();
    const browser = await world.browser();

    const answer = await browser.post(
      '/sign-in',
      { username: elena.username, password: elena.password, organization: there.organizationId, returnTo: '/me' },
      { html: true, form: true },
    );

    expect([answer.status, answer.headers.location]).toEqual([303, '/me']);
    expect(await placeOf(browser)).toBe(there.name);
  });

  test('R1.43 comes to the door of his own organization though he usually works for another one, and this sign-in alone is about it', async () => {
    const { world, there, elena } = await organizations();
    await world.owner('update identity.enablements set is_default = true where organization_id = $1 and user_id = $2', [
      there.organizationId,
      elena.id,
    ]);
    await ownDoor(world, world.organizationId, true);
    const [here, usual] = [await world.browser(), await world.browser()];

    await knock(here, elena, world.organizationId);
    await knock(usual, elena, '');

    expect([await placeOf(here), await placeOf(usual)]).toEqual(['Comune di Borgo Ligure', there.name]);
  });

  test('R1.43 R2.25 without one, empty or not sent, begins for the usual one and is asked nothing, however many he has', async () => {
    const { world, elena } = await organizations();
    for (const answer of [{}, { organization: '' }]) {
      const browser = await world.browser();
      const entered = await browser.post('/sign-in', { username: elena.username, password: elena.password, ...answer });
      expect(entered.body).toEqual({ step: 'enter', location: '/' });
      expect(await placeOf(browser)).toBe('Comune di Borgo Ligure');
    }
    expect((await world.logRows()).map(({ event }) => event)).not.toContain(events['organization-chosen']);
  });

  test('R1.43 R1.11 the forced change of the password keeps it, and the page bears its name', async () => {
    const { world, there, elena } = await organizations({ mustChangePassword: true });
    const browser = await world.browser();

    const asked = await knock(browser, elena, there.organizationId);
    expect(asked.body).toMatchObject({ step: 'new-password' });
    expect((await page(browser, '/sign-in/new-password')).text).toContain(`<strong>${there.name}</strong>`);
    const answer = await browser.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });

    expect(answer.body).toMatchObject({ step: 'enter' });
    expect(await placeOf(browser)).toBe(there.name);
  });
});

/** Whatever shuts the door because of the organization: which came with the form, and from whom, with the right password. */
async function refusals({ world, there, closed, elena }: TwoOrganizations) {
  const ended = await world.user({ username: 'e.terminata' });
  await enabledIn(world, ended, there.organizationId);
  await world.db.as({ organizations: [there.organizationId] }, (tx) =>
    endEnablements(tx, ended.id, [there.organizationId], world.clock.now()),
  );
  const hidden = await neighbour(world, 'Cliente Riservato', 'riservato');
  await enabledIn(world, elena, hidden.organizationId);
  const off = await neighbour(world, 'Ente Spento', 'spento');
  await enabledIn(world, elena, off.organizationId);
  await ownDoor(world, off.organizationId, true);
  await switchedOff(world, off.organizationId);
  const suspended = await world.user({ username: 's.sospeso' });
  await world.owner(`update identity.users set status = 'suspended' where id = $1`, [suspended.id]);
  const forced = await world.user({ username: 'f.forzata', mustChangePassword: true });
  return [
    ['not enabled', elena, closed.organizationId],
    ['enabled no more', ended, there.organizationId],
    ['enabled in one without a door of its own', elena, hidden.organizationId],
    ['enabled in one that is switched off', elena, off.organizationId],
    ['an unknown id', elena, '01980000-0000-7000-8000-0000000000aa'],
    ['the installation', elena, INSTALLATION],
    ['no id', elena, 'altrove'],
    ['blanks', elena, ' '],
    ['a piece of SQL', elena, `' or true --`],
    ['suspended for inactivity, and not enabled', suspended, closed.organizationId],
    ['with a password to be changed', forced, closed.organizationId],
  ] as const;
}

describe('R1.43 R5.27 who is not enabled where he came', () => {
  test.each<[string, Ask]>([
    ['JSON', {}],
    ['a page', { html: true, form: true }],
  ])('R1.43 R5.27 gets the answer of a wrong password, to the byte, as %s', async (_, ask) => {
    const all = await organizations();
    const { world } = all;
    const told = ({ status, headers: { date: __, ...headers }, text }: Answer, username: string) => ({
      status,
      headers,
      text: text.replaceAll(username, 'NAME'),
    });

    for (const [cause, who, organization] of await refusals(all)) {
      const right = await knock(await world.browser({ address: '192.0.2.61' }), who, organization, ask);
      const wrong = await knock(await world.browser({ address: '192.0.2.61' }), { ...who, password: 'Sbagliata-26' }, organization, ask);
      await world.owner('delete from sign_in.attempts');

      expect([cause, right.status]).toEqual([cause, 401]);
      expect([cause, told(right, who.username)]).toEqual([cause, told(wrong, who.username)]);
      const length = ({ headers }: Answer) => Number(headers['content-length']) - who.username.length;
      expect([cause, length(right)]).toEqual([cause, length(wrong)]);
    }
  });

  test('R1.43 D4 costs the same statements and one hash, whoever it is and wherever he came', async () => {
    const all = await organizations();
    const { world, closed, elena } = all;
    const browser = await world.browser();
    const seen: { statements: string[]; hashes: number }[] = [];
    const tries = [
      ...(await refusals(all)),
      ['a wrong password', { ...elena, password: 'Sbagliata-26' }, closed.organizationId],
      ['a wrong password at the door of all', { ...elena, password: 'Sbagliata-26' }, ''],
      ['nobody', { username: 'nessuno', password: 'Sbagliata-26' }, closed.organizationId],
    ] as const;
    await knock(browser, { username: 'nessuno', password: 'x' }, '');

    for (const [, who, organization] of tries) {
      const before = world.hasher.compared + world.hasher.decoys;
      const statements = await statementsOf(() => knock(browser, who, organization));
      seen.push({ statements, hashes: world.hasher.compared + world.hasher.decoys - before });
      await world.owner('delete from sign_in.attempts');
    }

    expect(seen[0]?.statements.length).toBe(3);
    for (const one of seen) expect(one).toEqual({ statements: seen[0]?.statements, hashes: 1 });
  });

  test('R1.43 R5.22 the log has a reason of its own, and opens nothing', async () => {
    const all = await organizations();
    const { world } = all;

    for (const [cause, who, organization] of await refusals(all)) {
      await knock(await world.browser(), who, organization);
      await world.owner('delete from sign_in.attempts');
      const last = (await world.logRows()).at(-1);
      expect([cause, last]).toEqual([
        cause,
        { event: events['sign-in-refused'], reason: reasons['not-enabled-there'], username: who.username },
      ]);
    }

    expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
    expect(await world.owner('select 1 from sign_in.pending')).toEqual([]);
  });

  test('R1.43 R1.44 takes an attempt: a wrong organization locks the name as wrong passwords do', async () => {
    const { world, closed, elena } = await organizations();
    const browser = await world.browser();
    for (let n = 0; n < 3; n += 1) await knock(browser, elena, closed.organizationId);

    expect((await knock(browser, elena, '')).status).toBe(401);
    expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons.locked });
  });

  test('R1.43 D3 the refused page keeps the organization with which it came, and names none without a door of its own', async () => {
    const { world, there, elena } = await organizations();
    const hidden = await neighbour(world, 'Cliente Riservato', 'riservato');
    const browser = await world.browser();
    const refused = async (organization: string) =>
      (await knock(browser, { ...elena, password: 'Sbagliata-26' }, organization, { html: true, form: true })).text;

    expect(await refused(there.organizationId)).toContain(`<input type="hidden" name="organization" value="${there.organizationId}">`);
    await world.owner('delete from sign_in.attempts');
    const plain = await refused('');
    for (const id of [hidden.organizationId, world.organizationId, '01980000-0000-7000-8000-0000000000aa', 'riservato']) {
      await world.owner('delete from sign_in.attempts');
      expect([id, await refused(id)]).toEqual([id, plain]);
    }
  });

  test('R1.43 an enablement that ends while the password is compared opens nothing', async () => {
    const all = await organizations();
    const { world, there, elena } = all;
    const matches = world.hasher.matches.bind(world.hasher);
    world.hasher.matches = async (...given) => {
      const matched = await matches(...given);
      world.clock.advance({ seconds: 1 });
      await endThere(all);
      return matched;
    };

    const answer = await knock(await world.browser(), elena, there.organizationId);

    expect([answer.status, answer.body.type]).toEqual([401, 'sign-in.refused']);
    expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['not-enabled-there'] });
    expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
  });

  test('R1.43 nor does one that ends before the forced change is answered, and the old password stays', async () => {
    const all = await organizations({ mustChangePassword: true });
    const { world, there, elena } = all;
    const browser = await world.browser();
    await knock(browser, elena, there.organizationId);
    world.clock.advance({ minutes: 1 });
    await endThere(all);

    const answer = await browser.post('/sign-in/new-password', { next: 'Inverno-2027', confirmation: 'Inverno-2027' });

    expect(answer.body).toMatchObject({ type: 'sign-in.step-expired' });
    expect(await world.owner('select 1 from sessions.sessions')).toEqual([]);
    expect((await knock(await world.browser(), elena, '')).body).toMatchObject({ step: 'new-password' });
  });

  test('R1.43 R3.34 who was there only to help is not let in: people of the installation come by a request', async () => {
    const { world, there } = await organizations();
    // As a visit leaves it: an enablement that ends in the moment in which it begins.
    await enabledIn(world, world.administrator, there.organizationId);
    await world.owner('update identity.enablements set ended_at = since where organization_id = $1 and user_id = $2', [
      there.organizationId,
      world.administrator.id,
    ]);

    expect((await knock(await world.browser(), ADMINISTRATOR, there.organizationId)).status).toBe(401);
    expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons['not-enabled-there'] });
  });
});

describe('R1.43 D3 the own address of an organization', () => {
  const look = { bandColor: '#7a1f2b', logo: null };

  async function withLook(): Promise<TwoOrganizations> {
    const all = await organizations();
    await all.world.owner('insert into identity.door_looks (organization_id, band_color) values ($1, $2)', [
      all.there.organizationId,
      look.bandColor,
    ]);
    return all;
  }

  test.each(languages)(
    'R1.43 D3 bears its name and its look, and says for which one enters and how to enter as usual (%s)',
    async (language) => {
      const { world, there } = await withLook();
      const browser = await world.browser();
      const [enters, usual] =
        language === 'it'
          ? ['Entri per Consorzio di Altrove.', 'Entra come al solito']
          : ['You sign in for Consorzio di Altrove.', 'Sign in as usual'];

      for (const id of ['altrove', 'ALTROVE']) {
        const asked = { html: true, headers: { 'accept-language': language } };
        const door = await browser.get(`/sign-in?organization=${id}&returnTo=/me`, asked);
        expect(door.text).toContain(`<strong>${there.name}</strong>`);
        expect(door.text).toContain('/door-look/band/7a1f2b.css');
        expect(door.text).toContain(`<p>${enters} <a href="/sign-in?returnTo&#x3D;%2Fme">${usual}</a></p>`);
        expect(door.text).toContain(`<input type="hidden" name="organization" value="${there.organizationId}">`);
      }
      const plain = (await page(browser)).text;
      expect(plain).toContain('<strong>Comune di Borgo Ligure</strong>');
      for (const one of ['7a1f2b', enters, usual, there.organizationId]) expect(plain).not.toContain(one);
    },
  );

  test('R1.43 D3 is off unless somebody turned it on, and works where there is only one organization', async () => {
    const world = await freshWorld();
    const browser = await world.browser();
    const enters = 'Entri per Comune di Borgo Ligure.';
    await world.owner(`update identity.organizations set login_id = 'borgo', login_id_folded = 'borgo'`);
    world.clock.advance({ seconds: 31 });
    await page(browser);
    expect((await page(browser, '/sign-in?organization=borgo')).text).not.toContain(enters);

    await ownDoor(world, world.organizationId, true);
    world.clock.advance({ seconds: 31 });
    await expect.poll(async () => (await page(browser, '/sign-in?organization=borgo')).text).toContain(enters);
    expect((await page(browser)).text).not.toContain(enters);

    expect((await knock(browser, await world.user(), world.organizationId)).body).toEqual({ step: 'enter', location: '/' });
  });

  test('R1.43 D3 is remembered as long as the name of the installation, and costs no question of each request', async () => {
    const { world, there } = await withLook();
    const browser = await world.browser();
    const door = async () => (await page(browser, '/sign-in?organization=altrove')).text;
    await door();
    expect(await statementsOf(door)).toEqual([]);

    await ownDoor(world, there.organizationId, false);
    world.clock.advance({ seconds: 31 });

    await expect.poll(door).not.toContain(there.name);
  });

  test('R1.43 hostile names stay text', async () => {
    const { world, there } = await organizations();
    await world.owner('update identity.organizations set name = $2 where id = $1', [there.organizationId, '"><script>alert(1)</script>']);

    const { text } = await page(await world.browser(), '/sign-in?organization=altrove');

    expect(text).not.toContain('<script>alert');
    expect(text).toContain('Entri per &quot;&gt;&lt;script&gt;alert');
  });

  test('R1.43 D3 one that is unknown, of another shape, off or switched off is as if not said, to the byte', async () => {
    const { world, there } = await withLook();
    const off = await neighbour(world, 'Ente Spento', 'spento');
    await ownDoor(world, off.organizationId, true);
    await switchedOff(world, off.organizationId);
    await neighbour(world, 'Cliente Riservato', 'riservato');
    const browser = await world.browser();
    const escaped = (query: string) => query.replaceAll('&', '&amp;').replaceAll('=', '&#x3D;').replaceAll('/', '&#x2F;');
    /** The page without what was typed: where to come back to, as it is and inside the change of language. */
    const same = async (query: string) => {
      const { status, headers, text } = await page(browser, `/sign-in${query}`);
      const { date: _, 'content-length': __, ...rest } = headers;
      return {
        status,
        headers: rest,
        text: query === '' ? text : text.replaceAll(escaped(query), '').replaceAll(encodeURIComponent(query), ''),
      };
    };
    const plain = await same('');

    for (const query of [
      '?organization=nessuno',
      '?organization=riservato',
      '?organization=spento',
      '?organization=',
      '?organization=a&organization=altrove',
      `?organization=${there.organizationId}`,
      `?organization=${'x'.repeat(3000)}`,
    ])
      expect([query, await same(query)]).toEqual([query, plain]);
  });

  test('R1.43 returnTo survives: beside the address, in the form, after a refusal', async () => {
    const { world, there, elena } = await withLook();
    const browser = await world.browser();
    const door = await page(browser, '/sign-in?organization=altrove&returnTo=/me');
    expect(door.text).toContain('name="returnTo" value="&#x2F;me"');
    const form = { username: elena.username, organization: there.organizationId, returnTo: '/me' };

    const refused = await browser.post('/sign-in', { ...form, password: 'Sbagliata-26' }, { html: true, form: true });
    expect(refused.text).toContain(`<strong>${there.name}</strong>`);
    expect(refused.text).toContain('data-question="&#x2F;sign-in?organization&#x3D;altrove&amp;returnTo&#x3D;%2Fme"');
    const entered = await browser.post('/sign-in', { ...form, password: elena.password }, { html: true, form: true });

    expect([entered.status, entered.headers.location, await placeOf(browser)]).toEqual([303, '/me', there.name]);
  });
});
