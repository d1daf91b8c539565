import { hash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { get as httpGet } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parseCheckpoints, parseVerifierKey } from '@varco/shared/access-log/evidence/checkpoint';
import type { Archive, LogEvidence } from '@varco/shared/log-evidence/api';
import { expect, test } from 'vitest';
import { sha256 } from '#features/access-log';
import { sealNow } from '#testing/seals';
import { ADMINISTRATOR, freshWorld, rolesOf, type TestBrowser, type World } from '#testing/world';
import { verifyArchive } from '../../../../verify/src/verify-archive.ts';
import { forgetEvidence } from './forget.ts';
import * as store from './store.ts';
import { logArchiveJob } from './write-archive.ts';

async function atWork(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld({ maintained: true });
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  await sealNow(world);
  return { world, browser };
}

const evidence = async (browser: TestBrowser) => (await browser.get('/api/log-evidence')).body as unknown as LogEvidence;
const newest = async (browser: TestBrowser) => (await evidence(browser)).archives[0] as Archive;
const chunksOf = (world: World) => world.owner<{ archive_id: string }>('select archive_id from log_evidence.chunks');
const ask = async (browser: TestBrowser, days: object = {}) => {
  const asked = await browser.post('/api/log-evidence/archives', days);
  expect(asked.status).toBe(201);
  return String(asked.body.id);
};

/** Reads a file as it comes over a real connection, and stops when told. */
async function download(world: World, browser: TestBrowser, id: string, stopAfter = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const { app } = await world.house();
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((done, failed) => {
    const request = httpGet(
      { host: '127.0.0.1', port, path: `/api/log-evidence/archives/${id}/file`, headers: { cookie, host: 'localhost' } },
      (answer) => {
        const parts: Buffer[] = [];
        let size = 0;
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size >= stopAfter) {
            request.destroy();
            done(Buffer.concat(parts));
          }
        });
        answer.on('end', () => (answer.statusCode === 200 ? done(Buffer.concat(parts)) : failed(new Error(String(answer.statusCode)))));
        answer.on('error', () => undefined);
      },
    );
    request.on('error', () => undefined);
  });
}

/** Enough rows, with texts that do not compress, for some pieces. */
async function manyRows(world: World, rows = 4_000): Promise<void> {
  await world.owner(
    `select access_log.record($2::timestamptz + w.n * interval '1 millisecond', $1, 1::smallint, null, 1::smallint, null, $1, gen_random_uuid(),
       md5(random()::text) || md5(random()::text), md5(random()::text) || md5(random()::text), null, null, null, null, null, '192.0.2.1', 'Firefox',
       '140', 'Linux', null, false, null, null, null, null, null)
     from generate_series(1, $3) w (n)`,
    [world.organizationId, world.clock.now(), rows],
  );
  await sealNow(world);
}

test('D5 R2.22 an archive asked for on the page is the one that the program alone finds good, and the log says who asked', async () => {
  const { world, browser } = await atWork();
  const kept = (await browser.get('/api/log-evidence/checkpoint')).text;
  const key = (await browser.get('/api/log-evidence/key')).text;

  const id = await ask(browser);
  const waiting = await newest(browser);
  await world.runJobs();
  const ready = await newest(browser);
  const file = await download(world, browser, id);

  expect(waiting).toMatchObject({ id, state: 'waiting', own: true, by: 'Conti Laura', rows: null });
  expect(ready).toMatchObject({ state: 'ready', bytes: file.length, sha256: hash('sha256', file), expiresAt: '2026-11-22T09:00:00.000Z' });
  const path = join(world.config.data, 'archive.gz');
  writeFileSync(path, file);
  const verdict = await verifyArchive(path, parseCheckpoints(kept).checkpoints, [
    parseVerifierKey(sha256, key)?.publicKey ?? new Uint8Array(),
  ]);
  expect(verdict).toMatchObject({ faults: [], uncompared: 0, rows: ready.rows });
  expect(verdict.agrees?.size).toBeGreaterThan(0);
  expect(gunzipSync(file).toString()).toContain('Conti');
  const told = (await browser.get('/api/access-log?event=log-exported')).body.items as { changes: { items: object[] }; user: object }[];
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ user: { username: ADMINISTRATOR.username } });
  expect(told[0]?.changes.items).toContainEqual({ field: 'format', before: null, after: 'varco-log-archive/1' });
});

test('R2.22 an archive is downloaded once, by whoever asked alone, and nothing of it is left', async () => {
  const { world, browser } = await atWork();
  const other = await world.user({ username: 'altro', administrator: true });
  const colleague = await world.browser();
  await colleague.signIn(other);
  const clerk = await world.browser();
  await clerk.signIn(await world.user());
  const id = await ask(browser);
  const path = `/api/log-evidence/archives/${id}/file`;

  expect(await browser.get(path)).toMatchObject({ status: 409, body: { type: 'log-evidence.archive-not-ready' } });
  await world.runJobs();
  expect(await newest(colleague)).toMatchObject({ id, state: 'ready', own: false });
  expect((await colleague.get(path)).status).toBe(404);
  expect((await clerk.get(path)).status).toBe(403);
  const file = await browser.get(path);
  expect(file.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-disposition': 'attachment; filename="registro-2026-11-21T090000Z.ndjson.gz"',
    'cache-control': 'no-store',
  });
  expect(await browser.get(path)).toMatchObject({ status: 410, body: { type: 'log-evidence.archive-gone' } });
  expect(await newest(browser)).toMatchObject({ state: 'fetched' });
  expect(await chunksOf(world)).toEqual([]);
});

test('R2.22 who sees a part of the installation alone, or nothing of the log, gets no evidence of all of it', async () => {
  const { world } = await atWork();
  const clerk = await world.browser();
  await clerk.signIn(await world.user());

  for (const path of ['', '/checkpoint', '/key', '/verifications/0197a000-0000-7000-8000-000000000002'])
    expect(await clerk.get(`/api/log-evidence${path}`), path).toMatchObject({ status: 403, body: { type: 'authorization.not-allowed' } });
  for (const path of ['archives', 'verifications']) expect((await clerk.post(`/api/log-evidence/${path}`, {})).status, path).toBe(403);
  expect((await (await world.browser()).get('/api/log-evidence')).status).toBe(401);
});

test('R2.21 what cannot be asked for is refused, and a second archive waits for the first', async () => {
  const { browser } = await atWork();

  expect(await browser.post('/api/log-evidence/archives', { from: '2026-11-22', to: '2026-11-21' })).toMatchObject({
    status: 422,
    body: { type: 'access-log.period-invalid' },
  });
  expect((await browser.post('/api/log-evidence/archives', { from: '2026-02-30' })).status).toBe(400);
  await ask(browser);
  expect(await browser.post('/api/log-evidence/archives', {})).toMatchObject({ status: 409, body: { type: 'operations.run-open' } });
  const fresh = await freshWorld({ maintained: true });
  const first = await fresh.browser();
  await first.signIn(ADMINISTRATOR);
  expect(await first.post('/api/log-evidence/archives', {})).toMatchObject({
    status: 409,
    body: { type: 'log-evidence.nothing-sealed' },
  });
});

test('D5 an archive of some days has their rows alone; of many pieces none can be read in the database', async () => {
  const { world, browser } = await atWork();
  await manyRows(world);
  world.clock.advance({ days: 1 });
  await browser.signIn(ADMINISTRATOR);
  await sealNow(world);
  const id = await ask(browser, { from: '2026-11-22', to: '2026-11-22' });
  await world.runJobs();
  const some = gunzipSync(await download(world, browser, id)).toString();
  const whole = await ask(browser);
  await world.runJobs();

  expect(some.match(/^\{"row"/gm)?.length).toBeLessThan(10);
  expect((await chunksOf(world)).length).toBeGreaterThan(2);
  const [first] = await world.owner<{ ciphertext: Buffer }>('select ciphertext from log_evidence.chunks where number = 0');
  expect(first?.ciphertext.includes(Buffer.from('H4sI'))).toBe(false);
  const lines = gunzipSync(await download(world, browser, whole)).toString();
  expect(lines.match(/^\{"row"/gm)?.length).toBeGreaterThan(4_000);
});

test('R2.22 a download that breaks off can be made again, by one at a time, until the archive is a day old', async () => {
  const { world, browser } = await atWork();
  await manyRows(world);
  const id = await ask(browser);
  await world.runJobs();
  const path = `/api/log-evidence/archives/${id}/file`;

  const begun = await download(world, browser, id, 1);
  await expect.poll(async () => (await world.owner('select claimed_until from log_evidence.archives'))[0]).toEqual({ claimed_until: null });
  await world.owner(`update log_evidence.archives set claimed_until = $1::timestamptz + interval '30 seconds'`, [world.clock.now()]);
  const busy = await browser.get(path);
  world.clock.advance({ seconds: 31 });
  const whole = await download(world, browser, id);

  expect(begun.length).toBeGreaterThan(0);
  expect(busy).toMatchObject({ status: 409, body: { type: 'log-evidence.archive-claimed' } });
  expect(whole.length).toBeGreaterThan(begun.length);

  const late = await ask(browser);
  await world.runJobs();
  world.clock.advance({ hours: 24 });
  await browser.signIn(ADMINISTRATOR);
  expect(await newest(browser)).toMatchObject({ id: late, state: 'expired' });
  expect((await browser.get(`/api/log-evidence/archives/${late}/file`)).status).toBe(410);
});

test('D7 what an attempt that was killed has written is taken away: by the next attempt, or when nobody makes one', async () => {
  const { world, browser } = await atWork();
  const id = await ask(browser);
  const left = (number: number) =>
    world.db.as(world.scope, (tx) => store.addChunk(tx, id, 0, { number, ciphertext: Buffer.from('left behind') }));
  expect([await left(0), await left(7)]).toEqual([true, true]);

  await world.runJobs();

  expect(await newest(browser)).toMatchObject({ state: 'ready' });
  expect(gunzipSync(await download(world, browser, id)).toString()).toMatch(/\{"end":.*\}\n$/);
  // Whoever was thought dead and wakes up writes nothing more.
  expect(await left(8)).toBe(false);

  const second = await ask(browser);
  await world.owner(`update jobs.runs set state = 'failed', ended_at = $1, outcome = '{"code":"node-lost"}' where state = 'waiting'`, [
    world.clock.now(),
  ]);
  await world.db.as(world.scope, (tx) => store.addChunk(tx, second, 0, { number: 0, ciphertext: Buffer.from('left behind') }));
  await forgetEvidence(world);
  expect(await chunksOf(world)).toEqual([]);
  expect(await newest(browser)).toMatchObject({ id: second, state: 'failed', run: { outcome: { code: 'node-lost' } } });
});

test('R5.14 archives written before a person was erased are withdrawn with the erasure, and one that is being written ends', async () => {
  const { world, browser } = await atWork();
  const person = await world.user({ familyName: 'Rinaldi', givenName: 'Ugo', username: 'u.rinaldi' });
  await sealNow(world);
  const ready = await ask(browser);
  await world.runJobs();
  const begun = await ask(browser);
  expect(await chunksOf(world)).not.toEqual([]);

  await world.owner(`update identity.users set status = 'inactive' where id = $1`, [person.id]);
  const erased = await browser.post(`/api/users/${person.id}/erasure`, { username: 'u.rinaldi', reason: '' });

  expect(erased.status).toBe(201);
  expect(await chunksOf(world)).toEqual([]);
  expect((await evidence(browser)).archives.map(({ id, state }) => [id, state])).toEqual([
    [begun, 'withdrawn'],
    [ready, 'withdrawn'],
  ]);
  expect((await browser.get(`/api/log-evidence/archives/${ready}/file`)).status).toBe(410);
  await world.runJobs();
  expect(await world.owner(`select outcome from jobs.runs where job = 'log-archive' and state = 'failed'`)).toEqual([
    { outcome: { code: 'log-not-archived', reason: 'withdrawn' } },
  ]);
});

test('an archive leaves off when it is cancelled, and where little room is left on the disk; nothing of it stays', async () => {
  const { world, browser } = await atWork();
  await manyRows(world);
  const id = await ask(browser);
  const [run] = await world.owner<{ id: string }>(`select run_id as id from log_evidence.archives`);
  const { owner } = rolesOf(world.db);
  let told = 0;
  const context = {
    runId: run?.id as never,
    organizationId: world.organizationId,
    input: { archiveId: id },
    askedBy: null,
    dueAt: null,
    attempt: 1,
    cancelled: false,
    progress: () => {
      told += 1;
    },
    stopIfCancelled: () => {
      if (told > 0) throw new Error('left off');
    },
  };

  await expect(logArchiveJob(world, owner).run(context)).rejects.toThrow('left off');
  expect(await chunksOf(world)).toEqual([]);

  await world.owner(`create function log_evidence.full() returns trigger language plpgsql as $$ begin
    if new.number = 2 then raise exception 'no room' using errcode = '53100'; end if; return new; end $$`);
  await world.owner('create trigger full_disk before insert on log_evidence.chunks for each row execute function log_evidence.full()');
  await world.runJobs();
  expect(await newest(browser)).toMatchObject({ state: 'failed', run: { outcome: { code: 'log-not-archived', reason: 'no-room' } } });
  expect(await chunksOf(world)).toEqual([]);
});
