import type { Finding } from '@varco/shared/access-log/evidence/findings';
import { hexadecimal, sealKinds } from '@varco/shared/access-log/evidence/leaf';
import type { FoundRows } from './found-rows.ts';
import { DIGEST_BYTES } from './seal-rows.ts';

/** What a seal says of its batch. */
export interface Said {
  readonly number: number;
  readonly kind: number;
  readonly rows: number;
  readonly root: string;
  readonly fromXid: number;
  readonly toXid: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly digests: Uint8Array;
}

/** Beyond this many rows on each side that differ, which of them correspond is not worth finding out. */
const MOST_ALIGNED = 2_000;

/** What a batch has become since it was sealed; nothing when it is as it was. */
export function compareBatch(said: Said, found: FoundRows | undefined): Finding[] {
  if (said.kind !== sealKinds.rows) return [];
  const isSame = found !== undefined && found.size === said.rows && hexadecimal(found.root) === said.root;
  const hintsAgree = found === undefined ? said.digests.length === 0 : found.begin(said.digests);
  if (isSame) {
    return hintsAgree && saysItsSpan(said, found) ? [] : [{ kind: 'seal-changed', number: said.number }];
  }
  // The rows are those that were sealed: it is the seal that says something else.
  if (hintsAgree) return [{ kind: 'seal-changed', number: said.number }];
  return differences(said, digestsOf(said.digests), found);
}

const saysItsSpan = (said: Said, found: FoundRows): boolean =>
  momentOf(found.firstAt) === said.firstAt && momentOf(found.lastAt) === said.lastAt;

function digestsOf(bytes: Uint8Array): number[] {
  const digests: number[] = [];
  for (let at = 0; at + 1 < bytes.length; at += DIGEST_BYTES) digests.push(((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return digests;
}

function differences(said: Said, was: readonly number[], found: FoundRows | undefined): Finding[] {
  const is = Array.from({ length: found?.size ?? 0 }, (_, index) => found?.digestOf(index) ?? 0);
  let begin = 0;
  while (begin < was.length && begin < is.length && was[begin] === is[begin]) begin += 1;
  let end = 0;
  while (end < was.length - begin && end < is.length - begin && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  const wasMiddle = was.slice(begin, was.length - end);
  const isMiddle = is.slice(begin, is.length - end);
  const kept = align(wasMiddle, isMiddle);
  const inserted = isMiddle.map((_, index) => index).filter((index) => !kept.inIs.has(index));
  const removed = wasMiddle.length - kept.inWas.size;
  // As many gone as new: the likelier story is that they were changed.
  const changed = Math.min(inserted.length, removed);
  const findings: Finding[] = inserted.map((index, order) => {
    const id = found?.idOf(begin + index);
    const row = { seal: said.number, at: momentOf(id?.at ?? 0), xid: String(id?.xid ?? 0), n: id?.n ?? 0 };
    return order < changed ? { kind: 'row-changed', ...row } : { kind: 'row-inserted', ...row };
  });
  if (removed > changed) {
    findings.push({
      kind: 'rows-removed',
      seal: said.number,
      rows: removed - changed,
      fromXid: String(said.fromXid),
      toXid: String(said.toXid),
      firstAt: said.firstAt,
      lastAt: said.lastAt,
    });
  }
  return findings;
}

/** Which of two lists' members correspond, in their order: the longest common subsequence. */
function align(was: readonly number[], is: readonly number[]): { inWas: Set<number>; inIs: Set<number> } {
  const result = { inWas: new Set<number>(), inIs: new Set<number>() };
  if (was.length > MOST_ALIGNED || is.length > MOST_ALIGNED) return result;
  const width = is.length + 1;
  const lengths = new Uint16Array((was.length + 1) * width);
  const at = (a: number, b: number): number => lengths[a * width + b] ?? 0;
  for (let a = was.length - 1; a >= 0; a -= 1) {
    for (let b = is.length - 1; b >= 0; b -= 1) {
      lengths[a * width + b] = was[a] === is[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  }
  for (let a = 0, b = 0; a < was.length && b < is.length; ) {
    if (was[a] === is[b]) {
      result.inWas.add(a);
      result.inIs.add(b);
      a += 1;
      b += 1;
    } else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return result;
}

const momentOf = (at: number): string => new Date(at).toISOString();
