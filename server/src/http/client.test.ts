import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal';
import { testConfig } from '#testing/world';
import { addressOf, browserOf, clientOf } from './client.ts';

const PROXY = '10.0.0.5';
const behind = testConfig({ VARCO_TRUSTED_PROXIES: '10.0.0.0/24, 2001:db8:9::/64' });
const forwarded = testConfig({ VARCO_TRUSTED_PROXIES: '10.0.0.0/24 2001:db8:9::1', VARCO_PROXY_HEADER: 'forwarded' });

test.each([
  ['anybody but a trusted proxy is not believed', '203.0.113.7', '192.0.2.10', '203.0.113.7'],
  ['a trusted proxy is believed', PROXY, '192.0.2.10', '192.0.2.10'],
  ['a proxy reached through IPv6 on an IPv4 network too', `::ffff:${PROXY}`, '192.0.2.10', '192.0.2.10'],
  ['what the caller wrote himself stands left and is ignored', PROXY, '127.0.0.1, 10.0.0.9, 192.0.2.10', '192.0.2.10'],
  ['however unreadable', PROXY, 'garbage, , 192.0.2.10', '192.0.2.10'],
  ['several trusted proxies are skipped from the right', PROXY, '198.51.100.1, 192.0.2.10, 10.0.0.6, 2001:db8:9::7', '192.0.2.10'],
  ['when every element is trusted the leftmost is the caller', PROXY, '10.0.0.7, 10.0.0.6', '10.0.0.7'],
  ['without the header the proxy itself asks', PROXY, undefined, PROXY],
  ['an IPv4 caller written as IPv6 is IPv4', PROXY, '::ffff:c000:20a', '192.0.2.10'],
])('R4.34 X-Forwarded-For: %s', (_, socket, header, address) => {
  expect(addressOf(behind, socket, header === undefined ? {} : { 'x-forwarded-for': header })).toBe(address);
});

test.each(['unknown', '', '192.0.2.10, ', '192.0.2.10, _proxy'])(
  'R4.34 an element that should be the caller and cannot be read is refused: %j',
  (header) => {
    const read = () => addressOf(behind, PROXY, { 'x-forwarded-for': header === '' ? ' ' : header });

    expect(read).toThrow(Refusal);
    expect(read).toThrow('request.invalid');
  },
);

test('R4.34 without trusted proxies no header is believed', () => {
  expect(addressOf(testConfig(), '127.0.0.1', { 'x-forwarded-for': '192.0.2.10', forwarded: 'for=192.0.2.11' })).toBe('127.0.0.1');
});

test.each([
  ['for=192.0.2.10', '192.0.2.10'],
  ['For="[2001:db8::1]:4711";proto=https', '2001:db8::1'],
  ['by=10.0.0.5; for=192.0.2.10 ;host=gate.example.it', '192.0.2.10'],
  ['for=198.51.100.1, for=192.0.2.10;proto=http, for=10.0.0.6', '192.0.2.10'],
])('R4.34 Forwarded, when the setting says so: %s', (header, address) => {
  expect(addressOf(forwarded, PROXY, { forwarded: header, 'x-forwarded-for': '203.0.113.99' })).toBe(address);
});

test.each(['for=unknown', 'for=_secret', 'proto=https', 'for="192.0.2.10'])('R4.34 an unreadable Forwarded is refused: %s', (header) => {
  expect(() => addressOf(forwarded, PROXY, { forwarded: header })).toThrow('request.invalid');
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', { family: 'Firefox', version: '140', system: 'Linux' }],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0',
    { family: 'Microsoft Edge', version: '143', system: 'Windows 10' },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    { family: 'Safari', version: '18', system: 'macOS Catalina' },
  ],
  ['Firefox/99999999', { family: 'Firefox', version: '9999', system: '' }],
])('D5 of a browser the log keeps family, version and system: %s', (header, browser) => {
  expect(browserOf(header)).toEqual(browser);
});

test.each([undefined, '', 'x', 'curl/8.5.0', '<b>Your account</b>/99 (zz) y', 'Mario Rossi, via Roma 1/1.0 x'])(
  'D5 a header of somebody’s own words leaves nothing in the log: %s',
  (header) => {
    expect(browserOf(header)).toBeNull();
  },
);

test.for<readonly [string, Record<string, string>, 'web' | 'api']>([
  ['a browser', { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }, 'web'],
  ['a browser that hides its name', { 'user-agent': 'privato', 'sec-fetch-site': 'same-origin' }, 'web'],
  ['a program', { 'user-agent': 'curl/8.5.0' }, 'api'],
  ['a program that says nothing of itself', {}, 'api'],
])('R3.54 through what an act came: %s', ([, headers, channel]) => {
  expect(clientOf(testConfig(), { socket: { remoteAddress: '203.0.113.9' }, headers }).channel).toBe(channel);
});
