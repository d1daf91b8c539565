import type { LogReason } from '@varco/shared/access-log/events';
import { numbers } from './numbers.ts';
import type { Invented } from './people.ts';

/** One try of somebody who guesses names and passwords by night. */
export interface Attempt {
  readonly at: Date;
  readonly reason: LogReason;
  readonly who: number | null;
  readonly typed?: string;
  readonly lockedUntil?: Date;
  readonly address: string;
}

const guesses = [
  ...['admin', 'administrator', 'root', 'test', 'info', 'protocollo', 'anagrafe', 'sindaco', 'segreteria', 'ufficio.tecnico'],
  ...['ragioneria', 'tributi', 'backup', 'guest', 'scanner', 'support', 'polizia.locale', 'urp', 'stampante', 'biblioteca'],
] as const;
const TRIES = 900;
const ALLOWED = 3;
const LOCK_MS = 15 * 60_000;

/** A night of guesses from addresses of documentation (RFC 5737): names of nobody, and some that somebody has, each soon locked. */
export function inventAttack({ seed, people, begins }: { seed: number; people: readonly Invented[]; begins: Date }): Attempt[] {
  const next = numbers(seed + 77);
  const known = people.flatMap(({ kind }, who) => (kind === 'person' && who % 11 === 1 ? [who] : []));
  const tries = new Map<number, { count: number; until: number }>();
  let at = begins.getTime();
  return Array.from({ length: TRIES }, () => {
    at += Math.floor(2_000 + next() * 14_000);
    const address = `203.0.113.${20 + Math.floor(next() * 14)}`;
    if (next() < 0.72) {
      const guess = guesses[Math.floor(next() * guesses.length)] ?? 'admin';
      return { at: new Date(at), reason: 'unknown-user', who: null, typed: guess, address };
    }
    const who = known[Math.floor(next() * known.length)] ?? 1;
    const before = tries.get(who) ?? { count: 0, until: 0 };
    if (before.until > at) return { at: new Date(at), reason: 'locked', who, address, lockedUntil: new Date(before.until) };
    const count = (before.until > 0 ? 0 : before.count) + 1;
    const until = count === ALLOWED ? at + LOCK_MS : 0;
    tries.set(who, { count: count === ALLOWED ? 0 : count, until });
    return { at: new Date(at), reason: 'wrong-password', who, address, ...(until > 0 ? { lockedUntil: new Date(until) } : {}) };
  });
}
