import { events, reasons } from '@varco/shared/access-log/events';
import { noDetails } from '@varco/shared/identity/api';
import type { Issue } from '@varco/shared/problems';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { ADMINISTRATOR, browserOf, freshWorld, type TestBrowser, type World } from '#testing/world';
import { createApp } from '../../app.ts';

const ada = { familyName: 'Verdi', givenName: 'Ada', username: 'a.verdi' };

async function atTheDesk(options: Parameters<typeof freshWorld>[0] = {}): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld(options);
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  return { world, browser };
}

const issuesOf = (body: Record<string, unknown>) =>
  ((body.issues ?? []) as Issue[]).map(({ field, rule }) => `${field}: ${rule}`).toSorted();

describe('a new user', () => {
  test('R1.8 R1.17 exists from then on, and the log says who made him', async () => {
    const { world, browser } = await atTheDesk();

    const created = await browser.post('/api/users', { ...ada, fullName: 'Sportello anagrafe', validTo: '2026-12-31' });

    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`/api/users/${created.body.id}`);
    expect((await browser.get(`/api/users/${created.body.id}`)).body).toEqual({
      ...noDetails,
      id: created.body.id,
      ...ada,
      fullName: 'Sportello anagrafe',
      organization: 'Comune di Borgo Ligure',
      administrator: false,
      licence: 'professional',
      noSessions: false,
      withoutRights: false,
      personKind: 'internal',
      state: 'active',
      status: 'active',
      exemptFromInactivity: false,
      disabled: false,
      validFrom: null,
      validTo: '2026-12-31',
      lockedUntil: null,
      lastAccessAt: null,
      lastRefusedAt: null,
      failedAttempts: 0,
      mustChangePassword: true,
      passwordCreatedAt: world.clock.now().toISOString(),
      openSessions: 0,
      createdAt: world.clock.now().toISOString(),
      version: 1,
      self: false,
    });
    expect((await world.logRows()).at(-1)).toMatchObject({ event: events['user-created'], username: 'a.verdi' });
    const [entry] = await world.owner<{ actor: string }>(
      `select a.username as actor from access_log.entries e join access_log.subjects a on a.id = e.actor_id where e.event = ${events['user-created']}`,
    );
    expect(entry?.actor).toBe(ADMINISTRATOR.username);
  });

  test('R1.11 with a password typed by somebody else must change it, unless that is switched off', async () => {
    const { world, browser } = await atTheDesk();
    const typed = { password: 'Primavera-2026', confirmation: 'Primavera-2026' };

    const first = await browser.post('/api/users', { ...ada, ...typed });
    await browser.post('/api/users', { ...ada, ...typed, username: 'b.verdi', mustChangePassword: false });

    expect(first.body.temporaryPassword).toBe(null);
    expect((await (await world.browser()).signIn({ username: 'a.verdi', password: typed.password })).body).toMatchObject({
      step: 'new-password',
    });
    expect((await (await world.browser()).signIn({ username: 'b.verdi', password: typed.password })).body).toMatchObject({ step: 'enter' });
  });

  test('R3.50 may be made inactive: he cannot sign in until he is activated (licences and the mail of a reset are not there yet)', async () => {
    const { world, browser } = await atTheDesk();
    const inactive = await world.user({ status: 'inactive' });

    expect((await (await world.browser()).signIn(inactive)).status).toBe(401);
    expect((await world.logRows()).at(-1)).toMatchObject({ reason: reasons.inactive });
    await browser.send('PATCH', `/api/users/${inactive.id}`, { version: 1, status: 'active' });

    expect((await (await world.browser()).signIn(inactive)).body).toMatchObject({ step: 'enter' });
  });

  test('R1.15 may be valid for a single day, and enters on it', async () => {
    const { world } = await atTheDesk();
    const elena = await world.user({ validFrom: '2026-11-21', validTo: '2026-11-21' });

    expect((await (await world.browser()).signIn(elena)).body).toMatchObject({ step: 'enter' });
  });

  test('R1.40 may be an administrator, and then administers', async () => {
    const { world } = await atTheDesk();
    const other = await world.user({ administrator: true });
    const browser = await world.browser();
    await browser.signIn(other);

    expect((await browser.get('/api/users')).status).toBe(200);
  });
});

describe('faults are told all at once, each with its field', () => {
  test('R1.5 R1.9 R1.15 R2.11 of shape and of rules alike', async () => {
    const { browser } = await atTheDesk();

    const answer = await browser.post('/api/users', {
      familyName: '  ',
      givenName: 'Ada\u0007',
      username: 'x'.repeat(51),
      password: 'corta',
      confirmation: 'altra',
      status: 'asleep',
      validFrom: '2026-03-02',
      validTo: '2026-03-01',
    });

    expect(answer).toMatchObject({ status: 400, body: { type: 'request.invalid' } });
    expect(issuesOf(answer.body)).toEqual([
      'confirmation: not-confirmed',
      'familyName: required',
      'givenName: control-characters',
      'password: too-few-classes',
      'password: too-short',
      'status: choice',
      'username: too-long',
      'validTo: order-of-dates',
    ]);
  });

  test('of rules alone, the taken name among them', async () => {
    const { world, browser } = await atTheDesk();
    await world.user({ username: 'Rossi-2026' });

    const answer = await browser.post('/api/users', {
      ...ada,
      username: 'rossi-2026',
      password: 'ROSSI-2026',
      confirmation: 'Rossi-2026',
      validFrom: '2026-12-31',
      validTo: '2026-01-01',
    });

    expect(answer).toMatchObject({ status: 422, body: { type: 'identity.user-refused' } });
    expect(issuesOf(answer.body)).toEqual([
      'confirmation: not-confirmed',
      'password: same-as-username',
      'username: username-taken',
      'validTo: order-of-dates',
    ]);
  });

  test('one by one, and nothing is saved', async () => {
    const { browser } = await atTheDesk();
    const long = `Aa1-${'x'.repeat(2_000)}`;
    const cases: readonly (readonly [object, string])[] = [
      [{ validTo: '2026-02-30' }, 'validTo: day'],
      [{ password: long, confirmation: long }, 'password: too-long'],
      [{ password: '', confirmation: '' }, 'password: required'],
      [{ password: 'Primavera-2026' }, 'confirmation: not-confirmed'],
      [{ username: 'Ada-Verdi.1', password: 'ADA-VERDI.1', confirmation: 'ADA-VERDI.1' }, 'password: same-as-username'],
      [{ username: 'a verdi' }, 'username: username-characters'],
      [{ username: '\u0430.verdi' }, 'username: username-script'],
      [{ username: undefined }, 'username: required'],
      [{ administrator: 'yes' }, 'administrator: type'],
    ];

    for (const [differs, fault] of cases) {
      const answer = await browser.post('/api/users', { ...ada, ...differs });
      expect([differs, issuesOf(answer.body), [400, 422].includes(answer.status)]).toEqual([differs, [fault], true]);
    }
    expect((await browser.get('/api/users?state=all')).body).toMatchObject({ total: { count: 1 } });
  });

  test('a body that is no record is refused too', async () => {
    const { world, browser } = await atTheDesk();
    const { app } = await world.house();
    const headers = {
      'content-type': 'application/json',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    };

    for (const payload of ['[]', '"x"', 'null', '7', '{}', '']) {
      const answer = await app.inject({ method: 'POST', url: '/api/users', headers, payload });
      expect([payload, answer.statusCode, answer.json().type]).toEqual([payload, 400, 'request.invalid']);
    }
  });
});

describe('R5.10 a user name is taken', () => {
  test('as it is, in another case, width or composition of accents', async () => {
    const { world, browser } = await atTheDesk();
    await world.user({ username: 'Rossi.é' });

    for (const username of ['Rossi.é', 'rossi.É', 'ｒｏｓｓｉ.é', 'Rossi.e\u0301']) {
      const answer = await browser.post('/api/users', { ...ada, username });
      expect(answer).toMatchObject({
        status: 409,
        body: { type: 'identity.username-taken', issues: [{ field: 'username', rule: 'username-taken' }] },
      });
      expect(String(answer.body.title)).toContain('Username già presente');
    }
  });

  test('once, by the fastest of twenty who ask for it together, and of the others nothing stays', async () => {
    const { world, browser } = await atTheDesk();

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        browser.post('/api/users', { ...ada, username: number % 2 === 0 ? 'a.verdi' : 'A.Verdi', familyName: `Verdi${number}` }),
      ),
    );

    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
    expect(new Set(answers.filter((answer) => answer.status === 409).map((answer) => answer.body.type))).toEqual(
      new Set(['identity.username-taken']),
    );
    const [left] = await world.owner(`
      select (select count(*)::int from identity.users) as users, (select count(*)::int from identity.persons) as persons,
        (select count(*)::int from credentials.passwords) as passwords, (select count(distinct user_id)::int from identity.user_words) as named,
        (select count(*)::int from access_log.entries where event = ${events['user-created']}) as told`);
    expect(left).toEqual({ users: 2, persons: 2, passwords: 2, named: 2, told: 1 });
  });

  test('and free again for whom it belongs to', async () => {
    const { world, browser } = await atTheDesk();
    const rossi = await world.user({ username: 'rossi' });

    expect((await browser.send('PATCH', `/api/users/${rossi.id}`, { version: 1, username: 'Rossi' })).body).toMatchObject({
      username: 'Rossi',
    });
  });
});

describe('D7 a temporary password', () => {
  test('is shown once, and is nowhere in the database, the answers or the log', async () => {
    const world = await freshWorld();
    const told: string[] = [];
    const house = await createApp(
      { ...world, log: pino({ level: 'trace' }, { write: (line: string) => void told.push(line) }) },
      { pages: null, owner: null, jobs: false },
    );
    try {
      const browser = browserOf(house);
      await browser.signIn(ADMINISTRATOR);

      const created = await browser.post('/api/users', ada);
      const reset = await browser.post(`/api/users/${created.body.id}/password-resets`);
      const secrets = [String(created.body.temporaryPassword), String(reset.body.temporaryPassword)];
      const later = await Promise.all([`/api/users/${created.body.id}`, '/api/users', '/api/access-log'].map((url) => browser.get(url)));
      const stored = await everything(world);

      expect(secrets.every((secret) => /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/.test(secret))).toBe(true);
      expect(secrets[0]).not.toBe(secrets[1]);
      for (const secret of secrets.flatMap((text) => [text, text.replaceAll('-', ''), Buffer.from(text).toString('hex')])) {
        expect(stored).not.toContain(secret);
        expect(later.map((answer) => answer.text).join()).not.toContain(secret);
        expect(told.join()).not.toContain(secret);
      }
      expect(stored).toContain('a.verdi');
    } finally {
      await house.close();
    }
  });

  test('R3.38 opens the door only to the choice of another, and is void after a new one', async () => {
    const { world, browser } = await atTheDesk();
    const { id, temporaryPassword } = (await browser.post('/api/users', ada)).body;
    const { temporaryPassword: second } = (await browser.post(`/api/users/${id}/password-resets`)).body;
    const door = await world.browser();

    expect((await door.signIn({ ...ada, password: String(temporaryPassword) })).status).toBe(401);
    expect((await door.signIn({ ...ada, password: String(second) })).body).toMatchObject({ step: 'new-password' });
    expect((await door.get('/api/me')).status).toBe(401);
  });
});

test('R1.8 a password that is typed, by its owner or by an administrator, is nowhere in the database, the answers or the log', async () => {
  const world = await freshWorld();
  const told: string[] = [];
  const house = await createApp(
    { ...world, log: pino({ level: 'trace' }, { write: (line: string) => void told.push(line) }) },
    { pages: null, owner: null, jobs: false },
  );
  try {
    const desk = browserOf(house);
    const own = browserOf(house);
    const [given, wrong, chosen, last] = ['Gelsomino-2026', 'Sbagliata-Davvero-26', 'Rosmarino-2027', 'Biancospino-2028'];
    await desk.signIn(ADMINISTRATOR);
    const answers = [
      await desk.post('/api/users', { ...ada, password: given, confirmation: given }),
      await own.signIn({ ...ada, password: wrong }),
      await own.post('/sign-in', { ...ada, password: wrong }, { html: true, form: true }),
      await own.signIn({ ...ada, password: given }),
      await own.post('/sign-in/new-password', { next: chosen, confirmation: wrong }, { html: true, form: true }),
      await own.post('/sign-in/new-password', { next: chosen, confirmation: chosen }),
      await own.send('PUT', '/api/me/password', { current: wrong, next: last, confirmation: last }),
      await own.send('PUT', '/api/me/password', { current: chosen, next: last, confirmation: last }),
    ];
    world.hasher.matches = () => Promise.reject(new Error('a fault of ours'));
    answers.push(await own.send('PUT', '/api/me/password', { current: last, next: chosen, confirmation: chosen }));
    const stored = await everything(world);

    expect(answers.map(({ status }) => status)).toEqual([201, 401, 401, 200, 422, 200, 422, 204, 500]);
    expect(told.join()).toContain('a fault of ours');
    for (const secret of [given, wrong, chosen, last]) {
      expect(stored).not.toContain(secret);
      expect(answers.map(({ text }) => text).join()).not.toContain(secret);
      expect(told.join()).not.toContain(secret);
    }
  } finally {
    await house.close();
  }
});

/** Every value of every table, as text. The quick hasher keeps what it hashes readable in base64: that column is left out. */
async function everything(world: World): Promise<string> {
  const tables = await world.owner<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`);
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await world.owner<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${name} t`);
    texts.push(...rows.map(({ row }) => JSON.stringify({ ...row, hash: undefined })));
  }
  return texts.join('\n');
}
