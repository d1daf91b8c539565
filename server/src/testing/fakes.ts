import { normalizePassword } from '@varco/shared/credentials/password-policy';
import type { Clock } from '#core/clock';
import type { Hasher, Place } from '#core/hasher';
import { systemRandom } from '#core/random';

/** A clock that stands still until it is moved; the monotonic one moves with it, unless the wall alone is set. */
export class FixedClock implements Clock {
  #wall: number;
  #monotonic = 1_000_000;

  constructor(at: Date) {
    this.#wall = at.getTime();
  }

  now(): Date {
    return new Date(this.#wall);
  }

  monotonic(): number {
    return this.#monotonic;
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; milliseconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 } = by;
    const total = ((days * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000 + milliseconds;
    this.#wall += total;
    this.#monotonic += total;
  }

  /** Somebody sets the machine's clock; time itself does not jump. */
  setWall(at: Date): void {
    this.#wall = at.getTime();
  }
}

/** A hasher that is quick and counts, for everything but the tests of hashing itself. */
export class QuickHasher implements Hasher {
  readonly load = { running: 0, waiting: 0 };
  compared = 0;
  decoys = 0;
  generation = 1;
  /** What the door would do for this place; tests of crowds put their own. */
  crowded: (place: Place) => void = () => undefined;

  async hash(password: string): Promise<string> {
    return `quick$${this.generation}$${Buffer.from(normalizePassword(password)).toString('base64')}`;
  }

  async matches(password: string, stored: string): Promise<boolean> {
    this.compared += 1;
    return stored.split('$')[2] === Buffer.from(normalizePassword(password)).toString('base64');
  }

  async decoy(): Promise<false> {
    this.decoys += 1;
    return false;
  }

  refuseIfCrowded(place: Place): void {
    this.crowded(place);
  }

  isOutdated(stored: string): boolean {
    return !stored.startsWith(`quick$${this.generation}$`);
  }
}

/** Real chance: ids and tokens must differ between databases of one run. */
export const testRandom = systemRandom;
