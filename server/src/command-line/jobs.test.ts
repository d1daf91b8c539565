import { events } from '@varco/shared/access-log/events';
import { expect, test } from 'vitest';
import { settingsOf, testTerminal } from '#testing/terminal';
import { freshWorld } from '#testing/world';
import { explain } from './explain.ts';
import { jobsList, jobsRun } from './jobs.ts';

test('R1.44 a planned job runs from the terminal, tells how it ended, and the log names the operator', async () => {
  const world = await freshWorld();
  const settings = settingsOf(world);
  const [before, running, after] = [testTerminal(settings), testTerminal(settings), testTerminal(settings)];

  await jobsList(before, {});
  expect(await jobsRun(running, 'forget-runs')).toBe(0);
  await jobsList(after, { json: true });

  expect(before.answers.join('')).toMatch(
    /^JOB +WHAT IT IS +NEXT +LAST +HOW IT WENT\n.*^forget-runs +Clearing of runs +\S+, \d\d:\d\d +never$/ms,
  );
  expect(running.answers).toEqual(['No run taken off.\n']);
  expect(JSON.parse(after.answers.join(''))).toContainEqual(
    expect.objectContaining({ name: 'forget-runs', last: expect.objectContaining({ state: 'done', dueAt: null }) }),
  );
  expect(
    await world.owner(`select s.name from access_log.entries e join access_log.subjects s on s.id = e.actor_id where e.event = $1`, [
      events['run-asked'],
    ]),
  ).toEqual([{ name: 'giulia' }]);
});

test('R1.44 a job that is not planned is refused with the names of those that are, and one under way with the way on', async () => {
  const world = await freshWorld();
  const terminal = testTerminal(settingsOf(world), 'it');
  const refused = (name: string) =>
    jobsRun(terminal, name).then(
      () => 'It was done.',
      (fault: unknown) => explain(fault, 'it'),
    );

  expect(await refused('import-staff')).toMatch(
    /^Nessun lavoro pianificato si chiama «import-staff»\. Ci sono: suspend-inactive, forget-runs/,
  );
  await world.owner(
    `insert into jobs.runs (organization_id, id, job, asked_at, state, started_at, heartbeat_at)
     values ('00000000-0000-0000-0000-000000000000', gen_random_uuid(), 'forget-runs', now(), 'running', now(), now())`,
  );
  expect(await refused('forget-runs')).toMatch(/in corso|in coda|già/);
  expect(await world.owner('select event from access_log.entries where event = $1', [events['run-asked']])).toEqual([]);
});
