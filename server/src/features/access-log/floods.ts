import { INSTALLATION } from '@varco/shared/ids';
import type { Client } from '#core/actor';
import { addressGroup } from '#core/address';
import type { Core } from '#core/core';
import { type LogFact, record } from './record.ts';

/** Why a refusal is counted and gets no row of its own: it came before the password, or after too many others. */
export type CountedReason = 'server-busy' | 'clocks-apart' | 'too-many-refusals';

/** Refusals of one minute and one address get a row each up to this many (requirements D5 e). */
const ROWS_A_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Addresses told apart in one minute; those beyond share one count without an address, so that a flood from everywhere fills no memory. */
const ADDRESSES_AT_MOST = 10_000;
/** Counts that wait for a database that does not answer; beyond, those of a minute go together too. */
const COUNTS_AT_MOST = 30_000;
/** Locks that wait to be written by name; those beyond are counted like the rest. */
const LOCKS_AT_MOST = 10_000;

interface Count {
  readonly client: Client;
  readonly reason: CountedReason;
  readonly minute: number;
  count: number;
  lastAt: Date;
}

/**
 * Floods leave few rows: what this node refuses is counted by address and minute, and each count becomes one row when its minute is over.
 * The lock of somebody is never only counted: it keeps its row, which names him, and is written with the counts. What waits lives in memory:
 * a server that is killed loses the minute under way, never a row that was written at once.
 */
export class Floods {
  readonly #core: Pick<Core, 'db' | 'log'>;
  readonly #counts = new Map<string, Count>();
  readonly #locks = new Map<string, LogFact>();
  readonly #written = new Map<string, number>();
  #minute = 0;
  #addresses = new Set<string>();

  constructor(core: Pick<Core, 'db' | 'log'>) {
    this.#core = core;
  }

  /** How many counts and locks wait to be written. */
  get size(): number {
    return this.#counts.size + this.#locks.size;
  }

  /**
   * Whether a refusal at the password gets its row now; if not it is counted. The name plays no part, so the answer tells nothing of it. `lock`:
   * the same refusal when it is the one that locked somebody; it is written later, apart from the request.
   */
  writes(client: Client, at: Date, lock?: LogFact): boolean {
    const key = this.#keyOf(client, at);
    const written = this.#written.get(key) ?? 0;
    if (written >= ROWS_A_MINUTE) {
      if (!lock?.subject || !this.#keeps(lock.subject.userId, lock)) this.count('too-many-refusals', client, at);
      return false;
    }
    this.#written.set(key, written + 1);
    return true;
  }

  /** Counts a refusal that gets no row of its own. */
  count(reason: CountedReason, client: Client, at: Date): void {
    const address = this.#counts.size < COUNTS_AT_MOST ? this.#keyOf(client, at) : '';
    const minute = minuteOf(at);
    const key = `${minute} ${reason} ${client.channel} ${address}`;
    const known = this.#counts.get(key);
    if (known) {
      known.count += 1;
      known.lastAt = at;
    } else {
      const seen = { address: address === '' ? null : client.address, browser: null, channel: client.channel };
      this.#counts.set(key, { client: seen, reason, minute, count: 1, lastAt: at });
    }
  }

  /** Keeps the first lock of a user in a minute until that is over; false when there is one, or no room. */
  #keeps(userId: string, lock: LogFact): boolean {
    const key = `${minuteOf(lock.at)} ${userId}`;
    if (this.#locks.has(key) || this.#locks.size >= LOCKS_AT_MOST) return false;
    this.#locks.set(key, lock);
    return true;
  }

  /** Writes what belongs to minutes that are over, or everything when the server stops; what cannot be written is tried again. */
  async flush(now: Date | 'all'): Promise<void> {
    const present = now === 'all' ? Number.POSITIVE_INFINITY : minuteOf(now);
    for (const [key, lock] of [...this.#locks]) {
      if (minuteOf(lock.at) === present) continue;
      this.#locks.delete(key);
      try {
        await record(this.#core.db, lock);
      } catch (fault) {
        this.#locks.set(key, lock);
        throw fault;
      }
    }
    for (const [key, { minute, client, reason, count, lastAt }] of [...this.#counts]) {
      // A clock set back leaves minutes that are still to come: they are over too.
      if (minute === present) continue;
      this.#counts.delete(key);
      try {
        await record(this.#core.db, { at: lastAt, event: 'sign-in-refused', reason, count, organizationId: INSTALLATION, client });
      } catch (fault) {
        this.#giveBack(key, { minute, client, reason, count, lastAt });
        throw fault;
      }
    }
  }

  #giveBack(key: string, count: Count): void {
    const newer = this.#counts.get(key);
    this.#counts.set(key, { ...count, count: count.count + (newer?.count ?? 0), lastAt: newer?.lastAt ?? count.lastAt });
  }

  /** The address that is counted for: of IPv6 its network, and nobody's when this minute has seen too many. */
  #keyOf({ address }: Client, at: Date): string {
    const minute = minuteOf(at);
    // A request that waited may come with the minute before; a clock set back further begins anew.
    if (minute > this.#minute || minute < this.#minute - 1) {
      this.#minute = minute;
      this.#written.clear();
      this.#addresses = new Set();
    }
    const group = addressGroup(address) ?? '';
    if (this.#addresses.has(group)) return group;
    if (this.#addresses.size >= ADDRESSES_AT_MOST) return '';
    this.#addresses.add(group);
    return group;
  }
}

const minuteOf = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS);
