import pg from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { freshWorld, rolesOf } from '#testing/world';
import { sweepFiles } from './sweep.ts';

test('D5 files are not cleared while an older transaction still writes: who reads meanwhile would keep what is erased in them', async () => {
  const world = await freshWorld({ maintained: true });
  const roles = rolesOf(world.db);
  const [writer, watcher] = [new pg.Client(world.db.connectionConfig), new pg.Client(roles.root)];
  for (const client of [writer, watcher]) {
    await client.connect();
    onTestFinished(() => client.end());
  }
  // It has written, and at the moment looks at nothing.
  await writer.query('begin');
  await writer.query('select pg_current_xact_id()');
  // What is erased goes after it began.
  await world.owner('select pg_current_xact_id()');
  const progress = vi.fn();
  const swept = sweepFiles(roles, progress);
  const asks = async () =>
    (await watcher.query(`select from pg_stat_activity where application_name = 'varco sweep' and query like '%backend_xmin%'`)).rowCount;

  await expect.poll(asks).toBe(1);
  expect(progress).not.toHaveBeenCalled();
  await writer.query('commit');

  expect(await swept).toBe(true);
  expect(progress).toHaveBeenCalled();
});
