import type { Run, RunPage } from '@varco/shared/operations/api';
import { beforeEach, expect, test } from 'vitest';
import { neighbour } from '#testing/neighbour';
import { setPolicy } from '#testing/policy';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';

let world: World;
let desk: TestBrowser;

beforeEach(async () => {
  world = await freshWorld();
  desk = await world.browser();
  await desk.signIn(ADMINISTRATOR);
});

const service = async (username = 'notturno'): Promise<string> => {
  const made = await desk.post('/api/users', { username, familyName: 'Servizio notturno', licence: 'service' });
  expect(made.status).toBe(201);
  return String(made.body.id);
};
const worker = async () => (await desk.get('/api/jobs/worker')).body as { version: number; user: object | null; choices: object[] };
const choose = async (userId: string | null) => desk.send('PUT', '/api/jobs/worker', { userId, version: (await worker()).version });
const lastRun = async (job: string) => ((await desk.get(`/api/runs?job=${job}&limit=1`)).body as unknown as RunPage).items[0] as Run;

test('R1.60 jobs run as Varco until a service is chosen; then each run says as whom it ran, with start, end and outcome', async () => {
  expect(await worker()).toEqual({ version: 0, user: null, choices: [] });
  await world.runJobs('forget-runs');
  expect(await lastRun('forget-runs')).toMatchObject({ ranAs: null, state: 'done' });
  const id = await service();
  expect((await worker()).choices).toEqual([{ id, name: 'Servizio notturno' }]);

  const chosen = await choose(id);
  expect(chosen).toMatchObject({ status: 200, body: { version: 1, user: { id, name: 'Servizio notturno', acts: true } } });
  world.clock.advance({ seconds: 5 });
  await world.runJobs('forget-runs');

  expect(await lastRun('forget-runs')).toMatchObject({
    ranAs: { id, name: 'Servizio notturno' },
    state: 'done',
    startedAt: expect.any(String),
    endedAt: expect.any(String),
    outcome: { code: 'runs-forgotten' },
  });
  expect((await choose(null)).status).toBe(200);
  const entries = (await desk.get('/api/access-log?event=job-worker-changed&limit=2')).body.items as { changes?: { items: unknown } }[];
  expect(entries.map(({ changes }) => changes?.items)).toEqual([
    [expect.objectContaining({ field: 'worker', before: 'Servizio notturno', after: 'Varco' })],
    [expect.objectContaining({ field: 'worker', before: 'Varco', after: 'Servizio notturno' })],
  ]);
});

test('R1.60 what a job writes in the log bears the name of the service, in every organization', async () => {
  const there = await neighbour(world);
  await setPolicy(world, { inactivityMonths: 6 });
  const away = await world.user({ familyName: 'Assente' });
  const theirs = await there.user({ username: 'altrove/assente', familyName: 'Lontano' });
  const id = await service();
  expect((await choose(id)).status).toBe(200);
  await world.owner(`update identity.users set active_since = '2025-01-01' where id = any ($1)`, [[away.id, theirs.id]]);

  await world.runJobs('suspend-inactive');

  const [here] = (await desk.get(`/api/access-log?user=${away.id}&event=user-suspended`)).body.items as { actor: object | null }[];
  expect(here?.actor).toMatchObject({ id, name: 'Servizio notturno' });
  const neighbours = await world.browser({ address: '192.0.2.40' });
  await neighbours.signIn(there.administrator);
  const [elsewhere] = (await neighbours.get(`/api/access-log?user=${theirs.id}&event=user-suspended`)).body.items as {
    actor: object | null;
  }[];
  expect(elsewhere?.actor).toMatchObject({ name: 'Servizio notturno' });
});

test('R1.60 a person, a service that is disabled, one of nobody and an older choice are refused, and nothing is saved', async () => {
  const person = await world.user();
  const id = await service();
  const { version } = (await desk.get(`/api/users/${id}`)).body;
  expect((await desk.send('PATCH', `/api/users/${id}`, { version, disabled: true })).status).toBe(200);

  for (const wrong of [person.id, id, '01980000-0000-7000-8000-00000000000e'])
    expect((await choose(wrong)).body).toMatchObject({ status: 422, type: 'operations.worker-refused' });
  expect(await worker()).toMatchObject({ version: 0, user: null, choices: [] });

  expect((await choose(await service('altro'))).status).toBe(200);
  expect((await desk.send('PUT', '/api/jobs/worker', { userId: null, version: 0 })).body).toMatchObject({
    type: 'request.changed-meanwhile',
    current: { version: 1 },
  });
  const clerk = await world.browser({ address: '192.0.2.20' });
  await clerk.signIn(person);
  expect((await clerk.send('PUT', '/api/jobs/worker', { userId: null, version: 1 })).status).toBe(403);
});

test('R1.60 a service stopped after it was chosen acts no more: the product works as itself, and the page is told', async () => {
  const id = await service();
  expect((await choose(id)).status).toBe(200);
  const { version } = (await desk.get(`/api/users/${id}`)).body;
  expect((await desk.send('PATCH', `/api/users/${id}`, { version, disabled: true })).status).toBe(200);

  await world.runJobs('forget-runs');

  expect(await worker()).toMatchObject({ user: { id, acts: false } });
  expect(await lastRun('forget-runs')).toMatchObject({ ranAs: null });
  expect((await choose(null)).body).toMatchObject({ user: null, version: 2 });
});

test('R1.60 two who choose at once are one', async () => {
  const [one, other] = [await service('uno'), await service('due')];

  const answers = await Promise.all([one, other].map((userId) => desk.send('PUT', '/api/jobs/worker', { userId, version: 0 })));

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});
