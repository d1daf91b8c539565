import { events } from '@varco/shared/access-log/events';
import { INSTALLATION, type OrganizationId, type UserId } from '@varco/shared/ids';
import type { RunId } from '@varco/shared/jobs/jobs';
import type { PlannedJobs, Run, RunPage } from '@varco/shared/operations/api';
import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

async function signedIn(world: World, who = ADMINISTRATOR): Promise<TestBrowser> {
  const browser = await world.browser();
  await browser.signIn(who);
  return browser;
}

const queued = (world: World, askedBy: UserId | null, organizationId: OrganizationId = world.organizationId): Promise<RunId> =>
  world.db.as(world.scope, (tx) => world.queue.add(tx, { job: 'forget-runs', organizationId, askedBy }));

test('an administrator runs a planned job out of its turn, once while it is open, and reads how it ended', async () => {
  const world = await freshWorld();
  const browser = await signedIn(world);

  const asked = await browser.post('/api/jobs/forget-runs/runs');
  const again = await browser.post('/api/jobs/forget-runs/runs');
  const waiting = await browser.get(`/api/runs/${asked.body.id}`);
  world.clock.advance({ seconds: 2 });
  await world.runJobs();
  const ended = await browser.get(`/api/runs/${asked.body.id}`);
  const plan = (await browser.get('/api/jobs')).body as unknown as PlannedJobs;

  expect(asked.status).toBe(201);
  expect(again).toMatchObject({ status: 409, body: { type: 'operations.run-open', run: asked.body.id } });
  expect(waiting.body).toMatchObject({
    job: 'forget-runs',
    state: 'waiting',
    dueAt: null,
    askedBy: { id: world.administrator.id, name: 'Conti Laura' },
    outcome: null,
  });
  expect(ended.body).toMatchObject({ state: 'done', attempt: 1, outcome: { code: 'runs-forgotten', runs: 0 } });
  expect(plan.items.find(({ name }) => name === 'forget-runs')).toMatchObject({
    schedule: { daily: '03:10' },
    nextAt: '2026-11-22T02:10:00.000Z',
    last: { id: asked.body.id },
    open: null,
  });
  expect((await browser.post('/api/jobs/forget-runs/runs')).status).toBe(201);
});

test('a job that is not there is 404, and runs that ended 90 days ago are forgotten', async () => {
  const world = await freshWorld();
  const browser = await signedIn(world);
  await world.runJobs('forget-runs');
  world.clock.advance({ days: 91 });
  const later = await signedIn(world);

  expect(await browser.post('/api/jobs/no-such-job/runs')).toMatchObject({ status: 401 });
  expect(await later.post('/api/jobs/no-such-job/runs')).toMatchObject({ status: 404, body: { type: 'request.not-found' } });
  await world.runJobs('forget-runs');

  const { items } = (await later.get('/api/runs?job=forget-runs')).body as unknown as RunPage;
  expect(items.map(({ outcome }) => outcome)).toContainEqual({ code: 'runs-forgotten', runs: 1 });
  expect(items.every(({ askedAt }) => askedAt > '2027')).toBe(true);
});

test('runs are read a page at a time, the newest first, of one job or in one state', async () => {
  const world = await freshWorld();
  const browser = await signedIn(world);
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    ids.unshift(await queued(world, null, n % 2 ? INSTALLATION : world.organizationId));
    if (n > 1) world.clock.advance({ minutes: 1 });
  }
  await world.owner(`update jobs.runs set state = 'failed', ended_at = now(), outcome = '{"code": "fault"}' where id = $1`, [ids[1]]);

  const read: string[] = [];
  let after: string | null = '';
  while (after !== null) {
    const page: RunPage = (await browser.get(`/api/runs?limit=2${after && `&after=${after}`}`)).body as unknown as RunPage;
    read.push(...page.items.map(({ id }) => id));
    after = page.next;
  }
  const only = async (query: string) => ((await browser.get(`/api/runs?${query}`)).body as unknown as RunPage).items.map(({ id }) => id);

  // The first three were asked for in one instant: among them the ids decide.
  expect(read.slice(0, 2)).toEqual(ids.slice(0, 2));
  expect(read.slice(2)).toEqual(ids.slice(2).toSorted().toReversed());
  expect(await only('state=failed')).toEqual([ids[1]]);
  expect(await only('job=suspend-inactive')).toEqual([]);
  expect(await browser.get('/api/runs?after=none')).toMatchObject({
    status: 400,
    body: { type: 'request.invalid', issues: [{ field: 'after', rule: 'cursor' }] },
  });
  expect((await browser.get('/api/runs?job=none')).status).toBe(400);
});

test('who asked for a run follows and cancels it without any right, and sees no other', async () => {
  const world = await freshWorld();
  const elena = await world.user();
  const browser = await signedIn(world, elena);
  const [own, others, everybodys] = [await queued(world, elena.id), await queued(world, null), await queued(world, null, INSTALLATION)];

  expect((await browser.get(`/api/runs/${own}`)).body).toMatchObject({ state: 'waiting', node: null });
  for (const id of [others, everybodys]) {
    expect(await browser.get(`/api/runs/${id}`)).toMatchObject({ status: 404, body: { type: 'request.not-found' } });
    expect(await browser.post(`/api/runs/${id}/cancel`)).toMatchObject({ status: 404, body: { type: 'request.not-found' } });
  }
  expect((await browser.get('/api/runs')).status).toBe(403);
  expect((await browser.get('/api/jobs')).status).toBe(403);
  expect((await browser.post('/api/jobs/forget-runs/runs')).status).toBe(403);
  expect((await browser.post(`/api/runs/${own}/cancel`)).status).toBe(204);
  expect(await browser.post(`/api/runs/${own}/cancel`)).toMatchObject({ status: 409, body: { type: 'operations.run-over' } });

  expect((await browser.get(`/api/runs/${own}`)).body as unknown as Run).toMatchObject({
    state: 'cancelled',
    outcome: { code: 'cancelled' },
  });
  expect((await world.owner('select id from jobs.runs where state = $1', ['waiting'])).length).toBe(2);
});

test('D2 a run of another organization is not there, for whoever asks', async () => {
  const world = await freshWorld();
  const other = '01980000-0000-7000-8000-00000000000f';
  const id = '01980000-0000-7000-8000-0000000000aa';
  await world.owner(`insert into jobs.runs (organization_id, id, job, asked_by, asked_at) values ($1, $2, 'forget-runs', $3, now())`, [
    other,
    id,
    world.administrator.id,
  ]);
  const browser = await signedIn(world);

  expect((await browser.get(`/api/runs/${id}`)).status).toBe(404);
  expect((await browser.post(`/api/runs/${id}/cancel`)).status).toBe(404);
  expect((await browser.get('/api/runs')).body).toEqual({ items: [], next: null });
});

test('R3.54 the log says who asked for a run by hand, who cancelled one, and which; what was refused leaves no row', async () => {
  const world = await freshWorld();
  const browser = await signedIn(world);
  const asked = await browser.post('/api/jobs/forget-runs/runs');
  await browser.post('/api/jobs/forget-runs/runs');
  await browser.post(`/api/runs/${asked.body.id}/cancel`);
  await browser.post(`/api/runs/${asked.body.id}/cancel`);

  const { items } = (await browser.get('/api/access-log?outcome=all&limit=2')).body as {
    items: { event: string; actor: { name: string } | null; changes: { items: object[] } | null }[];
  };

  expect(items.map(({ event, changes }) => [event, changes?.items])).toEqual([
    ['run-cancelled', [{ field: 'job', before: null, after: 'forget-runs' }]],
    ['run-asked', [{ field: 'job', before: null, after: 'forget-runs' }]],
  ]);
  expect(
    await world.owner(
      `select e.event, s.name, e.channel from access_log.entries e join access_log.subjects s on s.id = e.actor_id
       where e.event in ($1, $2) order by e.event`,
      [events['run-asked'], events['run-cancelled']],
    ),
  ).toEqual([
    { event: events['run-asked'], name: 'Conti Laura', channel: 1 },
    { event: events['run-cancelled'], name: 'Conti Laura', channel: 1 },
  ]);
});
