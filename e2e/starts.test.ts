import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findNode, root } from '../tools/bootstrap.mjs';
import { Client } from './testing/client.ts';
import { administered, administrator, startInstallation } from './testing/installation.ts';
import {
  allGone,
  complaintsOf,
  databaseOf,
  descendantsOf,
  freePort,
  refusedStart,
  startVarco,
  temporaryFolder,
  type Wishes,
} from './testing/program.ts';

const isRoot = process.getuid?.() === 0;
const listening: Server[] = [];

afterEach(() => {
  for (const server of listening.splice(0)) server.close();
});

/** One clear line, and the code that tells a script that it failed. */
async function refusal(wishes: Wishes): Promise<string> {
  const ending = await refusedStart(wishes);
  const lines = complaintsOf(ending);
  expect(ending.code, ending.said).toBe(1);
  expect(lines, ending.said).toHaveLength(1);
  return lines[0] ?? '';
}

test('a second start on the same folder refuses in one line that names the first, which goes on', async () => {
  const first = await startVarco();

  const line = await refusal({ data: first.data });

  expect(line).toBe(
    `Varco already runs on ${first.data} as process ${first.pid}: stop that one first, or name another folder with VARCO_DATA.`,
  );
  await expect.poll(async () => (await new Client(first.url).get('/readyz')).status).toBe(200);
});

test('of twenty first starts at once on one folder one is ready, and nineteen refuse in one line', async () => {
  const data = join(temporaryFolder(), 'data');

  const outcomes = await Promise.all(Array.from({ length: 20 }, async () => startVarco({ data }).catch((fault: Error) => fault)));

  const [ready, ...others] = outcomes.flatMap((outcome) => (outcome instanceof Error ? [] : [outcome]));
  const refused = outcomes.filter((outcome) => outcome instanceof Error);
  expect(others).toEqual([]);
  expect(refused).toHaveLength(19);
  for (const { message } of refused) {
    expect(message.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([
      'Varco ended (1) before it was ready:',
      expect.stringMatching(/^Varco already runs on .+ as process \d+: stop that one first, or name another folder with VARCO_DATA\.$/),
    ]);
  }
  // Ready again as soon as the channel between nodes answers, which a crowded machine delays.
  await expect.poll(async () => ready && (await new Client(ready.url).get('/readyz')).status).toBe(200);
  expect(ready?.said()).toContain('A secret key was made in');
});

test('D7 a start with a key that is not the one of the database refuses in one line, and with its own goes on', async () => {
  const first = await startInstallation();
  await first.end();
  const file = join(first.data, 'keys', 'secret');
  const own = readFileSync(file, 'utf8');
  writeFileSync(file, `${'5a'.repeat(32)}\n`);

  const line = await refusal({ data: first.data });

  expect(line).toContain(`The secret key ${file} is not the one this database has worked with`);
  // As if a replacement had been interrupted after the file was written.
  writeFileSync(file, `${'5a'.repeat(32)}\n${own}`);
  const again = await startVarco({ data: first.data });
  expect(again.said()).toContain('A replacement of the secret key had been interrupted: it is complete now.');
});

test("D11 with a port of the system's choice the address that is shown is the one whose forms are taken", async () => {
  const varco = await startVarco({ environment: { VARCO_PORT: '0', VARCO_BASE_URL: '' } });
  const link = new URL(await varco.setupLink());
  const claim = (origin: string) =>
    fetch(new URL('/setup/claim', varco.url), {
      method: 'POST',
      headers: { origin },
      body: new URLSearchParams({ token: link.hash.slice(1) }),
      redirect: 'manual',
    });

  expect(varco.url).toMatch(/^http:\/\/localhost:[1-9]\d+$/);
  expect(link.origin).toBe(varco.url);
  expect((await claim('http://localhost:8080')).status).toBe(403);
  expect((await claim(varco.url)).headers.get('location')).toBe('/setup/organization');
});

test('R1.40 the setup link is told to the terminal, and to no line of the structured log however much it says', async () => {
  const varco = await startVarco({ environment: { VARCO_LOG_LEVEL: 'debug' } });
  const token = new URL(await varco.setupLink()).hash.slice(1);
  expect(token).toMatch(/^[\w-]{43}$/);
  await fetch(`${varco.url}/setup/claim`, { method: 'POST', body: new URLSearchParams({ token }) });

  const { said, complained } = await varco.end();

  expect(said.split(token)).toHaveLength(2);
  expect(complained).not.toContain(token);
});

test('a port that is taken is told in one line, and the database that was started for it is gone', async () => {
  const port = await freePort();
  await new Promise<void>((done) => listening.push(createServer().listen(port, '127.0.0.1', done)));
  const data = join(temporaryFolder(), 'data');

  const line = await refusal({ data, port });

  expect(line).toBe(`VARCO_PORT is ${port}, which another program uses on 127.0.0.1: stop it or choose another port.`);
  expect(databaseOf(data)).toBe(0);
});

test('a folder that cannot be written, or where a file is in the way, is told in one line', async () => {
  const closed = join(temporaryFolder(), 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o555);
  // Root writes everywhere, unless that power is taken from it.
  const powerless: Pick<Wishes, 'command'> = isRoot
    ? { command: ['setpriv', '--bounding-set=-all', '--inh-caps=-all', findNode(), join(root, 'server/src/main.ts')] }
    : {};

  const unwritable = await refusal({ data: join(closed, 'data'), ...powerless });
  const occupied = await refusal({ data: join(root, 'package.json') });

  expect(unwritable).toMatch(
    /^Varco may not write in .+\/closed\/data: give that folder to the user that starts Varco, or name another one with VARCO_DATA\.$/,
  );
  expect(occupied).toMatch(/^.+package\.json cannot be a folder because a file is in the way: name another folder with VARCO_DATA\.$/);
});

test('a folder of another PostgreSQL is left alone and told in one line', async () => {
  const data = join(temporaryFolder(), 'data');
  mkdirSync(join(data, 'pg'), { recursive: true });
  writeFileSync(join(data, 'pg/PG_VERSION'), '17\n');

  const line = await refusal({ data });

  expect(line).toMatch(/^The database in .+ was made by PostgreSQL 17, this Varco has PostgreSQL 18: start the Varco that made it, or /);
  expect(existsSync(join(data, 'keys'))).toBe(false);
});

test('every wrong setting is told at once, with the variable and the mend, before anything is touched', async () => {
  const data = join(temporaryFolder(), 'data');
  const environment = {
    VARCO_PORT: 'eighty',
    VARCO_BASE_URL: 'ftp://gate.example.it',
    VARCO_TIME_ZONE: 'Roma',
    VARCO_TRUSTED_PROXIES: '10.0.0.0/24, proxy.example.it',
    VARCO_DATABASE_URL: 'mysql://here',
    VARCO_ADMIN_USERNAME: 'l.conti',
    VARCO_TYPO: 'yes',
  };

  const ending = await refusedStart({ data, environment });

  expect(ending.code).toBe(1);
  const lines = complaintsOf(ending);
  expect(lines).toHaveLength(9);
  for (const name of Object.keys(environment)) expect(lines.filter((line) => line.includes(name)).length, name).toBeGreaterThan(0);
  expect(existsSync(data)).toBe(false);
});

test('a path of 200 characters with blanks and accents works, also under a folder closed to all but its owner', async () => {
  const parent = join(temporaryFolder(), 'è chiusa');
  mkdirSync(parent, { mode: 0o700 });
  const long = `${parent}/città, perché "no" 'sì' ${'ù_ '.repeat(200)}`;
  const data = `${[...long].slice(0, 199).join('')}_`;

  const varco = await startVarco({ data });

  expect([...varco.data]).toHaveLength(200);
  await expect.poll(async () => (await new Client(varco.url).get('/readyz')).status).toBe(200);
});

test('R1.40 unattended: an empty installation is set up from the environment, one that has begun is left alone', async () => {
  const folder = temporaryFolder();
  const secret = join(folder, 'password');
  writeFileSync(secret, `${administrator.password}\n`);
  const environment = {
    VARCO_ADMIN_USERNAME: administrator.username,
    VARCO_ADMIN_PASSWORD_FILE: secret,
    VARCO_ORGANIZATION: 'Comune di Borgo Ligure',
    VARCO_PROFILE: 'guida-attuale',
  };
  const data = join(folder, 'data');

  const refused = await refusal({ data, environment });
  const first = await startVarco({ data, environment: { ...environment, VARCO_PROFILE: 'misure-minime' } });
  const { hands } = await administered(first);
  await first.end();
  writeFileSync(secret, 'Another-password-26');
  const second = await startVarco({ data, port: Number(new URL(first.url).port), environment });

  expect(refused).toMatch(/^VARCO_ADMIN_PASSWORD_FILE: .+ at least 15/);
  expect(second.said()).not.toContain('setup#');
  expect((await hands.get('/api/me')).status).toBe(200);
});

test.for([
  ['Ctrl-C in the terminal', 'SIGINT', true],
  ['SIGTERM', 'SIGTERM', false],
] as const)('%s ends everything in order, and no process is left', async ([_, signal, group]) => {
  const varco = await startVarco();
  const family = [varco.pid, ...descendantsOf(varco.pid)];
  const open = await fetch(`${varco.url}/healthz`);

  process.kill(group ? -varco.pid : varco.pid, signal);
  const ending = await varco.exited;

  expect(open.status).toBe(200);
  expect(family.length).toBeGreaterThan(4);
  expect(ending).toMatchObject({ code: 0, signal: null });
  expect(databaseOf(varco.data)).toBe(0);
  expect(readFileSync(join(varco.data, 'pg/PG_VERSION'), 'utf8')).toMatch(/^18/);
  await allGone(family);
});

test('the wrapper of npm start killed without a word leaves nothing behind, and the next start is as always', async () => {
  const wrapped = await startVarco({ command: [process.execPath, join(root, 'tools/start.mjs')] });
  const family = [wrapped.pid, ...descendantsOf(wrapped.pid)];

  await wrapped.end('SIGKILL');

  await allGone(family);
  const again = await startVarco({ data: wrapped.data });
  await expect.poll(async () => (await new Client(again.url).get('/readyz')).status).toBe(200);
});
