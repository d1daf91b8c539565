import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publicAddress } from '#core/public-address';
import { selfSigned } from '#testing/certificate';
import { ADMINISTRATOR, freshWorld, type TestBrowser, type World } from '#testing/world';
import { portOf } from './server.ts';

const OURS = 'https://gate.example.it';
const onHttps = () => freshWorld({ environment: { VARCO_BASE_URL: OURS, VARCO_TRUSTED_PROXIES: '10.0.0.5' } });

/** Every route that changes something, from the description of the API, with made-up ids. */
async function unsafeRoutes(world: World): Promise<{ method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'; url: string }[]> {
  const { paths = {} } = (await world.house()).app.swagger();
  return Object.entries(paths).flatMap(([path, methods]) =>
    (['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      .filter((method) => method.toLowerCase() in (methods ?? {}))
      .map((method) => ({ method, url: path.replace(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000') })),
  );
}

/** Nothing of how we are made may be seen from outside. */
const isOurFault = (answer: { status: number; text: string }) =>
  answer.status >= 500 || /node_modules|at \w+ \(|\.ts:\d|SELECT|constraint|Error:/.test(answer.text);

test('D10 no page of another site can change anything, on any route, with whatever cookies', async () => {
  const world = await onHttps();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const routes = await unsafeRoutes(world);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://gate.example.it' },
    { origin: `${OURS}.evil.example` },
    { origin: `${OURS}:8443` },
    { origin: 'http://localhost' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  ];

  expect(routes.length).toBeGreaterThan(10);
  for (const { method, url } of routes)
    for (const headers of foreign) {
      const answer = await browser.send(method, url, {}, { headers });
      expect([answer.status, answer.body.type], `${method} ${url} ${JSON.stringify(headers)}`).toEqual([403, 'request.cross-site']);
    }
});

test('D10 our own pages and programs without an origin pass', async () => {
  const world = await onHttps();
  const browser = await world.browser();

  const own: Record<string, string>[] = [
    { origin: OURS },
    { origin: OURS, 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    {},
  ];
  for (const headers of own) expect((await browser.post('/sign-in', ADMINISTRATOR, { headers })).status).toBe(200);
});

test('D11 on this machine alone localhost and 127.0.0.1 are one place, on the same port', async () => {
  const world = await freshWorld({ environment: { VARCO_BASE_URL: 'http://localhost:8080' } });
  const browser = await world.browser();
  const status = async (origin: string) => (await browser.post('/sign-in', ADMINISTRATOR, { headers: { origin } })).status;

  expect(await status('http://127.0.0.1:8080')).toBe(200);
  expect(await status('http://[::1]:8080')).toBe(200);
  expect(await status('http://127.0.0.1:8081')).toBe(403);
  expect(await status('https://localhost:8080')).toBe(403);
  expect(await status('http://localhost.evil.example:8080')).toBe(403);
});

test('D11 a server that was told neither port nor address is reached where it listens, and only from there', async () => {
  const world = await freshWorld({ environment: { VARCO_BASE_URL: '' } });
  const { app } = await world.house();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = new URL(address);
  const post = async (origin: string) =>
    (
      await fetch(`${address}/sign-in`, {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams(ADMINISTRATOR),
        redirect: 'manual',
      })
    ).status;

  expect(publicAddress(world.config, portOf(app)).origin).toBe(`http://localhost:${port}`);
  expect(await post(`http://localhost:${port}`)).toBe(303);
  expect(await post(address)).toBe(303);
  expect(await post('http://localhost:1')).toBe(403);
  expect(await post('http://localhost')).toBe(403);
});

test('D11 an address that was chosen stays, whatever the port', async () => {
  const world = await freshWorld({ environment: { VARCO_BASE_URL: 'http://localhost:8080' } });
  const { app } = await world.house();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = (origin: string) => fetch(`${address}/sign-in`, { method: 'POST', headers: { origin } });

  expect((await ask(address)).status).toBe(403);
  expect((await ask('http://localhost:8080')).status).not.toBe(403);
});

test('D10 with a certificate and its key the server itself speaks https, and its cookies travel over nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'varco-https-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { certificate, key } = selfSigned();
  const [certificateFile, keyFile] = [join(folder, 'certificate'), join(folder, 'key')];
  writeFileSync(certificateFile, certificate);
  writeFileSync(keyFile, key);
  const world = await freshWorld({
    environment: { VARCO_BASE_URL: OURS, VARCO_TLS_CERTIFICATE_FILE: certificateFile, VARCO_TLS_KEY_FILE: keyFile },
  });
  const { app } = await world.house();
  const address = await app.listen({ host: '127.0.0.1', port: 0 });

  const headers = { accept: 'application/json', 'content-type': 'application/json', origin: OURS };
  const asked = request(`${address}/sign-in`, { method: 'POST', headers, ca: certificate, servername: 'localhost' });
  asked.end(JSON.stringify(ADMINISTRATOR));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();

  expect(address).toMatch(/^https:/);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/);
  expect(answer.headers['set-cookie']?.find((line) => line.startsWith('__Host-varco='))).toMatch(/; Secure/);
});

test('a page of another site cannot read anything either: no answer allows it', async () => {
  const world = await onHttps();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);

  for (const url of ['/api/me', '/sign-in', '/api/openapi.json', '/healthz']) {
    const answer = await browser.get(url, { headers: { origin: 'https://evil.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('every answer carries the headers that keep pages in their place, errors too', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const answers = [
    await browser.get('/sign-in', { html: true }),
    await browser.get('/api/me'),
    await browser.get('/nowhere', { html: true }),
    await browser.get('/%zz', { html: true }),
    await browser.post('/sign-in', ADMINISTRATOR),
    await browser.post('/sign-in', {}, { headers: { origin: 'null' }, html: true }),
  ];

  for (const { headers } of answers) {
    const directives = String(headers['content-security-policy']).split('; ');
    expect(Object.fromEntries(directives.map((directive) => directive.split(/ (.*)/)))).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': "'self'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
    });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

/** Sends a body as it is. */
const raw = (browser: TestBrowser, world: World, payload: string | Buffer, type: string | undefined, url = '/sign-in') =>
  world.house().then(async ({ app }) => {
    const answer = await app.inject({
      method: 'POST',
      url,
      payload,
      headers: {
        accept: 'application/json',
        cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
    });
    return { status: answer.statusCode, text: answer.payload, type: (answer.json() as { type?: string }).type };
  });

test('a body that is too large, in another format, broken, or not text is refused by name', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const cases: [string | Buffer, string | undefined, number, string][] = [
    [JSON.stringify({ username: 'a'.repeat(70_000) }), 'application/json', 413, 'request.too-large'],
    [`username=${'a'.repeat(70_000)}`, 'application/x-www-form-urlencoded', 413, 'request.too-large'],
    ['<a/>', 'text/xml', 415, 'request.unsupported-format'],
    ['{}', 'text/plain', 415, 'request.unsupported-format'],
    ['{}', 'application/json; charset=utf-16', 415, 'request.unsupported-format'],
    ['--x', 'multipart/form-data; boundary=x', 415, 'request.unsupported-format'],
    ['{"username":', 'application/json', 400, 'request.unreadable'],
    ['{"username":"a"} x', 'application/json', 400, 'request.unreadable'],
    [`${'['.repeat(60_000)}`, 'application/json', 400, 'request.unreadable'],
    [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'application/json', 400, 'request.invalid'],
    [`{"username":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 'application/json', 400, 'request.invalid'],
    [Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'application/json', 400, 'request.unreadable'],
    [Buffer.from('username=\xe8&password=x', 'latin1'), 'application/x-www-form-urlencoded', 400, 'request.unreadable'],
    ['{"username":"a\\u0000b","password":"x"}', 'application/json', 400, 'request.unreadable'],
    ['{"user\\u0000name":"a"}', 'application/json', 400, 'request.unreadable'],
    ['{"username":"a\\uD800b","password":"x"}', 'application/json', 400, 'request.unreadable'],
    ['{"user\\udc00name":"a"}', 'application/json', 400, 'request.unreadable'],
    ['{"username":"a\0b"}', 'application/json', 400, 'request.unreadable'],
    ['username=a%00b&password=x', 'application/x-www-form-urlencoded', 400, 'request.unreadable'],
    ['username=a\0b&password=x', 'application/x-www-form-urlencoded', 400, 'request.unreadable'],
    ['', 'application/json', 400, 'request.invalid'],
    ['null', 'application/json', 400, 'request.invalid'],
    ['[]', 'application/json', 400, 'request.invalid'],
    ['"text"', 'application/json', 400, 'request.invalid'],
    ['7', 'application/json', 400, 'request.invalid'],
    ['{"username":["a"],"password":"x"}', 'application/json', 400, 'request.invalid'],
    ['{"username":{"$gt":""},"password":{"$gt":""}}', 'application/json', 400, 'request.invalid'],
    ['{"username":null,"password":true}', 'application/json', 400, 'request.invalid'],
    [JSON.stringify({ username: 'a'.repeat(10_000), password: 'x' }), 'application/json', 400, 'request.invalid'],
    [JSON.stringify({ username: 'a', password: 'x'.repeat(10_000) }), 'application/json', 400, 'request.invalid'],
  ];

  for (const [payload, type, status, code] of cases) {
    const answer = await raw(browser, world, payload, type);
    const name = `${String(type)}: ${payload.toString('latin1').slice(0, 60)}`;
    expect([answer.status, answer.type], name).toEqual([status, code]);
    expect(isOurFault(answer), name).toBe(false);
  }
  expect(await world.owner('select 1 from sign_in.attempts')).toEqual([]);
});

test('keys that would change the ways of objects change nothing', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const poison = [
    '{"__proto__":{"administrator":true,"granted":true},"constructor":{"prototype":{"matched":true}},"username":"a","password":"x"}',
    '{"username":"a","password":"x","toString":"x","hasOwnProperty":"x"}',
  ];

  for (const payload of poison) expect((await raw(browser, world, payload, 'application/json')).status).toBe(401);
  expect(
    (await raw(browser, world, '__proto__=x&__proto__[matched]=true&username=a&password=x', 'application/x-www-form-urlencoded')).status,
  ).toBe(401);

  expect(({} as Record<string, unknown>).administrator).toBeUndefined();
  expect(({} as Record<string, unknown>).matched).toBeUndefined();
});

test('names and passwords of any signs are judged like others', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const texts = [
    `'; drop table identity.users; --`,
    '\\',
    '%',
    '_',
    '\u{10FFFF}',
    '\u202e\u200b',
    '🐄'.repeat(500),
    '{{7*7}}',
    ' '.repeat(1_000),
    '%00',
    '\\u0000',
  ];

  for (const text of texts)
    for (const ask of [{}, { html: true, form: true }]) {
      const answer = await browser.post('/sign-in', { username: text, password: text }, ask);
      expect(answer.status, JSON.stringify(text)).toBe(401);
      expect(isOurFault(answer)).toBe(false);
    }
  const half = await browser.post('/sign-in', { username: '\ud800', password: '\ud800' });
  expect([half.status, half.body.type]).toEqual([400, 'request.unreadable']);
  expect(await world.owner('select 1 from identity.users')).toHaveLength(1);
});

test('addresses that are long, strange or unreadable are never a fault of ours', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const addresses = [
    `/${'a'.repeat(8_000)}`,
    `/api/users/${'a'.repeat(4_000)}`,
    '/api/users/%00',
    '/sign-in?returnTo=%00',
    '/%',
    '/%zz',
    '/%c0%ae%c0%ae/etc/passwd',
    '/../../etc/passwd',
    '/assets/../../../etc/passwd',
    '/assets/%2e%2e%2f%2e%2e%2fetc/passwd',
    '/api/users?limit=1e99',
    '/api/users?limit=-1',
    '/api/users?after=%F0%9F%90%84',
    '/api/users?search=%27%22%3B--',
    '/api/users?__proto__=x&constructor=y',
    '/api/users?state=all&state=locked',
    '/api/access-log?from=2026-02-30',
    '/api/users/not-a-uuid',
    '//evil.example/',
    '/sign-in?ended=1&step=x&out=y&returnTo=//evil.example',
    '/sign-in/new-password?a[b]=c',
    '/language?to=xx',
  ];

  for (const url of addresses)
    for (const html of [true, false]) {
      const answer = await browser.get(url, { html });
      expect(isOurFault(answer), `${url} ${answer.status} ${answer.text.slice(0, 200)}`).toBe(false);
    }
});

test('U+0000 in an address is refused by name, as in a body', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);

  for (const url of ['/api/users/%00', '/api/users?search=a%00b', '/sign-in?returnTo=%00', '/nowhere%00'])
    expect(await browser.get(url), url).toMatchObject({ status: 400, body: { type: 'request.unreadable' } });
});

test('every route that changes something bears nonsense in its body and its address', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  const bodies = [
    {},
    { a: 1 },
    { password: [] },
    { values: { __proto__: 1, attempts: {} }, reason: 'x', version: 'x' },
    { next: 1, confirmation: {} },
  ];
  const routes = (await unsafeRoutes(world)).filter(({ url }) => url !== '/sign-out');

  for (const { method, url } of routes) {
    await browser.signIn(ADMINISTRATOR);
    for (const body of bodies) {
      const answer = await browser.send(method, url, body);
      expect(isOurFault(answer), `${method} ${url} ${answer.text.slice(0, 200)}`).toBe(false);
    }
  }
});

test('an address answers 405 to a method it does not have, names those it has, and looks at nothing else', async () => {
  const world = await freshWorld();
  const { app } = await world.house();
  const ask = async (method: string, url: string, accept = 'application/json') => {
    const answer = await app.inject({
      method: method as 'PUT',
      url,
      headers: { accept, 'accept-language': 'en', 'content-type': 'text/nonsense', cookie: 'varco=x' },
      payload: method === 'TRACE' ? undefined : 'x',
    });
    return [answer.statusCode, answer.headers.allow, answer.headers['content-type'], answer.payload] as const;
  };
  const refused = (allow: string) => [
    405,
    allow,
    expect.stringContaining('problem+json'),
    expect.stringContaining('request.method-not-allowed'),
  ];

  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])
    expect(await ask(method, '/sign-in'), method).toEqual(refused('GET, HEAD, POST'));
  expect(await ask('PUT', '/api/users/01890000-0000-7000-8000-000000000000')).toEqual(refused('GET, HEAD, PATCH'));
  expect(await ask('PATCH', '/api/users')).toEqual(refused('GET, HEAD, POST'));
  expect(await ask('DELETE', '/healthz?x=1')).toEqual(refused('GET, HEAD'));
  expect(await ask('GET', '/setup/finish')).toEqual(refused('POST'));
  expect((await ask('HEAD', '/setup/finish')).slice(0, 2)).toEqual([405, 'POST']);
  expect(await ask('DELETE', '/sign-in', 'text/html')).toEqual([
    405,
    'GET, HEAD, POST',
    expect.stringContaining('text/html'),
    expect.stringMatching(/<h1>/),
  ]);
  expect((await ask('DELETE', '/nowhere')).slice(0, 2)).toEqual([404, undefined]);
});

test('R1.40 also before the setup a method that an address does not have is only that', async () => {
  const world = await freshWorld({ empty: true });
  const { app } = await world.house();

  expect((await app.inject({ method: 'DELETE', url: '/api/users' })).statusCode).toBe(405);
  expect((await app.inject({ method: 'GET', url: '/api/users' })).statusCode).toBe(503);
});

test('HEAD answers like GET, without a body, wherever there is a GET', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  await browser.signIn(ADMINISTRATOR);
  const { app } = await world.house();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const ask = async (method: string, url: string) => {
    const answer = await fetch(`http://127.0.0.1:${portOf(app)}${url}`, { method, headers: { cookie }, redirect: 'manual' });
    const {
      date,
      connection,
      'keep-alive': kept,
      'content-length': length,
      'transfer-encoding': coding,
      ...headers
    } = Object.fromEntries(answer.headers);
    return { status: answer.status, headers, body: await answer.text() };
  };
  const { paths = {} } = app.swagger();
  // A file that is handed out once has no HEAD: asking about it would take it.
  const readable = Object.entries(paths).filter(([path, methods]) => methods && 'get' in methods && !path.endsWith('/file'));

  expect(readable.length).toBeGreaterThan(8);
  for (const url of ['/sign-in', '/setup', '/nowhere', ...readable.map(([path]) => path.replace(/\{\w+\}/g, world.administrator.id))]) {
    const [head, get] = [await ask('HEAD', url), await ask('GET', url)];
    expect({ ...head, body: '' }, url).toEqual({ ...get, body: '' });
    expect(head.body, url).toBe('');
  }
});

test('what is no HTTP at all gets a 400 or 431 and the server goes on', async () => {
  const world = await freshWorld();
  const { app } = await world.house();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const say = async (text: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.end(text);
    await once(socket, 'close');
    return answer;
  };

  expect(await say('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await say('FOO /sign-in HTTP/1.1\r\nhost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await say(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await say(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(
    await say(
      'POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ),
  ).toMatch(/^HTTP\/1\.1 400 /);
  expect(await say('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
});

test('a fault of ours is told with a number to report and nothing else', async () => {
  const world = await freshWorld();
  const browser = await world.browser();
  world.hasher.decoy = () => Promise.reject(new Error('secret of ours: SELECT password'));

  const [json, page] = [
    await browser.post('/sign-in', { username: 'a', password: 'b' }),
    await browser.post('/sign-in', { username: 'a', password: 'b' }, { html: true, form: true }),
  ];

  expect(json).toMatchObject({
    status: 500,
    body: { type: 'server.fault', instance: expect.stringMatching(/^urn:varco:request:[0-9a-f]{8}-[0-9a-z]+$/) },
  });
  expect(page.status).toBe(500);
  for (const { text } of [json, page]) expect(text).not.toMatch(/secret|SELECT|node_modules/);
});

test('R4.34 the log gets the caller that the trusted proxy names, and an unreadable one is refused', async () => {
  const world = await freshWorld({ environment: { VARCO_TRUSTED_PROXIES: '10.0.0.5' } });
  const proxy = await world.browser({ address: '10.0.0.5' });
  const stranger = await world.browser({ address: '203.0.113.9' });
  const wrong = { username: 'nessuno', password: 'x' };

  await proxy.post('/sign-in', wrong, { headers: { 'x-forwarded-for': '127.0.0.1, 192.0.2.77' } });
  await stranger.post('/sign-in', wrong, { headers: { 'x-forwarded-for': '192.0.2.88' } });
  const unreadable = await proxy.post('/sign-in', wrong, { headers: { 'x-forwarded-for': '192.0.2.99, nowhere' } });

  expect(unreadable).toMatchObject({ status: 400, body: { type: 'request.invalid' } });
  const rows = await world.owner<{ address: string }>(
    'select host(a.address) as address from access_log.entries e join access_log.addresses a on a.id = e.address_id where e.event = 2 order by e.xid, e.n',
  );
  expect(rows.map(({ address }) => address)).toEqual(['192.0.2.77', '203.0.113.9']);
});
