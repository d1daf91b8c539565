import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { selfSigned } from '#testing/certificate';
import { ConfigFault, readConfig } from './config.ts';

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
    return [];
  } catch (fault) {
    if (fault instanceof ConfigFault) return fault.faults;
    throw fault;
  }
};

/** A file of the test's own. */
const written = (name: string, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('nothing set gives a gate on this machine alone', () => {
  const config = readConfig({}, '/srv/varco');

  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    data: '/srv/varco/data',
    timeZone: 'Europe/Rome',
    database: null,
    unattended: null,
  });
  expect(config.backups).toEqual({ folder: null, keep: 14, at: '01:30', replication: null });
  expect(config.baseUrl.origin).toBe('http://localhost:8080');
  expect(config.hashCost).toEqual({ memory: 19_456, passes: 2, lanes: 1 });
});

test('every fault is told at once, each with its variable', () => {
  const faults = faultsOf({
    VARCO_PORT: 'eighty',
    VARCO_BASE_URL: 'http://gate.example.it',
    VARCO_TIME_ZONE: 'Europe/Roma',
    VARCO_TRUSTED_PROXIES: '10.0.0.0/24, 300.1.1.1',
    VARCO_DATABASE_URL: 'mysql://a@b/c',
    VARCO_LOG_LEVEL: 'loud',
    VARCO_PORTT: '1',
  });

  const named = faults.map((fault) => fault.split(' ')[0]).sort();
  expect(named).toEqual([
    'VARCO_BASE_URL',
    'VARCO_DATABASE_OWNER_URL',
    'VARCO_DATABASE_URL',
    'VARCO_LOG_LEVEL',
    'VARCO_PORT',
    'VARCO_PORTT',
    'VARCO_TIME_ZONE',
    'VARCO_TRUSTED_PROXIES',
  ]);
});

test.each([
  ['a port beyond the last', { VARCO_PORT: '65536' }],
  ['a negative port', { VARCO_PORT: '-1' }],
  ['a base address with a path', { VARCO_BASE_URL: 'http://localhost/varco' }],
  ['a base address with a user', { VARCO_BASE_URL: 'http://a:b@localhost' }],
  ['a base address of another scheme', { VARCO_BASE_URL: 'ftp://localhost' }],
  ['open to everybody without encryption', { VARCO_HOST: '0.0.0.0' }],
  ['an https address that nothing serves', { VARCO_BASE_URL: 'https://gate.example.it' }],
  ['an https address behind no proxy at all', { VARCO_BASE_URL: 'https://gate.example.it', VARCO_TRUSTED_PROXIES: ' , ' }],
  ['half of what an https address needs', { VARCO_BASE_URL: 'https://gate.example.it', VARCO_TLS_KEY_FILE: '/nowhere' }],
  ['a certificate without its key', { VARCO_TLS_CERTIFICATE_FILE: '/nowhere' }],
  ['a network wider than addresses are long', { VARCO_TRUSTED_PROXIES: '10.0.0.0/33' }],
  ['a proxy header nobody sends', { VARCO_PROXY_HEADER: 'x-real-ip' }],
  ['one database role for both', { VARCO_DATABASE_URL: 'postgres://a@h/d', VARCO_DATABASE_OWNER_URL: 'postgres://a@h/d' }],
  ['a guessable metrics token', { VARCO_METRICS_TOKEN: 'x'.repeat(15) }],
  [
    'a profile that does not exist',
    { VARCO_PROFILE: 'massima', VARCO_ADMIN_USERNAME: 'conti', VARCO_ADMIN_PASSWORD: 'Primavera-26', VARCO_ORGANIZATION: 'Borgo' },
  ],
  ['a profile alone', { VARCO_PROFILE: 'icaro' }],
  ['an administrator without organization', { VARCO_ADMIN_USERNAME: 'conti', VARCO_ADMIN_PASSWORD: 'Primavera-26' }],
  ['a role for copying files of no named database', { VARCO_DATABASE_REPLICATION_URL: 'postgres://a@h/d' }],
  ['no backup kept', { VARCO_BACKUP_KEEP: '0' }],
  ['a backup at no time of the day', { VARCO_BACKUP_AT: '24:00' }],
  ['a log level nobody knows', { VARCO_LOG_LEVEL: 'loud' }],
  ['a secret key that is not there', { VARCO_SECRET_KEY_FILE: '/nowhere/key' }],
  ['a secret both in the variable and in a file', { VARCO_METRICS_TOKEN: 'x'.repeat(20), VARCO_METRICS_TOKEN_FILE: '/nowhere' }],
  ['a weaker hash', { VARCO_HASH_COST: '1024,1,1' }],
  ['fewer passes with the same memory', { VARCO_HASH_COST: '19456,1,1' }],
  ['a hash cost that is no numbers', { VARCO_HASH_COST: 'strong' }],
])('refused: %s', (_, environment) => {
  const faults = faultsOf(environment);

  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^VARCO_[A-Z_]+/);
});

test('D11 an https address is served by a certificate or by a proxy that is named', () => {
  const here = { VARCO_BASE_URL: 'https://gate.example.it' };

  expect(faultsOf({ ...here, VARCO_TRUSTED_PROXIES: '127.0.0.1' })).toEqual([]);
  const { certificate, key } = selfSigned();
  const files = { VARCO_TLS_CERTIFICATE_FILE: written('certificate', certificate), VARCO_TLS_KEY_FILE: written('key', key) };
  expect(faultsOf({ ...here, ...files })).toEqual([]);
});

test('a certificate that is none, or whose key is another one, is told before anything starts', () => {
  const [one, other] = [selfSigned(), selfSigned()];
  const faults = (certificate: string, key: string) =>
    faultsOf({
      VARCO_BASE_URL: 'https://gate.example.it',
      VARCO_TLS_CERTIFICATE_FILE: written('certificate', certificate),
      VARCO_TLS_KEY_FILE: written('key', key),
    });

  for (const [certificate, key] of [
    [one.certificate, other.key],
    [one.certificate, 'x'],
    ['x', one.key],
    ['', ''],
  ] as const)
    expect(faults(certificate, key)).toEqual([expect.stringMatching(/^VARCO_TLS_CERTIFICATE_FILE and VARCO_TLS_KEY_FILE .*PEM/)]);
  expect(
    faultsOf({ VARCO_TLS_CERTIFICATE_FILE: '/nowhere', VARCO_TLS_KEY_FILE: '/nowhere', VARCO_BASE_URL: 'https://here.example.it' }),
  ).toEqual([expect.stringMatching(/^VARCO_TLS_CERTIFICATE_FILE names/), expect.stringMatching(/^VARCO_TLS_KEY_FILE names/)]);
});

test('an https address that nothing serves is told with the other faults, and how to mend it', () => {
  const faults = faultsOf({ VARCO_BASE_URL: 'https://gate.example.it', VARCO_TIME_ZONE: 'Mars' });

  expect(faults).toEqual([
    expect.stringMatching(/^VARCO_BASE_URL is "https:\/\/gate\.example\.it".*VARCO_TRUSTED_PROXIES.*VARCO_TLS_CERTIFICATE_FILE/),
    expect.stringMatching(/^VARCO_TIME_ZONE/),
  ]);
});

test('an address that nobody chose follows the port', () => {
  expect(readConfig({ VARCO_PORT: '9000' }).baseUrl.origin).toBe('http://localhost:9000');
  expect(faultsOf({ VARCO_PORT: 'eighty' })).toHaveLength(1);
});

test('D7 a stronger hash is accepted', () => {
  expect(readConfig({ VARCO_HASH_COST: '65536,3,2' }).hashCost).toEqual({ memory: 65_536, passes: 3, lanes: 2 });
});

test('secrets come from files too, without the line end an editor adds', () => {
  const file = written('token', 'a long and random token\n');

  expect(readConfig({ VARCO_METRICS_TOKEN_FILE: file }).metricsToken).toBe('a long and random token');
  expect(readConfig({ VARCO_METRICS_TOKEN: 'x'.repeat(16) }).metricsToken).toBe('x'.repeat(16));
});

test('D11 trusted proxies are addresses and networks of both families', () => {
  const { trustedProxies } = readConfig({ VARCO_TRUSTED_PROXIES: '10.0.0.5, 192.0.2.0/24 2001:db8::/32' });

  expect(trustedProxies.check('10.0.0.5', 'ipv4')).toBe(true);
  expect(trustedProxies.check('10.0.0.6', 'ipv4')).toBe(false);
  expect(trustedProxies.check('192.0.2.77', 'ipv4')).toBe(true);
  expect(trustedProxies.check('2001:db8:1::1', 'ipv6')).toBe(true);
});

test('an empty variable is as if it were not set', () => {
  expect(readConfig({ VARCO_PORT: '', VARCO_BASE_URL: ' ' }).port).toBe(8080);
});

test('a demonstration has a folder of its own, and is refused together with whatever would open it to others or lend it what is real', () => {
  expect(readConfig({ VARCO_DEMO: '1' }, '/srv/varco')).toMatchObject({ demo: true, data: '/srv/varco/data-demo' });
  expect(readConfig({ VARCO_DEMO: '1', VARCO_DATA: 'mine' }, '/srv/varco').data).toBe('/srv/varco/mine');
  expect(readConfig({}).demo).toBe(false);
  expect(faultsOf({ VARCO_DEMO: 'yes' })).toEqual(['VARCO_DEMO is "yes": use 1 for a demonstration, or remove it.']);
  expect(faultsOf({ VARCO_DEMO: '1', VARCO_HOST: '0.0.0.0' })).toEqual([
    'VARCO_HOST is "0.0.0.0", but a demonstration listens on this machine only, because its passwords are known: use 127.0.0.1.',
  ]);
  expect(faultsOf({ VARCO_DEMO: '1', VARCO_BASE_URL: 'https://gate.example.it', VARCO_TRUSTED_PROXIES: '10.0.0.5' })).toEqual([
    expect.stringMatching(/^VARCO_TRUSTED_PROXIES does not go with a demonstration, /),
    expect.stringMatching(/^VARCO_BASE_URL is "https:\/\/gate\.example\.it", but a demonstration is opened on this machine only: /),
  ]);
  const key = written('secret', 'x');
  for (const [name, value] of Object.entries({
    VARCO_SECRET_KEY_FILE: key,
    VARCO_CHECKPOINT_FOLDER: '/srv/checkpoints',
    VARCO_TLS_CERTIFICATE_FILE: key,
    VARCO_ORGANIZATION: 'Comune',
    VARCO_DATABASE_URL_FILE: key,
  })) {
    expect(faultsOf({ VARCO_DEMO: '1', [name]: value })).toContainEqual(
      expect.stringMatching(
        new RegExp(`^${name} does not go with a demonstration, .+: remove it, or start without --demo and VARCO_DEMO\\.$`),
      ),
    );
  }
});
