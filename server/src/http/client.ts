import { type BlockList, isIP } from 'node:net';
import Bowser from 'bowser';
import type { Browser, Client } from '#core/actor';
import { readAddress } from '#core/address';
import type { Config } from '#core/config';
import { Refusal } from '#core/refusal';

const isTrusted = (proxies: BlockList, address: string): boolean => proxies.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** The elements a proxy added, left to right: of X-Forwarded-For, or the `for` of Forwarded (RFC 7239). */
function hops(config: Config, headers: Readonly<Record<string, string | string[] | undefined>>): string[] {
  const value = headers[config.proxyHeader];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  if (text === '') return [];
  const elements = text.split(',');
  if (config.proxyHeader === 'x-forwarded-for') return elements;
  return elements.map((element) => {
    const pair = element.split(';').find((part) => /^\s*for=/i.test(part));
    return (pair ?? '').replace(/^\s*for=\s*/i, '').replace(/^"(.*)"\s*$/, '$1');
  });
}

/**
 * The caller's address: the header is read from the right, skipping trusted proxies; the first untrusted element is the caller,
 * and an unreadable one is refused (requirements D11, R4.34). From anybody but a trusted proxy the header means nothing.
 */
export function addressOf(
  config: Config,
  socketAddress: string | undefined,
  headers: Readonly<Record<string, string | string[] | undefined>>,
): string | null {
  const direct = socketAddress === undefined ? undefined : readAddress(socketAddress);
  if (direct === undefined) return null;
  let caller = direct;
  for (const hop of hops(config, headers).reverse()) {
    if (!isTrusted(config.trustedProxies, caller)) return caller;
    const address = readAddress(hop);
    if (address === undefined) throw new Refusal('request.invalid', { issues: [{ field: config.proxyHeader, rule: 'address' }] });
    caller = address;
  }
  return caller;
}

const browsers = new Map<string, Browser | null>();
const families = new Set(Object.values(Bowser.BROWSER_MAP));
const systems = new Set(Object.values(Bowser.OS_MAP));
const major = (version: string | undefined): string => /^\d{1,4}/.exec(version ?? '')?.[0] ?? '';

/**
 * Family, version and system of a browser; parsed once for each distinct header, and the header itself is not kept. A family we do not
 * know by name is none: whoever writes the header must not write in the log (requirements D5).
 */
export function browserOf(userAgent: string | undefined): Browser | null {
  if (userAgent === undefined || userAgent === '') return null;
  const header = userAgent.slice(0, 512);
  const known = browsers.get(header);
  if (known !== undefined) return known;
  const { browser, os } = Bowser.parse(header);
  const release = os.versionName !== undefined && /^[A-Z][a-z]+( [A-Z][a-z]+)*$/.test(os.versionName) ? os.versionName : undefined;
  const parsed =
    browser.name !== undefined && families.has(browser.name)
      ? {
          family: browser.name,
          version: major(browser.version),
          system:
            os.name !== undefined && systems.has(os.name) ? `${os.name} ${release ?? major(os.versionName ?? os.version)}`.trim() : '',
        }
      : null;
  if (browsers.size >= 1_000) browsers.clear();
  browsers.set(header, parsed);
  return parsed;
}

/**
 * From where this request comes. What is no browser we know by name, and names no site as browsers of today do with every request
 * (Fetch Metadata), is a program (requirements R3.54).
 */
export function clientOf(
  config: Config,
  request: { socket: { remoteAddress?: string | undefined }; headers: Readonly<Record<string, string | string[] | undefined>> },
): Client {
  const browser = browserOf(request.headers['user-agent'] as string | undefined);
  return {
    address: addressOf(config, request.socket.remoteAddress, request.headers),
    browser,
    channel: browser === null && request.headers['sec-fetch-site'] === undefined ? 'api' : 'web',
  };
}
