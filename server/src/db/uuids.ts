import { isUuid } from '@varco/shared/ids';

const UUID = 2950;
const HEADER = 20;
const EACH = 4 + 16;
const made = new WeakMap<readonly string[], Buffer>();

/**
 * Ids as PostgreSQL's own form of `uuid[]`: half as long as the text, and neither written nor read figure by figure. The same list is
 * made once, however many statements ask with it.
 */
export function uuids(ids: readonly string[]): Buffer {
  const known = made.get(ids);
  if (known) return known;
  const list = Buffer.alloc(HEADER + ids.length * EACH);
  // One dimension, no nulls, the type of each, how many, and from 1 on.
  for (const [place, value] of [ids.length === 0 ? 0 : 1, 0, UUID, ids.length, 1].entries()) list.writeInt32BE(value, place * 4);
  ids.forEach((id, place) => {
    if (!isUuid(id)) throw new Error('A list of ids holds something that is none.');
    const at = HEADER + place * EACH;
    list.writeInt32BE(16, at);
    list.write(id.replaceAll('-', ''), at + 4, 'hex');
  });
  const whole = ids.length === 0 ? list.subarray(0, 12) : list;
  made.set(ids, whole);
  return whole;
}
