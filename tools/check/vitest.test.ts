import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../bootstrap.mjs';
import { counted, shorterOnes, testsOnDatabase } from './vitest.mjs';

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((each) => ({ status: each })) });
const report = (passed: number, failed: number, ...testResults: unknown[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

test('a run is counted by its tests', () => {
  expect(counted(report(2, 0, file('passed', 'passed', 'passed')), 0)).toEqual({ passed: 2, failed: 0 });
  expect(counted(report(1, 1, file('failed', 'passed', 'failed')), 1)).toEqual({ passed: 1, failed: 1 });
});

test('a file that does not load is a failure, and a file whose preparation fails loses all its tests', () => {
  expect(counted(report(0, 0, file('failed')), 1)).toEqual({ passed: 0, failed: 1 });
  expect(counted(report(0, 0, file('failed', 'skipped', 'skipped')), 1)).toEqual({ passed: 0, failed: 2 });
});

test('a run that ends badly without saying why is a failure', () => {
  expect(counted(report(2, 0, file('passed', 'passed', 'passed')), 1)).toEqual({ passed: 2, failed: 1 });
  expect(counted(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});

test('the oldest PostgreSQL runs what asks a database, not what starts its own or asks none', () => {
  const files = testsOnDatabase();

  expect(files).toContain('server/src/features/access-log/store.test.ts');
  expect(files).toContain('server/src/row-security.test.ts');
  expect(files).toContain('server/src/command-line/users/list.test.ts');
  expect(files).not.toContain('server/src/db/embedded.test.ts');
  expect(files).not.toContain('server/src/command-line/backups/backup.test.ts');
  expect(files).not.toContain('server/src/core/keys.test.ts');
});

test('what a long test leaves out on the oldest PostgreSQL, a shorter one asks there', () => {
  const files = testsOnDatabase();
  for (const [long, short] of Object.entries(shorterOnes)) {
    expect(existsSync(join(root, 'server/src', long)), long).toBe(true);
    expect(files).toContain(`server/src/${short}`);
    expect(files).not.toContain(`server/src/${long}`);
  }
});
