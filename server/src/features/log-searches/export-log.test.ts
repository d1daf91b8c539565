import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogView } from '@varco/shared/access-log/api';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { neighbour } from '#testing/neighbour';
import { freshWorld, signedIn, type TestBrowser, type World } from '#testing/world';
import { askForExport, fetchExport } from './export-log.ts';

async function atWork(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(world.administrator);
  return { world, browser };
}

const rowsOf = (text: string) => parse(text, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[];
const exportedIn = async (world: World) => (await world.logRows()).filter(({ event }) => event === 52);

test('R2.22 a search becomes a file of its own rows and columns, once, and the log says so before its first byte', async () => {
  const { world, browser } = await atWork();
  await (await world.browser()).signIn({ username: 'nessuno', password: 'x' });
  world.clock.advance({ minutes: 1 });

  const asked = await browser.post('/api/access-log/exports', { outcome: 'refused', columns: 'at,user,what' });

  expect(asked).toMatchObject({ status: 201, body: { state: 'asked', rows: 0, expected: 1 } });
  expect(await exportedIn(world)).toMatchObject([{ username: world.administrator.username }]);
  const path = `/api/access-log/exports/${asked.body.id}`;
  const file = await browser.get(`${path}/file`);
  expect(file.status).toBe(200);
  expect(file.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="accessi-2026-11-21T090100Z.csv"',
    'cache-control': 'no-store',
  });
  expect(rowsOf(file.text)).toEqual([
    {
      'Data e ora': expect.stringMatching(/^2026-11-21T\d\d:00:00\.000\+0\d:00$/),
      'Nome utente': '',
      Nome: '',
      Evento: 'Accesso rifiutato',
      Motivo: 'nome utente sconosciuto',
      'Bloccato fino a': '',
      Modifiche: '',
    },
  ]);
  expect((await browser.get(path)).body).toMatchObject({ state: 'done', rows: 1, expected: 1 });
  expect(await browser.get(`${path}/file`)).toMatchObject({ status: 409, body: { type: 'log-searches.export-used' } });
  expect(await exportedIn(world)).toHaveLength(1);
});

test('R5.25 the files made are listed with who made them and what they hold, the newest first, page by page', async () => {
  const { world, browser } = await atWork();
  for (let number = 1; number <= 51; number += 1) {
    await browser.post('/api/access-log/exports', { session: String(number) });
    world.clock.advance({ milliseconds: number % 2 });
  }

  const first = (await browser.get('/api/access-log/exports')).body as { items: { view: { session: string }; by: string }[]; next: string };
  const second = (await browser.get(`/api/access-log/exports?after=${first.next}`)).body as typeof first;

  expect(first.items[0]).toMatchObject({ by: 'Conti Laura', state: 'asked', expected: 0, view: { session: '51' } });
  expect(new Set([...first.items, ...second.items].map(({ view }) => view.session)).size).toBe(51);
  expect([first.items.length, second.items.length, second.next]).toEqual([50, 1, null]);
  expect((await browser.get('/api/access-log/exports?after=x')).status).toBe(400);
});

test('R5.13 a person takes his own rows with him, without the name or the number of anybody', async () => {
  const { world } = await atWork();
  const browser = await world.browser();
  await browser.signIn(await world.user());
  world.clock.advance({ seconds: 1 });

  const asked = await browser.post('/api/me/accesses/exports', {});
  const path = `/api/me/accesses/exports/${asked.body.id}`;
  const file = await browser.get(`${path}/file`);

  expect(rowsOf(file.text).map((row) => row.Evento)).toEqual(['Accesso riuscito', 'Utente creato']);
  expect(Object.keys(rowsOf(file.text)[0] ?? {})).not.toContain('Nome');
  expect(file.text).not.toMatch(/root|Conti|l\.conti/);
  // What was written of him is his; his own name stands there alone.
  expect(file.text.match(/utente1/g)).toEqual(['utente1']);
  expect((await browser.get(path)).body).toMatchObject({ state: 'done', rows: 2 });
  expect(await exportedIn(world)).toMatchObject([{ username: 'utente1' }]);
});

test('R5.13 nobody fetches the file of another, nor his own as that of the whole log', async () => {
  const { world, browser } = await atWork();
  const person = await world.user();
  const theirs = await world.browser();
  await theirs.signIn(person);
  const whole = await browser.post('/api/access-log/exports', {});
  const own = await theirs.post('/api/me/accesses/exports', {});

  for (const path of [`/api/me/accesses/exports/${whole.body.id}`, `/api/me/accesses/exports/${whole.body.id}/file`]) {
    expect((await theirs.get(path)).status).toBe(404);
  }
  expect((await theirs.get(`/api/access-log/exports/${own.body.id}/file`)).status).toBe(403);
  expect((await browser.get(`/api/me/accesses/exports/${whole.body.id}/file`)).status).toBe(404);
  expect((await browser.get('/api/access-log/exports')).body.items).toHaveLength(1);
  expect((await browser.get(`/api/access-log/exports/${whole.body.id}/file`)).status).toBe(200);
});

test('R2.22 a file that nobody fetched in five minutes is gone; a search that cannot be made is not noted', async () => {
  const { world, browser } = await atWork();
  const asked = await browser.post('/api/access-log/exports', {});
  world.clock.advance({ minutes: 5, milliseconds: 1 });

  expect((await browser.get(`/api/access-log/exports/${asked.body.id}/file`)).status).toBe(409);
  expect((await browser.post('/api/access-log/exports', { from: '2026-11-22', to: '2026-11-21' })).status).toBe(422);
  expect(await exportedIn(world)).toHaveLength(1);
});

test('R2.22 of twenty that fetch one file at once a single one gets it', async () => {
  const { browser } = await atWork();
  const asked = await browser.post('/api/access-log/exports', {});

  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.get(`/api/access-log/exports/${asked.body.id}/file`)));

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
});

const ROWS = 200_000;

/** A log of many sign-ins of one person. */
async function longLog(world: World, organizationId = world.organizationId): Promise<void> {
  await world.owner(
    `insert into access_log.entries (at, xid, n, organization_id, session_number, subject_id, address_id, browser_id, event, reason, channel)
     select $1::timestamptz - (g / 7) * interval '1 second', 1000000 + g, 1, $2, g,
       (select min(id) from access_log.subjects where user_id = $3), (select min(id) from access_log.addresses),
       (select min(id) from access_log.browsers), 1, null, 1 from generate_series(1, ${ROWS}) g`,
    [world.clock.now(), organizationId, world.administrator.id],
  );
  await world.owner('analyze access_log.entries');
  world.clock.advance({ seconds: 1 });
}

test('R2.22 200,000 rows come each once, in the memory of a few, without a transaction that lasts', async () => {
  const { world } = await atWork();
  await longLog(world);
  const actor = signedIn(world, world.administrator, { id: '01890000-0000-7000-8000-000000000501', number: '1' }, true);
  const view = LogView.parse({ outcome: 'succeeded', columns: 'at,user,what,where,exit,line' });
  const { id, expected } = await askForExport(world, actor, world.scope, view, 'it');
  const file = await fetchExport(world, actor, world.scope, { id, own: false }, async () => undefined);
  const lines = new Set<string>();
  let [bytes, most, oldest, pieces] = [0, 0, 0, 0];
  const began = performance.now();

  for await (const piece of file.text) {
    bytes += piece.length;
    most = Math.max(most, piece.length);
    pieces += 1;
    for (const row of piece.split('\r\n')) {
      const line = row.slice(row.lastIndexOf(';') + 1);
      if (/^\d+\.\d+$/.test(line)) lines.add(line);
    }
    if (pieces % 20 === 0) {
      const [open] = await world.owner<{ seconds: number }>(
        `select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)::float as seconds from pg_stat_activity
         where usename = 'varco_app' and datname = current_database()`,
      );
      oldest = Math.max(oldest, open?.seconds ?? 0);
    }
  }

  expect(lines.size).toBe(expected);
  expect(lines.size).toBeGreaterThan(ROWS);
  expect(most).toBeLessThan(1_000_000);
  expect(bytes).toBeGreaterThan(ROWS * 60);
  // One transaction over it all would be as old as the reading at its end, however quick or slow the machine.
  expect(oldest).toBeLessThan((performance.now() - began) / 2_000);
});

/** Downloads over a real connection, which goes no faster than it is read. */
async function downloads(world: World, browser: TestBrowser): Promise<(id: unknown) => Promise<IncomingMessage>> {
  const { app } = await world.house();
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
  return async (id) => {
    const [answer] = await once(get({ port, host: '127.0.0.1', path: `/api/access-log/exports/${id}/file`, headers }), 'response');
    return answer as IncomingMessage;
  };
}

/** How a download ends. */
const endOf = (answer: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    answer.on('error', () => resolve('broken off'));
    answer.on('end', () => resolve('whole'));
    answer.resume();
  });

test('R2.22 a download that is cancelled, or outlives its session, is broken off and noted so', async () => {
  const { world, browser } = await atWork();
  await longLog(world);
  const fetched = await downloads(world, browser);
  const stateOf = async (id: unknown) =>
    (await world.owner<{ state: string; rows: number }>('select state, rows from log_searches.exports where id = $1', [id]))[0];

  const first = await browser.post('/api/access-log/exports', {});
  const cancelled = await fetched(first.body.id);
  await once(cancelled, 'readable');
  const second = await browser.post('/api/access-log/exports', {});
  expect(await browser.get(`/api/access-log/exports/${second.body.id}/file`)).toMatchObject({
    status: 409,
    body: { type: 'log-searches.export-running' },
  });
  cancelled.destroy();
  await expect.poll(() => stateOf(first.body.id)).toMatchObject({ state: 'broken' });
  expect((await stateOf(first.body.id))?.rows).toBeLessThan(ROWS);

  const outlived = await fetched(second.body.id);
  await once(outlived, 'readable');
  await browser.post('/sign-out', {}, { form: true });
  expect(await endOf(outlived)).toBe('broken off');
  await expect.poll(() => stateOf(second.body.id)).toMatchObject({ state: 'broken' });
});

test('R3.34 a download of who helps an organization does not outlive his visit, though his own right at home reaches further', async () => {
  const { world, browser } = await atWork();
  const there = await neighbour(world);
  const theirs = await world.browser({ address: '192.0.2.40' });
  await theirs.signIn(there.administrator);
  const [from, to] = ['2026-11-21', '2026-11-22'];
  const { id } = (await theirs.post('/api/assistance', { need: 'Il registro', from, to })).body;
  await theirs.send('PUT', `/api/assistance/${id}/decision`, { granted: true, version: 1, answer: '' });
  expect((await browser.send('PUT', '/api/me/assistance', { id, purpose: 'Lo leggo' })).status).toBe(204);
  await longLog(world, there.organizationId);
  const asked = await browser.post('/api/access-log/exports', {});
  const outlived = await (await downloads(world, browser))(asked.body.id);
  await once(outlived, 'readable');

  expect((await theirs.send('PUT', `/api/assistance/${id}/end`)).status).toBe(204);

  await expect.poll(async () => (await browser.get('/api/me')).body.assistance).toBeNull();
  expect(await endOf(outlived)).toBe('broken off');
});
