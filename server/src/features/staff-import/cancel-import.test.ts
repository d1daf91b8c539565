import type { UserId } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import type { StaffImport } from '@varco/shared/staff-import/api';
import { beforeEach, expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';
import { importStaffJob } from './confirm-import.ts';
import { tryImport } from './try-import.ts';

let world: World;
let browser: TestBrowser;
beforeEach(async () => {
  world = await freshWorld();
  browser = await world.browser({ address: '198.51.100.7' });
  await browser.signIn(ADMINISTRATOR);
});

async function uploaded(people = 3): Promise<StaffImport> {
  const rows = Array.from({ length: people }, (_, n) => `Rossi;${'abcdefghij'[n % 10]?.toUpperCase()}da;${n + 1}`);
  const answer = await browser.send(
    'POST',
    '/api/staff-imports?name=list.csv',
    Buffer.from(`Cognome;Nome;Matricola\n${rows.join('\n')}\n`),
    {
      headers: { 'content-type': 'application/octet-stream' },
    },
  );
  return answer.body as unknown as StaffImport;
}

async function confirmed(people?: number): Promise<StaffImport> {
  const { id, options } = await uploaded(people);
  const { trial } = (await browser.post(`/api/staff-imports/${id}/trials`, options)).body;
  return (await browser.post(`/api/staff-imports/${id}/confirmations`, { trial })).body as unknown as StaffImport;
}

const users = async () => (await world.owner('select id from identity.users')).length;
const stageOf = async (id: string) => (await browser.get(`/api/staff-imports/${id}`)).body.stage;

test('R1.55 an import cancelled in the queue saves nothing, and the file can be tried and confirmed again', async () => {
  const { id, runId, options } = await confirmed();

  const cancelled = await browser.post(`/api/runs/${runId}/cancel`);
  await world.runJobs();

  expect(cancelled.status).toBe(204);
  expect([await users(), await stageOf(id)]).toEqual([1, 'tried']);
  const again = (await browser.post(`/api/staff-imports/${id}/trials`, options)).body;
  expect((await browser.post(`/api/staff-imports/${id}/confirmations`, { trial: again.trial })).status).toBe(200);
  await world.runJobs();
  expect([await users(), await stageOf(id)]).toEqual([4, 'done']);
});

test('R1.55 an import cancelled while it is carried out leaves everything as it was', async () => {
  const { id, runId, trial } = await confirmed(2_500);
  const steps: number[] = [];
  const leftOff = new Error('left off');

  const carriedOut = importStaffJob(world).run({
    runId: runId as RunId,
    organizationId: world.organizationId,
    input: { id, trial, onlyGood: false },
    askedBy: world.administrator.id as UserId,
    dueAt: null,
    attempt: 1,
    cancelled: false,
    progress: (done) => steps.push(done),
    stopIfCancelled: () => {
      if (steps.length === 2) throw leftOff;
    },
  });

  await expect(carriedOut).rejects.toBe(leftOff);
  expect(steps).toEqual([1_000, 2_000]);
  expect([await users(), await stageOf(id)]).toEqual([1, 'tried']);
  expect((await world.logRows()).filter(({ event }) => event === 20 || event === 51)).toEqual([]);
});

test('R1.55 a trial whose page went away leaves off and keeps nothing', async () => {
  const { id, options } = await uploaded();
  const gone = new AbortController();
  gone.abort();

  const trial = tryImport(world, { organizationId: world.organizationId, self: undefined, id, options, signal: gone.signal });

  await expect(trial).rejects.toMatchObject({ code: 'staff-import.abandoned' });
  expect(await stageOf(id)).toBe('uploaded');
});

test('R3.54 the log says from which address, browser and session the import was confirmed', async () => {
  await confirmed();
  await world.runJobs();

  const entries = await world.owner<{ event: number; address: string; channel: number; family: string; session: string | null }>(
    `select e.event, host(a.address) as address, e.channel, b.family, e.session_number::text as session from access_log.entries e
     left join access_log.addresses a on a.id = e.address_id left join access_log.browsers b on b.id = e.browser_id
     where e.event in (1, 20, 51) order by e.at, e.xid, e.n`,
  );

  expect(new Set(entries.map(({ event }) => event))).toEqual(new Set([1, 20, 51]));
  const [entered, ...rest] = entries.map(({ event, ...from }) => from);
  expect(entered).toMatchObject({ address: '198.51.100.7' });
  expect(rest).toEqual(Array.from({ length: 4 }, () => entered));
});
