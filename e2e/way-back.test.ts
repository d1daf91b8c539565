import { spawnSync } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askDatabase } from './testing/database.ts';
import { administered, startInstallation } from './testing/installation.ts';
import { complaintsOf, refusedStart, restarted, startVarco } from './testing/program.ts';

test('the copy made before an upgrade is the way back: an old program refuses the new data, and goes on with the old', async () => {
  const before = await startInstallation();
  const { data } = before;
  const port = Number(new URL(before.url).port);
  await before.person({ username: 'prima' });
  await before.end();
  // Stopped in order: nothing is left to recover, so that a plain copy is a whole one.
  expect(existsSync(join(data, 'pg/postmaster.pid'))).toBe(false);
  expect(spawnSync('cp', ['-a', data, `${data}-before`]).status).toBe(0);

  const upgraded = await administered(await startVarco({ data, port }));
  await upgraded.person({ username: 'dopo' });
  askDatabase(data, `insert into varco.migrations (name, hash) values ('9999_later', 'of a newer version')`);
  await upgraded.end();
  const refused = await refusedStart({ data, port });
  expect([refused.code, complaintsOf(refused)]).toEqual([
    1,
    ['The database was used by a newer Varco (it knows 9999_later): start that version or a newer one.'],
  ]);
  renameSync(data, `${data}-failed`);
  expect(spawnSync('cp', ['-a', `${data}-before`, data]).status).toBe(0);

  const back = await administered(await restarted(await startVarco({ data, port })));

  const people = await back.hands.get('/api/users?state=all');
  expect(people.text).toContain('"prima"');
  expect(people.text).not.toContain('"dopo"');
});
