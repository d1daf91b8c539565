import { isIP } from 'node:net';

/** What shares one place at the door: the IPv4 address, or the /64 network of an IPv6 address (requirements D4). */
export function addressGroup(address: string | null): string | null {
  if (address === null || isIP(address) !== 6) return address;
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined) => (text === undefined || text === '' ? [] : text.split(':'));
  const missing = 8 - groups(head).length - groups(tail).length;
  const all = tail === undefined ? groups(head) : [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)];
  return `${all.slice(0, 4).join(':')}::/64`;
}
