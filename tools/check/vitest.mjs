import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, root } from '../bootstrap.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** How a test reaches the PostgreSQL of its run; the others start one of their own, or none, whichever the run's is. */
const reachesDatabase = /\bfreshWorld\b|inject\('postgres'\)/;

/**
 * Long tests of rules, amounts and formats, each with a shorter one that sends the same SQL: on another version of PostgreSQL only the
 * shorter one runs.
 */
export const shorterOnes = {
  'command-line/log/export.test.ts': 'features/log-evidence/archive.test.ts',
  'features/authorization/looking-at-rights.test.ts': 'command-line/users/rights.test.ts',
  'features/directory/narrowing/narrowing.test.ts': 'features/directory/find-users.test.ts',
  'features/first-passwords/first-passwords.test.ts': 'command-line/users/first-passwords.test.ts',
  'features/log-evidence/verify.test.ts': 'command-line/log/verify.test.ts',
  'features/log-searches/export-log.test.ts': 'features/access-log/search.test.ts',
  'features/sign-in/choose-new-password.test.ts': 'features/sign-in/routes.test.ts',
  'features/staff-import/cancel-import.test.ts': 'command-line/users/import.test.ts',
  'features/staff-import/import.test.ts': 'command-line/users/import.test.ts',
  'http/server.test.ts': 'permissions.test.ts',
};

/** The files of the server's tests that another version of PostgreSQL could make fail. */
export const testsOnDatabase = () =>
  readdirSync(join(root, 'server/src'), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.test.ts') && !Object.hasOwn(shorterOnes, path))
    .map((path) => `server/src/${path}`)
    .filter((path) => reachesDatabase.test(readFileSync(join(root, path), 'utf8')))
    .sort();

/** Runs the tests of a project (all, or those of `files`) and counts them; a file that does not load counts as one failed test. */
export async function runTests({ project, files = [], env = {} }) {
  const reports = mkdtempSync(join(tmpdir(), 'varco-tests-'));
  const report = join(reports, 'report.json');
  try {
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...files];
    const { code, output } = await collect(process.execPath, [vitest, ...args], { cwd: root, env: { ...process.env, ...env } });
    return { ...counted(read(report), code), output };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Counts the tests of a project (all, or those of `files`) without running them. */
export async function countTests({ project, files = [] }) {
  const args = ['list', ...files, '--project', project, '--json'];
  const { stdout } = await collect(process.execPath, [vitest, ...args], { cwd: root });
  try {
    return JSON.parse(stdout).length;
  } catch {
    return 0;
  }
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return undefined;
  }
}

/** What a report says. A file that stops before its tests fails them all, and an end that the report does not explain is one failure more. */
export function counted(report, code) {
  if (!report) return { passed: 0, failed: 1 };
  const stopped = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const unrun = stopped.map((file) => Math.max(1, file.assertionResults.filter((test) => test.status !== 'passed').length));
  const failed = report.numFailedTests + unrun.reduce((sum, count) => sum + count, 0);
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}
