import { beforeAll, expect, test } from 'vitest';
import { Client } from './testing/client.ts';
import { administrator, startInstallation } from './testing/installation.ts';
import { type Outside, startOutside } from './testing/outside.ts';
import { complaintsOf, refusedStart } from './testing/program.ts';

let outside: Outside;

beforeAll(async () => {
  outside = await startOutside();
});

const addresses = (app = 'gate_app', owner = 'gate_owner') => ({
  VARCO_DATABASE_URL: outside.address(app),
  VARCO_DATABASE_OWNER_URL: outside.address(owner),
});

test('D8 an application role that row security does not hold is refused with the statement that mends it', async () => {
  outside.run('create role gate_super login superuser');
  outside.run('create role gate_heir login in role gate_owner');
  outside.run('create role gate_blind login bypassrls');

  const told = async (app: string) => {
    const ending = await refusedStart({ environment: addresses(app) });
    expect(ending.code, ending.said).toBe(1);
    return complaintsOf(ending).join('\n');
  };

  expect(await told('gate_super')).toContain('ALTER ROLE "gate_super" NOSUPERUSER;');
  expect(await told('gate_heir')).toContain('REVOKE "gate_owner" FROM "gate_heir";');
  expect(await told('gate_blind')).toContain('ALTER ROLE "gate_blind" NOBYPASSRLS;');
  expect(await told('gate_owner')).toContain('name the same role');
});

test('a database that cannot be reached at start is told in one line', async () => {
  await outside.stop();

  const ending = await refusedStart({ environment: addresses() });

  await outside.start();
  expect(ending.code).toBe(1);
  expect(complaintsOf(ending)).toEqual([
    expect.stringMatching(
      /^The database named by VARCO_DATABASE_OWNER_URL cannot be reached: .+\. Check that it runs, its address and the password\.$/,
    ),
  ]);
});

test('an outside PostgreSQL 15 serves; lost while running it is 503 with Retry-After, and back without a restart of ours', async () => {
  const varco = await startInstallation({ environment: addresses() });
  const elena = await varco.person();
  const somebody = new Client(varco.url);
  const browser = new Client(varco.url);
  expect((await somebody.signIn(elena.username, elena.password)).body.step).toBe('enter');

  await outside.stop();
  const refused = await Promise.all([
    somebody.get('/api/me/accesses'),
    browser.signIn(elena.username, elena.password),
    browser.submit('/sign-in', { username: elena.username, password: elena.password }),
    browser.get('/readyz'),
  ]);
  const alive = await browser.get('/healthz');
  await outside.start();
  await expect.poll(async () => (await browser.get('/readyz')).status, { interval: 50 }).toBe(200);

  for (const answer of refused) expect(answer.status, answer.text).toBe(503);
  for (const answer of refused) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused[2].text).toContain('Il servizio è fermo perché non raggiunge i suoi dati.');
  expect(alive.status).toBe(200);
  expect((await somebody.get('/api/me')).body).toMatchObject({ user: { username: elena.username } });
  expect((await browser.signIn(administrator.username, administrator.password)).body.step).toBe('enter');
});
