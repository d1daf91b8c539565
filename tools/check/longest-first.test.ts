import { expect, test } from 'vitest';
import { longestFirst } from './longest-first.mjs';

const file = (name: string, path: string) => ({ moduleId: `/somewhere/${path}`, project: { name } });

test('the files that take longest begin first in their project, the others as they came', () => {
  const files = [
    file('unit', 'shared/src/days.test.ts'),
    file('unit', 'server/src/cli.test.ts'),
    file('unit', 'server/src/app.test.ts'),
    file('unit', 'server/src/command-line/backups/backup.test.ts'),
    file('journeys', 'e2e/door.test.ts'),
    file('journeys', 'e2e/kills.test.ts'),
  ];

  expect(longestFirst(files).map(({ moduleId }) => moduleId.split('/').at(-1))).toEqual([
    'backup.test.ts',
    'cli.test.ts',
    'days.test.ts',
    'app.test.ts',
    'kills.test.ts',
    'door.test.ts',
  ]);
});
