import { type BlockList, isIP } from 'node:net';
import Bowser from 'bowser';
import type { Browser, Client } from '#core/actor';
import type { Config } from '#core/config';
import { Refusal } from '#core/refusal';

/** How the URL parser writes an IPv4 address inside IPv6. */
const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** An address in one spelling, without port and zone: IPv4-mapped IPv6 is IPv4 (requirements D11); undefined when it is none. */
export function readAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/, '$1')
    .replace(/%.*$/, '');
  if (isIP(bare) !== 6) return isIP(bare) === 4 ? bare : undefined;
  // The URL parser writes every IPv6 address in the one form of RFC 5952.
  const address = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(address);
  if (!mapped) return address;
  const octets = mapped.slice(1).map((group) => Number.parseInt(group, 16));
  return octets.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}

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

/** From where this request comes. */
export function clientOf(
  config: Config,
  request: { socket: { remoteAddress?: string | undefined }; headers: Readonly<Record<string, string | string[] | undefined>> },
  channel: Client['channel'],
): Client {
  return {
    address: addressOf(config, request.socket.remoteAddress, request.headers),
    browser: browserOf(request.headers['user-agent'] as string | undefined),
    channel,
  };
}
