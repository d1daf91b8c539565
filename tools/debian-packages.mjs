import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { collect, Stop, say } from './bootstrap.mjs';

const oldestPostgres = '/usr/lib/postgresql/15/bin';
const noCluster = '/etc/postgresql-common/createcluster.d/varco-tests.conf';

const shell = 'chromium-headless-shell';

/**
 * The browser of the journeys: the one you name, or the machine's own. First Chromium without its windows, which Debian builds from the
 * same source: a page costs it a third less, because nothing of the frame around the page runs.
 */
export function findChromium() {
  const named = process.env.VARCO_TEST_CHROMIUM;
  return [named ?? '', `/usr/bin/${shell}`, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
    (path) => path !== '' && existsSync(path),
  );
}

/** The folder of the oldest PostgreSQL we promise: the one you name, or Debian's. */
export function findOldestPostgres() {
  const named = process.env.VARCO_TEST_PG_BIN;
  return [named ?? '', oldestPostgres].find((folder) => folder !== '' && existsSync(join(folder, 'postgres')));
}

/** What reads the text of a PDF in the order of a screen reader. */
export const findPdfReader = () => ['/usr/bin/pdftotext', '/usr/local/bin/pdftotext'].find((path) => existsSync(path));

const needed = [
  { name: 'chromium', find: findChromium },
  { name: 'postgresql-15', find: findOldestPostgres },
  { name: 'poppler-utils', find: findPdfReader },
];

/** The Debian packages that the tests need and do not find. */
export const missingPackages = () => needed.filter(({ find }) => find() === undefined).map(({ name }) => name);

/** What to type for the missing packages. */
export const installLine = () => `VARCO_TEST_INSTALL=1 npm test    (or: apt-get install ${missingPackages().join(' ')})`;

/** Installs what the tests need from Debian, if somebody said yes: CI, the variable, or a person at the terminal. */
export async function offerTestPackages() {
  const missing = missingPackages();
  if (missing.length === 0 || !(await isWanted(missing))) return;
  if (!existsSync('/usr/bin/apt-get'))
    throw new Stop(`The tests need ${missing.join(' and ')}, and this machine has no apt-get: install them its own way.`);
  say(`Installing ${missing.join(' and ')} for the tests.`);
  await apt(['update']);
  const { code } = await collect('apt-cache', ['show', shell]);
  const names = missing.map((name) => (name === 'chromium' && code === 0 ? shell : name));
  await withoutCluster(() => apt(['install', ...names]));
}

async function isWanted(missing) {
  if (process.env.CI === 'true' || process.env.VARCO_TEST_INSTALL === '1') return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(
      `Some tests need ${missing.join(' and ')}, which this machine does not have. Install with apt-get? [y/N] `,
    );
    return /^(y|yes|s|sì|si)$/i.test(answer.trim());
  } finally {
    terminal.close();
  }
}

/** Debian makes and starts a database cluster with the package; the tests want the programs only, so a setting of ours forbids it meanwhile. */
async function withoutCluster(install) {
  await privileged(['mkdir', '-p', dirname(noCluster)]);
  await privileged(['sh', '-c', 'echo "create_main_cluster = false" > "$1"', 'sh', noCluster]);
  try {
    await install();
  } finally {
    await privileged(['rm', noCluster]);
  }
}

const isRoot = () => process.getuid?.() === 0;

async function apt([verb, ...names]) {
  const options = ['-q', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  await privileged(['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', verb, ...options, ...names]);
}

async function privileged(command) {
  const [program, ...args] = isRoot() ? command : ['sudo', ...(process.stdin.isTTY ? [] : ['-n']), ...command];
  const { code, output } = await collect(program, args);
  if (code !== 0)
    throw new Stop(
      `${output.trimEnd()}\n${command.join(' ')} ended with ${code}: install the packages by hand, then start the tests again.`,
    );
}
