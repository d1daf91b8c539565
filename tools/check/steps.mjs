import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect, root } from '../bootstrap.mjs';
import { findChromium, findOldestPostgres, installLine } from '../debian-packages.mjs';
import { buildPages } from '../pages.mjs';
import { buildVerifier } from '../verifier.mjs';
import { countTests, runTests, testsOnDatabase } from './vitest.mjs';
import { checkWalls } from './walls.mjs';

/** What must hold before a change is accepted, in this order; every step runs even when one before it failed. Quick ones run side by side. */
export const steps = [
  { name: 'lint', quick: true, run: () => tool('@biomejs/biome', 'check', '--error-on-warnings', '.') },
  {
    name: 'types',
    quick: true,
    run: () => all(['tsconfig.json', 'web/tsconfig.json', 'e2e/tsconfig.json'].map((project) => tool('typescript', '-p', project))),
  },
  { name: 'walls', quick: true, run: async () => verdict(await checkWalls()) },
  { name: 'unused', quick: true, run: () => tool('knip', '--no-progress') },
  { name: 'generated', quick: true, run: () => script('tools/generate/run.ts', '--check') },
  { name: 'builds', quick: true, run: builds },
  { name: 'tests', run: async () => tests(await runTests({ project: 'unit' })) },
  { name: 'journeys', run: () => (findChromium() ? journeys() : missing({ project: 'journeys' })) },
  { name: 'postgres-15', run: () => (findOldestPostgres() ? onOldestPostgres() : missing(onDatabase())) },
  { name: 'audit', run: audit },
];

const verdict = ({ code, output }) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output });
const tests = ({ passed, failed, output }) => ({
  passed,
  failed,
  output,
  note: `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`,
});

async function builds() {
  const results = [verdict(await buildPages(process.execPath)), verdict(await buildVerifier(process.execPath))];
  return results.find((result) => result.failed > 0) ?? results[0];
}

/** Runs the program of an installed package. */
async function tool(name, ...args) {
  const folder = join(root, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const program = typeof bin === 'string' ? bin : Object.values(bin)[0];
  return verdict(await collect(process.execPath, [join(folder, program), ...args], { cwd: root }));
}

/** Runs a script of ours. */
async function script(path, ...args) {
  return verdict(await collect(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, path), ...args], { cwd: root }));
}

/** Several programs that are one step. */
async function all(runs) {
  const results = await Promise.all(runs);
  const output = results.map((result) => result.output ?? '').join('');
  return results.some((result) => result.failed > 0) ? { passed: 0, failed: 1, output } : { passed: 1, failed: 0 };
}

const journeys = async () => tests(await runTests({ project: 'journeys' }));
const onDatabase = () => ({ project: 'unit', files: testsOnDatabase() });
const onOldestPostgres = async () => tests(await runTests({ ...onDatabase(), env: { VARCO_TEST_PG_BIN: findOldestPostgres() } }));

/** Tests that cannot run here are failed tests, with the way to run them. */
async function missing(wanted) {
  const failed = Math.max(1, await countTests(wanted));
  return { passed: 0, failed, note: `${failed} failed`, output: `These tests did not run for want of a Debian package. ${installLine()}` };
}

/** Asks the registry for known weaknesses of what we ship; a registry that does not answer says nothing about us. */
async function audit() {
  const { code, stdout } = await collect('npm', ['audit', '--omit=dev', '--json'], { cwd: root, shell: process.platform === 'win32' });
  const answered = stdout.includes('"auditReportVersion"');
  return answered ? verdict({ code, output: stdout }) : { passed: 0, failed: 0, note: 'not answered' };
}
