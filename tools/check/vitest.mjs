import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect, root } from '../bootstrap.mjs';

const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

/** Runs the tests of a project (all, or those under `folder`) and counts them; a file that does not load counts as one failed test. */
export async function runTests({ project, folder, env = {} }) {
  const reports = mkdtempSync(join(tmpdir(), 'varco-tests-'));
  const report = join(reports, 'report.json');
  try {
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...(folder ? [folder] : []),
    ];
    const { code, output } = await collect(process.execPath, [vitest, ...args], { cwd: root, env: { ...process.env, ...env } });
    return { ...counted(read(report), code), output };
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Counts the tests of a project (all, or those under `folder`) without running them. */
export async function countTests({ project, folder }) {
  const args = ['list', ...(folder ? [folder] : []), '--project', project, '--json'];
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
