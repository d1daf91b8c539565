import { INSTALLATION, type OrganizationId } from '@varco/shared/ids';
import type { JobName, RunId } from '@varco/shared/jobs/jobs';
import { expect, test } from 'vitest';
import { ADMINISTRATOR, freshWorld, testConfig, type World } from '#testing/world';
import { roomAt } from './disk.ts';
import { type Around, readNeeds } from './needs.ts';
import { isLow } from './rules.ts';

const GIBIBYTE = 1024 ** 3;
const quiet: Around = { clockOffMs: () => 0, room: async () => undefined };
const kinds = async (world: World, around = quiet) => (await readNeeds(world, world.scope, around)).items;

async function run(
  world: World,
  state: string,
  job: JobName = 'forget-runs',
  organizationId: OrganizationId = INSTALLATION,
): Promise<RunId> {
  const scope = { organizations: [organizationId] };
  const id = await world.db.as(scope, (tx) => world.queue.add(tx, { job, organizationId, askedBy: null }));
  if (state !== 'waiting')
    await world.owner(`update jobs.runs set state = $2, ended_at = asked_at, outcome = '{"code": "fault"}' where id = $1`, [id, state]);
  world.clock.advance({ minutes: 1 });
  return id;
}

test.for([
  ['a tenth of a great disk', 100 * GIBIBYTE, 1_000 * GIBIBYTE, false],
  ['less than a tenth', 99 * GIBIBYTE, 1_000 * GIBIBYTE, true],
  ['half of a small disk that is less than 1 GiB', 0.9 * GIBIBYTE, 2 * GIBIBYTE, true],
  ['1 GiB of a small disk', GIBIBYTE, 2 * GIBIBYTE, false],
  ['nothing', 0, 2 * GIBIBYTE, true],
] as const)('the desk warns of room on the disk: %s', ([, freeBytes, totalBytes, low]) => {
  expect(isLow({ freeBytes, totalBytes })).toBe(low);
});

test('R1.44 where all is well nothing needs an administrator', async () => {
  const world = await freshWorld();
  await run(world, 'done');
  await run(world, 'waiting');

  expect(await kinds(world)).toEqual([]);
});

test('R1.44 D9 the clock comes first, then the disk, each only when it is worth a word', async () => {
  const world = await freshWorld();
  const around = (clockOff: number) => ({
    clockOffMs: () => clockOff,
    room: async () => ({ freeBytes: 5 * GIBIBYTE, totalBytes: 100 * GIBIBYTE }),
  });
  const disk = { kind: 'disk-low', freeBytes: 5 * GIBIBYTE, percent: 5 };

  expect(await kinds(world, around(-1_999))).toEqual([disk]);
  expect(await kinds(world, around(-2_400))).toEqual([{ kind: 'clock-differs', seconds: 2, refuses: false }, disk]);
  expect(await kinds(world, around(31_000))).toEqual([{ kind: 'clock-differs', seconds: 31, refuses: true }, disk]);
  const elsewhere = { ...world, config: { ...testConfig(), database: { app: '', owner: '' } } };
  expect((await readNeeds(elsewhere, world.scope, around(0))).items).toEqual([]);
});

test('the room on the disk of the data is asked of the system', async () => {
  const world = await freshWorld({ environment: { VARCO_DATA: '/tmp' } });

  const room = await roomAt(world.config.data);

  expect(room?.freeBytes).toBeGreaterThan(0);
  expect(room?.totalBytes).toBeGreaterThanOrEqual(room?.freeBytes ?? 0);
  expect(await roomAt('/no/such/folder')).toBeUndefined();
});

test('R1.44 failed runs of the last seven days are told until their job succeeds', async () => {
  const world = await freshWorld();
  await run(world, 'failed', 'suspend-inactive');
  world.clock.advance({ days: 6 });
  await run(world, 'failed');
  const latest = await run(world, 'failed');

  expect(await kinds(world)).toEqual([{ kind: 'failed-runs', runs: 3, job: 'forget-runs', run: latest }]);
  await run(world, 'done');
  expect(await kinds(world)).toMatchObject([{ kind: 'failed-runs', runs: 1, job: 'suspend-inactive' }]);
  world.clock.advance({ days: 1 });
  expect(await kinds(world)).toEqual([]);
});

test('R1.44 runs that nobody takes are told, those behind a long one are not', async () => {
  const world = await freshWorld();
  const since = world.clock.now().toISOString();
  await run(world, 'waiting');
  world.clock.advance({ minutes: 20 });
  expect(await kinds(world)).toEqual([{ kind: 'waiting-runs', runs: 1, since }]);

  await run(world, 'waiting');
  await world.owner(`update jobs.runs set state = 'running', started_at = now(), heartbeat_at = now() where asked_at = $1`, [since]);
  world.clock.advance({ minutes: 20 });

  expect(await kinds(world)).toEqual([]);
});

test('R2.28 administrators are told of who was suspended lately, and nobody else of anything', async () => {
  const world = await freshWorld({ at: new Date('2026-05-20T09:00:00Z') });
  await world.user();
  world.clock.setWall(new Date('2026-11-21T01:30:00Z'));
  const here = await world.user();
  await world.runJobs('suspend-inactive');
  const [administrator, person] = [await world.browser(), await world.browser()];
  await administrator.signIn(ADMINISTRATOR);
  await person.signIn(here);

  expect((await administrator.get('/api/needs')).body).toEqual({ items: [{ kind: 'suspended-lately', users: 1 }] });
  expect((await person.get('/api/needs')).status).toBe(403);
});

test('D2 nothing of another organization needs an administrator of this one', async () => {
  const world = await freshWorld();
  await run(world, 'failed', 'forget-runs', '01980000-0000-7000-8000-00000000000f' as OrganizationId);

  expect(await kinds(world)).toEqual([]);
});

test('D5 the desk says that the log waits for its seals after a minute, and that a folder of checkpoints is not there', async () => {
  const world = await freshWorld();
  const behind = (seconds: number) => kinds(world, { ...quiet, secondsUnsealed: async () => seconds });
  const named = { ...world, config: { ...world.config, checkpointFolder: '/no/such/folder' } };

  expect(await behind(60)).toEqual([]);
  expect(await behind(61.4)).toEqual([{ kind: 'seals-behind', seconds: 61 }]);
  expect((await readNeeds(named, world.scope, quiet)).items).toEqual([{ kind: 'checkpoints-unwritten', folder: '/no/such/folder' }]);
});
