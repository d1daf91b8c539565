import { BlockList, isIP } from 'node:net';
import { readAddress } from './address.ts';

/** A range of addresses as it is kept: one spelling, with its bits unless it is a single address; undefined when it is none. */
export function readRange(text: string): string | undefined {
  const [typed = '', bits, ...more] = text.trim().split('/');
  const address = isIP(typed) === 0 ? undefined : readAddress(typed);
  if (address === undefined || more.length > 0) return undefined;
  if (bits === undefined) return address;
  // An IPv4 address written inside IPv6 has been read as IPv4, and its bits would be counted otherwise.
  const most = isIP(address) === 4 ? 32 : 128;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > most || isIP(typed) !== isIP(address)) return undefined;
  return Number(bits) === most ? address : `${address}/${Number(bits)}`;
}

/** Whether an address is in one of these ranges; one that is not known is in none. */
export function inRanges(ranges: readonly string[]): (address: string | null) => boolean {
  // Each kind has its own list: in one, IPv4 addresses are also those IPv6 addresses that stand for them.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = familyOf(address);
    if (bits === undefined) lists[family].addAddress(address, family);
    else lists[family].addSubnet(address, Number(bits), family);
  }
  return (address) => address !== null && isIP(address) !== 0 && lists[familyOf(address)].check(address, familyOf(address));
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');
