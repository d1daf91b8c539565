import { events } from '@varco/shared/access-log/events';
import { outcomeSentence } from '@varco/shared/jobs/outcomes';
import { issueSentence } from '@varco/shared/problem-messages';
import type { Issue } from '@varco/shared/problems';
import type { MonthOfRows, Retention, RetentionPreview } from '@varco/shared/retention/api';
import { expect, test } from 'vitest';
import { sealNow } from '#testing/seals';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';
import { changeRetention } from './change-retention.ts';
import { readRetention } from './read-retention.ts';

/** A log with a sign-in in each of the last nine months, and the administrator at work. */
async function atWork(): Promise<{ world: World; browser: TestBrowser }> {
  const world = await freshWorld({ maintained: true });
  await world.owner(
    `select access_log.record(w.at, $1, 1::smallint, null, 1::smallint, null, $1, gen_random_uuid(), 'u', 'U', null, null, null, null, null, '192.0.2.1', 'Firefox',
       '140', 'Linux', null, false, null, null, null, null, null)
     from generate_series($2::timestamptz - interval '9 months', $2, interval '1 month') w (at)`,
    [world.organizationId, world.clock.now()],
  );
  await world.owner('select access_log.make_partitions($1, 0)', [world.clock.now()]);
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  await sealNow(world);
  return { world, browser };
}

const read = async (browser: TestBrowser) => (await browser.get('/api/access-log/retention')).body as unknown as Retention;
const preview = async (browser: TestBrowser, days: number | 'never') =>
  (await browser.get(`/api/access-log/retention/preview?days=${days}`)).body as unknown as RetentionPreview;
const change = async (browser: TestBrowser, days: number | 'never', more: object = {}) =>
  browser.send('PUT', '/api/access-log/retention', { version: (await read(browser)).version, days, reason: 'Determina 7', ...more });
const confirmed = (months: readonly MonthOfRows[]) => ({
  confirmed: { months: months.length, rows: months.reduce((sum, { rows }) => sum + rows, 0) },
});

test('R5.12 nobody has chosen: 730 days, and nothing is old enough', async () => {
  const { browser } = await atWork();

  expect(await read(browser)).toEqual({ days: 730, chosen: null, pending: null, due: [], purgedBefore: null, purged: [], version: '0' });
});

test('R5.12 only 180 to 36,500 days or for ever can be chosen, with a reason; every fault is told at once', async () => {
  const { world, browser } = await atWork();

  for (const days of [179, 36_501, 0, -1, 1e9]) {
    const answer = await change(browser, days, { reason: ' ' });
    expect(answer, String(days)).toMatchObject({ status: 422, body: { type: 'retention.refused' } });
    const issues = answer.body.issues as Issue[];
    expect(issues.map(({ field }) => field)).toEqual(['days', 'reason']);
    expect(issueSentence('it', issues[0] as Issue)).toContain('tra 180 e 36.500');
  }
  expect((await preview(browser, 2_000_000_000)) as unknown).toMatchObject({ type: 'retention.refused' });
  for (const days of [180.5, 'mai', null, true]) expect((await change(browser, days as number)).status, String(days)).toBe(400);
  expect((await change(browser, 900, { reason: 'x'.repeat(501) })).status).toBe(400);
  expect(await world.owner('select from access_log.retention')).toEqual([]);
});

test('R5.12 a longer time holds at once, and is a kept row of the log with what was before and after', async () => {
  const { world, browser } = await atWork();

  const answer = await change(browser, 'never');

  expect(answer).toMatchObject({
    status: 200,
    body: { days: 'never', pending: null, chosen: { by: 'Conti Laura', reason: 'Determina 7' }, version: '1' },
  });
  expect(await world.owner('select from access_log.entries where event = $1 and kept', [events['retention-changed']])).toHaveLength(1);
  const { items } = (await browser.get('/api/access-log?event=retention-changed&outcome=changes')).body as {
    items: { changes: { items: object[] } }[];
  };
  expect(items[0]?.changes.items).toContainEqual({ field: 'logRetentionDays', before: 730, after: 'never' });
});

test('R5.12 a shorter time names what will go, waits seven days, is on the desk, and can be taken back', async () => {
  const { world, browser } = await atWork();
  const would = await preview(browser, 180);

  const unseen = await change(browser, 180);
  const wrong = await change(browser, 180, { confirmed: { months: would.months.length, rows: 1 } });
  const answer = await change(browser, 180, confirmed(would.months));

  expect(would).toMatchObject({
    isShorter: true,
    months: [{ month: '2026-02-01', rows: 1 }, { month: '2026-03-01' }, { month: '2026-04-01' }, { month: '2026-05-01' }],
  });
  for (const refused of [unseen, wrong])
    expect(refused).toMatchObject({ status: 409, body: { type: 'retention.not-confirmed', preview: { months: { length: 4 } } } });
  expect(answer).toMatchObject({ status: 200, body: { days: 730, pending: { days: 180 }, due: [] } });
  const { pending } = answer.body as unknown as Retention;
  expect(Date.parse(pending?.actsFrom ?? '')).toBeGreaterThanOrEqual(world.clock.now().getTime() + 7 * 86_400_000);
  const lowered = { kind: 'retention-lowered', days: 180, before: 730, actsFrom: pending?.actsFrom };
  expect((await browser.get('/api/needs')).body.items).toContainEqual(lowered);
  // Nothing goes before then, also when somebody starts the job.
  await world.runJobs('purge-log');
  expect(await world.owner('select outcome from jobs.runs where job = $1', ['purge-log'])).toEqual([
    { outcome: { code: 'log-purged', months: 0, rows: 0, values: 0 } },
  ]);

  // A second, other shortening begins to wait anew, from what really holds.
  world.clock.advance({ days: 6 });
  await browser.signIn(ADMINISTRATOR);
  const again = await change(browser, 365, confirmed((await preview(browser, 365)).months));
  expect(again).toMatchObject({ status: 200, body: { days: 730, pending: { days: 365 } } });
  const back = await change(browser, 730);

  expect(back).toMatchObject({ status: 200, body: { days: 730, pending: null } });
  expect((await browser.get('/api/needs')).body.items).not.toContainEqual(expect.objectContaining({ kind: 'retention-lowered' }));
  expect(await world.owner('select days, days_before from access_log.retention order by number')).toEqual([
    { days: 180, days_before: 730 },
    { days: 365, days_before: 730 },
    { days: 730, days_before: 730 },
  ]);
});

test('R5.12 when it acts the job takes the months away, the page says which, and the search says from when on the log is whole', async () => {
  const { world, browser } = await atWork();
  await change(browser, 180, confirmed((await preview(browser, 180)).months));
  await world.owner('alter table access_log.retention disable trigger all');
  await world.owner(`update access_log.retention set acts_from = chosen_at`);
  const { due } = await read(browser);

  await world.runJobs('purge-log');

  const [run] = await world.owner<{ outcome: { code: 'log-purged'; months: number; rows: number } }>(
    'select outcome from jobs.runs where job = $1',
    ['purge-log'],
  );
  expect(run?.outcome).toMatchObject({ code: 'log-purged', months: 3, rows: 3 });
  expect(outcomeSentence('it', run?.outcome ?? { code: 'fault' })).toBe('Eliminati 3 mesi (righe: 3).');
  expect(await read(browser)).toMatchObject({
    days: 180,
    due: [],
    purgedBefore: '2026-05-01',
    purged: [...due].reverse().map(({ month, rows }) => ({ month, rows, days: 180 })),
  });
  expect((await browser.get('/api/access-log/period')).body).toMatchObject({ from: '2026-05-21', purgedBefore: '2026-05-01' });
  for (const search of ['', '/count', '/chart'])
    expect((await browser.get(`/api/access-log${search}?from=2026-01-01&to=2026-11-21`)).status).toBe(200);
});

test('R5.12 what holds a purge back ends the run as failed, in words, and is on the desk', async () => {
  const { world, browser } = await atWork();
  await world.owner(
    `insert into access_log.retention (days, days_before, chosen_at, acts_from, by_operator, reason) values (180, 730, '2020-01-01', '2020-01-01', 'root', 'x')`,
  );
  await world.owner('alter table access_log.entries_2026_02 disable trigger all');
  await world.owner('update access_log.entries_2026_02 set session_number = 1');

  await world.runJobs('purge-log');

  const [run] = await world.owner<{ state: string; outcome: { code: 'log-purge-refused' } }>(
    'select state, outcome from jobs.runs where job = $1',
    ['purge-log'],
  );
  expect(run).toMatchObject({ state: 'failed', outcome: { reason: 'rows-differ', month: '2026-02-01' } });
  expect(outcomeSentence('it', run?.outcome ?? { code: 'fault' })).toMatch(
    /^Il mese febbraio 2026 non è stato eliminato\. Le righe non sono quelle sigillate.*varco log verify/,
  );
  expect((await browser.get('/api/needs')).body.items).toContainEqual(expect.objectContaining({ kind: 'failed-runs', job: 'purge-log' }));
});

test('R5.12 of ten who choose at once on the same value one is heard, the others see what it is now', async () => {
  const { world, browser } = await atWork();
  const { version } = await read(browser);

  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => browser.send('PUT', '/api/access-log/retention', { version, days: 800 + n, reason: 'x' })),
  );

  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
    type: 'request.changed-meanwhile',
    current: { version: '1' },
  });
  expect(await world.owner('select from access_log.retention')).toHaveLength(1);
});

test('R5.12 whoever administers nothing, or one organization only, chooses nothing', async () => {
  const { world } = await atWork();
  const person = await world.user();
  const browser = await world.browser();
  await browser.signIn(person);

  expect((await browser.get('/api/access-log/retention')).status).toBe(403);
  expect((await browser.get('/api/access-log/retention/preview?days=200')).status).toBe(403);
  expect((await browser.send('PUT', '/api/access-log/retention', { version: '0', days: 800, reason: 'x' })).status).toBe(403);
  expect((await (await world.browser()).get('/api/access-log/retention')).status).toBe(401);
  const ofOne = {
    kind: 'user',
    userId: person.id,
    organizationId: world.organizationId,
    grants: { policy: { search: 'organization', modify: 'organization' } },
    client: world.client(),
  };
  await expect(changeRetention(world, ofOne as never, world.scope, { version: '0', days: 800, reason: 'x' })).rejects.toMatchObject({
    code: 'authorization.not-allowed',
  });
  expect(await readRetention(world, world.scope)).toMatchObject({ version: '0' });
});
