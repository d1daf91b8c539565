import type { AskFirstPasswordsInput } from '@varco/shared/first-passwords/api';
import type { OrganizationId, UserId } from '@varco/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import { BEHIND_ALL, type Place } from '#core/hasher';
import { keysFrom } from '#core/keys';
import { resetPassword } from '#features/directory';
import { insertPeople } from '#testing/people';
import { ADMINISTRATOR, freshWorld, type Somebody, type TestBrowser, type World } from '#testing/world';
import { expireFirstPasswords, forgetFirstPasswords } from './jobs.ts';

const OTHER = '01980000-0000-7000-8000-0000000000aa' as OrganizationId;

interface Item {
  position: number;
  part: number | null;
  username: string;
  state: string;
  reason: string | null;
  sealed: boolean;
}

let world: World;
let browser: TestBrowser;
beforeEach(async () => {
  world = await freshWorld();
  browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
});

const ask = (asked: AskFirstPasswordsInput) => browser.post('/api/first-passwords', asked);
const askFor = async (...people: Pick<Somebody, 'id'>[]): Promise<string> => {
  const answer = await ask({ users: people.map(({ id }) => id) });
  expect(answer.status).toBe(201);
  return String(answer.body.id);
};
const detailsOf = async (id: string) => (await browser.get(`/api/first-passwords/${id}`)).body;
const download = (id: string, number = 1, format = 'csv', by = browser) =>
  by.post(`/api/first-passwords/${id}/parts/${number}/downloads`, { format });
const items = () =>
  world.owner<Item>(`select i.position, i.part, u.username, i.state, i.reason, i.secret is not null as sealed
    from first_passwords.items i join identity.users u on u.id = i.user_id order by i.handout_id, i.position`);
const secrets = async () => (await items()).filter(({ sealed }) => sealed).length;
/** The passwords of a downloaded table, by user name. */
const passwordsOf = (table: string) =>
  new Map(
    table
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(';'))
      .map((cells) => [cells[2], cells[3]]),
  );
const problem = (code: string, status: number) => ({ status, body: expect.objectContaining({ type: code }) });

describe('R1.55 first passwords', () => {
  test('are made for those who never signed in, downloaded once, and let them in to choose their own', async () => {
    const [rossi, verdi] = [
      await world.user({ familyName: 'Verdi', username: 'g.verdi' }),
      await world.user({ familyName: 'Rossi', username: 'm.rossi' }),
    ];
    const id = await askFor(rossi, verdi);
    expect(await detailsOf(id)).toMatchObject({
      state: 'waiting',
      people: 2,
      made: 0,
      parts: [{ state: 'making', size: 2, from: 'Rossi Elena', to: 'Verdi Elena' }],
    });

    await world.runJobs();

    expect(await detailsOf(id)).toMatchObject({
      state: 'finished',
      made: 2,
      skipped: 0,
      ready: 1,
      askedBy: 'Conti Laura',
      parts: [{ state: 'ready', made: 2 }],
    });
    const file = await download(id);
    expect(file.status).toBe(200);
    expect(file.headers['content-disposition']).toBe('attachment; filename="prime-password-parte-1.csv"');
    expect(file.headers['cache-control']).toBe('no-store');
    const passwords = passwordsOf(file.text);
    expect([...passwords.keys()].slice(0, 2)).toEqual(['m.rossi', 'g.verdi']);
    const door = await world.browser();
    const entered = await door.signIn({ username: 'm.rossi', password: passwords.get('m.rossi') ?? '' });
    expect(entered.body).toMatchObject({ step: 'new-password' });
    expect((await (await world.browser()).signIn({ username: 'm.rossi', password: rossi.password })).status).toBe(401);
    expect((await world.logRows()).map(({ event, username }) => [event, username])).toEqual(
      expect.arrayContaining([
        [53, 'm.rossi'],
        [53, 'g.verdi'],
        [54, null],
      ]),
    );
  });

  test('D7 stand encrypted in the database, are gone once they are handed out, and are in no answer but the file', async () => {
    const rossi = await world.user({ username: 'm.rossi' });
    const id = await askFor(rossi);
    await world.runJobs();
    const [{ secret } = { secret: Buffer.alloc(0) }] = await world.owner<{ secret: Buffer }>('select secret from first_passwords.items');

    const { text } = await download(id);

    const password = passwordsOf(text).get('m.rossi') ?? '';
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(secret.includes(password)).toBe(false);
    expect(secret.length).toBeGreaterThan(0);
    expect(await secrets()).toBe(0);
    expect(JSON.stringify([await detailsOf(id), await world.owner('select * from jobs.runs')])).not.toContain(password);
    expect(await download(id)).toMatchObject(problem('first-passwords.part-gone', 410));
    expect((await detailsOf(id)).parts).toMatchObject([{ state: 'handed-out', handedOutTo: 'Conti Laura' }]);
  });

  test('leave out whoever cannot get one, and say why', async () => {
    const entered = await world.user({ username: 'entered' });
    const inactive = await world.user({ username: 'inactive', status: 'inactive' });
    const disabled = await world.user({ username: 'disabled', disabled: true });
    const ended = await world.user({ username: 'ended', validTo: '2020-01-01' });
    const tomorrow = await world.user({ username: 'tomorrow', validFrom: '2030-01-01' });
    await (await world.browser()).signIn(entered);

    const all = [entered, inactive, disabled, ended, tomorrow, world.administrator].map(({ id }) => id);
    const preview = await browser.post('/api/first-passwords/previews', { users: all });
    const { id } = (await ask({ users: all })).body;
    await world.runJobs();

    expect(preview.body).toMatchObject({ people: 6, eligible: 1, parts: 1 });
    const skipped = (await browser.get(`/api/first-passwords/${String(id)}/skipped?limit=3`)).body as { items: object[]; next: string };
    const rest = (await browser.get(`/api/first-passwords/${String(id)}/skipped?limit=3&after=${skipped.next}`)).body as {
      items: object[];
      next: null;
    };
    const reasons = Object.fromEntries([...skipped.items, ...rest.items].map((one) => [(one as Item).username, (one as Item).reason]));
    expect(reasons).toEqual({
      entered: 'entered',
      inactive: 'inactive',
      disabled: 'disabled',
      ended: 'ended',
      [ADMINISTRATOR.username]: 'oneself',
    });
    expect(rest.next).toBeNull();
    expect(await detailsOf(String(id))).toMatchObject({ people: 6, made: 1, skipped: 5 });
  });

  test('judge again when it counts: who signs in or is stopped meanwhile gets none, and keeps his own password', async () => {
    const [rossi, verdi] = [await world.user({ username: 'm.rossi' }), await world.user({ username: 'g.verdi' })];
    const id = await askFor(rossi, verdi);
    await (await world.browser()).signIn(rossi);
    await world.owner('update identity.users set disabled = true where id = $1', [verdi.id]);

    await world.runJobs();

    expect(await detailsOf(id)).toMatchObject({ state: 'finished', made: 0, skipped: 2, ready: 0, parts: [{ state: 'empty' }] });
    expect(await download(id)).toMatchObject(problem('first-passwords.part-gone', 410));
    expect((await (await world.browser()).signIn(rossi)).status).toBe(200);
  });

  test('of a whole search come in parts of two hundred, in the order of the list', async () => {
    await insertPeople(world.db, world.keys, {
      organizationId: world.organizationId,
      at: world.clock.now(),
      count: 205,
      shares: { neverSignedIn: 1, inactive: 0, disabled: 0, ended: 0, notBegun: 0 },
    });
    const preview = await browser.post('/api/first-passwords/previews', { matching: { state: 'never-signed-in' } });
    expect(preview.body).toMatchObject({ eligible: 205, parts: 2, skipped: [] });

    const id = String((await ask({ matching: { state: 'never-signed-in' } })).body.id);
    await world.runJobs();

    const details = (await detailsOf(id)) as { parts: { size: number; from: string; to: string; state: string }[] };
    expect(details.parts.map(({ size, state }) => [size, state])).toEqual([
      [200, 'ready'],
      [5, 'ready'],
    ]);
    const order = await world.owner<{ name: string }>(`select p.family_name || ' ' || p.given_name as name from identity.users u
      join identity.persons p on p.id = u.person_id where not u.entered order by u.sort_key, u.id`);
    expect(details.parts.map(({ from, to }) => [from, to])).toEqual([
      [order[0]?.name, order[199]?.name],
      [order[200]?.name, order[204]?.name],
    ]);
    const lists = await Promise.all([1, 2].map((number) => download(id, number)));
    expect(lists.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(lists.flatMap(({ text }) => [...passwordsOf(text).values()].filter((password) => password !== undefined))).size).toBe(
      205,
    );
    expect(await secrets()).toBe(0);
  });

  test('R3.38 void the ones made before, and are voided by whatever replaces them', async () => {
    const [rossi, verdi] = [await world.user({ username: 'm.rossi' }), await world.user({ username: 'g.verdi' })];
    const first = await askFor(rossi, verdi);
    await world.runJobs();
    const second = await askFor(rossi);
    await world.runJobs();
    await resetPassword(world, world.operator, world.scope, verdi.id);

    expect(await detailsOf(first)).toMatchObject({ made: 0, skipped: 2, parts: [{ state: 'empty' }] });
    expect((await items()).filter(({ reason }) => reason === 'replaced').length).toBe(2);
    expect((await download(first)).status).toBe(410);
    expect(passwordsOf((await download(second)).text).get('m.rossi')).toBeDefined();
  });

  test('are asked for one act at a time, which can be cancelled, and what is made stays to be downloaded', async () => {
    const [rossi, verdi] = [await world.user({ username: 'm.rossi' }), await world.user({ username: 'g.verdi' })];
    const id = await askFor(rossi);
    expect(await ask({ users: [verdi.id] })).toMatchObject(problem('first-passwords.under-way', 409));

    expect((await browser.post(`/api/first-passwords/${id}/cancellations`)).status).toBe(204);
    await world.runJobs();

    expect(await detailsOf(id)).toMatchObject({ state: 'cancelled', made: 0, skipped: 1, parts: [{ state: 'empty' }] });
    expect(await browser.post(`/api/first-passwords/${id}/cancellations`)).toMatchObject(problem('first-passwords.ended', 409));
    expect(await browser.post(`/api/first-passwords/${id}/resumptions`)).toMatchObject(problem('first-passwords.ended', 409));
    expect((await (await world.browser()).signIn(rossi)).status).toBe(200);
    await askFor(verdi);
  });

  test('go on where they stopped when the node died in the middle, and nobody gets two', async () => {
    const people = await Promise.all(['a', 'b', 'c', 'd'].map((name) => world.user({ username: name, familyName: name })));
    const id = await askFor(...people);
    const { hash } = world.hasher;
    let hashes = 0;
    world.hasher.hash = async (password) => {
      hashes += 1;
      if (hashes === 3) throw new Error('the node dies');
      return hash.call(world.hasher, password);
    };
    await world.runJobs();
    expect(await detailsOf(id)).toMatchObject({ state: 'stopped', made: 2, parts: [{ state: 'making' }] });
    expect(await download(id)).toMatchObject(problem('first-passwords.part-not-ready', 409));
    const before = await world.owner('select user_id, hash from credentials.passwords order by user_id');

    expect((await browser.post(`/api/first-passwords/${id}/resumptions`)).status).toBe(204);
    expect((await browser.post(`/api/first-passwords/${id}/resumptions`)).status).toBe(204);
    await world.runJobs();

    expect(await detailsOf(id)).toMatchObject({ state: 'finished', made: 4 });
    expect(hashes).toBe(5);
    const after = await world.owner<{ user_id: UserId; hash: string }>('select user_id, hash from credentials.passwords order by user_id');
    expect(after.filter(({ hash: now }, n) => now !== before[n]?.hash).length).toBe(2);
    const passwords = passwordsOf((await download(id)).text);
    expect(people.every(({ username }) => passwords.has(username))).toBe(true);
  });

  test('are hashed behind everybody at the door, and wait when it is full', async () => {
    const rossi = await world.user({ username: 'm.rossi' });
    await askFor(rossi);
    const places: (Place | undefined)[] = [];
    const { hash } = world.hasher;
    world.hasher.hash = async (password: string, place?: Place) => {
      places.push(place);
      if (places.length === 1) {
        const { Refusal } = await import('#core/refusal');
        throw new Refusal('server.busy', { retryAfter: 5 });
      }
      return hash.call(world.hasher, password);
    };

    await world.runJobs();

    expect(places).toEqual([BEHIND_ALL, BEHIND_ALL]);
    expect(await secrets()).toBe(1);
  });
});

describe('R1.55 handing out', () => {
  let rossi: Somebody;
  let id: string;
  beforeEach(async () => {
    rossi = await world.user({ username: 'm.rossi' });
    id = await askFor(rossi);
    await world.runJobs();
  });

  test('of two hundred who ask at once exactly one gets the file', async () => {
    const answers = await Promise.all(Array.from({ length: 200 }, () => download(id, 1, 'csv')));

    const got = answers.filter(({ status }) => status === 200);
    expect(got.length).toBe(1);
    const others = answers.filter(({ status }) => status !== 200).map(({ body }) => body.type);
    expect(others.every((type) => type === 'first-passwords.part-claimed' || type === 'first-passwords.part-gone')).toBe(true);
    expect((await world.logRows()).filter(({ event }) => event === 54).length).toBe(1);
  });

  test('letters come as a PDF, and are handed out as a list is', async () => {
    const file = await download(id, 1, 'letters');

    expect(file.headers['content-type']).toBe('application/pdf');
    expect(file.text.startsWith('%PDF-')).toBe(true);
    expect(file.headers['varco-missing-characters']).toBe('');
    expect(await secrets()).toBe(0);
  });

  test('after 24 hours nothing is left to hand out, before and after the job that wipes it', async () => {
    world.clock.advance({ hours: 24 });
    await browser.signIn(ADMINISTRATOR);
    expect(await download(id)).toMatchObject({ ...problem('first-passwords.part-gone', 410) });
    expect(await secrets()).toBe(1);

    await expireFirstPasswords(world);

    expect(await secrets()).toBe(0);
    expect((await detailsOf(id)).parts).toMatchObject([{ state: 'expired' }]);
    expect(await download(id)).toMatchObject(problem('first-passwords.part-gone', 410));
  });

  test('a minute before the 24 hours are over it is still there, and a month later the act is forgotten', async () => {
    world.clock.advance({ hours: 23, minutes: 59 });
    await expireFirstPasswords(world);
    expect(await secrets()).toBe(1);

    world.clock.advance({ days: 31 });
    await forgetFirstPasswords(world);
    expect((await items()).length).toBe(1);
    await expireFirstPasswords(world);
    await forgetFirstPasswords(world);

    expect(await items()).toEqual([]);
  });

  test('D7 under another key nothing can be read: it says so, and nothing is lost', async () => {
    const { decrypt } = world.keys;
    Object.assign(world.keys, { decrypt: keysFrom(Buffer.alloc(32, 8)).decrypt });

    expect(await download(id, 1, 'csv')).toMatchObject(problem('first-passwords.key-changed', 409));

    expect(await secrets()).toBe(1);
    Object.assign(world.keys, { decrypt });
    expect((await download(id)).status).toBe(200);
  });

  test('a password replaced while the file was being made is not handed out', async () => {
    const verdi = await world.user({ username: 'g.verdi' });
    const second = await askFor(verdi, rossi);
    await world.runJobs();
    const { decrypt } = world.keys;
    let replaced: Promise<unknown> | undefined;
    Object.assign(world.keys, {
      decrypt: (...given: Parameters<typeof decrypt>) => {
        replaced ??= resetPassword(world, world.operator, world.scope, rossi.id);
        return decrypt(...given);
      },
    });
    const letters = download(second, 1, 'letters');

    expect(await letters).toMatchObject(problem('request.changed-meanwhile', 409));
    await replaced;
    Object.assign(world.keys, { decrypt });
    expect([...passwordsOf((await download(second)).text).keys()]).toEqual(['g.verdi', undefined]);
  });

  test('a claim that a dead node left behind is free again after two minutes', async () => {
    await world.owner(`update first_passwords.parts set claim = gen_random_uuid(), claimed_until = $1`, [
      new Date(world.clock.now().getTime() + 120_000),
    ]);
    expect(await download(id)).toMatchObject(problem('first-passwords.part-claimed', 409));

    world.clock.advance({ minutes: 2 });

    expect((await download(id)).status).toBe(200);
  });

  test('what is not there, or another organization owns, is not found, whatever is asked of it', async () => {
    await world.owner(`insert into identity.organizations (id, name, created_at) values ($1, 'Altrove', now())`, [OTHER]);
    await world.owner(
      `insert into first_passwords.handouts (organization_id, id, asked_at, audience, language, people, run_id)
       select $1, id, asked_at, audience, language, people, run_id from first_passwords.handouts`,
      [OTHER],
    );
    await world.owner(`update first_passwords.handouts set id = $2 where organization_id = $1`, [
      OTHER,
      '01980000-0000-7000-8000-0000000000bb',
    ]);
    await world.owner(
      `insert into first_passwords.parts (organization_id, handout_id, number, size, made, state, expires_at)
       values ($1, '01980000-0000-7000-8000-0000000000bb', 1, 1, 1, 'ready', 'infinity')`,
      [OTHER],
    );
    for (const foreign of ['01980000-0000-7000-8000-0000000000bb', '01980000-0000-7000-8000-0000000000cc']) {
      const path = `/api/first-passwords/${foreign}`;
      const answers = [
        await browser.get(path),
        await browser.get(`${path}/skipped`),
        await browser.post(`${path}/cancellations`),
        await browser.post(`${path}/resumptions`),
        await browser.post(`${path}/parts/1/downloads`, { format: 'csv' }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    }
    expect((await browser.get('/api/first-passwords')).body.items).toHaveLength(1);
    expect(await ask({ users: ['01980000-0000-7000-8000-0000000000dd'] })).toMatchObject({ status: 404 });
    expect(await download(id, 2)).toMatchObject({ status: 404 });
  });

  test('needs the right to change users', async () => {
    const clerk = await world.browser();
    await clerk.signIn(await world.user({ username: 'clerk' }));
    const path = `/api/first-passwords/${id}`;

    const answers = [
      await clerk.post('/api/first-passwords/previews', { users: [rossi.id] }),
      await clerk.post('/api/first-passwords', { users: [rossi.id] }),
      await clerk.get('/api/first-passwords'),
      await clerk.get(path),
      await clerk.get(`${path}/skipped`),
      await clerk.post(`${path}/cancellations`),
      await clerk.post(`${path}/resumptions`),
      await clerk.post(`${path}/parts/1/downloads`, { format: 'csv' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 403));
  });
});

describe('R1.55 what is asked', () => {
  test('is refused with what to do when it is nobody, too much, or not to be understood', async () => {
    const entered = await world.user();
    await (await world.browser()).signIn(entered);

    expect(await ask({ users: [entered.id] })).toMatchObject(problem('first-passwords.nobody', 422));
    expect(await ask({ matching: { state: 'never-signed-in' } })).toMatchObject(problem('first-passwords.nobody', 422));
    expect(await ask({})).toMatchObject({ status: 400, body: { issues: [{ field: 'users', rule: 'one-audience' }] } });
    expect(await ask({ users: [entered.id], matching: { state: 'all' } })).toMatchObject({ status: 400 });
    expect(await ask({ users: [] })).toMatchObject({ status: 400 });
    expect((await browser.get('/api/first-passwords?after=xyz')).body).toMatchObject({ issues: [{ field: 'after', rule: 'cursor' }] });
  });

  test('twice at the same moment begins one act', async () => {
    const rossi = await world.user();

    const answers = await Promise.all([1, 2, 3, 4].map(() => ask({ users: [rossi.id, rossi.id] })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect((await items()).length).toBe(1);
  });

  test('is listed the newest first, page by page', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      ids.unshift(await askFor(await world.user({ username: `u${n}` })));
      await world.runJobs();
      world.clock.advance({ minutes: 1 });
    }

    const first = (await browser.get('/api/first-passwords?limit=2')).body as { items: { id: string }[]; next: string };
    const second = (await browser.get(`/api/first-passwords?limit=2&after=${first.next}`)).body as { items: { id: string }[]; next: null };

    expect([...first.items, ...second.items].map((one) => one.id)).toEqual(ids);
    expect(second.next).toBeNull();
  });
});
