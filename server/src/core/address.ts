import { isIP } from 'node:net';

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

/** What shares one place at the door: the IPv4 address, or the /64 network of an IPv6 address (requirements D4). */
export function addressGroup(address: string | null): string | null {
  if (address === null || isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = tail === undefined ? groups(head) : [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return `${all.slice(0, 4).join(':')}::/64`;
}
