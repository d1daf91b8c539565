import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointText, keyHashOf, parseCheckpoint, signedNote } from '@varco/shared/access-log/evidence/checkpoint';
import type { LogEvidence, VerificationDetails } from '@varco/shared/log-evidence/api';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import { expect, test } from 'vitest';
import { sha256 } from '#features/access-log';
import { sealNow } from '#testing/seals';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';
import { forgetEvidence } from './forget.ts';

async function atWork(): Promise<{ world: World; browser: TestBrowser; checkpoint: string; key: string }> {
  const world = await freshWorld({ maintained: true });
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  await sealNow(world);
  const checkpoint = (await browser.get('/api/log-evidence/checkpoint')).text;
  const key = (await browser.get('/api/log-evidence/key')).text;
  return { world, browser, checkpoint, key };
}

const ask = (browser: TestBrowser, input: object = {}) => browser.post('/api/log-evidence/verifications', input);
async function verified(world: World, browser: TestBrowser, input: object = {}): Promise<VerificationDetails> {
  const asked = await ask(browser, input);
  expect(asked.status).toBe(201);
  await world.runJobs();
  return (await browser.get(`/api/log-evidence/verifications/${asked.body.id}`)).body as unknown as VerificationDetails;
}
const sizeOf = (checkpoint: string) => parseCheckpoint(checkpoint)?.size;
const runsOf = (world: World) => world.owner('select state, outcome from jobs.runs where job = $1 order by asked_at', ['verify-log']);

test('R2.21 a verification says up to when the log vouches for itself, and that nobody kept a checkpoint of it elsewhere', async () => {
  const { world, browser } = await atWork();

  const found = await verified(world, browser);

  expect(found).toMatchObject({
    by: 'Conti Laura',
    fileName: null,
    hasKey: false,
    conclusion: 'agrees-alone',
    verdict: { faults: 0, findings: [], fromOutside: 0, agrees: null, unsealed: { rows: 1 } },
  });
  expect(found.verdict?.rows).toBeGreaterThan(0);
  expect(Date.parse(found.verdict?.sealedUntil ?? '')).toBe(world.clock.now().getTime());
  expect(await runsOf(world)).toMatchObject([{ state: 'done', outcome: { code: 'log-verified' } }]);
  const { items } = (await browser.get('/api/access-log?event=run-asked')).body as unknown as { items: { changes: { items: object[] } }[] };
  expect(items[0]?.changes.items).toContainEqual({ field: 'job', before: null, after: 'verify-log' });
});

test('R2.21 it agrees with the checkpoint and the key that were kept elsewhere, of which nothing is kept afterwards', async () => {
  const { world, browser, checkpoint, key } = await atWork();

  const found = await verified(world, browser, {
    fileName: 'C:\\Punti\\21-novembre.txt',
    checkpoints: `${checkpoint}\n${checkpoint}`,
    key,
  });

  expect(found).toMatchObject({
    fileName: '21-novembre.txt',
    hasKey: true,
    conclusion: 'agrees',
    verdict: { compared: 2, fromOutside: 2, agrees: { size: sizeOf(checkpoint) }, findings: [] },
  });
  expect(await world.owner('select checkpoints from log_evidence.verifications')).toEqual([{ checkpoints: null }]);
  const evidence = (await browser.get('/api/log-evidence')).body as unknown as LogEvidence;
  expect(evidence).toMatchObject({
    key: key.trim(),
    checkpoint: { size: sizeOf(checkpoint) },
    verifications: [{ conclusion: 'agrees', run: { state: 'done' } }],
  });
});

test('R2.21 it vouches against whoever runs the server no further than the newest checkpoint that was kept elsewhere', async () => {
  const { world, browser, checkpoint } = await atWork();
  world.clock.advance({ minutes: 10 });
  await world.user();
  const later = await sealNow(world);
  // What stands in a folder of the server can be made again by whoever has the server.
  const folder = join(world.config.data, 'checkpoints');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '2026-11-21.txt'), later);

  const found = await verified(world, browser, { fileName: 'kept.txt', checkpoints: checkpoint });

  expect(sizeOf(later)).toBeGreaterThan(Number(sizeOf(checkpoint)));
  expect(found).toMatchObject({
    conclusion: 'agrees',
    verdict: { compared: 2, fromOutside: 1, agrees: { size: sizeOf(later) }, agreesOutside: { size: sizeOf(checkpoint) } },
  });
});

test('R2.21 of a file of which a part is no checkpoint it says so: what was lost there has not been compared', async () => {
  const { world, browser, checkpoint } = await atWork();
  const damaged = checkpoint.replace(/^time .*$/m, 'time');

  const found = await verified(world, browser, { fileName: 'kept.txt', checkpoints: `${damaged}\n${checkpoint}` });
  const whole = await verified(world, browser, { fileName: 'kept.txt', checkpoints: checkpoint });

  expect(found).toMatchObject({ conclusion: 'agrees', verdict: { fromOutside: 1, unreadLines: 5 } });
  expect(whole).toMatchObject({ verdict: { unreadLines: 0 } });
});

test('R2.21 a verdict that was kept before it told as much is read all the same', async () => {
  const { world, browser } = await atWork();
  const { id } = await verified(world, browser);
  await world.owner(`update log_evidence.verifications set verdict = verdict - 'agreesOutside' - 'unreadLines'`);

  const answer = await browser.get(`/api/log-evidence/verifications/${id}`);

  expect(answer).toMatchObject({ status: 200, body: { verdict: { faults: 0, agreesOutside: null, unreadLines: 0 } } });
});

test('R2.21 a row that was changed is found and named, the run has failed and stands on the desk', async () => {
  const { world, browser, checkpoint } = await atWork();
  await world.owner('alter table access_log.subjects disable trigger refuse_change');
  await world.owner(`update access_log.subjects set name = 'Altro' where username = $1`, [ADMINISTRATOR.username]);

  const found = await verified(world, browser, { fileName: 'kept.txt', checkpoints: checkpoint });

  expect(found).toMatchObject({ conclusion: 'differs', verdict: { findings: [{ kind: 'value-changed', dictionary: 'subjects' }] } });
  expect(await runsOf(world)).toEqual([{ state: 'failed', outcome: { code: 'log-differs', faults: found.verdict?.faults } }]);
  expect((await browser.get('/api/needs')).body.items).toContainEqual(expect.objectContaining({ kind: 'failed-runs', job: 'verify-log' }));
});

test('R2.21 a log that was cut short is met by the checkpoint that somebody had kept', async () => {
  const { world, browser, checkpoint } = await atWork();
  const kept = parseCheckpoint(checkpoint);
  // As if the log had had 99 seals when it was signed.
  const text = checkpointText({ origin: kept?.origin ?? '', size: 99, root: Buffer.alloc(32, 1), at: '2026-11-21T09:00:00.000Z' });
  const { publicKey, sign } = world.keys.checkpoints;
  const signature = {
    name: kept?.origin ?? '',
    keyHash: keyHashOf(sha256, kept?.origin ?? '', publicKey),
    signature: sign(Buffer.from(text)),
  };

  const found = await verified(world, browser, { fileName: 'kept.txt', checkpoints: signedNote(text, signature) });

  expect(found.conclusion).toBe('differs');
  expect(found.verdict?.findings).toEqual([expect.objectContaining({ kind: 'tail-missing', file: 'kept.txt', size: 99 })]);
});

test('R2.21 a checkpoint that no believed key signed says nothing about the log, and is told so', async () => {
  const { world, browser, checkpoint } = await atWork();
  const [head = '', line = ''] = checkpoint.trimEnd().split('\n\n');
  const forged = `${head}\n\n${line.slice(0, -8)}AAAAAAA=\n`.replace(/A{7}=$/, 'AAAAAA==');

  const found = await verified(world, browser, { fileName: 'kept.txt', checkpoints: forged });

  expect(found.conclusion).toBe('not-comparable');
  expect(await runsOf(world)).toMatchObject([{ state: 'failed', outcome: { code: 'log-not-compared' } }]);
});

test('R2.21 what cannot be compared is refused before anything begins, all faults at once, each saying how to mend it', async () => {
  const { world, browser, checkpoint, key } = await atWork();

  const nothing = await ask(browser, { fileName: 'x.txt', checkpoints: 'Nothing of use.\n', key: 'abc' });
  const foreign = await ask(browser, {
    fileName: 'x.txt',
    checkpoints: checkpoint.replaceAll(/varco-log\/\S+/g, 'varco-log/another'),
    key: key.replace(/^[^+]+/, 'varco-log/another'),
  });

  expect(nothing).toMatchObject({ status: 422, body: { type: 'log-evidence.not-comparable' } });
  const issues = nothing.body.issues as Issue[];
  expect(issues).toEqual([
    { field: 'checkpoints', rule: 'checkpoints-none' },
    { field: 'key', rule: 'public-key' },
  ]);
  expect(issues.map((issue) => issueSentence('it', issue))).toEqual([
    expect.stringContaining('nessun punto di controllo'),
    expect.stringContaining('Copiala intera'),
  ]);
  // The hash in a key covers its name: with another it is none.
  expect(foreign.body.issues).toEqual([
    { field: 'checkpoints', rule: 'checkpoints-of-another-log' },
    { field: 'key', rule: 'public-key' },
  ]);
  expect((await ask(browser, { checkpoints: 'x'.repeat(4_000_001) })).status).toBe(400);
  expect((await ask(browser, { checkpoints: 'x'.repeat(9_000_000) })).status).toBe(413);
  expect((await ask(browser, { checkpoints: 7 })).status).toBe(400);
  expect(await runsOf(world)).toEqual([]);
});

test('R2.21 one verification goes on at a time, and is forgotten with its run', async () => {
  const { world, browser } = await atWork();
  expect((await ask(browser)).status).toBe(201);
  expect(await ask(browser)).toMatchObject({ status: 409, body: { type: 'operations.run-open' } });
  await world.runJobs();
  world.clock.advance({ days: 91 });

  await forgetEvidence(world);

  expect(await world.owner('select from log_evidence.verifications')).toEqual([]);
});
