import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCheckpoint, parseCheckpoints } from '@varco/shared/access-log/evidence/checkpoint';
import pg from 'pg';
import { pino } from 'pino';
import { expect, inject, onTestFinished, test } from 'vitest';
import { systemClock } from '#core/clock';
import { quickest } from '#testing/quickest';
import { freshWorld, type World } from '#testing/world';
import { record } from '../record.ts';
import { checkpointStandings, keptCheckpoints } from './checkpoint-files.ts';
import { secondsUnsealed } from './seal-state.ts';
import { Sealer } from './sealer.ts';
import { readNewest, readSealState } from './store.ts';
import { isSignedBy } from './verify-log.ts';

/** A world with a folder of its own, a clock that goes, and somebody who reads what is logged. */
async function place(elsewhere = true) {
  const folder = mkdtempSync(join(tmpdir(), 'varco-sealer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [data, other] = [join(folder, 'data'), join(folder, 'elsewhere')];
  if (elsewhere) mkdirSync(other);
  const world = await freshWorld({ environment: { VARCO_DATA: data, VARCO_CHECKPOINT_FOLDER: other } });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const open = (): Sealer => {
    const sealer = new Sealer({ ...world, clock: systemClock, log });
    sealer.open();
    onTestFinished(() => sealer.close());
    return sealer;
  };
  return { world, data, other, lines, open };
}

const happened = (world: World) =>
  record(world.db, { at: systemClock.now(), event: 'signed-in', organizationId: world.organizationId, client: world.client() });

const today = () => `${systemClock.now().toISOString().slice(0, 10)}.txt`;

test('D5 what happens is sealed within a second, and its checkpoint stands in both folders when the server stops', async () => {
  const { world, data, other, open } = await place();
  const sealer = open();
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);

  const sealing = async () => {
    await happened(world);
    const since = performance.now();
    await expect.poll(async () => (await readSealState(world.db)).unsealedRows, { interval: 50 }).toBe(0);
    return performance.now() - since;
  };
  expect(await quickest(1_500, sealing)).toBeLessThan(1_500);
  await happened(world);
  await sealer.close();

  const { checkpoint } = await readNewest(world.db);
  const newest = parseCheckpoint(checkpoint ?? '');
  expect(newest?.size).toBe((await readSealState(world.db)).size);
  for (const folder of [join(data, 'checkpoints'), other]) {
    const { checkpoints, unreadable } = parseCheckpoints(readFileSync(join(folder, today()), 'utf8'));
    expect(unreadable).toEqual([]);
    expect(checkpoints.at(-1)?.text).toBe(newest?.text);
    for (const { text, signatures } of checkpoints)
      expect(isSignedBy(world.keys.checkpoints.publicKey, text, signatures[0]?.signature ?? Buffer.alloc(64))).toBe(true);
  }
  expect(keptCheckpoints(world.config).map(({ file }) => file)).toEqual([join(data, 'checkpoints', today()), join(other, today())]);
  expect(checkpointStandings(world.config, checkpoint).map(({ standing }) => standing)).toEqual(['goes-on', 'goes-on']);
});

test('D5 when the connection of the sealer is cut it seals again within seconds, and says so', async () => {
  const { world, lines, open } = await place();
  open();
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  const root = new pg.Client({ ...(JSON.parse(inject('postgres').root) as pg.ClientConfig), database: world.db.connectionConfig.database });
  await root.connect();
  await root.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'varco sealer' and datname = current_database()`,
  );
  await root.end();

  await happened(world);

  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
});

test('D5 of two nodes one seals, and the other takes over when it stops', async () => {
  const { world, open } = await place();
  const first = open();
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  open();
  await first.close();

  await happened(world);

  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
});

test('D5 a folder elsewhere that is not there is told once, is not made, and stops nothing', async () => {
  const { world, data, other, lines, open } = await place(false);
  const sealer = open();
  await happened(world);
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  await sealer.close();

  expect(existsSync(other)).toBe(false);
  expect(lines.filter((line) => line.includes(`checkpoints cannot be written to ${other}`))).toHaveLength(1);
  expect(existsSync(join(data, 'checkpoints', today()))).toBe(true);
  const { checkpoint } = await readNewest(world.db);
  expect(checkpointStandings(world.config, checkpoint)[1]).toEqual({ path: other, standing: 'unusable' });
});

test('D5 a database that is shorter than its newest checkpoint is told loudly at the start, and sealing goes on', async () => {
  const { world, other, lines, open } = await place();
  const origin = (await readNewest(world.db)).origin;
  const { sign } = world.keys.checkpoints;
  const text = `${origin}\n900\n${Buffer.alloc(32, 1).toString('base64')}\ntime 2026-11-20T10:00:00.000Z\n`;
  const signature = Buffer.concat([Buffer.alloc(4, 1), sign(Buffer.from(text))]).toString('base64');
  appendFileSync(join(other, '2026-11-20.txt'), `${text}\n— ${origin} ${signature}\n\n`);
  const before = readFileSync(join(other, '2026-11-20.txt'), 'utf8');

  const sealer = open();
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  await sealer.close();

  expect(lines.some((line) => line.includes('"level":50') && line.includes('shorter or other'))).toBe(true);
  expect(readFileSync(join(other, '2026-11-20.txt'), 'utf8')).toBe(before);
});

test('D5 a checkpoint cut short by a stop is set apart, and the next one is whole', async () => {
  const { world, other, open } = await place();
  appendFileSync(join(other, today()), 'varco-log/x\n12\nAAAA');
  const sealer = open();
  await happened(world);
  await expect.poll(async () => (await readSealState(world.db)).unsealedRows).toBe(0);
  await sealer.close();

  const { checkpoints, unreadable } = parseCheckpoints(readFileSync(join(other, today()), 'utf8'));
  expect(unreadable).toEqual([1, 2, 3]);
  expect(checkpoints.at(-1)?.text).toBe(parseCheckpoint((await readNewest(world.db)).checkpoint ?? '')?.text);
});

test('D5 how long the oldest row waits for its seal is measured', async () => {
  const world = await freshWorld();
  expect(await secondsUnsealed(world)).toBe(0);
  world.clock.advance({ seconds: 90 });

  expect(await secondsUnsealed(world)).toBe(90);
  const answer = await (await world.house()).app.inject({ url: '/metrics', headers: { host: 'localhost' } });
  expect(answer.payload).toContain('varco_log_unsealed_seconds 90');
});
